-- Version 3: how a connection stands after its last calls, which Halo a snapshot came from, what revoking did.

-- The ticket rules were offered after connecting and put off.
ALTER TABLE profile ADD COLUMN rules_skipped_at TEXT;

-- Two profiles of one product were of one name; the list of profiles needs names that differ.
UPDATE profile SET name = profile.name || ' ' || numbered.nth
FROM (
    SELECT id, row_number() OVER (PARTITION BY lower(name) ORDER BY id) AS nth FROM profile
) AS numbered
WHERE numbered.id = profile.id AND numbered.nth > 1;

-- One row for what stops every call ('link'), one for each area whose right is gone.
CREATE TABLE connection_trouble (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    place      TEXT    NOT NULL CHECK (place IN ('link', 'application', 'customers', 'ticket_settings', 'tickets', 'write_tickets', 'licences')),
    trouble    TEXT    NOT NULL,
    what       TEXT    NOT NULL,
    since      TEXT    NOT NULL,
    until      TEXT,
    PRIMARY KEY (profile_id, place)
) STRICT, WITHOUT ROWID;

-- The Halo from which the customers of a profile were last read completely.
CREATE TABLE snapshot_halo (
    profile_id    INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    api_base      TEXT    NOT NULL,
    auth_url      TEXT    NOT NULL,
    tenant        TEXT,
    original_host TEXT
) STRICT;
INSERT INTO snapshot_halo (profile_id, api_base, auth_url, tenant, original_host)
SELECT id, api_base, auth_url, tenant, original_host FROM profile
WHERE last_read_at IS NOT NULL AND api_base IS NOT NULL AND auth_url IS NOT NULL;

-- What revoking did on this computer. The ticks of what is left to do in Halo are recipe_ticks.
CREATE TABLE revocation (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    revoked_at TEXT    NOT NULL,
    steps      TEXT    NOT NULL CHECK (json_valid(steps))
) STRICT;

-- Each time Halo was asked whether the old secret still works. Never the secret.
CREATE TABLE revocation_proof (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id INTEGER NOT NULL REFERENCES revocation (profile_id) ON DELETE CASCADE,
    asked_at   TEXT    NOT NULL,
    outcome    TEXT    NOT NULL CHECK (outcome IN ('still_works', 'refused', 'not_asked')),
    said       TEXT
) STRICT;
CREATE INDEX revocation_proof_by_profile ON revocation_proof (profile_id, id);
