//! Each table: what goes in comes out, and what must not go in does not.

use std::collections::HashSet;

use crate::{
    common::{NOW, add, check},
    samples::{fill_every_table, new_profile, pair},
};
use domain::{
    CheckState, CleanUp, ConnectionState, CustomerId, Decision, Evidence, Features, HostNetwork,
    Hosting, Naming, ProfileId, RunResult, SecretPlace, SourceKind, TestRunState, vendor,
};
use store::{
    Connection, Error, checks, edits, hosts, organizations, pairs, profiles, recipe_ticks, runs,
    test_runs, vendors,
};

#[tokio::test]
async fn a_profile_keeps_what_each_step_brings() {
    check(|conn, id| {
        let fresh = profiles::get(conn, id)?;
        assert_eq!(
            (fresh.wizard_step, fresh.wizard_finished, fresh.version),
            (1, false, 1)
        );
        assert_eq!(
            (fresh.connection, fresh.secret_place),
            (ConnectionState::NotConnected, SecretPlace::None)
        );
        let facts = hosts::HostFacts {
            address_typed: Some("acme".to_owned()),
            api_base: Some("https://acme.halopsa.com/api".to_owned()),
            auth_url: Some("https://acme.halopsa.com/auth".to_owned()),
            tenant: Some("acme".to_owned()),
            app_version: Some("2.236".to_owned()),
            found_by: Some("authinfo".to_owned()),
            original_host: Some("acme.halopsa.com".to_owned()),
            hosting: Some(Hosting::Hosted),
            network: Some(HostNetwork::Public),
            certificate: Some(hosts::CertificateFacts {
                issuer: "Example CA".to_owned(),
                valid_until: "2027-03-14T00:00:00Z".to_owned(),
            }),
        };
        hosts::save(conn, id, &facts, NOW)?;
        profiles::set_features(
            conn,
            id,
            Features {
                tickets: true,
                status: false,
                seats: true,
            },
            NOW,
        )?;
        profiles::set_credentials(
            conn,
            id,
            Some("client"),
            SecretPlace::Keychain,
            Some(NOW),
            NOW,
        )?;
        profiles::set_wizard(conn, id, 5, true, NOW)?;
        profiles::set_connection(
            conn,
            id,
            ConnectionState::NeedsAttention,
            Some("a right is missing"),
            NOW,
        )?;
        profiles::set_own_customer(conn, id, Some(CustomerId::new(12)), NOW)?;
        profiles::set_last_read(conn, id, NOW)?;
        let row = profiles::get(conn, id)?;
        assert_eq!(row.api_base, facts.api_base);
        assert_eq!(row.original_host, facts.original_host);
        assert_eq!(
            row.features,
            Features {
                tickets: true,
                status: false,
                seats: true
            }
        );
        assert_eq!(
            (row.client_id.as_deref(), row.secret_place),
            (Some("client"), SecretPlace::Keychain)
        );
        assert_eq!((row.wizard_step, row.wizard_finished), (5, true));
        assert_eq!(row.connection_note.as_deref(), Some("a right is missing"));
        assert_eq!(row.own_customer_id, Some(CustomerId::new(12)));
        assert_eq!((row.last_read_at.as_deref(), row.version), (Some(NOW), 8));
        assert!(
            profiles::set_wizard(conn, id, 6, true, NOW).is_err(),
            "there is no step 6"
        );
        let missing = profiles::get(conn, ProfileId::new(99));
        assert!(matches!(missing, Err(Error::NotFound { what: "profile" })));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_host_is_the_same_one_until_its_address_changes() {
    check(|conn, id| {
        let facts = hosts::HostFacts {
            api_base: Some("https://acme.halopsa.com/api".to_owned()),
            auth_url: Some("https://acme.halopsa.com/auth".to_owned()),
            hosting: Some(Hosting::SelfHosted),
            network: Some(HostNetwork::Private),
            certificate: Some(hosts::CertificateFacts {
                issuer: "Example CA".to_owned(),
                valid_until: "2027-03-14T00:00:00Z".to_owned(),
            }),
            ..hosts::HostFacts::default()
        };
        hosts::save(conn, id, &facts, NOW)?;
        let found = profiles::get(conn, id)?;
        assert_eq!(found.certificate, facts.certificate);
        assert_eq!(
            (found.hosting, found.host_network),
            (Some(Hosting::SelfHosted), Some(HostNetwork::Private))
        );
        assert_eq!(found.host_since.as_deref(), Some(NOW));
        let later = "2026-12-01T10:00:00Z";
        let renamed = hosts::HostFacts {
            address_typed: Some("acme".to_owned()),
            ..facts.clone()
        };
        hosts::save(conn, id, &renamed, later)?;
        assert_eq!(profiles::get(conn, id)?.host_since.as_deref(), Some(NOW));
        let elsewhere = hosts::HostFacts {
            api_base: Some("https://other.halopsa.com/api".to_owned()),
            ..facts
        };
        hosts::save(conn, id, &elsewhere, later)?;
        assert_eq!(profiles::get(conn, id)?.host_since.as_deref(), Some(later));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn another_vendor_brings_its_vocabulary_and_the_same_one_keeps_changes() {
    check(|conn, id| {
        let mut own = vendors::load(conn, id)?;
        assert_eq!(Some(&own), vendor::preset("palisade").as_ref());
        own.levels.truncate(2);
        vendors::replace(conn, id, &own)?;
        profiles::set_vendor(
            conn,
            id,
            &vendor::preset("palisade").unwrap(),
            "Renamed",
            SourceKind::Manual,
            NOW,
        )?;
        assert_eq!(vendors::load(conn, id)?.levels.len(), 2);
        let other = vendor::preset("dropsuite").unwrap();
        profiles::set_vendor(conn, id, &other, "Backup", SourceKind::Csv, NOW)?;
        assert_eq!(vendors::load(conn, id)?, other);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn ticks_and_checks_are_remembered_once() {
    check(|conn, id| {
        for _ in 0..2 {
            recipe_ticks::tick(conn, id, "role.name", "Old name", NOW)?;
        }
        recipe_ticks::tick(conn, id, "agent.role", "Old name", NOW)?;
        recipe_ticks::tick(conn, id, "agent.role", "New name", NOW)?;
        recipe_ticks::untick(conn, id, "role.name")?;
        let tick = recipe_ticks::Tick {
            key: "agent.role".to_owned(),
            value: Some("New name".to_owned()),
        };
        assert_eq!(recipe_ticks::list(conn, id)?, [tick]);

        let row = checks::CheckRow {
            key: "licences".to_owned(),
            state: CheckState::Failed,
            meaning: "Seats cannot be compared.".to_owned(),
            remedy: Some("Give the role this right.".to_owned()),
            naming: Naming::OneOf,
            rights: vec![checks::RightRow {
                key: "application.permissions".to_owned(),
                value: Some("edit:tickets".to_owned()),
            }],
            halo_text: Some("403".to_owned()),
            took_ms: Some(340),
            checked_at: NOW.to_owned(),
        };
        checks::save(conn, id, &row)?;
        let again = checks::CheckRow {
            state: CheckState::CannotTell,
            remedy: None,
            ..row.clone()
        };
        checks::save(conn, id, &again)?;
        let other = checks::CheckRow {
            key: "token".to_owned(),
            ..row
        };
        checks::save(conn, id, &other)?;
        assert_eq!(checks::list(conn, id)?, [again.clone(), other]);
        checks::forget(conn, id, "token")?;
        assert_eq!(checks::list(conn, id)?, [again]);
        checks::clear(conn, id)?;
        assert_eq!(checks::list(conn, id)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn runs_and_edits_are_listed_newest_first() {
    check(|conn, id| {
        let first = runs::start(conn, id, "customers", NOW)?;
        runs::finish(conn, first, RunResult::Incomplete, 7, Some("page 3"), NOW)?;
        runs::start(conn, id, "checks", NOW)?;
        let listed = runs::list(conn, id, 10)?;
        assert_eq!(
            listed
                .iter()
                .map(|run| run.kind.as_str())
                .collect::<Vec<_>>(),
            ["checks", "customers"]
        );
        assert_eq!(
            (
                listed[1].result,
                listed[1].requests,
                listed[1].note.as_deref()
            ),
            (RunResult::Incomplete, 7, Some("page 3"))
        );

        let (a, b) = (add(conn, id, "A"), add(conn, id, "B"));
        let before = edits::stamp(conn, id)?;
        let one = edits::insert(conn, id, "map", "Mapped A", "[]", &[a], NOW)?;
        let two = edits::insert(conn, id, "import", "Imported", r#"[{"x":1}]"#, &[a, b], NOW)?;
        // Both were touched by the second; only the first organisation by something before it.
        let since = |edit| edits::touched_since(conn, id, edit).unwrap();
        assert_eq!(since(one), HashSet::from([a]));
        assert_eq!(since(two), HashSet::new());
        assert_eq!(
            edits::images(conn, id, two)?.as_deref(),
            Some(r#"[{"x":1}]"#)
        );
        let between = edits::stamp(conn, id)?;
        assert_ne!(before, between);
        edits::set_undone(conn, two, NOW)?;
        assert_eq!(since(one), HashSet::new(), "what was undone does not stand");
        assert_ne!(between, edits::stamp(conn, id)?);
        assert!(
            matches!(
                edits::set_undone(conn, two, NOW),
                Err(Error::NotFound { .. })
            ),
            "only once"
        );
        assert_eq!(
            edits::last_undoable(conn, id)?.map(|edit| edit.id),
            Some(one)
        );
        assert!(edits::get(conn, id, two)?.unwrap().undone_at.is_some());
        edits::set_undone(conn, one, NOW)?;
        let redoable = || edits::last_redoable(conn, id).map(|edit| edit.map(|edit| edit.id));
        assert_eq!(
            redoable()?,
            Some(one),
            "the last one undone is the first to come back"
        );
        edits::set_redone(conn, one)?;
        assert_eq!(redoable()?, Some(two));
        assert!(
            matches!(edits::set_redone(conn, one), Err(Error::NotFound { .. })),
            "only once"
        );
        edits::insert(conn, id, "hold", "Held B", "[]", &[b], NOW)?;
        assert_eq!(redoable()?, None, "a new edit ends the row of undone ones");
        assert_eq!(edits::list(conn, id, 1)?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn deleting_a_profile_leaves_no_row_of_it_and_no_other_profile_is_touched() {
    check(|conn, _| {
        let other = new_profile(conn, "Other");
        let kept = add(conn, other, "Kept");
        pairs::put(conn, other, &pair(kept, 7))?;
        let before = row_counts(conn);

        let full = new_profile(conn, "Full");
        fill_every_table(conn, full);
        // The journal is sealed when a transaction ends, and this one goes on.
        conn.execute(
            "INSERT INTO journal_head (profile_id, line, lines, at, seal)
             SELECT profile_id, max(id), count(*), max(at), 'x' FROM journal WHERE profile_id = ?1",
            [full.get()],
        )?;
        for (table, count) in row_counts(conn) {
            assert!(count > 0, "the test puts nothing into {table}");
        }
        profiles::delete(conn, full)?;
        assert_eq!(row_counts(conn), before);
        assert_eq!(pairs::of(conn, other, kept)?, Some(pair(kept, 7)));
        Ok(())
    })
    .await;
}

fn row_counts(conn: &Connection) -> Vec<(String, i64)> {
    let mut tables = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    names
        .into_iter()
        .map(|name| {
            let sql = format!("SELECT count(*) FROM \"{name}\"");
            let count = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
            (name, count)
        })
        .collect()
}

#[tokio::test]
async fn every_code_of_the_domain_fits_its_column() {
    check(|conn, id| {
        for source in SourceKind::ALL {
            profiles::insert(
                conn,
                &vendor::preset("other").unwrap(),
                source.code(),
                *source,
                false,
                NOW,
            )?;
        }
        for state in ConnectionState::ALL {
            profiles::set_connection(conn, id, *state, None, NOW)?;
            assert_eq!(profiles::get(conn, id)?.connection, *state);
        }
        for place in SecretPlace::ALL {
            profiles::set_credentials(conn, id, None, *place, None, NOW)?;
        }
        let organization = add(conn, id, "A");
        for decision in Decision::ALL {
            organizations::set_decision(conn, id, organization, *decision, None, NOW)?;
        }
        for band in domain::Band::ALL {
            let evidence = Evidence {
                band: *band,
                reasons: domain::Reason::ALL.to_vec(),
            };
            let row = pairs::PairRow {
                evidence,
                ..pair(organization, 7)
            };
            pairs::put(conn, id, &row)?;
            assert_eq!(pairs::of(conn, id, organization)?, Some(row));
        }
        for result in RunResult::ALL
            .iter()
            .filter(|result| **result != RunResult::Running)
        {
            let run = runs::start(conn, id, "k", NOW)?;
            runs::finish(conn, run, *result, 0, None, NOW)?;
        }
        let run = test_runs::NewTestRun {
            reference: "r",
            customer_id: CustomerId::new(7),
            customer_name: "C",
            level_key: "l",
            steps_json: "[]",
            started_at: NOW,
        };
        let run = test_runs::insert(conn, id, &run)?;
        for state in TestRunState::ALL
            .iter()
            .filter(|state| **state != TestRunState::Running)
        {
            test_runs::finish(conn, run, *state, "[]", NOW)?;
        }
        for clean_up in CleanUp::ALL {
            test_runs::set_clean_up(conn, run, *clean_up)?;
        }
        Ok(())
    })
    .await;
}
