-- Rules of single organisations, everything a ticket can be given, rules that were revoked and can come back.

ALTER TABLE ticket_rules ADD COLUMN allow_mail INTEGER NOT NULL DEFAULT 0 CHECK (allow_mail IN (0, 1));
-- Set: all mapping was revoked, and nothing of it counts until it is brought back or replaced.
ALTER TABLE ticket_rules ADD COLUMN revoked_at TEXT;

-- What an organisation's tickets have in place of the profile's rules. As there, nothing refers to halo_*. Nothing
-- refers to the organisation either: undoing its deletion brings the same id back, and its rules with it.
CREATE TABLE rules_override (
    organization_id INTEGER NOT NULL PRIMARY KEY,
    profile_id      INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    ticket_type     INTEGER,
    sla             INTEGER,
    team            TEXT    CHECK (team <> ''),
    agent           INTEGER,
    updated_at      TEXT    NOT NULL,
    version         INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX rules_override_by_profile ON rules_override (profile_id);

CREATE TABLE override_priority (
    organization_id INTEGER NOT NULL REFERENCES rules_override (organization_id) ON DELETE CASCADE,
    level_key       TEXT    NOT NULL,
    number          INTEGER NOT NULL,
    PRIMARY KEY (organization_id, level_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE override_field (
    organization_id INTEGER NOT NULL REFERENCES rules_override (organization_id) ON DELETE CASCADE,
    field_key       TEXT    NOT NULL,
    value           TEXT    NOT NULL CHECK (value <> ''),
    PRIMARY KEY (organization_id, field_key)
) STRICT, WITHOUT ROWID;

-- Halo's configuration as last read, what was left out so far.
CREATE TABLE halo_agent (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    teams      TEXT    NOT NULL CHECK (json_valid(teams)),
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_choice (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    list       TEXT    NOT NULL CHECK (list IN ('request_source', 'impact', 'urgency', 'outcome')),
    id         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (profile_id, list, id)
) STRICT, WITHOUT ROWID;
