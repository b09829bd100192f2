-- Eighth version: the days of an observation's period follow from the period itself.
ALTER TABLE observations DROP COLUMN from_day;
ALTER TABLE observations DROP COLUMN last_day;
