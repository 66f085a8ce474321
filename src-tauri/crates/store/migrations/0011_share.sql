-- Version 11: which organisations changed since a moment, and both ends of the journal, without looking at all of either.

-- The newest change of each organisation, of those that are gone too. Numbers only ever rise, so that whoever knows one
-- asks for what came after it. A change of its pair or of a rejection raises the organisation's version as well.
CREATE TABLE organization_change (
    seq             INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    profile_id      INTEGER NOT NULL,
    organization_id INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX organization_change_by_profile ON organization_change (profile_id, seq);
CREATE TRIGGER change_of_new_organization AFTER INSERT ON organization BEGIN
    DELETE FROM organization_change WHERE organization_id = NEW.id;
    INSERT INTO organization_change (profile_id, organization_id) VALUES (NEW.profile_id, NEW.id);
END;
CREATE TRIGGER change_of_organization AFTER UPDATE OF version ON organization BEGIN
    DELETE FROM organization_change WHERE organization_id = NEW.id;
    INSERT INTO organization_change (profile_id, organization_id) VALUES (NEW.profile_id, NEW.id);
END;
CREATE TRIGGER change_of_gone_organization AFTER DELETE ON organization BEGIN
    DELETE FROM organization_change WHERE organization_id = OLD.id;
    INSERT INTO organization_change (profile_id, organization_id) VALUES (OLD.profile_id, OLD.id);
END;
-- Fires after the organisations of the profile are gone, and with them the last of these rows have come.
CREATE TRIGGER changes_of_gone_profile AFTER DELETE ON profile BEGIN
    DELETE FROM organization_change WHERE profile_id = OLD.id;
END;

-- The images of an edit can be megabytes, and what stands behind them in the row is reached through all of them.
CREATE INDEX edit_standing ON edit (profile_id, id, kind, what, done_at) WHERE undone_at IS NULL;
CREATE INDEX edit_undone ON edit (profile_id) WHERE undone_at IS NOT NULL;
CREATE INDEX edit_redoable ON edit (profile_id, undo_order) WHERE undo_order IS NOT NULL;
