//! What becomes of the test ticket: it is cleaned up whatever goes wrong, and nobody else's ticket is touched.

use std::time::Duration;

use engine::domain::ticket_rules::TicketRules;
use engine::domain::{CustomerId, ProfileId, StatusId};
use engine::test_ticket::{Choice, StepKey, StepState, TestRun, WhatBecomes};
use engine::{Error, TaskState};
use halo_sim::{AgentRights, Fault};

use crate::support::Bench;
use crate::testing_tickets::{INCIDENT, choice, ready, rules, run, save, state};

fn posted(bench: &Bench) -> usize {
    bench.halo.requests_to("POST", "/api/Tickets").len()
}

fn is_closed(bench: &Bench, ticket: Option<i32>) -> bool {
    let ticket = bench.halo.ticket(i64::from(ticket.unwrap()));
    ticket.unwrap().closed
}

/// A run whose ticket Halo let be closed by nothing: neither by an update nor by an action.
async fn left_over(bench: &Bench, profile: ProfileId) -> TestRun {
    let blocked = [
        Fault::post("/Tickets").nth(2).status(403),
        Fault::post("/Actions").nth(2).status(403),
    ]
    .map(|fault| bench.halo.fault(fault));
    let run = run(bench, profile, WhatBecomes::Close).await;
    assert!(run.left_over, "{run:#?}");
    for fault in blocked {
        bench.halo.remove_fault(fault);
    }
    run
}

#[tokio::test]
async fn a_left_over_is_cleaned_up_once() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let run = left_over(&bench, profile).await;
    let cleaned = bench.engine.clean_up_test_run(profile, run.id).await;
    assert!(!cleaned.unwrap().left_over);
    assert!(is_closed(&bench, run.ticket_id));
    bench.halo.clear_requests();
    let again = bench.engine.clean_up_test_run(profile, run.id).await;
    assert!(!again.unwrap().left_over);
    assert_eq!(bench.halo.requests(), [], "a second press asks nothing");
}

#[tokio::test]
async fn a_ticket_that_lands_late_is_not_forgotten() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    // Halo has it, and nobody sees it yet.
    bench
        .halo
        .fault(Fault::post("/Tickets").once().drop_reply());
    let not_yet = Fault::get("/Tickets").edit_json(|list| {
        list["tickets"] = serde_json::json!([]);
        list["record_count"] = 0.into();
    });
    let not_yet = bench.halo.fault(not_yet);
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.left_over && run.ticket_id.is_none(), "{run:#?}");
    let early = bench.engine.clean_up_test_run(profile, run.id).await;
    let early = early.unwrap_err();
    assert!(matches!(early, Error::TicketLeftOpen { .. }), "{early:?}");
    assert!(early.to_string().contains("may still arrive"), "{early}");
    bench.halo.remove_fault(not_yet);
    bench.clock.forward(jiff::SignedDuration::from_mins(3));
    let cleaned = bench.engine.clean_up_test_run(profile, run.id).await;
    assert!(!cleaned.unwrap().left_over);
    let tickets = bench.halo.tickets();
    let ours = tickets
        .iter()
        .find(|one| one.summary.contains(&run.reference));
    assert!(ours.unwrap().closed);
}

#[tokio::test]
async fn a_run_of_another_profile_is_not_there() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let run = left_over(&bench, profile).await;
    let other = ready(&bench).await;
    let error = bench.engine.clean_up_test_run(other, run.id).await;
    let error = error.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Store(engine::database::Error::NotFound { .. })
        ),
        "{error:?}"
    );
    assert!(!is_closed(&bench, run.ticket_id));
}

#[tokio::test]
async fn a_left_over_without_our_mark_is_not_touched() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let run = left_over(&bench, profile).await;
    let before = posted(&bench);
    bench.halo.fault(somebody_elses());
    let error = bench.engine.clean_up_test_run(profile, run.id).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::NotOurTicket { .. }), "{error:?}");
    assert_eq!(posted(&bench), before);
}

/// Every ticket that is read is one that we did not make.
fn somebody_elses() -> Fault {
    Fault::get("/Tickets/*").edit_json(|ticket| {
        ticket["summary"] = "Somebody else's ticket".into();
        ticket["third_party_id_string"] = "".into();
    })
}

#[tokio::test]
async fn a_number_that_is_anothers_ticket_is_left_alone() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench.halo.fault(somebody_elses());
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(!run.passed, "{run:#?}");
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Failed);
    assert_eq!(posted(&bench), 1, "only the creation");
    assert_eq!(bench.halo.requests_to("POST", "/api/Actions").len(), 0);
}

#[tokio::test]
async fn a_status_that_does_not_close_is_not_called_closed() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let mut open = rules(&bench, profile, INCIDENT).await;
    for halo in open.status_to_halo.values_mut() {
        *halo = StatusId::new(2);
    }
    save(&bench, profile, open).await;
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Failed);
    assert!(!run.passed && run.left_over, "{run:#?}");
    let step = run.sheet.steps.last().unwrap();
    assert!(step.meaning.contains("still open"), "{}", step.meaning);
    let error = bench.engine.clean_up_test_run(profile, run.id).await;
    let error = error.unwrap_err();
    assert!(error.to_string().contains("still open"), "{error}");
}

#[tokio::test]
async fn progress_that_cannot_be_saved_leaves_no_ticket() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    bench
        .second_handle()
        .write(|tx| {
            Ok(tx.execute_batch(
                "CREATE TRIGGER no_room BEFORE UPDATE OF steps ON test_run WHEN NEW.state = 'running'
                 BEGIN SELECT RAISE(ABORT, 'no room'); END",
            )?)
        })
        .await
        .unwrap();
    let run = run(&bench, profile, WhatBecomes::Close).await;
    assert!(run.passed, "{run:#?}");
    assert!(is_closed(&bench, run.ticket_id));
}

#[tokio::test]
async fn stop_means_stop_and_clean_up() {
    for becomes in [WhatBecomes::Close, WhatBecomes::Leave] {
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        let slow = Fault::post("/Actions").delay(Duration::from_secs(20));
        bench.halo.fault(slow);
        let end = bench
            .ended(async |engine| {
                let id = engine.start_test_ticket(profile, choice(becomes)).await;
                let id = id.unwrap();
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
        assert!(is_closed(&bench, run.ticket_id), "{becomes:?}");
    }
}

#[tokio::test]
async fn a_stop_that_comes_when_all_is_done_stops_nothing() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let slow = Fault::post("/Tickets")
        .nth(2)
        .delay(Duration::from_millis(300));
    bench.halo.fault(slow);
    let end = bench
        .ended(async |engine| {
            let choice = choice(WhatBecomes::Close);
            let id = engine.start_test_ticket(profile, choice).await.unwrap();
            while posted(&bench) < 2 {
                tokio::task::yield_now().await;
            }
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(
        matches!(&end, TaskState::Done(end) if end.all_well),
        "{end:?}"
    );
    let run = bench.engine.test_runs(profile).await.unwrap().remove(0);
    assert!(run.passed, "{run:#?}");
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
    assert!(is_closed(&bench, run.ticket_id));
}

#[tokio::test]
async fn the_plan_counts_the_requests_that_are_sent() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    for becomes in [WhatBecomes::Close, WhatBecomes::Delete, WhatBecomes::Leave] {
        let plan = bench
            .engine
            .test_ticket_plan(profile, choice(becomes))
            .await;
        bench.halo.clear_requests();
        let run = run(&bench, profile, becomes).await;
        assert!(run.passed, "{run:#?}");
        let sent = bench.halo.requests().len();
        assert_eq!(plan.unwrap().requests as usize, sent, "{becomes:?}");
    }
}

#[tokio::test]
async fn nothing_is_sent_to_nobody_or_at_a_level_that_is_gone() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let unknown = Choice {
        customer: Some(CustomerId::new(1)),
        ..choice(WhatBecomes::Close)
    };
    let gone = Choice {
        level: "calamity".to_owned(),
        ..choice(WhatBecomes::Close)
    };
    for choice in [unknown, gone] {
        let plan = bench.engine.test_ticket_plan(profile, choice.clone()).await;
        assert_eq!(plan.unwrap().blocked.len(), 1, "{choice:?}");
        let error = bench.engine.start_test_ticket(profile, choice).await;
        assert!(matches!(error, Err(Error::TicketBlocked { .. })));
    }
    assert_eq!(posted(&bench), 0);
}

#[tokio::test]
async fn the_plan_shows_every_field_that_is_sent() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let full = TicketRules {
        agent: Some(3),
        request_source: Some(15),
        ..rules(&bench, profile, INCIDENT).await
    };
    save(&bench, profile, full).await;
    let plan = bench
        .engine
        .test_ticket_plan(profile, choice(WhatBecomes::Close))
        .await
        .unwrap();
    let shown = |field| plan.fields.iter().any(|planned| planned.field == field);
    assert!(shown("agent_id") && shown("source"), "{:#?}", plan.fields);
}
