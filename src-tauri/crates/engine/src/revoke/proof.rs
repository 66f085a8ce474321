//! Asking Halo whether a secret that was revoked or replaced still works. The answer is kept as evidence, the secret is not.

use domain::{ProfileId, ProofOutcome};
use secrecy::SecretString;
use store::Connection;
use store::profiles::ProfileRow;
use store::revocations::ProofRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// When Halo was asked.
    pub asked_at: String,
    /// What came of it.
    pub outcome: ProofOutcome,
    /// Why Halo could not be asked, or what else there is to know, in a sentence.
    pub said: Option<String>,
}

impl From<ProofRow> for Proof {
    fn from(row: ProofRow) -> Self {
        Self {
            asked_at: row.asked_at,
            outcome: row.outcome,
            said: row.said,
        }
    }
}

impl Engine {
    /// Asks Halo for a token with the secret that was revoked.
    ///
    /// # Errors
    /// `NotFound` when that secret is no longer in memory.
    pub async fn prove_revoked(&self, profile: ProfileId) -> Result<TaskId> {
        let gone = Error::NotFound {
            what: "The old secret is no longer in memory, so Halo cannot be asked about it.",
        };
        if !self.retired.has(profile).await {
            return Err(gone);
        }
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::ProveRevoked,
            profile,
            "Asking Halo whether the old secret still works",
            move |handle| async move { engine.ask_about_old_secret(profile, handle).await },
        ))
    }

    /// Wipes the revoked secret from memory: its page was closed.
    pub async fn forget_revoked_secret(&self, profile: ProfileId) {
        self.retired.forget(profile).await;
        self.events.invalidated(Some(profile), &[Tag::Profiles]);
    }

    async fn ask_about_old_secret(&self, profile: ProfileId, handle: TaskHandle) -> Result<Ended> {
        let Some(retired) = self.retired.get(profile).await else {
            return Err(Error::Cancelled);
        };
        let (outcome, said) = self
            .try_old_secret(&retired.row, retired.secret, &handle)
            .await?;
        let proof = ProofRow {
            asked_at: self.now(),
            outcome,
            said,
        };
        self.store
            .write(move |tx| {
                enter(tx, profile, &proof)?;
                store::revocations::add_proof(tx, profile, &proof)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Profiles]);
        let label = match outcome {
            ProofOutcome::StillWorks => "Halo still takes the old secret",
            ProofOutcome::Refused => "Halo refuses the old secret",
            ProofOutcome::NotAsked => "Halo could not be asked",
        };
        Ok(Ended {
            all_well: outcome == ProofOutcome::Refused,
            ..Ended::well(label)
        })
    }

    /// Asks Halo for a token with a secret that should no longer work.
    async fn try_old_secret(
        &self,
        row: &ProfileRow,
        secret: SecretString,
        handle: &TaskHandle,
    ) -> Result<(ProofOutcome, Option<String>)> {
        let client_id = row.client_id.clone().unwrap_or_default();
        let halo = self
            .halo_on_trial(row, client_id, secret)
            .await?
            .with_cancel(handle.cancel().clone());
        let meter = Meter::start(halo.budget());
        let label = "Asking Halo whether the old secret still works";
        handle.progress(label, 0, None, &meter);
        Ok(match halo.token().await {
            Ok(_) => (ProofOutcome::StillWorks, None),
            Err(halo_api::Error::Cancelled) => return Err(Error::Cancelled),
            Err(halo_api::Error::Unauthorized { .. }) => (ProofOutcome::Refused, None),
            // Halo looks at the permissions only of a secret that it knows.
            Err(error @ halo_api::Error::InvalidScope { .. }) => {
                (ProofOutcome::StillWorks, Some(error.to_string()))
            }
            Err(error) => (ProofOutcome::NotAsked, Some(error.to_string())),
        })
    }

    /// Asks Halo, once, whether the secret that was just replaced is dead, and keeps the answer in the journal. The new
    /// one is in use already, so nothing that goes wrong here is a failure.
    pub(crate) async fn prove_replaced(
        &self,
        row: &ProfileRow,
        old: SecretString,
        handle: &TaskHandle,
    ) -> ProofOutcome {
        let (outcome, said) = match self.try_old_secret(row, old, handle).await {
            Ok(answer) => answer,
            Err(error) => (ProofOutcome::NotAsked, Some(error.to_string())),
        };
        let (profile, proof) = (
            row.id,
            ProofRow {
                asked_at: self.now(),
                outcome,
                said,
            },
        );
        let entered = self.store.write(move |tx| enter(tx, profile, &proof)).await;
        if let Err(error) = entered {
            tracing::warn!(%error, "the answer about the old secret could not be entered");
        }
        outcome
    }
}

/// Into the journal. What Halo said is not in it: it may hold an address.
fn enter(conn: &Connection, profile: ProfileId, proof: &ProofRow) -> store::Result<()> {
    let what = match proof.outcome {
        ProofOutcome::Refused => "Old client secret refused by Halo",
        ProofOutcome::StillWorks => "Old client secret still accepted by Halo",
        ProofOutcome::NotAsked => "Old client secret not tried, Halo could not be asked",
    };
    store::journal::enter(conn, profile, what, &proof.asked_at)
}
