-- Version 19: whoever saves ticket rules enters what changed, so that the line has both sides; the file itself tells only of
-- revoking them and of bringing them back.

DROP TRIGGER journal_of_first_rules;
DROP TRIGGER journal_of_rules;
CREATE TRIGGER journal_of_rules AFTER UPDATE OF revoked_at ON ticket_rules WHEN NEW.revoked_at IS NOT OLD.revoked_at BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what)
    VALUES (NEW.profile_id, NEW.updated_at, 'here', 'settings',
        CASE WHEN NEW.revoked_at IS NULL THEN 'Ticket rules brought back' ELSE 'All ticket mapping revoked' END);
END;
