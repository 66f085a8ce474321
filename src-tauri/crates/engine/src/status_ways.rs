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

/// How a status was set.
pub(crate) struct Set {
    pub(crate) way: Way,
    /// What Halo refused the other way with, where that was gone first.
    pub(crate) refused: Option<Error>,
}

/// Why a status was not set.
#[derive(Debug)]
pub(crate) enum NotSet {
    /// By an error that the other way does not lead around, or that the other way met.
    By(Error),
    /// Halo refused it both ways.
    Refused(Box<BothWays>),
}

/// What Halo said to each way.
#[derive(Debug)]
pub(crate) struct BothWays {
    pub(crate) update: Error,
    pub(crate) action: Error,
}

impl BothWays {
    fn new(way: Way, first: Error, other: Error) -> Self {
        let (update, action) = match way {
            Way::Update => (first, other),
            Way::Action => (other, first),
        };
        Self { update, action }
    }
}

impl NotSet {
    /// What it failed with. Where Halo refused both ways, what it said to the update, in which the cause is named; the action
    /// may only be one that there is not.
    pub(crate) fn error(&self) -> &Error {
        match self {
            Self::By(error) => error,
            Self::Refused(both) => &both.update,
        }
    }

    /// As [`NotSet::error`], to be kept.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::By(error) => error,
            Self::Refused(both) => both.update,
        }
    }
}

impl From<Error> for NotSet {
    fn from(error: Error) -> Self {
        Self::By(error)
    }
}

/// Sets it the one way, and where Halo refuses that, the other. Only what is surely not done is tried once more.
pub(crate) async fn set_status(
    halo: &HaloClient,
    change: &StatusChange<'_>,
    way: Way,
) -> Result<Set, NotSet> {
    let first = match go(halo, change, way).await {
        Ok(()) => {
            return Ok(Set { way, refused: None });
        }
        Err(error) => error,
    };
    if !is_refusal(&first) {
        return Err(first.into());
    }
    match go(halo, change, way.other()).await {
        Ok(()) => Ok(Set {
            way: way.other(),
            refused: Some(first),
        }),
        Err(other) if is_refusal(&other) => {
            Err(NotSet::Refused(Box::new(BothWays::new(way, first, other))))
        }
        Err(other) => Err(NotSet::By(other)),
    }
}

/// Whether Halo surely did not do it, for a reason that the other way may not have.
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
