//! What no longer holds: what is mapped, as it was when somebody last looked at it, beside what Halo and the source of
//! the organisations list now.
//!
//! Rules only. What is compared comes from the last complete reads; a list that did not come completely is no reason to
//! call anything gone. A problem changes nothing that is mapped.

mod records;
mod rules;

pub use records::{
    GoneLicence, GoneOrganization, MovedPair, SourceOrganization, gone_licence, gone_organization,
    lost_right, of_pair, of_source,
};
pub use rules::{Met, RulesFacts, meet_rules};

use std::collections::BTreeMap;

use crate::{OrganizationId, SlaId, code::coded_enum};

coded_enum! {
    /// What happened, what stops work first.
    pub enum Cause {
        /// The agent may do less than before.
        RightLost = "right_lost",
        /// Halo no longer lists the customer of a pair.
        CustomerGone = "customer_gone",
        /// Halo has the customer of a pair switched off.
        CustomerInactive = "customer_inactive",
        /// The ticket type is gone.
        TicketTypeGone = "ticket_type_gone",
        /// The agent may no longer create tickets of the type.
        TicketTypeClosed = "ticket_type_closed",
        /// The SLA is gone.
        SlaGone = "sla_gone",
        /// The priority of a level is gone from its SLA.
        PriorityGone = "priority_gone",
        /// A status of the status maps is gone.
        StatusGone = "status_gone",
        /// The licence that a product's seats are counted on is gone.
        LicenceGone = "licence_gone",
        /// The ticket type comes with another SLA.
        TicketTypeSla = "ticket_type_sla",
        /// The ticket type has another name.
        TicketTypeRenamed = "ticket_type_renamed",
        /// The customer of a pair has another name.
        CustomerRenamed = "customer_renamed",
        /// The source no longer lists an organisation.
        OrganizationGone = "organization_gone",
        /// The source brought another name for an organisation.
        OrganizationRenamed = "organization_renamed",
        /// The source brought an organisation about which nothing is decided.
        OrganizationNew = "organization_new",
    }
}

coded_enum! {
    /// What a problem does.
    pub enum Effect {
        /// Something waits until it is mended: only what it touches.
        BlocksWork = "blocks_work",
        /// Everything works; somebody should know.
        LookOnce = "look_once",
    }
}

coded_enum! {
    /// A kind of thing that is remembered as it was.
    pub enum ObjectKind {
        /// The customer of a pair, under the name that was last looked at.
        Customer = "customer",
        /// A ticket type with the SLA that comes with it.
        TicketType = "ticket_type",
        /// An SLA.
        Sla = "sla",
        /// A priority of an SLA.
        Priority = "priority",
        /// A status.
        Status = "status",
        /// An organisation, under the name that was last looked at.
        Organization = "organization",
    }
}

impl Cause {
    /// What happened, in a few words as they stand in the journal and in a report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RightLost => "right lost",
            Self::CustomerGone => "customer gone from Halo",
            Self::CustomerInactive => "customer inactive in Halo",
            Self::TicketTypeGone => "ticket type deleted in Halo",
            Self::TicketTypeClosed => "ticket type closed to the agent",
            Self::SlaGone => "SLA deleted in Halo",
            Self::PriorityGone => "priority deleted in Halo",
            Self::StatusGone => "status deleted in Halo",
            Self::LicenceGone => "licence gone from Halo",
            Self::TicketTypeSla => "ticket type with another SLA",
            Self::TicketTypeRenamed => "ticket type renamed in Halo",
            Self::CustomerRenamed => "customer renamed in Halo",
            Self::OrganizationGone => "organisation gone from its list",
            Self::OrganizationRenamed => "organisation with another name in its list",
            Self::OrganizationNew => "organisation new in its list",
        }
    }

    /// What a problem of this cause does.
    pub const fn effect(self) -> Effect {
        match self {
            Self::RightLost
            | Self::CustomerGone
            | Self::CustomerInactive
            | Self::TicketTypeGone
            | Self::TicketTypeClosed
            | Self::SlaGone
            | Self::PriorityGone
            | Self::StatusGone
            | Self::LicenceGone => Effect::BlocksWork,
            Self::TicketTypeSla
            | Self::TicketTypeRenamed
            | Self::CustomerRenamed
            | Self::OrganizationGone
            | Self::OrganizationRenamed
            | Self::OrganizationNew => Effect::LookOnce,
        }
    }

    /// What is remembered anew when somebody accepts such a problem as it is; `None` where there is nothing to accept.
    pub const fn accepts(self) -> Option<ObjectKind> {
        match self {
            Self::TicketTypeSla | Self::TicketTypeRenamed => Some(ObjectKind::TicketType),
            Self::CustomerRenamed => Some(ObjectKind::Customer),
            Self::OrganizationRenamed => Some(ObjectKind::Organization),
            Self::RightLost
            | Self::CustomerGone
            | Self::CustomerInactive
            | Self::TicketTypeGone
            | Self::TicketTypeClosed
            | Self::SlaGone
            | Self::PriorityGone
            | Self::StatusGone
            | Self::LicenceGone
            | Self::OrganizationGone
            | Self::OrganizationNew => None,
        }
    }
}

/// Something that no longer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What happened.
    pub cause: Cause,
    /// Tells it from the others of its cause, whatever they are called at the moment.
    pub object: String,
    /// The organisation that it touches, where it is one.
    pub organization: Option<OrganizationId>,
    /// What it is about, as it is called here.
    pub subject: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// More about it, without a full stop.
    pub note: Option<String>,
}

/// A thing as it was when somebody last looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub name: String,
    /// The SLA that comes with it, for a ticket type.
    pub sla: Option<SlaId>,
}

impl Known {
    /// A thing that is known by its name alone.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            sla: None,
        }
    }
}

/// Things as they were, by kind and key.
pub type KnownObjects = BTreeMap<(ObjectKind, String), Known>;

#[cfg(test)]
mod tests;
