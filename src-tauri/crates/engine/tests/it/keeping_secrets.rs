//! The secret is in the keychain, or in memory, and nowhere else.

use engine::domain::SecretPlace;
use engine::ports::{EntryChange, VaultError};
use engine::wizard::Credentials;
use engine::{Error, SecretLoss, Tag, TaskState};
use secrecy::{ExposeSecret, SecretString};

use crate::support::Bench;

#[tokio::test]
async fn without_a_keychain_nothing_is_saved_until_the_session_is_chosen() {
    let bench = Bench::new().await;
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let profile = bench
        .engine
        .save_vendor(None, "dropsuite", "", domain::SourceKind::Manual)
        .await
        .unwrap();
    bench
        .engine
        .find_halo(profile, bench.halo.base_url())
        .await
        .unwrap();
    let entered = |session_only| Credentials {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: Some(SecretString::from(bench.halo.client_secret())),
        session_only,
    };
    let error = bench
        .engine
        .save_credentials(profile, entered(false))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Vault(VaultError::Locked)));
    assert_eq!(
        bench.engine.wizard(profile).await.unwrap().secret,
        SecretPlace::None
    );
    let saved = bench
        .engine
        .save_credentials(profile, entered(true))
        .await
        .unwrap();
    assert_eq!(saved.place, SecretPlace::Session);
    assert!(bench.vault.entries.lock().unwrap().is_empty());
    let wizard = bench.checked(profile).await;
    assert!(!wizard.checks.is_empty());
}

#[tokio::test]
async fn the_secret_is_in_no_file() {
    let bench = Bench::new().await;
    bench.connected().await;
    let canary = bench.halo.client_secret();
    for entry in std::fs::read_dir(bench.engine.data_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs_err::read(&path).unwrap();
            let found = bytes
                .windows(canary.len())
                .any(|window| window == canary.as_bytes());
            assert!(!found, "{}", path.display());
        }
    }
    assert_eq!(bench.vault.entries.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_entry_removed_by_hand_is_said_and_mended_by_entering_it_again() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.vault.entries.lock().unwrap().clear();
    bench.forget_client(profile).await;
    let error = bench.engine.read_halo(profile).await.unwrap_err();
    assert!(
        matches!(error, Error::SecretMissing(SecretLoss::RemovedFromKeychain)),
        "{error:?}"
    );
    bench.enter_again(profile, false).await;
    bench.engine.read_halo(profile).await.unwrap();
}

#[tokio::test]
async fn a_secret_of_the_last_session_is_missed_in_the_next() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.enter_again(profile, true).await;
    let next_session = bench.restarted();
    let error = next_session.read_halo(profile).await.unwrap_err();
    assert!(
        matches!(error, Error::SecretMissing(SecretLoss::SessionEnded)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_keychain_that_fails_keeps_what_was_read_and_says_why() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    for failure in [
        VaultError::NoSession,
        VaultError::NoService,
        VaultError::Locked,
        VaultError::Dismissed,
        VaultError::Asking,
        VaultError::Silent,
        VaultError::Interrupted,
        VaultError::EntryChanged(EntryChange::NotText),
    ] {
        bench.forget_client(profile).await;
        *bench.vault.refuses.lock().unwrap() = Some(failure.clone());
        let error = bench.engine.read_halo(profile).await.unwrap_err();
        assert!(
            matches!(&error, Error::Vault(cause) if *cause == failure),
            "{error:?}"
        );
        assert_eq!(bench.engine.probe_keychain().await, Err(failure));
        let home = bench.engine.home(profile).await.unwrap();
        assert!(home.customers > 0);
    }
    *bench.vault.refuses.lock().unwrap() = None;
    bench.engine.read_halo(profile).await.unwrap();
}

#[tokio::test]
async fn a_changed_entry_is_named_when_halo_refuses_it() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    for entry in bench.vault.entries.lock().unwrap().values_mut() {
        *entry = SecretString::from("by hand");
    }
    // The bench's clock stands still at noon.
    *bench.vault.changed_at.lock().unwrap() = Some("2026-11-21T12:01:00Z".parse().unwrap());
    bench.forget_client(profile).await;
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    let TaskState::Failed(error) = end else {
        panic!("{end:?}")
    };
    assert!(
        matches!(*error, Error::ChangedSecretRefused(_)),
        "{error:?}"
    );
    let wizard = bench.checked(profile).await;
    let meaning = &wizard.checks[0].meaning;
    assert!(
        meaning.contains("changed after Halyard had saved it"),
        "{meaning}"
    );
    assert_eq!(
        wizard.checks[0].remedy.as_deref(),
        Some("Enter the secret again.")
    );

    // The same refusal of an entry that nobody touched has no such cause.
    *bench.vault.changed_at.lock().unwrap() = Some("2026-11-21T11:59:59Z".parse().unwrap());
    let wizard = bench.checked(profile).await;
    let meaning = &wizard.checks[0].meaning;
    assert!(!meaning.contains("keychain"), "{meaning}");
}

#[tokio::test]
async fn a_secret_of_this_session_is_put_into_the_keychain_later() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.enter_again(profile, true).await;
    assert!(
        bench.vault.entries.lock().unwrap().is_empty(),
        "the entry went when the session was chosen"
    );
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let error = bench
        .engine
        .move_secret_to_keychain(profile)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Vault(VaultError::Locked)));
    let place = async || bench.engine.wizard(profile).await.unwrap().secret;
    assert_eq!(place().await, SecretPlace::Session);
    bench.engine.read_halo(profile).await.unwrap();

    *bench.vault.refuses.lock().unwrap() = None;
    bench.engine.move_secret_to_keychain(profile).await.unwrap();
    bench.engine.move_secret_to_keychain(profile).await.unwrap();
    assert_eq!(place().await, SecretPlace::Keychain);
    assert_eq!(bench.vault.entries.lock().unwrap().len(), 1);
    // It is there for the next session.
    bench.restarted().read_halo(profile).await.unwrap();
}

#[tokio::test]
async fn an_entry_that_cannot_be_removed_is_said() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let saved = bench.enter_again(profile, true).await;
    assert_eq!(saved.place, SecretPlace::Session);
    assert!(
        saved.notes[0].contains("still in the keychain"),
        "{saved:?}"
    );
}

#[tokio::test]
async fn an_empty_field_moves_the_saved_secret_to_the_chosen_place() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let entered = |session_only| Credentials {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: None,
        session_only,
    };
    for (session_only, place, entries) in [
        (true, SecretPlace::Session, 0),
        (false, SecretPlace::Keychain, 1),
        (false, SecretPlace::Keychain, 1),
    ] {
        let saved = bench
            .engine
            .save_credentials(profile, entered(session_only))
            .await
            .unwrap();
        assert_eq!(saved.place, place);
        assert_eq!(bench.vault.entries.lock().unwrap().len(), entries);
        bench.engine.read_halo(profile).await.unwrap();
    }
}

#[tokio::test]
async fn the_page_hears_of_a_late_answer_to_the_keychains_question() {
    let bench = Bench::new().await;
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Asking);
    let error = bench.engine.unlock_keychain().await.unwrap_err();
    assert!(matches!(error, Error::Vault(VaultError::Asking)));
    let before = bench.invalidations(Tag::App);
    bench.vault.settled.notify_one();
    while bench.invalidations(Tag::App) == before {
        tokio::task::yield_now().await;
    }
    *bench.vault.refuses.lock().unwrap() = None;
    bench.engine.unlock_keychain().await.unwrap();
}

#[tokio::test]
async fn awkward_secrets_reach_halo_unchanged() {
    for awkward in [
        "a b&c=d+e%20\"'\\",
        "-starts",
        "p\u{e4}ss\u{1f511}w\u{f6}rt",
        "a\0b",
    ] {
        let bench = Bench::with(halo_sim::Config {
            client_secret: Some(awkward.to_owned()),
            ..halo_sim::Config::new(halo_sim::Scenario::small())
        })
        .await;
        let profile = bench
            .entered_with(bench.halo.client_id(), SecretString::from(awkward))
            .await;
        let wizard = bench.checked(profile).await;
        let token = &wizard.checks[0];
        assert_eq!(
            token.outcome,
            engine::wizard::CheckOutcome::Ended(domain::CheckState::Passed),
            "{awkward:?}: {}",
            token.meaning
        );
    }
}

#[tokio::test]
async fn values_in_the_wrong_field_are_neither_saved_nor_sent() {
    const SECRET_FORM: &str =
        "0f8fad5b-d9cb-469f-a165-70867728950e-7c9e6679-7425-40de-944b-e07fc1f90ae7";
    let bench = Bench::new().await;
    let profile = bench.entered().await;
    let before = bench.engine.wizard(profile).await.unwrap();
    bench.halo.clear_requests();
    for (client_id, secret, wrong) in [
        (SECRET_FORM, bench.halo.client_id(), "credentials"),
        (SECRET_FORM, "x", "clientId"),
        (
            bench.halo.client_id(),
            bench.halo.client_id(),
            "clientSecret",
        ),
    ] {
        let credentials = Credentials {
            client_id: client_id.to_owned(),
            client_secret: Some(SecretString::from(secret)),
            session_only: false,
        };
        let error = bench
            .engine
            .save_credentials(profile, credentials)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::InvalidInput { field, .. } if field == wrong),
            "{error:?}"
        );
    }
    let after = bench.engine.wizard(profile).await.unwrap();
    assert_eq!(
        (after.client_id, after.secret_saved_at),
        (before.client_id, before.secret_saved_at)
    );
    assert!(bench.halo.requests().is_empty());
    let kept: Vec<String> = bench
        .vault
        .entries
        .lock()
        .unwrap()
        .values()
        .map(|secret| secret.expose_secret().to_owned())
        .collect();
    assert_eq!(kept, [bench.halo.client_secret()]);
}
