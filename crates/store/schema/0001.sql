-- The register's tables, first version; one text for SQLite and PostgreSQL.
-- {text} is TEXT, on PostgreSQL with the collation that compares bytes, as
-- SQLite does; {bytes} is BLOB or BYTEA; {keyed} makes the primary key the
-- table itself where the database can (SQLite).
--
-- Money is fen, rates are millionths, days count from 1970-01-01, instants are
-- microseconds since then in UTC, truth is 0 or 1, words are numbers of `words`.

CREATE TABLE register (
    one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    plan {text} NOT NULL
);

-- What the numbers of closed words mean.
CREATE TABLE words (
    vocabulary {text} NOT NULL,
    number SMALLINT NOT NULL,
    code {text} NOT NULL,
    PRIMARY KEY (vocabulary, number)
){keyed};

-- The audit chain: two rows an act, never changed. `step` 1 opens the act,
-- 2 tells its outcome; `act` is the number of the opening.
CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    act BIGINT NOT NULL,
    step SMALLINT NOT NULL CHECK (step IN (1, 2)),
    instant BIGINT NOT NULL,
    who {text} NOT NULL,
    use_case {text} NOT NULL,
    subject {text} NOT NULL,
    detail {text} NOT NULL,
    result {text} NOT NULL,
    hash {bytes} NOT NULL,
    UNIQUE (act, step),
    CHECK ((step = 1) = (act = number)),
    CHECK ((step = 1) = (result = ''))
);

-- What was taken in or withdrawn, whole. `added` and `corrected` rows brought
-- a version (of a withdrawal: `corrected` counts what it restored), `unchanged`
-- rows brought none, `closed` counts the versions it closed.
CREATE TABLE batches (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    instant BIGINT NOT NULL,
    kind {text} NOT NULL,
    file {text} NOT NULL,
    file_hash {bytes} NOT NULL,
    withdraws INTEGER UNIQUE REFERENCES batches (number),
    added BIGINT NOT NULL,
    corrected BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);

-- Approved settlements, frozen.
CREATE TABLE settlements (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    year INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    plan_hash {bytes} NOT NULL,
    result_hash {bytes} NOT NULL,
    result {text} NOT NULL,
    note {text} NOT NULL,
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);

-- Loans and guarantees are numbered, so that their events need no texts.
CREATE TABLE loan_ids (
    loan INTEGER NOT NULL PRIMARY KEY CHECK (loan > 0),
    lender {text} NOT NULL,
    loan_id {text} NOT NULL,
    UNIQUE (lender, loan_id)
);

CREATE TABLE guarantee_ids (
    guarantee INTEGER NOT NULL PRIMARY KEY CHECK (guarantee > 0),
    guarantor {text} NOT NULL,
    guarantee_id {text} NOT NULL,
    UNIQUE (guarantor, guarantee_id)
);

-- Facts. A row is a version: in force from `batch` until `closed_by` (0: still).
-- `origin` and `origin_row` are the batch and the row of its file that first
-- brought the content.

CREATE TABLE parties (
    party_id {text} NOT NULL,
    valid_from INTEGER NOT NULL,
    name {text} NOT NULL,
    kind SMALLINT NOT NULL,
    ownership SMALLINT,
    industry {text} NOT NULL,
    employees BIGINT,
    revenue BIGINT,
    assets BIGINT,
    scale SMALLINT,
    established INTEGER,
    town {text} NOT NULL,
    park {text} NOT NULL,
    in_district SMALLINT NOT NULL,
    dual_innovation_since INTEGER,
    dual_innovation_until INTEGER,
    technology SMALLINT NOT NULL,
    agricultural SMALLINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (party_id, valid_from, closed_by)
){keyed};

CREATE TABLE organisations (
    org_id {text} NOT NULL,
    name {text} NOT NULL,
    kind SMALLINT NOT NULL,
    in_district SMALLINT NOT NULL,
    policy SMALLINT NOT NULL,
    books_from INTEGER,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (org_id, closed_by)
){keyed};

CREATE TABLE loans (
    loan INTEGER NOT NULL,
    contract_id {text} NOT NULL,
    borrower {text} NOT NULL,
    product {text} NOT NULL,
    form SMALLINT NOT NULL,
    start INTEGER NOT NULL,
    due INTEGER NOT NULL,
    extended_to INTEGER,
    principal BIGINT NOT NULL,
    rate BIGINT,
    rate_kind SMALLINT,
    security SMALLINT NOT NULL,
    collateral SMALLINT,
    credit_line BIGINT,
    purpose SMALLINT,
    first_loan SMALLINT,
    first_checked INTEGER,
    renewal_of {text} NOT NULL,
    guarantor {text} NOT NULL,
    cooperation SMALLINT,
    agricultural SMALLINT,
    support SMALLINT,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (loan, closed_by)
){keyed};

CREATE TABLE loan_events (
    loan INTEGER NOT NULL,
    date INTEGER NOT NULL,
    kind SMALLINT NOT NULL,
    amount BIGINT NOT NULL,
    occurrence INTEGER NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (loan, date, kind, amount, occurrence, closed_by)
){keyed};

CREATE TABLE loan_events_by_id (
    loan INTEGER NOT NULL,
    event_id {text} NOT NULL,
    date INTEGER NOT NULL,
    kind SMALLINT NOT NULL,
    amount BIGINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (loan, event_id, closed_by)
){keyed};

CREATE TABLE loan_balances (
    loan INTEGER NOT NULL,
    date INTEGER NOT NULL,
    balance BIGINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (loan, date, closed_by)
){keyed};

CREATE TABLE loan_classes (
    loan INTEGER NOT NULL,
    date INTEGER NOT NULL,
    class SMALLINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (loan, date, closed_by)
){keyed};

CREATE TABLE credit_lines (
    lender {text} NOT NULL,
    borrower {text} NOT NULL,
    granted INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    expires INTEGER,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (lender, borrower, granted, closed_by)
){keyed};

CREATE TABLE demands (
    demand_id {text} NOT NULL,
    borrower {text} NOT NULL,
    date INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    qualifies SMALLINT,
    outcome SMALLINT,
    closed INTEGER,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (demand_id, closed_by)
){keyed};

CREATE TABLE guarantees (
    guarantee INTEGER NOT NULL,
    borrower {text} NOT NULL,
    lender {text} NOT NULL,
    loan_id {text} NOT NULL,
    amount BIGINT NOT NULL,
    fee_rate BIGINT NOT NULL,
    start INTEGER NOT NULL,
    due INTEGER NOT NULL,
    reguaranteed BIGINT,
    counter_guarantee {text} NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (guarantee, closed_by)
){keyed};

CREATE TABLE guarantee_events (
    guarantee INTEGER NOT NULL,
    date INTEGER NOT NULL,
    kind SMALLINT NOT NULL,
    amount BIGINT NOT NULL,
    occurrence INTEGER NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (guarantee, date, kind, amount, occurrence, closed_by)
){keyed};

CREATE TABLE guarantee_events_by_id (
    guarantee INTEGER NOT NULL,
    event_id {text} NOT NULL,
    date INTEGER NOT NULL,
    kind SMALLINT NOT NULL,
    amount BIGINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (guarantee, event_id, closed_by)
){keyed};

CREATE TABLE financings (
    issuer {text} NOT NULL,
    deal_id {text} NOT NULL,
    kind SMALLINT NOT NULL,
    stage SMALLINT,
    date INTEGER NOT NULL,
    amount BIGINT,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (issuer, deal_id, closed_by)
){keyed};

CREATE TABLE observations (
    indicator {text} NOT NULL,
    period {text} NOT NULL,
    org {text} NOT NULL,
    place {text} NOT NULL,
    source {text} NOT NULL,
    from_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    value {text} NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (indicator, period, org, place, source, closed_by)
){keyed};

CREATE TABLE claims (
    measure {text} NOT NULL,
    year INTEGER NOT NULL,
    beneficiary {text} NOT NULL,
    lender {text} NOT NULL,
    loan_id {text} NOT NULL,
    amount BIGINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (measure, year, beneficiary, lender, loan_id, closed_by)
){keyed};

CREATE TABLE lpr (
    date INTEGER NOT NULL,
    one_year BIGINT NOT NULL,
    five_year BIGINT NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (date, closed_by)
){keyed};
