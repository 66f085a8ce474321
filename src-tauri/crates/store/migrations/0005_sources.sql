-- Version 5: reads of customers that go on after a break or bring only what changed, mail domains, import recipes, and
-- customers that several organisations may share.

-- Where a read stands, so that the next one can go on with the page after the last one that came.
ALTER TABLE customer_read ADD COLUMN account TEXT;
ALTER TABLE customer_read ADD COLUMN server_time TEXT;
ALTER TABLE customer_read ADD COLUMN bookmark TEXT CHECK (json_valid(bookmark));
ALTER TABLE customer_read ADD COLUMN paged_at TEXT;

-- What the last complete read of all customers told about the next one.
CREATE TABLE customer_sync (
    profile_id    INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    -- Whose list it is: another Halo, or another agent, has another one.
    account       TEXT    NOT NULL,
    -- By Halo's clock: what changed since then has not been read. NULL: Halo does not tell its time.
    watermark     TEXT,
    -- NULL: not asked yet.
    tells_changes INTEGER CHECK (tells_changes IN (0, 1)),
    -- By our clock.
    whole_read_at TEXT    NOT NULL,
    users_read_at TEXT,
    sites_read_at TEXT
) STRICT;

-- Microsoft tenants linked in Halo, parted by blanks.
ALTER TABLE customer ADD COLUMN tenant_ids TEXT NOT NULL DEFAULT '';
ALTER TABLE customer_staged ADD COLUMN tenant_ids TEXT NOT NULL DEFAULT '';

-- Which of Halo's fields a domain stands in; 'mail' is worked out from customer_mail_domain.
ALTER TABLE customer_domain ADD COLUMN origin TEXT NOT NULL DEFAULT 'domain' CHECK (origin IN ('domain', 'website', 'mail'));
ALTER TABLE customer_staged_domain ADD COLUMN origin TEXT NOT NULL DEFAULT 'domain' CHECK (origin IN ('domain', 'website'));

-- How many of a customer's users and sites have this mail domain, free-mail hosts included.
CREATE TABLE customer_mail_domain (
    profile_id  INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    domain      TEXT    NOT NULL CHECK (domain <> ''),
    users       INTEGER NOT NULL DEFAULT 0 CHECK (users >= 0),
    sites       INTEGER NOT NULL DEFAULT 0 CHECK (sites >= 0),
    PRIMARY KEY (profile_id, customer_id, domain),
    FOREIGN KEY (profile_id, customer_id) REFERENCES customer (profile_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- How a source was read last time. Never a secret.
CREATE TABLE import_recipe (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    source     TEXT    NOT NULL CHECK (source IN ('csv', 'excel', 'api')),
    recipe     TEXT    NOT NULL CHECK (json_valid(recipe)),
    saved_at   TEXT    NOT NULL,
    PRIMARY KEY (profile_id, source)
) STRICT, WITHOUT ROWID;

-- Each import with the organisations it listed, so that the next one can tell which are gone. One that was undone
-- does not count.
CREATE TABLE import_run (
    id          INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL CHECK (source IN ('csv', 'excel', 'api')),
    edit_id     INTEGER REFERENCES edit (id) ON DELETE SET NULL,
    imported_at TEXT    NOT NULL
) STRICT;
CREATE INDEX import_run_by_profile ON import_run (profile_id, source, id);
CREATE INDEX import_run_by_edit ON import_run (edit_id) WHERE edit_id IS NOT NULL;

-- No reference to organization: undoing a deletion brings it back, and it was listed all the same.
CREATE TABLE import_member (
    run_id          INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    organization_id INTEGER NOT NULL,
    PRIMARY KEY (run_id, organization_id)
) STRICT, WITHOUT ROWID;

-- How matching is done in a profile: whether several organisations may have one customer, and whether suggestions that
-- are certain or strong are accepted by themselves.
ALTER TABLE profile ADD COLUMN may_share INTEGER NOT NULL DEFAULT 0 CHECK (may_share IN (0, 1));
ALTER TABLE profile ADD COLUMN auto_accept INTEGER NOT NULL DEFAULT 0 CHECK (auto_accept IN (0, 1));

-- A customer that may be shared is nobody's alone, so the table can no longer say so; a trigger does where it is not.
-- SQLite cannot drop a table's own constraint: the rows are put aside, and the table is made anew under its name, which
-- views and triggers of other tables go by.
CREATE TABLE pair_aside AS SELECT * FROM pair;
DROP TABLE pair;
CREATE TABLE pair (
    organization_id   INTEGER NOT NULL PRIMARY KEY,
    profile_id        INTEGER NOT NULL,
    customer_id       INTEGER NOT NULL CHECK (customer_id <> 1),
    customer_name     TEXT    NOT NULL,
    -- Whether the customer was known to be inactive when the pair was made: then its being so is no problem.
    accepted_inactive INTEGER NOT NULL DEFAULT 0 CHECK (accepted_inactive IN (0, 1)),
    band              TEXT    NOT NULL CHECK (band IN ('certain', 'strong', 'possible', 'weak')),
    reasons           TEXT    NOT NULL,
    accepted_at       TEXT    NOT NULL,
    FOREIGN KEY (profile_id, organization_id) REFERENCES organization (profile_id, id) ON DELETE CASCADE
) STRICT;
INSERT INTO pair (organization_id, profile_id, customer_id, customer_name, accepted_inactive, band, reasons, accepted_at)
SELECT organization_id, profile_id, customer_id, customer_name, accepted_inactive, band, reasons, accepted_at FROM pair_aside;
DROP TABLE pair_aside;
CREATE INDEX pair_by_customer ON pair (profile_id, customer_id, organization_id);
CREATE TRIGGER pair_of_taken_customer BEFORE INSERT ON pair
WHEN (SELECT may_share FROM profile WHERE id = NEW.profile_id) = 0
    AND EXISTS (SELECT 1 FROM pair WHERE profile_id = NEW.profile_id AND customer_id = NEW.customer_id)
BEGIN
    SELECT RAISE(ABORT, 'the customer is paired already');
END;
CREATE TRIGGER pair_came AFTER INSERT ON pair BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER pair_changed AFTER UPDATE ON pair BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER pair_went AFTER DELETE ON pair BEGIN
    INSERT INTO relisted VALUES (OLD.organization_id);
END;
-- The same for suggestions: two organisations may both be clear about a customer that may be shared.
DROP INDEX suggestion_clear;
CREATE TRIGGER suggestion_of_wanted_customer BEFORE INSERT ON suggestion
WHEN NEW.is_clear = 1 AND (SELECT may_share FROM profile WHERE id = NEW.profile_id) = 0
    AND EXISTS (SELECT 1 FROM suggestion WHERE profile_id = NEW.profile_id AND customer_id = NEW.customer_id AND is_clear = 1)
BEGIN
    SELECT RAISE(ABORT, 'the customer is clear for another organisation');
END;
