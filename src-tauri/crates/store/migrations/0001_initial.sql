-- Version 1. A released migration never changes: a change is a new file.
-- Times are RFC 3339 text in UTC. Text codes are those of the crate `domain`.

PRAGMA application_id = 1212963140; -- "HLYD"

CREATE TABLE profile (
    id               INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    vendor_key       TEXT    NOT NULL,
    vendor_name      TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    source           TEXT    NOT NULL CHECK (source IN ('manual', 'csv', 'excel', 'api', 'halo_customers')),
    is_demo          INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    address_typed    TEXT,
    api_base         TEXT,
    auth_url         TEXT,
    tenant           TEXT,
    app_version      TEXT,
    found_by         TEXT,
    original_host    TEXT,
    wants_tickets    INTEGER NOT NULL DEFAULT 0 CHECK (wants_tickets IN (0, 1)),
    wants_status     INTEGER NOT NULL DEFAULT 0 CHECK (wants_status IN (0, 1)),
    wants_seats      INTEGER NOT NULL DEFAULT 0 CHECK (wants_seats IN (0, 1)),
    client_id        TEXT,
    -- Where the secret is kept. The secret itself is never in this file.
    secret_place     TEXT    NOT NULL DEFAULT 'none' CHECK (secret_place IN ('none', 'keychain', 'session')),
    secret_saved_at  TEXT,
    wizard_step      INTEGER NOT NULL DEFAULT 1 CHECK (wizard_step BETWEEN 1 AND 5),
    wizard_finished  INTEGER NOT NULL DEFAULT 0 CHECK (wizard_finished IN (0, 1)),
    connection       TEXT    NOT NULL DEFAULT 'not_connected'
                     CHECK (connection IN ('not_connected', 'connected', 'needs_attention', 'revoked')),
    connection_note  TEXT,
    last_read_at     TEXT,
    own_customer_id  INTEGER,
    created_at       TEXT    NOT NULL,
    updated_at       TEXT    NOT NULL,
    version          INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;

CREATE TABLE recipe_tick (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    item_key   TEXT    NOT NULL,
    ticked_at  TEXT    NOT NULL,
    PRIMARY KEY (profile_id, item_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_check (
    profile_id    INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    check_key     TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('passed', 'warning', 'failed', 'skipped')),
    meaning       TEXT    NOT NULL,
    missing_right TEXT,
    path          TEXT    NOT NULL CHECK (json_valid(path)),
    halo_text     TEXT,
    took_ms       INTEGER CHECK (took_ms >= 0),
    checked_at    TEXT    NOT NULL,
    PRIMARY KEY (profile_id, check_key)
) STRICT, WITHOUT ROWID;

-- The vendor's vocabulary: copied from a preset when the profile is made, the profile's own from then on.
CREATE TABLE vendor_status (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    status_key TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    is_closed  INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    PRIMARY KEY (profile_id, status_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_level (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    level_key  TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (profile_id, level_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_product (
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    product_key TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    PRIMARY KEY (profile_id, product_key)
) STRICT, WITHOUT ROWID;

-- The vendor's side. AUTOINCREMENT: undoing a deletion brings the same id back, so an id is never given twice.
CREATE TABLE organization (
    id              INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id      INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    name            TEXT    NOT NULL CHECK (name <> ''),
    -- Folded texts, kept by the program because SQLite folds ASCII only.
    sort_key        TEXT    NOT NULL,
    search_text     TEXT    NOT NULL,
    external_id     TEXT    CHECK (external_id <> ''),
    tenant_id       TEXT    CHECK (tenant_id <> ''),
    note            TEXT,
    source          TEXT    NOT NULL CHECK (source IN ('manual', 'csv', 'excel', 'api', 'halo_customers')),
    decision        TEXT    NOT NULL DEFAULT 'open' CHECK (decision IN ('open', 'held', 'excluded')),
    decision_reason TEXT,
    created_at      TEXT    NOT NULL,
    updated_at      TEXT    NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    UNIQUE (profile_id, id)
) STRICT;
CREATE UNIQUE INDEX organization_by_external_id ON organization (profile_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX organization_by_name ON organization (profile_id, sort_key, id);

CREATE TABLE organization_domain (
    organization_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    domain          TEXT    NOT NULL CHECK (domain <> ''),
    PRIMARY KEY (organization_id, position),
    UNIQUE (organization_id, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE organization_seat (
    organization_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    product_key     TEXT    NOT NULL,
    seats           INTEGER NOT NULL CHECK (seats BETWEEN 0 AND 2147483647),
    PRIMARY KEY (organization_id, product_key)
) STRICT, WITHOUT ROWID;

-- Halo's side: the last complete read.
CREATE TABLE customer (
    profile_id    INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id            INTEGER NOT NULL,
    name          TEXT    NOT NULL,
    sort_key      TEXT    NOT NULL,
    search_text   TEXT    NOT NULL,
    reference     TEXT,
    inactive      INTEGER NOT NULL CHECK (inactive IN (0, 1)),
    first_seen_at TEXT    NOT NULL,
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_by_name ON customer (profile_id, inactive, sort_key, id);

CREATE TABLE customer_domain (
    profile_id  INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    domain      TEXT    NOT NULL CHECK (domain <> ''),
    PRIMARY KEY (profile_id, customer_id, domain),
    FOREIGN KEY (profile_id, customer_id) REFERENCES customer (profile_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_read (
    id          INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    started_at  TEXT    NOT NULL,
    finished_at TEXT,
    expected    INTEGER CHECK (expected >= 0),
    received    INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
    complete    INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
    note        TEXT,
    CHECK (complete = 0 OR finished_at IS NOT NULL)
) STRICT;
CREATE INDEX customer_read_by_profile ON customer_read (profile_id, id);

-- What a read in progress has brought; swapped in as a whole or thrown away.
CREATE TABLE customer_staged (
    read_id     INTEGER NOT NULL REFERENCES customer_read (id) ON DELETE CASCADE,
    id          INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    sort_key    TEXT    NOT NULL,
    search_text TEXT    NOT NULL,
    reference   TEXT,
    inactive    INTEGER NOT NULL CHECK (inactive IN (0, 1)),
    PRIMARY KEY (read_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_staged_domain (
    read_id     INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    domain      TEXT    NOT NULL CHECK (domain <> ''),
    PRIMARY KEY (read_id, customer_id, domain),
    FOREIGN KEY (read_id, customer_id) REFERENCES customer_staged (read_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- One organisation to one customer. The customer is no foreign key: a pair outlives a customer that is gone from
-- Halo, and is a problem then, with the name it had.
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
    UNIQUE (profile_id, customer_id),
    FOREIGN KEY (profile_id, organization_id) REFERENCES organization (profile_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE rejection (
    organization_id INTEGER NOT NULL,
    customer_id     INTEGER NOT NULL,
    profile_id      INTEGER NOT NULL,
    customer_name   TEXT    NOT NULL,
    rejected_at     TEXT    NOT NULL,
    PRIMARY KEY (organization_id, customer_id),
    FOREIGN KEY (profile_id, organization_id) REFERENCES organization (profile_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX rejection_by_profile ON rejection (profile_id);

-- Derived: what the matcher last made of the rest. May be emptied at any time.
CREATE TABLE suggestion (
    organization_id INTEGER NOT NULL,
    position        INTEGER NOT NULL CHECK (position >= 1),
    profile_id      INTEGER NOT NULL,
    customer_id     INTEGER NOT NULL,
    band            TEXT    NOT NULL CHECK (band IN ('certain', 'strong', 'possible', 'weak')),
    reasons         TEXT    NOT NULL,
    is_clear        INTEGER NOT NULL CHECK (is_clear IN (0, 1)),
    PRIMARY KEY (organization_id, position),
    UNIQUE (organization_id, customer_id),
    CHECK (is_clear = 0 OR position = 1),
    FOREIGN KEY (profile_id, organization_id) REFERENCES organization (profile_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_by_profile ON suggestion (profile_id);
CREATE UNIQUE INDEX suggestion_clear ON suggestion (profile_id, customer_id) WHERE is_clear = 1;

-- Each organisation with its one state. A pair wins over a decision, a decision over suggestions.
CREATE VIEW organization_grid AS
SELECT
    o.id, o.profile_id, o.name, o.sort_key, o.version,
    CASE
        WHEN p.organization_id IS NOT NULL THEN
            CASE WHEN c.id IS NULL OR (c.inactive = 1 AND p.accepted_inactive = 0) THEN 'problem' ELSE 'mapped' END
        WHEN o.decision <> 'open' THEN o.decision
        WHEN s.organization_id IS NULL THEN 'unmapped'
        WHEN s.is_clear = 1 THEN 'suggested'
        ELSE 'choose'
    END AS state,
    CASE
        WHEN p.organization_id IS NOT NULL THEN p.customer_id
        WHEN o.decision = 'open' AND s.is_clear = 1 THEN s.customer_id
    END AS customer_id,
    CASE
        WHEN p.organization_id IS NOT NULL THEN coalesce(c.name, p.customer_name)
        WHEN o.decision = 'open' AND s.is_clear = 1 THEN sc.name
    END AS customer_name,
    CASE
        WHEN p.organization_id IS NOT NULL THEN coalesce(c.sort_key, p.customer_name)
        WHEN o.decision = 'open' AND s.is_clear = 1 THEN sc.sort_key
    END AS customer_sort_key,
    CASE
        WHEN p.organization_id IS NOT NULL THEN p.band
        WHEN o.decision = 'open' THEN s.band
    END AS band,
    CASE
        WHEN p.organization_id IS NOT NULL THEN p.reasons
        WHEN o.decision = 'open' THEN s.reasons
    END AS reasons,
    o.search_text,
    CASE
        WHEN p.organization_id IS NOT NULL THEN coalesce(c.search_text, p.customer_name)
        WHEN o.decision = 'open' AND s.is_clear = 1 THEN sc.search_text
    END AS customer_search_text
FROM organization AS o
LEFT JOIN pair AS p ON p.organization_id = o.id
LEFT JOIN customer AS c ON c.profile_id = o.profile_id AND c.id = p.customer_id
LEFT JOIN suggestion AS s ON s.organization_id = o.id AND s.position = 1
LEFT JOIN customer AS sc ON sc.profile_id = o.profile_id AND sc.id = s.customer_id;

-- Halo's configuration as last read.
CREATE TABLE halo_config (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    read_at    TEXT    NOT NULL
) STRICT;

CREATE TABLE halo_ticket_type (
    profile_id       INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id               INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    can_create       INTEGER NOT NULL CHECK (can_create IN (0, 1)),
    default_sla      INTEGER,
    default_priority INTEGER,
    initial_status   INTEGER,
    -- NULL: all are allowed.
    allowed_statuses TEXT    CHECK (json_valid(allowed_statuses)),
    mandatory_fields TEXT    NOT NULL CHECK (json_valid(mandatory_fields)),
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_status (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    is_ticket  INTEGER NOT NULL CHECK (is_ticket IN (0, 1)),
    -- NULL: could not be learnt.
    is_closed  INTEGER CHECK (is_closed IN (0, 1)),
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_sla (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_priority (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    sla_id     INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    hidden     INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    PRIMARY KEY (profile_id, sla_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_team (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    id         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (profile_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE halo_category (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (profile_id, position)
) STRICT, WITHOUT ROWID;

-- Ticket rules. What they name may be gone from Halo: pre-flight finds it, so nothing here refers to halo_*.
CREATE TABLE ticket_rules (
    profile_id     INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    ticket_type    INTEGER,
    sla            INTEGER,
    team           TEXT,
    agent          INTEGER,
    request_source INTEGER,
    note_outcome   INTEGER,
    sync_seats     INTEGER NOT NULL DEFAULT 0 CHECK (sync_seats IN (0, 1)),
    updated_at     TEXT    NOT NULL,
    version        INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE TABLE level_priority (
    profile_id INTEGER NOT NULL REFERENCES ticket_rules (profile_id) ON DELETE CASCADE,
    level_key  TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    PRIMARY KEY (profile_id, level_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_to_halo (
    profile_id INTEGER NOT NULL REFERENCES ticket_rules (profile_id) ON DELETE CASCADE,
    status_key TEXT    NOT NULL,
    status_id  INTEGER NOT NULL,
    PRIMARY KEY (profile_id, status_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_from_halo (
    profile_id INTEGER NOT NULL REFERENCES ticket_rules (profile_id) ON DELETE CASCADE,
    status_id  INTEGER NOT NULL,
    status_key TEXT    NOT NULL,
    PRIMARY KEY (profile_id, status_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_default (
    profile_id INTEGER NOT NULL REFERENCES ticket_rules (profile_id) ON DELETE CASCADE,
    field_key  TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    PRIMARY KEY (profile_id, field_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE test_run (
    id             INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id     INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    -- Our own mark on the ticket. Without it a ticket is never touched.
    reference      TEXT    NOT NULL UNIQUE,
    halo_ticket_id INTEGER,
    customer_id    INTEGER NOT NULL,
    customer_name  TEXT    NOT NULL,
    level_key      TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('running', 'passed', 'failed', 'interrupted')),
    steps          TEXT    NOT NULL CHECK (json_valid(steps)),
    started_at     TEXT    NOT NULL,
    finished_at    TEXT,
    clean_up       TEXT    NOT NULL DEFAULT 'pending' CHECK (clean_up IN ('pending', 'closed', 'deleted', 'left')),
    CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;
CREATE INDEX test_run_by_profile ON test_run (profile_id, id);

-- The undo journal. Images are those of every organisation the edit touched, before and after.
CREATE TABLE edit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,
    what       TEXT    NOT NULL,
    images     TEXT    NOT NULL CHECK (json_valid(images)),
    done_at    TEXT    NOT NULL,
    undone_at  TEXT
) STRICT;
CREATE INDEX edit_by_profile ON edit (profile_id, id);

-- No reference to organization: the history of a deleted one stays.
CREATE TABLE edit_organization (
    organization_id INTEGER NOT NULL,
    edit_id         INTEGER NOT NULL REFERENCES edit (id) ON DELETE CASCADE,
    PRIMARY KEY (organization_id, edit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_organization_by_edit ON edit_organization (edit_id);

CREATE TABLE run (
    id          INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    started_at  TEXT    NOT NULL,
    finished_at TEXT,
    result      TEXT    NOT NULL DEFAULT 'running' CHECK (result IN ('running', 'done', 'incomplete', 'failed', 'cancelled')),
    requests    INTEGER NOT NULL DEFAULT 0 CHECK (requests >= 0),
    note        TEXT,
    CHECK ((result = 'running') = (finished_at IS NULL))
) STRICT;
CREATE INDEX run_by_profile ON run (profile_id, id);
