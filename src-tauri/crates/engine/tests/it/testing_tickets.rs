//! The test ticket: made once, compared, and what Halo says kept.

use engine::Error;
use engine::database::test_runs::{self, NewTestRun};
use engine::domain::ticket_rules::TicketRules;
use engine::domain::{CustomerId, ProfileId, SlaId, StatusId, TestRunState, TicketTypeId};
use engine::test_ticket::{Choice, StatusTest, StepKey, StepState, TestRun, WhatBecomes};
use halo_sim::Fault;

use crate::support::Bench;

pub(crate) const INCIDENT: i32 = 1;
const SECURITY_ALERT: i32 = 3;

pub(crate) async fn rules(bench: &Bench, profile: ProfileId, ticket_type: i32) -> TicketRules {
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

pub(crate) fn choice(becomes: WhatBecomes) -> Choice {
    Choice {
        customer: Some(CustomerId::new(2)),
        level: String::new(),
        becomes,
        statuses: StatusTest::LeftOut,
        mail: false,
        is_own: false,
    }
}

pub(crate) async fn run(bench: &Bench, profile: ProfileId, becomes: WhatBecomes) -> TestRun {
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

pub(crate) fn state(run: &TestRun, key: StepKey) -> StepState {
    run.sheet
        .steps
        .iter()
        .find(|step| step.key == key)
        .unwrap()
        .state
}

pub(crate) async fn ready(bench: &Bench) -> ProfileId {
    let profile = bench.connected().await;
    let rules = rules(bench, profile, INCIDENT).await;
    save(bench, profile, rules).await;
    profile
}

/// Saves rules for the first time.
pub(crate) async fn save(bench: &Bench, profile: ProfileId, rules: TicketRules) {
    let saved = bench
        .engine
        .save_ticket_rules(profile, rules, 0, false)
        .await;
    assert_eq!(saved.unwrap(), 1);
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
    save(&bench, profile, alert).await;
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
async fn rules_that_were_changed_meanwhile_are_not_overwritten() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let mine = rules(&bench, profile, INCIDENT).await;
    bench.engine.revoke_ticket_rules(profile).await.unwrap();
    let stale = bench
        .engine
        .save_ticket_rules(profile, mine.clone(), 1, false)
        .await;
    assert!(
        matches!(
            stale,
            Err(Error::Store(engine::database::Error::Conflict {
                current_version: 2
            }))
        ),
        "{stale:?}"
    );
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!((form.rules, form.version), (TicketRules::default(), 2));
    let saved = bench
        .engine
        .save_ticket_rules(profile, mine, 2, false)
        .await;
    assert_eq!(saved.unwrap(), 3);
}

#[tokio::test]
async fn rules_filled_in_by_name_are_taken_by_halo() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let empty = TicketRules {
        ticket_type: Some(TicketTypeId::new(INCIDENT)),
        ..TicketRules::default()
    };
    let proposal = bench.engine.propose_ticket_rules(profile, empty).await;
    let proposal = proposal.unwrap();
    // Four levels, three statuses out, those of Halo that mean one of the three, and the request source.
    assert_eq!(proposal.filled, 13, "{proposal:#?}");
    save(&bench, profile, proposal.rules).await;
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
}

#[tokio::test]
async fn a_test_of_another_program_is_not_taken_for_one_that_broke_off() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let begun = bench.store.write(move |tx| {
        let run = NewTestRun {
            reference: "HYD-ELSEWHERE",
            customer_id: CustomerId::new(2),
            customer_name: "Brightwater",
            level_key: "high",
            steps_json: "[]",
            started_at: "2026-11-21T08:00:00Z",
        };
        test_runs::insert(tx, profile, &run)
    });
    begun.await.unwrap();
    let state = async || {
        let runs = bench.store.read(move |tx| test_runs::list(tx, profile, 1));
        runs.await.unwrap().remove(0).state
    };
    let lock = bench.engine.data_dir().join("writing-to-halo.lock");
    let elsewhere = std::fs::File::create(lock).unwrap();
    elsewhere.lock().unwrap();
    bench.engine.tidy_after_start().await.unwrap();
    assert_eq!(state().await, TestRunState::Running);
    drop(elsewhere);
    bench.engine.tidy_after_start().await.unwrap();
    assert_eq!(state().await, TestRunState::Interrupted);
}
