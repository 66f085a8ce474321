//! Decisions about one organisation.

use engine::domain::{Band, OrganizationState as State, Reason};
use engine::organizations::{self, Act, Error};

use crate::common::{NOW, World, exclude, hold, map, map_confirmed, not_this_one};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
    (12, "Old Mill", "oldmill.example", true),
];

#[tokio::test]
async fn mapping_keeps_what_it_was_accepted_on() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    assert_eq!(world.state(id).await, State::Suggested);
    let edited = world.map(id, 10).await;
    assert!(edited.id.is_some());
    assert_eq!(edited.what, "Fernhill Ltd mapped to Fernhill Limited");
    let pair = world.detail(id).await.pair.unwrap();
    let reasons: Vec<Reason> = pair.evidence.iter().map(|line| line.reason).collect();
    assert_eq!(
        reasons,
        [Reason::Manual, Reason::Domain, Reason::NameFolded]
    );
    assert_eq!(pair.band, Band::Certain);
    assert_eq!(world.counts().await.mapped, 1);
}

#[tokio::test]
async fn a_second_press_changes_nothing_even_with_an_old_version() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "").await;
    let acts = [
        hold(),
        Act::Release,
        exclude("Gone"),
        not_this_one(10),
        map(11),
        Act::Unmap,
    ];
    for act in acts {
        let version = world.detail(id).await.row.version;
        let first =
            organizations::decide(&world.store, world.profile, id, version, act.clone(), NOW)
                .await
                .unwrap();
        assert!(first.id.is_some(), "{act:?}");
        let seen = world.seen().await;
        let second =
            organizations::decide(&world.store, world.profile, id, version, act.clone(), NOW)
                .await
                .unwrap();
        assert_eq!(second.id, None, "{act:?}");
        assert_eq!(world.seen().await, seen, "{act:?}");
    }
}

#[tokio::test]
async fn an_old_version_is_a_conflict() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "").await;
    world.decide(id, hold()).await.unwrap();
    let now = world.detail(id).await.row.version;
    let answer =
        organizations::decide(&world.store, world.profile, id, now - 1, map(10), NOW).await;
    match answer {
        Err(Error::Conflict { current_version }) => assert_eq!(current_version, now),
        other => panic!("{other:?}"),
    }
    assert_eq!(world.state(id).await, State::Held);
}

#[tokio::test]
async fn a_taken_customer_needs_a_yes_and_then_leaves_the_other_organisation() {
    let world = World::with_customers(CUSTOMERS).await;
    let first = world.add("Fernhill Ltd", "").await;
    let second = world.add("Somebody", "").await;
    world.map(first, 10).await;
    match world.decide(second, map(10)).await {
        Err(Error::CustomerTaken { customer, by, .. }) => {
            assert_eq!(
                (customer.as_str(), by.as_str()),
                ("Fernhill Limited", "Fernhill Ltd")
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(world.state(first).await, State::Mapped);
    let before = world.seen().await;
    let edited = world.decide(second, map_confirmed(10)).await.unwrap();
    assert_eq!(world.state(second).await, State::Mapped);
    assert_ne!(world.state(first).await, State::Mapped);
    // One step back is one step back for both.
    world.undo(&edited).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn an_inactive_customer_needs_a_yes_and_is_no_problem_then() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Old Mill", "oldmill.example").await;
    assert_eq!(world.state(id).await, State::Unmapped);
    let refused = world.decide(id, map(12)).await;
    assert!(
        matches!(&refused, Err(Error::CustomerInactive { customer }) if customer == "Old Mill"),
        "{refused:?}"
    );
    world.decide(id, map_confirmed(12)).await.unwrap();
    assert_eq!(world.state(id).await, State::Mapped);
}

#[tokio::test]
async fn nothing_is_ever_mapped_to_unknown_or_to_a_customer_that_is_not_there() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "").await;
    let refused = world.decide(id, map_confirmed(1)).await;
    assert!(
        matches!(
            refused,
            Err(Error::InvalidInput {
                field: "customer",
                ..
            })
        ),
        "{refused:?}"
    );
    for absent in [999, 0, -5] {
        let refused = world.decide(id, map_confirmed(absent)).await;
        assert!(matches!(refused, Err(Error::NotFound { what: "customer" })));
    }
    assert_eq!(world.state(id).await, State::Suggested);
}

#[tokio::test]
async fn what_was_rejected_is_never_suggested_again() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "fernhill.example").await;
    world.decide(id, not_this_one(10)).await.unwrap();
    assert_eq!(world.state(id).await, State::Unmapped);
    world.read_customers(CUSTOMERS).await;
    assert_eq!(world.state(id).await, State::Unmapped);
    assert!(world.detail(id).await.candidates.is_empty());
    // Unless the administrator maps it after all: that is a change of mind.
    world.map(id, 10).await;
    world.decide(id, Act::Unmap).await.unwrap();
    assert_eq!(world.state(id).await, State::Suggested);
}

#[tokio::test]
async fn a_name_mapped_by_hand_means_the_same_customer_when_it_comes_again() {
    let world = World::with_customers(CUSTOMERS).await;
    let again = async |name: &str, between: Option<Act>| {
        let id = world.add(name, "").await;
        world.map(id, 10).await;
        if let Some(act) = between {
            world.decide(id, act).await.unwrap();
        }
        let version = world.detail(id).await.row.version;
        organizations::delete(&world.store, world.profile, id, version, NOW)
            .await
            .unwrap();
        let id = world.add(name.to_uppercase().as_str(), "").await;
        world.detail(id).await
    };
    let learnt = again("Quite Another Name", None).await;
    assert_eq!(learnt.state, State::Suggested);
    let evidence = &learnt.candidates[0].evidence;
    assert_eq!(evidence[0].reason, Reason::LearntAlias);
    assert_eq!(
        evidence[0].text,
        "Mapped to this customer by hand under this name before"
    );
    // Not when it was taken back.
    let parted = again("A Third Name", Some(Act::Unmap)).await;
    assert_eq!(parted.state, State::Unmapped);
    let rejected = again("A Fourth Name", Some(not_this_one(10))).await;
    assert_eq!(rejected.state, State::Unmapped);
}

#[tokio::test]
async fn rejecting_the_mapped_customer_parts_it() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "").await;
    world.map(id, 10).await;
    world.decide(id, not_this_one(10)).await.unwrap();
    assert_eq!(world.state(id).await, State::Unmapped);
}

#[tokio::test]
async fn holding_excluding_and_releasing() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Wren Dental", "").await;
    world.decide(id, hold()).await.unwrap();
    assert_eq!(world.state(id).await, State::Held);
    for reason in ["  ".to_owned(), "x".repeat(301), "a\u{7}".to_owned()] {
        let refused = world.decide(id, exclude(&reason)).await;
        assert!(
            matches!(
                refused,
                Err(Error::InvalidInput {
                    field: "reason",
                    ..
                })
            ),
            "{refused:?}"
        );
    }
    let out = exclude(" Our own test tenant ");
    world.decide(id, out).await.unwrap();
    let detail = world.detail(id).await;
    assert_eq!(detail.state, State::Excluded);
    assert_eq!(detail.state_reason.as_deref(), Some("Our own test tenant"));
    assert!(detail.candidates.is_empty());
    world.decide(id, Act::Release).await.unwrap();
    assert_eq!(world.state(id).await, State::Suggested);
}

#[tokio::test]
async fn mapping_ends_a_hold() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Wren Dental", "").await;
    world.decide(id, hold()).await.unwrap();
    world.map(id, 11).await;
    world.decide(id, Act::Unmap).await.unwrap();
    assert_eq!(world.state(id).await, State::Suggested);
}

#[tokio::test]
async fn of_two_maps_at_the_same_time_one_wins() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill Ltd", "").await;
    let version = world.detail(id).await.row.version;
    let decide = |customer| {
        organizations::decide(&world.store, world.profile, id, version, map(customer), NOW)
    };
    let (a, b) = tokio::join!(decide(10), decide(11));
    let conflicts = [&a, &b]
        .iter()
        .filter(|answer| matches!(answer, Err(Error::Conflict { .. })))
        .count();
    assert_eq!(
        (usize::from(a.is_ok()) + usize::from(b.is_ok()), conflicts),
        (1, 1)
    );
    assert_eq!(world.state(id).await, State::Mapped);
}
