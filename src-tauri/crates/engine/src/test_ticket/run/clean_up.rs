//! Step 6, and the same later for a ticket that an interrupted run left behind.

use std::borrow::Cow;

use domain::halo_config::Status;
use domain::{CleanUp, ProfileId, StatusId, TestRunId, TestRunState};
use halo_api::{HaloClient, Ticket, WriteOutcome};

use super::mark::{Mark, search_from};
use super::{Planned, Run};
use crate::Engine;
use crate::error::{Error, Result};
use crate::landing;
use crate::status_ways::{NotSet, StatusChange, Way, set_status};
use crate::tags::Tag;
use crate::tasks::TaskKind;
use crate::test_ticket::TestRun;
use crate::test_ticket::plan::{Basis, Choice};
use crate::test_ticket::sheet::{StatusTest, StepKey, StepState, WhatBecomes};

const CLOSURE_NOTE: &str = "Halyard's test is finished.";
const NO_STATUS: &str =
    "It is not known which status closes a ticket, so the ticket was left open.";
const NOT_AMONG_THE_NEWEST: &str = "This Halo cannot be searched for our mark, and the ticket is not among its newest. Look for it in Halo.";
const STILL_OPEN: &str =
    "Halo took the status that the rules give a closed ticket, but the ticket is still open.";
const MEND_UNSEEN: &str =
    "Let the agent see unassigned tickets and those of others, then press Close it now.";
const MEND_STATUS: &str = "In the ticket rules, choose a Halo status that closes for the vendor's closed status. Then press Close it now.";

impl Engine {
    /// Cleans up the left-over ticket of an earlier run: closes it after making sure that it carries our mark. A run
    /// that left nothing over, or is still at work, is answered as it is.
    ///
    /// # Errors
    /// `NotOurTicket` when it does not carry the mark, `TicketLeftOpen` when it cannot be
    /// closed by the ticket rules, or may still arrive in Halo.
    pub async fn clean_up_test_run(&self, profile: ProfileId, run: TestRunId) -> Result<TestRun> {
        let _writing = self.halo_turn.take().await?;
        let row = self
            .store
            .read(move |tx| store::test_runs::get(tx, profile, run))
            .await?;
        let is_at_work = row.state == TestRunState::Running
            && self.tasks.is_running(TaskKind::TestTicket, profile);
        if row.clean_up != CleanUp::Pending || is_at_work {
            return Ok(row.into());
        }
        let mark = Mark::new(row.reference.clone());
        let choice = Choice {
            customer: Some(row.customer_id),
            level: row.level_key.clone(),
            becomes: WhatBecomes::Close,
            statuses: StatusTest::LeftOut,
            mail: false,
            is_own: false,
        };
        let basis = self.test_basis(profile, choice).await?;
        let halo = self.halo_for_work(profile).await?;
        let found = if let Some(id) = row.halo_ticket_id {
            Some(id.get())
        } else {
            let started = row.started_at.parse().ok();
            let since = search_from(started.unwrap_or_else(|| self.clock.now()));
            let found = halo.find_tickets_by_reference(mark.reference(), since);
            let found = found.await?;
            if found.tickets.is_empty() && !found.is_complete {
                return Err(left_open(NOT_AMONG_THE_NEWEST, "Close it there."));
            }
            let may_land = landing::left_in_words(Some(&row.started_at), self.clock.now());
            if found.tickets.is_empty()
                && let Some(left) = may_land
            {
                let reason = format!("It may still arrive in Halo. Try again in {left}.");
                return Err(left_open(reason, "Nothing was sent."));
            }
            found.tickets.first().map(|ticket| ticket.id)
        };
        let clean_up = match found {
            None => CleanUp::Deleted,
            Some(id) => match settle(&halo, &basis, &mark, (id, WhatBecomes::Close), Way::Update)
                .await
                .map_err(NotSet::into_error)?
            {
                Settled::Closed(_) | Settled::ClosedInstead => CleanUp::Closed,
                Settled::Deleted | Settled::Gone => CleanUp::Deleted,
                Settled::NotOurs => return Err(Error::NotOurTicket { ticket: id }),
                Settled::Unseen => return Err(left_open(unseen(id), MEND_UNSEEN)),
                Settled::NoStatus => return Err(left_open(NO_STATUS, MEND_STATUS)),
                Settled::StillOpen => return Err(left_open(STILL_OPEN, MEND_STATUS)),
            },
        };
        let row = self
            .store
            .write(move |tx| {
                store::test_runs::set_clean_up(tx, run, clean_up)?;
                store::test_runs::get(tx, profile, run)
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::TestTicket, Tag::Home]);
        Ok(row.into())
    }
}

impl Run {
    pub(super) async fn clean_up(&mut self, halo: &HaloClient, planned: &Planned, id: i32) {
        let begun = self.begin(StepKey::CleanUp).await;
        let becomes = match planned.becomes {
            WhatBecomes::Leave if !self.stopped => {
                self.set_clean_up(CleanUp::Left).await;
                let meaning = "Left open, as chosen.";
                return self.finish(begun, StepState::Done, meaning).await;
            }
            // It was to be looked at when the run is over. A run that is stopped leaves nothing behind.
            WhatBecomes::Leave => WhatBecomes::Close,
            other @ (WhatBecomes::Close | WhatBecomes::Delete) => other,
        };
        let (basis, mark) = (&planned.basis, &planned.mark);
        let settled = settle(halo, basis, mark, (id, becomes), self.way).await;
        let (clean_up, state, meaning) = match settled {
            Ok(Settled::Closed(Way::Update)) => (CleanUp::Closed, StepState::Done, "Closed."),
            Ok(Settled::Closed(Way::Action)) => (
                CleanUp::Closed,
                StepState::Done,
                "Closed by an action: a plain update of the status was refused.",
            ),
            Ok(Settled::ClosedInstead) => (
                CleanUp::Closed,
                StepState::Warning,
                "Halo does not let the agent delete tickets, so it was closed.",
            ),
            Ok(Settled::Deleted) => (CleanUp::Deleted, StepState::Done, "Deleted."),
            Ok(Settled::Gone) => (
                CleanUp::Deleted,
                StepState::Warning,
                "It was no longer in Halo.",
            ),
            Ok(Settled::NotOurs) => {
                let meaning = format!("Ticket {id} does not carry the mark, so it was left alone.");
                let mend = "Look at it in Halo.";
                return self.finish_badly(begun, &meaning, mend).await;
            }
            Ok(Settled::Unseen) => {
                return self.finish_badly(begun, &unseen(id), MEND_UNSEEN).await;
            }
            Ok(Settled::NoStatus) => {
                return self.finish_badly(begun, NO_STATUS, MEND_STATUS).await;
            }
            Ok(Settled::StillOpen) => {
                return self.finish_badly(begun, STILL_OPEN, MEND_STATUS).await;
            }
            Err(not_set) => {
                let mend = mend(not_set.error());
                return self.fail_to_set(begun, &not_set, mend).await;
            }
        };
        self.set_clean_up(clean_up).await;
        self.finish(begun, state, meaning).await;
    }
}

fn mend(error: &halo_api::Error) -> &'static str {
    match error.write_outcome() {
        WriteOutcome::NotDone => {
            "Allow the agent to update statuses outside of actions, or an action that sets the closing status. Then press Close it now."
        }
        WriteOutcome::Unknown => "Press Close it now when Halo answers again.",
    }
}

/// What became of a ticket that was to be cleaned up.
enum Settled {
    /// How Halo took the status; by an update where it was closed already.
    Closed(Way),
    /// Closed, since it could not be deleted.
    ClosedInstead,
    Deleted,
    /// It had been deleted before.
    Gone,
    /// Halo does not show it, and not among the deleted either.
    Unseen,
    /// It does not carry our mark and was not touched.
    NotOurs,
    /// No status that closes is known.
    NoStatus,
    /// The status was set, and Halo does not count it as closed.
    StillOpen,
}

/// Closes or deletes a ticket after making sure that it is ours, and makes sure that Halo counts it as closed.
async fn settle(
    halo: &HaloClient,
    basis: &Basis,
    mark: &Mark,
    (id, becomes): (i32, WhatBecomes),
    way: Way,
) -> std::result::Result<Settled, NotSet> {
    let Some(ticket) = read(halo, id).await? else {
        return Ok(missing(halo, id).await?);
    };
    if !mark.is_on(&ticket) {
        return Ok(Settled::NotOurs);
    }
    let mut is_instead = false;
    if becomes == WhatBecomes::Delete {
        match halo.delete_ticket(id, "Halyard test ticket").await {
            Ok(()) => return Ok(Settled::Deleted),
            Err(halo_api::Error::Forbidden { .. } | halo_api::Error::Rejected { .. }) => {
                is_instead = true;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let closed = |way| {
        if is_instead {
            Settled::ClosedInstead
        } else {
            Settled::Closed(way)
        }
    };
    if ticket.is_closed() {
        return Ok(closed(Way::Update));
    }
    let Some(status) = closing_status(basis) else {
        return Ok(Settled::NoStatus);
    };
    let change = StatusChange {
        ticket: id,
        to: status,
        closing: Some(CLOSURE_NOTE),
        note: CLOSURE_NOTE,
        outcome: basis.rules.note_outcome,
        skip_rules: false,
    };
    let way = set_status(halo, &change, way).await?.way;
    // The reply to an update may be half of the ticket (halo-api 3.8).
    match read(halo, id).await? {
        None => Ok(missing(halo, id).await?),
        Some(ticket) if counts_as_closed(basis, &ticket) => Ok(closed(way)),
        Some(_) => Ok(Settled::StillOpen),
    }
}

/// Halo answers 404 both to what was deleted and to what the agent may not see.
async fn missing(halo: &HaloClient, id: i32) -> std::result::Result<Settled, halo_api::Error> {
    Ok(if halo.is_ticket_deleted(id).await? {
        Settled::Gone
    } else {
        Settled::Unseen
    })
}

fn unseen(id: i32) -> String {
    format!("Halo does not show ticket {id} to the agent, so it may still be open.")
}

fn left_open(reason: impl Into<Cow<'static, str>>, mend: &'static str) -> Error {
    Error::TicketLeftOpen {
        reason: reason.into(),
        mend,
    }
}

async fn read(halo: &HaloClient, id: i32) -> std::result::Result<Option<Ticket>, halo_api::Error> {
    match halo.ticket(id).await {
        Ok(ticket) => Ok(Some(ticket)),
        Err(halo_api::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn counts_as_closed(basis: &Basis, ticket: &Ticket) -> bool {
    let status = ticket.status_id.map(StatusId::new);
    ticket.is_closed()
        || status
            .and_then(|id| basis.config.status(id))
            .is_some_and(closes)
}

fn closes(status: &Status) -> bool {
    status.is_closed == Some(true)
}

/// The status that closes: the one chosen for a closed status of the vendor, or one that Halo was seen to treat as
/// closed and the type allows.
fn closing_status(basis: &Basis) -> Option<StatusId> {
    let chosen = basis
        .vendor
        .statuses
        .iter()
        .filter(|status| status.is_closed)
        .find_map(|status| basis.rules.status_to_halo.get(&status.key).copied());
    let learnt = || {
        let kind = basis.config.ticket_type(basis.rules.ticket_type?)?;
        basis
            .config
            .statuses_for(kind)
            .find(|status| closes(status))
            .map(|status| status.id)
    };
    chosen.or_else(learnt)
}
