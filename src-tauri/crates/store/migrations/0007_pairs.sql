-- Version 7: what speaks against a pair, which licences it uses, and customers that were made in Halo from here.

-- Who has a domain, at either side.
CREATE INDEX customer_domain_by_domain ON customer_domain (profile_id, domain, customer_id);
CREATE INDEX organization_domain_by_domain ON organization_domain (domain, organization_id);

-- How many people Halo has for a customer, where somebody asked. Other columns come with each read of all customers;
-- this one costs a request a customer.
CREATE TABLE customer_users (
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL,
    users       INTEGER NOT NULL CHECK (users >= 0),
    counted_at  TEXT    NOT NULL,
    PRIMARY KEY (profile_id, customer_id)
) STRICT, WITHOUT ROWID;

-- Derived: what speaks against a pair, worked out by the rules of `domain` in the transaction of every change.
CREATE TABLE pair_warning (
    organization_id INTEGER NOT NULL REFERENCES pair (organization_id) ON DELETE CASCADE,
    kind            TEXT    NOT NULL CHECK (kind IN
                    ('gone', 'inactive', 'own_customer', 'swapped', 'domain_clash', 'two_organizations', 'seats_far')),
    -- A sentence without a full stop.
    text            TEXT    NOT NULL,
    -- Somebody said that it is right all the same.
    set_aside       INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
    PRIMARY KEY (organization_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_warning_open ON pair_warning (kind, organization_id) WHERE set_aside = 0;

-- "This is right": remembered for the two records, whether they are a pair now or not.
CREATE TABLE warning_set_aside (
    organization_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    customer_id     INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    set_aside_at    TEXT    NOT NULL,
    PRIMARY KEY (organization_id, customer_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER warning_came AFTER INSERT ON pair_warning BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER warning_changed AFTER UPDATE OF set_aside ON pair_warning BEGIN
    INSERT INTO relisted VALUES (NEW.organization_id);
END;
CREATE TRIGGER warning_went AFTER DELETE ON pair_warning BEGIN
    INSERT INTO relisted VALUES (OLD.organization_id);
END;

-- As before; a pair that something speaks against is a problem too.
DROP VIEW organization_grid;
CREATE VIEW organization_grid AS
SELECT
    o.id, o.profile_id, o.name, o.sort_key, o.version,
    CASE
        WHEN p.organization_id IS NOT NULL THEN
            CASE
                WHEN c.id IS NULL OR (c.inactive = 1 AND p.accepted_inactive = 0) THEN 'problem'
                WHEN EXISTS (SELECT 1 FROM pair_warning AS w WHERE w.organization_id = o.id AND w.set_aside = 0) THEN 'problem'
                ELSE 'mapped'
            END
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

-- The software licences of a customer as Halo last listed them, customer by customer.
CREATE TABLE licence_read (
    profile_id  INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL,
    -- Halo has no licences at all: the module is switched off.
    no_module   INTEGER NOT NULL CHECK (no_module IN (0, 1)),
    read_at     TEXT    NOT NULL,
    PRIMARY KEY (profile_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_licence (
    profile_id  INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    seats       INTEGER,
    PRIMARY KEY (profile_id, customer_id, id),
    FOREIGN KEY (profile_id, customer_id) REFERENCES licence_read (profile_id, customer_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Which licence of the customer counts the seats of which product. Goes with the pair.
CREATE TABLE pair_licence (
    organization_id INTEGER NOT NULL REFERENCES pair (organization_id) ON DELETE CASCADE,
    product_key     TEXT    NOT NULL,
    licence_id      INTEGER NOT NULL,
    licence_name    TEXT    NOT NULL,
    PRIMARY KEY (organization_id, product_key)
) STRICT, WITHOUT ROWID;

-- Each customer that was to be made in Halo: entered before anything is sent, so that a lost reply is looked up and
-- nothing is sent twice, whenever the program ended.
CREATE TABLE customer_creation (
    id              INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    profile_id      INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    -- No reference: what was written to Halo is remembered for a deleted organisation too.
    organization_id INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('sent', 'refused', 'made')),
    customer_id     INTEGER,
    sent_at         TEXT    NOT NULL,
    CHECK ((state = 'made') = (customer_id IS NOT NULL))
) STRICT;
CREATE INDEX customer_creation_by_organization ON customer_creation (profile_id, organization_id, id);

-- Fields without which this Halo refused a customer.
CREATE TABLE customer_demand (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    field      TEXT    NOT NULL CHECK (field IN ('site', 'contact_name', 'contact_email')),
    PRIMARY KEY (profile_id, field)
) STRICT, WITHOUT ROWID;
