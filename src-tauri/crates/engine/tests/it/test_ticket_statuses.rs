//! The test ticket's way through the two status maps.

use engine::domain::ProfileId;
use engine::domain::{StatusId, ticket_rules::TicketRules};
use engine::test_ticket::{Choice, StatusTest, Step, StepKey, StepState, TestRun, WhatBecomes};
use engine::{Engine, ProofKind, ProofState, TaskState};
use halo_sim::{AgentRights, Fault};

use crate::support::Bench;
use crate::testing_tickets::{INCIDENT, choice, ready, rules, save, state};

const NEW: i32 = 1;
const IN_PROGRESS: i32 = 2;
const ON_HOLD: i32 = 21;

fn with_statuses(statuses: StatusTest) -> Choice {
    Choice {
        statuses,
        ..choice(WhatBecomes::Close)
    }
}

/// Open is New, Investigating is In Progress, and On Hold comes back as Investigating.
async fn mapped(bench: &Bench) -> ProfileId {
    let profile = bench.connected().await;
    let mut mapped = rules(bench, profile, INCIDENT).await;
    let to_halo = [("open", NEW), ("investigating", IN_PROGRESS)];
    for (key, id) in to_halo {
        mapped
            .status_to_halo
            .insert(key.to_owned(), StatusId::new(id));
    }
    mapped
        .status_from_halo
        .insert(StatusId::new(ON_HOLD), "investigating".to_owned());
    save(bench, profile, mapped).await;
    profile
}

async fn newest(engine: &Engine, profile: ProfileId) -> TestRun {
    engine.test_runs(profile).await.unwrap().remove(0)
}

fn meaning(run: &TestRun, key: StepKey) -> &str {
    let steps = run.sheet.steps.iter();
    steps
        .filter(|step| step.key == key)
        .map(|step| step.meaning.as_str())
        .next()
        .unwrap()
}

#[tokio::test]
async fn a_status_goes_there_and_another_comes_back() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let choice = with_statuses(StatusTest::ByHalyard);
    let plan = bench.engine.test_ticket_plan(profile, choice.clone()).await;
    let plan = plan.unwrap();
    bench.halo.clear_requests();
    bench
        .ended(async |engine| engine.start_test_ticket(profile, choice).await.unwrap())
        .await;
    let run = newest(&bench.engine, profile).await;
    assert!(run.passed, "{run:#?}");
    // Not the status that the ticket begins with: something has to be seen to move.
    assert_eq!(
        meaning(&run, StepKey::StatusThere),
        "“Investigating” here is “In Progress” in Halo, and the ticket is in it."
    );
    assert_eq!(
        meaning(&run, StepKey::StatusBack),
        "“On Hold” in Halo is “Investigating” here."
    );
    assert!(plan.later[1].contains("In Progress") && plan.later[2].contains("On Hold"));
    assert_eq!(plan.requests as usize, bench.halo.requests().len());
    let ticket = bench
        .halo
        .ticket(i64::from(run.ticket_id.unwrap()))
        .unwrap();
    assert!(ticket.closed);
    let violations = bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

async fn run(bench: &Bench, profile: ProfileId) -> TestRun {
    bench
        .ended(async |engine| {
            let choice = with_statuses(StatusTest::ByHalyard);
            engine.start_test_ticket(profile, choice).await.unwrap()
        })
        .await;
    newest(&bench.engine, profile).await
}

fn step(run: &TestRun, key: StepKey) -> &Step {
    let mut steps = run.sheet.steps.iter();
    steps.find(|step| step.key == key).unwrap()
}

#[tokio::test]
async fn a_status_that_halo_does_not_take_fails_with_its_mend_and_the_rest_goes_on() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let refusal = |fault: Fault, text: &str| {
        let said = format!("\"{text}\"");
        bench.halo.fault(fault.reply(400, "application/json", said));
    };
    // The first of each are the ticket and the note.
    refusal(Fault::post("/Tickets").nth(2), "Please select a Resolution");
    refusal(
        Fault::post("/Actions").nth(2),
        "You do not have access to this Action",
    );
    let run = run(&bench, profile).await;
    assert!(!run.passed && !run.left_over, "{run:#?}");
    let there = step(&run, StepKey::StatusThere);
    assert_eq!(there.state, StepState::Failed);
    assert!(there.mend.as_ref().unwrap().contains("outside of actions"));
    // What Halo said to the update names the cause, and is not lost behind what it said to the action.
    assert_eq!(
        there.said.as_ref().unwrap().text,
        "Please select a Resolution"
    );
    assert!(there.meaning.contains("Resolution"), "{}", there.meaning);
    assert!(there.meaning.contains("this Action"), "{}", there.meaning);
    assert_eq!(state(&run, StepKey::StatusBack), StepState::Done);
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Done);
}

#[tokio::test]
async fn an_agent_who_may_change_statuses_by_actions_only_passes_and_cleans_up() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let rights = AgentRights {
        status_outside_actions: false,
        ..AgentRights::full()
    };
    let agent = bench.halo.main_agent();
    bench.halo.set_agent_rights(agent, rights);
    let run = run(&bench, profile).await;
    assert!(run.passed && !run.left_over, "{run:#?}");
    for key in [StepKey::StatusThere, StepKey::StatusBack, StepKey::CleanUp] {
        assert_eq!(state(&run, key), StepState::Done);
        assert!(meaning(&run, key).contains("an action"), "{run:#?}");
    }
    let id = i64::from(run.ticket_id.unwrap());
    assert!(bench.halo.ticket(id).unwrap().closed);
    // What was refused once is not asked for with every status.
    let updates = bench.halo.requests_to("POST", "/api/Tickets");
    assert_eq!(updates.len(), 2, "the ticket, and one update");
    let violations = bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn a_left_over_is_closed_by_an_action_where_updates_are_refused() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    // Nothing closes it in the run itself: the update is refused, and so is the action.
    let refused = "\"Not now\"";
    let no = |fault: Fault| fault.reply(400, "application/json", refused);
    bench.halo.fault(no(Fault::post("/Tickets").nth(2)));
    bench.halo.fault(no(Fault::post("/Actions").nth(2)));
    bench
        .ended(async |engine| {
            let choice = choice(WhatBecomes::Close);
            engine.start_test_ticket(profile, choice).await.unwrap()
        })
        .await;
    let left = newest(&bench.engine, profile).await;
    assert!(left.left_over, "{left:#?}");
    let rights = AgentRights {
        status_outside_actions: false,
        ..AgentRights::full()
    };
    let agent = bench.halo.main_agent();
    bench.halo.set_agent_rights(agent, rights);
    let cleaned = bench.engine.clean_up_test_run(profile, left.id).await;
    assert!(!cleaned.unwrap().left_over);
    let id = i64::from(left.ticket_id.unwrap());
    assert!(bench.halo.ticket(id).unwrap().closed);
}

#[tokio::test]
async fn a_status_that_halo_takes_and_does_not_keep_proves_nothing() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    // Read back, the status there, the status back: a rule of Halo's has undone the last.
    let undone = Fault::get("/Tickets/*")
        .nth(3)
        .edit_json(|ticket| ticket["status_id"] = IN_PROGRESS.into());
    bench.halo.fault(undone);
    let run = run(&bench, profile).await;
    assert!(!run.passed, "{run:#?}");
    let back = step(&run, StepKey::StatusBack);
    assert_eq!(back.state, StepState::Failed);
    assert_eq!(
        back.meaning,
        "Halo did not give it “On Hold”: it is in “In Progress”."
    );
    let lines = bench.engine.proofs(profile).await.unwrap();
    let both = lines
        .iter()
        .find(|line| line.kind == ProofKind::StatusBothWays);
    assert_eq!(both.unwrap().state, ProofState::Refuted);
}

/// Starts a watched test, waits until it watches, and does something then.
async fn watched(
    bench: &Bench,
    profile: ProfileId,
    then: impl AsyncFnOnce(&Engine, i64, engine::TaskId),
) -> (TaskState, TestRun) {
    let end = bench
        .ended(async |engine| {
            let choice = with_statuses(StatusTest::Watched);
            let id = engine.start_test_ticket(profile, choice).await.unwrap();
            let ticket = loop {
                tokio::task::yield_now().await;
                let Some(run) = engine.test_runs(profile).await.unwrap().into_iter().next() else {
                    continue;
                };
                let asks = run.sheet.steps.iter().any(|step| {
                    step.key == StepKey::StatusBack && step.meaning.starts_with("Change the status")
                });
                if asks {
                    break run.ticket_id.unwrap();
                }
            };
            then(engine, i64::from(ticket), id).await;
            id
        })
        .await;
    (end, newest(&bench.engine, profile).await)
}

#[tokio::test]
async fn a_change_that_somebody_makes_in_halo_is_seen() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let (_, run) = watched(&bench, profile, async |_, ticket, _| {
        assert!(bench.halo.set_ticket_status(ticket, i64::from(ON_HOLD)));
    })
    .await;
    assert!(run.passed, "{run:#?}");
    assert_eq!(
        meaning(&run, StepKey::StatusBack),
        "“On Hold” in Halo is “Investigating” here."
    );
}

#[tokio::test]
async fn watching_can_be_given_up_and_the_run_goes_on() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let (_, run) = watched(&bench, profile, async |engine, _, _| {
        // It begins to listen right after it has said so.
        loop {
            engine.stop_watching(profile);
            tokio::task::yield_now().await;
            if state(&newest(engine, profile).await, StepKey::StatusBack) != StepState::Running {
                break;
            }
        }
    })
    .await;
    assert!(run.passed && !run.left_over, "{run:#?}");
    assert_eq!(state(&run, StepKey::StatusBack), StepState::Skipped);
    assert_eq!(state(&run, StepKey::CleanUp), StepState::Done);
}

#[tokio::test]
async fn stopping_while_it_watches_cleans_up() {
    let bench = Bench::new().await;
    let profile = mapped(&bench).await;
    let (end, run) = watched(&bench, profile, async |engine, _, task| {
        engine.cancel_task(task);
    })
    .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
    assert!(!run.passed && !run.left_over, "{run:#?}");
    let ticket = bench
        .halo
        .ticket(i64::from(run.ticket_id.unwrap()))
        .unwrap();
    assert!(ticket.closed);
}

#[tokio::test]
async fn without_maps_there_is_nothing_to_move() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let unmapped = TicketRules {
        status_from_halo: std::collections::BTreeMap::new(),
        status_to_halo: [("resolved".to_owned(), StatusId::new(9))].into(),
        ..rules(&bench, profile, INCIDENT).await
    };
    save(&bench, profile, unmapped).await;
    bench
        .ended(async |engine| {
            let choice = with_statuses(StatusTest::ByHalyard);
            engine.start_test_ticket(profile, choice).await.unwrap()
        })
        .await;
    let run = newest(&bench.engine, profile).await;
    assert!(run.passed, "{run:#?}");
    for key in [StepKey::StatusThere, StepKey::StatusBack] {
        assert_eq!(state(&run, key), StepState::Skipped);
        assert!(meaning(&run, key).contains("nothing to"));
    }
}

fn text(request: &halo_sim::RecordedRequest) -> String {
    String::from_utf8_lossy(&request.body).into_owned()
}

#[tokio::test]
async fn no_mail_is_asked_for_unless_it_was_allowed() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    for mail in [false, true] {
        bench.halo.clear_requests();
        let choice = Choice {
            mail,
            ..choice(WhatBecomes::Close)
        };
        bench
            .ended(async |engine| engine.start_test_ticket(profile, choice).await.unwrap())
            .await;
        let sent = bench.halo.requests_to("POST", "/api/Tickets");
        let body = text(&sent[0]);
        assert!(body.contains(&format!("\"sendack\":{mail}")), "{body}");
        let note = bench.halo.requests_to("POST", "/api/Actions");
        assert!(text(&note[0]).contains("\"sendemail\":false"));
    }
}

#[tokio::test]
async fn only_what_was_said_to_be_ones_own_company_is_taken_for_it() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    for is_own in [false, true] {
        let choice = Choice {
            is_own,
            ..choice(WhatBecomes::Close)
        };
        bench
            .ended(async |engine| engine.start_test_ticket(profile, choice).await.unwrap())
            .await;
        let nobody = Choice {
            customer: None,
            ..self::choice(WhatBecomes::Close)
        };
        let plan = bench
            .engine
            .test_ticket_plan(profile, nobody)
            .await
            .unwrap();
        assert_eq!(plan.own.is_some(), is_own);
        assert_eq!(plan.customer.is_some(), is_own);
    }
}
