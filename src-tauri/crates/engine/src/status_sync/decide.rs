//! The administrator decides which of two statuses stays.

use domain::status_sync::{BothSides, ConflictRule, KeepError, Side, SyncState, state};
use domain::ticket::{Actor, TicketEventKind};
use domain::{OurTicketId, ProfileId, StatusId};
use store::status_sync::{SettledRow, TicketSyncRow};
use store::ticket_events::NewEvent;
use store::tickets::{self, LinkedTicket, Merge};
use store::{Connection, Transaction};

use super::judge_by_our_clock;
use super::link::kept;
use super::take_in::{Judge, Told, enqueue, judge_one};
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSide {
    /// Its name of the status.
    pub name: String,
    /// When it became so, RFC 3339: Halo's as the latest that it can have.
    pub at: Option<String>,
    /// What the other side gets when this one stays; `None` when it has no partner there.
    pub becomes: Option<String>,
}

/// Two statuses of which one has to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusConflict {
    /// How they stand.
    pub state: SyncState,
    /// What happens when both are changed, as the profile has it.
    pub rule: ConflictRule,
    /// The status here.
    pub here: StatusSide,
    /// Halo's.
    pub there: StatusSide,
    /// What both last agreed on: here, and in Halo.
    pub agreed: Option<(String, String)>,
    /// The two by which the decision is checked: the vendor's key and Halo's id.
    pub shown: BothSides,
    /// How the last conflict of the ticket was decided.
    pub settled: Option<SettledWords>,
    /// Whether Halo has the ticket under another customer than it was made for.
    pub has_moved: bool,
}

/// How a conflict was decided, in names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledWords {
    /// By which rule; `Ask` when the administrator decided.
    pub by: ConflictRule,
    /// Whose status stayed.
    pub winner: Side,
    /// The status here before.
    pub here: String,
    /// Halo's status before.
    pub there: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Engine {
    /// How the two statuses of a ticket stand, side by side; `None` before Halo has told its own.
    ///
    /// # Errors
    /// `NotFound` for a ticket that is not here.
    pub async fn status_conflict(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
    ) -> Result<Option<StatusConflict>> {
        let (now, at) = (self.now(), self.clock.now());
        Ok(self
            .store
            .read(move |tx| {
                let linked = find(tx, profile, ticket)?;
                let mut judge = judge_by_our_clock(tx, profile, &now, at)?;
                match linked {
                    Some(linked) => conflict(tx, &mut judge, &linked),
                    None => Ok(None),
                }
            })
            .await?)
    }

    /// Lets one side's status stay. `shown` is what the decision was made on.
    ///
    /// # Errors
    /// `NeedsConfirmation` when one of the two has changed meanwhile, `InvalidInput` when the one that should stay has no
    /// partner.
    pub async fn keep_status(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
        side: Side,
        shown: BothSides,
    ) -> Result<()> {
        // No waiting for its turn: while one of the two is being sent, the rule refuses.
        let (now, at) = (self.now(), self.clock.now());
        let kept = self
            .store
            .write(move |tx| {
                let mut judge = judge_by_our_clock(tx, profile, &now, at)?;
                match find(tx, profile, ticket)? {
                    Some(linked) => keep(tx, &mut judge, &linked, side, &shown, &now),
                    None => Ok(Err(KeepError::ChangedMeanwhile)),
                }
            })
            .await?;
        match kept {
            Ok(()) => {}
            Err(KeepError::ChangedMeanwhile) => {
                return Err(Error::NeedsConfirmation {
                    message: "One of the two statuses has changed meanwhile. Look at them again."
                        .to_owned(),
                });
            }
            Err(KeepError::NoPartner) => {
                return Err(Error::InvalidInput {
                    field: "side",
                    message: "This status has no partner on the other side. Choose one in the ticket rules first."
                        .to_owned(),
                });
            }
        }
        self.events
            .invalidated(Some(profile), &[Tag::Tickets, Tag::Home]);
        self.wakes.add(profile);
        Ok(())
    }
}

fn find(
    tx: &Connection,
    profile: ProfileId,
    ticket: OurTicketId,
) -> store::Result<Option<LinkedTicket>> {
    let row = tickets::get(tx, profile, ticket)?;
    tickets::linked_one(tx, profile, row.id)
}

fn conflict(
    tx: &Connection,
    judge: &mut Judge,
    linked: &LinkedTicket,
) -> store::Result<Option<StatusConflict>> {
    let row = &linked.ticket;
    let rules = judge.rules_of(tx, row.organization)?;
    let sync_rules = judge.sync_rules(&rules);
    let maps = sync_rules.maps;
    let before = store::status_sync::of_ticket(tx, row.id)?;
    let ticket = kept(tx, linked, before.as_ref())?.as_seen(&maps, judge.clocks());
    let Some(there) = &ticket.there else {
        return Ok(None);
    };
    let there_name = |id: StatusId| judge.there_name(id);
    Ok(Some(StatusConflict {
        state: state(&ticket, &sync_rules),
        rule: sync_rules.conflict,
        here: StatusSide {
            name: judge.here_name(&ticket.here),
            at: Some(row.status_at.clone()),
            becomes: maps.in_halo(&ticket.here).map(there_name),
        },
        there: StatusSide {
            name: there_name(there.status),
            at: row.halo_status_at.clone(),
            becomes: maps.here(there.status).map(|key| judge.here_name(key)),
        },
        agreed: ticket
            .base
            .as_ref()
            .map(|base| (judge.here_name(&base.here), there_name(base.there))),
        shown: BothSides {
            here: ticket.here.clone(),
            there: there.status,
        },
        settled: before
            .as_ref()
            .and_then(|before| before.settled.as_ref())
            .map(|settled| SettledWords {
                by: settled.by,
                winner: settled.winner,
                here: judge.here_name(&settled.here),
                there: there_name(settled.there),
                at: settled.at.clone(),
            }),
        has_moved: before.is_some_and(|before| before.moved_from.is_some()),
    }))
}

fn keep(
    tx: &Transaction<'_>,
    judge: &mut Judge,
    linked: &LinkedTicket,
    side: Side,
    shown: &BothSides,
    now: &str,
) -> store::Result<std::result::Result<(), KeepError>> {
    let row = &linked.ticket;
    let rules = judge.rules_of(tx, row.organization)?;
    let maps = judge.sync_rules(&rules).maps;
    let before = store::status_sync::of_ticket(tx, row.id)?;
    let kept = kept(tx, linked, before.as_ref())?;
    let decided = match kept.decide(side, shown, &maps, judge.clocks()) {
        Ok(decided) => decided,
        Err(why) => return Ok(Err(why)),
    };
    let (here, there) = (judge.here_name(&shown.here), judge.there_name(shown.there));
    let event = NewEvent::new(Actor::Here, TicketEventKind::Decided);
    let event = match side {
        Side::Here => event.from_to(Some(there), here),
        Side::Halo => event.from_to(Some(here), there),
    };
    let merge = Merge {
        status_here: decided.took.map(|key| {
            let closes = judge.closes(&key);
            (key, closes)
        }),
        base: decided.base.map(|base| (base.here, base.there)),
        is_in_conflict: Some(false),
        drops_open_status: !kept.writes.is_empty(),
        events: vec![event],
        ..Merge::default()
    };
    tickets::apply(tx, row.id, &merge, now)?;
    if let Some(key) = &decided.sends {
        enqueue(tx, row, key, now)?;
    }
    let settled = SettledRow {
        by: decided.settled.by,
        winner: decided.settled.winner,
        here: decided.settled.here,
        there: decided.settled.there,
        at: now.to_owned(),
    };
    let sync = TicketSyncRow {
        state: SyncState::Waiting,
        moved_from: before.and_then(|before| before.moved_from),
        settled: Some(settled),
    };
    store::status_sync::put(tx, row.id, &sync)?;
    judge_one(tx, judge, row.id, Told::Nothing)?;
    Ok(Ok(()))
}
