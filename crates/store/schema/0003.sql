-- Third version: who may come in. Users are state, not facts: their rows are
-- changed, and every change is an act in the audit.
--
-- Sessions and attempts are no part of a backup: after a restore everybody
-- signs in again.

-- `home_kind`: 0 none, 1 an organisation, 2 a party. `password` is a PHC
-- string. `given_until`: the password was given out, must be changed, and is
-- good until then. `disabled`: since when; empty: may sign in.
CREATE TABLE users (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    login {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    role {text} NOT NULL,
    home_kind SMALLINT NOT NULL CHECK (home_kind IN (0, 1, 2)),
    home {text} NOT NULL,
    password {text} NOT NULL,
    given_until BIGINT,
    created BIGINT NOT NULL,
    disabled BIGINT,
    act BIGINT NOT NULL REFERENCES audit (number),
    CHECK ((home_kind = 0) = (home = ''))
);

-- A second factor: its secret, and the one offered that no code of came yet,
-- both under a key that is not in here and empty where there is none; and the
-- last time step whose code was taken.
CREATE TABLE second_factors (
    account INTEGER NOT NULL PRIMARY KEY REFERENCES users (number),
    secret {bytes} NOT NULL,
    offered {bytes} NOT NULL,
    last_step BIGINT NOT NULL
);

-- Recovery codes by hash, each good once.
CREATE TABLE recovery_codes (
    account INTEGER NOT NULL REFERENCES users (number),
    hash {bytes} NOT NULL,
    used BIGINT,
    PRIMARY KEY (account, hash)
){keyed};

-- Tokens of programs by hash. `home` is what its user stood for when it was
-- made: a user that moves takes no token along.
CREATE TABLE tokens (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    account INTEGER NOT NULL REFERENCES users (number),
    hash {bytes} NOT NULL UNIQUE,
    name {text} NOT NULL,
    home {text} NOT NULL,
    scopes {text} NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT
);

-- What-ifs that somebody keeps under a name.
CREATE TABLE scenarios (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    name {text} NOT NULL,
    year INTEGER NOT NULL,
    settings {text} NOT NULL,
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    dropped BIGINT,
    act BIGINT NOT NULL REFERENCES audit (number)
);

-- Sessions by the hash of what the browser holds. `stage` 1: the password was
-- right and the second factor is awaited; 2: signed in.
CREATE TABLE sessions (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    hash {bytes} NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES users (number),
    stage SMALLINT NOT NULL CHECK (stage IN (1, 2)),
    created BIGINT NOT NULL,
    used BIGINT NOT NULL,
    ended BIGINT,
    agent {text} NOT NULL,
    address {text} NOT NULL
);

CREATE INDEX sessions_of_account ON sessions (account);

-- Guesses that failed, by the hash of a login or an address.
CREATE TABLE attempts (
    subject {bytes} NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last BIGINT NOT NULL
){keyed};
