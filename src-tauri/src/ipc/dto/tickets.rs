//! Tickets: the list, one with everything, the plan of a new one.

use engine::database::ticket_events::EventRow;
use engine::database::ticket_sends::SendRow;
use engine::database::tickets::{ListQuery, ListSort};
use engine::domain::status_sync::{ConflictRule, Side, SyncState};
use engine::domain::ticket::{
    Actor, SendKind, SendState, TicketEventKind, TicketGone, TicketState,
};
use engine::tickets::{
    Created, CreatedAs, ListedTicket, NamedStatus, PlannedWrite, StatusChoice, TicketDetails,
    TicketForm, TicketPlan, TicketWindow, TicketsFilter, WaitingTickets,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{OrganizationId, OurTicketId};
use super::test_ticket::{ComparedFieldDto, PlannedFieldDto};

/// How a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TicketStateDto {
    /// Halo holds what was last agreed.
    InStep,
    /// Something is still to be written to Halo.
    Waiting,
    /// The status was changed on both sides.
    Conflict,
    /// Not sent, for a reason to be mended here.
    Held,
    /// Halo refused a write.
    Failed,
    /// No longer in Halo, or no longer to be seen.
    Gone,
}

/// In what order tickets are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TicketSortDto {
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// By the organisation's name.
    Organization,
    /// The one last compared with Halo first.
    LastSync,
}

/// Which tickets, and which window of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketQueryDto {
    /// Only these; `null` means all.
    pub state: Option<TicketStateDto>,
    /// Words to look for.
    pub text: String,
    /// In what order.
    pub sort: TicketSortDto,
    /// Rows before the window.
    pub offset: u32,
    /// Rows in it at most.
    pub limit: u32,
}

/// A status in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamedStatusDto {
    /// Its name.
    pub name: String,
    /// Whether a ticket in it is over.
    pub is_closed: bool,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketRowDto {
    /// Our number of it.
    pub id: OurTicketId,
    /// Halo's number of it.
    pub halo_ticket: Option<i32>,
    /// Subject.
    pub summary: String,
    /// For whom.
    pub organization: String,
    /// Its customer: in Halo, or the one that it would go to now.
    pub customer: Option<String>,
    /// The vendor's level.
    pub level: String,
    /// The status here.
    pub here: NamedStatusDto,
    /// The status in Halo.
    pub there: Option<NamedStatusDto>,
    /// How it stands.
    pub state: TicketStateDto,
    /// Why, as a sentence, where there is something to say.
    pub reason: Option<String>,
    /// Whether Halo holds something else than was sent.
    pub has_differences: bool,
    /// When it was last compared with Halo.
    pub last_synced_at: Option<String>,
    /// When it was made.
    pub created_at: String,
}

/// How many tickets there are of each state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketCountsDto {
    /// In all.
    pub all: u32,
    /// In step.
    pub in_step: u32,
    /// Waiting.
    pub waiting: u32,
    /// In conflict.
    pub conflict: u32,
    /// Held.
    pub held: u32,
    /// Failed.
    pub failed: u32,
    /// Gone.
    pub gone: u32,
}

/// Why everything that waits does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingTicketsDto {
    /// As a sentence.
    pub reason: String,
    /// Until the next try, milliseconds.
    pub next_in_ms: u32,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketPageDto {
    /// Rows before it.
    pub offset: u32,
    /// Rows that fit the filter.
    pub total: u32,
    /// Its rows.
    pub rows: Vec<TicketRowDto>,
    /// How many there are of each state with this text.
    pub counts: TicketCountsDto,
    /// Why those that wait do.
    pub waiting: Option<WaitingTicketsDto>,
}

/// A ticket as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketFormDto {
    /// For whom.
    pub organization: OrganizationId,
    /// Subject.
    pub summary: String,
    /// Text.
    pub details: String,
    /// Key of the vendor's level.
    pub level: String,
    /// The vendor's own number of it; may be empty.
    pub external_id: String,
    /// The mark that the first plan gave.
    pub reference: Option<String>,
}

/// Why a ticket is held, and what lets it go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HoldDto {
    /// What is in the way, as a sentence.
    pub reason: String,
    /// What lets it go, as a sentence.
    pub mend: String,
    /// Whether the ticket rules are in the way, not the organisation.
    pub is_about_rules: bool,
}

/// The open ticket that takes a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenTicketDto {
    /// Our number of it.
    pub id: OurTicketId,
    /// Halo's number of it.
    pub halo_ticket: Option<i32>,
    /// Its subject.
    pub summary: String,
}

/// The plan of a new ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketPlanDto {
    /// Our mark on it.
    pub reference: String,
    /// The open ticket that takes it as a note; `null` for a new ticket.
    pub note_on: Option<OpenTicketDto>,
    /// The fields as they are sent.
    pub fields: Vec<PlannedFieldDto>,
    /// Why it is held instead.
    pub hold: Option<HoldDto>,
    /// What is left out, as sentences.
    pub remarks: Vec<String>,
}

/// What became of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CreatedAsDto {
    /// A ticket that is sent now.
    Ticket,
    /// A ticket that is held.
    Held,
    /// A note on the open ticket.
    Note,
}

/// A ticket that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreatedTicketDto {
    /// Our number of it.
    pub id: OurTicketId,
    /// What became of the form.
    pub became: CreatedAsDto,
}

/// A write to Halo that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketWriteDto {
    /// What it is, in words.
    pub what: String,
    /// Whether Halo refused it.
    pub is_refused: bool,
    /// Whether its answer was lost, so that Halo is asked first.
    pub is_unanswered: bool,
    /// What the last attempt failed with.
    pub failure: Option<String>,
    /// What to do.
    pub mend: Option<String>,
    /// Halo's own words.
    pub said: Option<String>,
    /// How often it was sent.
    pub attempts: u32,
    /// When it was last sent.
    pub tried_at: Option<String>,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ActorDto {
    /// The administrator, here.
    Here,
    /// The program.
    Halyard,
    /// Somebody in Halo.
    Halo,
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketEventDto {
    /// When.
    pub at: String,
    /// Who.
    pub actor: ActorDto,
    /// What, in words.
    pub what: String,
    /// What was before.
    pub before: Option<String>,
    /// What is since.
    pub after: Option<String>,
    /// A sentence more.
    pub note: Option<String>,
}

/// A status that a ticket can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusChoiceDto {
    /// The vendor's key of it.
    pub key: String,
    /// The vendor's name of it.
    pub name: String,
    /// Whether it closes the ticket.
    pub is_closed: bool,
    /// What Halo gets; `null` when it has no partner there.
    pub halo_name: Option<String>,
    /// Whether the ticket has it.
    pub is_current: bool,
}

/// One ticket with everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketDetailsDto {
    /// What the list says of it.
    pub row: TicketRowDto,
    /// Our mark on it.
    pub reference: String,
    /// The vendor's own number.
    pub external_id: Option<String>,
    /// Text.
    pub details: String,
    /// Why it is held.
    pub hold: Option<HoldDto>,
    /// The ticket in Halo that it was put into.
    pub merged_into: Option<i32>,
    /// Fields as sent beside those that Halo holds.
    pub read_back: Vec<ComparedFieldDto>,
    /// Writes that are not done.
    pub writes: Vec<TicketWriteDto>,
    /// What happened, newest first.
    pub events: Vec<TicketEventDto>,
    /// The statuses it can be given.
    pub choices: Vec<StatusChoiceDto>,
    /// Whether it was surely never sent.
    pub can_discard: bool,
    /// Why it waits, where the way to Halo is the reason.
    pub waiting: Option<WaitingTicketsDto>,
}

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

impl From<WaitingTickets> for WaitingTicketsDto {
    fn from(waiting: WaitingTickets) -> Self {
        Self {
            next_in_ms: u32::try_from(waiting.standing.next_in.as_millis()).unwrap_or(u32::MAX),
            reason: waiting.standing.reason,
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
        let reason = row
            .gone
            .map(|gone| gone_words(gone).to_owned())
            .or_else(|| row.hold.map(|hold| hold.sentence().to_owned()))
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
                    field: field.field.to_owned(),
                    label: field.label.to_owned(),
                    value: field.value,
                })
                .collect(),
            hold: plan.hold.map(|(reason, note)| hold_dto(reason, note)),
            remarks: plan.remarks,
        }
    }
}

fn hold_dto(reason: engine::domain::ticket::HoldReason, note: Option<String>) -> HoldDto {
    HoldDto {
        reason: note.unwrap_or_else(|| reason.sentence().to_owned()),
        mend: reason.mend().to_owned(),
        is_about_rules: reason == engine::domain::ticket::HoldReason::Rules,
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
        TicketEventKind::Conflict => "Changed on both sides",
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

impl From<TicketDetails> for TicketDetailsDto {
    fn from(details: TicketDetails) -> Self {
        let row = details.row;
        let reason = row
            .gone
            .map(|gone| gone_words(gone).to_owned())
            .or_else(|| row.hold.map(|hold| hold.sentence().to_owned()))
            .or_else(|| {
                let failures = details
                    .writes
                    .iter()
                    .filter_map(|send| send.failure.as_ref());
                failures.map(|failure| failure.what.clone()).next()
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
