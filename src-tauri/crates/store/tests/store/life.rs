//! What belongs to the life of a connection: names, troubles, where a snapshot came from, revocations, the vocabulary.

use domain::{
    ProofOutcome, SourceKind,
    health::{Outcome, Standing},
    vendor::{self, words::WordList},
};
use store::{
    carried_rules, customers, edits, import_runs, invoices, journal, licences, organizations,
    pairs, profiles, revocations, seat_plans, seats, snapshot_halo, ticket_rules, troubles,
    vendors,
};

use crate::common::{NOW, add, check, content, customer, read_all};
use crate::samples::{fill_every_table, halo, new_profile, rules, standing};

#[tokio::test]
async fn a_name_is_given_once() {
    check(|conn, first| {
        profiles::set_name(conn, first, "Palisade", NOW)?;
        assert_eq!(profiles::free_name(conn, "PALISADE", None)?, "PALISADE 2");
        assert_eq!(
            profiles::free_name(conn, "Palisade", Some(first))?,
            "Palisade"
        );
        let second = new_profile(conn, "palisade 2");
        assert_eq!(profiles::free_name(conn, "Palisade", None)?, "Palisade 3");
        assert_eq!(profiles::get(conn, second)?.name, "palisade 2");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn troubles_are_kept_and_forgotten() {
    check(|conn, profile| {
        let other = new_profile(conn, "Other");
        troubles::replace(conn, other, &standing())?;
        troubles::replace(conn, profile, &standing())?;
        assert_eq!(
            troubles::all(conn)?,
            [(profile, standing()), (other, standing())]
        );
        let better = standing().after(Outcome::Answered);
        troubles::replace(conn, profile, &better)?;
        troubles::replace(conn, other, &Standing::default())?;
        assert_eq!(troubles::all(conn)?, [(profile, better)]);
        // A call may end after its profile is gone.
        profiles::delete(conn, profile)?;
        troubles::replace(conn, profile, &standing())?;
        assert_eq!(troubles::all(conn)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn another_halo_takes_only_what_meant_something_in_the_old_one() {
    check(|conn, profile| {
        fill_every_table(conn, profile);
        let other = profiles::insert(
            conn,
            &vendor::preset("palisade").unwrap(),
            "Other",
            SourceKind::Manual,
            false,
            NOW,
        )?;
        read_all(conn, other, &[customer(7, "Arzt", "arzt.example")]);
        assert_eq!(
            snapshot_halo::load(conn, profile)?,
            Some(halo("https://acme.halopsa.com/api"))
        );
        let before = organizations::all(conn, profile)?.len();
        assert_eq!(snapshot_halo::forget_with_pairs(conn, profile, NOW)?, 1);
        assert_eq!(pairs::all(conn, profile)?, []);
        assert_eq!(customers::counts(conn, profile)?.total, 0);
        assert_eq!(snapshot_halo::load(conn, profile)?, None);
        assert_eq!(ticket_rules::load(conn, profile)?.version, 0);
        let carried = carried_rules::all(conn, profile)?;
        assert_eq!(carried.len(), 1, "they are for the new one");
        assert_eq!(profiles::get(conn, profile)?.last_read_at, None);
        assert_eq!(seat_plans::open(conn, profile)?, None);
        assert_eq!(seat_plans::writing_since(conn, profile)?, None);
        assert_eq!(organizations::all(conn, profile)?.len(), before);
        assert_eq!(licences::all(conn, profile)?, []);
        assert_eq!(invoices::last(conn, profile)?, None);
        assert!(invoices::by_licence(conn, profile)?.is_empty());
        assert_eq!(seats::last_read(conn, profile)?, None);
        assert!(seats::found(conn, profile)?.is_empty());
        assert_eq!(customers::counts(conn, other)?.total, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn edits_of_another_halo_stand_and_are_neither_undone_nor_made_again() {
    check(|conn, profile| {
        let id = add(conn, profile, "Arzt");
        let edit = |what: &str, kind: &str| {
            edits::insert(conn, profile, kind, what, "[]", &[id], NOW).unwrap()
        };
        let imported = edit("imported", "import");
        import_runs::record(conn, profile, SourceKind::Csv, Some(imported), &[id], NOW)?;
        let undone = edit("mapped", "map");
        edits::set_undone(conn, undone, NOW)?;
        let lines = || {
            let all = journal::counts(conn, profile, "").unwrap();
            all.iter().map(|area| area.count).sum::<u32>()
        };
        let (stamp, before) = (edits::stamp(conn, profile)?, lines());
        assert!(edits::last_redoable(conn, profile)?.is_some());
        snapshot_halo::forget_with_pairs(conn, profile, NOW)?;

        assert_eq!(edits::last_undoable(conn, profile)?, None);
        assert_eq!(edits::last_redoable(conn, profile)?, None);
        assert!(edits::is_closed(conn, profile, imported)?);
        assert_ne!(edits::stamp(conn, profile)?, stamp);
        assert_eq!(lines(), before, "nobody has undone them");
        // The list that was imported is still the last one.
        assert_eq!(
            import_runs::listed_last(conn, profile, SourceKind::Csv)?,
            [id]
        );
        let next = edit("held", "hold");
        let undoable = edits::last_undoable(conn, profile)?;
        assert_eq!(undoable.map(|edit| edit.id), Some(next));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_revocation_keeps_its_proofs_until_the_next_one() {
    check(|conn, profile| {
        let proof = |outcome, said: Option<&str>| revocations::ProofRow {
            asked_at: NOW.to_owned(),
            outcome,
            said: said.map(str::to_owned),
        };
        revocations::add_proof(conn, profile, &proof(ProofOutcome::Refused, None))?;
        assert_eq!(
            revocations::proofs(conn, profile)?,
            [],
            "nothing was revoked"
        );
        let row = revocations::RevocationRow {
            revoked_at: NOW.to_owned(),
            steps_json: r#"[{"what":"secret"}]"#.to_owned(),
        };
        revocations::start(conn, profile, &row)?;
        let first = proof(ProofOutcome::NotAsked, Some("Nothing answers."));
        let second = proof(ProofOutcome::StillWorks, None);
        revocations::add_proof(conn, profile, &first)?;
        revocations::add_proof(conn, profile, &second)?;
        assert_eq!(revocations::load(conn, profile)?, Some(row.clone()));
        assert_eq!(revocations::proofs(conn, profile)?, [second, first]);
        revocations::start(conn, profile, &row)?;
        assert_eq!(revocations::proofs(conn, profile)?, []);
        revocations::clear(conn, profile)?;
        assert_eq!(revocations::load(conn, profile)?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_removed_word_takes_its_rules_and_seats_along_and_nothing_else() {
    check(|conn, profile| {
        ticket_rules::save(conn, profile, &rules(), 0, NOW)?;
        let with_seats = organizations::OrganizationContent {
            seats: vec![organizations::Seat {
                product_key: "seats".to_owned(),
                count: 18,
            }],
            ..content("Wren Dental", "wren.example")
        };
        let organization = organizations::insert(conn, profile, &with_seats, NOW)?;
        let mut uses = vendors::uses(conn, profile)?;
        uses.sort_by_key(|word| (word.list, word.key.clone()));
        let seen: Vec<_> = uses
            .iter()
            .map(|word| (word.list, word.key.as_str(), word.rules, word.organizations))
            .collect();
        assert_eq!(
            seen,
            [
                (WordList::Statuses, "open", 1, 0),
                (WordList::Statuses, "resolved", 1, 0),
                (WordList::Levels, "high", 1, 0),
                (WordList::Products, "seats", 0, 1),
            ]
        );

        let mut vendor = vendors::load(conn, profile)?;
        vendor.levels.retain(|level| level.key != "high");
        vendor.levels[0].name = "Renamed".to_owned();
        vendor.products.clear();
        vendors::replace_with_uses(conn, profile, &vendor)?;
        assert_eq!(vendors::load(conn, profile)?, vendor);
        let left = ticket_rules::load(conn, profile)?.rules;
        assert!(left.priorities.is_empty());
        assert_eq!(left.status_to_halo, rules().status_to_halo);
        assert_eq!(left.ticket_type, rules().ticket_type);
        let seats = organizations::get(conn, profile, organization)?
            .unwrap()
            .seats;
        assert_eq!(seats, []);
        Ok(())
    })
    .await;
}
