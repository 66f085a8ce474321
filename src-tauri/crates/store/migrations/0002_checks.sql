-- Version 2: what the wizard knows about a Halo, and what its checks found.

-- What a setting of the recipe was to be set to when it was ticked; unknown for ticks of version 1.
ALTER TABLE recipe_tick ADD COLUMN value TEXT;

ALTER TABLE profile ADD COLUMN hosting TEXT CHECK (hosting IN ('hosted', 'self_hosted'));
-- Where the name of the host led to when it was checked.
ALTER TABLE profile ADD COLUMN host_network TEXT CHECK (host_network IN ('public', 'private', 'this_computer'));
-- Issuer and end of the host's certificate.
ALTER TABLE profile ADD COLUMN certificate TEXT CHECK (json_valid(certificate));
-- Since when the connection is with this host.
ALTER TABLE profile ADD COLUMN host_since TEXT;

-- Outcomes of version 1 named a right by its words only. They are not carried over: a check takes a second.
DROP TABLE access_check;
CREATE TABLE access_check (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    check_key  TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('passed', 'warning', 'failed', 'cannot_tell', 'skipped')),
    meaning    TEXT    NOT NULL,
    remedy     TEXT,
    naming     TEXT    NOT NULL CHECK (naming IN ('missing', 'one_of', 'unproven')),
    rights     TEXT    NOT NULL CHECK (json_valid(rights)),
    halo_text  TEXT,
    took_ms    INTEGER CHECK (took_ms >= 0),
    checked_at TEXT    NOT NULL,
    PRIMARY KEY (profile_id, check_key)
) STRICT, WITHOUT ROWID;
