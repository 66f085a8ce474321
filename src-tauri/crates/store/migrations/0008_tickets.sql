-- Version 8: tickets that are made in Halo from here, what is to be written to Halo for them, and what happened to them.

CREATE TABLE ticket (
    id                INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id        INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    -- Our own mark on the ticket. Without it a ticket in Halo is never touched.
    reference         TEXT    NOT NULL UNIQUE CHECK (reference <> ''),
    -- No reference: the ticket of a deleted organisation stays, and undo brings both together again.
    organization_id   INTEGER NOT NULL,
    -- Its name when the ticket was made.
    organization_name TEXT    NOT NULL,
    external_id       TEXT    CHECK (external_id <> ''),
    summary           TEXT    NOT NULL CHECK (summary <> ''),
    details           TEXT    NOT NULL,
    level_key         TEXT    NOT NULL,
    -- More of the same external id goes onto this ticket: it is open, and the newest of its kind.
    takes_more        INTEGER NOT NULL CHECK (takes_more IN (0, 1)),

    -- The vendor's status, and when it became so here.
    status_key        TEXT    NOT NULL,
    status_at         TEXT    NOT NULL,

    -- The ticket as Halo was last seen to hold it. Times are Halo's own.
    halo_ticket_id    INTEGER,
    halo_customer_id  INTEGER,
    customer_name     TEXT,
    ticket_type       INTEGER,
    sla               INTEGER,
    priority          INTEGER,
    halo_status_id    INTEGER,
    halo_status_at    TEXT,
    halo_closed       INTEGER NOT NULL DEFAULT 0 CHECK (halo_closed IN (0, 1)),
    -- Fields as sent beside those that Halo holds, as the engine writes them.
    read_back         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(read_back)),
    has_differences   INTEGER NOT NULL DEFAULT 0 CHECK (has_differences IN (0, 1)),

    -- The two statuses that were last known to mean the same: what both changes are told by.
    base_status_key   TEXT,
    base_status_id    INTEGER,

    hold              TEXT    CHECK (hold IN ('unmapped', 'organization_held', 'organization_excluded',
                      'organization_gone', 'customer_gone', 'customer_inactive', 'rules')),
    -- What the ticket rules lack, as a sentence.
    hold_note         TEXT,
    in_conflict       INTEGER NOT NULL DEFAULT 0 CHECK (in_conflict IN (0, 1)),
    gone              TEXT    CHECK (gone IN ('deleted', 'merged', 'no_access', 'not_ours')),
    merged_into       INTEGER,
    -- Derived from the above and the writes, kept so that it can be counted.
    state             TEXT    NOT NULL CHECK (state IN ('in_step', 'waiting', 'conflict', 'held', 'failed', 'gone')),
    last_synced_at    TEXT,
    created_at        TEXT    NOT NULL,
    updated_at        TEXT    NOT NULL,
    -- Folded texts to look for, kept by the program because SQLite folds ASCII only.
    search_text       TEXT    NOT NULL,
    CHECK ((base_status_key IS NULL) = (base_status_id IS NULL)),
    CHECK (merged_into IS NULL OR gone = 'merged'),
    UNIQUE (profile_id, halo_ticket_id)
) STRICT;
CREATE UNIQUE INDEX ticket_that_takes_more ON ticket (profile_id, external_id) WHERE takes_more = 1;
CREATE INDEX ticket_by_state ON ticket (profile_id, state, id);
CREATE INDEX ticket_by_organization ON ticket (profile_id, organization_id);

-- The outbox: each write to Halo, entered before anything is sent.
CREATE TABLE ticket_send (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    ticket_id  INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('create', 'note', 'status')),
    -- By which Halo is asked whether it was done. That of a creation is the ticket's own.
    reference  TEXT    NOT NULL UNIQUE,
    note       TEXT,
    status_key TEXT,
    -- The body as it was last sent, to compare with what Halo made of it.
    body       TEXT    CHECK (json_valid(body)),
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'unanswered', 'done', 'refused', 'dropped')),
    attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    tried_at   TEXT,
    -- What the last attempt failed with: a code, a sentence, what to do, Halo's own words.
    error_code TEXT,
    error      TEXT,
    mend       TEXT,
    said       TEXT,
    created_at TEXT    NOT NULL,
    CHECK ((kind = 'note') = (note IS NOT NULL)),
    CHECK ((kind = 'status') = (status_key IS NOT NULL)),
    CHECK ((error_code IS NULL) = (error IS NULL))
) STRICT;
CREATE INDEX ticket_send_by_ticket ON ticket_send (ticket_id, id);
CREATE INDEX ticket_send_open ON ticket_send (id) WHERE state IN ('waiting', 'unanswered');

CREATE TABLE ticket_event (
    id        INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
    at        TEXT    NOT NULL,
    actor     TEXT    NOT NULL CHECK (actor IN ('here', 'halyard', 'halo')),
    kind      TEXT    NOT NULL,
    -- In words, as they were then.
    before    TEXT,
    after     TEXT,
    -- A sentence more, or Halo's own words.
    note      TEXT
) STRICT;
CREATE INDEX ticket_event_by_ticket ON ticket_event (ticket_id, id);
