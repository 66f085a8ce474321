//! Asking Halo whether a revoked secret still works. The answer is kept as evidence, the secret is not.

use domain::{ProfileId, ProofOutcome};
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
        let client_id = retired.row.client_id.clone().unwrap_or_default();
        let halo = self
            .halo_on_trial(&retired.row, client_id, retired.secret)
            .await?
            .with_cancel(handle.cancel().clone());
        let meter = Meter::start(halo.budget());
        let label = "Asking Halo whether the old secret still works";
        handle.progress(label, 0, None, &meter);
        let (outcome, said) = match halo.token().await {
            Ok(_) => (ProofOutcome::StillWorks, None),
            Err(halo_api::Error::Cancelled) => return Err(Error::Cancelled),
            Err(halo_api::Error::Unauthorized { .. }) => (ProofOutcome::Refused, None),
            // Halo looks at the permissions only of a secret that it knows.
            Err(error @ halo_api::Error::InvalidScope { .. }) => {
                (ProofOutcome::StillWorks, Some(error.to_string()))
            }
            Err(error) => (ProofOutcome::NotAsked, Some(error.to_string())),
        };
        let proof = ProofRow {
            asked_at: self.now(),
            outcome,
            said,
        };
        self.store
            .write(move |tx| store::revocations::add_proof(tx, profile, &proof))
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
}
