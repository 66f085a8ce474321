-- Keeping statuses in step: how often Halo is asked, up to when it was, and how each ticket's two statuses stand.

CREATE TABLE status_sync (
    profile_id       INTEGER PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    -- What the administrator chose.
    conflict_rule    TEXT    NOT NULL DEFAULT 'ask' CHECK (conflict_rule IN ('halo_wins', 'here_wins', 'newest_wins', 'ask')),
    interval_seconds INTEGER NOT NULL DEFAULT 60 CHECK (interval_seconds BETWEEN 30 AND 3600),
    -- By Halo's clock: what changed until then has been read.
    read_until       TEXT,
    -- Seconds by which Halo's clock is ahead of this computer's.
    clock_ahead      INTEGER NOT NULL DEFAULT 0,
    -- By this computer's clock: the last poll that came in completely.
    polled_at        TEXT
) STRICT;

CREATE TABLE ticket_sync (
    ticket_id     INTEGER PRIMARY KEY REFERENCES ticket (id) ON DELETE CASCADE,
    -- How its two statuses stand, by the rule of the program.
    state         TEXT NOT NULL,
    -- The customer that it was made for, where Halo has it under another now.
    moved_from    INTEGER,
    -- How the last conflict was decided: by which rule, for which side, between which statuses.
    settled_by    TEXT CHECK (settled_by IN ('halo_wins', 'here_wins', 'newest_wins', 'ask')),
    winner        TEXT CHECK (winner IN ('here', 'halo')),
    settled_here  TEXT,
    settled_there INTEGER,
    settled_at    TEXT,
    CHECK ((settled_by IS NULL) = (winner IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_here IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_there IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
) STRICT;
