//! The keychain as the administrator deals with it: whether it can be used,
//! having it ask for its password, and bringing a secret home that was kept for
//! the session.

use domain::{ProfileId, SecretPlace};
use secrecy::SecretString;

use crate::Engine;
use crate::error::{Error, Result};
use crate::ports::VaultError;
use crate::tags::Tag;

impl Engine {
    /// Asks whether the keychain can be used. Nobody is asked for a password.
    ///
    /// # Errors
    /// Why it cannot.
    pub async fn probe_keychain(&self) -> std::result::Result<(), VaultError> {
        self.secrets.vault().probe().await
    }

    /// Has the keychain ask for its password if it is locked. The page hears of
    /// the answer, also of a late one.
    ///
    /// # Errors
    /// `Vault`; with [`VaultError::Asking`] the question still stands.
    pub async fn unlock_keychain(&self) -> Result<()> {
        let unlocked = self.secrets.vault().unlock().await;
        if unlocked == Err(VaultError::Asking) {
            let engine = self.clone();
            tokio::spawn(async move {
                engine.secrets.vault().until_settled().await;
                engine.events.invalidated(None, &[Tag::App]);
            });
        }
        self.events.invalidated(None, &[Tag::App]);
        Ok(unlocked?)
    }

    /// Uses this client secret until the program ends, whatever is in the keychain. It is written nowhere.
    pub async fn lend_secret(&self, profile: ProfileId, secret: SecretString) {
        self.secrets.lend(profile, secret).await;
        // A client that was made before has the other one.
        self.disconnect(profile).await;
    }

    /// Puts a secret that is kept for this session into the keychain. A second
    /// press changes nothing more.
    ///
    /// # Errors
    /// `Vault` when the keychain does not take it: the secret then stays in
    /// memory. `SecretMissing` when the session it was kept for has ended.
    pub async fn move_secret_to_keychain(&self, profile: ProfileId) -> Result<()> {
        let row = self.profile_row(profile).await?;
        match row.secret_place {
            SecretPlace::Keychain => return Ok(()),
            SecretPlace::Session if !row.is_demo => {}
            SecretPlace::Session | SecretPlace::None => {
                return Err(Error::NotConfigured {
                    what: "There is no secret to put into the keychain.",
                });
            }
        }
        let kept = self.secrets.load(profile, SecretPlace::Session).await?;
        self.secrets
            .keep(profile, kept.secret, SecretPlace::Keychain)
            .await?;
        let now = self.now();
        self.store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                store::profiles::set_credentials(
                    tx,
                    profile,
                    row.client_id.as_deref(),
                    SecretPlace::Keychain,
                    Some(&now),
                    &now,
                )
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        Ok(())
    }
}
