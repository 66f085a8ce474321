//! What a poll brought, brought together with what is here: one transaction for all tickets of a profile.

use std::collections::{BTreeMap, HashMap};

use domain::halo_config::HaloConfig;
use domain::status_sync::{
    Absence, Fate, Marks, Moment, Side, Sighting, StatusMaps, Step, SyncRules, SyncState,
    SyncedTicket, There, state,
};
use domain::ticket::{Actor, TicketEventKind, TicketGone};
use domain::ticket_rules::TicketRules;
use domain::vendor::Vendor;
use domain::{OrganizationId, OurTicketId, ProfileId, StatusId, TicketId};
use store::status_sync::{SettledRow, StatusSyncRow, TicketSyncRow};
use store::ticket_events::NewEvent;
use store::ticket_sends::{self, NewSend, SendRow};
use store::tickets::{self, HaloSide, LinkedTicket, Merge, TicketRow};
use store::{Connection, Transaction};

use super::link::{Kept, StatusWrites};
use super::moment;
use super::read::Seen;
use crate::test_ticket::Mark;
use crate::tickets::leave_gone;

/// What taking in a poll led to.
#[derive(Debug, Default)]
pub(super) struct TakenIn {
    /// Something changed, here or in what is known of Halo.
    pub(super) changed: bool,
    /// Something is to be written to Halo.
    pub(super) has_writes: bool,
}

/// What all tickets of a profile are judged by.
pub(super) struct Judge {
    profile: ProfileId,
    sync: StatusSyncRow,
    config: HaloConfig,
    vendor: Vendor,
    rules: HashMap<OrganizationId, TicketRules>,
    now: String,
    /// Now, by Halo's clock.
    halo_now: Moment,
}

/// What a poll told about one ticket.
enum News<'a> {
    Found(&'a halo_api::Ticket),
    Missing(Absence),
}

impl News<'_> {
    fn customer_name(&self) -> Option<String> {
        match self {
            Self::Found(found) => found.client_name.clone(),
            Self::Missing(_) => None,
        }
    }
}

impl Judge {
    pub(super) fn load(
        tx: &Connection,
        profile: ProfileId,
        now: &str,
        halo_now: Moment,
    ) -> store::Result<Self> {
        Ok(Self {
            profile,
            sync: store::status_sync::load(tx, profile)?,
            config: store::halo_config::load(tx, profile)?,
            vendor: store::vendors::load(tx, profile)?,
            rules: HashMap::new(),
            now: now.to_owned(),
            halo_now,
        })
    }

    /// The rules of an organisation's tickets.
    pub(super) fn rules_of(
        &mut self,
        tx: &Connection,
        organization: OrganizationId,
    ) -> store::Result<TicketRules> {
        if let Some(rules) = self.rules.get(&organization) {
            return Ok(rules.clone());
        }
        let rules = store::ticket_rules::effective(tx, self.profile, organization, &self.config)?;
        self.rules.insert(organization, rules.clone());
        Ok(rules)
    }

    /// Halo's name of a status.
    pub(super) fn there_name(&self, id: StatusId) -> String {
        self.config
            .status(id)
            .map_or_else(|| format!("Status {id}"), |status| status.name.clone())
    }

    /// The vendor's name of a status.
    pub(super) fn here_name(&self, key: &str) -> String {
        let found = self.vendor.statuses.iter().find(|status| status.key == key);
        found.map_or_else(|| key.to_owned(), |status| status.name.clone())
    }

    /// Now, by Halo's clock.
    pub(super) const fn halo_now(&self) -> Moment {
        self.halo_now
    }

    pub(super) fn closes(&self, key: &str) -> bool {
        let mut statuses = self.vendor.statuses.iter();
        statuses.any(|status| status.key == key && status.is_closed)
    }

    pub(super) const fn clock_ahead(&self) -> i64 {
        self.sync.clock_ahead
    }

    /// Brings the two sides of one ticket together and puts down what came of it.
    fn judge(
        &mut self,
        tx: &Transaction<'_>,
        linked: &LinkedTicket,
        news: Option<&News<'_>>,
    ) -> store::Result<TakenIn> {
        let row = &linked.ticket;
        let rules = self.rules_of(tx, row.organization)?;
        let rules = SyncRules {
            maps: StatusMaps::from(&rules),
            conflict: self.sync.conflict_rule,
        };
        let writes = StatusWrites::load(tx, linked)?;
        let open = &writes.newest;
        let before = store::status_sync::of_ticket(tx, row.id)?;
        let kept = Kept {
            ticket: row,
            open: open.as_ref(),
            lost: writes.lost.as_ref(),
            sync: before.as_ref(),
            clock_ahead: self.sync.clock_ahead,
        };
        let mut ticket = kept.synced(&rules.maps);
        let was = ticket.clone();
        if !hear(&mut ticket, row, news, self.halo_now) {
            return Ok(TakenIn::default());
        }
        // The outbox looks at the ticket once more before it sends anything, so what is known counts as fresh.
        let mut marks = Marks::default();
        if ticket.fate == Fate::Live
            && let Some(there) = ticket.there.clone()
        {
            let sighting = Sighting {
                there,
                merged_into: None,
            };
            ticket.saw(sighting, &mut marks, 1);
        }
        let step = ticket.settle(&marks, &rules, self.halo_now);
        let sync = self.sync_row(&ticket, &was, before.as_ref(), state(&ticket, &rules), row);
        let merge = self.merge(&Judged {
            row,
            was: &was,
            is: &ticket,
            step,
            sync: &sync,
            open: open.as_ref(),
            is_heard: news.is_some(),
            customer_name: news.and_then(News::customer_name),
            had: before.as_ref().map(|before| before.state),
        });
        let wants_write = matches!(step, Step::Send(_));
        let is_new_write = wants_write && !is_for(open.as_ref(), &ticket.here);
        let changed = merge
            != Merge {
                halo: merge.halo.clone(),
                ..Merge::default()
            }
            || was.there.as_ref().map(known) != ticket.there.as_ref().map(known)
            || before.as_ref() != Some(&sync);
        let has_left = leave_gone(tx, self.profile, row, &merge, &self.now)?;
        if changed {
            tickets::apply(tx, row.id, &merge, &self.now)?;
        }
        if before.as_ref() != Some(&sync) {
            store::status_sync::put(tx, row.id, &sync)?;
        }
        if is_new_write {
            enqueue(tx, row, &ticket.here, &self.now)?;
        }
        Ok(TakenIn {
            changed,
            has_writes: wants_write || has_left,
        })
    }

    fn sync_row(
        &self,
        is: &SyncedTicket,
        was: &SyncedTicket,
        before: Option<&TicketSyncRow>,
        state: SyncState,
        row: &TicketRow,
    ) -> TicketSyncRow {
        let known = before.and_then(|before| before.settled.clone());
        let settled = if is.settled == was.settled {
            known
        } else {
            is.settled.as_ref().map(|settled| SettledRow {
                by: settled.by,
                winner: settled.winner,
                here: settled.here.clone(),
                there: settled.there,
                at: self.now.clone(),
            })
        };
        let made_for = before
            .and_then(|before| before.moved_from)
            .or(row.halo_customer);
        let customer = is.there.as_ref().and_then(|there| there.customer);
        TicketSyncRow {
            state,
            moved_from: made_for.filter(|made_for| customer.is_some_and(|now| now != *made_for)),
            settled,
        }
    }

    fn merge(&self, judged: &Judged<'_>) -> Merge {
        let (was, is) = (judged.was, judged.is);
        let took = is.here != was.here;
        // What is sent goes over the status that Halo has now; the outbox sends over no other.
        let base = match (judged.step, &is.there) {
            (Step::Send(_), Some(there)) => {
                let here = is.base.as_ref().map_or(&is.here, |base| &base.here);
                Some((here.clone(), there.status))
            }
            _ => is.base.as_ref().map(|base| (base.here.clone(), base.there)),
        };
        let is_settled = judged.sync.state == SyncState::InStep && judged.open.is_some();
        // What waits and has nowhere to go would be tried for ever.
        let is_stuck = judged.open.is_some_and(|open| open.state.is_open())
            && matches!(
                judged.sync.state,
                SyncState::NoPartnerHere | SyncState::NoPartnerInHalo
            );
        let asks = is_stuck
            || matches!(
                judged.sync.state,
                SyncState::Conflict | SyncState::MapsChanged
            );
        let fate = (was.fate != is.fate).then(|| gone(is.fate));
        Merge {
            halo: judged
                .is_heard
                .then(|| {
                    let there = is.there.as_ref()?;
                    Some(halo_side(there, judged.customer_name.clone()))
                })
                .flatten(),
            status_here: took.then(|| (is.here.clone(), self.closes(&is.here))),
            base: base.filter(|base| judged.row.base.as_ref() != Some(base)),
            is_in_conflict: (asks != judged.row.is_in_conflict).then_some(asks),
            gone: fate,
            // Seen again, it takes more of its number as it did before.
            takes_more: (was.fate != Fate::Live && is.fate == Fate::Live)
                .then(|| !self.closes(&is.here)),
            merged_into: match is.fate {
                Fate::Merged(into) => Some(into),
                Fate::Live | Fate::Gone(_) => None,
            },
            lost_status_landed: lost_status_landed(was, is),
            drops_open_status: judged.open.is_some() && (took || is_settled),
            events: self.events(judged),
        }
    }

    /// What is told in the ticket's history.
    fn events(&self, judged: &Judged<'_>) -> Vec<NewEvent> {
        let (was, is) = (judged.was, judged.is);
        let mut events = Vec::new();
        let told = |kind| NewEvent::new(Actor::Halo, kind);
        if was.fate != is.fate {
            events.push(match is.fate {
                Fate::Live => told(TicketEventKind::Back),
                Fate::Merged(into) => told(TicketEventKind::Merged).noting(format!(
                    "It was merged into ticket {into}, which is not followed."
                )),
                Fate::Gone(Absence::Deleted) => {
                    told(TicketEventKind::Gone).noting("It was deleted in Halo.")
                }
                Fate::Gone(Absence::Unseen) => told(TicketEventKind::Gone).noting(
                    "Halo does not show it any more: it was deleted, or the agent may not see it.",
                ),
            });
        }
        if let (Some(before), Some(now)) = (&was.there, &is.there) {
            if before.status != now.status {
                let landed = was
                    .sending
                    .as_ref()
                    .is_some_and(|sent| sent.to == now.status);
                let event = if landed {
                    NewEvent::new(Actor::Halyard, TicketEventKind::StatusSent)
                } else {
                    told(TicketEventKind::StatusThere)
                };
                let from = Some(self.there_name(before.status));
                events.push(event.from_to(from, self.there_name(now.status)));
            }
            if before.customer.is_some()
                && now.customer.is_some()
                && before.customer != now.customer
            {
                events.push(
                    told(TicketEventKind::Moved)
                        .noting("It is another customer's now. Its status is still followed."),
                );
            }
        }
        if is.settled != was.settled
            && let Some(settled) = &is.settled
        {
            let winner = match settled.winner {
                Side::Here => "the status here was sent",
                Side::Halo => "Halo's status was taken",
            };
            let note = format!("Both had been changed; by the rule, {winner}.");
            let (here, there) = (
                self.here_name(&settled.here),
                self.there_name(settled.there),
            );
            events.push(
                NewEvent::new(Actor::Halyard, TicketEventKind::Decided)
                    .from_to(Some(here), there)
                    .noting(note),
            );
        }
        if is.here != was.here {
            let from = Some(self.here_name(&was.here));
            events.push(told(TicketEventKind::StatusHere).from_to(from, self.here_name(&is.here)));
        }
        if judged.had != Some(judged.sync.state) {
            let asks =
                |note: &str| NewEvent::new(Actor::Halyard, TicketEventKind::Conflict).noting(note);
            match judged.sync.state {
                SyncState::Conflict => events.push(asks("The status was changed on both sides.")),
                SyncState::MapsChanged => {
                    events.push(asks(
                        "The status maps do not join the two statuses any more.",
                    ));
                }
                SyncState::NoPartnerHere => {
                    events.push(asks(
                        "Halo's status has no partner here, so nothing was changed.",
                    ));
                }
                SyncState::NoPartnerInHalo => {
                    events.push(asks(
                        "The status here has no partner in Halo, so nothing was sent.",
                    ));
                }
                SyncState::InStep
                | SyncState::NotRead
                | SyncState::Waiting
                | SyncState::Sending
                | SyncState::Unconfirmed
                | SyncState::Refused
                | SyncState::Merged
                | SyncState::Deleted
                | SyncState::Vanished => {}
            }
        }
        events
    }
}

/// A ticket before and after it was judged.
struct Judged<'a> {
    row: &'a TicketRow,
    was: &'a SyncedTicket,
    is: &'a SyncedTicket,
    step: Step,
    sync: &'a TicketSyncRow,
    open: Option<&'a SendRow>,
    is_heard: bool,
    customer_name: Option<String>,
    had: Option<SyncState>,
}

/// Takes in a poll.
pub(super) fn take_in(
    tx: &Transaction<'_>,
    judge: &mut Judge,
    seen: &Seen,
) -> store::Result<TakenIn> {
    let missing: BTreeMap<TicketId, Absence> = seen.missing.iter().copied().collect();
    let mut all = TakenIn::default();
    for (id, linked) in tickets::linked(tx, judge.profile)? {
        let news = match (seen.found.get(&id), missing.get(&id)) {
            (Some(found), _) => Some(News::Found(found)),
            (None, Some(absence)) => Some(News::Missing(*absence)),
            (None, None) => None,
        };
        let one = judge.judge(tx, &linked, news.as_ref())?;
        all.changed |= one.changed;
        all.has_writes |= one.has_writes;
    }
    tickets::compared(tx, judge.profile, &seen.unasked, &judge.now)?;
    Ok(all)
}

/// Judges one ticket by what is known of it.
pub(super) fn judge_again(
    tx: &Transaction<'_>,
    judge: &mut Judge,
    id: OurTicketId,
) -> store::Result<TakenIn> {
    match tickets::linked_one(tx, judge.profile, id)? {
        Some(linked) => judge.judge(tx, &linked, None),
        None => Ok(TakenIn::default()),
    }
}

/// Whether the write whose answer was lost has landed; `None` while nobody knows, or nothing was lost.
fn lost_status_landed(was: &SyncedTicket, is: &SyncedTicket) -> Option<bool> {
    let sent = was.sending.as_ref()?;
    let is_known = is.fate == Fate::Live && is.sending.is_none();
    is_known.then(|| {
        is.there
            .as_ref()
            .is_some_and(|there| there.status == sent.to)
    })
}

/// Enters the write of a status.
pub(super) fn enqueue(
    tx: &Connection,
    row: &TicketRow,
    here: &str,
    now: &str,
) -> store::Result<()> {
    let before = ticket_sends::of_ticket(tx, row.id)?.len();
    let reference = format!("{}-status-{before}", row.reference);
    let send = NewSend::Status(here.to_owned());
    ticket_sends::enqueue(tx, row.id, &send, &reference, now)?;
    Ok(())
}

/// Lets the ticket hear what was told about it. `false` when there is nothing to judge.
fn hear(ticket: &mut SyncedTicket, row: &TicketRow, news: Option<&News<'_>>, at: Moment) -> bool {
    let mut marks = Marks::default();
    match news {
        // A number that leads to somebody else's ticket is left alone.
        Some(News::Found(found)) => {
            if !Mark::new(row.reference.clone()).is_on(found) {
                return false;
            }
            let Some(status) = found.status_id else {
                return false;
            };
            let status = StatusId::new(status);
            // A note changes the ticket as well: what the status was first seen with is nearer to its own change.
            let known = ticket.there.as_ref().filter(|there| there.status == status);
            let there = There {
                status,
                updated: known
                    .and_then(|there| there.updated)
                    .or(found.last_update.map(moment)),
                is_closed: found.is_closed(),
                customer: found.client_id.map(domain::CustomerId::new),
                seen_at: at,
            };
            let merged_into = found.merged_into().map(TicketId::new);
            ticket.saw(Sighting { there, merged_into }, &mut marks, 1)
        }
        Some(News::Missing(absence)) => ticket.missed(*absence, &mut marks, 1),
        None => ticket.fate == Fate::Live && ticket.there.is_some(),
    }
}

fn is_for(open: Option<&SendRow>, here: &str) -> bool {
    open.is_some_and(|open| open.status_key.as_deref() == Some(here))
}

/// What is shown of Halo's side.
fn known(there: &There) -> (StatusId, bool, Option<domain::CustomerId>) {
    (there.status, there.is_closed, there.customer)
}

fn halo_side(there: &There, customer_name: Option<String>) -> HaloSide {
    HaloSide {
        status: Some(there.status),
        changed_at: there.updated.and_then(super::stored),
        is_closed: there.is_closed,
        customer: there.customer,
        customer_name,
    }
}

const fn gone(fate: Fate) -> Option<TicketGone> {
    match fate {
        Fate::Live => None,
        Fate::Merged(_) => Some(TicketGone::Merged),
        Fate::Gone(Absence::Deleted) => Some(TicketGone::Deleted),
        Fate::Gone(Absence::Unseen) => Some(TicketGone::NoAccess),
    }
}
