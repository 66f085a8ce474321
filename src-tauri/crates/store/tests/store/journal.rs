//! Lines enter the journal by themselves, are sealed when the transaction ends, and a later change to any of them shows.

use domain::{OrganizationId, ProfileId, RunResult, ticket_rules::TicketRules};
use store::{
    Connection, edits,
    journal::{self, JournalQuery, JournalRow},
    profiles, runs, ticket_rules,
};

use crate::common::{NOW, TestStore, add};

const LATER: &str = "2026-11-22T10:00:00Z";

/// A store in which something of each kind was done.
async fn lived_in() -> TestStore {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let id = add(tx, profile, "Ärztehaus");
            let edit = edits::insert(tx, profile, "map", "Ärztehaus mapped", "[1]", &[id], NOW)?;
            edits::insert(tx, profile, "auto_accept", "2 mapped", "[2]", &[id], NOW)?;
            edits::set_undone(tx, edit, LATER)?;
            let run = runs::start(tx, profile, "read_halo", NOW)?;
            runs::finish(
                tx,
                run,
                RunResult::Incomplete,
                12,
                Some("300 of 415"),
                LATER,
            )?;
            // Who saves rules enters what changed; revoking them is told by the table.
            ticket_rules::save(tx, profile, &TicketRules::default(), 0, NOW)?;
            ticket_rules::revoke(tx, profile, NOW)?;
            ticket_rules::bring_back(tx, profile, NOW)?;
            profiles::set_may_share(tx, profile, true, NOW)
        })
        .await
        .unwrap();
    test
}

async fn lines(test: &TestStore, query: JournalQuery) -> Vec<JournalRow> {
    let profile = test.profile;
    let query = JournalQuery {
        limit: 100,
        ..query
    };
    test.store
        .read(move |tx| journal::page(tx, profile, &query))
        .await
        .unwrap()
}

async fn check(test: &TestStore) -> journal::SealCheck {
    let profile = test.profile;
    let checked = test.store.read(move |tx| journal::check(tx, profile)).await;
    checked.unwrap()
}

#[tokio::test]
async fn everything_that_is_done_has_a_line_with_who_and_what_became_of_it() {
    let test = lived_in().await;
    let lines = lines(&test, JournalQuery::default()).await;
    let told: Vec<_> = lines
        .iter()
        .rev()
        .map(|line| (line.actor.as_str(), line.area.as_str(), line.what.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("here", "edit", "Ärztehaus mapped"),
            ("halyard", "edit", "2 mapped"),
            ("here", "edit", "Undone: Ärztehaus mapped"),
            ("halyard", "run", "Read Halo"),
            ("here", "settings", "All ticket mapping revoked"),
            ("here", "settings", "Ticket rules brought back"),
            ("here", "settings", "Customers may be shared"),
        ]
    );
    let run = lines.iter().find(|line| line.area == "run").unwrap();
    assert_eq!(
        (run.result.as_deref(), run.requests),
        (Some("incomplete"), Some(12))
    );
    assert_eq!(run.note.as_deref(), Some("300 of 415"));
}

#[tokio::test]
async fn lines_are_found_by_kind_and_by_folded_words() {
    let test = lived_in().await;
    let found = async |area: Option<&str>, text: &str| {
        let query = JournalQuery {
            area: area.map(str::to_owned),
            text: text.to_owned(),
            ..JournalQuery::default()
        };
        lines(&test, query).await.len()
    };
    assert_eq!(found(Some("run"), "").await, 1);
    assert_eq!(found(None, "arztehaus").await, 2);
    assert_eq!(found(Some("run"), "arztehaus").await, 0);
    assert_eq!(found(None, "300 of").await, 1);
    assert_eq!(found(None, "no such words").await, 0);
    let profile = test.profile;
    let counts = test
        .store
        .read(move |tx| journal::counts(tx, profile, "mapped"))
        .await
        .unwrap();
    assert_eq!(counts.len(), 1);
    assert_eq!((counts[0].area.as_str(), counts[0].count), ("edit", 3));
}

/// Somebody with another program at the file.
fn tamper(test: &TestStore, sql: &str) {
    let conn = Connection::open(test.store.path()).unwrap();
    conn.execute_batch(sql).unwrap();
}

#[tokio::test]
async fn a_later_change_to_any_line_or_to_what_an_edit_did_shows() {
    for change in [
        "UPDATE journal SET what = 'Something else' WHERE area = 'run'",
        "UPDATE journal SET at = '2026-01-01T00:00:00Z' WHERE what = '2 mapped'",
        "UPDATE journal SET requests = 13 WHERE area = 'run'",
        "UPDATE journal SET note = NULL WHERE area = 'run'",
        "DELETE FROM journal WHERE area = 'run'",
        "UPDATE edit SET images = '[3]' WHERE kind = 'map'",
        "INSERT INTO journal (id, profile_id, at, actor, area, what, seal)
         SELECT 99, id, 'now', 'here', 'edit', 'Never', 'x' FROM profile",
    ] {
        let test = lived_in().await;
        let before = check(&test).await;
        assert_eq!((before.lines, before.broken), (7, None));
        tamper(&test, change);
        assert!(check(&test).await.broken.is_some(), "{change}");
    }
}

#[tokio::test]
async fn what_happens_to_the_end_shows_and_no_later_line_seals_it() {
    let strange = "INSERT INTO journal (profile_id, at, actor, area, what)
         SELECT id, '2026-11-21T10:00:00Z', 'here', 'edit', 'Never' FROM profile";
    for change in [
        "DELETE FROM journal WHERE id >= (SELECT max(id) - 1 FROM journal)",
        "DELETE FROM journal",
        "UPDATE journal SET what = 'x', seal = NULL WHERE id = (SELECT max(id) FROM journal)",
        "UPDATE journal SET what = 'x' WHERE area = 'run';
         UPDATE journal SET seal = NULL WHERE id >= (SELECT id FROM journal WHERE area = 'run')",
        strange,
        "DELETE FROM journal_head",
    ] {
        let test = lived_in().await;
        let profile = test.profile;
        tamper(&test, change);
        assert!(check(&test).await.broken.is_some(), "{change}");
        test.store
            .write(move |tx| journal::enter(tx, profile, "The next thing", LATER))
            .await
            .unwrap();
        assert!(check(&test).await.broken.is_some(), "later: {change}");
    }
}

#[tokio::test]
async fn the_newest_seal_stands_for_all_lines_before_it() {
    let test = lived_in().await;
    let before = check(&test).await.head.unwrap();
    let profile = test.profile;
    test.store
        .write(move |tx| journal::enter(tx, profile, "Accepted as it is: Wren", LATER))
        .await
        .unwrap();
    let after = check(&test).await;
    assert_eq!(after.lines, 8);
    assert_ne!(after.head.unwrap(), before);
    assert_eq!(before.len(), 64);
}

#[tokio::test]
async fn profiles_have_chains_of_their_own() {
    let test = lived_in().await;
    let other = test
        .store
        .write(|tx| {
            let other = crate::samples::new_profile(tx, "Other");
            journal::enter(tx, other, "One", NOW)?;
            Ok::<ProfileId, store::Error>(other)
        })
        .await
        .unwrap();
    let profile = test.profile;
    test.store
        .write(move |tx| profiles::delete(tx, profile))
        .await
        .unwrap();
    let left = test
        .store
        .read(move |tx| journal::check(tx, other))
        .await
        .unwrap();
    assert_eq!((left.lines, left.broken), (1, None));
    assert_eq!(check(&test).await.lines, 0);
}

#[tokio::test]
async fn what_follows_an_edit_is_known_by_the_organisations_it_touched() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let [a, b] = ["A", "B"].map(|name| add(tx, profile, name));
            let edit = |what: &str, of: &[OrganizationId]| {
                edits::insert(tx, profile, "map", what, "[]", of, NOW).unwrap()
            };
            let first = edit("first", &[a]);
            let second = edit("second", &[b]);
            edits::set_undone(tx, second, LATER)?;
            let third = edit("third", &[a, b]);
            let after = edits::standing_after(tx, profile, first)?;
            assert_eq!(
                after.iter().map(|edit| edit.id).collect::<Vec<_>>(),
                [third]
            );
            assert_eq!(edits::touched_by(tx, third)?, [a, b]);
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_done_here_is_signed_with_the_account_and_what_halyard_does_is_not() {
    let test = lived_in().await;
    test.store.set_who(" ");
    test.store.set_who("ACME\\ann");
    test.store.set_who("ACME\\bob");
    let profile = test.profile;
    test.store
        .write(move |tx| {
            journal::enter(tx, profile, "The next thing", LATER)?;
            let run = runs::start(tx, profile, "read_halo", LATER)?;
            runs::finish(tx, run, RunResult::Done, 3, None, LATER)
        })
        .await
        .unwrap();
    let all = lines(&test, JournalQuery::default()).await;
    assert_eq!(all[0].who, None, "Halyard reads by itself");
    assert_eq!(all[1].who.as_deref(), Some("ACME\\ann"));
    assert!(
        all[2..].iter().all(|line| line.who.is_none()),
        "before it was known"
    );
    let found = JournalQuery {
        text: "acme\\ann".to_owned(),
        ..JournalQuery::default()
    };
    assert_eq!(lines(&test, found).await.len(), 1);
    assert_eq!(check(&test).await.broken, None);
    // Somebody else is written in later: it shows.
    let line = all[1].id;
    let conn = Connection::open(test.store.path()).unwrap();
    conn.execute("UPDATE journal SET who = 'ACME\\bob' WHERE id = ?1", [line])
        .unwrap();
    assert_eq!(check(&test).await.broken.map(|(id, _)| id), Some(line));
}

#[tokio::test]
async fn a_choice_keeps_both_its_sides_and_what_was_taken_back_leaves_its_line_as_it_was() {
    let test = lived_in().await;
    let profile = test.profile;
    let entry = journal::Entry {
        area: "settings",
        what: "Licence chosen for the product Mail",
        before: None,
        after: Some("Mail (per mailbox)"),
        note: None,
        act: Some("{}"),
    };
    test.store
        .write(move |tx| journal::enter_act(tx, profile, &entry, LATER))
        .await
        .unwrap();
    let line = lines(&test, JournalQuery::default()).await.remove(0);
    assert_eq!((line.act.as_deref(), &line.undone_at), (Some("{}"), &None));
    let id = line.id;
    test.store
        .write(move |tx| {
            journal::set_undone(tx, profile, id, LATER)?;
            journal::set_undone(tx, profile, id, "2027-01-01T00:00:00Z")
        })
        .await
        .unwrap();
    let after = lines(&test, JournalQuery::default()).await.remove(0);
    assert_eq!(after.undone_at.as_deref(), Some(LATER));
    assert_eq!(check(&test).await.broken, None);
    let conn = Connection::open(test.store.path()).unwrap();
    conn.execute("UPDATE journal SET act = '[]' WHERE id = ?1", [id])
        .unwrap();
    assert_eq!(check(&test).await.broken.map(|(id, _)| id), Some(id));
}
