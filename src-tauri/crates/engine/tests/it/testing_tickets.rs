//! The test ticket: made once, compared, cleaned up, and never another's.

use engine::domain::ticket_rules::TicketRules;
use engine::domain::{CustomerId, ProfileId, SlaId, StatusId, TicketTypeId};
use engine::test_ticket::{Choice, StepKey, StepState, TestRun, WhatBecomes};
use engine::{Error, TaskState};
use halo_sim::{AgentRights, Fault};

use crate::support::Bench;

const INCIDENT: i32 = 1;
const SECURITY_ALERT: i32 = 3;

async fn rules(bench: &Bench, profile: ProfileId, ticket_type: i32) -> TicketRules {
    let vendor = bench
        .engine
        .ticket_rules_form(profile)
        .await
        .unwrap()
        .vendor;
    let mut rules = TicketRules {
        ticket_type: Some(TicketTypeId::new(ticket_type)),
        ..TicketRules::default()
    };
    for (level, priority) in vendor.levels.iter().zip([1, 2, 3, 4, 4, 4]) {
        rules.priorities.insert(level.key.clone(), priority);
    }
    for status in &vendor.statuses {
        let halo = StatusId::new(if status.is_closed { 9 } else { 2 });
        rules.status_to_halo.insert(status.key.clone(), halo);
        rules.status_from_halo.insert(halo, status.key.clone());
    }
    rules
}

fn choice(becomes: WhatBecomes) -> Choice {
    Choice {
        customer: Some(CustomerId::new(2)),
        level: String::new(),
        becomes,
    }
}

async fn run(bench: &Bench, profile: ProfileId, becomes: WhatBecomes) -> TestRun {
    bench
        .ended(async |engine| {
            engine
                .start_test_ticket(profile, choice(becomes))
                .await
                .unwrap()
        })
        .await;
    bench.engine.test_runs(profile).await.unwrap().remove(0)
}

fn state(run: &TestRun, key: StepKey) -> StepState {
    run.sheet
        .steps
        .iter()
        .find(|step| step.key == key)
        .unwrap()
        .state
}

async fn ready(bench: &Bench) -> ProfileId {
    let profile = bench.connected().await;
    let rules = rules(bench, profile, INCIDENT).await;
    bench
        .engine
        .save_ticket_rules(profile, rules)
        .await
        .unwrap();
    profile
}

#[tokio::test]
async fn it_is_made_compared_noted_and_closed() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
    assert!(!run.left_over);
    assert!(
        run.sheet.compared.iter().all(|field| field.same),
        "{:#?}",
        run.sheet.compared
    );
    let ticket = bench
        .halo
        .ticket(i64::from(run.ticket_id.unwrap()))
        .unwrap();
    assert!(ticket.closed);
    assert_eq!(ticket.client_id, 2);
    assert!(ticket.summary.contains(&run.reference));
    assert!(
        bench
            .halo
            .notes(ticket.id)
            .iter()
            .any(|note| note.hidden_from_user && !note.system)
    );
    let violations = bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn a_lost_reply_makes_no_second_ticket() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let before = bench.halo.tickets().len();
    bench
        .halo
        .fault(Fault::post("/Tickets").once().drop_reply());
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
    assert_eq!(bench.halo.tickets().len(), before + 1);
}

#[tokio::test]
async fn without_the_right_to_delete_it_is_closed() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let rights = AgentRights {
        delete_tickets: false,
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(bench.halo.main_agent(), rights);
    let run = run(&bench, profile, WhatBecomes::Delete).await;
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Warning);
    assert!(run.passed);
    assert!(
        bench
            .halo
            .ticket(i64::from(run.ticket_id.unwrap()))
            .unwrap()
            .closed
    );
}

#[tokio::test]
async fn a_priority_that_halo_replaces_is_shown() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .halo
        .fault(Fault::get("/Tickets/*").edit_json(|ticket| ticket["priority_id"] = 1.into()));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert_eq!(state(&run, StepKey::Compare), StepState::Warning);
    let priority = run
        .sheet
        .compared
        .iter()
        .find(|field| field.label == "Priority")
        .unwrap();
    assert_eq!((priority.same, priority.held.as_str()), (false, "Critical"));
}

#[tokio::test]
async fn what_halo_would_refuse_is_said_before_anything_is_sent() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let alert = TicketRules {
        sla: Some(SlaId::new(3)),
        ..rules(&bench, profile, SECURITY_ALERT).await
    };
    bench
        .engine
        .save_ticket_rules(profile, alert)
        .await
        .unwrap();
    let plan = bench
        .engine
        .test_ticket_plan(profile, choice(WhatBecomes::Close))
        .await
        .unwrap();
    assert!(
        plan.blocked
            .iter()
            .any(|reason| reason.contains("Category")),
        "{:?}",
        plan.blocked
    );
    let error = bench
        .engine
        .start_test_ticket(profile, choice(WhatBecomes::Close))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::TicketBlocked { .. }));
    assert!(bench.halo.requests_to("POST", "/api/Tickets").is_empty());
}

#[tokio::test]
async fn a_refusal_keeps_halos_own_words_and_leaves_nothing_over() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench.halo.fault(Fault::post("/Tickets").once().reply(
        400,
        "application/json",
        "\"Please select a Site\"",
    ));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(!run.passed && !run.left_over, "{run:#?}");
    let create = &run.sheet.steps[0];
    assert_eq!(create.state, StepState::Failed);
    assert_eq!(create.said.as_ref().unwrap().text, "Please select a Site");
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Skipped);
}

#[tokio::test]
async fn a_left_over_is_cleaned_up_later() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let blocked = bench.halo.fault(Fault::post("/Tickets").nth(2).status(403));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.left_over, "{run:#?}");
    bench.halo.remove_fault(blocked);
    let cleaned = bench
        .engine
        .clean_up_test_run(profile, run.id)
        .await
        .unwrap();
    assert!(!cleaned.left_over);
    assert!(
        bench
            .halo
            .ticket(i64::from(run.ticket_id.unwrap()))
            .unwrap()
            .closed
    );
}

#[tokio::test]
async fn a_ticket_without_our_mark_is_not_touched() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let blocked = bench.halo.fault(Fault::post("/Tickets").nth(2).status(403));
    let run = run(&bench, profile, WhatBecomes::Close).await;
    bench.halo.remove_fault(blocked);
    bench
        .halo
        .fault(Fault::get("/Tickets/*").edit_json(|ticket| {
            ticket["summary"] = "Somebody else's ticket".into();
            ticket["third_party_id_string"] = "".into();
        }));
    let error = bench
        .engine
        .clean_up_test_run(profile, run.id)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NotOurTicket { .. }), "{error:?}");
}

#[tokio::test]
async fn stop_means_stop_and_clean_up() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .halo
        .fault(Fault::post("/Actions").delay(std::time::Duration::from_secs(20)));
    let end = bench
        .ended(async |engine| {
            let id = engine
                .start_test_ticket(profile, choice(WhatBecomes::Close))
                .await
                .unwrap();
            while bench.halo.requests_to("POST", "/api/Actions").is_empty() {
                tokio::task::yield_now().await;
            }
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
    let run = bench.engine.test_runs(profile).await.unwrap().remove(0);
    assert!(!run.passed && !run.left_over, "{run:#?}");
    assert!(
        bench
            .halo
            .ticket(i64::from(run.ticket_id.unwrap()))
            .unwrap()
            .closed
    );
}
