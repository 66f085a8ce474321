//! Home: the task list.

use engine::{Home, HomeTask, HomeTaskKind, HomeTaskState};
use serde::Serialize;
use specta::Type;

use super::connect::SourceKindDto;
use super::matching::AutomaticDto;
use super::problems::ChangesDto;

/// How far one task on Home is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HomeTaskStateDto {
    /// Nothing left to do.
    Done,
    /// The next thing to do.
    Next,
    /// To be done, not next.
    Open,
    /// Was done, and needs a look.
    Attention,
    /// Cannot be done before another one.
    Blocked,
}

/// Which task it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HomeTaskKindDto {
    /// Connect to Halo.
    Connect,
    /// Set the ticket rules.
    SetTicketRules,
    /// Bring organisations in.
    ImportOrganizations,
    /// Accept suggestions and map organisations.
    MapOrganizations,
    /// Decide the rest: hold or exclude.
    DecideRest,
    /// Say which licences products stand for, and compare seats.
    MapLicences,
    /// Create a test ticket.
    TestTicket,
    /// Go through the checklist.
    Verify,
}

/// A line of the task list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeTaskDto {
    /// Which.
    pub kind: HomeTaskKindDto,
    /// How far.
    pub state: HomeTaskStateDto,
    /// One sentence about where it stands.
    pub meaning: String,
    /// Count in words, for example `138 of 146`.
    pub count: Option<String>,
}

/// Home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HomeDto {
    /// The tasks in order.
    pub tasks: Vec<HomeTaskDto>,
    /// Customers in the last snapshot.
    pub customers: u32,
    /// Organisations in the profile.
    pub organizations: u32,
    /// Where the organisations come from, as was said in the set-up.
    pub source: SourceKindDto,
    /// Organisations that wait for a decision (To do).
    pub todo: u32,
    /// Products at customers whose seats differ from Halo's count.
    pub seats_differing: u32,
    /// Tickets that are held, failed, or whose statuses have to be decided on.
    pub tickets_waiting: u32,
    /// Checks that passed, with a remark or without.
    pub checks_passed: u32,
    /// Checks that the connection needs.
    pub checks_total: u32,
    /// Whether the ticket rules were put off.
    pub rules_skipped: bool,
    /// When every customer was last read, where later reads brought only what changed.
    pub whole_read_at: Option<String>,
    /// When the last test ticket passed.
    pub test_passed_at: Option<String>,
    /// The last time that suggestions were accepted by themselves, unless that was undone.
    pub automatic: Option<AutomaticDto>,
    /// What no longer holds, those that are ignored not counted.
    pub problems: u32,
    /// What changed since the administrator last looked, if anything did.
    pub changes: Option<ChangesDto>,
}

impl From<HomeTaskKind> for HomeTaskKindDto {
    fn from(kind: HomeTaskKind) -> Self {
        match kind {
            HomeTaskKind::Connect => Self::Connect,
            HomeTaskKind::ImportOrganizations => Self::ImportOrganizations,
            HomeTaskKind::MapOrganizations => Self::MapOrganizations,
            HomeTaskKind::DecideRest => Self::DecideRest,
            HomeTaskKind::MapLicences => Self::MapLicences,
            HomeTaskKind::SetTicketRules => Self::SetTicketRules,
            HomeTaskKind::TestTicket => Self::TestTicket,
            HomeTaskKind::Verify => Self::Verify,
        }
    }
}

impl From<HomeTaskState> for HomeTaskStateDto {
    fn from(state: HomeTaskState) -> Self {
        match state {
            HomeTaskState::Done => Self::Done,
            HomeTaskState::Next => Self::Next,
            HomeTaskState::Open => Self::Open,
            HomeTaskState::Attention => Self::Attention,
            HomeTaskState::Blocked => Self::Blocked,
        }
    }
}

impl From<HomeTask> for HomeTaskDto {
    fn from(task: HomeTask) -> Self {
        Self {
            kind: task.kind.into(),
            state: task.state.into(),
            meaning: task.meaning,
            count: task.count,
        }
    }
}

impl From<Home> for HomeDto {
    fn from(home: Home) -> Self {
        Self {
            tasks: home.tasks.into_iter().map(Into::into).collect(),
            customers: home.customers,
            organizations: home.organizations,
            source: home.source.into(),
            todo: home.todo,
            seats_differing: home.seats_differing,
            tickets_waiting: home.tickets_waiting,
            checks_passed: home.checks.0,
            checks_total: home.checks.1,
            rules_skipped: home.rules_skipped,
            whole_read_at: home.whole_read_at,
            test_passed_at: home.test_passed_at,
            automatic: home.automatic.map(Into::into),
            problems: home.problems,
            changes: home.changes.map(Into::into),
        }
    }
}
