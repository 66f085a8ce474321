//! Findings of pre-flight in words: what does not hold, and what mends it.

use std::fmt;

use super::Finding;

impl Finding {
    /// What mends it, as a sentence: in the rules where they can, else in Halo.
    pub fn mend(&self) -> String {
        let plain = match self {
            Self::TicketTypeMissing
            | Self::TicketTypeGone { .. }
            | Self::TicketTypeNotCreatable { .. } => {
                "Choose a ticket type that the agent may create."
            }
            Self::SlaMissing => "Choose an SLA here, or leave the priority to Halo.",
            Self::SlaGone { .. } => "Choose another SLA, or that of the ticket type.",
            Self::LevelUnmapped { .. }
            | Self::PriorityForeign { .. }
            | Self::PriorityHidden { .. } => "Choose one of the SLA’s visible priorities.",
            Self::VendorStatusUnmapped { .. } => {
                "Choose a partner, or leave it so if that is meant."
            }
            Self::StatusGone { .. }
            | Self::StatusNotForTickets { .. }
            | Self::StatusNotAllowed { .. } => "Choose a status that the ticket type allows.",
            Self::UnknownVendorStatus { .. } => "Choose one of the vendor’s statuses.",
            Self::NothingComesBack => "Choose what at least Halo’s closed statuses stand for here.",
            Self::MandatoryFieldEmpty {
                can_be_given: false,
                ..
            } => "Choose another ticket type, or make the field optional in Halo.",
            Self::MandatoryFieldEmpty {
                label,
                example: Some(example),
                ..
            } => {
                return format!("Choose a default for {label} under Extras. “{example}” would do.");
            }
            Self::MandatoryFieldEmpty { label, .. } => {
                return format!("Choose a default for {label} under Extras.");
            }
            Self::FieldValueGone {
                is_demanded: true, ..
            } => "Choose another default. The type asks for one.",
            Self::FieldValueGone {
                is_demanded: false, ..
            } => "Choose another default, or none.",
            Self::TeamGone { .. } => "Choose another team, or none.",
            Self::AgentGone { .. } => "Choose another agent, or none.",
            Self::AgentNotInTeam { .. } => "Choose an agent of the team, or no agent.",
            Self::RequestSourceGone { .. } => "Choose another request source, or none.",
            Self::NoteOutcomeGone { .. } => "Choose another outcome for notes, or none.",
        };
        plain.to_owned()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TicketTypeMissing => f.write_str("No ticket type is chosen."),
            Self::TicketTypeGone { id } => write!(
                f,
                "Ticket type {id} is no longer in Halo, or the agent may no longer see it."
            ),
            Self::TicketTypeNotCreatable { name, .. } => {
                write!(f, "The agent may not create tickets of the type “{name}”.")
            }
            Self::SlaMissing => {
                f.write_str("The ticket type has no SLA, so tickets are sent without a priority.")
            }
            Self::SlaGone { id } => write!(f, "SLA {id} is no longer in Halo."),
            Self::LevelUnmapped { level, .. } => write!(
                f,
                "Level “{level}” has no priority, so Halo takes the default of the SLA."
            ),
            Self::PriorityForeign {
                level, priority, ..
            } => write!(
                f,
                "Priority {priority} for level “{level}” is not one of this SLA."
            ),
            Self::PriorityHidden { level, name, .. } => write!(
                f,
                "Priority “{name}” for level “{level}” is hidden in Halo."
            ),
            Self::VendorStatusUnmapped { status, .. } => write!(
                f,
                "Status “{status}” has no partner in Halo, so a ticket in it stays as it is there."
            ),
            Self::StatusGone { id, .. } => write!(f, "Status {id} is no longer in Halo."),
            Self::StatusNotForTickets { name, .. } => {
                write!(f, "“{name}” is not a status of tickets.")
            }
            Self::StatusNotAllowed {
                name, ticket_type, ..
            } => write!(
                f,
                "Status “{name}” is not allowed for the type “{ticket_type}”."
            ),
            Self::UnknownVendorStatus { key, .. } => {
                write!(
                    f,
                    "A Halo status leads to “{key}”, which the vendor does not have."
                )
            }
            Self::NothingComesBack => f.write_str(
                "No Halo status leads back to the vendor, so changes in Halo are not followed.",
            ),
            Self::MandatoryFieldEmpty { label, .. } => write!(
                f,
                "“{label}” is mandatory for this type and has no default."
            ),
            Self::FieldValueGone { value, .. } => {
                write!(
                    f,
                    "Halo no longer lists “{value}”, which is sent in every ticket."
                )
            }
            Self::TeamGone { name } => write!(f, "Halo no longer lists the team “{name}”."),
            Self::AgentGone { id } => write!(
                f,
                "Agent {id} is no longer in Halo, or may no longer get tickets."
            ),
            Self::AgentNotInTeam { agent, team } => {
                write!(f, "{agent} is not in the team “{team}”.")
            }
            Self::RequestSourceGone { id } => {
                write!(f, "Halo no longer lists request source {id}.")
            }
            Self::NoteOutcomeGone { id } => write!(
                f,
                "Halo no longer lets the agent use outcome {id}, so notes would be refused."
            ),
        }
    }
}
