-- Version 17: recurring-invoice lines that follow a licence; who did a thing, what takes it back, and the plan that a line of
-- the journal is about; defaults for the fields that a ticket type demands.

-- The last time that recurring invoices were asked for. They are read where Halo lets them be read, and never written.
CREATE TABLE invoice_list (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    asked_at   TEXT    NOT NULL,
    -- not_granted: the application has no permission for it. refused: the agent has no right to. failed: what is kept is older.
    state      TEXT    NOT NULL CHECK (state IN ('read', 'not_granted', 'refused', 'failed')),
    -- How many Halo listed.
    invoices   INTEGER NOT NULL CHECK (invoices >= 0),
    -- When that was which is kept; none where nothing is.
    read_at    TEXT,
    note       TEXT
) STRICT;

-- A line whose quantity Halo takes from a licence; once for every licence that it takes.
CREATE TABLE invoice_line (
    profile_id    INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    licence_id    INTEGER NOT NULL,
    invoice_id    INTEGER NOT NULL,
    line_id       INTEGER NOT NULL,
    invoice_name  TEXT    NOT NULL,
    line_text     TEXT    NOT NULL,
    -- So many are not billed, so many are at least.
    free          INTEGER NOT NULL,
    minimum       INTEGER NOT NULL,
    only_assigned INTEGER NOT NULL CHECK (only_assigned IN (0, 1)),
    -- How many licences the line takes together.
    licences      INTEGER NOT NULL CHECK (licences > 0),
    PRIMARY KEY (profile_id, licence_id, invoice_id, line_id)
) STRICT, WITHOUT ROWID;

-- Halo listed none where there had been some: what was read before is kept until somebody says that it is so.
ALTER TABLE licence_list ADD COLUMN found_empty_at TEXT;

-- The operating system's name for who did it; lines of earlier versions have none.
ALTER TABLE journal ADD COLUMN who TEXT CHECK (who <> '');
-- For what no undo step holds: what was before and after it, by which it can be taken back.
ALTER TABLE journal ADD COLUMN act TEXT;
-- The plan of seats that the line tells of.
ALTER TABLE journal ADD COLUMN plan_id INTEGER;

-- Lines whose act was taken back. The lines themselves stay as they were sealed.
CREATE TABLE journal_undone (
    line       INTEGER NOT NULL PRIMARY KEY,
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    at         TEXT    NOT NULL
) STRICT;

DROP TRIGGER journal_of_seat_line;
CREATE TRIGGER journal_of_seat_line AFTER UPDATE OF state ON seat_line
WHEN NEW.state <> OLD.state AND NEW.state IN ('done', 'moved', 'refused') BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note, plan_id)
    SELECT p.profile_id, NEW.settled_at, 'here', 'run', CASE NEW.state
            WHEN 'done' THEN CASE WHEN NEW.before IS NULL THEN 'Licence made in Halo' ELSE 'Seats written to Halo' END
            WHEN 'moved' THEN 'Seats not written, something had changed'
            ELSE 'Seats not written, Halo refused' END
            || ': ' || NEW.licence_name || ' of ' || NEW.customer_name,
        CAST(NEW.before AS TEXT), CAST(NEW.after AS TEXT),
        CASE WHEN NEW.note IS NULL THEN p.reason WHEN p.reason IS NULL THEN NEW.note ELSE NEW.note || ' (' || p.reason || ')' END,
        p.id
    FROM seat_plan AS p WHERE p.id = NEW.plan_id;
END;
DROP TRIGGER journal_of_seat_plan;
CREATE TRIGGER journal_of_seat_plan AFTER UPDATE OF state ON seat_plan WHEN OLD.state = 'draft' AND NEW.state = 'begun' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note, plan_id)
    VALUES (NEW.profile_id, NEW.begun_at, 'here', 'settings',
        CASE WHEN NEW.undoes IS NULL THEN 'Plan of seats ' || NEW.id || ' confirmed'
            ELSE 'Plan of seats ' || NEW.id || ' confirmed, which takes plan ' || NEW.undoes || ' back' END,
        NEW.reason, NEW.id);
END;
-- A run that comes to its end has a line of its own; giving the rest up is somebody's doing.
CREATE TRIGGER journal_of_seat_plan_end AFTER UPDATE OF state ON seat_plan WHEN OLD.state = 'begun' AND NEW.state = 'ended' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note, plan_id)
    SELECT NEW.profile_id, NEW.ended_at, 'here', 'settings', 'Rest of the plan of seats ' || NEW.id || ' given up',
        sum(state = 'done') || ' of ' || sum(ticked) || ' written, ' || sum(ticked AND state = 'left') || ' given up', NEW.id
    FROM seat_line WHERE plan_id = NEW.id HAVING sum(ticked AND state = 'left') > 0;
END;

-- Where earlier versions entered the plan's writes, the plan is found by its time.
UPDATE journal SET plan_id = (
    SELECT p.id FROM seat_plan AS p WHERE p.profile_id = journal.profile_id AND p.begun_at = journal.at ORDER BY p.id LIMIT 1)
WHERE what IN ('Plan of seats confirmed', 'Taking back a plan of seats confirmed');

DROP TRIGGER journal_of_ignored;
CREATE TRIGGER journal_of_ignored AFTER UPDATE OF ignored_until ON problem
WHEN NEW.ignored_until IS NOT OLD.ignored_until AND NEW.after IS OLD.after BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, act)
    VALUES (NEW.profile_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'here', 'problem',
        CASE WHEN NEW.ignored_until IS NULL THEN 'Counted again: ' ELSE 'Ignored until ' || NEW.ignored_until || ': ' END
            || NEW.subject,
        json_object('kind', 'ignored', 'key', CAST(NEW.id AS TEXT), 'before', OLD.ignored_until, 'after', NEW.ignored_until));
END;

-- Categories of the second to fourth level, which some ticket types ask for too. Those that were read before are of the
-- first. Positions go on from level to level.
ALTER TABLE halo_category ADD COLUMN level INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 4);

-- When somebody said that the ticket of a run is gone in Halo, where Halo does not tell the deleted from the hidden.
ALTER TABLE test_run ADD COLUMN dismissed_at TEXT;
CREATE TRIGGER journal_of_dismissed_test AFTER UPDATE OF dismissed_at ON test_run
WHEN OLD.dismissed_at IS NULL AND NEW.dismissed_at IS NOT NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note)
    VALUES (NEW.profile_id, NEW.dismissed_at, 'here', 'ticket',
        'Said to be gone in Halo: ' || CASE WHEN NEW.halo_ticket_id IS NULL THEN 'the ticket of a test'
            ELSE 'test ticket ' || NEW.halo_ticket_id END,
        'Its mark is ' || NEW.reference || '. It was made for ' || NEW.customer_name || '.');
END;
CREATE TRIGGER journal_of_recalled_test AFTER UPDATE OF dismissed_at ON test_run
WHEN OLD.dismissed_at IS NOT NULL AND NEW.dismissed_at IS NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note)
    VALUES (NEW.profile_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'here', 'ticket',
        'Said to be in Halo after all: ' || CASE WHEN NEW.halo_ticket_id IS NULL THEN 'the ticket of a test'
            ELSE 'test ticket ' || NEW.halo_ticket_id END,
        'Its mark is ' || NEW.reference || '. It was made for ' || NEW.customer_name || '.');
END;
