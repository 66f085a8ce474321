//! Revoking removes what is here, says what came of each step, keeps the mappings, and proves it.

use std::time::Duration;

use engine::domain::{ConnectionState, ProfileId, ProofOutcome, SecretPlace};
use engine::ports::VaultError;
use engine::wizard::Credentials;
use engine::{Error, HaloPage, Revocation, RevokeStepKind, TaskState};
use halo_sim::Fault;
use secrecy::SecretString;

use crate::support::Bench;

async fn revocation(bench: &Bench, profile: ProfileId) -> Revocation {
    bench.engine.revocation(profile).await.unwrap().unwrap()
}

/// Asks Halo about the old secret and answers what is kept of it.
async fn prove(bench: &Bench, profile: ProfileId) -> (ProofOutcome, Option<String>) {
    let end = bench
        .ended(async |engine| engine.prove_revoked(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let proof = revocation(bench, profile).await.proofs.remove(0);
    (proof.outcome, proof.said)
}

#[tokio::test]
async fn secret_and_token_go_and_the_profile_stays() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let customers = bench.engine.home(profile).await.unwrap().customers;
    assert!(bench.engine.revocation(profile).await.unwrap().is_none());
    bench.engine.revoke(profile).await.unwrap();
    assert!(bench.vault.entries.lock().unwrap().is_empty());

    let done = revocation(&bench, profile).await;
    let steps: Vec<_> = done
        .steps
        .iter()
        .map(|step| (step.kind, step.result.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            (
                RevokeStepKind::Secret,
                "The client secret was removed from the keychain."
            ),
            (RevokeStepKind::RunningWork, "Nothing was running."),
            (RevokeStepKind::Token, "The access token was forgotten."),
        ]
    );
    let pages: Vec<_> = done.left_in_halo.iter().map(|left| left.page).collect();
    assert_eq!(
        pages,
        [HaloPage::Applications, HaloPage::Agents, HaloPage::Teams]
    );
    assert!(done.left_in_halo[0].act.contains(bench.halo.client_id()));

    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Revoked);
    assert!(shown.health.blocked.read.is_some() && shown.health.blocked.check.is_some());
    let wizard = bench.engine.wizard(profile).await.unwrap();
    assert_eq!((wizard.secret, wizard.step), (SecretPlace::None, 4));
    assert_eq!(wizard.client_id, bench.halo.client_id());
    assert_eq!(
        bench.engine.home(profile).await.unwrap().customers,
        customers
    );

    bench.halo.clear_requests();
    let error = bench.engine.read_halo(profile).await.unwrap_err();
    assert!(matches!(error, Error::NotConfigured { .. }), "{error:?}");
    assert!(bench.halo.requests().is_empty());
    bench.engine.revoke(profile).await.unwrap();
    assert_eq!(
        revocation(&bench, profile).await.steps,
        done.steps,
        "a second press changes nothing more"
    );
}

#[tokio::test]
async fn running_work_is_stopped_and_named() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let slow = bench
        .halo
        .fault(Fault::get("/Client").delay(Duration::from_mins(5)));
    bench.engine.read_halo(profile).await.unwrap();
    bench.engine.revoke(profile).await.unwrap();
    assert!(bench.engine.running_tasks().is_empty());
    let steps = revocation(&bench, profile).await.steps;
    assert!(
        steps
            .iter()
            .any(|step| step.result == "Stopped: reading Halo."),
        "{steps:?}"
    );
    bench.halo.remove_fault(slow);
}

#[tokio::test]
async fn a_keychain_that_keeps_the_secret_stops_the_revocation() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let error = bench.engine.revoke(profile).await.unwrap_err();
    assert!(matches!(error, Error::Vault(VaultError::Locked)));
    assert!(bench.engine.revocation(profile).await.unwrap().is_none());
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Connected);
}

#[tokio::test]
async fn halo_is_asked_until_it_refuses_the_old_secret() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.engine.revoke(profile).await.unwrap();
    assert!(revocation(&bench, profile).await.can_ask);
    assert_eq!(
        prove(&bench, profile).await,
        (ProofOutcome::StillWorks, None)
    );

    let offline = bench.halo.fault(Fault::everything().drop_request());
    let (outcome, said) = prove(&bench, profile).await;
    assert_eq!(outcome, ProofOutcome::NotAsked);
    assert!(said.unwrap().ends_with('.'));
    bench.halo.remove_fault(offline);

    // A permission less does not revoke anything.
    let id = bench.halo.client_id().to_owned();
    bench.halo.set_application_scopes(&id, &["read:kb"]);
    let (outcome, said) = prove(&bench, profile).await;
    assert_eq!(outcome, ProofOutcome::StillWorks);
    assert!(said.is_some());

    bench.halo.set_application_active(&id, false);
    assert_eq!(prove(&bench, profile).await, (ProofOutcome::Refused, None));

    let kept = revocation(&bench, profile).await;
    let outcomes: Vec<_> = kept.proofs.iter().map(|proof| proof.outcome).collect();
    assert_eq!(
        outcomes,
        [
            ProofOutcome::Refused,
            ProofOutcome::StillWorks,
            ProofOutcome::NotAsked,
            ProofOutcome::StillWorks
        ]
    );
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Revoked);
}

#[tokio::test]
async fn the_old_secret_is_in_memory_only_and_only_for_the_page() {
    let mut bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.engine.revoke(profile).await.unwrap();
    bench
        .engine
        .tick_left_in_halo(profile, "revoke.agent", true)
        .await
        .unwrap();
    bench.engine.forget_revoked_secret(profile).await;
    assert!(!revocation(&bench, profile).await.can_ask);
    let error = bench.engine.prove_revoked(profile).await.unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");

    bench.restart();
    let kept = revocation(&bench, profile).await;
    let ticked: Vec<_> = kept.left_in_halo.iter().map(|left| left.ticked).collect();
    assert_eq!(ticked, [false, true, false]);
    assert!(!kept.can_ask);
    let canary = bench.halo.client_secret();
    for entry in std::fs::read_dir(bench.engine.data_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs_err::read(&path).unwrap();
            let found = bytes
                .windows(canary.len())
                .any(|part| part == canary.as_bytes());
            assert!(!found, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn new_credentials_connect_it_again() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.engine.revoke(profile).await.unwrap();
    let credentials = Credentials {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: Some(SecretString::from(bench.halo.client_secret())),
        session_only: false,
    };
    bench
        .engine
        .save_credentials(profile, credentials)
        .await
        .unwrap();
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(
        (shown.connection, shown.wizard_finished),
        (ConnectionState::NotConnected, false),
        "there is a secret again, so it can be revoked again"
    );
    assert!(bench.engine.revocation(profile).await.unwrap().is_none());
    bench.checked(profile).await;
    let shown = bench.engine.finish_wizard(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Connected);
}

#[tokio::test]
async fn deleting_a_profile_takes_its_secret_along() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.engine.delete_profile(profile).await.unwrap();
    assert!(bench.vault.entries.lock().unwrap().is_empty());
    assert!(bench.engine.profiles().await.unwrap().is_empty());
}
