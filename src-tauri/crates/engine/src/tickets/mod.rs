//! Tickets that are made in Halo from here: created for an organisation, held while nobody can say whose they are, and
//! written to Halo through an outbox, so that each write happens once whatever becomes of the answer.
//!
//! Bringing the two statuses together when Halo's changes does not live here.

mod anew;
mod basis;
mod create;
mod form;
mod gate;
mod held;
mod outbox;
mod plan;
mod sent;
mod status;
mod view;
mod waking;

pub use create::{Created, CreatedAs};
pub use form::TicketForm;
pub use gate::GateStanding;
pub use plan::{PlannedWrite, TicketPlan};
pub use status::StatusChoice;
pub use view::{
    GivingUp, ListedTicket, NamedStatus, TicketDetails, TicketWindow, TicketsFilter, WaitingTickets,
};

pub(crate) use anew::leave_gone;
pub(crate) use gate::Gates;
pub(crate) use held::{could_go, let_go_with_a_yes};
pub(crate) use waking::Waking;

use domain::OurTicketId;
use domain::ticket::{Actor, TicketEventKind};
use store::Transaction;
use store::ticket_events::{self, NewEvent};

/// Tells one thing without words of its own.
fn tell(
    tx: &Transaction<'_>,
    ticket: OurTicketId,
    actor: Actor,
    kind: TicketEventKind,
    now: &str,
) -> store::Result<()> {
    ticket_events::add(tx, ticket, &NewEvent::new(actor, kind), now)
}

/// The history of a ticket whose number leads to another one.
pub(crate) fn not_ours() -> NewEvent {
    NewEvent::new(Actor::Halyard, TicketEventKind::Gone)
        .noting("The ticket of this number no longer carries our mark, so it is left alone.")
}
