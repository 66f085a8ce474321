//! The grid against a plain re-telling of its rules, and its speed at ten thousand rows.

use std::time::{Duration, Instant};

use crate::common::{NOW, TestStore, content, customer, read_all};
use domain::{
    Band, CustomerId, Decision, Evidence, OrganizationState, Reason,
    matching::{Candidate, Obstacle, Suggestion, suggest},
};
use proptest::prelude::*;
use store::{
    customers::CustomerInput,
    grid::{self, GridCounts, GridFilter, GridQuery, GridRow, GridSort},
    organizations,
    pairs::{self, PairRow},
    suggestions,
};

const FILTERS: [GridFilter; 9] = [
    GridFilter::ToDo,
    GridFilter::Suggested,
    GridFilter::Choose,
    GridFilter::Unmapped,
    GridFilter::Mapped,
    GridFilter::Held,
    GridFilter::Excluded,
    GridFilter::Problem,
    GridFilter::All,
];

/// What one organisation is made to be.
#[derive(Clone, Debug)]
struct Case {
    name: String,
    decision: Decision,
    /// 0 active, 1 inactive since, 2 gone, 3 known to be inactive.
    pair: Option<u8>,
    /// Number of candidates, and whether the first is clear.
    candidates: Option<(u8, bool)>,
}

impl Case {
    fn state(&self) -> OrganizationState {
        match (self.pair, self.decision, self.candidates) {
            (Some(1 | 2), _, _) => OrganizationState::Problem,
            (Some(_), _, _) => OrganizationState::Mapped,
            (None, Decision::Held, _) => OrganizationState::Held,
            (None, Decision::Excluded, _) => OrganizationState::Excluded,
            (None, Decision::Open, Some((_, true))) => OrganizationState::Suggested,
            (None, Decision::Open, Some((_, false))) => OrganizationState::Choose,
            (None, Decision::Open, None) => OrganizationState::Unmapped,
        }
    }
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let decision = prop::sample::select(Decision::ALL);
    let name = prop::sample::select(&["Wren", "wren 50%", "Ärzte_haus", "Hill & Co", "x"][..]);
    let pair = prop::option::of(0..4u8);
    let candidates = prop::option::of((1..4u8, any::<bool>()));
    let case =
        (name, decision, pair, candidates).prop_map(|(name, decision, pair, candidates)| Case {
            name: name.to_owned(),
            decision,
            pair,
            candidates,
        });
    prop::collection::vec(case, 0..25)
}

/// Each case gets a customer of its own for its pair (1000 + n) and customers of its own to choose from (2000 + 10 n).
async fn fill(cases: Vec<Case>) -> TestStore {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let mut customers = Vec::new();
            let mut suggested = Vec::new();
            for (n, case) in (0i32..).zip(&cases) {
                let decided = organizations::OrganizationContent {
                    decision: case.decision,
                    ..content(&case.name, "")
                };
                let organization = organizations::insert(tx, profile, &decided, NOW)?;
                if let Some(kind) = case.pair {
                    let own = 1000 + n;
                    if kind != 2 {
                        customers.push(CustomerInput {
                            inactive: kind % 2 == 1,
                            ..customer(own, "Partner", "")
                        });
                    }
                    pairs::put(
                        tx,
                        profile,
                        &PairRow {
                            organization,
                            customer: CustomerId::new(own),
                            customer_name: "Partner".to_owned(),
                            accepted_inactive: kind == 3,
                            evidence: Evidence::by_hand(),
                            accepted_at: NOW.to_owned(),
                        },
                    )?;
                }
                if let Some((count, is_clear)) = case.candidates {
                    let candidates: Vec<Candidate> = (0..i32::from(count))
                        .map(|k| Candidate {
                            customer: CustomerId::new(2000 + 10 * n + k),
                            evidence: Evidence {
                                band: Band::Strong,
                                reasons: vec![Reason::Domain, Reason::NameFolded],
                            },
                            likelihood: 0.5,
                            obstacle: (!is_clear || k > 0).then_some(Obstacle::RivalNear),
                        })
                        .collect();
                    customers.extend(
                        candidates
                            .iter()
                            .map(|c| customer(c.customer.get(), "Candidate", "")),
                    );
                    suggested.push(Suggestion {
                        organization,
                        candidates,
                    });
                }
            }
            read_all(tx, profile, &customers);
            suggestions::replace(tx, profile, &suggested)
        })
        .await
        .unwrap();
    test
}

fn query(filter: GridFilter, text: &str) -> GridQuery {
    GridQuery {
        filter,
        text: text.to_owned(),
        limit: 1000,
        ..GridQuery::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn states_counts_and_filters_agree_with_the_rules(cases in cases()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let test = fill(cases.clone()).await;
            let profile = test.profile;
            let (counts, by_filter) = test
                .store
                .read(move |tx| {
                    let pages = FILTERS.iter().map(|&f| grid::page(tx, profile, &query(f, ""))).collect::<Result<Vec<_>, _>>()?;
                    Ok((grid::counts(tx, profile, "")?, pages))
                })
                .await
                .unwrap();

            let count = |state| u32::try_from(cases.iter().filter(|case| case.state() == state).count()).unwrap();
            let expected = GridCounts {
                todo: count(OrganizationState::Suggested) + count(OrganizationState::Choose) + count(OrganizationState::Unmapped),
                suggested: count(OrganizationState::Suggested),
                choose: count(OrganizationState::Choose),
                unmapped: count(OrganizationState::Unmapped),
                mapped: count(OrganizationState::Mapped),
                held: count(OrganizationState::Held),
                excluded: count(OrganizationState::Excluded),
                problems: count(OrganizationState::Problem),
                all: u32::try_from(cases.len()).unwrap(),
            };
            prop_assert_eq!(counts, expected);
            for (filter, page) in FILTERS.iter().zip(&by_filter) {
                let mut shown: Vec<i32> = page.rows.iter().map(|row| row.id.get()).collect();
                shown.sort_unstable();
                let mut wanted: Vec<i32> = Vec::new();
                for (id, case) in (1i32..).zip(&cases) {
                    if filter.shows(case.state()) {
                        wanted.push(id);
                    }
                }
                prop_assert_eq!(&shown, &wanted);
                prop_assert_eq!(usize::try_from(page.total).unwrap(), wanted.len());
                for row in &page.rows {
                    check_row(row, &cases[usize::try_from(row.id.get() - 1).unwrap()])?;
                }
            }
            Ok(())
        })?;
    }
}

fn check_row(row: &GridRow, case: &Case) -> Result<(), TestCaseError> {
    prop_assert_eq!(row.state, case.state());
    prop_assert_eq!(&row.name, &case.name);
    let n = row.id.get() - 1;
    let customer = match row.state {
        OrganizationState::Mapped | OrganizationState::Problem => Some(1000 + n),
        OrganizationState::Suggested => Some(2000 + 10 * n),
        OrganizationState::Choose
        | OrganizationState::Unmapped
        | OrganizationState::Held
        | OrganizationState::Excluded => None,
    };
    prop_assert_eq!(row.customer_id.map(CustomerId::get), customer);
    prop_assert_eq!(row.customer_name.is_some(), customer.is_some());
    let has_evidence = customer.is_some() || row.state == OrganizationState::Choose;
    prop_assert_eq!(row.band.is_some(), has_evidence);
    prop_assert_eq!(!row.reasons.is_empty(), has_evidence);
    prop_assert_eq!(
        row.candidates,
        case.candidates.map_or(0, |(count, _)| u32::from(count))
    );
    Ok(())
}

#[tokio::test]
async fn text_finds_names_domains_ids_and_customers_and_nothing_by_wild_card() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            for (name, domain) in [
                ("Ärztehaus", "arzt.example"),
                ("50% Off", ""),
                ("a_b", ""),
                ("back\\slash", ""),
            ] {
                organizations::insert(tx, profile, &content(name, domain), NOW)?;
            }
            let with_id = organizations::OrganizationContent {
                external_id: Some("PAL-20418".to_owned()),
                ..content("Zebra", "")
            };
            let organization = organizations::insert(tx, profile, &with_id, NOW)?;
            read_all(tx, profile, &[customer(8, "Okapi GmbH", "")]);
            pairs::put(
                tx,
                profile,
                &PairRow {
                    organization,
                    customer: CustomerId::new(8),
                    customer_name: "Okapi GmbH".to_owned(),
                    accepted_inactive: false,
                    evidence: Evidence::by_hand(),
                    accepted_at: NOW.to_owned(),
                },
            )?;
            let found = |text: &str| -> Vec<String> {
                let page = grid::page(tx, profile, &query(GridFilter::All, text)).unwrap();
                assert_eq!(
                    page.total,
                    grid::counts(tx, profile, text).unwrap().all,
                    "{text}"
                );
                page.rows.into_iter().map(|row| row.name).collect()
            };
            assert_eq!(found("ARZTE"), ["Ärztehaus"]);
            assert_eq!(found("arzt.ex"), ["Ärztehaus"]);
            assert_eq!(found("%"), ["50% Off"]);
            assert_eq!(found("_"), ["a_b"]);
            assert_eq!(found("\\"), ["back\\slash"]);
            assert_eq!(found("pal-204"), ["Zebra"]);
            assert_eq!(found("okapi"), ["Zebra"]);
            assert_eq!(found("nothing like it"), Vec::<String>::new());
            assert_eq!(found("").len(), 5);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn ten_thousand_organisations_page_in_a_moment() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let customers: Vec<CustomerInput> = (2..10_002)
                .map(|n| {
                    customer(
                        n,
                        &format!("Company {n} Ltd"),
                        &format!("company{n}.example"),
                    )
                })
                .collect();
            read_all(tx, profile, &customers);
            for n in 0..10_000 {
                // Every fourth has no customer.
                let number = if n % 4 == 0 { n + 100_000 } else { n + 2 };
                organizations::insert(
                    tx,
                    profile,
                    &content(
                        &format!("Company {number}"),
                        &format!("company{number}.example"),
                    ),
                    NOW,
                )?;
            }
            let suggested = suggest(suggestions::input(tx, profile)?);
            suggestions::replace(tx, profile, &suggested)
        })
        .await
        .unwrap();

    let started = Instant::now();
    test.store
        .read(move |tx| {
            let counts = grid::counts(tx, profile, "")?;
            assert_eq!(
                (counts.suggested, counts.unmapped, counts.all),
                (7_500, 2_500, 10_000)
            );
            let mut seen = std::collections::BTreeSet::new();
            for (sort, offset) in [
                (GridSort::Name, 0),
                (GridSort::State, 200),
                (GridSort::Customer, 5_000),
                (GridSort::Band, 9_800),
            ] {
                for descending in [false, true] {
                    let page = grid::page(
                        tx,
                        profile,
                        &GridQuery {
                            filter: GridFilter::All,
                            text: "company".to_owned(),
                            sort,
                            descending,
                            offset,
                            limit: 200,
                        },
                    )?;
                    assert_eq!((page.rows.len(), page.total), (200, 10_000));
                    seen.extend(page.rows.iter().map(|row| row.id));
                }
            }
            assert!(seen.len() > 400, "pages differ");
            let last = grid::page(
                tx,
                profile,
                &GridQuery {
                    filter: GridFilter::Suggested,
                    offset: 7_400,
                    limit: 200,
                    ..GridQuery::default()
                },
            )?;
            assert_eq!((last.rows.len(), last.total), (100, 7_500));
            Ok(())
        })
        .await
        .unwrap();
    // Ten queries in a debug build; a page takes a few milliseconds in a release build.
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}
