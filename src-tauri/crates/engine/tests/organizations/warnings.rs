//! The wrong-pair detector over a real database: raised, counted, filtered, said before, set aside, taken back.

use engine::database::{
    grid::GridFilter, organizations as rows, profiles, warnings as store_warnings,
};
use engine::domain::{
    CustomerId, OrganizationId, OrganizationState as State,
    warning::WarningKind::{
        self, DomainClash, Gone, Inactive, OwnCustomer, SeatsFar, Swapped, TwoOrganizations,
    },
};
use engine::organizations::{self, Act, Error};

use crate::common::{NOW, World, form, map, map_confirmed};

const WREN: (i32, &str, &str, bool) = (10, "Wren Dental", "wren.example", false);
const ASH: (i32, &str, &str, bool) = (11, "Ashdown & Pryce", "ashdown.example", false);

impl World {
    /// The kinds that are raised for an organisation's pair; those set aside are not.
    async fn raised(&self, id: OrganizationId) -> Vec<WarningKind> {
        let warnings = self.detail(id).await.warnings.into_iter();
        let open = warnings.filter(|warning| !warning.set_aside);
        open.map(|warning| warning.kind).collect()
    }
}

#[tokio::test]
async fn a_wrong_pair_is_a_problem_with_its_reason_on_the_row() {
    let world = World::with_customers(&[WREN, ASH]).await;
    let wren = world.add("Wren Dental Ltd", "wren.example").await;
    // Said before the pair is made.
    let refused = world.decide(wren, map(11)).await;
    match refused {
        Err(Error::PairDoubtful { doubts, taken, .. }) => {
            assert_eq!(doubts, "wren.example is the domain of Wren Dental in Halo.");
            assert!(!taken);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(world.state(wren).await, State::Suggested);
    // That somebody would lose the customer is told beside the warning.
    let ashdown = world.add("Ashdown", "ashdown.example").await;
    let held = world.map(ashdown, 11).await;
    assert!(matches!(
        world.decide(wren, map(11)).await,
        Err(Error::PairDoubtful { taken: true, .. })
    ));
    world.undo(&held).await.unwrap();
    // Made all the same, it counts as right.
    world.decide(wren, map_confirmed(11)).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
    assert_eq!(world.raised(wren).await, []);
    let warnings = world.detail(wren).await.warnings;
    assert_eq!(
        (warnings[0].kind, warnings[0].set_aside),
        (DomainClash, true)
    );

    // Raised again it is counted, found and shown.
    let raised = world
        .decide(
            wren,
            Act::RaiseWarning {
                warning: DomainClash,
            },
        )
        .await
        .unwrap();
    assert_eq!(world.state(wren).await, State::Problem);
    let counts = world.counts().await;
    assert_eq!((counts.problems, counts.mapped), (1, 0));
    let found = world.filtered(GridFilter::Problem, "warning:domain").await;
    assert_eq!(found.total, 1);
    assert_eq!(found.rows[0].warnings, [DomainClash]);
    assert_eq!(
        world
            .filtered(GridFilter::All, "warning:swapped")
            .await
            .total,
        0
    );
    assert_eq!(
        world.detail(wren).await.state_reason.as_deref(),
        Some("wren.example is the domain of Wren Dental in Halo.")
    );
    world.undo(&raised).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
}

#[tokio::test]
async fn what_was_set_aside_is_remembered_and_can_be_taken_back() {
    let world = World::with_customers(&[WREN, ASH]).await;
    let wren = world.add("Wren Dental", "").await;
    world.decide(wren, map(11)).await.unwrap();
    // The domain comes later: a warning nobody has seen.
    let version = world.detail(wren).await.row.version;
    let changed = form("Wren Dental", "wren.example");
    organizations::update(&world.store, world.profile, wren, version, changed, NOW)
        .await
        .unwrap();
    assert_eq!(world.raised(wren).await, [DomainClash]);
    let act = Act::SettleWarning {
        warning: DomainClash,
    };
    let aside = world.decide(wren, act.clone()).await.unwrap();
    assert_eq!(
        aside.what,
        "Wren Dental is right: wren.example is the domain of Wren Dental in Halo"
    );
    assert_eq!(world.raised(wren).await, []);
    // A second press changes nothing more.
    assert_eq!(world.decide(wren, act).await.unwrap().id, None);
    world.undo(&aside).await.unwrap();
    assert_eq!(world.raised(wren).await, [DomainClash]);
    world.redo().await.unwrap();
    assert_eq!(world.raised(wren).await, []);
    // Parted and mapped again, it is still right.
    world.decide(wren, Act::Unmap).await.unwrap();
    world.decide(wren, map(11)).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
    // With another customer it was never said.
    world
        .read_customers(&[WREN, ASH, (12, "Castlegate", "castlegate.example", false)])
        .await;
    assert!(matches!(
        world.decide(wren, map(12)).await,
        Err(Error::PairDoubtful { .. })
    ));
}

#[tokio::test]
async fn a_new_snapshot_raises_and_ends_warnings() {
    let world = World::with_customers(&[WREN, ASH]).await;
    let wren = world.add("Wren Dental", "wren.example").await;
    world.map(wren, 10).await;
    assert_eq!(world.raised(wren).await, []);
    world
        .read_customers(&[(10, "Wren Dental", "wren.example", true), ASH])
        .await;
    assert_eq!(world.raised(wren).await, [Inactive]);
    let aside = Act::SettleWarning { warning: Inactive };
    world.decide(wren, aside).await.unwrap();
    assert_eq!(world.state(wren).await, State::Mapped);
    world.read_customers(&[ASH]).await;
    assert_eq!(world.raised(wren).await, [Gone]);
    let refused = world
        .decide(wren, Act::SettleWarning { warning: Gone })
        .await;
    assert!(
        matches!(
            refused,
            Err(Error::InvalidInput {
                field: "warning",
                ..
            })
        ),
        "{refused:?}"
    );
    // The customer was renamed and its domain went to another: another company has the number now.
    world
        .read_customers(&[
            (10, "Castlegate Opticians", "castlegate.example", false),
            (13, "Wren Dental", "wren.example", false),
        ])
        .await;
    assert_eq!(world.raised(wren).await, [DomainClash]);
    world.read_customers(&[WREN, ASH]).await;
    assert_eq!(world.state(wren).await, State::Mapped);
}

#[tokio::test]
async fn two_pairs_that_changed_places_warn_of_each_other_until_they_change_back() {
    let world = World::with_customers(&[
        (10, "Wren Dental Ltd", "", false),
        (11, "Ashdown Ltd", "", false),
    ])
    .await;
    let wren = world.add("Wren Dental", "").await;
    let ash = world.add("Ashdown", "").await;
    world.decide(wren, map_confirmed(11)).await.unwrap();
    world.decide(ash, map_confirmed(10)).await.unwrap();
    // The first was made before there was anybody to be swapped with.
    assert_eq!(world.raised(wren).await, [Swapped]);
    let counts = world.counts().await;
    assert_eq!((counts.problems, counts.mapped), (1, 1));
    let text = &world.detail(wren).await.warnings[0].text;
    assert_eq!(
        text,
        "It looks swapped with Ashdown, whose customer Wren Dental Ltd fits Wren Dental"
    );
    // Parting one leaves the other with somebody who fits better.
    world.decide(wren, Act::Unmap).await.unwrap();
    assert_eq!(world.raised(ash).await, [TwoOrganizations]);
    world.decide(ash, map(11)).await.unwrap();
    world.decide(wren, map(10)).await.unwrap();
    let counts = world.counts().await;
    assert_eq!((counts.problems, counts.mapped), (0, 2));
}

#[tokio::test]
async fn the_own_company_and_seats_far_from_people_are_noticed() {
    let world = World::with_customers(&[WREN, (2, "Fernhill IT", "fernhill.example", false)]).await;
    let profile = world.profile;
    world
        .store
        .write(move |tx| profiles::set_own_customer(tx, profile, Some(CustomerId::new(2)), NOW))
        .await
        .unwrap();
    let stranger = world.add("Castlegate", "").await;
    assert!(matches!(
        world.decide(stranger, map(2)).await,
        Err(Error::PairDoubtful { doubts, .. }) if doubts == "Fernhill IT is your own company."
    ));
    world.decide(stranger, map_confirmed(2)).await.unwrap();
    let act = Act::RaiseWarning {
        warning: OwnCustomer,
    };
    world.decide(stranger, act).await.unwrap();
    assert_eq!(world.raised(stranger).await, [OwnCustomer]);

    let wren = world.add("Wren Dental", "wren.example").await;
    world.map(wren, 10).await;
    world
        .store
        .write(move |tx| {
            let row = rows::get(tx, profile, wren)?.unwrap();
            let seats = vec![rows::Seat {
                product_key: "email_security".to_owned(),
                count: 140,
            }];
            let content = rows::OrganizationContent {
                seats,
                ..row.content()
            };
            rows::update(tx, profile, wren, &content, NOW)?;
            assert_eq!(
                store_warnings::to_count(tx, profile)?,
                [CustomerId::new(10)]
            );
            store_warnings::put_users(tx, profile, CustomerId::new(10), 12, NOW)
        })
        .await
        .unwrap();
    organizations::renew_warnings(&world.store, profile)
        .await
        .unwrap();
    assert_eq!(world.raised(wren).await, [SeatsFar]);
    assert_eq!(
        world.detail(wren).await.warnings[0].text,
        "140 seats, where Halo has 12 people for Wren Dental"
    );
}

#[tokio::test]
async fn a_clear_suggestion_that_something_speaks_against_is_not_accepted_in_bulk() {
    let world = World::with_customers(&[
        (10, "Wren Dental", "wren.example", false),
        (11, "Castlegate", "castlegate.example", false),
    ])
    .await;
    let wren = world.add("Wren Dental", "wren.example").await;
    let castle = world.add("Castlegate", "castlegate.example").await;
    let profile = world.profile;
    world
        .store
        .write(move |tx| {
            let row = rows::get(tx, profile, wren)?.unwrap();
            let seats = vec![rows::Seat {
                product_key: "email_security".to_owned(),
                count: 140,
            }];
            let content = rows::OrganizationContent {
                seats,
                ..row.content()
            };
            rows::update(tx, profile, wren, &content, NOW)?;
            store_warnings::put_users(tx, profile, CustomerId::new(10), 12, NOW)
        })
        .await
        .unwrap();
    let preview = organizations::preview_accept(&world.store, profile, None)
        .await
        .unwrap();
    assert_eq!((preview.total, preview.doubtful, preview.left), (1, 1, 1));
    assert_eq!(preview.doubts[0].organization, "Wren Dental");
    assert_eq!(
        preview.doubts[0].text,
        "140 seats, where Halo has 12 people for Wren Dental"
    );
    organizations::accept(&world.store, profile, None, &preview.mark, NOW)
        .await
        .unwrap();
    assert_eq!(world.state(castle).await, State::Mapped);
    assert_eq!(world.state(wren).await, State::Suggested);
}
