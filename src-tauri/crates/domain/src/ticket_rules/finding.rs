//! What pre-flight can find. Its words are in [`super::finding_words`].

use crate::{SlaId, StatusId, TicketTypeId};

/// How much a finding matters. The order is worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Halo would refuse the ticket, or change it without a word.
    Blocks,
    /// The ticket is made, and something is lost or left to chance.
    Warns,
}

/// Which entry of the two status maps is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusPlace {
    /// The entry of this vendor's status.
    ToHalo {
        /// The status's key.
        key: String,
    },
    /// The entry of this Halo status.
    FromHalo {
        /// The status.
        id: StatusId,
    },
}

/// One thing about the rules that does not hold against Halo's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No ticket type is chosen.
    TicketTypeMissing,
    /// The chosen ticket type is gone from Halo, or is not shown to us any more.
    TicketTypeGone {
        /// The type that was chosen.
        id: TicketTypeId,
    },
    /// The agent we act as may not create such tickets.
    TicketTypeNotCreatable {
        /// The type.
        id: TicketTypeId,
        /// Its name.
        name: String,
    },
    /// There is no SLA, so no priority is sent.
    SlaMissing,
    /// The SLA is gone from Halo.
    SlaGone {
        /// The SLA that was chosen or came with the type.
        id: SlaId,
    },
    /// A vendor's level has no priority.
    LevelUnmapped {
        /// The level's name.
        level: String,
        /// The level's key.
        key: String,
    },
    /// A level's priority is not one of the SLA.
    PriorityForeign {
        /// The level's name.
        level: String,
        /// The level's key.
        key: String,
        /// Halo's `priorityid`.
        priority: i32,
    },
    /// A level's priority is hidden in Halo.
    PriorityHidden {
        /// The level's name.
        level: String,
        /// The level's key.
        key: String,
        /// Halo's `priorityid`.
        priority: i32,
        /// The priority's name.
        name: String,
    },
    /// A vendor's status has no partner in Halo.
    VendorStatusUnmapped {
        /// The status's name.
        status: String,
        /// The status's key.
        key: String,
    },
    /// A mapped status is gone from Halo.
    StatusGone {
        /// Where it is mapped.
        place: StatusPlace,
        /// The status.
        id: StatusId,
    },
    /// A mapped status belongs to orders, approvals or another area.
    StatusNotForTickets {
        /// Where it is mapped.
        place: StatusPlace,
        /// The status.
        id: StatusId,
        /// Its name.
        name: String,
    },
    /// The ticket type does not allow a mapped status.
    StatusNotAllowed {
        /// Where it is mapped.
        place: StatusPlace,
        /// The status.
        id: StatusId,
        /// Its name.
        name: String,
        /// The ticket type's name.
        ticket_type: String,
    },
    /// A Halo status leads to a status that the vendor does not have.
    UnknownVendorStatus {
        /// The Halo status.
        id: StatusId,
        /// The vendor's status key.
        key: String,
    },
    /// Statuses should come back from Halo, and none is mapped that way.
    NothingComesBack,
    /// Halo asks for a field, and neither the type nor the rules fill it in.
    MandatoryFieldEmpty {
        /// The key under which it is sent.
        key: String,
        /// The label Halo shows.
        label: String,
        /// A value that would do, in words, when Halo lists any.
        example: Option<String>,
        /// Whether the rules can give it one.
        can_be_given: bool,
    },
    /// A field's default is no longer among those that Halo lists.
    FieldValueGone {
        /// The key under which it is sent.
        key: String,
        /// The value that was chosen, in words.
        value: String,
        /// Whether the type asks for the field, so that Halo refuses a ticket with such a value.
        is_demanded: bool,
    },
    /// Halo no longer lists the team.
    TeamGone {
        /// Its name.
        name: String,
    },
    /// Halo no longer lists the agent, or the agent may no longer get tickets.
    AgentGone {
        /// Halo's id.
        id: i32,
    },
    /// The agent is not in the team that the tickets go to.
    AgentNotInTeam {
        /// The agent's name.
        agent: String,
        /// The team's name.
        team: String,
    },
    /// Halo no longer lists the request source.
    RequestSourceGone {
        /// Halo's id.
        id: i32,
    },
    /// Halo no longer lets the agent use what notes are made with.
    NoteOutcomeGone {
        /// Halo's id.
        id: i32,
    },
}

impl Finding {
    /// A fixed code for this kind of finding.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TicketTypeMissing => "ticket_type_missing",
            Self::TicketTypeGone { .. } => "ticket_type_gone",
            Self::TicketTypeNotCreatable { .. } => "ticket_type_not_creatable",
            Self::SlaMissing => "sla_missing",
            Self::SlaGone { .. } => "sla_gone",
            Self::LevelUnmapped { .. } => "level_unmapped",
            Self::PriorityForeign { .. } => "priority_foreign",
            Self::PriorityHidden { .. } => "priority_hidden",
            Self::VendorStatusUnmapped { .. } => "vendor_status_unmapped",
            Self::StatusGone { .. } => "status_gone",
            Self::StatusNotForTickets { .. } => "status_not_for_tickets",
            Self::StatusNotAllowed { .. } => "status_not_allowed",
            Self::UnknownVendorStatus { .. } => "unknown_vendor_status",
            Self::NothingComesBack => "nothing_comes_back",
            Self::MandatoryFieldEmpty { .. } => "mandatory_field_empty",
            Self::FieldValueGone { .. } => "field_value_gone",
            Self::TeamGone { .. } => "team_gone",
            Self::AgentGone { .. } => "agent_gone",
            Self::AgentNotInTeam { .. } => "agent_not_in_team",
            Self::RequestSourceGone { .. } => "request_source_gone",
            Self::NoteOutcomeGone { .. } => "note_outcome_gone",
        }
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::TicketTypeMissing
            | Self::TicketTypeGone { .. }
            | Self::TicketTypeNotCreatable { .. }
            | Self::SlaGone { .. }
            | Self::PriorityForeign { .. }
            | Self::StatusGone { .. }
            | Self::StatusNotForTickets { .. }
            | Self::StatusNotAllowed { .. }
            | Self::MandatoryFieldEmpty { .. }
            | Self::FieldValueGone {
                is_demanded: true, ..
            }
            | Self::TeamGone { .. }
            | Self::AgentGone { .. }
            | Self::AgentNotInTeam { .. } => Severity::Blocks,
            Self::SlaMissing
            | Self::LevelUnmapped { .. }
            | Self::PriorityHidden { .. }
            | Self::VendorStatusUnmapped { .. }
            | Self::UnknownVendorStatus { .. }
            | Self::NothingComesBack
            | Self::FieldValueGone {
                is_demanded: false, ..
            }
            | Self::RequestSourceGone { .. }
            | Self::NoteOutcomeGone { .. } => Severity::Warns,
        }
    }

    /// The part of the form it belongs to: `ticketType`, `sla`, `priority.<level key>`, `statusToHalo.<status key>`,
    /// `statusFromHalo.<Halo's status id>`, `statusFromHalo` as a whole, `field.<key>`, `agent`, `requestSource` or `noteOutcome`.
    pub fn field(&self) -> String {
        match self {
            Self::TicketTypeMissing
            | Self::TicketTypeGone { .. }
            | Self::TicketTypeNotCreatable { .. } => "ticketType".to_owned(),
            Self::SlaMissing | Self::SlaGone { .. } => "sla".to_owned(),
            Self::LevelUnmapped { key, .. }
            | Self::PriorityForeign { key, .. }
            | Self::PriorityHidden { key, .. } => format!("priority.{key}"),
            Self::VendorStatusUnmapped { key, .. } => format!("statusToHalo.{key}"),
            Self::StatusGone { place, .. }
            | Self::StatusNotForTickets { place, .. }
            | Self::StatusNotAllowed { place, .. } => match place {
                StatusPlace::ToHalo { key } => format!("statusToHalo.{key}"),
                StatusPlace::FromHalo { id } => format!("statusFromHalo.{id}"),
            },
            Self::UnknownVendorStatus { id, .. } => format!("statusFromHalo.{id}"),
            Self::NothingComesBack => "statusFromHalo".to_owned(),
            Self::MandatoryFieldEmpty { key, .. } | Self::FieldValueGone { key, .. } => {
                format!("field.{key}")
            }
            Self::TeamGone { .. } => "field.team".to_owned(),
            Self::AgentGone { .. } | Self::AgentNotInTeam { .. } => "agent".to_owned(),
            Self::RequestSourceGone { .. } => "requestSource".to_owned(),
            Self::NoteOutcomeGone { .. } => "noteOutcome".to_owned(),
        }
    }
}
