//! Revoking: what was done here, what is left in Halo, what Halo says about the old secret.

use engine::domain::ProofOutcome;
use engine::{HaloPage, LeftInHalo, Proof, Revocation, RevokeStep, RevokeStepKind};
use serde::Serialize;
use specta::Type;

use super::app::BrowserPageDto;

/// What was removed or stopped on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RevokeStepKindDto {
    /// The client secret.
    Secret,
    /// The access token.
    Token,
    /// A task that was running.
    RunningWork,
}

/// One step with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RevokeStepDto {
    /// Which.
    pub kind: RevokeStepKindDto,
    /// What came of it.
    pub result: String,
}

/// One thing that only the administrator can do in Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftInHaloDto {
    /// Stable key.
    pub key: String,
    /// What to do.
    pub act: String,
    /// Why it matters.
    pub why: String,
    /// Click path.
    pub path: Vec<String>,
    /// The page to open.
    pub page: BrowserPageDto,
    /// Whether it was ticked off.
    pub ticked: bool,
}

/// What came of asking Halo about the old secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProofOutcomeDto {
    /// Halo gave a token.
    StillWorks,
    /// Halo refused it.
    Refused,
    /// Halo could not be asked.
    NotAsked,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofDto {
    /// When Halo was asked.
    pub asked_at: String,
    /// What came of it.
    pub outcome: ProofOutcomeDto,
    /// Why, in a sentence, when it is not plain.
    pub said: Option<String>,
}

/// A revocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RevocationDto {
    /// When.
    pub revoked_at: String,
    /// What was done here.
    pub steps: Vec<RevokeStepDto>,
    /// Pairs that were kept.
    pub pairs_kept: u32,
    /// What is left to do in Halo.
    pub left_in_halo: Vec<LeftInHaloDto>,
    /// Whether the old secret is still in memory, so that Halo can be asked about it.
    pub can_ask: bool,
    /// What Halo answered, newest first.
    pub proofs: Vec<ProofDto>,
}

impl From<RevokeStep> for RevokeStepDto {
    fn from(step: RevokeStep) -> Self {
        Self {
            kind: match step.kind {
                RevokeStepKind::Secret => RevokeStepKindDto::Secret,
                RevokeStepKind::Token => RevokeStepKindDto::Token,
                RevokeStepKind::RunningWork => RevokeStepKindDto::RunningWork,
            },
            result: step.result,
        }
    }
}

impl From<LeftInHalo> for LeftInHaloDto {
    fn from(left: LeftInHalo) -> Self {
        Self {
            key: left.key.to_owned(),
            act: left.act,
            why: left.why.to_owned(),
            path: left.path.iter().map(|&part| part.to_owned()).collect(),
            page: match left.page {
                HaloPage::Api => BrowserPageDto::HaloApi,
                HaloPage::Applications => BrowserPageDto::HaloApplications,
                HaloPage::Agents => BrowserPageDto::HaloAgents,
                HaloPage::Teams => BrowserPageDto::HaloTeams,
                HaloPage::Home | HaloPage::Ticket(_) | HaloPage::Customer(_) => {
                    BrowserPageDto::HaloHome
                }
            },
            ticked: left.ticked,
        }
    }
}

impl From<Proof> for ProofDto {
    fn from(proof: Proof) -> Self {
        Self {
            asked_at: proof.asked_at,
            outcome: match proof.outcome {
                ProofOutcome::StillWorks => ProofOutcomeDto::StillWorks,
                ProofOutcome::Refused => ProofOutcomeDto::Refused,
                ProofOutcome::NotAsked => ProofOutcomeDto::NotAsked,
            },
            said: proof.said,
        }
    }
}

impl From<Revocation> for RevocationDto {
    fn from(revocation: Revocation) -> Self {
        Self {
            revoked_at: revocation.revoked_at,
            steps: revocation.steps.into_iter().map(Into::into).collect(),
            pairs_kept: revocation.pairs_kept,
            left_in_halo: revocation
                .left_in_halo
                .into_iter()
                .map(Into::into)
                .collect(),
            can_ask: revocation.can_ask,
            proofs: revocation.proofs.into_iter().map(Into::into).collect(),
        }
    }
}
