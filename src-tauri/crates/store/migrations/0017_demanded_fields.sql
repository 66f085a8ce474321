-- Version 17: categories of the deeper levels, and test tickets that somebody said to be gone.

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
