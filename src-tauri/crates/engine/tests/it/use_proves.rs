//! Rights that only use shows: each is proven by the first thing that needed it, and until then by nothing.

use engine::domain::{CheckState, ProfileId, recipe};
use engine::test_ticket::WhatBecomes;
use engine::wizard::{Check, CheckKey, CheckOutcome, Credentials};
use engine::{ProofKind, ProofLine, ProofState, TaskState};
use halo_sim::{Access, AgentRights};
use jiff::SignedDuration;
use secrecy::SecretString;

use crate::status_sync::{CLOSED, Desk};
use crate::support::{ALL_FEATURES, Bench};
use crate::testing_tickets::run;
use crate::writing_seats::{apply, compare, compared, made, plan};

async fn check(bench: &Bench, profile: ProfileId, key: CheckKey) -> Check {
    let wizard = bench.engine.wizard(profile).await.unwrap();
    let mut checks = wizard.checks.into_iter();
    checks.find(|check| check.key == key).unwrap()
}

async fn state(bench: &Bench, profile: ProfileId, key: CheckKey) -> CheckOutcome {
    check(bench, profile, key).await.outcome
}

async fn rights(bench: &Bench, profile: ProfileId) -> ProofLine {
    let proofs = bench.engine.proofs(profile).await.unwrap();
    let mut proofs = proofs.into_iter();
    proofs
        .find(|proof| proof.kind == ProofKind::Rights)
        .unwrap()
}

/// What the badge says more.
async fn note(bench: &Bench, profile: ProfileId) -> Option<String> {
    let row = bench
        .store()
        .read(move |tx| engine::database::profiles::get(tx, profile));
    row.await.unwrap().connection_note
}

async fn check_again(bench: &Bench, profile: ProfileId, key: CheckKey) {
    let end = bench
        .ended(async |engine| engine.start_checks(profile, Some(key)).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

const PASSED: CheckOutcome = CheckOutcome::Ended(CheckState::Passed);
const UNKNOWN: CheckOutcome = CheckOutcome::Ended(CheckState::CannotTell);

#[tokio::test]
async fn a_count_that_was_written_proves_that_it_may_be_until_one_is_refused() {
    let key = CheckKey::WriteLicences;
    let bench = Bench::new().await;
    let (profile, _) = compared(&bench, &[|seats| seats + 1, |seats| seats + 2]).await;
    assert_eq!(state(&bench, profile, key).await, UNKNOWN);
    let said = note(&bench, profile).await.unwrap();
    assert!(said.contains("may write licence counts"), "{said}");
    bench.clock.forward(SignedDuration::from_secs(60));
    let draft = made(&bench, profile).await;
    apply(&bench, profile, &draft, "They grew").await;
    // The plan says so itself; and whoever runs the check again hears the same.
    assert_eq!(state(&bench, profile, key).await, PASSED);
    let said = note(&bench, profile).await.unwrap();
    assert!(!said.contains("may write licence counts"), "{said}");
    check_again(&bench, profile, key).await;
    let said = check(&bench, profile, key).await;
    assert_eq!(said.outcome, PASSED, "{said:?}");
    assert!(
        said.meaning.contains("written on 2026-11-21") && said.rights.is_empty(),
        "{said:?}"
    );

    // The right is taken away, and the next plan meets it.
    bench.clock.forward(SignedDuration::from_secs(60));
    let agent = bench.halo.main_agent();
    let reading = AgentRights {
        software_licensing: Access::Read,
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(agent, reading);
    bench
        .engine
        .take_seats_back(profile, draft.row.id, false)
        .await
        .unwrap();
    let back = plan(&bench.engine, profile).await;
    let end = apply(&bench, profile, &back, "It was wrong").await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    for again in [false, true] {
        if again {
            check_again(&bench, profile, key).await;
        }
        let said = check(&bench, profile, key).await;
        assert_eq!(said.outcome, UNKNOWN, "{said:?}");
        assert!(said.meaning.contains("did not let"), "{said:?}");
        assert!(!said.rights.is_empty());
    }

    // Mended, the plan goes on, and proves it.
    bench.clock.forward(SignedDuration::from_secs(60));
    bench.halo.set_agent_rights(agent, AgentRights::full());
    let end = apply(&bench, profile, &back, "It was wrong").await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(state(&bench, profile, key).await, PASSED);
}

#[tokio::test]
async fn a_new_secret_keeps_what_was_proven_and_another_application_has_proven_nothing() {
    let key = CheckKey::WriteLicences;
    let bench = Bench::new().await;
    let (profile, _) = compared(&bench, &[|seats| seats + 1]).await;
    let draft = made(&bench, profile).await;
    apply(&bench, profile, &draft, "They grew").await;
    bench.clock.forward(SignedDuration::from_secs(60));
    bench.halo.change_secret(bench.halo.client_id()).unwrap();
    bench.enter_again(profile, false).await;
    bench.checked(profile).await;
    assert_eq!(state(&bench, profile, key).await, PASSED);

    bench.clock.forward(SignedDuration::from_secs(60));
    let scopes = recipe::scopes(ALL_FEATURES);
    let agent = bench.halo.main_agent();
    let other = bench.halo.add_application("Second", &scopes, agent);
    let credentials = Credentials {
        client_id: other.client_id,
        client_secret: Some(SecretString::from(other.client_secret)),
        session_only: false,
    };
    let saved = bench.engine.save_credentials(profile, credentials).await;
    saved.unwrap();
    bench.checked(profile).await;
    assert_eq!(state(&bench, profile, key).await, UNKNOWN);
}

#[tokio::test]
async fn tickets_prove_what_was_done_with_them_and_all_rights_are_proven_in_the_end() {
    let desk = Desk::new().await;
    let (bench, profile) = (&desk.bench, desk.profile);
    // One was made, without any test ticket; then it is closed.
    assert_eq!(state(bench, profile, CheckKey::CreateTickets).await, PASSED);
    desk.edit("resolved").await;
    desk.send().await;
    desk.poll().await;
    assert_eq!(desk.there(), CLOSED);
    let edit = check(bench, profile, CheckKey::EditTickets).await;
    assert_eq!(edit.outcome, UNKNOWN);
    let open: Vec<&str> = edit.rights.iter().map(|right| right.key.as_str()).collect();
    assert_eq!(open, ["role.edit_closed"], "{edit:?}");

    desk.edit("investigating").await;
    desk.send().await;
    desk.poll().await;
    let edit = check(bench, profile, CheckKey::EditTickets).await;
    assert_eq!((edit.outcome, edit.rights.len()), (PASSED, 0), "{edit:?}");
    assert!(edit.meaning.contains("opened again on 2026-11-21"));
    assert_eq!(rights(bench, profile).await.state, ProofState::Open);

    assert!(run(bench, profile, WhatBecomes::Delete).await.passed);
    assert_eq!(state(bench, profile, CheckKey::DeleteTickets).await, PASSED);
    let so_far = rights(bench, profile).await;
    assert_eq!(so_far.state, ProofState::Open, "{so_far:?}");

    compare(bench, profile, &[|seats| seats + 1]).await;
    let draft = made(bench, profile).await;
    apply(bench, profile, &draft, "They grew").await;
    let all = rights(bench, profile).await;
    assert_eq!(all.state, ProofState::Proven, "{all:?}");
    assert_eq!(
        note(bench, profile).await,
        None,
        "nothing is left to be shown"
    );

    // And by the checks, run again from the first to the last.
    bench.checked(profile).await;
    let again = rights(bench, profile).await;
    assert_eq!(again.state, ProofState::Proven, "{again:?}");
}
