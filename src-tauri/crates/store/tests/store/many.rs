//! Ten thousand organisations against fifty thousand customers: every count and every window is right, whatever the order.

use domain::{
    Band, CustomerId, Evidence, Reason,
    board::{Board, CustomerGroup, Order},
    matching::{Candidate, Obstacle, Suggestion},
};
use store::{
    board,
    customers::CustomerInput,
    grid::{self, GridFilter, GridQuery, GridSelection, GridSort, GridText},
    organizations,
    pairs::{self, PairRow},
    suggestions,
};

use crate::common::{NOW, TestStore, content, customer, read_all};

const ORGANIZATIONS: i32 = 10_000;
const CUSTOMERS: i32 = 50_000;

/// Organisation n of each ten: 0 to 5 mapped to customer n + 2, 6 and 7 suggested it, 8 chooses, 9 has nothing.
async fn crowd() -> TestStore {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let customers: Vec<CustomerInput> = (2..CUSTOMERS + 2)
                .map(|n| customer(n, &format!("Company {n:05} Ltd"), &format!("c{n}.example")))
                .collect();
            read_all(tx, profile, &customers);
            let mut suggested = Vec::new();
            for n in 0..ORGANIZATIONS {
                let content = content(&format!("Organisation {n:05}"), &format!("o{n}.example"));
                let organization = organizations::insert(tx, profile, &content, NOW)?;
                let candidate = |customer: i32, is_clear: bool| Candidate {
                    customer: CustomerId::new(customer),
                    evidence: Evidence {
                        band: if n % 20 < 10 {
                            Band::Strong
                        } else {
                            Band::Possible
                        },
                        reasons: vec![Reason::Domain],
                    },
                    likelihood: 0.5,
                    obstacle: (!is_clear).then_some(Obstacle::RivalNear),
                };
                match n % 10 {
                    0..=5 => pairs::put(
                        tx,
                        profile,
                        &PairRow {
                            organization,
                            customer: CustomerId::new(n + 2),
                            customer_name: String::new(),
                            accepted_inactive: false,
                            evidence: Evidence::by_hand(),
                            accepted_at: NOW.to_owned(),
                        },
                    )?,
                    6 | 7 => suggested.push(Suggestion {
                        organization,
                        candidates: vec![candidate(n + 2, true)],
                    }),
                    8 => suggested.push(Suggestion {
                        organization,
                        candidates: vec![candidate(n + 2, false), candidate(n + 20_002, false)],
                    }),
                    _ => {}
                }
            }
            suggestions::replace(tx, profile, &suggested)
        })
        .await
        .unwrap();
    test
}

#[tokio::test]
async fn counts_windows_and_places_are_right_among_ten_thousand_and_fifty_thousand() {
    let test = crowd().await;
    let profile = test.profile;
    test.store
        .read(move |tx| {
            let everything = GridText::default();
            let counts = grid::counts(tx, profile, &everything)?;
            assert_eq!(
                (
                    counts.all,
                    counts.mapped,
                    counts.suggested,
                    counts.choose,
                    counts.unmapped,
                    counts.todo
                ),
                (10_000, 6_000, 2_000, 1_000, 1_000, 4_000)
            );
            // "00" is in every thousandth part differently; told by the same rule in Rust.
            let held: u32 = (0..ORGANIZATIONS)
                .filter(|n| format!("organisation {n:05} o{n}.example").contains("777"))
                .filter(|n| n % 10 == 9)
                .map(|_| 1)
                .sum();
            assert_eq!(
                grid::counts(tx, profile, &GridText::word("777"))?.unmapped,
                held
            );

            windows_follow_each_other(tx, profile)?;
            the_board_is_whole(tx, profile)
        })
        .await
        .unwrap();
}

fn windows_follow_each_other(
    tx: &store::Connection,
    profile: domain::ProfileId,
) -> store::Result<()> {
    for sort in [
        GridSort::Name,
        GridSort::State,
        GridSort::Customer,
        GridSort::Band,
    ] {
        let query = GridQuery {
            filter: GridFilter::ToDo,
            sort,
            ..GridQuery::default()
        };
        let all = grid::ids(
            tx,
            profile,
            &GridQuery {
                limit: 10_000,
                ..query.clone()
            },
        )?;
        assert_eq!(all.len(), 4_000);
        for offset in [0, 1_950, 3_900] {
            let window = GridQuery {
                offset,
                limit: 100,
                ..query.clone()
            };
            let page = grid::page(tx, profile, &window)?;
            let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            let wanted: Vec<_> = all
                .iter()
                .copied()
                .skip(offset as usize)
                .take(100)
                .collect();
            assert_eq!(ids, wanted, "{sort:?} from {offset}");
            assert_eq!(
                grid::place(tx, profile, &query, ids[99])?,
                Some(offset + 99)
            );
        }
    }
    let all_but_one = GridSelection::All {
        filter: GridFilter::Suggested,
        text: GridText::default(),
        except: vec![
            grid::ids(
                tx,
                profile,
                &GridQuery {
                    filter: GridFilter::Suggested,
                    limit: 1,
                    ..GridQuery::default()
                },
            )?[0],
        ],
    };
    assert_eq!(grid::selected(tx, profile, &all_but_one)?.len(), 1_999);
    Ok(())
}

fn the_board_is_whole(tx: &store::Connection, profile: domain::ProfileId) -> store::Result<()> {
    let everything = GridText::default();
    let layout = Board::lay_out(
        board::organizations(tx, profile, GridFilter::All, &everything)?,
        &board::customers(tx, profile, &everything, &[])?,
        board::lines(tx, profile)?,
        Order::InStep,
    );
    assert_eq!(layout.organizations().len(), 10_000);
    assert_eq!(layout.customers().len(), 50_000);
    let counts = CustomerGroup::ALL.map(|group| layout.customer_count(group));
    assert_eq!(counts, [2_000, 2_000, 40_000, 6_000, 0]);
    // One to one and in step: the mapped of both sides stand in the same order.
    let mapped = &layout.customers()[44_000..];
    assert_eq!(mapped[0].get(), 2);
    assert!(mapped.is_sorted());
    let rows = board::customer_rows(tx, profile, &mapped[5_900..])?;
    assert_eq!(rows.len(), 100);
    Ok(())
}
