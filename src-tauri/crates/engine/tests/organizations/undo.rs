//! Taking edits back.

use engine::domain::{EditId, OrganizationId, OrganizationState as State};
use engine::organizations::{self, Act, Edited, Error};

use crate::common::{NOW, World, exclude, fixture, form, hold, map_confirmed, not_this_one};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
];

/// A world with an organisation that has a pair, a rejection and a note.
async fn lived_in() -> (World, OrganizationId) {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    world.decide(id, not_this_one(11)).await.unwrap();
    world.map(id, 10).await;
    world.add("Wren Dental", "").await;
    (world, id)
}

#[tokio::test]
async fn every_act_can_be_taken_back() {
    let acts = [
        Act::Unmap,
        map_confirmed(11),
        not_this_one(10),
        hold(),
        exclude("Gone"),
    ];
    for act in acts {
        let (world, id) = lived_in().await;
        let before = world.seen().await;
        let edited = world.decide(id, act.clone()).await.unwrap();
        assert_ne!(world.seen().await, before, "{act:?}");
        let undone = world.undo(&edited).await.unwrap();
        assert_eq!(undone.what, format!("Undone: {}", edited.what));
        assert_eq!(undone.organization, Some(id));
        assert_eq!(world.seen().await, before, "{act:?}");
    }
}

#[tokio::test]
async fn releasing_adding_changing_and_deleting_can_be_taken_back() {
    let (world, id) = lived_in().await;
    world.decide(id, hold()).await.unwrap();
    let before = world.seen().await;
    let released = world.decide(id, Act::Release).await.unwrap();
    world.undo(&released).await.unwrap();
    assert_eq!(world.seen().await, before);

    let added = organizations::add(&world.store, world.profile, form("New", ""), NOW)
        .await
        .unwrap();
    world.undo(&added).await.unwrap();
    assert_eq!(world.seen().await, before);

    let version = world.detail(id).await.row.version;
    let renamed = form("Fernhill Group", "other.example");
    let changed = organizations::update(&world.store, world.profile, id, version, renamed, NOW)
        .await
        .unwrap();
    world.undo(&changed).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn a_deleted_organisation_comes_back_with_its_pair_at_a_version_nobody_has_seen() {
    let (world, id) = lived_in().await;
    let before = world.seen().await;
    let version = world.detail(id).await.row.version;
    let deleted = organizations::delete(&world.store, world.profile, id, version, NOW)
        .await
        .unwrap();
    world.undo(&deleted).await.unwrap();
    assert_eq!(world.seen().await, before);
    let detail = world.detail(id).await;
    assert!(detail.row.version > version);
    let history = world.history(id).await;
    let told: Vec<(&str, bool)> = history
        .iter()
        .map(|line| (line.what.as_str(), line.undone_at.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            ("Fernhill Ltd deleted", true),
            ("Fernhill Ltd mapped to Fernhill Limited", false),
            ("Wren Dental is not Fernhill Ltd", false),
            ("Fernhill Ltd added", false),
        ]
    );
}

#[tokio::test]
async fn undoing_twice_changes_nothing_more() {
    let (world, id) = lived_in().await;
    let edited = world.decide(id, Act::Unmap).await.unwrap();
    world.undo(&edited).await.unwrap();
    let seen = world.seen().await;
    let version = world.detail(id).await.row.version;
    let again = world.undo(&edited).await.unwrap();
    assert_eq!(again.id, None);
    assert_eq!(world.seen().await, seen);
    assert_eq!(world.detail(id).await.row.version, version);
}

#[tokio::test]
async fn only_the_newest_edit_of_an_organisation_can_be_taken_back() {
    let (world, id) = lived_in().await;
    let first = world.decide(id, Act::Unmap).await.unwrap();
    let second = world.decide(id, hold()).await.unwrap();
    let held = world.seen().await;
    let version = world.detail(id).await.row.version;
    match world.undo(&first).await {
        Err(Error::Conflict { current_version }) => assert_eq!(current_version, version),
        other => panic!("{other:?}"),
    }
    assert_eq!(world.seen().await, held);
    // In their order both go.
    world.undo(&second).await.unwrap();
    world.undo(&first).await.unwrap();
    assert_eq!(world.state(id).await, State::Mapped);
}

#[tokio::test]
async fn edits_of_other_organisations_are_not_in_the_way() {
    let (world, id) = lived_in().await;
    let unmapped = world.decide(id, Act::Unmap).await.unwrap();
    let other = world.named("Wren Dental").await.row.id;
    world.decide(other, hold()).await.unwrap();
    world.undo(&unmapped).await.unwrap();
    assert_eq!(world.state(id).await, State::Mapped);
    assert_eq!(world.state(other).await, State::Held);
}

#[tokio::test]
async fn a_pair_does_not_come_back_to_a_customer_that_another_organisation_has_now() {
    let (world, id) = lived_in().await;
    let unmapped = world.decide(id, Act::Unmap).await.unwrap();
    let other = world.named("Wren Dental").await.row.id;
    // Whoever was parted fits it better, and is not asked again.
    world.decide(other, map_confirmed(10)).await.unwrap();
    let seen = world.seen().await;
    match world.undo(&unmapped).await {
        Err(Error::InvalidInput {
            field: "edit",
            message,
        }) => {
            assert!(message.contains("Wren Dental"), "{message}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(world.seen().await, seen);
}

#[tokio::test]
async fn an_external_id_does_not_come_back_when_another_organisation_has_it_now() {
    let world = World::empty().await;
    world.import(fixture("organisations.csv")).await.unwrap();
    let fernhill = world.named("Fernhill Ltd").await.row;
    let deleted = organizations::delete(
        &world.store,
        world.profile,
        fernhill.id,
        fernhill.version,
        NOW,
    )
    .await
    .unwrap();
    let mut thief = form("Thief", "");
    thief.external_id = "V-1".to_owned();
    organizations::add(&world.store, world.profile, thief, NOW)
        .await
        .unwrap();
    match world.undo(&deleted).await {
        Err(Error::InvalidInput {
            field: "edit",
            message,
        }) => {
            assert!(message.contains("Thief"), "{message}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_pair_comes_back_as_a_problem_when_its_customer_is_gone() {
    let (world, id) = lived_in().await;
    let unmapped = world.decide(id, Act::Unmap).await.unwrap();
    world
        .read_customers(&[(11, "Wren Dental", "wren.example", false)])
        .await;
    world.undo(&unmapped).await.unwrap();
    let detail = world.detail(id).await;
    assert_eq!(detail.state, State::Problem);
    let pair = detail.pair.unwrap();
    assert!(!pair.customer.present);
    assert_eq!(pair.customer.name, "Fernhill Limited");
}

#[tokio::test]
async fn an_edit_that_does_not_exist_is_not_found() {
    let (world, _) = lived_in().await;
    let none = Edited {
        id: Some(EditId::new(9_999)),
        what: String::new(),
        organization: None,
    };
    assert!(matches!(
        world.undo(&none).await,
        Err(Error::NotFound { what: "edit" })
    ));
}
