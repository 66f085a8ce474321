//! What an organisation is.

use domain::{Decision, OrganizationId, SourceKind};

/// Seats of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The vendor's product.
    pub product_key: String,
    /// How many.
    pub count: u32,
}

/// What an organisation is, apart from its row's bookkeeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationContent {
    /// The name, not empty.
    pub name: String,
    /// Registrable domains, the main one first.
    pub domains: Vec<String>,
    /// The vendor's own id.
    pub external_id: Option<String>,
    /// The Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Seats per product, by product key.
    pub seats: Vec<Seat>,
    /// Where it came from.
    pub source: SourceKind,
    /// What the administrator said about it.
    pub decision: Decision,
    /// Why.
    pub decision_reason: Option<String>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRow {
    /// Our id.
    pub id: OrganizationId,
    /// The name.
    pub name: String,
    /// Registrable domains, the main one first.
    pub domains: Vec<String>,
    /// The vendor's own id.
    pub external_id: Option<String>,
    /// The Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Seats per product, by product key.
    pub seats: Vec<Seat>,
    /// Where it came from.
    pub source: SourceKind,
    /// What the administrator said about it.
    pub decision: Decision,
    /// Why.
    pub decision_reason: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// Rises with every change of the organisation, its pair or its rejections.
    pub version: i32,
}

impl OrganizationRow {
    /// The row without its bookkeeping.
    pub fn content(&self) -> OrganizationContent {
        OrganizationContent {
            name: self.name.clone(),
            domains: self.domains.clone(),
            external_id: self.external_id.clone(),
            tenant_id: self.tenant_id.clone(),
            note: self.note.clone(),
            seats: self.seats.clone(),
            source: self.source,
            decision: self.decision,
            decision_reason: self.decision_reason.clone(),
        }
    }
}
