//! Accepting all clear suggestions at once.

use engine::database::suggestions;
use engine::domain::{
    Band, OrganizationState as State, Reason,
    matching::{Input, suggest},
};
use engine::organizations::{self, Error};

use crate::common::{CUSTOMERS, NOW, World, hold, not_this_one};

/// Three clear suggestions, one to choose, two without a candidate.
async fn world() -> World {
    World::with_suggestions(&["Castlegate", "Nobody"]).await
}

async fn accept(world: &World, shown: &str) -> organizations::Result<organizations::Edited> {
    organizations::accept(&world.store, world.profile, None, shown, NOW).await
}

async fn preview(world: &World) -> organizations::AcceptPreview {
    organizations::preview_accept(&world.store, world.profile, None)
        .await
        .unwrap()
}

/// The mark of what a preview shows now.
async fn shown(world: &World) -> String {
    preview(world).await.mark
}

#[tokio::test]
async fn the_preview_groups_by_evidence_weakest_first() {
    let world = world().await;
    let preview = preview(&world).await;
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
            (Band::Strong, &[Reason::Domain, Reason::NameSimilar][..], 1),
            (Band::Certain, &[Reason::Domain, Reason::NameFolded][..], 1),
        ]
    );
    assert_eq!(
        preview.groups[2].examples,
        [("Fernhill Ltd".to_owned(), "Fernhill Limited".to_owned())]
    );
}

#[tokio::test]
async fn a_ticket_that_came_to_wait_since_is_shown_before_it_is_sent() {
    let world = world().await;
    let seen = preview(&world).await;
    assert_eq!(seen.held_tickets, 0);
    let wren = world.named("Wren").await.row.id;
    for waits in 1..=2 {
        world.hold_tickets(wren, 1).await;
        let refused = accept(&world, &seen.mark).await;
        assert!(
            matches!(
                refused,
                Err(Error::InvalidInput {
                    field: "expected",
                    ..
                })
            ),
            "{refused:?}"
        );
        assert_eq!(world.counts().await.mapped, 0);
        assert_eq!(preview(&world).await.held_tickets, waits);
    }
    accept(&world, &shown(&world).await).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
}

#[tokio::test]
async fn accepting_maps_what_was_shown_and_one_undo_takes_it_back() {
    let world = world().await;
    let before = world.seen().await;
    let edited = accept(&world, &shown(&world).await).await.unwrap();
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
async fn what_was_not_shown_is_not_accepted() {
    let world = world().await;
    let before = world.seen().await;
    for wrong in ["", "3", "something else"] {
        match accept(&world, wrong).await {
            Err(Error::InvalidInput {
                field: "expected",
                message,
            }) => {
                assert!(message.contains("Look at them again"), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn a_second_press_accepts_nothing_more() {
    let world = world().await;
    let seen = shown(&world).await;
    accept(&world, &seen).await.unwrap();
    assert!(accept(&world, &seen).await.is_err());
    let nothing = shown(&world).await;
    let again = accept(&world, &nothing).await.unwrap();
    assert_eq!(again.id, None);
}

#[tokio::test]
async fn suggestions_in_the_table_that_are_out_of_date_are_never_accepted() {
    let world = world().await;
    let profile = world.profile;
    let wren = world.named("Wren").await.row.id;
    // As they were before the rejection, put back as if new ones had not been worked out yet.
    let stale = world
        .store
        .read(move |tx| {
            let standings = suggestions::standings(tx, profile)?;
            Ok(Input {
                organizations: standings.into_values().filter_map(|s| s.waiting).collect(),
                customers: suggestions::customers(tx, profile)?,
                ..Input::default()
            })
        })
        .await
        .unwrap();
    let seen = shown(&world).await;
    world.decide(wren, not_this_one(11)).await.unwrap();
    world
        .store
        .write(move |tx| {
            let old = suggest(stale);
            suggestions::replace(tx, profile, &old)
        })
        .await
        .unwrap();
    assert!(accept(&world, &seen).await.is_err());
    accept(&world, &shown(&world).await).await.unwrap();
    assert_eq!(world.state(wren).await, State::Unmapped);
}

#[tokio::test]
async fn held_organisations_are_left_alone() {
    let world = world().await;
    let wren = world.named("Wren").await.row.id;
    world.decide(wren, hold()).await.unwrap();
    accept(&world, &shown(&world).await).await.unwrap();
    assert_eq!(world.state(wren).await, State::Held);
}

#[tokio::test]
async fn as_many_others_as_shown_are_not_accepted() {
    let world = world().await;
    let seen = shown(&world).await;
    let wren = world.named("Wren").await.row.id;
    world.decide(wren, not_this_one(11)).await.unwrap();
    // Three again, but one of them nobody has looked at.
    world.add("Zebra", "castlegate-zebra.example").await;
    let mut customers = CUSTOMERS.to_vec();
    customers.push((17, "Zebra", "castlegate-zebra.example", false));
    world.read_customers(&customers).await;
    assert_eq!(preview(&world).await.total, 3);
    let error = accept(&world, &seen).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::InvalidInput {
                field: "expected",
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(world.counts().await.mapped, 0);
}

#[tokio::test]
async fn a_refusal_renews_what_the_next_preview_shows() {
    let world = world().await;
    let profile = world.profile;
    world
        .store
        .write(move |tx| suggestions::replace(tx, profile, &[]))
        .await
        .unwrap();
    let old = shown(&world).await;
    assert!(accept(&world, &old).await.is_err());
    assert_eq!(preview(&world).await.total, 3);
    let new = shown(&world).await;
    accept(&world, &new).await.unwrap();
}
