-- Fourth version: answers to requests that carry a key of their own, so that
-- a request sent twice is acted on once. They are kept for a day, and are no
-- part of a backup. `name` is the hash of the key, `request` that of what was
-- sent with it; `status` 0: begun, and no answer yet.
CREATE TABLE answers (
    account INTEGER NOT NULL REFERENCES users (number),
    name {bytes} NOT NULL,
    request {bytes} NOT NULL,
    began BIGINT NOT NULL,
    status INTEGER NOT NULL,
    place {text} NOT NULL,
    body {bytes} NOT NULL,
    PRIMARY KEY (account, name)
){keyed};
