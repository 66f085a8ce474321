//! Answers about tickets and their configuration that no sound Halo gives, and changes behind our back: what was meant is
//! said, and nobody else's ticket is touched.

use engine::database::ticket_rules;
use engine::domain::halo_config::HaloConfig;
use engine::domain::ticket_rules::{Finding, RulesOverride, TicketRules};
use engine::domain::{CustomerId, ProfileId, StatusId};
use engine::organizations::Form;
use engine::test_ticket::{Choice, StepKey, StepState, WhatBecomes};
use halo_sim::Fault;
use serde_json::json;

use crate::support::Bench;
use crate::testing_tickets::{INCIDENT, choice, ready, rules, run, save, state};

async fn config(bench: &Bench, profile: ProfileId) -> HaloConfig {
    bench
        .engine
        .ticket_rules_form(profile)
        .await
        .unwrap()
        .config
}

async fn read_again(bench: &Bench, profile: ProfileId) {
    bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
}

async fn codes(bench: &Bench, profile: ProfileId, rules: TicketRules) -> Vec<&'static str> {
    let check = bench.engine.check_ticket_rules(profile, rules).await;
    check.unwrap().findings.iter().map(Finding::code).collect()
}

#[tokio::test]
async fn pre_flight_follows_what_halo_has_after_each_read() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let rules = rules(&bench, profile, INCIDENT).await;
    assert_eq!(
        codes(&bench, profile, rules.clone()).await,
        Vec::<&str>::new()
    );
    assert!(bench.halo.delete_status(9));
    assert!(bench.halo.set_type_creatable(i64::from(INCIDENT), false));
    assert_eq!(
        codes(&bench, profile, rules.clone()).await,
        Vec::<&str>::new()
    );
    read_again(&bench, profile).await;
    assert_eq!(
        codes(&bench, profile, rules).await,
        ["ticket_type_not_creatable", "status_gone", "status_gone"]
    );
}

#[tokio::test]
async fn without_any_status_nothing_is_assumed_to_close() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench
        .halo
        .fault(Fault::get("/Status").reply(200, "application/json", "[]"));
    read_again(&bench, profile).await;
    assert_eq!(config(&bench, profile).await.statuses, []);
    let mapped = rules(&bench, profile, INCIDENT).await;
    save(&bench, profile, mapped.clone()).await;
    let plan = bench
        .engine
        .test_ticket_plan(profile, choice(WhatBecomes::Close))
        .await;
    assert!(
        plan.unwrap()
            .blocked
            .iter()
            .all(|why| why.contains("no longer in Halo"))
    );
}

#[tokio::test]
async fn a_filter_that_is_ignored_teaches_nothing_about_closing() {
    let bench = Bench::new().await;
    bench
        .halo
        .fault(Fault::get("/Status").ignore_query("excludeclosed"));
    let profile = bench.connected().await;
    let statuses = config(&bench, profile).await.statuses;
    assert!(statuses.iter().all(|status| status.is_closed.is_none()));
}

#[tokio::test]
async fn of_two_statuses_that_close_the_mapped_one_is_taken() {
    // Closed is 9, Complete is 20.
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let mut mapped = rules(&bench, profile, INCIDENT).await;
    mapped
        .status_to_halo
        .insert("resolved".to_owned(), StatusId::new(20));
    save(&bench, profile, mapped).await;
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
    let ticket = bench
        .halo
        .ticket(i64::from(run.ticket_id.unwrap()))
        .unwrap();
    assert_eq!(ticket.status_id, 20);
}

#[tokio::test]
async fn an_empty_refusal_names_the_right_and_leaves_nothing_over() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .halo
        .fault(Fault::post("/Tickets").once().reply(403, "text/html", ""));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert_eq!(state(&run, StepKey::Create), StepState::Failed);
    assert!(
        run.sheet.steps[0]
            .mend
            .as_ref()
            .unwrap()
            .contains("Read and Modify")
    );
    assert!(!run.left_over, "{run:#?}");
}

#[tokio::test]
async fn a_ticket_that_cannot_be_read_back_is_a_left_over_until_it_is_seen_or_surely_deleted() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let gone = Fault::get("/Tickets/*").reply(404, "text/html", "<html>Not found</html>");
    bench.halo.fault(gone);
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert_eq!(state(&run, StepKey::Compare), StepState::Failed);
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Failed);
    assert!(!run.passed && run.left_over, "{run:#?}");
    // Halo answers the same to what is deleted and to what the agent may not see.
    let unseen = bench.engine.clean_up_test_run(profile, run.id).await;
    let unseen = unseen.unwrap_err();
    assert!(unseen.to_string().contains("may still be open"), "{unseen}");
    bench.halo.delete_ticket(i64::from(run.ticket_id.unwrap()));
    let cleaned = bench.engine.clean_up_test_run(profile, run.id).await;
    assert!(!cleaned.unwrap().left_over);
}

#[tokio::test]
async fn a_left_over_that_is_said_to_be_gone_is_none_until_that_is_taken_back() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let gone = Fault::get("/Tickets/*").reply(404, "text/html", "<html>Not found</html>");
    bench.halo.fault(gone);
    let run = run(&bench, profile, WhatBecomes::Close).await;
    // A Halo that does not know the filter for the deleted answers with none of them.
    assert!(run.left_over);
    let before = bench.halo.traffic().0;
    let say = async |is_gone| {
        let said = bench
            .engine
            .dismiss_left_over(profile, run.id, is_gone)
            .await;
        said.unwrap()
    };
    for _ in 0..2 {
        let said = say(true).await;
        assert!(!said.left_over && said.dismissed_at.is_some(), "{said:?}");
    }
    assert_eq!(bench.halo.traffic().0, before, "Halo is not asked");
    let listed = bench.engine.test_runs(profile).await.unwrap().remove(0);
    assert!(!listed.left_over);
    let taken_back = say(false).await;
    assert!(taken_back.left_over && taken_back.dismissed_at.is_none());
    let lines = bench.store().read(move |tx| {
        let all = store_lines(tx)?;
        Ok(all)
    });
    let ticket = run.ticket_id.unwrap();
    assert_eq!(
        lines.await.unwrap(),
        [
            format!("Said to be gone in Halo: test ticket {ticket}"),
            format!("Said to be in Halo after all: test ticket {ticket}"),
        ]
    );
    // One that left nothing over has nothing to say about it.
    bench.halo.clear_faults();
    let clean = crate::testing_tickets::run(&bench, profile, WhatBecomes::Close).await;
    let said = bench
        .engine
        .dismiss_left_over(profile, clean.id, true)
        .await;
    assert!(
        matches!(said, Err(engine::Error::NotFound { .. })),
        "{said:?}"
    );
}

/// What the journal tells of left-overs.
fn store_lines(tx: &engine::database::Connection) -> engine::database::Result<Vec<String>> {
    let mut statement =
        tx.prepare("SELECT what FROM journal WHERE what LIKE 'Said to be %' ORDER BY id")?;
    let lines = statement.query_map([], |row| row.get(0))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn when_halo_answers_with_another_ticket_ours_is_found_and_the_other_left_alone() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let foreign = bench.halo.create_ticket(2, 1, "Printer on fire").unwrap();
    let before = (bench.halo.ticket(foreign), bench.halo.notes(foreign).len());
    bench.halo.fault(
        Fault::post("/Tickets")
            .once()
            .edit_json(move |ticket| ticket["id"] = foreign.into()),
    );
    let run = run(&bench, profile, WhatBecomes::Delete).await;
    assert_eq!(state(&run, StepKey::Compare), StepState::Warning);
    assert_ne!(run.ticket_id.map(i64::from), Some(foreign));
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Done);
    assert!(!run.left_over, "{run:#?}");
    let after = (bench.halo.ticket(foreign), bench.halo.notes(foreign).len());
    assert_eq!(after, before);
}

#[tokio::test]
async fn an_error_inside_a_200_makes_no_second_ticket() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let before = bench.halo.tickets().len();
    bench
        .halo
        .fault(Fault::post("/Tickets").once().edit_json(|ticket| {
            *ticket = json!({ "resultCode": -1, "errorMessage": "Something went wrong" });
        }));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert_eq!(bench.halo.tickets().len(), before + 1);
    assert!(run.ticket_id.is_some() && !run.left_over, "{run:#?}");
}

#[tokio::test]
async fn numbers_with_a_point_are_the_numbers_that_were_sent() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .halo
        .fault(Fault::get("/Tickets/*").edit_json(|ticket| {
            for key in ["client_id", "tickettype_id", "priority_id", "status_id"] {
                if let Some(number) = ticket[key].as_f64() {
                    ticket[key] = number.into();
                }
            }
        }));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
    assert!(run.sheet.compared.iter().all(|field| field.same));
}

#[tokio::test]
async fn a_ticket_that_somebody_moves_is_shown_and_closed_all_the_same() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .halo
        .fault(Fault::get("/Tickets/*").edit_json(|ticket| ticket["client_id"] = 5.into()));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    let moved = run
        .sheet
        .compared
        .iter()
        .find(|field| field.label == "Customer");
    assert!(!moved.unwrap().same);
    assert!(run.passed && !run.left_over, "{run:#?}");
}

#[tokio::test]
async fn a_customer_that_is_deleted_between_plan_and_start_gets_no_ticket() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let customer = bench.halo.create_customer("Short-lived", "short.example");
    read_again(&bench, profile).await;
    let choice = Choice {
        customer: Some(CustomerId::new(i32::try_from(customer).unwrap())),
        ..choice(WhatBecomes::Close)
    };
    let plan = bench.engine.test_ticket_plan(profile, choice.clone()).await;
    assert_eq!(plan.unwrap().blocked, Vec::<String>::new());
    assert!(bench.halo.delete_customer(customer));
    let before = bench.halo.tickets().len();
    bench
        .ended(async |engine| engine.start_test_ticket(profile, choice).await.unwrap())
        .await;
    let run = bench.engine.test_runs(profile).await.unwrap().remove(0);
    assert_eq!(state(&run, StepKey::Create), StepState::Failed);
    assert!(
        run.sheet.steps[0].said.is_some() && !run.left_over,
        "{run:#?}"
    );
    assert_eq!(bench.halo.tickets().len(), before);
}

#[tokio::test]
async fn agents_sources_and_outcomes_that_may_not_be_listed_stop_nothing() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    assert!(!config(&bench, profile).await.agents.is_empty());
    for path in ["/Agent", "/Outcome", "/Lookup", "/Category"] {
        bench.halo.fault(Fault::get(path).status(403));
    }
    read_again(&bench, profile).await;
    let config = config(&bench, profile).await;
    assert!(config.agents.is_empty() && config.request_sources.is_empty());
    assert!(!config.ticket_types.is_empty() && !config.teams.is_empty());
    let chosen = TicketRules {
        agent: Some(3),
        request_source: Some(45),
        note_outcome: Some(7),
        ..rules(&bench, profile, INCIDENT).await
    };
    // What could not be read is not said to be gone.
    assert_eq!(codes(&bench, profile, chosen).await, Vec::<&str>::new());
}

#[tokio::test]
async fn own_rules_need_everybodys_and_go_with_them() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let form = Form {
        name: "Wren Dental".to_owned(),
        ..Form::default()
    };
    let added = bench.engine.add_organization(profile, form).await.unwrap();
    let wren = added.organization.unwrap();
    let own = RulesOverride {
        team: Some("No such team".to_owned()),
        ..RulesOverride::default()
    };
    let engine = &bench.engine;
    let too_early = engine
        .save_rules_override(profile, wren, own.clone(), 0, false)
        .await;
    assert!(
        matches!(too_early, Err(engine::Error::InvalidInput { .. })),
        "{too_early:?}"
    );

    let all = rules(&bench, profile, INCIDENT).await;
    save(&bench, profile, all.clone()).await;
    engine
        .save_rules_override(profile, wren, own, 0, false)
        .await
        .unwrap();
    let check = engine
        .check_ticket_rules(profile, all.clone())
        .await
        .unwrap();
    assert_eq!(check.findings, []);
    let (whose, name, found) = &check.own[0];
    assert_eq!((*whose, name.as_str()), (wren, "Wren Dental"));
    assert_eq!(found[0].code(), "team_gone");
    let effective = async || {
        let read = bench.store.read(move |tx| {
            let config = engine::database::halo_config::load(tx, profile)?;
            ticket_rules::effective(tx, profile, wren, &config)
        });
        read.await.unwrap()
    };
    assert_eq!(effective().await.team.as_deref(), Some("No such team"));

    engine.revoke_ticket_rules(profile).await.unwrap();
    assert_eq!(effective().await, TicketRules::default());
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert!(form.revoked_at.is_some() && form.overrides.is_empty());
    engine
        .bring_back_ticket_rules(profile, false)
        .await
        .unwrap();
    assert_eq!(effective().await.team.as_deref(), Some("No such team"));
    assert_eq!(engine.ticket_rules_form(profile).await.unwrap().rules, all);
}
