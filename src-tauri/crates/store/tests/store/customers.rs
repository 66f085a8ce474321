//! Customers: complete reads and none other, and the search.

use crate::common::{NOW, TestStore, add, customer, read_all};
use domain::{CustomerId, CustomerReadId, Evidence};
use store::{
    Error,
    customer_reads::{self, Swap},
    customers::{self, CustomerCounts, CustomerInput},
    pairs::{self, PairRow},
    profiles,
};

#[tokio::test]
async fn a_complete_read_swaps_and_says_what_changed() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let first = [
                customer(2, "A", "a.example"),
                customer(3, "B", "b.example"),
                customer(4, "C", ""),
                customer(5, "D", ""),
            ];
            assert_eq!(
                read_all(tx, profile, &first),
                Swap {
                    added: 4,
                    ..Swap::default()
                }
            );
            assert_eq!(
                read_all(tx, profile, &first),
                Swap {
                    unchanged: 4,
                    ..Swap::default()
                }
            );
            let second = [
                customer(2, "A", "a.example b.example"),
                customer(3, "B renamed", "b.example"),
                CustomerInput {
                    inactive: true,
                    ..customer(4, "C", "")
                },
                customer(6, "E", ""),
            ];
            let swap = read_all(tx, profile, &second);
            assert_eq!(
                swap,
                Swap {
                    added: 1,
                    changed: 3,
                    removed: 1,
                    unchanged: 0
                }
            );
            let third = [
                customer(2, "A", "b.example"),
                customer(3, "B renamed", "b.example"),
                CustomerInput {
                    inactive: true,
                    reference: Some("R-1".to_owned()),
                    ..customer(4, "C", "")
                },
                customer(6, "E", ""),
            ];
            assert_eq!(
                read_all(tx, profile, &third),
                Swap {
                    changed: 2,
                    unchanged: 2,
                    ..Swap::default()
                }
            );

            let a = customers::get(tx, profile, CustomerId::new(2))?.unwrap();
            assert_eq!(
                (a.name.as_str(), a.domains.as_slice()),
                ("A", ["b.example".to_owned()].as_slice())
            );
            assert_eq!(customers::get(tx, profile, CustomerId::new(5))?, None);
            assert_eq!(
                customers::counts(tx, profile)?,
                CustomerCounts {
                    total: 4,
                    active: 3
                }
            );
            assert_eq!(
                profiles::get(tx, profile)?.last_read_at.as_deref(),
                Some(NOW)
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn an_incomplete_read_changes_no_customer() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            read_all(tx, profile, &[customer(2, "A", ""), customer(3, "B", "")]);
            let read = customer_reads::start(tx, profile, NOW)?;
            assert_eq!(
                customer_reads::stage(tx, profile, read, &[customer(9, "New", "")])?,
                1
            );
            customer_reads::finish_incomplete(
                tx,
                profile,
                read,
                Some(200),
                "page 2 did not come",
                NOW,
            )?;
            assert_eq!(customers::counts(tx, profile)?.total, 2);
            assert_eq!(customers::get(tx, profile, CustomerId::new(9))?, None);
            let last = customer_reads::last(tx, profile)?.unwrap();
            assert_eq!(
                (last.complete, last.expected, last.received),
                (false, Some(200), 1)
            );
            assert_eq!(last.note.as_deref(), Some("page 2 did not come"));
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn customers_that_come_twice_count_once_and_the_later_holds() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let read = customer_reads::start(tx, profile, NOW)?;
            assert_eq!(
                customer_reads::stage(
                    tx,
                    profile,
                    read,
                    &[customer(2, "A", "a.example"), customer(2, "A", "a.example")]
                )?,
                1
            );
            assert_eq!(
                customer_reads::stage(
                    tx,
                    profile,
                    read,
                    &[customer(2, "Later", "b.example"), customer(3, "B", "")]
                )?,
                2
            );
            let swap = customer_reads::finish_complete(tx, profile, read, Some(2), NOW)?;
            assert_eq!(swap.added, 2);
            let later = customers::get(tx, profile, CustomerId::new(2))?.unwrap();
            assert_eq!((later.name.as_str(), later.domains.len()), ("Later", 1));
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn only_the_newest_read_may_go_on() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let old = customer_reads::start(tx, profile, NOW)?;
            customer_reads::stage(tx, profile, old, &[customer(2, "A", "")])?;
            let new = customer_reads::start(tx, profile, NOW)?;
            let refused = |result: Result<(), Error>| {
                assert!(matches!(result, Err(Error::NotFound { .. })), "{result:?}");
            };
            refused(customer_reads::stage(tx, profile, old, &[]).map(drop));
            refused(customer_reads::finish_complete(tx, profile, old, None, NOW).map(drop));
            refused(customer_reads::finish_incomplete(
                tx, profile, old, None, "late", NOW,
            ));
            refused(customer_reads::stage(tx, profile, CustomerReadId::new(99), &[]).map(drop));
            customer_reads::finish_complete(tx, profile, new, Some(0), NOW)?;
            refused(customer_reads::finish_complete(tx, profile, new, None, NOW).map(drop));
            assert_eq!(
                customers::counts(tx, profile)?.total,
                0,
                "the old read left nothing staged"
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_search_folds_escapes_ranks_and_says_who_is_taken() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            read_all(
                tx,
                profile,
                &[
                    customer(1, "Unknown", ""),
                    customer(2, "Old Café", "cafe.example"),
                    customer(3, "Café Zürich", ""),
                    CustomerInput {
                        inactive: true,
                        ..customer(4, "Cafe Gone", "")
                    },
                    customer(5, "100% Backup_Co", ""),
                    CustomerInput {
                        reference: Some("REF-77".to_owned()),
                        ..customer(6, "Wren", "wren.example")
                    },
                ],
            );
            let organization = add(tx, profile, "The Old Café Ltd");
            let pair = PairRow {
                organization,
                customer: CustomerId::new(2),
                customer_name: "Old Café".to_owned(),
                accepted_inactive: false,
                evidence: Evidence::by_hand(),
                accepted_at: NOW.to_owned(),
            };
            pairs::put(tx, profile, &pair)?;

            let found = |text: &str| -> Vec<i32> {
                let search = customers::search(tx, profile, text, 50).unwrap();
                assert_eq!(search.hits.len(), usize::try_from(search.total).unwrap());
                search.hits.iter().map(|hit| hit.id.get()).collect()
            };
            assert_eq!(found("CAFE"), [3, 2, 4], "beginnings first, inactive last");
            assert_eq!(found("zurich"), [3]);
            assert_eq!(found("%"), [5]);
            assert_eq!(found("_"), [5]);
            assert_eq!(found("ref-77"), [6]);
            assert_eq!(found("wren.ex"), [6]);
            assert_eq!(found("unknown"), Vec::<i32>::new());
            assert_eq!(found("\\"), Vec::<i32>::new());
            assert_eq!(found("'; DROP TABLE customer;--"), Vec::<i32>::new());
            assert_eq!(found("").len(), 5);

            let some = customers::search(tx, profile, "", 2)?;
            assert_eq!((some.hits.len(), some.total), (2, 5));
            let taken = customers::search(tx, profile, "old cafe", 5)?
                .hits
                .remove(0);
            assert_eq!(
                taken.taken_by,
                Some((organization, "The Old Café Ltd".to_owned()))
            );
            assert_eq!(taken.domain.as_deref(), Some("cafe.example"));
            Ok(())
        })
        .await
        .unwrap();
}
