-- Second version: what the column form of the book beside the database needs.
-- Both tables follow from the rest of the register and are no part of a backup.

-- Which keys a batch touched, so that who holds the book of an earlier batch
-- reads only what is new. `about` says what the keys are: `loans` and
-- `guarantees` by number, `parties` by id. `keys` is empty where they were too
-- many to be named. Batches older than this table have no rows here.
CREATE TABLE touched (
    batch INTEGER NOT NULL,
    about {text} NOT NULL,
    keys {bytes},
    PRIMARY KEY (batch, about)
){keyed};

-- Column forms that were written: of the book after a batch, in a version of
-- the form, made with what `basis` is the hash of (the plan's products). A file
-- is believed if its length and hash (BLAKE3) stand here. One book can have
-- several: of findings, a book brought up to date may know fewer beyond those
-- listed.
CREATE TABLE snapshots (
    batch INTEGER NOT NULL,
    form INTEGER NOT NULL,
    basis {bytes} NOT NULL,
    length BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (batch, form, basis, hash)
){keyed};
