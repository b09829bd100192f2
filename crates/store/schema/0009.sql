-- Ninth version: rows of data sets, whatever the plan declares. `cells` is the
-- byte form HGD1 (docs/REGISTER.md).
CREATE TABLE records (
    dataset {text} NOT NULL,
    period {text} NOT NULL,
    source {text} NOT NULL,
    record {text} NOT NULL,
    party {text} NOT NULL,
    cells {bytes} NOT NULL,
    closed_by INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_row INTEGER NOT NULL,
    PRIMARY KEY (dataset, period, source, record, closed_by)
){keyed};
CREATE INDEX records_of_party ON records (party, dataset);
