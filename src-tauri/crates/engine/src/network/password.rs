//! The proxy's password: in the keychain, or in memory for this session. Never
//! anywhere else.

use std::sync::Arc;

use secrecy::SecretString;
use tokio::sync::Mutex;

use super::form::password_problem;
use crate::error::Result;
use crate::ports::{PasswordPlace, VaultError};
use crate::secrets::Secrets;

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct ProxyPassword {
    secrets: Secrets,
    session: Arc<Mutex<Option<SecretString>>>,
}

impl ProxyPassword {
    pub(super) fn new(secrets: Secrets) -> Self {
        Self {
            secrets,
            session: Arc::default(),
        }
    }

    /// Keeps a password in the place asked for.
    pub(super) async fn keep(&self, password: SecretString, place: PasswordPlace) -> Result<()> {
        match place {
            PasswordPlace::None => {}
            PasswordPlace::Keychain => {
                let account = self.account().await?;
                let stored = self.secrets.vault().store(&account, password).await;
                if let Err(VaultError::TooLong { limit }) = stored {
                    return Err(password_problem(&format!(
                        "This computer's keychain takes {limit} bytes at most. It can be kept for this session only."
                    )));
                }
                stored?;
            }
            PasswordPlace::Session => *self.session.lock().await = Some(password),
        }
        Ok(())
    }

    /// The password; `None` when it is not where it was put, or no longer as it was.
    pub(super) async fn load(&self, place: PasswordPlace) -> Result<Option<SecretString>> {
        Ok(match place {
            PasswordPlace::None => None,
            PasswordPlace::Keychain => {
                let account = self.account().await?;
                match self.secrets.vault().load(&account).await {
                    Ok(kept) => kept.map(|kept| kept.secret),
                    // Something is there that no proxy would take: as good as gone.
                    Err(VaultError::EntryChanged(change)) => {
                        tracing::warn!(%change, "the proxy's password was changed by hand");
                        None
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            PasswordPlace::Session => self.session.lock().await.clone(),
        })
    }

    pub(super) async fn is_in_memory(&self) -> bool {
        self.session.lock().await.is_some()
    }

    pub(super) async fn forget_in_memory(&self) {
        *self.session.lock().await = None;
    }

    pub(super) async fn forget_in_keychain(&self) -> Result<()> {
        let account = self.account().await?;
        self.secrets.vault().remove(&account).await?;
        Ok(())
    }

    async fn account(&self) -> Result<String> {
        Ok(format!("{}/proxy", self.secrets.installation().await?))
    }
}
