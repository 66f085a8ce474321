//! From the engine's tickets to those of the wire, and back.

use std::time::Duration;

use engine::database::ticket_events::EventRow;
use engine::database::ticket_sends::SendRow;
use engine::database::tickets::{ListQuery, ListSort};
use engine::domain::status_sync::{ConflictRule, Side, SyncState};
use engine::domain::ticket::{
    Actor, SendKind, SendState, SendTrouble, TicketEventKind, TicketGone, TicketState,
    WAITS_FOR_A_WORD,
};
use engine::tickets::{
    Created, CreatedAs, GateStanding, GivingUp, ListedTicket, NamedStatus, PlannedWrite,
    StatusChoice, TicketDetails, TicketForm, TicketPlan, TicketWindow, TicketsFilter,
    WaitingTickets,
};

use super::{
    ActorDto, CreatedAsDto, CreatedTicketDto, GivingUpDto, HoldDto, NamedStatusDto, OpenTicketDto,
    StandingDto, StatusChoiceDto, TicketCountsDto, TicketDetailsDto, TicketEventDto, TicketFormDto,
    TicketPageDto, TicketPlanDto, TicketQueryDto, TicketRowDto, TicketSortDto, TicketStateDto,
    TicketWriteDto, WaitingTicketsDto,
};
use crate::ipc::dto::test_ticket::PlannedFieldDto;

const GIVEN_UP: &str = "It was given up here, and nothing more is sent for it.";

impl From<TicketStateDto> for TicketState {
    fn from(state: TicketStateDto) -> Self {
        match state {
            TicketStateDto::InStep => Self::InStep,
            TicketStateDto::Waiting => Self::Waiting,
            TicketStateDto::Conflict => Self::Conflict,
            TicketStateDto::Held => Self::Held,
            TicketStateDto::Failed => Self::Failed,
            TicketStateDto::Gone => Self::Gone,
        }
    }
}

impl From<TicketState> for TicketStateDto {
    fn from(state: TicketState) -> Self {
        match state {
            TicketState::InStep => Self::InStep,
            TicketState::Waiting => Self::Waiting,
            TicketState::Conflict => Self::Conflict,
            TicketState::Held => Self::Held,
            TicketState::Failed => Self::Failed,
            TicketState::Gone => Self::Gone,
        }
    }
}

impl From<TicketQueryDto> for TicketsFilter {
    fn from(query: TicketQueryDto) -> Self {
        Self {
            query: ListQuery {
                state: query.state.map(Into::into),
                text: query.text,
                sort: match query.sort {
                    TicketSortDto::Newest => ListSort::Newest,
                    TicketSortDto::Oldest => ListSort::Oldest,
                    TicketSortDto::Organization => ListSort::Organization,
                    TicketSortDto::LastSync => ListSort::LastSync,
                },
            },
            offset: query.offset,
            limit: query.limit,
        }
    }
}

impl From<TicketFormDto> for TicketForm {
    fn from(form: TicketFormDto) -> Self {
        Self {
            organization: form.organization.into(),
            summary: form.summary,
            details: form.details,
            level: form.level,
            external_id: form.external_id,
            reference: form.reference,
            note_on: form.note_on.map(Into::into),
        }
    }
}

impl From<NamedStatus> for NamedStatusDto {
    fn from(status: NamedStatus) -> Self {
        Self {
            name: status.name,
            is_closed: status.is_closed,
        }
    }
}

impl From<GateStanding> for StandingDto {
    fn from(standing: GateStanding) -> Self {
        let millis = |wait: Duration| u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        Self {
            next_in_ms: standing.next_in.map(millis),
            reason: standing.reason,
        }
    }
}

impl From<WaitingTickets> for WaitingTicketsDto {
    fn from(waiting: WaitingTickets) -> Self {
        Self {
            count: waiting.count,
            standing: waiting.standing.into(),
        }
    }
}

fn gone_words(gone: TicketGone) -> &'static str {
    match gone {
        TicketGone::Deleted => "It was deleted in Halo.",
        TicketGone::Merged => "It was put into another ticket in Halo.",
        TicketGone::NoAccess => {
            "Halo no longer shows it: it was deleted, or the agent may not see it."
        }
        TicketGone::NotOurs => {
            "The ticket of this number no longer carries our mark, so it is left alone."
        }
    }
}

fn why_gone(state: TicketState, gone: Option<TicketGone>) -> Option<String> {
    let given_up = (state == TicketState::Gone).then_some(GIVEN_UP);
    gone.map(gone_words).or(given_up).map(str::to_owned)
}

/// What there is to say about its two statuses.
fn status_words(sync: Option<SyncState>, settled: Option<(ConflictRule, Side)>) -> Option<String> {
    if let Some(state) = sync.filter(|state| state.wants_decision()) {
        return Some(state.meaning().to_owned());
    }
    let (by, winner) = settled?;
    let stayed = match winner {
        Side::Here => "the status here stayed",
        Side::Halo => "Halo’s stayed",
    };
    let why = match by {
        ConflictRule::Ask => "as you decided",
        ConflictRule::HaloWins => "by the rule that Halo wins",
        ConflictRule::HereWins => "by the rule that the status here wins",
        ConflictRule::NewestWins => "by the rule that the later change wins",
    };
    Some(format!("Both statuses had been changed; {stayed}, {why}."))
}

impl From<ListedTicket> for TicketRowDto {
    fn from(listed: ListedTicket) -> Self {
        let row = listed.row;
        let reason = why_gone(row.state, row.gone)
            .or_else(|| {
                let waits = row.waits_for_a_word.then_some(WAITS_FOR_A_WORD);
                row.hold
                    .map(|hold| waits.unwrap_or(hold.sentence()).to_owned())
            })
            .or(row.error)
            .or_else(|| status_words(row.sync, row.settled));
        Self {
            id: row.id.into(),
            halo_ticket: row.halo_ticket.map(engine::domain::TicketId::get),
            summary: row.summary,
            organization: row.organization_name,
            customer: row.customer_name,
            level: listed.level,
            here: listed.here.into(),
            there: listed.there.map(Into::into),
            state: row.state.into(),
            reason,
            has_differences: row.has_differences,
            last_synced_at: row.last_synced_at,
            created_at: row.created_at,
        }
    }
}

impl TicketPageDto {
    /// A window, with what it was asked for.
    pub fn of(window: TicketWindow, state: Option<TicketStateDto>, offset: u32) -> Self {
        let of = |state: TicketState| {
            let counted = window.counts.of.iter().find(|(known, _)| *known == state);
            counted.map_or(0, |(_, n)| *n)
        };
        let counts = TicketCountsDto {
            all: window.counts.all,
            in_step: of(TicketState::InStep),
            waiting: of(TicketState::Waiting),
            conflict: of(TicketState::Conflict),
            held: of(TicketState::Held),
            failed: of(TicketState::Failed),
            gone: of(TicketState::Gone),
        };
        Self {
            offset,
            total: state.map_or(counts.all, |state| of(state.into())),
            counts,
            rows: window.rows.into_iter().map(Into::into).collect(),
            waiting: window.waiting.map(Into::into),
            wait_for_a_word: window.wait_for_a_word,
        }
    }
}

impl From<TicketPlan> for TicketPlanDto {
    fn from(plan: TicketPlan) -> Self {
        Self {
            reference: plan.reference,
            note_on: match plan.write {
                PlannedWrite::Ticket => None,
                PlannedWrite::Note {
                    ticket,
                    halo_ticket,
                    summary,
                } => Some(OpenTicketDto {
                    id: ticket.into(),
                    halo_ticket: halo_ticket.map(engine::domain::TicketId::get),
                    summary,
                }),
            },
            fields: plan
                .fields
                .into_iter()
                .map(|field| PlannedFieldDto {
                    field: field.field.into_owned(),
                    label: field.label.into_owned(),
                    value: field.value,
                })
                .collect(),
            hold: plan.hold.map(|(reason, note)| hold_dto(reason, note)),
            remarks: plan.remarks,
        }
    }
}

fn hold_dto(reason: engine::domain::ticket::HoldReason, note: Option<String>) -> HoldDto {
    let can_be_sent = note.as_deref() == Some(WAITS_FOR_A_WORD);
    HoldDto {
        reason: note.unwrap_or_else(|| reason.sentence().to_owned()),
        mend: if can_be_sent {
            "It goes when you press Send it to Halo.".to_owned()
        } else {
            reason.mend().to_owned()
        },
        is_about_rules: reason == engine::domain::ticket::HoldReason::Rules && !can_be_sent,
        can_be_sent,
    }
}

impl From<Created> for CreatedTicketDto {
    fn from(created: Created) -> Self {
        Self {
            id: created.ticket.into(),
            became: match created.became {
                CreatedAs::Ticket => CreatedAsDto::Ticket,
                CreatedAs::Held => CreatedAsDto::Held,
                CreatedAs::Note => CreatedAsDto::Note,
            },
        }
    }
}

impl From<SendRow> for TicketWriteDto {
    fn from(send: SendRow) -> Self {
        let trouble = send.failure.as_ref().map(|failure| failure.trouble);
        let (failure, mend, said) = send.failure.map_or((None, None, None), |failure| {
            (Some(failure.what), failure.mend, failure.said)
        });
        Self {
            what: match send.kind {
                SendKind::Create => "Create the ticket",
                SendKind::Note => "Add a note",
                SendKind::Status => "Change the status",
            }
            .to_owned(),
            is_refused: send.state == SendState::Refused,
            is_unanswered: send.state == SendState::Unanswered,
            failure,
            mend,
            said,
            is_unfindable: send.state == SendState::Refused
                && trouble == Some(SendTrouble::Unfindable),
            attempts: send.attempts,
            tried_at: send.tried_at,
        }
    }
}

fn event_words(kind: TicketEventKind) -> &'static str {
    match kind {
        TicketEventKind::Opened => "Entered",
        TicketEventKind::Held => "Held",
        TicketEventKind::Released => "No longer held",
        TicketEventKind::Created => "Created in Halo",
        TicketEventKind::Found => "The answer was lost; found in Halo by our mark",
        TicketEventKind::Differs => "Halo holds something else than was sent",
        TicketEventKind::Noted => "More of the same",
        TicketEventKind::NoteSent => "Note added in Halo",
        TicketEventKind::StatusHere => "Status changed here",
        TicketEventKind::StatusSent => "Status written to Halo",
        TicketEventKind::StatusThere => "Status changed in Halo",
        TicketEventKind::Conflict => "The statuses do not go together",
        TicketEventKind::Decided => "Conflict decided",
        TicketEventKind::Refused => "Halo refused it",
        TicketEventKind::Delayed => "Not sent yet",
        TicketEventKind::Retried => "Tried again",
        TicketEventKind::Gone => "No longer in Halo",
        TicketEventKind::Back => "In Halo again",
        TicketEventKind::Moved => "Moved to another customer in Halo",
        TicketEventKind::Merged => "Merged in Halo",
        TicketEventKind::Discarded => "Discarded",
    }
}

impl From<EventRow> for TicketEventDto {
    fn from(row: EventRow) -> Self {
        Self {
            at: row.at,
            actor: match row.event.actor {
                Actor::Here => ActorDto::Here,
                Actor::Halyard => ActorDto::Halyard,
                Actor::Halo => ActorDto::Halo,
            },
            what: event_words(row.event.kind).to_owned(),
            before: row.event.before,
            after: row.event.after,
            note: row.event.note,
        }
    }
}

impl From<StatusChoice> for StatusChoiceDto {
    fn from(choice: StatusChoice) -> Self {
        Self {
            key: choice.key,
            name: choice.name,
            is_closed: choice.is_closed,
            halo_name: choice.halo_name,
            is_current: choice.is_current,
        }
    }
}

impl From<GivingUp> for GivingUpDto {
    fn from(giving_up: GivingUp) -> Self {
        match giving_up {
            GivingUp::Ticket => Self::Ticket,
            GivingUp::Notes => Self::Notes,
        }
    }
}

impl From<TicketDetails> for TicketDetailsDto {
    fn from(details: TicketDetails) -> Self {
        let row = details.row;
        let reason = why_gone(row.state, row.gone)
            .or_else(|| {
                let waits = row
                    .hold_note
                    .as_deref()
                    .filter(|note| *note == WAITS_FOR_A_WORD);
                row.hold
                    .map(|hold| waits.unwrap_or(hold.sentence()).to_owned())
            })
            .or_else(|| {
                let failures = details
                    .writes
                    .iter()
                    .filter_map(|send| send.failure.as_ref());
                failures.map(|failure| failure.what.clone()).next()
            })
            .or_else(|| {
                let sync = details.sync.as_ref();
                let settled = sync.and_then(|sync| sync.settled.as_ref());
                status_words(
                    sync.map(|sync| sync.state),
                    settled.map(|settled| (settled.by, settled.winner)),
                )
            });
        Self {
            hold: row.hold.map(|hold| hold_dto(hold, row.hold_note)),
            reference: row.reference,
            external_id: row.external_id,
            details: row.details,
            merged_into: row.merged_into.map(engine::domain::TicketId::get),
            read_back: details.read_back.into_iter().map(Into::into).collect(),
            writes: details.writes.into_iter().map(Into::into).collect(),
            events: details.events.into_iter().map(Into::into).collect(),
            choices: details.choices.into_iter().map(Into::into).collect(),
            can_discard: details.can_discard,
            can_give_up: details.can_give_up.map(Into::into),
            waiting: details.waiting.map(Into::into),
            row: TicketRowDto {
                id: row.id.into(),
                halo_ticket: row.halo_ticket.map(engine::domain::TicketId::get),
                summary: row.summary,
                organization: row.organization_name,
                customer: details.customer,
                level: details.level,
                here: details.here.into(),
                there: details.there.map(Into::into),
                state: row.state.into(),
                reason,
                has_differences: row.has_differences,
                last_synced_at: row.last_synced_at,
                created_at: row.created_at,
            },
        }
    }
}
