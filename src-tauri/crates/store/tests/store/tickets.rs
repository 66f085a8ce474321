//! Halo's configuration, ticket rules and test runs: what goes in comes out, and what must not go in does not.

use crate::{
    common::{NOW, check},
    samples::{config, new_profile, rules},
};
use domain::{CleanUp, CustomerId, TestRunState, TicketId, halo_config::HaloConfig};
use store::{Error, halo_config, test_runs, ticket_rules};

#[tokio::test]
async fn halos_configuration_is_replaced_as_a_whole_and_keeps_its_order() {
    check(|conn, id| {
        assert_eq!(halo_config::load(conn, id)?, HaloConfig::default());
        assert_eq!(halo_config::read_at(conn, id)?, None);
        halo_config::replace(conn, id, &config(), "2026-11-20T00:00:00Z")?;
        assert_eq!(halo_config::load(conn, id)?, config());
        let mut twice = config();
        twice.statuses.push(twice.statuses[0].clone());
        twice.teams.clear();
        halo_config::replace(conn, id, &twice, NOW)?;
        assert_eq!(
            halo_config::load(conn, id)?,
            HaloConfig {
                teams: vec![],
                ..config()
            }
        );
        assert_eq!(halo_config::read_at(conn, id)?.as_deref(), Some(NOW));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn ticket_rules_carry_a_version() {
    check(|conn, id| {
        assert_eq!(
            ticket_rules::load(conn, id)?,
            ticket_rules::TicketRulesRow::default()
        );
        assert_eq!(ticket_rules::save(conn, id, &rules(), 0, NOW)?, 1);
        assert_eq!(ticket_rules::load(conn, id)?.rules, rules());
        let stale = ticket_rules::save(conn, id, &rules(), 0, NOW);
        assert!(matches!(stale, Err(Error::Conflict { current_version: 1 })));
        assert_eq!(ticket_rules::save(conn, id, &rules(), 1, NOW)?, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn test_runs_are_found_again_after_an_interruption() {
    check(|conn, id| {
        let new = test_runs::NewTestRun {
            reference: "HLY-1",
            customer_id: CustomerId::new(12),
            customer_name: "Own",
            level_key: "low",
            steps_json: "[]",
            started_at: NOW,
        };
        let first = test_runs::insert(conn, id, &new)?;
        test_runs::set_ticket(conn, first, TicketId::new(48213))?;
        assert_eq!(test_runs::interrupt_running(conn, id, NOW)?, 1);
        let found = test_runs::get(conn, id, first)?;
        assert_eq!(
            (found.state, found.halo_ticket_id, found.clean_up),
            (
                TestRunState::Interrupted,
                Some(TicketId::new(48213)),
                CleanUp::Pending
            )
        );
        test_runs::set_clean_up(conn, first, CleanUp::Closed)?;
        assert_eq!(test_runs::get(conn, id, first)?.clean_up, CleanUp::Closed);
        let other = new_profile(conn, "Other");
        let foreign = test_runs::get(conn, other, first);
        assert!(matches!(foreign, Err(Error::NotFound { what: "test run" })));

        assert!(
            test_runs::insert(conn, id, &new).is_err(),
            "a mark is used once"
        );
        let second = test_runs::insert(
            conn,
            id,
            &test_runs::NewTestRun {
                reference: "HLY-2",
                ..new
            },
        )?;
        assert!(test_runs::set_steps(conn, second, "not json").is_err());
        test_runs::set_steps(conn, second, r#"[{"step":"create"}]"#)?;
        test_runs::finish(
            conn,
            second,
            TestRunState::Passed,
            r#"[{"step":"done"}]"#,
            NOW,
        )?;
        let newest = &test_runs::list(conn, id, 1)?[0];
        assert_eq!((newest.id, newest.state), (second, TestRunState::Passed));
        assert_eq!(*newest, test_runs::get(conn, id, second)?);
        assert_eq!(newest.steps_json, r#"[{"step":"done"}]"#);
        assert_eq!(test_runs::list(conn, id, 10)?.len(), 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_run_that_left_a_ticket_over_is_listed_however_old_it_is() {
    check(|conn, id| {
        let mut runs = Vec::new();
        for number in 0..6 {
            let reference = format!("HLY-{number}");
            let new = test_runs::NewTestRun {
                reference: &reference,
                customer_id: CustomerId::new(12),
                customer_name: "Own",
                level_key: "low",
                steps_json: "[]",
                started_at: NOW,
            };
            let run = test_runs::insert(conn, id, &new)?;
            test_runs::finish(conn, run, TestRunState::Failed, "[]", NOW)?;
            test_runs::set_clean_up(conn, run, CleanUp::Closed)?;
            runs.push(run);
        }
        test_runs::set_clean_up(conn, runs[0], CleanUp::Pending)?;
        test_runs::set_clean_up(conn, runs[1], CleanUp::Pending)?;
        test_runs::set_dismissed(conn, runs[1], Some(NOW))?;
        let listed = |newest| -> store::Result<Vec<_>> {
            let rows = test_runs::list(conn, id, newest)?;
            Ok(rows.into_iter().map(|row| row.id).collect())
        };
        assert_eq!(listed(2)?, [runs[5], runs[4], runs[0]]);
        assert_eq!(listed(6)?.len(), 6, "none is listed twice");
        test_runs::set_clean_up(conn, runs[0], CleanUp::Deleted)?;
        assert_eq!(listed(2)?, [runs[5], runs[4]]);
        Ok(())
    })
    .await;
}
