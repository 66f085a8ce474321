//! Giving a ticket in Halo a status: by a ticket update where the agent may, else by an action (halo-api section 4, "Status
//! change"). Which of the two an agent may take is a choice of its role and of the ticket type's workflow.

use domain::StatusId;
use halo_api::{Error, HaloClient, NewAction, TicketUpdate, WriteOutcome};

use crate::test_ticket::internal_note;

/// How a status is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    /// By a ticket update.
    #[default]
    Update,
    /// By an action that carries the status.
    Action,
}

impl Way {
    const fn other(self) -> Self {
        match self {
            Self::Update => Self::Action,
            Self::Action => Self::Update,
        }
    }
}

/// What is to be set.
pub(crate) struct StatusChange<'a> {
    /// Halo's number of the ticket.
    pub(crate) ticket: i32,
    pub(crate) to: StatusId,
    /// The closing note, where the status closes.
    pub(crate) closing: Option<&'a str>,
    /// The private note of the action.
    pub(crate) note: &'a str,
    /// The outcome of the action; where none is chosen, Halo's own for a private note.
    pub(crate) outcome: Option<i32>,
    /// Whether Halo's rules are to leave the ticket alone.
    pub(crate) skip_rules: bool,
}

/// Why a status was not set.
#[derive(Debug)]
pub(crate) struct NotSet {
    /// How the way ended that was gone first, or the only one.
    pub(crate) first: Error,
    /// How the other one ended, where the first was refused.
    pub(crate) other: Option<Box<Error>>,
}

impl From<Error> for NotSet {
    fn from(first: Error) -> Self {
        Self { first, other: None }
    }
}

impl NotSet {
    /// As [`NotSet::error`], to be kept.
    pub(crate) fn into_error(self) -> Error {
        match self.other {
            Some(other) if !is_refusal(&other) => *other,
            Some(_) | None => self.first,
        }
    }

    /// What it failed with. Where Halo refused both ways, what it said to the first, in which the cause is named; what came
    /// of the other may only be that there is no such action.
    pub(crate) fn error(&self) -> &Error {
        match &self.other {
            Some(other) if !is_refusal(other) => other,
            Some(_) | None => &self.first,
        }
    }

    /// Both, where both were refused.
    pub(crate) fn refusals(&self) -> Option<(&Error, &Error)> {
        let other = self.other.as_deref().filter(|other| is_refusal(other))?;
        Some((&self.first, other))
    }
}

/// Sets it the one way, and where Halo refuses that, the other; answers which it was. Only what is surely not done is tried
/// once more.
pub(crate) async fn set_status(
    halo: &HaloClient,
    change: &StatusChange<'_>,
    way: Way,
) -> Result<Way, NotSet> {
    let first = match go(halo, change, way).await {
        Ok(()) => return Ok(way),
        Err(error) => error,
    };
    if !is_refusal(&first) {
        return Err(first.into());
    }
    match go(halo, change, way.other()).await {
        Ok(()) => Ok(way.other()),
        Err(other) => Err(NotSet {
            first,
            other: Some(Box::new(other)),
        }),
    }
}

fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Rejected { .. } | Error::Forbidden { .. })
        && error.write_outcome() == WriteOutcome::NotDone
}

async fn go(halo: &HaloClient, change: &StatusChange<'_>, way: Way) -> Result<(), Error> {
    let (ticket, to) = (change.ticket, change.to.get());
    match way {
        Way::Update => {
            let update = match change.closing {
                Some(note) => TicketUpdate::close(ticket, to, note),
                None => TicketUpdate::status(ticket, to),
            };
            let skip_rules = change.skip_rules;
            halo.update_ticket(&TicketUpdate {
                skip_rules,
                ..update
            })
            .await?;
        }
        Way::Action => {
            let outcome = match change.outcome {
                Some(outcome) => outcome,
                None => internal_note(halo).await,
            };
            let action = NewAction {
                ticket_id: ticket,
                outcome_id: Some(outcome),
                note: Some(change.note.to_owned()),
                new_status: Some(to),
                hidden_from_user: true,
                send_email: false,
                skip_rules: change.skip_rules,
                ..NewAction::default()
            };
            halo.add_action(&action).await?;
        }
    }
    Ok(())
}
