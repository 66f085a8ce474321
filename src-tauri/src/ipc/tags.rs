//! What a write makes stale. The page drops the queries of these tags and
//! never guesses which.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A group of queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Tag {
    /// Versions, appearance, notices.
    App,
    /// Cards, badges, connection words.
    Profiles,
    /// The wizard's saved state.
    Wizard,
    /// The task list.
    Home,
    /// Organisations, their counts and details.
    Organizations,
    /// Customers.
    Customers,
    /// Ticket rules and Halo's configuration.
    TicketRules,
    /// Runs of the test ticket.
    TestTicket,
    /// Tickets, their counts and details.
    Tickets,
    /// Halo's licences, what products stand for, and the comparison of seats.
    Licences,
    /// The plan of seat counts to write, and each of its lines.
    SeatPlan,
    /// How statuses are kept in step: what was chosen, how the polls stand.
    StatusSync,
    /// What no longer holds.
    Problems,
}

/// Every tag, exported so that the page's query keys are typed from it.
pub const ALL: [Tag; 13] = [
    Tag::App,
    Tag::Profiles,
    Tag::Wizard,
    Tag::Home,
    Tag::Organizations,
    Tag::Customers,
    Tag::TicketRules,
    Tag::TestTicket,
    Tag::Tickets,
    Tag::Licences,
    Tag::SeatPlan,
    Tag::StatusSync,
    Tag::Problems,
];

impl From<engine::Tag> for Tag {
    fn from(tag: engine::Tag) -> Self {
        match tag {
            engine::Tag::App => Self::App,
            engine::Tag::Profiles => Self::Profiles,
            engine::Tag::Wizard => Self::Wizard,
            engine::Tag::Home => Self::Home,
            engine::Tag::Organizations => Self::Organizations,
            engine::Tag::Customers => Self::Customers,
            engine::Tag::TicketRules => Self::TicketRules,
            engine::Tag::TestTicket => Self::TestTicket,
            engine::Tag::Tickets => Self::Tickets,
            engine::Tag::Licences => Self::Licences,
            engine::Tag::SeatPlan => Self::SeatPlan,
            engine::Tag::StatusSync => Self::StatusSync,
            engine::Tag::Problems => Self::Problems,
        }
    }
}
