//! Which checks there are, in their order, and what each depends on.

use domain::Features;
use domain::health::Area;

/// One of the checks, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckKey {
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
    /// Software licences can be read.
    Licences,
    /// Software licences may be changed.
    WriteLicences,
    /// Recurring invoices can be read; the connection does its job without.
    Invoices,
    /// More rights than are needed.
    Excess,
}

impl CheckKey {
    /// In order.
    pub const ALL: [Self; 16] = [
        Self::Token,
        Self::Scope,
        Self::ActingAs,
        Self::Customers,
        Self::Users,
        Self::Tickets,
        Self::TicketTypes,
        Self::Statuses,
        Self::Priorities,
        Self::CreateTickets,
        Self::EditTickets,
        Self::DeleteTickets,
        Self::Licences,
        Self::WriteLicences,
        Self::Invoices,
        Self::Excess,
    ];

    /// The check that tells most about an area; `None` when several share it.
    pub fn of_area(area: Area) -> Option<Self> {
        match area {
            Area::Application => Some(Self::Scope),
            Area::Customers => Some(Self::Customers),
            Area::Tickets => Some(Self::Tickets),
            Area::WriteTickets => Some(Self::CreateTickets),
            Area::Licences => Some(Self::Licences),
            Area::TicketSettings => None,
        }
    }

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Scope => "scope",
            Self::ActingAs => "acting_as",
            Self::Customers => "customers",
            Self::Users => "users",
            Self::Tickets => "tickets",
            Self::TicketTypes => "ticket_types",
            Self::Statuses => "statuses",
            Self::Priorities => "priorities",
            Self::CreateTickets => "create_tickets",
            Self::EditTickets => "edit_tickets",
            Self::DeleteTickets => "delete_tickets",
            Self::Licences => "licences",
            Self::WriteLicences => "write_licences",
            Self::Invoices => "invoices",
            Self::Excess => "excess",
        }
    }

    /// On screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Scope => "Granted scope",
            Self::ActingAs => "Who we act as",
            Self::Customers => "Customers",
            Self::Users => "Sites and users",
            Self::Tickets => "Tickets",
            Self::TicketTypes => "Ticket types",
            Self::Statuses => "Statuses",
            Self::Priorities => "Priorities and SLAs",
            Self::CreateTickets => "May create tickets",
            Self::EditTickets => "May change tickets",
            Self::DeleteTickets => "May delete tickets",
            Self::Licences => "Licences",
            Self::WriteLicences => "May write licence counts",
            Self::Invoices => "Recurring invoices (optional)",
            Self::Excess => "More rights than needed",
        }
    }

    /// Those that the features ask for, the optional ones among them.
    pub(crate) fn wanted(features: Features) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|key| match key {
                Self::Tickets
                | Self::TicketTypes
                | Self::Statuses
                | Self::Priorities
                | Self::CreateTickets
                | Self::EditTickets
                | Self::DeleteTickets => features.tickets || features.status,
                Self::Licences | Self::WriteLicences | Self::Invoices => features.seats,
                Self::Token
                | Self::Scope
                | Self::ActingAs
                | Self::Customers
                | Self::Users
                | Self::Excess => true,
            })
            .collect()
    }

    /// The permission of the application without which the check has nothing to ask (halo-api section 3).
    pub(super) fn scope(self) -> Option<&'static str> {
        match self {
            Self::Customers | Self::Users => Some("read:customers"),
            Self::Tickets => Some("read:tickets"),
            Self::CreateTickets | Self::EditTickets | Self::DeleteTickets => Some("edit:tickets"),
            Self::Licences => Some("read:softwarelicensing"),
            Self::WriteLicences => Some("edit:softwarelicensing"),
            // What is optional is asked for with a token of its own.
            Self::Token
            | Self::Scope
            | Self::ActingAs
            | Self::TicketTypes
            | Self::Statuses
            | Self::Priorities
            | Self::Invoices
            | Self::Excess => None,
        }
    }

    /// Those without which the connection does not do its job.
    pub(crate) fn needed(features: Features) -> Vec<Self> {
        let mut needed = Self::wanted(features);
        needed.retain(|key| !key.is_optional());
        needed
    }

    /// Whether the connection does its job whatever comes of it.
    pub(crate) fn is_optional(self) -> bool {
        self == Self::Invoices
    }

    /// Whether its outcome would be another one for other features.
    pub(crate) fn follows_features(self) -> bool {
        match self {
            Self::Token | Self::Scope | Self::ActingAs | Self::EditTickets | Self::Excess => true,
            Self::Customers
            | Self::Users
            | Self::Tickets
            | Self::TicketTypes
            | Self::Statuses
            | Self::Priorities
            | Self::CreateTickets
            | Self::DeleteTickets
            | Self::Licences
            | Self::WriteLicences
            | Self::Invoices => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_follow_the_features() {
        let seats = Features {
            tickets: false,
            status: false,
            seats: true,
        };
        assert_eq!(
            CheckKey::wanted(seats),
            [
                CheckKey::Token,
                CheckKey::Scope,
                CheckKey::ActingAs,
                CheckKey::Customers,
                CheckKey::Users,
                CheckKey::Licences,
                CheckKey::WriteLicences,
                CheckKey::Invoices,
                CheckKey::Excess,
            ]
        );
    }

    #[test]
    fn a_scope_is_asked_for_before_a_check_needs_it() {
        for tickets in [false, true] {
            for seats in [false, true] {
                let features = Features {
                    tickets,
                    status: false,
                    seats,
                };
                let asked = domain::recipe::scopes(features);
                for key in CheckKey::wanted(features) {
                    let scope = key.scope();
                    assert!(scope.is_none_or(|scope| asked.contains(&scope)), "{key:?}");
                }
            }
        }
    }
}
