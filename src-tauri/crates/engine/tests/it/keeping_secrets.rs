//! The secret is in the keychain, or in memory, and nowhere else.

use engine::Error;
use engine::domain::SecretPlace;
use engine::ports::VaultError;
use engine::wizard::Credentials;
use secrecy::SecretString;

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
async fn an_entry_removed_by_hand_is_said() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.vault.entries.lock().unwrap().clear();
    bench.engine.go_to_step(profile, 4).await.unwrap();
    bench
        .engine
        .save_features(profile, domain::Features::default())
        .await
        .unwrap();
    let error = bench.engine.read_halo(profile).await.unwrap_err();
    assert!(matches!(error, Error::NotConfigured { .. }), "{error:?}");
    assert!(error.to_string().contains("keychain"), "{error}");
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
async fn a_client_id_in_the_place_of_the_secret_is_noticed() {
    let bench = Bench::new().await;
    let profile = bench
        .engine
        .save_vendor(None, "palisade", "", domain::SourceKind::Csv)
        .await
        .unwrap();
    let swapped = Credentials {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: Some(SecretString::from(bench.halo.client_id().to_owned())),
        session_only: true,
    };
    let error = bench
        .engine
        .save_credentials(profile, swapped)
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        Error::InvalidInput {
            field: "clientSecret",
            ..
        }
    ));
}
