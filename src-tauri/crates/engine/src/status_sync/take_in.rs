//! What a poll brought, brought together with what is here: one transaction for all tickets of a profile.

use std::collections::{BTreeMap, HashMap};

use domain::halo_config::HaloConfig;
use domain::status_sync::{
    Absence, Clocks, Fate, Judgement, KeptStatus, News, StatusMaps, Step, SyncRules, SyncState,
    SyncedTicket, There,
};
use domain::ticket::TicketGone;
use domain::ticket_rules::TicketRules;
use domain::vendor::Vendor;
use domain::{OrganizationId, OurTicketId, ProfileId, StatusId, TicketId};
use store::status_sync::{SettledRow, StatusSyncRow, TicketSyncRow};
use store::ticket_sends::{self, NewSend};
use store::tickets::{self, HaloSide, LinkedTicket, Merge, TicketRow};
use store::{Connection, Transaction};

use super::history::events;
use super::link::{kept, sighting};
use super::read::Seen;
use crate::test_ticket::Mark;
use crate::tickets::{leave_gone, not_ours};

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
    clocks: Clocks,
}

/// What Halo told about one ticket.
#[derive(Clone, Copy)]
pub(super) enum Told<'a> {
    Found(&'a halo_api::Ticket),
    Missing(Absence),
    /// Nothing: what is known counts.
    Nothing,
}

/// One ticket, judged and put down.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub(super) taken: TakenIn,
    /// What is to be done, and how the two stand; `None` where there was nothing to judge.
    pub(super) judged: Option<(Step, SyncState)>,
}

impl Judge {
    pub(super) fn load(
        tx: &Connection,
        profile: ProfileId,
        now: &str,
        clocks: Clocks,
    ) -> store::Result<Self> {
        Ok(Self {
            profile,
            sync: store::status_sync::load(tx, profile)?,
            config: store::halo_config::load(tx, profile)?,
            vendor: store::vendors::load(tx, profile)?,
            rules: HashMap::new(),
            now: now.to_owned(),
            clocks,
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

    pub(super) const fn clocks(&self) -> Clocks {
        self.clocks
    }

    pub(super) fn closes(&self, key: &str) -> bool {
        let mut statuses = self.vendor.statuses.iter();
        statuses.any(|status| status.key == key && status.is_closed)
    }

    /// What a ticket is judged by.
    pub(super) fn sync_rules<'a>(&self, rules: &'a TicketRules) -> SyncRules<'a> {
        SyncRules {
            maps: StatusMaps::from(rules),
            conflict: self.sync.conflict_rule,
        }
    }

    /// Brings the two sides of one ticket together and puts down what came of it.
    pub(super) fn judge(
        &mut self,
        tx: &Transaction<'_>,
        linked: &LinkedTicket,
        told: Told<'_>,
    ) -> store::Result<Verdict> {
        let row = &linked.ticket;
        if let Told::Found(found) = told
            && is_another(row, found)
        {
            return self.leave_alone(tx, row);
        }
        let Some(news) = news(told) else {
            return Ok(Verdict::default());
        };
        let rules = self.rules_of(tx, row.organization)?;
        let before = store::status_sync::of_ticket(tx, row.id)?;
        let kept = kept(tx, linked, before.as_ref())?;
        let judged = kept.judge(news.as_ref(), &self.sync_rules(&rules), self.clocks);
        let Some(judged) = judged else {
            return Ok(Verdict::default());
        };
        let sync = self.sync_row(&judged, before.as_ref(), row);
        let customer_name = match told {
            Told::Found(found) => found.client_name.clone(),
            Told::Missing(_) | Told::Nothing => None,
        };
        let had = before.as_ref().map(|before| before.state);
        let merge = self.merge(row, &kept, &judged, customer_name, had);
        let there = |ticket: &SyncedTicket| ticket.there.as_ref().map(known);
        let changed = merge
            != Merge {
                halo: merge.halo.clone(),
                ..Merge::default()
            }
            || there(&judged.was) != there(&judged.is)
            || before.as_ref() != Some(&sync);
        let has_left = leave_gone(tx, self.profile, row, &merge, &self.now)?;
        if changed {
            tickets::apply(tx, row.id, &merge, &self.now)?;
        }
        if before.as_ref() != Some(&sync) {
            store::status_sync::put(tx, row.id, &sync)?;
        }
        if let Some(here) = judged.new_write() {
            enqueue(tx, row, here, &self.now)?;
        }
        Ok(Verdict {
            taken: TakenIn {
                changed,
                has_writes: matches!(judged.step, Step::Send(_)) || has_left,
            },
            judged: Some((judged.step, judged.state)),
        })
    }

    /// Its number leads to a ticket without our mark: that one is not followed, until the mark is back.
    fn leave_alone(&self, tx: &Transaction<'_>, row: &TicketRow) -> store::Result<Verdict> {
        if row.gone.is_some() {
            return Ok(Verdict::default());
        }
        let merge = Merge {
            gone: Some(Some(TicketGone::NotOurs)),
            events: vec![not_ours()],
            ..Merge::default()
        };
        let has_writes = leave_gone(tx, self.profile, row, &merge, &self.now)?;
        tickets::apply(tx, row.id, &merge, &self.now)?;
        Ok(Verdict {
            taken: TakenIn {
                changed: true,
                has_writes,
            },
            judged: None,
        })
    }

    fn sync_row(
        &self,
        judged: &Judgement,
        before: Option<&TicketSyncRow>,
        row: &TicketRow,
    ) -> TicketSyncRow {
        let (was, is) = (&judged.was, &judged.is);
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
            state: judged.state,
            moved_from: made_for.filter(|made_for| customer.is_some_and(|now| now != *made_for)),
            settled,
        }
    }

    /// What was judged, as the store takes it.
    fn merge(
        &self,
        row: &TicketRow,
        kept: &KeptStatus,
        judged: &Judgement,
        customer_name: Option<String>,
        had: Option<SyncState>,
    ) -> Merge {
        let (was, is) = (&judged.was, &judged.is);
        let there = is.there.as_ref().filter(|_| judged.is_heard);
        Merge {
            halo: there.map(|there| halo_side(there, customer_name)),
            status_here: judged
                .took()
                .map(|here| (here.to_owned(), self.closes(here))),
            base: judged
                .base
                .as_ref()
                .map(|base| (base.here.clone(), base.there)),
            is_in_conflict: (judged.asks != row.is_in_conflict).then_some(judged.asks),
            gone: (was.fate != is.fate).then(|| gone(is.fate)),
            // Seen again, it takes more of its number as it did before.
            takes_more: (was.fate != Fate::Live && is.fate == Fate::Live)
                .then(|| !self.closes(&is.here)),
            merged_into: match is.fate {
                Fate::Merged(into) => Some(into),
                Fate::Live | Fate::Gone(_) => None,
            },
            lost_status_landed: judged.lost_landed,
            drops_open_status: judged.drops_writes && !kept.writes.is_empty(),
            events: events(self, judged, had),
        }
    }
}

/// Takes in a poll.
pub(super) fn take_in(
    tx: &Transaction<'_>,
    judge: &mut Judge,
    seen: &Seen,
) -> store::Result<TakenIn> {
    let missing: BTreeMap<TicketId, Absence> = seen.missing.iter().copied().collect();
    let mut all = TakenIn::default();
    // Nothing was compared of those that nobody asked for, and of one whose status Halo does not tell.
    let mut not_compared = seen.unasked.clone();
    for (id, linked) in tickets::linked(tx, judge.profile)? {
        let told = match (seen.found.get(&id), missing.get(&id)) {
            (Some(found), _) => {
                if found.status_id.is_none() {
                    not_compared.push(id);
                }
                Told::Found(found)
            }
            (None, Some(absence)) => Told::Missing(*absence),
            (None, None) => Told::Nothing,
        };
        let one = judge.judge(tx, &linked, told)?.taken;
        all.changed |= one.changed;
        all.has_writes |= one.has_writes;
    }
    tickets::compared(tx, judge.profile, &not_compared, &judge.now)?;
    Ok(all)
}

/// Judges one ticket by what Halo told of it.
pub(super) fn judge_one(
    tx: &Transaction<'_>,
    judge: &mut Judge,
    id: OurTicketId,
    told: Told<'_>,
) -> store::Result<Verdict> {
    match tickets::linked_one(tx, judge.profile, id)? {
        Some(linked) => judge.judge(tx, &linked, told),
        None => Ok(Verdict::default()),
    }
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

/// Whether what Halo shows under a ticket's number is somebody else's ticket.
fn is_another(row: &TicketRow, found: &halo_api::Ticket) -> bool {
    found.merged_into().is_none() && !Mark::new(row.reference.clone()).is_on(found)
}

/// What the rules take from what was told, `Some(None)` for nothing new. `None` for a ticket without a status: of that
/// nothing can be judged.
#[expect(
    clippy::option_option,
    reason = "there may be nothing to judge, or nothing new"
)]
fn news(told: Told<'_>) -> Option<Option<News>> {
    match told {
        Told::Found(found) => Some(Some(News::Found(sighting(found)?))),
        Told::Missing(absence) => Some(Some(News::Missing(absence))),
        Told::Nothing => Some(None),
    }
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
