-- Version 6: when somebody wants to look again at an organisation that is held or excluded.
CREATE TABLE review (
    organization_id INTEGER NOT NULL PRIMARY KEY,
    profile_id      INTEGER NOT NULL,
    review_on       TEXT    NOT NULL CHECK (review_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    FOREIGN KEY (profile_id, organization_id) REFERENCES organization (profile_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX review_by_profile ON review (profile_id);

-- Those whose date has come, by the calendar of this computer. Nothing is written when a day begins, so it is asked anew
-- each time. Whoever dates a review far enough ahead or back needs no clock of his own to test it.
CREATE VIEW review_due AS
SELECT organization_id, profile_id, review_on FROM review WHERE review_on <= date('now', 'localtime');
