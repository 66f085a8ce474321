-- Version 12: the folded name of every record, so that those of the same name are found by an index.

-- Kept by the program like sort_key, which fills it in for the records that are here already.
ALTER TABLE organization ADD COLUMN fold_key TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN fold_key TEXT NOT NULL DEFAULT '';
ALTER TABLE customer_staged ADD COLUMN fold_key TEXT NOT NULL DEFAULT '';
CREATE INDEX organization_by_fold_key ON organization (profile_id, fold_key, id);
CREATE INDEX customer_by_fold_key ON customer (profile_id, fold_key, id);
