-- Eleventh version: where institutions can be reached. Rows are only appended;
-- of an institution's the last one holds.
CREATE TABLE contacts (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    organisation {text} NOT NULL,
    office {text} NOT NULL,
    telephone {text} NOT NULL,
    address {text} NOT NULL,
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);
