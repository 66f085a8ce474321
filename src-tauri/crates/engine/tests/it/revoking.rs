//! Revoking removes what is here and keeps the mappings.

use engine::Error;
use engine::domain::{ConnectionState, SecretPlace};

use crate::support::Bench;

#[tokio::test]
async fn secret_and_token_go_and_the_profile_stays() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let revoked = bench.engine.revoke(profile).await.unwrap();
    assert!(revoked.secret_removed);
    assert_eq!(revoked.left_in_halo.len(), 3);
    assert!(bench.vault.entries.lock().unwrap().is_empty());
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(shown.connection, ConnectionState::Revoked);
    assert_eq!(
        bench.engine.wizard(profile).await.unwrap().secret,
        SecretPlace::None
    );
    bench.halo.clear_requests();
    let error = bench.engine.read_halo(profile).await.unwrap_err();
    assert!(matches!(error, Error::NotConfigured { .. }), "{error:?}");
    assert!(bench.halo.requests().is_empty());
    let again = bench.engine.revoke(profile).await.unwrap();
    assert!(!again.secret_removed);
}

#[tokio::test]
async fn deleting_a_profile_takes_its_secret_along() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    bench.engine.delete_profile(profile).await.unwrap();
    assert!(bench.vault.entries.lock().unwrap().is_empty());
    assert!(bench.engine.profiles().await.unwrap().is_empty());
}
