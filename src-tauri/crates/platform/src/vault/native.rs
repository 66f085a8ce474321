//! The keychain of macOS and Windows, whose calls block.
//!
//! Each call runs on a thread of its own that is never joined.

use std::sync::Arc;

use async_trait::async_trait;
use engine::ports::{EntryChange, KeptSecret, Vault, VaultError};
use keyring_core::{CredentialStore, Entry};
use secrecy::{ExposeSecret, SecretString};

use super::{TIME_LIMIT, as_secret};

/// Windows refuses longer entries (`CRED_MAX_CREDENTIAL_BLOB_SIZE`), which is
/// said before anything is sent to it.
const LONGEST_ON_WINDOWS: usize = 2_560;

/// Opens the platform's store. Done anew for every call, so that a keychain
/// that was unlocked meanwhile is found.
type OpenStore = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// Entries under one service name.
#[cfg_attr(
    not(any(target_os = "macos", windows)),
    expect(unreachable_pub, reason = "on Linux it is compiled for its tests only")
)]
pub struct Keychain {
    service: &'static str,
    open: OpenStore,
    longest: Option<usize>,
}

impl Keychain {
    /// The keychain of this platform.
    #[cfg(any(target_os = "macos", windows))]
    pub fn of_this_platform(service: &'static str) -> Self {
        Self {
            service,
            open: platform_store,
            longest: cfg!(windows).then_some(LONGEST_ON_WINDOWS),
        }
    }

    async fn on_own_thread<T: Send + 'static>(
        &self,
        account: &str,
        work: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (open, service, account) = (self.open, self.service, account.to_owned());
        let (answer, answered) = tokio::sync::oneshot::channel();
        std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || {
                let result = open().and_then(|store| work(&store.build(service, &account, None)?));
                // Nobody waits any more after the time limit.
                let _ = answer.send(result);
            })
            .map_err(|error| VaultError::Failed {
                reason: error.to_string(),
            })?;
        match tokio::time::timeout(TIME_LIMIT, answered).await {
            Ok(Ok(result)) => result.map_err(|error| explain(&error)),
            // The thread ended without an answer.
            Ok(Err(_)) => Err(VaultError::Interrupted),
            Err(_) => Err(VaultError::Silent),
        }
    }
}

#[cfg(target_os = "macos")]
fn platform_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn platform_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Says what a failure means. Platform errors name services and paths, never
/// the secret; the variants that carry data of an entry are not printed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the keychain's errors may grow; an unknown one is shown in its own words"
)]
fn explain(error: &keyring_core::Error) -> VaultError {
    use keyring_core::Error as E;
    match error {
        E::NoStorageAccess(_) => VaultError::Locked,
        E::TooLong(_, limit) => VaultError::TooLong {
            limit: usize::try_from(*limit).unwrap_or(usize::MAX),
        },
        E::BadEncoding(_) | E::BadDataFormat(..) => VaultError::EntryChanged(EntryChange::NotText),
        E::Ambiguous(_) => VaultError::EntryChanged(EntryChange::Twice),
        E::PlatformFailure(cause) => VaultError::Failed {
            reason: cause.to_string(),
        },
        other => VaultError::Failed {
            reason: other.to_string(),
        },
    }
}

#[async_trait]
impl Vault for Keychain {
    async fn probe(&self) -> Result<(), VaultError> {
        // Reading what is not there asks nobody.
        self.load("probe").await.map(|_| ())
    }

    async fn unlock(&self) -> Result<(), VaultError> {
        // Both systems ask by themselves, in the call that needs it.
        self.probe().await
    }

    async fn until_settled(&self) {}

    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError> {
        if let Some(limit) = self.longest
            && secret.expose_secret().len() > limit
        {
            return Err(VaultError::TooLong { limit });
        }
        self.on_own_thread(account, move |entry| {
            entry.set_secret(secret.expose_secret().as_bytes())
        })
        .await
    }

    async fn load(&self, account: &str) -> Result<Option<KeptSecret>, VaultError> {
        let bytes = self
            .on_own_thread(account, |entry| match entry.get_secret() {
                Ok(bytes) => Ok(Some(bytes)),
                Err(keyring_core::Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            })
            .await?;
        let kept = |secret| KeptSecret {
            secret,
            changed_at: None,
        };
        bytes.map(|bytes| as_secret(bytes).map(kept)).transpose()
    }

    async fn remove(&self, account: &str) -> Result<bool, VaultError> {
        self.on_own_thread(account, |entry| match entry.delete_credential() {
            Ok(()) => Ok(true),
            Err(keyring_core::Error::NoEntry) => Ok(false),
            Err(error) => Err(error),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keychain(open: OpenStore) -> Keychain {
        Keychain {
            service: "halyard-test",
            open,
            longest: Some(LONGEST_ON_WINDOWS),
        }
    }

    fn broken() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(keyring_core::Error::PlatformFailure("no way".into()))
    }

    fn locked() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(keyring_core::Error::NoStorageAccess("locked".into()))
    }

    fn stuck() -> keyring_core::Result<Arc<CredentialStore>> {
        std::thread::park();
        broken()
    }

    fn crashing() -> keyring_core::Result<Arc<CredentialStore>> {
        panic!("the platform's library failed")
    }

    #[tokio::test]
    async fn each_failure_has_its_own_words() {
        for (open, expected) in [
            (locked as OpenStore, VaultError::Locked),
            (crashing, VaultError::Interrupted),
            (
                broken,
                VaultError::Failed {
                    reason: "no way".to_owned(),
                },
            ),
        ] {
            assert_eq!(keychain(open).probe().await, Err(expected));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_that_never_answers_is_given_up() {
        let answer = keychain(stuck).load("profile").await;
        assert_eq!(answer.err(), Some(VaultError::Silent));
    }

    #[tokio::test]
    async fn what_windows_would_refuse_is_not_sent_to_it() {
        let long = "\u{e9}".repeat(LONGEST_ON_WINDOWS / 2);
        assert_eq!(
            keychain(locked)
                .store("profile", SecretString::from(long.clone()))
                .await,
            Err(VaultError::Locked),
            "2,560 bytes fit"
        );
        let too_long = SecretString::from(format!("{long}x"));
        assert_eq!(
            keychain(crashing).store("profile", too_long).await,
            Err(VaultError::TooLong { limit: 2_560 })
        );
    }
}
