//! Revoking a connection: here everything goes at once and each step says what came of it; in Halo only the
//! administrator can remove the application, and Halo is asked whether that was done.

mod left_in_halo;
mod proof;
mod retired;

use domain::{ConnectionState, ProfileId, SecretPlace};
use serde::{Deserialize, Serialize};
use store::profiles::ProfileRow;
use store::revocations::RevocationRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::ports::VaultError;
use crate::tags::Tag;

pub use left_in_halo::LeftInHalo;
pub use proof::Proof;
pub(crate) use retired::RetiredSecrets;

/// What was removed or stopped on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevokeStepKind {
    /// The client secret.
    Secret,
    /// The access token.
    Token,
    /// A task that was running.
    RunningWork,
}

/// One step with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeStep {
    /// Which.
    pub kind: RevokeStepKind,
    /// What came of it, one sentence.
    pub result: String,
}

/// A revocation, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// When.
    pub revoked_at: String,
    /// What was done here.
    pub steps: Vec<RevokeStep>,
    /// Pairs that were kept.
    pub pairs_kept: u32,
    /// What only the administrator can remove in Halo.
    pub left_in_halo: Vec<LeftInHalo>,
    /// Whether the old secret is still in memory, so that Halo can be asked about it.
    pub can_ask: bool,
    /// What Halo answered, newest first.
    pub proofs: Vec<Proof>,
}

impl Engine {
    /// Removes secret and token, stops what runs, keeps the mappings. A second press changes nothing more.
    ///
    /// # Errors
    /// When the keychain does not give the secret up; nothing was done then.
    pub async fn revoke(&self, profile: ProfileId) -> Result<()> {
        let row = self.profile_row(profile).await?;
        if row.connection == ConnectionState::Revoked {
            return Ok(());
        }
        let old = match self.secrets.load(profile, row.secret_place).await {
            Ok(kept) => Some(kept.secret),
            // Nothing is left that Halo could be asked about.
            Err(
                Error::SecretMissing(_)
                | Error::NotConfigured { .. }
                | Error::Vault(VaultError::EntryChanged(_)),
            ) => None,
            Err(error) => return Err(error),
        };
        let had_secret = self.secrets.forget(profile, row.secret_place).await?;
        let mut steps = vec![RevokeStep {
            kind: RevokeStepKind::Secret,
            result: secret_words(row.secret_place, had_secret).to_owned(),
        }];
        // Nothing starts again before it is stored that the connection is revoked.
        let _rest = self.gates.rest(profile, &self.wakes);
        // The work has a client of its own until it has ended, so that a test ticket can still be cleaned up.
        let stopped = self.tasks.cancel_all(profile).await;
        self.pollers.forget(profile);
        if stopped.is_empty() {
            steps.push(RevokeStep {
                kind: RevokeStepKind::RunningWork,
                result: "Nothing was running.".to_owned(),
            });
        }
        for kind in stopped {
            steps.push(RevokeStep {
                kind: RevokeStepKind::RunningWork,
                result: format!("Stopped: {}.", kind.name()),
            });
        }
        let had_token = self.disconnect(profile).await;
        steps.push(RevokeStep {
            kind: RevokeStepKind::Token,
            result: token_words(had_token).to_owned(),
        });
        let now = self.now();
        let revocation = RevocationRow {
            revoked_at: now.clone(),
            steps_json: serde_json::to_string(&steps).map_err(store::Error::from)?,
        };
        // Not a secret, and the wizard is filled in with it when the connection is made again.
        let client_id = row.client_id.clone();
        self.store
            .write(move |tx| {
                let id = client_id.as_deref();
                store::profiles::set_credentials(tx, profile, id, SecretPlace::None, None, &now)?;
                store::profiles::set_connection(tx, profile, ConnectionState::Revoked, None, &now)?;
                store::profiles::set_wizard(tx, profile, 4, true, &now)?;
                store::checks::clear(tx, profile)?;
                left_in_halo::untick_all(tx, profile)?;
                store::revocations::start(tx, profile, &revocation)
            })
            .await?;
        if let Some(secret) = old {
            self.retired.keep(row, secret).await;
        }
        self.health.forget(profile);
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        Ok(())
    }

    /// The revocation of a profile; `None` when it is not revoked.
    pub async fn revocation(&self, profile: ProfileId) -> Result<Option<Revocation>> {
        let can_ask = self.retired.has(profile).await;
        Ok(self
            .store
            .read(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let Some(kept) = store::revocations::load(tx, profile)? else {
                    return Ok(None);
                };
                let pairs = store::pairs::all(tx, profile)?.len();
                let ticks = store::recipe_ticks::list(tx, profile)?;
                Ok(Some(Revocation {
                    revoked_at: kept.revoked_at,
                    steps: serde_json::from_str(&kept.steps_json)?,
                    pairs_kept: u32::try_from(pairs).unwrap_or(u32::MAX),
                    left_in_halo: left_in_halo::of(&row, &ticks),
                    can_ask,
                    proofs: store::revocations::proofs(tx, profile)?
                        .into_iter()
                        .map(Proof::from)
                        .collect(),
                }))
            })
            .await?)
    }
}

/// What saving new credentials means for a revoked profile: it is being connected again.
pub(crate) fn reconnecting(
    tx: &store::Connection,
    row: &ProfileRow,
    now: &str,
) -> store::Result<()> {
    if row.connection != ConnectionState::Revoked {
        return Ok(());
    }
    let state = ConnectionState::NotConnected;
    store::profiles::set_connection(tx, row.id, state, None, now)?;
    store::profiles::set_wizard(tx, row.id, 4, false, now)?;
    store::revocations::clear(tx, row.id)
}

fn secret_words(place: SecretPlace, removed: bool) -> &'static str {
    match (place, removed) {
        (SecretPlace::Keychain, true) => "The client secret was removed from the keychain.",
        (SecretPlace::Session, true) => "The client secret was removed from memory.",
        (SecretPlace::Keychain, false) => "The keychain held no client secret any more.",
        (SecretPlace::Session | SecretPlace::None, _) => "There was no client secret to remove.",
    }
}

fn token_words(forgotten: bool) -> &'static str {
    if forgotten {
        "The access token was forgotten."
    } else {
        "No access token was in use."
    }
}
