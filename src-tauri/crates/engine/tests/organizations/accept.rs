//! Accepting all clear suggestions at once.

use engine::database::suggestions;
use engine::domain::{Band, OrganizationState as State, Reason, matching::suggest};
use engine::organizations::{self, Act, Error};

use crate::common::{NOW, World, not_this_one};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
    (12, "Castlegate", "", false),
    (13, "Twin", "", false),
    (14, "Twin Ltd", "", false),
    (15, "Old Mill", "oldmill.example", true),
];

/// Three clear suggestions, one to choose, two without a candidate.
async fn world() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill Ltd", "fernhill.example").await;
    world.add("Wren", "wren.example").await;
    world.add("Castlegate", "").await;
    world.add("Twin", "").await;
    world.add("Old Mill", "oldmill.example").await;
    world.add("Nobody", "").await;
    world
}

async fn accept(world: &World, expected: u32) -> organizations::Result<organizations::Edited> {
    organizations::accept(&world.store, world.profile, None, expected, NOW).await
}

#[tokio::test]
async fn the_preview_groups_by_evidence_weakest_first() {
    let world = world().await;
    let preview = organizations::preview_accept(&world.store, world.profile, None)
        .await
        .unwrap();
    assert_eq!((preview.total, preview.left), (3, 1));
    let groups: Vec<(Band, &[Reason], u32)> = preview
        .groups
        .iter()
        .map(|group| (group.band, group.reasons.as_slice(), group.count))
        .collect();
    assert_eq!(
        groups,
        [
            (Band::Strong, &[Reason::NameExact][..], 1),
            (Band::Strong, &[Reason::Domain][..], 1),
            (Band::Certain, &[Reason::Domain, Reason::NameFolded][..], 1),
        ]
    );
    assert_eq!(
        preview.groups[2].examples,
        [("Fernhill Ltd".to_owned(), "Fernhill Limited".to_owned())]
    );
}

#[tokio::test]
async fn accepting_maps_what_was_shown_and_one_undo_takes_it_back() {
    let world = world().await;
    let before = world.seen().await;
    let edited = accept(&world, 3).await.unwrap();
    assert_eq!(edited.what, "3 organisations mapped");
    let counts = world.counts().await;
    assert_eq!((counts.mapped, counts.choose, counts.unmapped), (3, 1, 2));
    let pair = world.named("Wren").await.pair.unwrap();
    assert_eq!(pair.band, Band::Strong);
    assert_eq!(pair.evidence[0].reason, Reason::Domain);
    world.undo(&edited).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn another_number_than_shown_accepts_nothing() {
    let world = world().await;
    let before = world.seen().await;
    for wrong in [0, 2, 4] {
        match accept(&world, wrong).await {
            Err(Error::InvalidInput {
                field: "expected",
                message,
            }) => {
                assert!(message.contains("3 can be accepted"), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn nothing_left_to_accept_changes_nothing() {
    let world = world().await;
    accept(&world, 3).await.unwrap();
    let again = accept(&world, 0).await.unwrap();
    assert_eq!(again.id, None);
    assert!(accept(&world, 3).await.is_err());
}

#[tokio::test]
async fn suggestions_in_the_table_that_are_out_of_date_are_never_accepted() {
    let world = world().await;
    let profile = world.profile;
    let wren = world.named("Wren").await.row.id;
    // As they were before the rejection, put back as if new ones had not been worked out yet.
    let stale = world
        .store
        .read(move |tx| suggestions::input(tx, profile))
        .await
        .unwrap();
    world.decide(wren, not_this_one(11)).await.unwrap();
    world
        .store
        .write(move |tx| {
            let old = suggest(&stale);
            suggestions::replace(tx, profile, &old)
        })
        .await
        .unwrap();
    assert!(accept(&world, 3).await.is_err());
    accept(&world, 2).await.unwrap();
    assert_eq!(world.state(wren).await, State::Unmapped);
}

#[tokio::test]
async fn held_organisations_are_left_alone() {
    let world = world().await;
    let wren = world.named("Wren").await.row.id;
    world.decide(wren, Act::Hold).await.unwrap();
    accept(&world, 2).await.unwrap();
    assert_eq!(world.state(wren).await, State::Held);
}
