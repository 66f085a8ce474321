-- Version 16: plans of seat counts to write to Halo.

-- It never did anything. Whether counts are written is said once for the connection, in seat_writing.
ALTER TABLE ticket_rules DROP COLUMN sync_seats;

-- A row: counts may be written to Halo. Without, they are compared only.
CREATE TABLE seat_writing (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    since      TEXT    NOT NULL
) STRICT;

CREATE TABLE seat_plan (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    state      TEXT    NOT NULL CHECK (state IN ('draft', 'begun', 'ended')),
    -- The plan whose writes this one takes back.
    undoes     INTEGER,
    -- What was typed where a brake asked for it.
    reason     TEXT    CHECK (reason <> ''),
    -- Seats in Halo of all that was compared, to weigh the plan against.
    base       INTEGER NOT NULL CHECK (base >= 0),
    made_at    TEXT    NOT NULL,
    -- When it was confirmed.
    begun_at   TEXT,
    ended_at   TEXT    CHECK ((state = 'ended') = (ended_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX seat_plan_open ON seat_plan (profile_id) WHERE state <> 'ended';
CREATE INDEX seat_plan_by_profile ON seat_plan (profile_id, id);

-- Names as they were when the plan was made. Nothing refers to what they name: what was written is remembered.
CREATE TABLE seat_line (
    id            INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    plan_id       INTEGER NOT NULL REFERENCES seat_plan (id) ON DELETE CASCADE,
    customer_id   INTEGER NOT NULL,
    customer_name TEXT    NOT NULL,
    -- The organisations that it is for.
    organization  TEXT    NOT NULL,
    -- How the seats of several sum up.
    sum           TEXT,
    product_key   TEXT    NOT NULL,
    product_name  TEXT    NOT NULL,
    -- None: the licence is to be made.
    licence_id    INTEGER,
    licence_name  TEXT    NOT NULL,
    sku           TEXT    CHECK (sku <> ''),
    before        INTEGER CHECK (before >= 0),
    after         INTEGER NOT NULL CHECK (after >= 0),
    brake         TEXT    CHECK (brake IN ('to_zero', 'threefold', 'third')),
    ticked        INTEGER NOT NULL CHECK (ticked IN (0, 1)),
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'moved', 'refused', 'left')),
    -- Halo's count when it was read again.
    found         INTEGER,
    note          TEXT,
    settled_at    TEXT
) STRICT;
CREATE INDEX seat_line_by_plan ON seat_line (plan_id, id);

CREATE TRIGGER journal_of_seat_line AFTER UPDATE OF state ON seat_line
WHEN NEW.state <> OLD.state AND NEW.state IN ('done', 'moved', 'refused') BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note)
    SELECT p.profile_id, NEW.settled_at, 'here', 'run', CASE NEW.state
            WHEN 'done' THEN CASE WHEN NEW.before IS NULL THEN 'Licence made in Halo' ELSE 'Seats written to Halo' END
            WHEN 'moved' THEN 'Seats not written, something had changed'
            ELSE 'Seats not written, Halo refused' END
            || ': ' || NEW.licence_name || ' of ' || NEW.customer_name,
        CAST(NEW.before AS TEXT), CAST(NEW.after AS TEXT),
        CASE WHEN NEW.note IS NULL THEN p.reason WHEN p.reason IS NULL THEN NEW.note ELSE NEW.note || ' (' || p.reason || ')' END
    FROM seat_plan AS p WHERE p.id = NEW.plan_id;
END;
CREATE TRIGGER journal_of_seat_plan AFTER UPDATE OF state ON seat_plan WHEN OLD.state = 'draft' AND NEW.state = 'begun' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note)
    VALUES (NEW.profile_id, NEW.begun_at, 'here', 'settings',
        CASE WHEN NEW.undoes IS NULL THEN 'Plan of seats confirmed' ELSE 'Taking back a plan of seats confirmed' END, NEW.reason);
END;
CREATE TRIGGER journal_of_seat_writing AFTER INSERT ON seat_writing BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.since, 'here', 'settings', 'Writing seats to Halo switched on');
END;
