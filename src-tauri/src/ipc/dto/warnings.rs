//! What speaks against a pair.

use engine::domain::warning::WarningKind;
use engine::organizations::{Doubt, WarningView};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A kind of warning, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WarningKindDto {
    /// Halo no longer lists the customer.
    Gone,
    /// Halo has the customer switched off.
    Inactive,
    /// The customer is the service provider itself.
    OwnCustomer,
    /// A customer that fits better is mapped to somebody else.
    Swapped,
    /// The domains differ, and more than the domains.
    DomainClash,
    /// Another organisation fits the customer better.
    TwoOrganizations,
    /// Seats are far from the number of people in Halo.
    SeatsFar,
}

/// A warning about a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WarningDto {
    /// Its kind.
    pub kind: WarningKindDto,
    /// A sentence.
    pub text: String,
    /// Whether it was said to be right.
    pub set_aside: bool,
    /// Whether it may be.
    pub may_be_set_aside: bool,
}

/// A suggestion that is left out because something speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoubtDto {
    /// Organisation.
    pub organization: String,
    /// Customer.
    pub customer: String,
    /// What speaks against it.
    pub text: String,
}

impl From<WarningKind> for WarningKindDto {
    fn from(kind: WarningKind) -> Self {
        match kind {
            WarningKind::Gone => Self::Gone,
            WarningKind::Inactive => Self::Inactive,
            WarningKind::OwnCustomer => Self::OwnCustomer,
            WarningKind::Swapped => Self::Swapped,
            WarningKind::DomainClash => Self::DomainClash,
            WarningKind::TwoOrganizations => Self::TwoOrganizations,
            WarningKind::SeatsFar => Self::SeatsFar,
        }
    }
}

impl From<WarningKindDto> for WarningKind {
    fn from(kind: WarningKindDto) -> Self {
        match kind {
            WarningKindDto::Gone => Self::Gone,
            WarningKindDto::Inactive => Self::Inactive,
            WarningKindDto::OwnCustomer => Self::OwnCustomer,
            WarningKindDto::Swapped => Self::Swapped,
            WarningKindDto::DomainClash => Self::DomainClash,
            WarningKindDto::TwoOrganizations => Self::TwoOrganizations,
            WarningKindDto::SeatsFar => Self::SeatsFar,
        }
    }
}

impl From<WarningView> for WarningDto {
    fn from(warning: WarningView) -> Self {
        Self {
            kind: warning.kind.into(),
            text: warning.text,
            set_aside: warning.set_aside,
            may_be_set_aside: warning.kind.may_be_set_aside(),
        }
    }
}

impl From<Doubt> for DoubtDto {
    fn from(doubt: Doubt) -> Self {
        Self {
            organization: doubt.organization,
            customer: doubt.customer,
            text: doubt.text,
        }
    }
}
