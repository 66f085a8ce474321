//! Where client secrets are while the program runs: in the keychain, or in
//! memory for this session. Never anywhere else.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{ProfileId, SecretPlace};
use secrecy::SecretString;
use tokio::sync::{Mutex, OnceCell};

use crate::error::{Error, Result, SecretLoss};
use crate::ports::{KeptSecret, Settings, SettingsStore, Vault};

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Secrets {
    vault: Arc<dyn Vault>,
    settings: Arc<dyn SettingsStore>,
    installation: Arc<OnceCell<String>>,
    session: Arc<Mutex<HashMap<ProfileId, SecretString>>>,
}

impl Secrets {
    pub(crate) fn new(vault: Arc<dyn Vault>, settings: Arc<dyn SettingsStore>) -> Self {
        Self {
            vault,
            settings,
            installation: Arc::default(),
            session: Arc::default(),
        }
    }

    /// The keychain itself, for what is not a profile's.
    pub(crate) fn vault(&self) -> &dyn Vault {
        &*self.vault
    }

    /// Keeps a secret in the place asked for and nowhere else. The place where
    /// it was before is emptied by the caller, who knows it.
    pub(crate) async fn keep(
        &self,
        profile: ProfileId,
        secret: SecretString,
        place: SecretPlace,
    ) -> Result<()> {
        match place {
            SecretPlace::Keychain => {
                self.vault
                    .store(&self.account(profile).await?, secret)
                    .await?;
                self.session.lock().await.remove(&profile);
            }
            SecretPlace::Session => {
                self.session.lock().await.insert(profile, secret);
            }
            SecretPlace::None => {
                self.forget(profile, SecretPlace::Keychain).await?;
            }
        }
        Ok(())
    }

    /// Takes a secret for as long as the program runs, before the one that was put anywhere. Nothing of it is kept.
    pub(crate) async fn lend(&self, profile: ProfileId, secret: SecretString) {
        self.session.lock().await.insert(profile, secret);
    }

    /// The secret: one that was lent, or from where it was put.
    ///
    /// # Errors
    /// `NotConfigured` when none was ever entered, `SecretMissing` when it is no
    /// longer there, `Vault` when the keychain cannot be asked.
    pub(crate) async fn load(&self, profile: ProfileId, place: SecretPlace) -> Result<KeptSecret> {
        let in_memory = self.session.lock().await.get(&profile).cloned();
        let in_memory = in_memory.map(|secret| KeptSecret {
            secret,
            changed_at: None,
        });
        match place {
            SecretPlace::Keychain => {
                if let Some(lent) = in_memory {
                    return Ok(lent);
                }
                let kept = self.vault.load(&self.account(profile).await?).await?;
                kept.ok_or(Error::SecretMissing(SecretLoss::RemovedFromKeychain))
            }
            SecretPlace::Session => in_memory.ok_or(Error::SecretMissing(SecretLoss::SessionEnded)),
            SecretPlace::None => Err(Error::NotConfigured {
                what: "The client secret has not been entered yet.",
            }),
        }
    }

    /// Whether the profile's secret is in memory.
    pub(crate) async fn is_in_memory(&self, profile: ProfileId) -> bool {
        self.session.lock().await.contains_key(&profile)
    }

    /// Removes the keychain's entry alone; `true` when there was one.
    pub(crate) async fn forget_entry(&self, profile: ProfileId) -> Result<bool> {
        Ok(self.vault.remove(&self.account(profile).await?).await?)
    }

    /// Removes the secret; `true` when there was one.
    pub(crate) async fn forget(&self, profile: ProfileId, place: SecretPlace) -> Result<bool> {
        let in_memory = self.session.lock().await.remove(&profile).is_some();
        if place == SecretPlace::Keychain {
            return Ok(self.forget_entry(profile).await? || in_memory);
        }
        Ok(in_memory)
    }

    /// Keeps the key of the vendor's API in the keychain.
    pub(crate) async fn keep_vendor_key(
        &self,
        profile: ProfileId,
        key: SecretString,
    ) -> Result<()> {
        let account = self.vendor_account(profile).await?;
        Ok(self.vault.store(&account, key).await?)
    }

    /// The key of the vendor's API; `None` when there is no entry.
    pub(crate) async fn load_vendor_key(&self, profile: ProfileId) -> Result<Option<SecretString>> {
        let kept = self
            .vault
            .load(&self.vendor_account(profile).await?)
            .await?;
        Ok(kept.map(|kept| kept.secret))
    }

    /// Removes the key of the vendor's API.
    pub(crate) async fn forget_vendor_key(&self, profile: ProfileId) -> Result<()> {
        self.vault
            .remove(&self.vendor_account(profile).await?)
            .await?;
        Ok(())
    }

    async fn vendor_account(&self, profile: ProfileId) -> Result<String> {
        Ok(format!("{}/vendor", self.account(profile).await?))
    }

    async fn account(&self, profile: ProfileId) -> Result<String> {
        Ok(format!("{}/profile-{profile}", self.installation().await?))
    }

    /// The random name of this data folder, with which every account begins.
    pub(crate) async fn installation(&self) -> Result<&str> {
        let installation = self
            .installation
            .get_or_try_init(|| async {
                let fresh = random_name()?;
                let name_it = move |settings: &mut Settings| {
                    if settings.installation.is_empty() {
                        settings.installation = fresh;
                    }
                };
                let settings = self.settings.update(Box::new(name_it)).await;
                let settings = settings.map_err(crate::error::settings_not_saved)?;
                Ok::<_, Error>(settings.installation)
            })
            .await?;
        Ok(installation)
    }
}

/// Twelve random characters without look-alikes; names a data folder or a test
/// run.
pub(crate) fn random_name() -> Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bytes = [0u8; 12];
    getrandom::fill(&mut bytes).map_err(|_| Error::JobFailed)?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect())
}
