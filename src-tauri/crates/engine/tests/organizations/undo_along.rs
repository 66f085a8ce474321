//! Taking back an edit that others have followed.

use engine::domain::{EditId, OrganizationState as State};
use engine::organizations::{self, Act, Error};

use crate::common::{NOW, World, hold, map, map_confirmed};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
];

async fn along(world: &World, id: EditId) -> Vec<EditId> {
    let plan = organizations::undo_plan(&world.store, world.profile, id)
        .await
        .unwrap();
    plan.along.into_iter().map(|edit| edit.id).collect()
}

async fn undo(world: &World, id: EditId, shown: &[EditId]) -> Result<u32, Error> {
    undo_sending(world, id, shown, false).await
}

/// With a yes to tickets being sent, or without.
async fn undo_sending(
    world: &World,
    id: EditId,
    shown: &[EditId],
    sends: bool,
) -> Result<u32, Error> {
    organizations::undo_along(&world.store, world.profile, id, shown, sends, NOW).await
}

#[tokio::test]
async fn later_edits_of_the_same_organisation_go_along_and_others_stay() {
    let world = World::with_customers(CUSTOMERS).await;
    let fern = world.add("Fernhill Ltd", "").await;
    let wren = world.add("Wren Dental", "").await;
    let mapped = world.map(fern, 10).await.id.unwrap();
    let other = world.map(wren, 11).await.id.unwrap();
    let held = world.decide(fern, hold()).await.unwrap().id.unwrap();
    assert_eq!(along(&world, mapped).await, [held]);

    // Only what was shown: nothing is taken back unseen, nor left out.
    for shown in [&[][..], &[held, other]] {
        let refused = undo(&world, mapped, shown).await;
        assert!(matches!(
            refused,
            Err(Error::InvalidInput { field: "edit", .. })
        ));
        assert_eq!(world.state(fern).await, State::Held);
    }
    assert_eq!(undo(&world, mapped, &[held]).await.unwrap(), 2);
    assert!(world.detail(fern).await.pair.is_none());
    assert_eq!(world.state(wren).await, State::Mapped);
    // A second press changes nothing more.
    assert_eq!(undo(&world, mapped, &[held]).await.unwrap(), 0);
    assert_eq!(along(&world, mapped).await, []);
}

#[tokio::test]
async fn nothing_is_asked_about_a_pair_that_comes_and_goes() {
    let world = World::with_customers(CUSTOMERS).await;
    let fern = world.add("Fernhill Ltd", "").await;
    let mapped = world.map(fern, 10).await.id.unwrap();
    let parted = world.decide(fern, Act::Unmap).await.unwrap().id.unwrap();
    world.hold_tickets(fern, 1).await;
    // On the way it has its customer again; at the end it has none, so nothing is sent.
    assert_eq!(undo(&world, mapped, &[parted]).await.unwrap(), 2);
    assert!(world.detail(fern).await.pair.is_none());
}

#[tokio::test]
async fn one_question_names_every_pair_that_comes_back_with_tickets() {
    let world = World::with_customers(CUSTOMERS).await;
    let fern = world.add("Fernhill Ltd", "").await;
    let wren = world.add("Wren Dental", "").await;
    world.map(fern, 10).await;
    world.map(wren, 11).await;
    // Fernhill takes Wren's customer, and is parted later.
    let taken = world.decide(fern, map_confirmed(11)).await.unwrap();
    let taken = taken.id.unwrap();
    let parted = world.decide(fern, Act::Unmap).await.unwrap().id.unwrap();
    world.hold_tickets(fern, 1).await;
    world.hold_tickets(wren, 2).await;
    let before = world.seen().await;
    let asked = undo(&world, taken, &[parted]).await;
    let Err(Error::WouldSend { what }) = &asked else {
        panic!("{asked:?}");
    };
    for part in [
        "Fernhill Ltd is mapped to Fernhill Limited again. 1 ticket waits for it",
        "Wren Dental is mapped to Wren Dental again. 2 tickets wait for it",
    ] {
        assert!(what.contains(part), "{what}");
    }
    // The customer that it has only in between is not named.
    assert!(!what.contains("Fernhill Ltd is mapped to Wren"), "{what}");
    assert_eq!(world.seen().await, before, "asking changes nothing");
    assert_eq!(
        undo_sending(&world, taken, &[parted], true).await.unwrap(),
        2
    );
    let customer = async |id| world.detail(id).await.pair.unwrap().customer.id.get();
    assert_eq!((customer(fern).await, customer(wren).await), (10, 11));
}

#[tokio::test]
async fn an_edit_says_what_it_changed_organisation_by_organisation() {
    let world = World::with_customers(CUSTOMERS).await;
    let fern = world.add("Fernhill Ltd", "").await;
    let mapped = world.decide(fern, map(10)).await.unwrap().id.unwrap();
    let changes = organizations::changes_of_edit(&world.store, world.profile, mapped).await;
    let (changes, touched) = changes.unwrap();
    assert_eq!((changes.len(), touched), (1, 1));
    assert_eq!(changes[0].name, "Fernhill Ltd");
    let customer = changes[0]
        .changes
        .iter()
        .find(|change| change.field == "Customer");
    let after = customer.unwrap().after.as_deref().unwrap();
    assert!(after.contains("Fernhill Limited"), "{after}");
}
