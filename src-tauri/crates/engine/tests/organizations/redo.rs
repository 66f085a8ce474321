//! Making edits again that were undone, and what undo and redo are about.

use engine::domain::{EditId, OrganizationId, OrganizationState as State};
use engine::organizations::{self, Act, Edited, Error, Undoable};

use crate::common::{NOW, World, exclude, form, hold, map_confirmed, not_this_one};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
];

async fn lived_in() -> (World, OrganizationId) {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    world.add("Wren Dental", "").await;
    (world, id)
}

async fn undoable(world: &World) -> Undoable {
    organizations::undoable(&world.store, world.profile)
        .await
        .unwrap()
}

/// What undo and redo are about, in words.
async fn words(world: &World) -> (Option<String>, Option<String>) {
    let undoable = undoable(world).await;
    (
        undoable.undo.map(|(_, what)| what),
        undoable.redo.map(|(_, what)| what),
    )
}

#[tokio::test]
async fn every_act_can_be_made_again() {
    let acts = [map_confirmed(10), not_this_one(10), hold(), exclude("Gone")];
    for act in acts {
        let (world, id) = lived_in().await;
        let before = world.seen().await;
        let edited = world.decide(id, act.clone()).await.unwrap();
        let after = world.seen().await;
        world.undo(&edited).await.unwrap();
        assert_eq!(world.seen().await, before, "{act:?}, candidates included");
        let again = world.redo().await.unwrap();
        assert_eq!(again.what, format!("Done again: {}", edited.what));
        assert_eq!((again.id, again.organization), (edited.id, Some(id)));
        assert_eq!(world.seen().await, after, "{act:?}");
        // And back once more.
        world.undo(&again).await.unwrap();
        assert_eq!(world.seen().await, before, "{act:?}");
    }
}

#[tokio::test]
async fn adding_and_deleting_can_be_made_again() {
    let (world, id) = lived_in().await;
    let before = world.seen().await;
    let added = organizations::add(&world.store, world.profile, form("New", ""), NOW)
        .await
        .unwrap();
    let with_new = world.seen().await;
    world.undo(&added).await.unwrap();
    assert_eq!(world.seen().await, before);
    world.redo().await.unwrap();
    assert_eq!(world.seen().await, with_new);

    let version = world.detail(id).await.row.version;
    let deleted = organizations::delete(&world.store, world.profile, id, version, NOW)
        .await
        .unwrap();
    let without = world.seen().await;
    world.undo(&deleted).await.unwrap();
    assert_eq!(world.seen().await, with_new);
    world.redo().await.unwrap();
    assert_eq!(world.seen().await, without);
}

#[tokio::test]
async fn undo_and_redo_walk_back_and_forth_in_order() {
    let (world, id) = lived_in().await;
    let held = world.decide(id, hold()).await.unwrap();
    let released = world.decide(id, Act::Release).await.unwrap();
    assert_eq!(words(&world).await, (Some(released.what.clone()), None));
    world.undo(&released).await.unwrap();
    assert_eq!(
        words(&world).await,
        (Some(held.what.clone()), Some(released.what.clone()))
    );
    world.undo(&held).await.unwrap();
    let (undo, redo) = words(&world).await;
    assert_eq!(undo.as_deref(), Some("Wren Dental added"));
    assert_eq!(redo.as_deref(), Some(held.what.as_str()));
    world.redo().await.unwrap();
    assert_eq!(world.state(id).await, State::Held);
    world.redo().await.unwrap();
    assert_eq!(world.state(id).await, State::Suggested);
    assert_eq!(words(&world).await, (Some(released.what), None));
}

#[tokio::test]
async fn a_new_edit_ends_what_could_be_made_again() {
    let (world, id) = lived_in().await;
    let held = world.decide(id, hold()).await.unwrap();
    world.undo(&held).await.unwrap();
    let other = world.named("Wren Dental").await.row.id;
    world.decide(other, hold()).await.unwrap();
    assert_eq!(undoable(&world).await.redo, None);
    let refused =
        organizations::redo(&world.store, world.profile, held.id.unwrap(), false, NOW).await;
    assert!(
        matches!(refused, Err(Error::NotFound { .. })),
        "{refused:?}"
    );
    assert_eq!(world.state(id).await, State::Suggested);
}

#[tokio::test]
async fn only_the_edit_undone_last_can_be_made_again() {
    let (world, id) = lived_in().await;
    let held = world.decide(id, hold()).await.unwrap();
    let released = world.decide(id, Act::Release).await.unwrap();
    world.undo(&released).await.unwrap();
    world.undo(&held).await.unwrap();
    let out_of_order = Edited {
        id: released.id,
        ..released
    };
    let refused = organizations::redo(
        &world.store,
        world.profile,
        out_of_order.id.unwrap(),
        false,
        NOW,
    )
    .await;
    assert!(
        matches!(refused, Err(Error::NotFound { .. })),
        "{refused:?}"
    );
    let none =
        organizations::redo(&world.store, world.profile, EditId::new(9_999), false, NOW).await;
    assert!(matches!(none, Err(Error::NotFound { .. })), "{none:?}");
}
