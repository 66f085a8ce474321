//! Customers that several organisations share: asked for, shown on every side, questioned once it is no longer allowed.

use engine::database::grid::GridFilter;
use engine::domain::board::{CustomerGroup, LineKind};
use engine::domain::{
    OrganizationState as State,
    warning::WarningKind::{Inactive, TwoOrganizations},
};
use engine::organizations::{
    self, Act, BoardQuery, Boards, Error, MatchingSettings, preview_accept, search_customers,
};

use crate::common::{NOW, World, expect_taken, form, map, map_beside, map_confirmed};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren Dental", "wren.example", false),
];

/// Two branches that the vendor lists one by one.
const BRANCHES: [&str; 2] = ["Fernhill Bath", "Fernhill Leeds"];

async fn settings(world: &World) -> MatchingSettings {
    organizations::matching_settings(&world.store, world.profile)
        .await
        .unwrap()
}

async fn shared() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    world.let_share(true).await;
    let bath = world.add(BRANCHES[0], "").await;
    let leeds = world.add(BRANCHES[1], "").await;
    world.map(bath, 10).await;
    world.decide(leeds, map_beside(10)).await.unwrap();
    world
}

#[tokio::test]
async fn sharing_is_refused_where_it_is_not_allowed() {
    let world = World::with_customers(CUSTOMERS).await;
    let bath = world.add(BRANCHES[0], "").await;
    let leeds = world.add(BRANCHES[1], "").await;
    world.map(bath, 10).await;
    let before = world.seen().await;
    expect_taken(&world.decide(leeds, map(10)).await, false);
    let refused = world.decide(leeds, map_beside(10)).await;
    match refused {
        Err(Error::InvalidInput {
            field: "consent",
            message,
        }) => {
            assert!(message.contains("Fernhill Limited is mapped to Fernhill Bath"));
            assert!(message.contains("Settings"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn a_taken_customer_is_shared_or_taken_over_as_is_said() {
    let world = World::with_customers(CUSTOMERS).await;
    world.let_share(true).await;
    let bath = world.add(BRANCHES[0], "").await;
    let leeds = world.add(BRANCHES[1], "").await;
    world.map(bath, 10).await;
    let before = world.seen().await;
    // Nothing is shared unasked.
    expect_taken(&world.decide(leeds, map(10)).await, true);
    assert_eq!(world.seen().await, before);

    let both = world.decide(leeds, map_beside(10)).await.unwrap();
    assert_eq!(
        both.what,
        "Fernhill Leeds mapped to Fernhill Limited, beside Fernhill Bath"
    );
    assert_eq!(world.state(bath).await, State::Mapped);
    assert_eq!(world.state(leeds).await, State::Mapped);
    // A second press changes nothing more.
    assert_eq!(world.decide(leeds, map_beside(10)).await.unwrap().id, None);
    world.undo(&both).await.unwrap();
    assert_eq!(world.seen().await, before);
    world.redo().await.unwrap();
    assert_eq!(world.state(leeds).await, State::Mapped);

    // Taken over by a third, both lose it, and one undo brings both back.
    let all = world.add("Fernhill", "fernhill.example").await;
    let before = world.seen().await;
    let taken = world.decide(all, map_confirmed(10)).await.unwrap();
    assert_eq!(
        taken.what,
        "Fernhill mapped to Fernhill Limited, taken from Fernhill Bath and Fernhill Leeds"
    );
    assert_ne!(world.state(bath).await, State::Mapped);
    assert_ne!(world.state(leeds).await, State::Mapped);
    world.undo(&taken).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn whoever_shares_a_customer_is_named_once_and_everywhere() {
    let world = shared().await;
    let hits = search_customers(&world.store, world.profile, "fernhill".to_owned())
        .await
        .unwrap();
    assert_eq!((hits.customers.len(), hits.total), (1, 1));
    assert_eq!(
        hits.customers[0].taken_by.as_deref(),
        Some("Fernhill Bath and Fernhill Leeds")
    );
    let leeds = world.named("Fernhill Leeds").await;
    assert_eq!(
        leeds.pair.unwrap().customer.taken_by.as_deref(),
        Some("Fernhill Bath")
    );

    let boards = Boards::default();
    let query = BoardQuery::default();
    let query = BoardQuery {
        filter: GridFilter::All,
        ..query
    };
    let (store, profile) = (&world.store, world.profile);
    let view = boards.view(store, profile, query.clone()).await.unwrap();
    assert!(view.customers.contains(&(CustomerGroup::Mapped, 1)));
    let slots = boards
        .customers(store, profile, query, 0, 200)
        .await
        .unwrap();
    let fernhill = slots
        .iter()
        .find(|slot| slot.row.name == "Fernhill Limited");
    let ends: Vec<(&str, LineKind)> = fernhill
        .unwrap()
        .ends
        .iter()
        .map(|end| (end.name.as_str(), end.kind))
        .collect();
    assert_eq!(ends, BRANCHES.map(|name| (name, LineKind::Mapped)));
}

#[tokio::test]
async fn what_would_share_a_customer_is_left_to_a_person() {
    let world = World::with_customers(CUSTOMERS).await;
    world.let_share(true).await;
    let first = world.add("Wren Dental", "wren.example").await;
    let preview = async || {
        let preview = preview_accept(&world.store, world.profile, None)
            .await
            .unwrap();
        let doubts = preview.doubts.into_iter().map(|doubt| doubt.text);
        (preview.total, doubts.collect::<Vec<_>>())
    };
    assert_eq!(preview().await, (1, Vec::new()));
    let second = world.add("Wren Dental Ltd", "wren.example").await;
    let wanted = |name: &str| format!("{name} is suggested for Wren Dental too");
    let both = vec![wanted("Wren Dental Ltd"), wanted("Wren Dental")];
    assert_eq!(preview().await, (0, both));
    world.map(first, 11).await;
    assert_eq!(world.state(second).await, State::Suggested);
    let taken = "Wren Dental is mapped to Wren Dental already".to_owned();
    assert_eq!(preview().await, (0, vec![taken]));
}

#[tokio::test]
async fn shared_customers_stay_as_problems_when_sharing_ends() {
    let world = shared().await;
    assert_eq!(
        settings(&world).await,
        MatchingSettings {
            may_share: true,
            auto_accept: false,
            shared_customers: 1,
            sharing_organizations: 2,
        }
    );
    let refused =
        organizations::set_may_share(&world.store, world.profile, false, false, NOW).await;
    match refused {
        Err(error @ Error::StillShared { .. }) => {
            assert_eq!(
                error.to_string(),
                "One customer is shared by 2 organisations."
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(settings(&world).await.may_share);

    world.let_share(false).await;
    assert_eq!(world.counts().await.problems, 2);
    let bath = world.named("Fernhill Bath").await;
    assert_eq!(bath.warnings[0].kind, TwoOrganizations);
    assert_eq!(
        bath.state_reason.as_deref(),
        Some("Fernhill Leeds is mapped to Fernhill Limited too.")
    );
    // An edit of one that shares is taken back all the same: its pair is not touched by it.
    let version = bath.row.version;
    let other = form("Fernhill (Bath)", "");
    let edited = organizations::update(
        &world.store,
        world.profile,
        bath.row.id,
        version,
        other,
        NOW,
    )
    .await
    .unwrap();
    world.undo(&edited).await.unwrap();
    assert_eq!(
        world.named("Fernhill Bath").await.state,
        State::Problem,
        "still mapped"
    );
    // Once only one has it, it is right again.
    let leeds = world.named("Fernhill Leeds").await.row.id;
    world.decide(leeds, Act::Unmap).await.unwrap();
    assert_eq!(world.named("Fernhill Bath").await.state, State::Mapped);
    assert_eq!(settings(&world).await.shared_customers, 0);
}

#[tokio::test]
async fn what_a_take_over_set_aside_hides_no_shared_customer_later() {
    let world = World::with_customers(CUSTOMERS).await;
    let bath = world.add(BRANCHES[0], "").await;
    let leeds = world.add(BRANCHES[1], "").await;
    world.map(bath, 10).await;
    world.decide(leeds, map_confirmed(10)).await.unwrap();
    world.let_share(true).await;
    world.decide(bath, map_beside(10)).await.unwrap();
    assert_eq!(world.counts().await.problems, 0);
    world.let_share(false).await;
    assert_eq!(world.counts().await.problems, 2);
}

#[tokio::test]
async fn a_word_about_a_shared_pair_is_taken_back_after_sharing_ended() {
    let world = shared().await;
    let bath = world.named(BRANCHES[0]).await.row.id;
    let switched_off: Vec<_> = CUSTOMERS
        .iter()
        .map(|&(id, name, domains, _)| (id, name, domains, id == 10))
        .collect();
    world.read_customers(&switched_off).await;
    let before = world.named(BRANCHES[0]).await;
    let settle = Act::SettleWarning { warning: Inactive };
    let settled = world.decide(bath, settle).await.unwrap();
    world.let_share(false).await;
    world.undo(&settled).await.unwrap();
    let after = world.named(BRANCHES[0]).await;
    assert_eq!(after.pair, before.pair);
    let inactive = after.warnings.iter().find(|one| one.kind == Inactive);
    assert!(!inactive.unwrap().set_aside);
}

#[tokio::test]
async fn several_do_not_get_a_customer_back_once_sharing_ended() {
    let world = shared().await;
    let york = world.add("Fernhill York", "").await;
    let taken = world.decide(york, map_confirmed(10)).await.unwrap();
    world.let_share(false).await;
    let before = world.seen().await;
    match world.undo(&taken).await {
        Err(Error::InvalidInput {
            field: "edit",
            message,
        }) => assert_eq!(
            message,
            "Customers are not shared any more, so Fernhill Limited cannot go back to several organisations. Allow it in Settings first."
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(world.seen().await, before);
    world.let_share(true).await;
    world.undo(&taken).await.unwrap();
    assert_eq!(settings(&world).await.sharing_organizations, 2);
}
