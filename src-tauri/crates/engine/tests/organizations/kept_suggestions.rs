//! The matcher that is kept from edit to edit suggests what one suggests that was just made.

use engine::database::{Store, suggestions};
use engine::domain::{CustomerId, OrganizationId};
use engine::organizations::{self, Act, Consent};

use crate::common::{NOW, World, form};

const NAMES: [&str; 8] = [
    "Wren Dental",
    "Wren Ltd",
    "Castlegate",
    "Castle Gate Opticians",
    "Fernhill & Sons",
    "Fernhill and Sons Ltd",
    "Old Mill",
    "Heron",
];
const DOMAINS: [&str; 4] = ["", "wren.example", "castlegate.example", "fernhill.example"];

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap() % end
    }
}

type Rows = Vec<(OrganizationId, Vec<suggestions::CandidateRow>)>;

async fn suggested(store: &Store, world: &World) -> Rows {
    let (profile, ids) = (world.profile, world.ids().await);
    store
        .read(move |tx| {
            ids.into_iter()
                .map(|id| Ok((id, suggestions::of(tx, profile, id)?)))
                .collect()
        })
        .await
        .unwrap()
}

async fn customers(world: &World, dice: &mut Dice) {
    let mut customers: Vec<(i32, &str, &str, bool)> = Vec::new();
    for id in 2..14 {
        if dice.below(5) > 0 {
            let (name, domain) = (NAMES[dice.below(8)], DOMAINS[dice.below(4)]);
            customers.push((id, name, domain, dice.below(6) == 0));
        }
    }
    world.read_customers(&customers).await;
}

async fn edit(world: &World, dice: &mut Dice) {
    let ids = world.ids().await;
    let Some(&id) = ids.get(dice.below(ids.len().max(1))) else {
        return;
    };
    let customer = CustomerId::new(i32::try_from(2 + dice.below(12)).unwrap());
    let act = match dice.below(9) {
        0 | 1 => Act::Map {
            customer,
            consent: Consent::TakeOver,
        },
        2 => Act::Unmap,
        3 => Act::NotThisOne { customer },
        4 => crate::common::hold(),
        5 => Act::Release,
        6 => {
            let undoable = organizations::undoable(&world.store, world.profile)
                .await
                .unwrap();
            if let Some((edit, _)) = undoable.undo {
                // Refused where a customer has gone to somebody else since.
                let _ = organizations::undo(&world.store, world.profile, edit, false, NOW).await;
            }
            return;
        }
        7 => {
            let version = world.detail(id).await.row.version;
            let other = form(NAMES[dice.below(8)], DOMAINS[dice.below(4)]);
            organizations::update(&world.store, world.profile, id, version, other, NOW)
                .await
                .unwrap();
            return;
        }
        _ => {
            world
                .add(NAMES[dice.below(8)], DOMAINS[dice.below(4)])
                .await;
            return;
        }
    };
    // A customer that is not there cannot be mapped.
    let _ = world.decide(id, act).await;
}

#[tokio::test]
async fn what_is_kept_from_edit_to_edit_is_what_a_new_matcher_suggests() {
    let world = World::empty().await;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    customers(&world, &mut dice).await;
    for name in NAMES {
        world.add(name, DOMAINS[dice.below(4)]).await;
    }
    for round in 0..30 {
        for _ in 0..5 {
            edit(&world, &mut dice).await;
        }
        if round % 10 == 9 {
            customers(&world, &mut dice).await;
        }
        let kept = suggested(&world.store, &world).await;
        let fresh = world.second_handle();
        organizations::recompute_suggestions(&fresh, world.profile)
            .await
            .unwrap();
        assert_eq!(kept, suggested(&fresh, &world).await, "round {round}");
        fresh.close();
    }
}

#[tokio::test]
async fn a_name_mapped_by_hand_is_learnt_and_forgotten_with_its_undo() {
    let world = World::with_customers(&[
        (10, "Kestrel Holdings", "", false),
        (11, "Heron", "", false),
    ])
    .await;
    let first = world.add("Quite another name", "").await;
    let edited = world.map(first, 10).await;
    world.decide(first, Act::Unmap).await.unwrap();
    // Parted again: nothing is learnt from it.
    assert!(world.detail(first).await.candidates.is_empty());
    let undoable = organizations::undoable(&world.store, world.profile)
        .await
        .unwrap();
    let (parting, _) = undoable.undo.unwrap();
    organizations::undo(&world.store, world.profile, parting, false, NOW)
        .await
        .unwrap();
    let second = world.add("quite another name ltd", "").await;
    let version = world.detail(first).await.row.version;
    organizations::delete(&world.store, world.profile, first, version, NOW)
        .await
        .unwrap();
    let detail = world.detail(second).await;
    assert_eq!(detail.candidates.len(), 1, "{edited:?}");
    assert_eq!(detail.candidates[0].customer.id, CustomerId::new(10));
}
