//! The grid against a plain re-telling of its rules.

use crate::common::{NOW, TestStore, content, customer, read_all};
use domain::{
    Band, CustomerId, Decision, Evidence, OrganizationState, Reason,
    matching::{Candidate, Obstacle, Suggestion},
};
use proptest::prelude::*;
use store::{
    customers::CustomerInput,
    grid::{self, GridCounts, GridFilter, GridQuery, GridRow, GridSelection, GridSort, GridText},
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
        text: GridText::word(text),
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
                    Ok((grid::counts(tx, profile, &GridText::default())?, pages))
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
                to_review: 0,
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
                    grid::counts(tx, profile, &GridText::word(text))
                        .unwrap()
                        .all,
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

/// Four organisations with their names, domains, candidates and pairs, for filters that look at each of these.
async fn assorted() -> TestStore {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let quayside = organizations::insert(
                tx,
                profile,
                &content("Quayside Brewing", "quayside.example"),
                NOW,
            )?;
            let hawthorn = organizations::insert(tx, profile, &content("Hawthorn House", ""), NOW)?;
            let pembury = organizations::insert(tx, profile, &content("Pembury Dental", ""), NOW)?;
            organizations::insert(tx, profile, &content("Inactive Ltd", "dental.example"), NOW)?;
            let switched_off = CustomerInput {
                inactive: true,
                ..customer(9, "Hawthorn Care", "")
            };
            read_all(
                tx,
                profile,
                &[
                    customer(8, "Quayside Taproom", "tap.example"),
                    switched_off,
                    customer(10, "Pembury Dental", ""),
                ],
            );
            pairs::put(
                tx,
                profile,
                &PairRow {
                    organization: hawthorn,
                    customer: CustomerId::new(9),
                    customer_name: "Hawthorn Care".to_owned(),
                    accepted_inactive: false,
                    evidence: Evidence::by_hand(),
                    accepted_at: NOW.to_owned(),
                },
            )?;
            let suggested = |organization, customer, reasons: &[Reason]| Suggestion {
                organization,
                candidates: vec![Candidate {
                    customer: CustomerId::new(customer),
                    evidence: Evidence {
                        band: Band::Strong,
                        reasons: reasons.to_vec(),
                    },
                    likelihood: 0.9,
                    obstacle: None,
                }],
            };
            suggestions::replace(
                tx,
                profile,
                &[
                    suggested(quayside, 8, &[Reason::NameSimilar]),
                    suggested(pembury, 10, &[Reason::Domain, Reason::NameExact]),
                ],
            )
        })
        .await
        .unwrap();
    test
}

#[tokio::test]
async fn each_part_of_a_text_filter_looks_at_its_own_field_and_all_have_to_hold() {
    let test = assorted().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let check = |text: GridText, wanted: &[&str]| {
                let query = GridQuery {
                    filter: GridFilter::All,
                    text: text.clone(),
                    limit: 10,
                    ..GridQuery::default()
                };
                let page = grid::page(tx, profile, &query).unwrap();
                let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
                assert_eq!(names, wanted, "{text:?}");
                assert_eq!(page.counts.all, page.total);
            };
            let some = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
            let words = |texts: &[&str]| GridText {
                words: some(texts),
                ..GridText::default()
            };
            check(words(&["dental"]), &["Inactive Ltd", "Pembury Dental"]);
            check(words(&["dental", "pem"]), &["Pembury Dental"]);
            check(words(&["brewing", "taproom"]), &["Quayside Brewing"]);
            check(
                words(&["", " "]),
                &[
                    "Hawthorn House",
                    "Inactive Ltd",
                    "Pembury Dental",
                    "Quayside Brewing",
                ],
            );
            let domains = |texts: &[&str]| GridText {
                domains: some(texts),
                ..GridText::default()
            };
            check(domains(&["dental"]), &["Inactive Ltd"]);
            check(domains(&["example"]), &["Inactive Ltd", "Quayside Brewing"]);
            let customers = GridText {
                customers: some(&["quay"]),
                ..GridText::default()
            };
            check(customers, &["Quayside Brewing"]);
            let reasons = |groups: &[&[Reason]]| GridText {
                reasons: groups.iter().map(|group| group.to_vec()).collect(),
                ..GridText::default()
            };
            check(reasons(&[&[Reason::Domain]]), &["Pembury Dental"]);
            check(
                reasons(&[&[Reason::NameSimilar, Reason::NameExact]]),
                &["Pembury Dental", "Quayside Brewing"],
            );
            check(reasons(&[&[Reason::NameSimilar], &[Reason::Domain]]), &[]);
            let inactive = GridText {
                inactive: true,
                ..GridText::default()
            };
            check(inactive.clone(), &["Hawthorn House"]);
            check(
                GridText {
                    words: some(&["pembury"]),
                    ..inactive
                },
                &[],
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn places_and_stretches_agree_with_the_page_in_every_order() {
    let test = assorted().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            for sort in [
                GridSort::Name,
                GridSort::State,
                GridSort::Customer,
                GridSort::Band,
            ] {
                for descending in [false, true] {
                    let query = GridQuery {
                        filter: GridFilter::All,
                        sort,
                        descending,
                        limit: 10,
                        ..GridQuery::default()
                    };
                    let all: Vec<_> = grid::page(tx, profile, &query)?.rows;
                    assert_eq!(all.len(), 4);
                    for (at, row) in (0u32..).zip(&all) {
                        assert_eq!(grid::place(tx, profile, &query, row.id)?, Some(at));
                    }
                    let stretch = GridQuery {
                        offset: 1,
                        limit: 2,
                        ..query
                    };
                    let ids: Vec<_> = all[1..3].iter().map(|row| row.id).collect();
                    assert_eq!(grid::ids(tx, profile, &stretch)?, ids);
                    let page = grid::page(tx, profile, &stretch)?;
                    assert_eq!(page.rows, all[1..3]);
                    assert_eq!(page.total, 4);
                }
            }
            let mapped = GridQuery {
                filter: GridFilter::Mapped,
                limit: 10,
                ..GridQuery::default()
            };
            let other = grid::ids(tx, profile, &query(GridFilter::Suggested, ""))?[0];
            assert_eq!(grid::place(tx, profile, &mapped, other)?, None);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_selection_is_a_few_or_all_of_a_filter_but_a_few() {
    let test = assorted().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let selected = |selection: &GridSelection| -> Vec<_> {
                grid::selected(tx, profile, selection).unwrap()
            };
            let suggested = grid::ids(tx, profile, &query(GridFilter::Suggested, ""))?;
            let [pembury, quayside] = suggested[..] else {
                panic!("{suggested:?}");
            };
            assert_eq!(
                selected(&GridSelection::These(vec![quayside])),
                [(quayside, OrganizationState::Suggested)]
            );
            assert_eq!(selected(&GridSelection::These(vec![])), []);
            let all = |filter, text: &str, except: &[_]| GridSelection::All {
                filter,
                text: GridText::word(text),
                except: except.to_vec(),
            };
            assert_eq!(selected(&all(GridFilter::All, "", &[])).len(), 4);
            assert_eq!(
                selected(&all(GridFilter::Suggested, "", &[quayside])),
                [(pembury, OrganizationState::Suggested)]
            );
            assert_eq!(selected(&all(GridFilter::Suggested, "hawthorn", &[])), []);
            Ok(())
        })
        .await
        .unwrap();
}
