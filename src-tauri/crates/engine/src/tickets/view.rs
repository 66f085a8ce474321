//! What the page shows of tickets: a window of the list, and one with everything that is known.

use domain::halo_config::HaloConfig;
use domain::ticket::{SendKind, SendState, TicketState};
use domain::vendor::Vendor;
use domain::{OurTicketId, ProfileId, StatusId};
use store::Transaction;
use store::status_sync::TicketSyncRow;
use store::ticket_events::EventRow;
use store::ticket_sends::{self, SendRow};
use store::tickets::{self, Counts, ListQuery, ListRow, Place, TicketRow};

use super::basis::Outgoing;
use super::gate::GateStanding;
use super::status::StatusChoice;
use crate::Engine;
use crate::error::Result;
use crate::test_ticket::Compared;

/// Events of one ticket that are shown.
const MOST_EVENTS: u32 = 200;

/// Which tickets, and which window of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketsFilter {
    /// Which, in what order.
    pub query: ListQuery,
    /// Rows before the window.
    pub offset: u32,
    /// Rows in it at most.
    pub limit: u32,
}

/// A status in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedStatus {
    /// Its name.
    pub name: String,
    /// Whether a ticket in it is over.
    pub is_closed: bool,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTicket {
    /// What the list knows.
    pub row: ListRow,
    /// The vendor's level.
    pub level: String,
    /// The status here.
    pub here: NamedStatus,
    /// The status in Halo, once it is there.
    pub there: Option<NamedStatus>,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketWindow {
    /// Its rows.
    pub rows: Vec<ListedTicket>,
    /// How many there are of each state with this text.
    pub counts: Counts,
    /// Why those that wait do; `None` while nothing is in the way, or nothing waits.
    pub waiting: Option<WaitingTickets>,
    /// How many of the profile nothing holds any more but that nobody has said that they may go.
    pub wait_for_a_word: u32,
}

/// Tickets that wait because of the way to Halo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingTickets {
    /// How many of the profile, whatever the list shows.
    pub count: u32,
    /// Why, and until when.
    pub standing: GateStanding,
}

/// One ticket with everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketDetails {
    /// What is kept of it.
    pub row: TicketRow,
    /// The vendor's level.
    pub level: String,
    /// The status here.
    pub here: NamedStatus,
    /// The status in Halo.
    pub there: Option<NamedStatus>,
    /// How its two statuses stand; `None` before they were first compared.
    pub sync: Option<TicketSyncRow>,
    /// Its customer: in Halo, or the one that it would go to now.
    pub customer: Option<String>,
    /// Fields as sent beside those that Halo holds.
    pub read_back: Vec<Compared>,
    /// What is still to be written, and what Halo refused.
    pub writes: Vec<SendRow>,
    /// What happened, newest first.
    pub events: Vec<EventRow>,
    /// The statuses it can be given.
    pub choices: Vec<StatusChoice>,
    /// Whether it was surely never sent, so that it can be taken back.
    pub can_discard: bool,
    /// What Halo refused of it and can be left undone.
    pub can_give_up: Option<GivingUp>,
    /// Why it waits, where the way to Halo is the reason.
    pub waiting: Option<GateStanding>,
}

/// What of a ticket can be given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivingUp {
    /// The ticket itself.
    Ticket,
    /// Notes on it.
    Notes,
}

impl Engine {
    /// A window of the list.
    pub async fn tickets(&self, profile: ProfileId, filter: TicketsFilter) -> Result<TicketWindow> {
        let standing = self.gates.standing(profile);
        Ok(self
            .store
            .read(move |tx| {
                let waiting = match standing {
                    Some(standing) => Some(WaitingTickets {
                        count: ticket_sends::count_waiting(tx, profile)?,
                        standing,
                    }),
                    None => None,
                };
                let names = Names::load(tx, profile)?;
                let place = Place {
                    offset: filter.offset,
                    limit: filter.limit,
                };
                let rows = tickets::list(tx, profile, &filter.query, place)?;
                Ok(TicketWindow {
                    rows: rows.into_iter().map(|row| names.listed(row)).collect(),
                    counts: tickets::counts(tx, profile, &filter.query.text)?,
                    waiting: waiting.filter(|waiting| waiting.count > 0),
                    wait_for_a_word: tickets::waiting_for_a_word(tx, profile)?,
                })
            })
            .await?)
    }

    /// One ticket with everything that is known of it.
    pub async fn ticket_details(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
    ) -> Result<TicketDetails> {
        let waiting = self.gates.standing(profile);
        Ok(self
            .store
            .read(move |tx| {
                let row = tickets::get(tx, profile, ticket)?;
                let outgoing = Outgoing::load(tx, profile, row.organization, &row.level_key)?;
                let names = Names {
                    vendor: outgoing.basis.vendor.clone(),
                    config: outgoing.basis.config.clone(),
                };
                let writes = ticket_sends::of_ticket(tx, ticket)?;
                let refused = writes.iter().filter(|send| send.can_be_given_up());
                let can_give_up = refused
                    .map(|send| match send.kind {
                        SendKind::Create => GivingUp::Ticket,
                        SendKind::Note | SendKind::Status => GivingUp::Notes,
                    })
                    .next();
                let was_sent = writes.iter().any(|send| send.tried_at.is_some());
                let customer = row.customer_name.clone().or_else(|| {
                    outgoing
                        .basis
                        .customer
                        .as_ref()
                        .map(|(_, name)| name.clone())
                });
                Ok(TicketDetails {
                    level: names.level(&row.level_key),
                    here: names.here(&row.status_key),
                    there: row.halo_status.map(|id| names.there(id, row.halo_closed)),
                    sync: store::status_sync::of_ticket(tx, ticket)?,
                    customer,
                    read_back: serde_json::from_str(&row.read_back_json).unwrap_or_default(),
                    writes: writes
                        .into_iter()
                        .filter(|send| send.state.is_open() || send.failure.is_some())
                        .filter(|send| send.state != SendState::Dropped)
                        .collect(),
                    events: store::ticket_events::list(tx, ticket, MOST_EVENTS)?,
                    choices: choices(&outgoing, &names, &row),
                    can_discard: row.halo_ticket.is_none() && !was_sent,
                    can_give_up,
                    waiting: waiting.filter(|_| row.state == TicketState::Waiting),
                    row,
                })
            })
            .await?)
    }
}

fn choices(outgoing: &Outgoing, names: &Names, row: &TicketRow) -> Vec<StatusChoice> {
    let statuses = &outgoing.basis.vendor.statuses;
    statuses
        .iter()
        .map(|status| StatusChoice {
            key: status.key.clone(),
            name: status.name.clone(),
            is_closed: status.is_closed,
            halo_name: outgoing
                .basis
                .rules
                .status_to_halo
                .get(&status.key)
                .map(|id| names.there(*id, false).name),
            is_current: status.key == row.status_key,
        })
        .collect()
}

/// What keys and numbers are called.
struct Names {
    vendor: Vendor,
    config: HaloConfig,
}

impl Names {
    fn load(tx: &Transaction<'_>, profile: ProfileId) -> store::Result<Self> {
        Ok(Self {
            vendor: store::vendors::load(tx, profile)?,
            config: store::halo_config::load(tx, profile)?,
        })
    }

    fn level(&self, key: &str) -> String {
        let known = self.vendor.levels.iter().find(|level| level.key == key);
        known.map_or_else(|| key.to_owned(), |level| level.name.clone())
    }

    fn here(&self, key: &str) -> NamedStatus {
        let known = self.vendor.statuses.iter().find(|status| status.key == key);
        NamedStatus {
            name: known.map_or_else(|| key.to_owned(), |status| status.name.clone()),
            is_closed: known.is_some_and(|status| status.is_closed),
        }
    }

    fn there(&self, id: StatusId, is_closed: bool) -> NamedStatus {
        let known = self.config.status(id);
        NamedStatus {
            name: known.map_or_else(|| format!("Status {id}"), |status| status.name.clone()),
            is_closed,
        }
    }

    fn listed(&self, row: ListRow) -> ListedTicket {
        ListedTicket {
            level: self.level(&row.level_key),
            here: self.here(&row.status_key),
            there: row.halo_status.map(|id| self.there(id, row.halo_closed)),
            row,
        }
    }
}
