-- Categories of the second to fourth level, which some ticket types ask for too. Those that were read before are of the
-- first. Positions go on from level to level.
ALTER TABLE halo_category ADD COLUMN level INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 4);
