//! Problems: what no longer holds, by cause.

use engine::database::problems::{CauseCount, ProblemRow};
use engine::domain::drift::{Cause, Effect};
use engine::{Changes, ProblemGroup, Problems, Shown};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{OrganizationId, ProblemId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CauseDto {
    /// The agent may do less than before.
    RightLost,
    /// Halo no longer lists the customer of a pair.
    CustomerGone,
    /// Halo has the customer of a pair switched off.
    CustomerInactive,
    /// The ticket type is gone.
    TicketTypeGone,
    /// The agent may no longer create tickets of the type.
    TicketTypeClosed,
    /// The SLA is gone.
    SlaGone,
    /// The priority of a level is gone from its SLA.
    PriorityGone,
    /// A status of the status maps is gone.
    StatusGone,
    /// The licence that a product's seats are counted on is gone.
    LicenceGone,
    /// The ticket type comes with another SLA.
    TicketTypeSla,
    /// The ticket type has another name.
    TicketTypeRenamed,
    /// The customer of a pair has another name.
    CustomerRenamed,
    /// The source no longer lists an organisation.
    OrganizationGone,
    /// The source brought another name for an organisation.
    OrganizationRenamed,
    /// The source brought an organisation about which nothing is decided.
    OrganizationNew,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDto {
    /// Our number of it.
    pub id: ProblemId,
    /// What happened.
    pub cause: CauseDto,
    /// The organisation that it touches, where it is one.
    pub organization: Option<OrganizationId>,
    /// What it is about.
    pub subject: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// More about it, without a full stop.
    pub note: Option<String>,
    /// When it was first seen.
    pub first_seen_at: String,
    /// A day, `2026-12-01`; until then it is not counted.
    pub ignored_until: Option<String>,
}

/// A problem that somebody looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShownProblemDto {
    /// Which.
    pub id: ProblemId,
    /// What it was by then, as it was shown.
    pub after: Option<String>,
}

/// Problems of one cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemGroupDto {
    /// What happened.
    pub cause: CauseDto,
    /// Whether something waits until it is mended.
    pub blocks_work: bool,
    /// Whether it can be accepted as it is.
    pub can_accept: bool,
    /// The first hundred.
    pub rows: Vec<ProblemDto>,
    /// How many there are.
    pub total: u32,
}

/// Everything that no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemsDto {
    /// By cause, what stops work first.
    pub groups: Vec<ProblemGroupDto>,
    /// Those that are ignored for now.
    pub ignored: Vec<ProblemDto>,
    /// How many were solved in the last 30 days.
    pub solved_lately: u32,
    /// When Halo was last read.
    pub checked_at: Option<String>,
}

/// How many came up of one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CauseCountDto {
    /// What happened.
    pub cause: CauseDto,
    /// To how many.
    pub count: u32,
}

/// What changed since the administrator last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangesDto {
    /// Since when.
    pub since: String,
    /// What came up and still stands.
    pub counts: Vec<CauseCountDto>,
    /// Customers that Halo has listed since.
    pub new_customers: u32,
}

impl From<Cause> for CauseDto {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::RightLost => Self::RightLost,
            Cause::CustomerGone => Self::CustomerGone,
            Cause::CustomerInactive => Self::CustomerInactive,
            Cause::TicketTypeGone => Self::TicketTypeGone,
            Cause::TicketTypeClosed => Self::TicketTypeClosed,
            Cause::SlaGone => Self::SlaGone,
            Cause::PriorityGone => Self::PriorityGone,
            Cause::StatusGone => Self::StatusGone,
            Cause::LicenceGone => Self::LicenceGone,
            Cause::TicketTypeSla => Self::TicketTypeSla,
            Cause::TicketTypeRenamed => Self::TicketTypeRenamed,
            Cause::CustomerRenamed => Self::CustomerRenamed,
            Cause::OrganizationGone => Self::OrganizationGone,
            Cause::OrganizationRenamed => Self::OrganizationRenamed,
            Cause::OrganizationNew => Self::OrganizationNew,
        }
    }
}

impl From<ProblemRow> for ProblemDto {
    fn from(row: ProblemRow) -> Self {
        let problem = row.problem;
        Self {
            id: row.id.into(),
            cause: problem.cause.into(),
            organization: problem.organization.map(Into::into),
            subject: problem.subject,
            before: problem.before,
            after: problem.after,
            note: problem.note,
            first_seen_at: row.first_seen_at,
            ignored_until: row.ignored_until,
        }
    }
}

impl From<ShownProblemDto> for Shown {
    fn from(shown: ShownProblemDto) -> Self {
        Self {
            id: shown.id.into(),
            after: shown.after,
        }
    }
}

impl From<ProblemGroup> for ProblemGroupDto {
    fn from(group: ProblemGroup) -> Self {
        Self {
            cause: group.cause.into(),
            blocks_work: group.effect() == Effect::BlocksWork,
            can_accept: group.cause.accepts().is_some(),
            rows: group.rows.into_iter().map(Into::into).collect(),
            total: group.total,
        }
    }
}

impl From<Problems> for ProblemsDto {
    fn from(problems: Problems) -> Self {
        Self {
            groups: problems.groups.into_iter().map(Into::into).collect(),
            ignored: problems.ignored.into_iter().map(Into::into).collect(),
            solved_lately: problems.solved_lately,
            checked_at: problems.checked_at,
        }
    }
}

impl From<CauseCount> for CauseCountDto {
    fn from(count: CauseCount) -> Self {
        Self {
            cause: count.cause.into(),
            count: count.count,
        }
    }
}

impl From<Changes> for ChangesDto {
    fn from(changes: Changes) -> Self {
        Self {
            since: changes.since,
            counts: changes.counts.into_iter().map(Into::into).collect(),
            new_customers: changes.new_customers,
        }
    }
}
