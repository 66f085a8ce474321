//! How a connection stands: what every call to Halo told about it, put together into one state with one next act.
//!
//! Pure rules. Which error of the client means which trouble, the clock and the keeping are the engine's.

mod standing;
mod state;

#[cfg(test)]
mod tests;

pub use standing::{Noted, Outcome, Standing};
pub use state::{Blocked, Facts, Health, HealthState, NextAct, health};

use crate::code::coded_enum;
use crate::{Feature, Features};

coded_enum! {
    /// A part of Halo that takes a right of its own.
    pub enum Area {
        /// What the application itself may ask for.
        Application = "application",
        /// Customers with their sites and users.
        Customers = "customers",
        /// Ticket types, statuses, SLAs, priorities, teams.
        TicketSettings = "ticket_settings",
        /// Seeing tickets and their actions.
        Tickets = "tickets",
        /// Creating and changing tickets.
        WriteTickets = "write_tickets",
        /// Software licences.
        Licences = "licences",
    }
}

impl Area {
    /// What the right is for, in a word or two: "Right lost: customers".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "permissions of the application",
            Self::Customers => "customers",
            Self::TicketSettings => "ticket settings",
            Self::Tickets => "tickets",
            Self::WriteTickets => "creating tickets",
            Self::Licences => "licences",
        }
    }

    /// Whether a connection that is wanted for these features needs it.
    pub const fn is_needed(self, features: Features) -> bool {
        match self {
            Self::Application | Self::Customers => true,
            Self::TicketSettings | Self::Tickets | Self::WriteTickets => {
                features.has(Feature::Tickets) || features.has(Feature::Status)
            }
            Self::Licences => features.has(Feature::Seats),
        }
    }
}

coded_enum! {
    /// What is wrong with the way to Halo.
    pub enum Trouble {
        /// Halo takes neither client id and secret.
        SignInRefused = "sign_in_refused",
        /// Halo gives a token and does not take it: the agent is switched off.
        AgentRefused = "agent_refused",
        /// Halo knows no such tenant.
        TenantUnknown = "tenant_unknown",
        /// Halo refuses an area that it gave before.
        RightLost = "right_lost",
        /// Something else answers at the address, or the name is gone.
        HostGone = "host_gone",
        /// Nothing answers.
        Offline = "offline",
        /// The proxy does not let it through.
        Proxy = "proxy",
        /// A sign-in page of the network answers for everything.
        SignInPage = "sign_in_page",
        /// The connection is not safe.
        Untrusted = "untrusted",
        /// Halo takes no more requests for a while.
        RateLimited = "rate_limited",
        /// Halo, or a server before it, is out of order.
        OutOfOrder = "out_of_order",
        /// The secret is not where it was kept.
        SecretMissing = "secret_missing",
        /// The keychain is locked.
        KeychainLocked = "keychain_locked",
        /// There is no keychain that answers.
        KeychainUnavailable = "keychain_unavailable",
    }
}

impl Trouble {
    /// Whether a token alone does not prove that it is over.
    const fn outlasts_a_token(self) -> bool {
        matches!(self, Self::AgentRefused | Self::RateLimited)
    }
}
