//! What a new snapshot of Halo, and a decision about one organisation, leave alone.

use engine::database::{pairs, pairs::PairRow};
use engine::domain::OrganizationState as State;
use engine::organizations::{self, Act, accept_automatically, switch_automatic_on};

use crate::common::{NOW, World, map, map_beside, map_confirmed};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "fernhill.example", false),
    (11, "Wren & Sons", "wren.example", false),
    (12, "Castlegate", "castlegate.example", false),
    (13, "Old Mill", "", true),
    (14, "Kestrel", "", false),
];

async fn all_pairs(world: &World) -> Vec<PairRow> {
    let profile = world.profile;
    world
        .store
        .read(move |tx| pairs::all(tx, profile))
        .await
        .unwrap()
}

/// Pairs of every kind: suggested, against the evidence, to an inactive customer, shared.
async fn paired() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    world.let_share(true).await;
    let fernhill = world.add("Fernhill Ltd", "fernhill.example").await;
    let wren = world.add("Wren and Sons", "wren.example").await;
    let castlegate = world.add("Castlegate", "castlegate.example").await;
    let mill = world.add("Mill", "").await;
    let sharing = world.add("Fernhill Bath", "").await;
    world.map(fernhill, 10).await;
    world.decide(wren, map_confirmed(12)).await.unwrap();
    world.decide(castlegate, map_confirmed(11)).await.unwrap();
    world.decide(mill, map_confirmed(13)).await.unwrap();
    world.decide(sharing, map_beside(10)).await.unwrap();
    world.add("Nobody", "").await;
    world
}

#[tokio::test]
async fn a_refreshed_snapshot_never_changes_a_pair() {
    let world = paired().await;
    let before = all_pairs(&world).await;
    assert_eq!(before.len(), 5);
    // Even while clear suggestions are accepted by themselves.
    let mark = organizations::preview_automatic(&world.store, world.profile)
        .await
        .unwrap()
        .accept
        .mark;
    switch_automatic_on(&world.store, world.profile, &mark, NOW)
        .await
        .unwrap();
    let snapshots: [&[(i32, &str, &str, bool)]; 6] = [
        // Everything is gone.
        &[],
        // Names and domains changed places.
        &[
            (10, "Wren & Sons", "wren.example", false),
            (11, "Castlegate", "castlegate.example", false),
            (12, "Fernhill Limited", "fernhill.example", false),
            (13, "Old Mill", "", false),
        ],
        // Everybody left.
        &[
            (10, "Fernhill Limited", "fernhill.example", true),
            (11, "Wren & Sons", "wren.example", true),
            (12, "Castlegate", "castlegate.example", true),
        ],
        // The same companies under other ids.
        &[
            (20, "Fernhill Limited", "fernhill.example", false),
            (21, "Wren & Sons", "wren.example", false),
            (22, "Castlegate", "castlegate.example", false),
            (23, "Mill", "", false),
        ],
        // Merged into one, with the domains of all.
        &[(10, "Fernhill Group", "wren.example", false)],
        CUSTOMERS,
    ];
    for snapshot in snapshots {
        world.read_customers(snapshot).await;
        assert_eq!(all_pairs(&world).await, before, "{snapshot:?}");
        let accepted = accept_automatically(&world.store, world.profile, NOW)
            .await
            .unwrap();
        assert_eq!(accepted, None, "{snapshot:?}");
        assert_eq!(all_pairs(&world).await, before, "{snapshot:?}");
    }
    // It raises a problem instead.
    world.read_customers(&[]).await;
    assert_eq!(world.counts().await.problems, 5);
}

#[tokio::test]
async fn an_edit_writes_only_what_it_changes() {
    let world = paired().await;
    let before = all_pairs(&world).await;
    let versions = async || {
        let mut versions = Vec::new();
        for id in world.ids().await {
            versions.push((id, world.detail(id).await.row.version));
        }
        versions
    };
    let known = versions().await;
    let nobody = world.named("Nobody").await.row.id;
    world.decide(nobody, map(14)).await.unwrap();
    world.decide(nobody, Act::Unmap).await.unwrap();
    assert_eq!(world.state(nobody).await, State::Unmapped);
    assert_eq!(all_pairs(&world).await, before);
    let others = |versions: Vec<(_, i32)>| -> Vec<_> {
        let others = versions.into_iter();
        others.filter(|(id, _)| *id != nobody).collect()
    };
    assert_eq!(others(versions().await), others(known));
}
