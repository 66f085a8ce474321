//! Step 4: client id and secret. The secret goes to the vault and is not kept
//! in any value that lives longer than this call.

use domain::{ProfileId, SecretPlace};
use secrecy::SecretString;
use store::profiles::ProfileRow;

use super::{advance, credential_form};
use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// Step 4 as filled in.
#[derive(Debug)]
pub struct Credentials {
    /// Client id.
    pub client_id: String,
    /// Client secret; `None` keeps the saved one.
    pub client_secret: Option<SecretString>,
    /// Keep the secret in memory only.
    pub session_only: bool,
}

/// What saving did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialsSaved {
    /// Where the secret is now.
    pub place: SecretPlace,
    /// What was left out of what was pasted, and what could not be done, as
    /// sentences.
    pub notes: Vec<String>,
}

impl Engine {
    /// Takes client id and secret. Where the keychain refuses, nothing is
    /// saved and the old secret stays.
    ///
    /// # Errors
    /// `InvalidInput` for a field that cannot be used as it is, `Vault` when
    /// the keychain cannot be used and `session_only` was not chosen.
    pub async fn save_credentials(
        &self,
        profile: ProfileId,
        credentials: Credentials,
    ) -> Result<CredentialsSaved> {
        let row = self.profile_row(profile).await?;
        let entered =
            credential_form::read(&credentials.client_id, credentials.client_secret.as_ref())?;
        let mut notes = entered.notes;
        // The demo's secret is made anew at each start.
        let place = if credentials.session_only || row.is_demo {
            SecretPlace::Session
        } else {
            SecretPlace::Keychain
        };
        let is_moved = match entered.secret {
            Some(secret) => {
                self.secrets.keep(profile, secret, place).await?;
                true
            }
            None => self.rehouse(&row, place).await?,
        };
        if is_moved && place == SecretPlace::Session && row.secret_place == SecretPlace::Keychain {
            notes.extend(self.empty_keychain(profile).await);
        }
        // Read only now: an entry of the keychain that is younger was not
        // written by us.
        let now = self.now();
        let saved_at = if is_moved {
            Some(now.clone())
        } else {
            row.secret_saved_at
        };
        let client_id = entered.client_id;
        self.store
            .write(move |tx| {
                crate::revoke::reconnecting(tx, &store::profiles::get(tx, profile)?, &now)?;
                let row = store::profiles::get(tx, profile)?;
                store::profiles::set_credentials(
                    tx,
                    profile,
                    Some(&client_id),
                    place,
                    saved_at.as_deref(),
                    &now,
                )?;
                store::checks::clear(tx, profile)?;
                advance(tx, &row, 5, &now)
            })
            .await?;
        self.disconnect(profile).await;
        self.retired.forget(profile).await;
        self.health.forget(profile);
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        Ok(CredentialsSaved { place, notes })
    }

    /// Brings the saved secret to another place; `false` when it is there.
    async fn rehouse(&self, row: &ProfileRow, place: SecretPlace) -> Result<bool> {
        let saved = row.secret_place;
        if saved == SecretPlace::None {
            return Err(credential_form::missing_secret());
        }
        if saved == place {
            return Ok(false);
        }
        let kept = self.secrets.load(row.id, saved).await?;
        self.secrets.keep(row.id, kept.secret, place).await?;
        Ok(true)
    }

    /// Removes the entry of a secret that is now kept in memory. A keychain
    /// that refuses does not undo the change; it is said.
    pub(crate) async fn empty_keychain(&self, profile: ProfileId) -> Option<String> {
        let error = self.secrets.forget_entry(profile).await.err()?;
        tracing::warn!(%error, "an entry of the keychain could not be removed");
        Some("The old secret is still in the keychain, which did not let it be removed.".to_owned())
    }
}
