//! The operating system's keychain.
//!
//! Every call runs on a thread of its own that is never waited for: a locked
//! keychain blocks as long as its question stands, and neither the window nor
//! the end of the program may wait for that.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use engine::ports::{Vault, VaultError};
use keyring_core::{CredentialStore, Entry};
use secrecy::{ExposeSecret, SecretString};

/// Long enough for any keychain that is not asking somebody something.
const TIME_LIMIT: Duration = Duration::from_secs(4);

/// Opens the platform's store. Done anew for every call, so that a keychain
/// that was started or unlocked meanwhile is found.
pub(crate) type OpenStore = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// Entries under one service name.
pub(crate) struct Keychain {
    service: &'static str,
    open: OpenStore,
}

impl Keychain {
    /// The keychain of this platform.
    pub(crate) fn of_this_platform(service: &'static str) -> Self {
        Self {
            service,
            open: platform_store,
        }
    }

    #[cfg(test)]
    fn with_store(service: &'static str, open: OpenStore) -> Self {
        Self { service, open }
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
            .map_err(|error| VaultError::Unavailable {
                reason: error.to_string(),
            })?;
        match tokio::time::timeout(TIME_LIMIT, answered).await {
            Ok(Ok(result)) => result.map_err(|error| explain(&error)),
            Ok(Err(_)) => Err(VaultError::Unavailable {
                reason: "it broke off".to_owned(),
            }),
            Err(_) => Err(VaultError::TimedOut),
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn platform_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
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
        E::PlatformFailure(cause) => {
            tracing::warn!(%cause, "the keychain cannot be used");
            VaultError::Unavailable {
                reason: cause.to_string(),
            }
        }
        E::TooLong(_, limit) => VaultError::Unfit {
            reason: format!("it takes {limit} characters at most"),
        },
        E::BadEncoding(_) | E::BadDataFormat(..) => VaultError::Unfit {
            reason: "the entry was changed by another program".to_owned(),
        },
        E::Ambiguous(_) => VaultError::Unfit {
            reason: "there are two entries for this profile".to_owned(),
        },
        other => VaultError::Unavailable {
            reason: other.to_string(),
        },
    }
}

#[async_trait]
impl Vault for Keychain {
    async fn probe(&self) -> Result<(), VaultError> {
        self.load("probe").await.map(|_| ())
    }

    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError> {
        self.on_own_thread(account, move |entry| {
            entry.set_password(secret.expose_secret())
        })
        .await
    }

    async fn load(&self, account: &str) -> Result<Option<SecretString>, VaultError> {
        self.on_own_thread(account, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
        .await
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

    fn broken() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(keyring_core::Error::PlatformFailure("no bus".into()))
    }

    fn locked() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(keyring_core::Error::NoStorageAccess("locked".into()))
    }

    fn stuck() -> keyring_core::Result<Arc<CredentialStore>> {
        std::thread::park();
        broken()
    }

    #[tokio::test]
    async fn each_failure_has_its_own_words() {
        let probe = |open| async move { Keychain::with_store("halyard-test", open).probe().await };
        assert_eq!(probe(locked as OpenStore).await, Err(VaultError::Locked));
        assert!(matches!(
            probe(broken).await,
            Err(VaultError::Unavailable { .. })
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_that_never_answers_is_given_up() {
        let vault = Keychain::with_store("halyard-test", stuck);
        assert_eq!(
            vault.load("profile").await.err(),
            Some(VaultError::TimedOut)
        );
    }
}
