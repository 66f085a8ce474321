//! Tickets: the list, one with everything, the plan of a new one.

mod from_engine;

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
pub struct StandingDto {
    /// As a sentence.
    pub reason: String,
    /// Until the next try, milliseconds; `null` when there is none before somebody asks for it.
    pub next_in_ms: Option<u32>,
}

/// Tickets that wait because of the way to Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingTicketsDto {
    /// How many, whatever the list shows.
    pub count: u32,
    /// Why.
    pub standing: StandingDto,
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
    /// How many nothing holds any more but that nobody has said that they may go.
    pub wait_for_a_word: u32,
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
    /// The ticket on which that plan would be a note; `null` for a ticket of its own.
    pub note_on: Option<OurTicketId>,
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
    /// Whether nothing is in the way any more but that somebody has to say that it may go.
    pub can_be_sent: bool,
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
    /// Whether somebody has to look in Halo, since it cannot be searched far enough.
    pub is_unfindable: bool,
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

/// What of a ticket can be given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum GivingUpDto {
    /// The ticket itself.
    Ticket,
    /// Notes on it.
    Notes,
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
    /// What Halo refused of it and can be left undone.
    pub can_give_up: Option<GivingUpDto>,
    /// Why it waits, where the way to Halo is the reason.
    pub waiting: Option<StandingDto>,
}
