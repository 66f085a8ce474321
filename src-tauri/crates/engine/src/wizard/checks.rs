//! Step 5 as data: which checks there are, in which order, and how a stored
//! outcome is shown.

use domain::health::Area;
use domain::{CheckState, Features};
use store::checks::CheckRow;

use super::board::Ahead;
use crate::said::Said;

/// One of the checks, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckKey {
    /// Halo accepts client id and secret.
    Token,
    /// The granted scope covers the features.
    Scope,
    /// Customers can be read.
    Customers,
    /// Ticket types can be read, and one may be created.
    TicketTypes,
    /// Statuses can be read.
    Statuses,
    /// Priorities and SLAs can be read.
    Priorities,
    /// Software licences can be read.
    Licences,
}

impl CheckKey {
    /// In order.
    pub const ALL: [Self; 7] = [
        Self::Token,
        Self::Scope,
        Self::Customers,
        Self::TicketTypes,
        Self::Statuses,
        Self::Priorities,
        Self::Licences,
    ];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Scope => "scope",
            Self::Customers => "customers",
            Self::TicketTypes => "ticket_types",
            Self::Statuses => "statuses",
            Self::Priorities => "priorities",
            Self::Licences => "licences",
        }
    }

    /// On screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Scope => "Granted scope",
            Self::Customers => "Customers",
            Self::TicketTypes => "Ticket types",
            Self::Statuses => "Statuses",
            Self::Priorities => "Priorities and SLAs",
            Self::Licences => "Licences",
        }
    }

    /// The check that tells most about an area; `None` when several share it.
    pub fn of_area(area: Area) -> Option<Self> {
        match area {
            Area::Application => Some(Self::Scope),
            Area::Customers => Some(Self::Customers),
            Area::WriteTickets => Some(Self::TicketTypes),
            Area::Licences => Some(Self::Licences),
            Area::TicketSettings | Area::Tickets => None,
        }
    }

    /// Those that the features need.
    pub(crate) fn wanted(features: Features) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|key| match key {
                Self::TicketTypes | Self::Statuses | Self::Priorities => {
                    features.tickets || features.status
                }
                Self::Licences => features.seats,
                Self::Token | Self::Scope | Self::Customers => true,
            })
            .collect()
    }
}

/// How a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Not run yet.
    Waiting,
    /// Running now.
    Running,
    /// Ended.
    Ended(CheckState),
}

/// A check as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub key: CheckKey,
    /// How it stands.
    pub outcome: CheckOutcome,
    /// What that means.
    pub meaning: String,
    /// The right that is missing.
    pub missing_right: Option<String>,
    /// Where it is ticked in Halo.
    pub path: Vec<String>,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// When it was run.
    pub checked_at: Option<String>,
    /// What Halo said.
    pub said: Option<Said>,
}

pub(super) fn as_shown(features: Features, rows: &[CheckRow], ahead: &Ahead) -> Vec<Check> {
    CheckKey::wanted(features)
        .into_iter()
        .map(|key| {
            let row = rows.iter().find(|row| row.key == key.code());
            let outcome = if ahead.running == Some(key) {
                CheckOutcome::Running
            } else if ahead.waiting.contains(&key) {
                CheckOutcome::Waiting
            } else {
                row.map_or(CheckOutcome::Waiting, |row| CheckOutcome::Ended(row.state))
            };
            let row = row.filter(|_| matches!(outcome, CheckOutcome::Ended(_)));
            Check {
                key,
                outcome,
                meaning: row.map(|row| row.meaning.clone()).unwrap_or_default(),
                missing_right: row.and_then(|row| row.missing_right.clone()),
                path: row.map(|row| row.path.clone()).unwrap_or_default(),
                took_ms: row.and_then(|row| row.took_ms),
                checked_at: row.map(|row| row.checked_at.clone()),
                said: row
                    .and_then(|row| row.halo_text.as_deref())
                    .and_then(|text| serde_json::from_str(text).ok()),
            }
        })
        .collect()
}
