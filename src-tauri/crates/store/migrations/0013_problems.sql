-- What is mapped, as it was when somebody last looked, and what no longer holds about it.

-- Customers are in here only once another name was accepted: until then a pair's own name counts.
CREATE TABLE known_object (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('customer', 'ticket_type', 'sla', 'priority', 'status', 'organization')),
    object_key TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    sla        INTEGER,
    noted_at   TEXT    NOT NULL,
    PRIMARY KEY (profile_id, kind, object_key)
) STRICT, WITHOUT ROWID;

-- What is here already came before anybody compared it with its source.
INSERT INTO known_object (profile_id, kind, object_key, name, noted_at)
SELECT profile_id, 'organization', id, name, created_at FROM organization;

-- One row from the first time that something no longer held until it did again.
CREATE TABLE problem (
    id              INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id      INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    cause           TEXT    NOT NULL,
    object_key      TEXT    NOT NULL,
    -- No reference: what was solved is remembered for a deleted organisation too.
    organization_id INTEGER,
    subject         TEXT    NOT NULL,
    before          TEXT,
    after           TEXT,
    note            TEXT,
    first_seen_at   TEXT    NOT NULL,
    -- A day; until then it is not counted. It touches what it touches all the same.
    ignored_until   TEXT,
    solved_at       TEXT
) STRICT;
CREATE UNIQUE INDEX problem_open ON problem (profile_id, cause, object_key) WHERE solved_at IS NULL;
CREATE INDEX problem_solved ON problem (profile_id, solved_at) WHERE solved_at IS NOT NULL;

-- Up to when the administrator has seen what changed.
CREATE TABLE problem_look (
    profile_id INTEGER PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    seen_at    TEXT    NOT NULL
) STRICT;

-- Which lists an organisation was on.
CREATE INDEX import_member_by_organization ON import_member (organization_id, run_id);

-- The journal: everything that was done here, by Halyard and in Halo, in the words of the time, each line sealed with the
-- one before it, so that a later change to any of them shows.

CREATE TABLE journal (
    id          INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    at          TEXT    NOT NULL,
    actor       TEXT    NOT NULL CHECK (actor IN ('here', 'halyard', 'halo')),
    area        TEXT    NOT NULL CHECK (area IN ('edit', 'run', 'ticket', 'settings', 'problem')),
    what        TEXT    NOT NULL,
    before      TEXT,
    after       TEXT,
    note        TEXT,
    -- How a run ended, and what it cost.
    result      TEXT    CHECK (result IN ('done', 'incomplete', 'failed', 'cancelled')),
    requests    INTEGER CHECK (requests >= 0),
    -- The undo step that this line tells of; without a reference, the line outlasts it.
    edit_id     INTEGER,
    -- Kept by the program: folded text to look for, and the seal. Both are there when the transaction ends.
    search_text TEXT,
    seal        TEXT
) STRICT;
CREATE INDEX journal_by_profile ON journal (profile_id, id);
CREATE INDEX journal_by_area ON journal (profile_id, area, id);
CREATE INDEX journal_unsealed ON journal (id) WHERE seal IS NULL;

-- What happened before this version, in the order of time.
INSERT INTO journal (profile_id, at, actor, area, what, note, result, requests, edit_id)
SELECT profile_id, at, actor, area, what, note, result, requests, edit_id FROM (
    SELECT profile_id, done_at AS at, CASE kind WHEN 'auto_accept' THEN 'halyard' ELSE 'here' END AS actor,
        'edit' AS area, what, NULL AS note, NULL AS result, NULL AS requests, id AS edit_id, id AS place FROM edit
    UNION ALL
    SELECT profile_id, finished_at, 'halyard', 'run', CASE kind
            WHEN 'read_halo' THEN 'Read Halo'
            WHEN 'create_customer' THEN 'Created a customer in Halo'
            WHEN 'send_tickets' THEN 'Sent tickets to Halo'
            ELSE replace(kind, '_', ' ') END,
        note, result, requests, NULL, id FROM run WHERE result <> 'running')
ORDER BY at, area, place;

CREATE TRIGGER journal_of_edit AFTER INSERT ON edit BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, edit_id)
    VALUES (NEW.profile_id, NEW.done_at, CASE NEW.kind WHEN 'auto_accept' THEN 'halyard' ELSE 'here' END,
        'edit', NEW.what, NEW.id);
END;
CREATE TRIGGER journal_of_undo AFTER UPDATE OF undone_at ON edit WHEN OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.undone_at, 'here', 'edit', 'Undone: ' || NEW.what);
END;
-- Making an edit again takes its time of undoing away and brings none; the file's own clock is the nearest.
CREATE TRIGGER journal_of_redo AFTER UPDATE OF undone_at ON edit WHEN OLD.undone_at IS NOT NULL AND NEW.undone_at IS NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'here', 'edit', 'Done again: ' || NEW.what);
END;
CREATE TRIGGER journal_of_run AFTER UPDATE OF result ON run WHEN OLD.result = 'running' AND NEW.result <> 'running' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note, result, requests)
    VALUES (NEW.profile_id, NEW.finished_at, 'halyard', 'run', CASE NEW.kind
            WHEN 'read_halo' THEN 'Read Halo'
            WHEN 'create_customer' THEN 'Created a customer in Halo'
            WHEN 'send_tickets' THEN 'Sent tickets to Halo'
            ELSE replace(NEW.kind, '_', ' ') END,
        NEW.note, NEW.result, NEW.requests);
END;
CREATE TRIGGER journal_of_ticket AFTER INSERT ON ticket_event BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note)
    SELECT t.profile_id, NEW.at, NEW.actor, 'ticket', CASE NEW.kind
            WHEN 'opened' THEN 'Entered'
            WHEN 'held' THEN 'Held'
            WHEN 'released' THEN 'No longer held'
            WHEN 'created' THEN 'Created in Halo'
            WHEN 'found' THEN 'The answer was lost; found in Halo by our mark'
            WHEN 'differs' THEN 'Halo holds something else than was sent'
            WHEN 'noted' THEN 'More of the same'
            WHEN 'note_sent' THEN 'Note added in Halo'
            WHEN 'status_here' THEN 'Status changed here'
            WHEN 'status_sent' THEN 'Status written to Halo'
            WHEN 'status_there' THEN 'Status changed in Halo'
            WHEN 'conflict' THEN 'Changed on both sides'
            WHEN 'decided' THEN 'Conflict decided'
            WHEN 'refused' THEN 'Halo refused it'
            WHEN 'delayed' THEN 'Not sent yet'
            WHEN 'retried' THEN 'Tried again'
            WHEN 'gone' THEN 'No longer in Halo'
            WHEN 'back' THEN 'In Halo again'
            WHEN 'moved' THEN 'Moved to another customer in Halo'
            WHEN 'merged' THEN 'Merged in Halo'
            WHEN 'discarded' THEN 'Discarded'
            ELSE replace(NEW.kind, '_', ' ') END || ': ' || t.summary,
        NEW.before, NEW.after, NEW.note
    FROM ticket AS t WHERE t.id = NEW.ticket_id;
END;
CREATE TRIGGER journal_of_test AFTER UPDATE OF state ON test_run WHEN OLD.state = 'running' AND NEW.state <> 'running' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note)
    VALUES (NEW.profile_id, coalesce(NEW.finished_at, NEW.started_at), 'here', 'ticket', CASE NEW.state
            WHEN 'passed' THEN 'Test ticket passed'
            WHEN 'failed' THEN 'Test ticket failed'
            ELSE 'Test ticket interrupted' END,
        'For ' || NEW.customer_name || ', marked ' || NEW.reference);
END;
CREATE TRIGGER journal_of_first_rules AFTER INSERT ON ticket_rules BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.updated_at, 'here', 'settings', 'Ticket rules saved');
END;
CREATE TRIGGER journal_of_rules AFTER UPDATE OF version ON ticket_rules BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.updated_at, 'here', 'settings', CASE
        WHEN OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL THEN 'All ticket mapping revoked'
        WHEN OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL THEN 'Ticket rules brought back or replaced'
        ELSE 'Ticket rules saved' END);
END;
CREATE TRIGGER journal_of_secret AFTER UPDATE OF secret_saved_at ON profile
WHEN NEW.secret_saved_at IS NOT NULL AND NEW.secret_saved_at IS NOT OLD.secret_saved_at BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after)
    VALUES (NEW.id, NEW.secret_saved_at, 'here', 'settings', 'Client secret kept', OLD.client_id, NEW.client_id);
END;
CREATE TRIGGER journal_of_name AFTER UPDATE OF name ON profile WHEN NEW.name <> OLD.name BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after)
    VALUES (NEW.id, NEW.updated_at, 'here', 'settings', 'Connection renamed', OLD.name, NEW.name);
END;
CREATE TRIGGER journal_of_matching AFTER UPDATE OF may_share, auto_accept ON profile
WHEN NEW.may_share <> OLD.may_share OR NEW.auto_accept <> OLD.auto_accept BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.id, NEW.updated_at, 'here', 'settings', CASE
        WHEN NEW.may_share > OLD.may_share THEN 'Customers may be shared'
        WHEN NEW.may_share < OLD.may_share THEN 'Customers are no longer shared'
        WHEN NEW.auto_accept = 1 THEN 'Clear suggestions are accepted by themselves'
        ELSE 'Suggestions are no longer accepted by themselves' END);
END;
CREATE TRIGGER journal_of_revocation AFTER INSERT ON revocation BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.revoked_at, 'here', 'settings', 'Connection revoked');
END;
CREATE TRIGGER journal_of_problem AFTER INSERT ON problem BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note)
    VALUES (NEW.profile_id, NEW.first_seen_at, 'halyard', 'problem',
        'Found: ' || replace(NEW.cause, '_', ' ') || ', ' || NEW.subject, NEW.before, NEW.after, NEW.note);
END;
CREATE TRIGGER journal_of_solved AFTER UPDATE OF solved_at ON problem WHEN OLD.solved_at IS NULL AND NEW.solved_at IS NOT NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.solved_at, 'halyard', 'problem',
        'Solved: ' || replace(NEW.cause, '_', ' ') || ', ' || NEW.subject);
END;
CREATE TRIGGER journal_of_ignored AFTER UPDATE OF ignored_until ON problem WHEN NEW.ignored_until IS NOT OLD.ignored_until BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'here', 'problem',
        CASE WHEN NEW.ignored_until IS NULL THEN 'Counted again: ' ELSE 'Ignored until ' || NEW.ignored_until || ': ' END
            || NEW.subject);
END;
