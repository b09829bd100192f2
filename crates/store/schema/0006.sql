-- Sixth version: notices. Rows are only appended; a notice that was withdrawn
-- has a row that says so. `kind` 1: an announcement; 2: a public notice.
-- `until` is the last day of a public notice's period, as days since
-- 1970-01-01; `settlement` is the approved one it shows.
CREATE TABLE notices (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    kind SMALLINT NOT NULL CHECK (kind IN (1, 2)),
    title {text} NOT NULL,
    text {text} NOT NULL,
    until INTEGER,
    settlement INTEGER REFERENCES settlements (number),
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);

CREATE TABLE notices_withdrawn (
    notice INTEGER NOT NULL PRIMARY KEY REFERENCES notices (number),
    reason {text} NOT NULL,
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);
