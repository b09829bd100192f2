-- Fifth version: official texts that were attached to the plan. Rows are only
-- appended; the newest is the one shown. `file_hash` is that of the file as it
-- came, `text` what it says in UTF-8.
CREATE TABLE official_texts (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    file {text} NOT NULL,
    file_hash {bytes} NOT NULL,
    text {text} NOT NULL,
    who {text} NOT NULL,
    instant BIGINT NOT NULL,
    act BIGINT NOT NULL REFERENCES audit (number)
);
