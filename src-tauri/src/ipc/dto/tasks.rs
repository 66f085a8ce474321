//! Long work: started by a command, followed by events, ended in one of three ways.

use engine::{Task, TaskKind, TaskState};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{ProfileId, TaskId};
use crate::ipc::error::AppError;

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TaskKindDto {
    /// The checks of the wizard.
    CheckAccess,
    /// Reading customers and Halo's configuration.
    ReadHalo,
    /// Reading the mail domains of Halo's users and sites.
    ReadMailDomains,
    /// The test ticket.
    TestTicket,
    /// Trying a new secret.
    ReplaceSecret,
    /// Asking Halo whether a revoked secret still works.
    ProveRevoked,
    /// Counting the people of paired customers.
    CountUsers,
    /// Writing to Halo what waits in the outbox.
    SendTickets,
    /// Reading the software licences of all customers.
    ReadLicences,
    /// Writing a plan of seat counts to Halo.
    WriteSeats,
}

/// Where a task is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum TaskStateDto {
    /// At work.
    #[serde(rename_all = "camelCase")]
    Running {
        /// What it is doing, for the job strip.
        label: String,
        /// Units done.
        done: u32,
        /// Units in all, when known.
        total: Option<u32>,
        /// Requests sent to Halo so far.
        requests: u32,
        /// Seconds until Halo may be asked again, while it is waiting for that.
        waiting_secs: Option<u32>,
    },
    /// Came to its end.
    #[serde(rename_all = "camelCase")]
    Done {
        /// What was done, for the job strip.
        label: String,
        /// Whether everything in it went well.
        all_well: bool,
        /// Whether it was a read that asked only for what changed, so that everything could still be read.
        only_changes: bool,
        /// What there is to say beside it, in whole sentences.
        note: Option<String>,
    },
    /// Ended with an error.
    #[serde(rename_all = "camelCase")]
    Failed {
        /// Why.
        error: AppError,
    },
    /// Stopped by the administrator.
    Cancelled,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskDto {
    /// Identifier.
    pub id: TaskId,
    /// What it does.
    pub kind: TaskKindDto,
    /// For which profile.
    pub profile: ProfileId,
    /// Where it is.
    pub state: TaskStateDto,
}

impl From<TaskKind> for TaskKindDto {
    fn from(kind: TaskKind) -> Self {
        match kind {
            TaskKind::CheckAccess => Self::CheckAccess,
            TaskKind::ReadHalo => Self::ReadHalo,
            TaskKind::ReadMailDomains => Self::ReadMailDomains,
            TaskKind::TestTicket => Self::TestTicket,
            TaskKind::ReplaceSecret => Self::ReplaceSecret,
            TaskKind::ProveRevoked => Self::ProveRevoked,
            TaskKind::CountUsers => Self::CountUsers,
            TaskKind::SendTickets => Self::SendTickets,
            TaskKind::ReadLicences => Self::ReadLicences,
            TaskKind::WriteSeats => Self::WriteSeats,
        }
    }
}

impl From<&TaskState> for TaskStateDto {
    fn from(state: &TaskState) -> Self {
        match state {
            TaskState::Running(progress) => Self::Running {
                label: progress.label.clone(),
                done: progress.done,
                total: progress.total,
                requests: progress.requests,
                waiting_secs: progress
                    .waiting
                    .map(|wait| u32::try_from(wait.as_secs()).unwrap_or(u32::MAX)),
            },
            TaskState::Done(ended) => Self::Done {
                label: ended.label.clone(),
                all_well: ended.all_well,
                only_changes: ended.is_only_changes,
                note: ended.note.clone(),
            },
            TaskState::Failed(error) => Self::Failed {
                error: AppError::from(error.as_ref()),
            },
            TaskState::Cancelled => Self::Cancelled,
        }
    }
}

impl From<&Task> for TaskDto {
    fn from(task: &Task) -> Self {
        Self {
            id: task.id.into(),
            kind: task.kind.into(),
            profile: task.profile.into(),
            state: (&task.state).into(),
        }
    }
}
