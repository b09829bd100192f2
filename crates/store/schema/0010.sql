-- Tenth version: how a loan is paid back.
ALTER TABLE loans ADD COLUMN repayment SMALLINT;
