-- Version 4: what the grid and the board list is kept ready, and an edit that was taken back can be made again.

-- Listing customers by name and finding them by any part of their text, both from the index alone.
DROP INDEX customer_by_name;
CREATE INDEX customer_by_name ON customer (profile_id, sort_key, id, inactive, search_text);
-- Whose candidate a customer is.
CREATE INDEX suggestion_by_customer ON suggestion (profile_id, customer_id);

-- As before, and whether the customer is switched off in Halo.
DROP VIEW organization_grid;
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
        WHEN p.organization_id IS NOT NULL THEN c.inactive
        WHEN o.decision = 'open' AND s.is_clear = 1 THEN sc.inactive
    END AS customer_inactive,
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

-- Derived: what the grid filters, sorts and counts by, one narrow row an organisation, so that a keystroke reads two
-- megabytes in one go instead of joining five tables ten thousand times. The triggers below keep it equal to the view
-- inside the transaction of every change, whoever makes it. May be emptied and filled again from the view at any time.
CREATE TABLE organization_list (
    profile_id        INTEGER NOT NULL,
    sort_key          TEXT    NOT NULL,
    organization_id   INTEGER NOT NULL UNIQUE,
    state             TEXT    NOT NULL,
    band              TEXT,
    reasons           TEXT,
    customer_sort_key TEXT,
    customer_inactive INTEGER,
    search_text       TEXT    NOT NULL,
    customer_text     TEXT,
    PRIMARY KEY (profile_id, sort_key, organization_id)
) STRICT, WITHOUT ROWID;

INSERT INTO organization_list
SELECT profile_id, sort_key, id, state, band, reasons, customer_sort_key, customer_inactive, search_text, customer_search_text
FROM organization_grid;

-- Inserting an id here lists that organisation anew. A trigger cannot call a procedure; this is one.
CREATE VIEW relisted AS SELECT organization_id FROM organization_list;
CREATE TRIGGER relist INSTEAD OF INSERT ON relisted BEGIN
    DELETE FROM organization_list WHERE organization_id = NEW.organization_id;
    INSERT INTO organization_list
    SELECT profile_id, sort_key, id, state, band, reasons, customer_sort_key, customer_inactive, search_text, customer_search_text
    FROM organization_grid WHERE id = NEW.organization_id;
END;

CREATE TRIGGER organization_came AFTER INSERT ON organization BEGIN
    INSERT INTO relisted VALUES (NEW.id);
END;
CREATE TRIGGER organization_changed AFTER UPDATE OF sort_key, search_text, decision ON organization BEGIN
    INSERT INTO relisted VALUES (NEW.id);
END;
CREATE TRIGGER organization_went AFTER DELETE ON organization BEGIN
    INSERT INTO relisted VALUES (OLD.id);
END;
CREATE TRIGGER pair_came AFTER INSERT ON pair BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER pair_changed AFTER UPDATE ON pair BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER pair_went AFTER DELETE ON pair BEGIN
    INSERT INTO relisted VALUES (OLD.organization_id);
END;
CREATE TRIGGER suggestion_came AFTER INSERT ON suggestion WHEN NEW.position = 1 BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER suggestion_changed AFTER UPDATE ON suggestion WHEN NEW.position = 1 OR OLD.position = 1 BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER suggestion_went AFTER DELETE ON suggestion WHEN OLD.position = 1 BEGIN
    INSERT INTO relisted VALUES (OLD.organization_id);
END;
CREATE TRIGGER customer_came AFTER INSERT ON customer BEGIN
    INSERT INTO relisted
    SELECT organization_id FROM pair WHERE profile_id = NEW.profile_id AND customer_id = NEW.id
    UNION SELECT organization_id FROM suggestion WHERE profile_id = NEW.profile_id AND customer_id = NEW.id AND position = 1;
END;
CREATE TRIGGER customer_changed AFTER UPDATE OF name, sort_key, search_text, inactive ON customer BEGIN
    INSERT INTO relisted
    SELECT organization_id FROM pair WHERE profile_id = NEW.profile_id AND customer_id = NEW.id
    UNION SELECT organization_id FROM suggestion WHERE profile_id = NEW.profile_id AND customer_id = NEW.id AND position = 1;
END;
CREATE TRIGGER customer_went AFTER DELETE ON customer BEGIN
    INSERT INTO relisted
    SELECT organization_id FROM pair WHERE profile_id = OLD.profile_id AND customer_id = OLD.id
    UNION SELECT organization_id FROM suggestion WHERE profile_id = OLD.profile_id AND customer_id = OLD.id AND position = 1;
END;

-- The order in which edits were taken back; empty when the edit stands, or when a newer edit ended the row of them.
ALTER TABLE edit ADD COLUMN undo_order INTEGER CHECK (undo_order > 0);
