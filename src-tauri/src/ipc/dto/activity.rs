//! Activity: the journal, one of its lines, undo from there.

use engine::database::edits::EditRow;
use engine::database::journal::{JournalQuery, JournalRow, SealCheck};
use engine::organizations::{OrganizationChanges, UndoPlan};
use engine::{ActUndo, Activity, ActivityDetails, ExportedActivity};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{EditId, OrganizationId, SeatPlanId};
use super::organizations::FieldChangeDto;

/// Of what kind a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ActivityAreaDto {
    /// An edit of organisations and pairs, or its undo.
    Edit,
    /// Something that read from or wrote to Halo.
    Run,
    /// Something that happened to a ticket.
    Ticket,
    /// A choice of settings.
    Settings,
    /// A problem found, solved or ignored.
    Problem,
}

/// Which lines, and which window of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityQueryDto {
    /// Only of this kind; `null` means all.
    pub area: Option<ActivityAreaDto>,
    /// Words to look for.
    pub text: String,
    /// Rows before the window.
    pub offset: u32,
    /// Rows in it at most.
    pub limit: u32,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ActivityActorDto {
    /// The administrator.
    Here,
    /// The program by itself.
    Halyard,
    /// Somebody in Halo.
    Halo,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityRowDto {
    /// Its number.
    pub id: i32,
    /// When.
    pub at: String,
    /// Who.
    pub actor: ActivityActorDto,
    /// The operating system's name for the administrator who did it; lines of earlier versions have none.
    pub who: Option<String>,
    /// Of what kind.
    pub area: ActivityAreaDto,
    /// What, in words.
    pub what: String,
    /// What was before.
    pub before: Option<String>,
    /// What is since.
    pub after: Option<String>,
    /// A sentence more.
    pub note: Option<String>,
    /// How a run ended: `done`, `incomplete`, `failed`, `cancelled`.
    pub result: Option<String>,
    /// Requests that a run used.
    pub requests: Option<u32>,
    /// The plan of seats that it tells of.
    pub plan: Option<SeatPlanId>,
}

/// How many lines there are of each kind with a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityCountsDto {
    /// All.
    pub all: u32,
    /// Edits.
    pub edit: u32,
    /// Runs.
    pub run: u32,
    /// Tickets.
    pub ticket: u32,
    /// Settings.
    pub settings: u32,
    /// Problems.
    pub problem: u32,
}

/// A window of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityDto {
    /// Rows before it.
    pub offset: u32,
    /// Lines that fit the query.
    pub total: u32,
    /// Its lines, newest first.
    pub rows: Vec<ActivityRowDto>,
    /// How many there are of each kind with this text.
    pub counts: ActivityCountsDto,
}

/// What an edit changed about one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationChangesDto {
    /// Our number of it.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Field by field.
    pub changes: Vec<FieldChangeDto>,
}

/// An edit as it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamedEditDto {
    /// The undo step.
    pub id: EditId,
    /// What was done.
    pub what: String,
    /// When.
    pub at: String,
}

/// What taking an edit back would take along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoPlanDto {
    /// The edit.
    pub edit: NamedEditDto,
    /// When it was taken back.
    pub undone_at: Option<String>,
    /// Later edits of the same organisations, newest first.
    pub along: Vec<NamedEditDto>,
    /// The Halo that it was made with was left since: it cannot be undone.
    pub is_closed: bool,
}

/// Whether a choice that no undo step holds can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActUndoDto {
    /// When it was taken back, if it was.
    pub undone_at: Option<String>,
    /// Why it cannot be, if it cannot.
    pub obstacle: Option<String>,
}

/// One line with everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityDetailsDto {
    /// The line.
    pub row: ActivityRowDto,
    /// What an edit changed; the first fifty organisations.
    pub changes: Vec<OrganizationChangesDto>,
    /// How many organisations it changed.
    pub touched: u32,
    /// For an edit, what taking it back would take along.
    pub undo: Option<UndoPlanDto>,
    /// For a choice that no undo step holds, whether it can be taken back.
    pub act: Option<ActUndoDto>,
}

/// What checking the journal came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalCheckDto {
    /// Lines in it.
    pub lines: u32,
    /// The newest seal.
    pub head: Option<String>,
    /// The time of the first line that is not as it was sealed.
    pub broken_at: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedActivityDto {
    /// Where.
    pub path: String,
    /// Lines in it.
    pub lines: u32,
}

impl ActivityAreaDto {
    const fn code(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Run => "run",
            Self::Ticket => "ticket",
            Self::Settings => "settings",
            Self::Problem => "problem",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "edit" => Self::Edit,
            "run" => Self::Run,
            "ticket" => Self::Ticket,
            "problem" => Self::Problem,
            _ => Self::Settings,
        }
    }
}

impl From<ActivityQueryDto> for JournalQuery {
    fn from(query: ActivityQueryDto) -> Self {
        Self {
            area: query.area.map(|area| area.code().to_owned()),
            text: query.text,
            offset: query.offset,
            limit: query.limit,
        }
    }
}

impl From<JournalRow> for ActivityRowDto {
    fn from(row: JournalRow) -> Self {
        Self {
            id: row.id,
            at: row.at,
            actor: match row.actor.as_str() {
                "here" => ActivityActorDto::Here,
                "halo" => ActivityActorDto::Halo,
                _ => ActivityActorDto::Halyard,
            },
            area: ActivityAreaDto::from_code(&row.area),
            what: row.what,
            before: row.before,
            after: row.after,
            note: row.note,
            result: row.result,
            requests: row.requests,
            who: row.who,
            plan: row.plan.map(Into::into),
        }
    }
}

impl From<Activity> for ActivityDto {
    fn from(activity: Activity) -> Self {
        let mut counts = ActivityCountsDto::default();
        for count in activity.counts {
            counts.all += count.count;
            *match ActivityAreaDto::from_code(&count.area) {
                ActivityAreaDto::Edit => &mut counts.edit,
                ActivityAreaDto::Run => &mut counts.run,
                ActivityAreaDto::Ticket => &mut counts.ticket,
                ActivityAreaDto::Settings => &mut counts.settings,
                ActivityAreaDto::Problem => &mut counts.problem,
            } += count.count;
        }
        Self {
            offset: activity.offset,
            total: activity.total,
            rows: activity.rows.into_iter().map(Into::into).collect(),
            counts,
        }
    }
}

impl From<OrganizationChanges> for OrganizationChangesDto {
    fn from(changes: OrganizationChanges) -> Self {
        Self {
            organization: changes.organization.into(),
            name: changes.name,
            changes: changes.changes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<EditRow> for NamedEditDto {
    fn from(edit: EditRow) -> Self {
        Self {
            id: edit.id.into(),
            what: edit.what,
            at: edit.done_at,
        }
    }
}

impl From<UndoPlan> for UndoPlanDto {
    fn from(plan: UndoPlan) -> Self {
        Self {
            undone_at: plan.edit.undone_at.clone(),
            edit: plan.edit.into(),
            along: plan.along.into_iter().map(Into::into).collect(),
            is_closed: plan.is_closed,
        }
    }
}

impl From<ActivityDetails> for ActivityDetailsDto {
    fn from(details: ActivityDetails) -> Self {
        Self {
            row: details.row.into(),
            changes: details.changes.into_iter().map(Into::into).collect(),
            touched: details.touched,
            undo: details.undo.map(Into::into),
            act: details.act.map(Into::into),
        }
    }
}

impl From<ActUndo> for ActUndoDto {
    fn from(act: ActUndo) -> Self {
        Self {
            undone_at: act.undone_at,
            obstacle: act.obstacle,
        }
    }
}

impl From<SealCheck> for JournalCheckDto {
    fn from(check: SealCheck) -> Self {
        Self {
            lines: check.lines,
            head: check.head,
            broken_at: check.broken.map(|(_, at)| at),
        }
    }
}

impl From<ExportedActivity> for ExportedActivityDto {
    fn from(written: ExportedActivity) -> Self {
        Self {
            path: written.path,
            lines: written.lines,
        }
    }
}
