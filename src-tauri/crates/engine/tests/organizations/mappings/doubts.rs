//! What speaks against the pairs of a file, and which tickets go to Halo with them: said before they are made.

use engine::database::profiles;
use engine::domain::{CustomerId, OrganizationState as State};
use engine::organizations::Error;
use engine::organizations::mappings::{self, LineState, TakeFrom};

use super::{count, file_counts, states};
use crate::common::{NOW, World, map};

const OWN: i32 = 2;
const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (OWN, "Fernhill IT", "fernhill.example", false),
    (10, "Wren Dental", "wren.example", false),
    (11, "Ashdown & Pryce", "ashdown.example", false),
    (12, "Castlegate", "", false),
    (14, "Gone Ltd", "", true),
];

async fn world() -> World {
    let world = World::with_customers(CUSTOMERS).await;
    let profile = world.profile;
    world
        .store
        .write(move |tx| profiles::set_own_customer(tx, profile, Some(CustomerId::new(OWN)), NOW))
        .await
        .unwrap();
    world
}

#[tokio::test]
async fn a_wrong_pair_of_a_file_is_a_conflict_with_its_reason() {
    let world = world().await;
    let stranger = world.add("Pembury", "").await;
    world.add("Wren Dental Ltd", "wren.example").await;
    world.add("Somebody", "").await;
    world.add("Castlegate", "").await;
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer id\nPembury,2\nWren Dental Ltd,11\nSomebody,14\nCastlegate,12\n",
    );
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!(
        states(&preview),
        [
            (
                2,
                LineState::Conflict,
                "Fernhill IT is your own company.".to_owned()
            ),
            (
                3,
                LineState::Conflict,
                "wren.example is the domain of Wren Dental in Halo.".to_owned()
            ),
            // Once, not by both who know it.
            (
                4,
                LineState::Conflict,
                "Gone Ltd is inactive in Halo.".to_owned()
            ),
            (5, LineState::New, String::new()),
        ]
    );
    // Nothing of it is made unless it is chosen.
    let kept = world
        .import_mappings(path.clone(), TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((kept.mapped, kept.kept), (1, 3));
    assert_eq!(world.counts().await.problems, 0);
    assert_eq!(world.state(stranger).await, State::Unmapped);
    // Chosen all the same it counts as right, as with a pair by hand; one step takes that back too.
    let before = world.seen().await;
    let taken = world.import_mappings(path, file_counts()).await.unwrap();
    assert_eq!((taken.mapped, taken.kept), (3, 0));
    let counts = world.counts().await;
    assert_eq!((counts.problems, counts.mapped), (0, 4));
    let warnings = world.detail(stranger).await.warnings;
    assert!(warnings.iter().all(|warning| warning.set_aside));
    assert_eq!(warnings.len(), 1);
    world.undo(&taken.edit).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn pairs_are_looked_at_as_they_will_stand_together() {
    let world = world().await;
    world.add("Wren Dental", "wren.example").await;
    world.add("Ashdown", "ashdown.example").await;
    // Each is right, and neither has its customer yet.
    let right = world.file(
        "right.csv",
        "Organisation,Halo customer id\nWren Dental,10\nAshdown,11\n",
    );
    let preview = world.preview_mappings(right).await.unwrap();
    assert_eq!(count(&preview, LineState::New), 2);
    // Swapped, which shows only when both are made.
    let swapped = world.file(
        "swapped.csv",
        "Organisation,Halo customer id\nWren Dental,11\nAshdown,10\n",
    );
    let preview = world.preview_mappings(swapped).await.unwrap();
    assert_eq!(count(&preview, LineState::Conflict), 2);
    let told = states(&preview);
    assert!(
        told[0]
            .2
            .starts_with("It looks swapped with Ashdown, whose customer Wren Dental fits"),
        "{told:?}"
    );
    // A line that is doubted is kept out unless it is chosen: Ashdown waits for a customer then, and somebody else would
    // get the one that fits it.
    world.add("Sister", "").await;
    let chain = world.file(
        "chain.csv",
        "Organisation,Halo customer id\nSister,11\nAshdown,2\n",
    );
    let preview = world.preview_mappings(chain).await.unwrap();
    let told = states(&preview);
    assert_eq!(
        told[0],
        (
            2,
            LineState::Conflict,
            "Ashdown fits Ashdown & Pryce better, and has no customer.".to_owned()
        )
    );
}

#[tokio::test]
async fn whoever_loses_a_customer_to_a_chosen_line_raises_nothing() {
    let world = world().await;
    let wren = world.add("Wren Dental", "wren.example").await;
    world.decide(wren, map(10)).await.unwrap();
    let heir = world.add("Heir", "").await;
    let path = world.file("a.csv", "Organisation,Halo customer id\nHeir,10\n");
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!(
        states(&preview)[0].2,
        "Wren Dental is mapped to Wren Dental here."
    );
    world.import_mappings(path, file_counts()).await.unwrap();
    assert_eq!(world.state(heir).await, State::Mapped);
    assert!(world.detail(wren).await.pair.is_none());
}

#[tokio::test]
async fn held_tickets_are_counted_for_what_is_made_and_for_nothing_else() {
    let world = world().await;
    let wren = world.add("Wren Dental", "wren.example").await;
    let stranger = world.add("Pembury", "").await;
    let aside = world.add("Castlegate", "").await;
    world.hold_tickets(wren, 3).await;
    world.hold_tickets(stranger, 1).await;
    world.hold_tickets(aside, 5).await;
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer id,State,Reason\n\
         Wren Dental,10,,\nPembury,2,,\nCastlegate,,Excluded,Left\n",
    );
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!((preview.new_tickets, preview.conflict_tickets), (3, 1));
    let of_lines: Vec<(u32, u32)> = preview
        .lines
        .iter()
        .map(|line| (line.number, line.held_tickets))
        .collect();
    assert_eq!(of_lines, [(3, 1), (2, 3), (4, 0)]);
    // One more is not sent unseen.
    world.hold_tickets(wren, 1).await;
    let (store, profile) = (&world.store, world.profile);
    let refused = mappings::import_mappings(
        store,
        profile,
        path.clone(),
        TakeFrom::default(),
        &preview.mark,
        NOW,
    )
    .await;
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
    assert_ne!(world.state(wren).await, State::Mapped);
    let imported = world
        .import_mappings(path.clone(), TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((imported.mapped, imported.sent_tickets), (1, 4));
    let rest = world.import_mappings(path, file_counts()).await.unwrap();
    assert_eq!((rest.mapped, rest.sent_tickets), (1, 1));
}
