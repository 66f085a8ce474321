-- Version 15: edits that a move to another Halo has closed, the end of the journal, and problems in words.

-- When the Halo was left that an edit was made with. It stands, and is neither undone nor made again.
ALTER TABLE edit ADD COLUMN closed_at TEXT;
DROP INDEX edit_standing;
CREATE INDEX edit_standing ON edit (profile_id, id, kind, what, done_at) WHERE undone_at IS NULL AND closed_at IS NULL;
CREATE INDEX edit_closed ON edit (profile_id) WHERE closed_at IS NOT NULL;

-- The line that was sealed last, and how many there were then: what is taken away at the end shows too.
CREATE TABLE journal_head (
    profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    line       INTEGER NOT NULL,
    lines      INTEGER NOT NULL CHECK (lines > 0),
    at         TEXT    NOT NULL,
    seal       TEXT    NOT NULL
) STRICT;
INSERT INTO journal_head (profile_id, line, lines, at, seal)
SELECT j.profile_id, j.id, (SELECT count(*) FROM journal AS l WHERE l.profile_id = j.profile_id AND l.id <= j.id), j.at, j.seal
FROM journal AS j
WHERE j.id IN (SELECT max(id) FROM journal WHERE seal IS NOT NULL GROUP BY profile_id);

-- Runs that no earlier version knew are named after their code.
DROP TRIGGER journal_of_run;
CREATE TRIGGER journal_of_run AFTER UPDATE OF result ON run WHEN OLD.result = 'running' AND NEW.result <> 'running' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note, result, requests)
    VALUES (NEW.profile_id, NEW.finished_at, 'halyard', 'run', CASE NEW.kind
            WHEN 'read_halo' THEN 'Read Halo'
            WHEN 'create_customer' THEN 'Created a customer in Halo'
            WHEN 'send_tickets' THEN 'Sent tickets to Halo'
            ELSE upper(substr(NEW.kind, 1, 1)) || replace(substr(NEW.kind, 2), '_', ' ') END,
        NEW.note, NEW.result, NEW.requests);
END;

-- The words of domain::drift::Cause::name.
CREATE VIEW problem_in_words AS
SELECT id, CASE cause
        WHEN 'right_lost' THEN 'right lost'
        WHEN 'customer_gone' THEN 'customer gone from Halo'
        WHEN 'customer_inactive' THEN 'customer inactive in Halo'
        WHEN 'ticket_type_gone' THEN 'ticket type deleted in Halo'
        WHEN 'ticket_type_closed' THEN 'ticket type closed to the agent'
        WHEN 'sla_gone' THEN 'SLA deleted in Halo'
        WHEN 'priority_gone' THEN 'priority deleted in Halo'
        WHEN 'status_gone' THEN 'status deleted in Halo'
        WHEN 'licence_gone' THEN 'licence gone from Halo'
        WHEN 'ticket_type_sla' THEN 'ticket type with another SLA'
        WHEN 'ticket_type_renamed' THEN 'ticket type renamed in Halo'
        WHEN 'customer_renamed' THEN 'customer renamed in Halo'
        WHEN 'organization_gone' THEN 'organisation gone from its list'
        WHEN 'organization_renamed' THEN 'organisation with another name in its list'
        WHEN 'organization_new' THEN 'organisation new in its list'
        ELSE replace(cause, '_', ' ') END || ', ' || subject AS words
FROM problem;

DROP TRIGGER journal_of_problem;
CREATE TRIGGER journal_of_problem AFTER INSERT ON problem BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note)
    SELECT NEW.profile_id, NEW.first_seen_at, 'halyard', 'problem', 'Found: ' || words, NEW.before, NEW.after, NEW.note
    FROM problem_in_words WHERE id = NEW.id;
END;
-- What it is now is another thing than what was looked at or ignored: it counts from then on.
CREATE TRIGGER journal_of_changed_problem AFTER UPDATE OF after ON problem WHEN NEW.after IS NOT OLD.after BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note)
    SELECT NEW.profile_id, NEW.first_seen_at, 'halyard', 'problem', 'Changed again: ' || words, OLD.after, NEW.after, NEW.note
    FROM problem_in_words WHERE id = NEW.id;
END;
DROP TRIGGER journal_of_solved;
CREATE TRIGGER journal_of_solved AFTER UPDATE OF solved_at ON problem WHEN OLD.solved_at IS NULL AND NEW.solved_at IS NOT NULL BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    SELECT NEW.profile_id, NEW.solved_at, 'halyard', 'problem', 'Solved: ' || words
    FROM problem_in_words WHERE id = NEW.id;
END;
DROP TRIGGER journal_of_ignored;
CREATE TRIGGER journal_of_ignored AFTER UPDATE OF ignored_until ON problem
WHEN NEW.ignored_until IS NOT OLD.ignored_until AND NEW.after IS OLD.after BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'here', 'problem',
        CASE WHEN NEW.ignored_until IS NULL THEN 'Counted again: ' ELSE 'Ignored until ' || NEW.ignored_until || ': ' END
            || NEW.subject);
END;
