-- Version 14: which licence each product stands for, and all licences as Halo lists them.

ALTER TABLE customer_licence ADD COLUMN sku TEXT CHECK (sku <> '');
ALTER TABLE customer_licence ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1));

-- The last time that the licences of all customers were read completely.
CREATE TABLE licence_list (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    read_at    TEXT    NOT NULL,
    no_module  INTEGER NOT NULL CHECK (no_module IN (0, 1))
) STRICT;

-- The licence that a product stands for, at every customer alike.
CREATE TABLE product_licence (
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    product_key TEXT    NOT NULL,
    told_by     TEXT    NOT NULL CHECK (told_by IN ('name', 'sku')),
    value       TEXT    NOT NULL CHECK (value <> ''),
    -- What a licence is called that is made for it.
    name        TEXT    NOT NULL CHECK (name <> ''),
    PRIMARY KEY (profile_id, product_key)
) STRICT, WITHOUT ROWID;

-- What these led to at the last read, so that a licence is found again when it was renamed.
CREATE TABLE licence_found (
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL,
    product_key TEXT    NOT NULL,
    licence_id  INTEGER NOT NULL,
    PRIMARY KEY (profile_id, customer_id, product_key)
) STRICT, WITHOUT ROWID;
