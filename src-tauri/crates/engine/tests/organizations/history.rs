//! What the history of one organisation tells.

use engine::domain::{Band, Reason};
use engine::organizations::{self, Act, FieldChange, SetAside};

use crate::common::{NOW, World, fixture, form, map, not_this_one};

fn change(field: &'static str, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange {
        field,
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    }
}

#[tokio::test]
async fn tells_what_was_before_and_after_and_on_what_a_pair_was_accepted() {
    let world = World::with_customers(&[
        (10, "Fernhill Limited", "fernhill.example", false),
        (11, "Wren Dental", "", false),
    ])
    .await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    world.decide(id, not_this_one(11)).await.unwrap();
    let mapped = world.decide(id, map(10)).await.unwrap();
    world.undo(&mapped).await.unwrap();
    let aside = SetAside {
        reason: "Asked".to_owned(),
        review_on: Some("2027-03-01".to_owned()),
    };
    world.decide(id, Act::Hold(aside)).await.unwrap();

    let history = world.history(id).await;
    let [held, paired, rejected, added] = history.as_slice() else {
        panic!("{history:?}");
    };
    assert_eq!(
        held.changes,
        [
            change("Decision", None, Some("Held")),
            change("Reason", None, Some("Asked")),
            change("Look again on", None, Some("2027-03-01")),
        ]
    );
    assert_eq!(
        paired.changes,
        [change("Customer", None, Some("Fernhill Limited"))]
    );
    assert_eq!(paired.undone_at.as_deref(), Some(NOW));
    let evidence = paired.accepted_on.as_ref().unwrap();
    assert_eq!(evidence.band, Band::Certain);
    assert_eq!(evidence.reasons.first(), Some(&Reason::Manual));
    assert!(evidence.reasons.contains(&Reason::Domain));
    assert_eq!(
        rejected.changes,
        [change("Not this one", None, Some("Wren Dental"))]
    );
    assert_eq!(
        (rejected.accepted_on.as_ref(), rejected.undone_at.as_ref()),
        (None, None)
    );
    assert_eq!(
        added.changes,
        [
            change("Name", None, Some("Fernhill Ltd")),
            change("Domains", None, Some("fernhill.example")),
        ]
    );
    assert!(
        history
            .iter()
            .all(|line| line.how == "By hand" && line.at == NOW)
    );
}

#[tokio::test]
async fn tells_of_one_step_over_many_only_what_it_did_to_this_one() {
    let world = World::with_customers(&[
        (10, "Wren Dental", "wren-dental.example", false),
        (11, "Oakhanger", "oakhanger.example", false),
    ])
    .await;
    let wren = world.add("Wren Dental", "wren-dental.example").await;
    let oak = world.add("Oakhanger", "oakhanger.example").await;
    let preview = organizations::preview_accept(&world.store, world.profile, None)
        .await
        .unwrap();
    assert_eq!(preview.total, 2);
    organizations::accept(&world.store, world.profile, None, &preview.mark, NOW)
        .await
        .unwrap();
    let line = &world.history(wren).await[0];
    assert_eq!(line.how, "Suggestion accepted, one of 2");
    assert_eq!(
        line.changes,
        [change("Customer", None, Some("Wren Dental"))]
    );
    let line = &world.history(oak).await[0];
    assert_eq!(line.changes, [change("Customer", None, Some("Oakhanger"))]);

    world.import(fixture("organisations.csv")).await.unwrap();
    let line = &world.history(wren).await[0];
    assert!(
        line.how.starts_with("From a file of organisations"),
        "{line:?}"
    );
}

#[tokio::test]
async fn says_what_a_change_by_hand_changed_and_keeps_the_history_of_the_deleted() {
    let world = World::with_customers(&[]).await;
    let id = world.add("Fernhill", "").await;
    let version = world.detail(id).await.row.version;
    let renamed = form("Fernhill IT", "fernhill.example");
    organizations::update(&world.store, world.profile, id, version, renamed, NOW)
        .await
        .unwrap();
    let line = &world.history(id).await[0];
    assert_eq!(
        line.changes,
        [
            change("Name", Some("Fernhill"), Some("Fernhill IT")),
            change("Domains", None, Some("fernhill.example")),
        ]
    );
    let version = world.detail(id).await.row.version;
    organizations::delete(&world.store, world.profile, id, version, NOW)
        .await
        .unwrap();
    let history = world.history(id).await;
    assert_eq!(history.len(), 3);
    assert_eq!(history[0].what, "Fernhill IT deleted");
    assert_eq!(
        history[0].changes.first(),
        Some(&change("Name", Some("Fernhill IT"), None))
    );
}
