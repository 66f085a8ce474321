-- Version 18: a count that was sent, whose answer never came and whose plan was given up, is a state of its own and stands in
-- the journal; who confirmed a plan; that Halo listed no licence also where all of them had never been read.

-- It reads the table that is about to be built anew.
DROP TRIGGER journal_of_seat_plan_end;
CREATE TABLE seat_line_18 (
    id            INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    plan_id       INTEGER NOT NULL REFERENCES seat_plan (id) ON DELETE CASCADE,
    customer_id   INTEGER NOT NULL,
    customer_name TEXT    NOT NULL,
    -- The organisations that it is for.
    organization  TEXT    NOT NULL,
    -- How the seats of several sum up.
    sum           TEXT,
    product_key   TEXT    NOT NULL,
    product_name  TEXT    NOT NULL,
    -- None: the licence is to be made.
    licence_id    INTEGER,
    licence_name  TEXT    NOT NULL,
    sku           TEXT    CHECK (sku <> ''),
    before        INTEGER CHECK (before >= 0),
    after         INTEGER NOT NULL CHECK (after >= 0),
    brake         TEXT    CHECK (brake IN ('to_zero', 'threefold', 'third')),
    ticked        INTEGER NOT NULL CHECK (ticked IN (0, 1)),
    -- unknown: sent, and given up before any answer came; Halo may hold it.
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'moved', 'refused', 'left', 'unknown')),
    -- Halo's count when it was read again.
    found         INTEGER,
    note          TEXT,
    settled_at    TEXT
) STRICT;
-- Only what was sent without an answer was left with a remark.
INSERT INTO seat_line_18 (id, plan_id, customer_id, customer_name, organization, sum, product_key, product_name, licence_id,
    licence_name, sku, before, after, brake, ticked, state, found, note, settled_at)
SELECT id, plan_id, customer_id, customer_name, organization, sum, product_key, product_name, licence_id,
    licence_name, sku, before, after, brake, ticked,
    CASE WHEN state = 'left' AND note LIKE 'It was sent and %' THEN 'unknown' ELSE state END, found, note, settled_at
FROM seat_line ORDER BY id;
DROP TABLE seat_line;
ALTER TABLE seat_line_18 RENAME TO seat_line;
CREATE INDEX seat_line_by_plan ON seat_line (plan_id, id);

CREATE TRIGGER journal_of_seat_line AFTER UPDATE OF state ON seat_line
WHEN NEW.state <> OLD.state AND NEW.state IN ('done', 'moved', 'refused', 'unknown') BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, before, after, note, plan_id)
    SELECT p.profile_id, NEW.settled_at, 'here', 'run', CASE NEW.state
            WHEN 'done' THEN CASE WHEN NEW.before IS NULL THEN 'Licence made in Halo' ELSE 'Seats written to Halo' END
            WHEN 'moved' THEN 'Seats not written, something had changed'
            WHEN 'unknown' THEN 'Seats sent to Halo, the answer never came'
            ELSE 'Seats not written, Halo refused' END
            || ': ' || NEW.licence_name || ' of ' || NEW.customer_name,
        CAST(NEW.before AS TEXT), CAST(NEW.after AS TEXT),
        CASE WHEN NEW.note IS NULL THEN p.reason WHEN p.reason IS NULL THEN NEW.note ELSE NEW.note || ' (' || p.reason || ')' END,
        p.id
    FROM seat_plan AS p WHERE p.id = NEW.plan_id;
END;
CREATE TRIGGER journal_of_seat_plan_end AFTER UPDATE OF state ON seat_plan WHEN OLD.state = 'begun' AND NEW.state = 'ended' BEGIN
    INSERT INTO journal (profile_id, at, actor, area, what, note, plan_id)
    SELECT NEW.profile_id, NEW.ended_at, 'here', 'settings', 'Rest of the plan of seats ' || NEW.id || ' given up',
        sum(state = 'done') || ' of ' || sum(ticked) || ' written, ' || sum(ticked AND state = 'left') || ' given up'
            || CASE sum(state = 'unknown') WHEN 0 THEN '' ELSE ', ' || sum(state = 'unknown') || ' sent without an answer' END,
        NEW.id
    FROM seat_line WHERE plan_id = NEW.id HAVING sum(ticked AND state IN ('left', 'unknown')) > 0;
END;

-- The operating system's name for who confirmed it.
ALTER TABLE seat_plan ADD COLUMN begun_by TEXT CHECK (begun_by <> '');
UPDATE seat_plan SET begun_by = (
    SELECT j.who FROM journal AS j
    WHERE j.plan_id = seat_plan.id AND j.what LIKE 'Plan of seats % confirmed%' ORDER BY j.id LIMIT 1);

CREATE TABLE licence_list_18 (
    profile_id     INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
    -- None: there was no complete read yet, only one that found none where single customers had some.
    read_at        TEXT,
    no_module      INTEGER NOT NULL CHECK (no_module IN (0, 1)),
    -- Halo listed none where there had been some: what was read before is kept until somebody says that it is so.
    found_empty_at TEXT,
    CHECK (read_at IS NOT NULL OR found_empty_at IS NOT NULL)
) STRICT;
INSERT INTO licence_list_18 (profile_id, read_at, no_module, found_empty_at)
SELECT profile_id, read_at, no_module, found_empty_at FROM licence_list;
DROP TABLE licence_list;
ALTER TABLE licence_list_18 RENAME TO licence_list;
