//! Halo's side of a pair.

use crate::CustomerId;

/// Halo's stock customer "Unknown", which stands for "no customer". It is never offered and never paired.
pub const UNKNOWN_CUSTOMER: CustomerId = CustomerId::new(1);

/// A customer as it was last read from Halo, with what matters for pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Halo's id.
    pub id: CustomerId,
    /// The name as Halo shows it.
    pub name: String,
    /// Registrable domains, as [`crate::matching::domains_of`] makes them.
    pub domains: Vec<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
}

impl Customer {
    /// Whether this customer may be suggested at all.
    pub fn may_be_suggested(&self) -> bool {
        !self.inactive && self.id != UNKNOWN_CUSTOMER
    }
}
