-- Version 20: ticket rules with the names of what they number in Halo, so that they can be looked up in another one. They came
-- with the file of a profile, or are what was known when a profile moved.

CREATE TABLE carried_rules (
    profile_id      INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    -- Whose own rules they are; NULL: everybody's. Nothing refers to the organisation, as in rules_override.
    organization_id INTEGER,
    -- The Halo's host or the file's name.
    came_from       TEXT    NOT NULL CHECK (came_from <> ''),
    -- 0: the rules themselves still hold, and these are their names. 1: they are offered to be taken over.
    is_offered      INTEGER NOT NULL CHECK (is_offered IN (0, 1)),
    rules           TEXT    NOT NULL CHECK (json_valid(rules)),
    kept_at         TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX carried_rules_of ON carried_rules (profile_id, ifnull(organization_id, 0));
