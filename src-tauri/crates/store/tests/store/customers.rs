//! Customers: complete reads and none other, and the search.

use std::collections::BTreeMap;

use crate::common::{NOW, TestStore, add, customer, read_all};
use domain::{CustomerId, CustomerReadId, Evidence};
use store::{
    Error,
    customer_mail::{self, MailOf},
    customer_reads::{self, Place, Swap},
    customer_sync,
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
            assert_eq!(taken.taken_by, ["The Old Café Ltd"]);
            assert_eq!(taken.domain.as_deref(), Some("cafe.example"));
            Ok(())
        })
        .await
        .unwrap();
}

fn place(account: &str) -> Place {
    Place {
        account: account.to_owned(),
        server_time: Some("2026-11-21T10:00:03Z".to_owned()),
        expected: Some(200),
        bookmark: r#"{"next":3}"#.to_owned(),
    }
}

#[tokio::test]
async fn a_read_that_broke_off_goes_on_where_it_stood() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            read_all(tx, profile, &[customer(2, "Old", "")]);
            let read = customer_reads::start(tx, profile, NOW)?;
            customer_reads::stage(
                tx,
                profile,
                read,
                &[customer(2, "New", ""), customer(3, "B", "")],
            )?;
            customer_reads::keep_place(tx, read, &place("acme"), NOW)?;
            customer_reads::pause(tx, profile, read, "page 3 did not come", NOW)?;
            assert_eq!(
                customers::get(tx, profile, CustomerId::new(2))?
                    .unwrap()
                    .name,
                "Old"
            );
            let last = customer_reads::last(tx, profile)?.unwrap();
            assert_eq!((last.received, last.expected), (2, Some(200)));

            assert_eq!(customer_reads::resume(tx, profile, "other", NOW)?, None);
            assert_eq!(
                customer_reads::resume(tx, profile, "acme", "2026-11-21T10:00:01Z")?,
                None
            );
            let resumed = customer_reads::resume(tx, profile, "acme", NOW)?.unwrap();
            assert_eq!(resumed.id, read);
            assert_eq!(resumed.place, place("acme"));
            assert_eq!(resumed.received, [CustomerId::new(2), CustomerId::new(3)]);
            customer_reads::stage(tx, profile, read, &[customer(4, "C", "")])?;
            let swap = customer_reads::finish_complete(tx, profile, read, Some(3), NOW)?;
            assert_eq!((swap.added, swap.changed), (2, 1));
            assert_eq!(
                customer_reads::resume(tx, profile, "acme", NOW)?,
                None,
                "it is over"
            );

            let open = customer_reads::start(tx, profile, NOW)?;
            customer_reads::keep_place(tx, open, &place("acme"), NOW)?;
            let newer = customer_reads::start(tx, profile, NOW)?;
            assert_ne!(open, newer);
            assert_eq!(
                customer_reads::resume(tx, profile, "acme", NOW)?,
                None,
                "thrown away"
            );
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn changes_touch_only_the_customers_that_came() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let all = [
                customer(2, "A", "a.example"),
                customer(3, "B", "b.example"),
                customer(4, "C", ""),
            ];
            read_all(tx, profile, &all);
            let changed = [
                customer(3, "B renamed", "c.example"),
                customer(4, "C", ""),
                customer(5, "D", ""),
            ];
            let read = customer_reads::start(tx, profile, NOW)?;
            customer_reads::stage(tx, profile, read, &changed)?;
            let swap = customer_reads::finish_changes(tx, profile, read, Some(3), NOW)?;
            let expected = Swap {
                added: 1,
                changed: 1,
                removed: 0,
                unchanged: 1,
            };
            assert_eq!(swap, expected);
            assert_eq!(customers::counts(tx, profile)?.total, 4);
            let b = customers::get(tx, profile, CustomerId::new(3))?.unwrap();
            assert_eq!(
                (b.name.as_str(), b.domains),
                ("B renamed", vec!["c.example".to_owned()])
            );
            let a = customers::get(tx, profile, CustomerId::new(2))?.unwrap();
            assert_eq!(a.domains, ["a.example"]);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn mail_domains_join_a_customers_domains_and_leave_with_their_cause() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let all = [
                customer(2, "A", "a.example"),
                customer(3, "B", ""),
                customer(4, "C", ""),
            ];
            read_all(tx, profile, &all);
            let counts = |counts: &[(i32, &str, u32)]| -> BTreeMap<(CustomerId, String), u32> {
                let entry = |&(id, domain, n): &(i32, &str, u32)| {
                    ((CustomerId::new(id), domain.to_owned()), n)
                };
                counts.iter().map(entry).collect()
            };
            let domains = |id: i32| {
                customers::get(tx, profile, CustomerId::new(id))
                    .unwrap()
                    .unwrap()
                    .domains
            };
            let users = [
                (2, "a.example", 5),
                (2, "msp.example", 1),
                (3, "b.example", 2),
                (3, "gmail.com", 9),
                (99, "nobody.example", 1),
            ];
            customer_mail::replace(tx, profile, MailOf::Users, &counts(&users))?;
            customer_mail::replace(tx, profile, MailOf::Sites, &counts(&[(4, "c.example", 1)]))?;
            assert_eq!(domains(2), ["a.example"]);
            assert_eq!(domains(3), ["b.example"]);
            assert_eq!(domains(4), ["c.example"]);
            let found = customers::search(tx, profile, "b.exam", 9)?.hits;
            assert_eq!(found.len(), 1, "found by its mail domain");

            // Another read of the same customers keeps them; one with the domain typed in Halo makes it Halo's.
            assert_eq!(read_all(tx, profile, &all).unchanged, 3);
            assert_eq!(domains(3), ["b.example"]);
            assert_eq!(customers::search(tx, profile, "b.exam", 9)?.hits.len(), 1);
            let typed = [
                customer(2, "A", "a.example"),
                customer(3, "B", "b.example"),
                customer(4, "C", ""),
            ];
            assert_eq!(read_all(tx, profile, &typed).changed, 1);
            customer_mail::replace(tx, profile, MailOf::Users, &counts(&[]))?;
            assert_eq!(domains(3), ["b.example"]);
            assert_eq!(read_all(tx, profile, &all).changed, 1);
            assert_eq!(domains(3), Vec::<String>::new());
            assert_eq!(customers::search(tx, profile, "b.exam", 9)?.hits.len(), 0);
            assert_eq!(domains(4), ["c.example"], "of its site");
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_first_rows_of_the_first_read_can_be_shown() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let read = customer_reads::start(tx, profile, NOW)?;
            customer_reads::stage(tx, profile, read, &[customer(2, "A", "a.example")])?;
            customer_reads::show_staged(tx, profile, read, [CustomerId::new(2)], NOW)?;
            let shown = customers::get(tx, profile, CustomerId::new(2))?.unwrap();
            assert_eq!(shown.domains, ["a.example"]);
            assert_eq!(profiles::get(tx, profile)?.last_read_at, None);
            customer_reads::finish_incomplete(tx, profile, read, Some(9), "no more came", NOW)?;
            // The next read decides about it.
            read_all(tx, profile, &[customer(3, "B", "")]);
            assert_eq!(customers::get(tx, profile, CustomerId::new(2))?, None);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_learnt_about_one_account_is_not_believed_of_another() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            assert_eq!(customer_sync::load(tx, profile)?, None);
            customer_sync::whole_read(tx, profile, "acme", Some("2026-11-21T09:55:00Z"), NOW)?;
            customer_sync::set_tells_changes(tx, profile, true)?;
            customer_sync::mail_read(tx, profile, MailOf::Users, NOW)?;
            customer_sync::whole_read(tx, profile, "acme", None, "2026-11-22T10:00:00Z")?;
            let known = customer_sync::load(tx, profile)?.unwrap();
            assert_eq!(known.tells_changes, Some(true));
            assert_eq!(
                (known.watermark, known.users_read_at.as_deref()),
                (None, Some(NOW))
            );
            assert_eq!(known.whole_read_at, "2026-11-22T10:00:00Z");
            customer_sync::whole_read(tx, profile, "other", None, NOW)?;
            let other = customer_sync::load(tx, profile)?.unwrap();
            assert_eq!((other.tells_changes, other.users_read_at), (None, None));
            Ok(())
        })
        .await
        .unwrap();
}
