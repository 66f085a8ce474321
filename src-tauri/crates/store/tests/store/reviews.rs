//! When to look again.

use domain::{Decision, OrganizationId, ProfileId};
use store::{
    Connection,
    grid::{self, GridFilter, GridText},
    organizations, reviews,
};

use crate::common::{NOW, TestStore, add};
use crate::samples::new_profile;

/// A day that has come for everybody, and one that has not.
const LONG_AGO: &str = "2020-01-01";
const FAR_AHEAD: &str = "9999-01-01";

fn hold(conn: &Connection, profile: ProfileId, name: &str, day: &str) -> OrganizationId {
    let id = add(conn, profile, name);
    organizations::set_decision(conn, profile, id, Decision::Held, None, NOW).unwrap();
    reviews::set(conn, profile, id, Some(day)).unwrap();
    id
}

#[tokio::test]
async fn a_day_is_set_changed_taken_away_and_goes_with_its_organisation() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let id = hold(tx, profile, "Fernhill", FAR_AHEAD);
            assert_eq!(reviews::of(tx, profile, id)?.as_deref(), Some(FAR_AHEAD));
            assert!(!reviews::is_due(tx, profile, id)?);
            reviews::set(tx, profile, id, Some(LONG_AGO))?;
            assert!(reviews::is_due(tx, profile, id)?);
            assert_eq!(reviews::all(tx, profile)?.len(), 1);
            reviews::set(tx, profile, id, None)?;
            assert_eq!(reviews::of(tx, profile, id)?, None);
            for no_day in ["", "soon", "2027-3-1", "20270301"] {
                assert!(
                    reviews::set(tx, profile, id, Some(no_day)).is_err(),
                    "{no_day}"
                );
            }
            reviews::set(tx, profile, id, Some(LONG_AGO))?;
            organizations::delete(tx, profile, id)?;
            assert!(reviews::all(tx, profile)?.is_empty());
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_due_is_counted_by_its_profile_and_text() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let other = new_profile(tx, "Other");
            hold(tx, other, "Fernhill", LONG_AGO);
            hold(tx, profile, "Wren", LONG_AGO);
            hold(tx, profile, "Oakhanger", LONG_AGO);
            hold(tx, profile, "Ash", FAR_AHEAD);
            let count = |text: &GridText| grid::counts(tx, profile, text);
            let all = count(&GridText::default())?;
            assert_eq!((all.to_review, all.problems, all.held), (2, 0, 3));
            assert_eq!(all.of(GridFilter::Problem), 2);
            assert_eq!(count(&GridText::word("wren"))?.to_review, 1);
            let due = GridText {
                to_review: true,
                ..GridText::default()
            };
            let due = count(&due)?;
            assert_eq!((due.to_review, due.all, due.held), (2, 2, 2));
            Ok(())
        })
        .await
        .unwrap();
}
