//! Profiles: the cards on Start, the switcher, the task list on Home.

use engine::domain::ConnectionState;
use engine::{Home, HomeTask, HomeTaskKind, HomeTaskState, Profile, Revoked};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::ProfileId;

/// The badge of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionStateDto {
    /// The wizard has not been finished.
    NotConnected,
    /// Every check passed: it can do the job.
    Connected,
    /// It was connected, and something no longer holds or was left failing.
    NeedsAttention,
    /// Secret and token were removed here.
    Revoked,
}

/// One integration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileDto {
    /// Identifier.
    pub id: ProfileId,
    /// Vendor's product, for example `Palisade`.
    pub vendor_name: String,
    /// Two letters for the vendor's mark.
    pub vendor_mark: String,
    /// Halo's host, once it is known.
    pub halo_host: Option<String>,
    /// Whether this is the demo Halo inside the program.
    pub is_demo: bool,
    /// The badge.
    pub connection: ConnectionStateDto,
    /// One sentence about the state, when there is more to say than the badge.
    pub connection_note: Option<String>,
    /// When customers were last read completely.
    pub last_read_at: Option<String>,
    /// Wizard step to go on with, 1 to 5.
    pub wizard_step: u8,
    /// Whether the wizard was finished.
    pub wizard_finished: bool,
}

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
    /// Bring organisations in.
    ImportOrganizations,
    /// Accept suggestions and map organisations.
    MapOrganizations,
    /// Decide the rest: hold or exclude.
    DecideRest,
    /// Set the ticket rules.
    SetTicketRules,
    /// Create a test ticket.
    TestTicket,
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
    /// Organisations that wait for a decision (To do).
    pub todo: u32,
    /// When the secret was saved.
    pub secret_saved_at: Option<String>,
    /// When the last test ticket passed.
    pub test_passed_at: Option<String>,
}

/// What revoking did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RevokedDto {
    /// Whether an entry was taken out of the keychain (false: there was none).
    pub secret_removed: bool,
    /// Pairs that were kept.
    pub pairs_kept: u32,
    /// What only the administrator can remove in Halo, in order.
    pub left_in_halo: Vec<String>,
}

impl From<ConnectionState> for ConnectionStateDto {
    fn from(state: ConnectionState) -> Self {
        match state {
            ConnectionState::NotConnected => Self::NotConnected,
            ConnectionState::Connected => Self::Connected,
            ConnectionState::NeedsAttention => Self::NeedsAttention,
            ConnectionState::Revoked => Self::Revoked,
        }
    }
}

impl From<Profile> for ProfileDto {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.into(),
            vendor_mark: mark(&profile.vendor_name),
            vendor_name: profile.vendor_name,
            halo_host: profile.halo_host,
            is_demo: profile.is_demo,
            connection: profile.connection.into(),
            connection_note: profile.connection_note,
            last_read_at: profile.last_read_at,
            wizard_step: profile.wizard_step,
            wizard_finished: profile.wizard_finished,
        }
    }
}

/// The first two letters of a vendor's name, for its mark.
pub(super) fn mark(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .collect()
}

impl From<HomeTaskKind> for HomeTaskKindDto {
    fn from(kind: HomeTaskKind) -> Self {
        match kind {
            HomeTaskKind::Connect => Self::Connect,
            HomeTaskKind::ImportOrganizations => Self::ImportOrganizations,
            HomeTaskKind::MapOrganizations => Self::MapOrganizations,
            HomeTaskKind::DecideRest => Self::DecideRest,
            HomeTaskKind::SetTicketRules => Self::SetTicketRules,
            HomeTaskKind::TestTicket => Self::TestTicket,
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
            todo: home.todo,
            secret_saved_at: home.secret_saved_at,
            test_passed_at: home.test_passed_at,
        }
    }
}

impl From<Revoked> for RevokedDto {
    fn from(revoked: Revoked) -> Self {
        Self {
            secret_removed: revoked.secret_removed,
            pairs_kept: revoked.pairs_kept,
            left_in_halo: revoked.left_in_halo,
        }
    }
}
