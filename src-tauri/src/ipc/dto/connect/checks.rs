//! The checks of step 5.

use engine::domain::{CheckState, Naming};
use engine::wizard::{Check, CheckKey, CheckOutcome, NamedRight};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::RecipePlaceDto;
use crate::ipc::error::SaidByHalo;

/// One of the checks of step 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckKeyDto {
    /// Halo accepts client id and secret.
    Token,
    /// The granted scope covers the features.
    Scope,
    /// The agent that the token acts as.
    ActingAs,
    /// Customers can be read.
    Customers,
    /// Sites and users can be read.
    Users,
    /// Tickets can be read, whoever has them.
    Tickets,
    /// Ticket types can be read, and which may be created.
    TicketTypes,
    /// Statuses can be read.
    Statuses,
    /// Priorities and SLAs can be read.
    Priorities,
    /// New tickets may be created.
    CreateTickets,
    /// Tickets may be changed.
    EditTickets,
    /// Tickets may be deleted.
    DeleteTickets,
    /// Software licences can be read (only when seats are wanted).
    Licences,
    /// Software licences may be changed (only when seats are wanted).
    WriteLicences,
    /// Recurring invoices can be read; the connection does its job without.
    Invoices,
    /// More rights than are needed.
    Excess,
}

/// State of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckStateDto {
    /// Never run, or not since something changed on which it depends.
    NotRun,
    /// Comes in the run that is under way.
    Waiting,
    /// Running now.
    Running,
    /// Passed.
    Passed,
    /// Passed, and something should be looked at.
    Warning,
    /// Failed.
    Failed,
    /// Halo's answers do not show it.
    CannotTell,
    /// Not run since an earlier one failed.
    Skipped,
}

/// How a check means the rights that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NamingDto {
    /// Each of them is missing, or set to something else.
    Missing,
    /// One of them is; Halo's answer is the same for all.
    OneOf,
    /// Whether they are there does not show.
    Unproven,
}

/// A right that a check names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamedRightDto {
    /// Key of the recipe's item.
    pub key: String,
    /// Which of Halo's pages it is on.
    pub place: RecipePlaceDto,
    /// Its label in Halo.
    pub setting: String,
    /// What it has to be.
    pub value: String,
    /// Where it is ticked.
    pub path: Vec<String>,
}

/// One check with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckDto {
    /// Which.
    pub key: CheckKeyDto,
    /// Its name on screen.
    pub name: String,
    /// State.
    pub state: CheckStateDto,
    /// What the outcome means.
    pub meaning: String,
    /// What to do about it, or how it will be proven.
    pub remedy: Option<String>,
    /// How the rights are meant.
    pub naming: NamingDto,
    /// The rights that it is about.
    pub rights: Vec<NamedRightDto>,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// When it was run.
    pub checked_at: Option<String>,
    /// What Halo said.
    pub exchange: Option<SaidByHalo>,
}

impl From<CheckKey> for CheckKeyDto {
    fn from(key: CheckKey) -> Self {
        match key {
            CheckKey::Token => Self::Token,
            CheckKey::Scope => Self::Scope,
            CheckKey::ActingAs => Self::ActingAs,
            CheckKey::Customers => Self::Customers,
            CheckKey::Users => Self::Users,
            CheckKey::Tickets => Self::Tickets,
            CheckKey::TicketTypes => Self::TicketTypes,
            CheckKey::Statuses => Self::Statuses,
            CheckKey::Priorities => Self::Priorities,
            CheckKey::CreateTickets => Self::CreateTickets,
            CheckKey::EditTickets => Self::EditTickets,
            CheckKey::DeleteTickets => Self::DeleteTickets,
            CheckKey::Licences => Self::Licences,
            CheckKey::WriteLicences => Self::WriteLicences,
            CheckKey::Invoices => Self::Invoices,
            CheckKey::Excess => Self::Excess,
        }
    }
}

impl From<CheckKeyDto> for CheckKey {
    fn from(key: CheckKeyDto) -> Self {
        match key {
            CheckKeyDto::Token => Self::Token,
            CheckKeyDto::Scope => Self::Scope,
            CheckKeyDto::ActingAs => Self::ActingAs,
            CheckKeyDto::Customers => Self::Customers,
            CheckKeyDto::Users => Self::Users,
            CheckKeyDto::Tickets => Self::Tickets,
            CheckKeyDto::TicketTypes => Self::TicketTypes,
            CheckKeyDto::Statuses => Self::Statuses,
            CheckKeyDto::Priorities => Self::Priorities,
            CheckKeyDto::CreateTickets => Self::CreateTickets,
            CheckKeyDto::EditTickets => Self::EditTickets,
            CheckKeyDto::DeleteTickets => Self::DeleteTickets,
            CheckKeyDto::Licences => Self::Licences,
            CheckKeyDto::WriteLicences => Self::WriteLicences,
            CheckKeyDto::Invoices => Self::Invoices,
            CheckKeyDto::Excess => Self::Excess,
        }
    }
}

impl From<CheckOutcome> for CheckStateDto {
    fn from(outcome: CheckOutcome) -> Self {
        match outcome {
            CheckOutcome::NotRun => Self::NotRun,
            CheckOutcome::Waiting => Self::Waiting,
            CheckOutcome::Running => Self::Running,
            CheckOutcome::Ended(CheckState::Passed) => Self::Passed,
            CheckOutcome::Ended(CheckState::Warning) => Self::Warning,
            CheckOutcome::Ended(CheckState::Failed) => Self::Failed,
            CheckOutcome::Ended(CheckState::CannotTell) => Self::CannotTell,
            CheckOutcome::Ended(CheckState::Skipped) => Self::Skipped,
        }
    }
}

impl From<Naming> for NamingDto {
    fn from(naming: Naming) -> Self {
        match naming {
            Naming::Missing => Self::Missing,
            Naming::OneOf => Self::OneOf,
            Naming::Unproven => Self::Unproven,
        }
    }
}

impl From<NamedRight> for NamedRightDto {
    fn from(right: NamedRight) -> Self {
        Self {
            key: right.key,
            place: right.list.into(),
            setting: right.label,
            value: right.value,
            path: right.path,
        }
    }
}

impl From<Check> for CheckDto {
    fn from(check: Check) -> Self {
        Self {
            name: check.key.name().to_owned(),
            key: check.key.into(),
            state: check.outcome.into(),
            meaning: check.meaning,
            remedy: check.remedy,
            naming: check.naming.into(),
            rights: check.rights.into_iter().map(Into::into).collect(),
            took_ms: check.took_ms,
            checked_at: check.checked_at,
            exchange: check.said.map(Into::into),
        }
    }
}
