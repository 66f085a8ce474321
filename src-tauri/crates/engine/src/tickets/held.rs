//! Held tickets that could go. None goes before somebody saw that it would: who changes what they wait for is asked first,
//! and what a read of Halo mends waits for a word.

use std::collections::{BTreeMap, BTreeSet};

use domain::ticket::{Actor, HoldReason, TicketEventKind, WAITS_FOR_A_WORD};
use domain::{OurTicketId, ProfileId};
use store::ticket_events::{self, NewEvent};
use store::{Transaction, tickets};

use super::basis::{Ground, Target};
use super::create::hold_or_release;
use super::tell;
use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations;
use crate::tags::Tag;

/// Customers whose tickets are named in a question; of more, the number is told.
const MOST_NAMED: usize = 4;
/// Tickets of one customer that are named.
const MOST_SUBJECTS: usize = 3;

/// Held tickets that nothing is in the way of, with the customers that they would go to.
pub(crate) type CouldGo = BTreeMap<OurTicketId, String>;

/// Which they are now.
pub(crate) fn could_go(tx: &Transaction<'_>, profile: ProfileId) -> store::Result<CouldGo> {
    let mut found = CouldGo::new();
    each_held(tx, profile, |ticket, _, target| {
        if let Ok((_, name)) = &target.customer {
            found.insert(ticket, name.clone());
        }
        Ok(())
    })?;
    Ok(found)
}

/// Lets those go that a change has set free since `before`, where the change was said yes to with them.
///
/// # Errors
/// `Organizations(WouldSend)` when there are some, without that yes.
pub(crate) fn let_go_with_a_yes(
    tx: &Transaction<'_>,
    profile: ProfileId,
    before: &CouldGo,
    sends: bool,
    now: &str,
) -> Result<()> {
    let mut free = could_go(tx, profile)?;
    free.retain(|ticket, _| !before.contains_key(ticket));
    let_go(tx, profile, &free, sends, now)
}

fn let_go(
    tx: &Transaction<'_>,
    profile: ProfileId,
    free: &CouldGo,
    sends: bool,
    now: &str,
) -> Result<()> {
    if free.is_empty() {
        return Ok(());
    }
    if !sends {
        let what = in_words(tx, profile, free)?;
        return Err(organizations::Error::WouldSend { what }.into());
    }
    for ticket in free.keys() {
        tickets::set_hold(tx, *ticket, None, None, now)?;
        tell(tx, *ticket, Actor::Here, TicketEventKind::Released, now)?;
    }
    Ok(())
}

/// Asks anew what holds each held ticket, and answers whether anything changed. One that only the customer or the rules were
/// in the way of stays until somebody says that it may go.
pub(super) fn look_again(
    tx: &Transaction<'_>,
    profile: ProfileId,
    now: &str,
) -> store::Result<bool> {
    let mut changed = false;
    each_held(tx, profile, |ticket, reason, target| {
        changed |= if target.customer.is_ok() && !reason.goes_when_mended() {
            wait_for_a_word(tx, ticket, reason, now)?
        } else {
            hold_or_release(tx, ticket, target, now)?.is_news
        };
        Ok(())
    })?;
    Ok(changed)
}

fn wait_for_a_word(
    tx: &Transaction<'_>,
    ticket: OurTicketId,
    reason: HoldReason,
    now: &str,
) -> store::Result<bool> {
    let is_news = tickets::set_hold(tx, ticket, Some(reason), Some(WAITS_FOR_A_WORD), now)?;
    if is_news {
        let waits = NewEvent::new(Actor::Halyard, TicketEventKind::Held)
            .noting(WAITS_FOR_A_WORD.to_owned());
        ticket_events::add(tx, ticket, &waits, now)?;
    }
    Ok(is_news)
}

fn each_held(
    tx: &Transaction<'_>,
    profile: ProfileId,
    mut see: impl FnMut(OurTicketId, HoldReason, &Target) -> store::Result<()>,
) -> store::Result<()> {
    let held = tickets::held(tx, profile)?;
    if held.is_empty() {
        return Ok(());
    }
    let ground = Ground::load(tx, profile)?;
    for of_one in held.chunk_by(|a, b| a.organization == b.organization) {
        let Some(first) = of_one.first() else {
            continue;
        };
        let target = ground.target(tx, profile, first.organization)?;
        for row in of_one {
            see(row.ticket, row.reason, &target)?;
        }
    }
    Ok(())
}

/// What would be sent, and to whom.
fn in_words(tx: &Transaction<'_>, profile: ProfileId, free: &CouldGo) -> store::Result<String> {
    let mut of: BTreeMap<&str, Vec<OurTicketId>> = BTreeMap::new();
    for (ticket, customer) in free {
        of.entry(customer).or_default().push(*ticket);
    }
    let mut sentences = vec![match free.len() {
        1 => "1 ticket that is held is sent to Halo then.".to_owned(),
        n => format!("{n} tickets that are held are sent to Halo then."),
    }];
    for (customer, theirs) in of.iter().take(MOST_NAMED) {
        let mut subjects = Vec::new();
        for ticket in theirs.iter().take(MOST_SUBJECTS) {
            let row = tickets::get(tx, profile, *ticket)?;
            subjects.push(format!("“{}”", row.summary));
        }
        let more = match theirs.len().saturating_sub(subjects.len()) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        sentences.push(format!("To {customer}: {}{more}.", subjects.join(", ")));
    }
    let unnamed: BTreeSet<_> = of.keys().skip(MOST_NAMED).collect();
    if !unnamed.is_empty() {
        sentences.push(match unnamed.len() {
            1 => "The rest goes to one more customer.".to_owned(),
            n => format!("The rest goes to {n} more customers."),
        });
    }
    Ok(sentences.join(" "))
}

impl Engine {
    /// Sends what nothing holds any more but that nobody has said that it may go: one ticket, or with `None` all of the
    /// profile. `sends` is the yes to it.
    ///
    /// # Errors
    /// `Organizations(WouldSend)` names the tickets while there is no yes; `NotFound` when none waits for a word.
    pub async fn send_held_tickets(
        &self,
        profile: ProfileId,
        ticket: Option<OurTicketId>,
        sends: bool,
    ) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                let mut free = could_go(tx, profile)?;
                free.retain(|id, _| ticket.is_none_or(|wanted| wanted == *id));
                if free.is_empty() {
                    return Err(Error::NotFound {
                        what: "No ticket waits for your word any more. What holds one is said on its row.",
                    });
                }
                let_go(tx, profile, &free, sends, &now)
            })
            .await?;
        self.gates.open(profile);
        self.events.invalidated(Some(profile), &[Tag::Tickets]);
        self.wakes.add(profile);
        Ok(())
    }
}
