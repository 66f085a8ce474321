//! Recurring invoices, as far as a licence's count reaches them: which line takes its quantity from which licence.

use jiff::Timestamp;

/// What Halo bills a customer again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurringInvoice {
    /// Halo's id.
    pub id: i64,
    /// The customer.
    pub client_id: i64,
    /// Its name.
    pub name: String,
    /// When the next invoice is made of it.
    pub next: Timestamp,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
}

/// A line of a recurring invoice.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceLine {
    /// Halo's id.
    pub id: i64,
    /// What stands on the invoice.
    pub text: String,
    /// The quantity that somebody typed; one that is worked out does not look at it.
    pub quantity: f64,
    /// Price of one.
    pub unit_price: f64,
    /// Whether the line is switched off.
    pub inactive: bool,
    /// The licences that the quantity is worked out from; none for a quantity that was typed.
    pub licences: Vec<QuantityLicence>,
}

/// A licence that gives a line its quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuantityLicence {
    /// The licence.
    pub licence_id: i64,
    /// So many are not billed.
    pub free: i64,
    /// So many are billed at least.
    pub minimum: i64,
    /// Whether only those that are assigned to somebody count.
    pub assigned: bool,
}

impl QuantityLicence {
    /// A licence whose whole count is billed.
    #[must_use]
    pub fn of(licence_id: i64) -> Self {
        Self {
            licence_id,
            free: 0,
            minimum: 0,
            assigned: false,
        }
    }
}
