-- Seventh version: what was worked out of the audit whenever it was asked
-- stands beside what it is about. The audit stays the proof of both.

-- Fingerprint of the key that persons' identity numbers are hashed under: of
-- the first one the audit tells of; empty until there is one.
ALTER TABLE register ADD COLUMN person_key {text} NOT NULL DEFAULT '';

UPDATE register SET person_key = COALESCE((SELECT subject FROM audit
    WHERE use_case = 'person-key' AND step = 2 AND result = 'done' ORDER BY number LIMIT 1), '');

-- The organisation (or party) for which a batch was sent; empty: for none. Who
-- acted stood as `login@home` in the audit; whoever sends from the command
-- line under the id of an organisation sends for it.
ALTER TABLE batches ADD COLUMN sender {text} NOT NULL DEFAULT '';

UPDATE batches SET sender = COALESCE((SELECT CASE
        WHEN {position}(a.who, '@') > 0 THEN substr(a.who, {position}(a.who, '@') + 1)
        WHEN EXISTS (SELECT 1 FROM organisations o WHERE o.org_id = a.who AND o.closed_by = 0) THEN a.who
        ELSE '' END
    FROM audit a WHERE a.number = batches.act), '');

-- For lists of one sender's batches and of one actor's acts, and for what is
-- held of a kind.
CREATE INDEX batches_of_sender ON batches (sender, number);
CREATE INDEX audit_of_who ON audit (who, number);
CREATE INDEX batches_of_kind ON batches (kind, added, corrected);
