//! What of a judgement is told in the ticket's history.

use domain::status_sync::{Absence, Fate, Judgement, Side, SyncState};
use domain::ticket::{Actor, TicketEventKind};
use store::ticket_events::NewEvent;

use super::take_in::Judge;

/// The remark of a status that opened a closed ticket again. By it the check of access knows that the agent may.
pub(crate) const OPENED_AGAIN: &str = "It was closed in Halo, and is open again.";

/// What is told in the ticket's history.
pub(super) fn events(judge: &Judge, judged: &Judgement, had: Option<SyncState>) -> Vec<NewEvent> {
    let (was, is) = (&judged.was, &judged.is);
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
                let sent = NewEvent::new(Actor::Halyard, TicketEventKind::StatusSent);
                if before.is_closed && !now.is_closed {
                    sent.noting(OPENED_AGAIN)
                } else {
                    sent
                }
            } else {
                told(TicketEventKind::StatusThere)
            };
            let from = Some(judge.there_name(before.status));
            events.push(event.from_to(from, judge.there_name(now.status)));
        }
        if before.customer.is_some() && now.customer.is_some() && before.customer != now.customer {
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
            judge.here_name(&settled.here),
            judge.there_name(settled.there),
        );
        events.push(
            NewEvent::new(Actor::Halyard, TicketEventKind::Decided)
                .from_to(Some(here), there)
                .noting(note),
        );
    }
    if is.here != was.here {
        let from = Some(judge.here_name(&was.here));
        events.push(told(TicketEventKind::StatusHere).from_to(from, judge.here_name(&is.here)));
    }
    if had != Some(judged.state) {
        let asks =
            |note: &str| NewEvent::new(Actor::Halyard, TicketEventKind::Conflict).noting(note);
        match judged.state {
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
