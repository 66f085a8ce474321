//! Taking back an edit that others have followed.

use engine::domain::{EditId, OrganizationState as State};
use engine::organizations::{self, Error};

use crate::common::{NOW, World, hold, map};

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
    organizations::undo_along(&world.store, world.profile, id, shown, false, NOW).await
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
