//! What is remembered as it was, what is found to be otherwise, and how long problems stand.

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, SourceKind,
    drift::{Cause, Known, MovedPair, ObjectKind, Problem},
};
use store::{
    Connection, customer_reads, customers, edits, import_runs,
    journal::{self, JournalQuery},
    known_objects, organizations, pairs, problems,
};

use crate::{
    common::{NOW, add, check, customer, read_all},
    samples::{pair, renamed},
};

const LATER: &str = "2026-11-22T10:00:00Z";

#[tokio::test]
async fn a_problem_keeps_the_time_it_was_first_seen_until_it_is_solved() {
    check(|conn, profile| {
        let found = |name: &str| vec![renamed(name)];
        assert!(problems::replace(conn, profile, &found("Arzt GmbH"), NOW)?);
        assert!(!problems::replace(
            conn,
            profile,
            &found("Arzt GmbH"),
            LATER
        )?);
        let noted = Problem {
            note: Some("2 tickets are held".to_owned()),
            ..renamed("Arzt GmbH")
        };
        assert!(problems::replace(conn, profile, &[noted], LATER)?);
        let open = problems::open(conn, profile)?;
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].first_seen_at, NOW);
        assert!(open[0].problem.note.is_some());
        let came = problems::came_since(conn, profile, "2026-11-21T09:00:00Z")?;
        assert_eq!((came[0].cause, came[0].count), (Cause::CustomerRenamed, 1));
        assert_eq!(problems::came_since(conn, profile, NOW)?, []);

        assert!(problems::replace(conn, profile, &[], LATER)?);
        assert_eq!(problems::open(conn, profile)?, []);
        assert_eq!(problems::get(conn, profile, open[0].id)?, None);
        assert_eq!(problems::solved_since(conn, profile, LATER)?, 1);
        // The same once more is another problem.
        assert!(problems::replace(
            conn,
            profile,
            &found("Arzt GmbH"),
            LATER
        )?);
        assert_ne!(problems::open(conn, profile)?[0].id, open[0].id);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_ignored_counts_again_on_its_day() {
    check(|conn, profile| {
        problems::replace(conn, profile, &[renamed("Arzt GmbH")], NOW)?;
        let id = problems::open(conn, profile)?[0].id;
        problems::ignore(conn, profile, id, Some("2026-12-01"))?;
        assert_eq!(problems::count(conn, profile, "2026-11-30")?, 0);
        assert_eq!(problems::count(conn, profile, "2026-12-01")?, 1);
        problems::ignore(conn, profile, id, None)?;
        assert_eq!(problems::count(conn, profile, "2026-11-30")?, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_becomes_something_else_is_no_longer_ignored() {
    check(|conn, profile| {
        problems::replace(conn, profile, &[renamed("Arzt Ltd")], NOW)?;
        let id = problems::open(conn, profile)?[0].id;
        problems::ignore(conn, profile, id, Some("2027-06-01"))?;
        problems::replace(conn, profile, &[renamed("Globex")], LATER)?;
        let open = &problems::open(conn, profile)?[0];
        assert_eq!((open.id, open.ignored_until.as_deref()), (id, None));
        assert_eq!(open.first_seen_at, LATER);
        assert_eq!(problems::came_since(conn, profile, NOW)?.len(), 1);
        let query = JournalQuery {
            area: Some("problem".to_owned()),
            limit: 10,
            ..JournalQuery::default()
        };
        let lines = journal::page(conn, profile, &query)?;
        let newest = &lines[0];
        assert_eq!(
            newest.what,
            format!(
                "Changed again: customer renamed in Halo, {}",
                open.problem.subject
            )
        );
        assert_eq!(
            (newest.before.as_deref(), newest.after.as_deref()),
            (Some("Arzt Ltd"), Some("Globex"))
        );
        assert_eq!(
            (newest.actor.as_str(), newest.at.as_str()),
            ("halyard", LATER)
        );
        assert_eq!(lines.len(), 3, "found, ignored, changed");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_journal_names_each_cause_as_a_report_does() {
    check(|conn, profile| {
        for &cause in Cause::ALL {
            let problem = Problem {
                cause,
                subject: "Arzt".to_owned(),
                ..renamed("Arzt GmbH")
            };
            problems::replace(conn, profile, &[problem], NOW)?;
            problems::replace(conn, profile, &[], NOW)?;
            let query = JournalQuery {
                limit: 2,
                ..JournalQuery::default()
            };
            let lines = journal::page(conn, profile, &query)?;
            assert_eq!(lines[1].what, format!("Found: {}, Arzt", cause.name()));
            assert_eq!(lines[0].what, format!("Solved: {}, Arzt", cause.name()));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_accepted_name_counts_until_the_pair_is_made_anew() {
    check(|conn, profile| {
        let id = add(conn, profile, "Arzt");
        read_all(conn, profile, &[customer(7, "Arzt Ltd", "")]);
        let made = |name: &str, at: &str| {
            let mut pair = pair(id, 7);
            name.clone_into(&mut pair.customer_name);
            at.clone_into(&mut pair.accepted_at);
            pair
        };
        pairs::put(conn, profile, &made("Arzt", NOW))?;
        let key = MovedPair::key(id, CustomerId::new(7));
        let known = Known::named("Arzt Ltd");
        known_objects::put(conn, profile, ObjectKind::Customer, &key, &known, NOW)?;
        known_objects::follow_pairs(conn, profile)?;
        assert_eq!(moved(conn, profile)?, [], "it was accepted");

        read_all(conn, profile, &[customer(7, "Globex", "")]);
        assert_eq!(moved(conn, profile)?.len(), 1);
        pairs::remove(conn, profile, id)?;
        pairs::put(conn, profile, &made("Globex", LATER))?;
        known_objects::follow_pairs(conn, profile)?;
        assert_eq!(moved(conn, profile)?, [], "it was mapped knowingly");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_import_that_was_undone_is_no_first_one() {
    check(|conn, profile| {
        let wrong = add(conn, profile, "1204");
        import(conn, profile, &[wrong], &[wrong]);
        known_objects::follow_organizations(conn, profile, NOW)?;
        let edit = edits::last_undoable(conn, profile)?.unwrap();
        edits::set_undone(conn, edit.id, NOW)?;
        organizations::delete(conn, profile, wrong)?;

        let [a, b] = ["Arzt", "Birch"].map(|name| add(conn, profile, name));
        import(conn, profile, &[a, b], &[a, b]);
        known_objects::follow_organizations(conn, profile, NOW)?;
        assert_eq!(known_objects::changed_at_source(conn, profile)?, []);
        Ok(())
    })
    .await;
}

fn moved(conn: &Connection, profile: ProfileId) -> store::Result<Vec<MovedPair>> {
    known_objects::moved_pairs(conn, profile)
}

#[tokio::test]
async fn only_pairs_whose_customer_is_not_as_it_was_are_found() {
    check(|conn, profile| {
        let [a, b] = ["Arzt", "Wren"].map(|name| add(conn, profile, name));
        read_all(
            conn,
            profile,
            &[customer(7, "Arzt", ""), customer(8, "Wren", "")],
        );
        pairs::put(conn, profile, &pair(a, 7))?;
        pairs::put(conn, profile, &pair(b, 8))?;
        let name_of_pair = |id, name: &str| {
            let mut pair = pair(id, if id == a { 7 } else { 8 });
            name.clone_into(&mut pair.customer_name);
            pair
        };
        pairs::put(conn, profile, &name_of_pair(a, "Arzt"))?;
        pairs::put(conn, profile, &name_of_pair(b, "Wren"))?;
        assert_eq!(moved(conn, profile)?, []);

        read_all(conn, profile, &[customer(7, "Arzt GmbH", "")]);
        let found = moved(conn, profile)?;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].now, Some(("Arzt GmbH".to_owned(), false)));
        assert_eq!(found[1].now, None);

        // Accepted for this customer of this organisation, and for no other.
        let key = MovedPair::key(a, CustomerId::new(7));
        let known = Known::named("Arzt GmbH");
        known_objects::put(conn, profile, ObjectKind::Customer, &key, &known, NOW)?;
        assert_eq!(moved(conn, profile)?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_inactive_customer_is_found_until_somebody_says_that_it_is_right() {
    check(|conn, profile| {
        let a = add(conn, profile, "Arzt");
        let inactive = customers::CustomerInput {
            inactive: true,
            ..customer(7, "Arzt", "")
        };
        let read = customer_reads::start(conn, profile, NOW)?;
        customer_reads::stage(conn, profile, read, &[inactive])?;
        customer_reads::finish_complete(conn, profile, read, None, NOW)?;
        pairs::put(conn, profile, &pair(a, 7))?;
        assert!(!moved(conn, profile)?[0].accepted_inactive);
        pairs::accept_inactive(conn, a, true)?;
        assert!(
            moved(conn, profile)?
                .iter()
                .all(|pair| pair.accepted_inactive)
        );
        Ok(())
    })
    .await;
}

/// An import that lists these and touched some of them.
fn import(
    conn: &Connection,
    profile: ProfileId,
    listed: &[OrganizationId],
    touched: &[OrganizationId],
) {
    let edit = edits::insert(conn, profile, "import", "Imported", "[]", touched, NOW).unwrap();
    import_runs::record(conn, profile, SourceKind::Csv, Some(edit), listed, NOW).unwrap();
}

fn rename(conn: &Connection, profile: ProfileId, id: OrganizationId, name: &str) {
    let mut content = crate::common::content(name, "");
    content.source = SourceKind::Csv;
    organizations::update(conn, profile, id, &content, NOW).unwrap();
}

#[tokio::test]
async fn what_a_later_import_brings_is_told_from_what_was_done_here() {
    check(|conn, profile| {
        let found = || {
            let rows = known_objects::changed_at_source(conn, profile).unwrap();
            rows.into_iter()
                .map(|row| (row.id, row.known_name))
                .collect::<Vec<_>>()
        };
        let follow = || known_objects::follow_organizations(conn, profile, NOW).unwrap();
        let [a, b] = ["Arzt", "Birch"].map(|name| add(conn, profile, name));
        import(conn, profile, &[a, b], &[a, b]);
        follow();
        assert_eq!(found(), [], "a first import is no news");

        let c = add(conn, profile, "Cedar");
        rename(conn, profile, a, "Arzt GmbH");
        import(conn, profile, &[a, b, c], &[a, c]);
        follow();
        assert_eq!(found(), [(a, Some("Arzt".to_owned())), (c, None)]);

        // A name that is changed here afterwards is the administrator's own.
        rename(conn, profile, a, "Arzt AG");
        edits::insert(conn, profile, "update", "Changed", "[]", &[a], NOW)?;
        organizations::set_decision(conn, profile, c, Decision::Excluded, Some("Left"), NOW)?;
        follow();
        assert_eq!(found(), []);

        import(conn, profile, &[a], &[]);
        let gone = known_objects::gone_from_source(conn, profile)?;
        let gone: Vec<_> = gone.into_iter().map(|row| row.id).collect();
        assert_eq!(gone, [b], "an excluded one is not missed");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_pairs_are_compared_in_a_moment() {
    check(|conn, profile| {
        let mut customers = Vec::new();
        for number in 0..10_000 {
            let id = add(conn, profile, &format!("Organisation {number}"));
            customers.push(customer(number + 10, "Customer", ""));
            pairs::put(conn, profile, &pair(id, number + 10))?;
        }
        read_all(conn, profile, &customers);
        let begun = std::time::Instant::now();
        known_objects::follow_organizations(conn, profile, NOW)?;
        let found = known_objects::moved_pairs(conn, profile)?;
        known_objects::changed_at_source(conn, profile)?;
        known_objects::gone_from_source(conn, profile)?;
        let problems: Vec<Problem> = found.iter().flat_map(domain::drift::of_pair).collect();
        problems::replace(conn, profile, &problems, NOW)?;
        let took = begun.elapsed();
        println!("10,000 pairs compared in {} ms", took.as_millis());
        // Far more than it takes; a query without its index takes minutes.
        assert!(took.as_secs() < 20, "{took:?}");
        Ok(())
    })
    .await;
}
