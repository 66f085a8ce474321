//! What the board is laid out from.

use domain::{
    Band, CustomerId, Evidence, OrganizationId, OrganizationState, Reason,
    board::LineKind,
    matching::{Candidate, Obstacle, Suggestion},
};
use store::{
    board,
    customers::CustomerInput,
    grid::{GridFilter, GridText},
    organizations,
    pairs::{self, PairRow},
    suggestions,
};

use crate::common::{NOW, TestStore, content, customer, read_all};

fn candidate(customer: i32) -> Candidate {
    Candidate {
        customer: CustomerId::new(customer),
        evidence: Evidence {
            band: Band::Possible,
            reasons: vec![Reason::NameFolded],
        },
        likelihood: 0.5,
        obstacle: Some(Obstacle::RivalNear),
    }
}

fn clear(customer: i32) -> Candidate {
    Candidate {
        obstacle: None,
        ..candidate(customer)
    }
}

/// Ash chooses between 20 and 30, Birch is suggested 10 (with a runner-up), Cedar is mapped to 40 and Doum to 50, which
/// is gone. Customer 60 is free and switched off.
async fn wood() -> (TestStore, [OrganizationId; 4]) {
    let test = TestStore::new().await;
    let profile = test.profile;
    let ids = test
        .store
        .write(move |tx| {
            let add = |name: &str, domain: &str| {
                organizations::insert(tx, profile, &content(name, domain), NOW)
            };
            let [doum, cedar, birch, ash] = [
                add("Doum", "")?,
                add("Cedar", "cedar.example")?,
                add("Birch", "")?,
                add("Ash", "ash.example")?,
            ];
            let off = CustomerInput {
                inactive: true,
                ..customer(60, "Ashes", "")
            };
            read_all(
                tx,
                profile,
                &[
                    customer(1, "Unknown", ""),
                    customer(40, "Acorn", "cedar.example"),
                    customer(30, "Rowan Ash", ""),
                    customer(20, "Mountain Ash", "mountain.example"),
                    customer(10, "Birches", ""),
                    off,
                ],
            );
            for (organization, customer) in [(cedar, 40), (doum, 50)] {
                let pair = PairRow {
                    organization,
                    customer: CustomerId::new(customer),
                    customer_name: "As it was".to_owned(),
                    accepted_inactive: false,
                    evidence: Evidence::by_hand(),
                    accepted_at: NOW.to_owned(),
                };
                pairs::put(tx, profile, &pair)?;
            }
            suggestions::replace(
                tx,
                profile,
                &[
                    Suggestion {
                        organization: ash,
                        candidates: vec![candidate(30), candidate(20)],
                    },
                    Suggestion {
                        organization: birch,
                        candidates: vec![clear(10), candidate(20)],
                    },
                ],
            )?;
            Ok([ash, birch, cedar, doum])
        })
        .await
        .unwrap();
    (test, ids)
}

#[tokio::test]
async fn both_sides_come_by_name_and_lines_best_first() {
    let (test, [ash, birch, cedar, doum]) = wood().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let organizations =
                board::organizations(tx, profile, GridFilter::All, &GridText::default())?;
            assert_eq!(
                organizations,
                [
                    (ash, OrganizationState::Choose),
                    (birch, OrganizationState::Suggested),
                    (cedar, OrganizationState::Mapped),
                    (doum, OrganizationState::Problem),
                ]
            );
            let mut lines: Vec<_> = board::lines(tx, profile)?
                .into_iter()
                .map(|line| (line.organization, line.customer.get(), line.kind))
                .collect();
            // By id, and the organisations were added the other way round.
            lines.reverse();
            assert_eq!(
                lines,
                [
                    (ash, 20, LineKind::Candidate),
                    (ash, 30, LineKind::Candidate),
                    (birch, 10, LineKind::Suggested),
                    (cedar, 40, LineKind::Mapped),
                    (doum, 50, LineKind::Broken),
                ]
            );
            let customers = board::customers(tx, profile, &GridText::default(), &[])?;
            let customers: Vec<_> = customers.iter().map(|(id, off)| (id.get(), *off)).collect();
            assert_eq!(
                customers,
                [
                    (40, false),
                    (60, true),
                    (10, false),
                    (20, false),
                    (30, false)
                ]
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_filter_finds_customers_by_their_own_fields_and_keeps_those_asked_for() {
    let (test, _) = wood().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let check = |text: GridText, also: &[i32], wanted: &[i32]| {
                let also: Vec<CustomerId> = also.iter().map(|&id| CustomerId::new(id)).collect();
                let found: Vec<i32> = board::customers(tx, profile, &text, &also)
                    .unwrap()
                    .iter()
                    .map(|(id, _)| id.get())
                    .collect();
                assert_eq!(found, wanted, "{text:?}");
            };
            check(GridText::word("ash"), &[], &[60, 20, 30]);
            check(GridText::word("ash"), &[10, 99], &[60, 10, 20, 30]);
            check(GridText::word("%"), &[], &[]);
            let part = |text: &str| vec![text.to_owned()];
            check(
                GridText {
                    domains: part("mountain"),
                    ..GridText::default()
                },
                &[],
                &[20],
            );
            check(
                GridText {
                    customers: part("ash"),
                    inactive: true,
                    ..GridText::default()
                },
                &[],
                &[60],
            );
            check(
                GridText {
                    reasons: vec![vec![Reason::Domain]],
                    ..GridText::default()
                },
                &[40],
                &[40],
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn rows_leave_out_what_is_gone() {
    let (test, [ash, _, _, doum]) = wood().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let rows =
                board::organization_rows(tx, profile, &[ash, OrganizationId::new(9_999), doum])?;
            assert_eq!(rows.len(), 2);
            assert_eq!(rows[&ash].domain.as_deref(), Some("ash.example"));
            assert_eq!(rows[&ash].paired_name, None);
            assert_eq!(rows[&doum].state, OrganizationState::Problem);
            assert_eq!(rows[&doum].paired_name.as_deref(), Some("As it was"));
            let rows = board::customer_rows(
                tx,
                profile,
                &[
                    CustomerId::new(50),
                    CustomerId::new(60),
                    CustomerId::new(20),
                ],
            )?;
            assert_eq!(rows.len(), 2);
            assert!(rows[&CustomerId::new(60)].inactive);
            let domain = rows[&CustomerId::new(20)].domain.as_deref();
            assert_eq!(domain, Some("mountain.example"));
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_data_version_changes_with_every_change_and_only_then() {
    let (test, [ash, ..]) = wood().await;
    let profile = test.profile;
    let version = async || test.store.read(|tx| board::data_version(tx)).await.unwrap();
    let before = version().await;
    assert_eq!(version().await, before);
    test.store
        .write(move |tx| organizations::touch(tx, profile, ash, NOW))
        .await
        .unwrap();
    assert_ne!(version().await, before);
}
