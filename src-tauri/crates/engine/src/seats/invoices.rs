//! Recurring invoices, read with the licences: which of their lines take the quantity from a licence. Nothing here, and
//! nothing anywhere, writes one. Reading them takes a permission that a connection does not need, so it is asked for
//! alone, and not having it is no failure.

use std::collections::BTreeSet;

use domain::billing::{BilledBy, InvoiceState};
use domain::{LicenceId, ProfileId};
use halo_api::{HaloClient, InvoiceLine, READ_INVOICES, RecurringInvoice};
use jiff::Timestamp;
use store::Connection;

use crate::Engine;
use crate::error::{Error, Result};
use crate::halo_read::expect_complete;
use crate::tasks::{Meter, TaskHandle};

/// What came of asking.
#[derive(Debug)]
pub(super) enum InvoiceReading {
    /// All of them.
    Read {
        /// How many there are.
        invoices: u32,
        /// The lines that follow a licence.
        lines: Vec<(LicenceId, BilledBy)>,
    },
    /// They may not be read.
    NotAllowed(InvoiceState),
    /// They could not be read this time, for this reason.
    Failed(String),
    /// Somebody cancelled before they were read.
    Cancelled,
}

impl InvoiceReading {
    /// Keeps what was read. What could not be read leaves what is kept as it is.
    pub(super) fn keep(
        &self,
        conn: &Connection,
        profile: ProfileId,
        now: &str,
    ) -> store::Result<()> {
        match self {
            Self::Read { invoices, lines } => {
                store::invoices::replace(conn, profile, *invoices, lines, now)
            }
            Self::NotAllowed(state) => store::invoices::set_not_allowed(conn, profile, *state, now),
            Self::Failed(why) => store::invoices::set_failed(conn, profile, why, now),
            Self::Cancelled => Ok(()),
        }
    }

    /// What the end of the run adds about it, where it adds anything.
    pub(super) fn in_words(&self) -> Option<String> {
        match self {
            Self::Read { lines, .. } => {
                let lines: BTreeSet<(i32, i32)> = lines
                    .iter()
                    .map(|(_, line)| (line.invoice, line.line))
                    .collect();
                match lines.len() {
                    0 => None,
                    1 => Some("1 recurring-invoice line follows one".to_owned()),
                    lines => Some(format!("{lines} recurring-invoice lines follow one")),
                }
            }
            Self::NotAllowed(_) => None,
            Self::Failed(why) => Some(format!(
                "recurring invoices could not be read: {}",
                why.trim_end_matches('.')
            )),
            Self::Cancelled => Some("recurring invoices were not".to_owned()),
        }
    }
}

impl Engine {
    /// Reads recurring invoices, if Halo lets them be read. Where the list does not tell enough, those of `customers`
    /// are opened one by one, and no others. Whatever goes wrong is an answer: seats are compared without invoices.
    pub(super) async fn read_invoices(
        &self,
        halo: &HaloClient,
        customers: &BTreeSet<i32>,
        meter: &Meter,
        handle: &TaskHandle,
    ) -> InvoiceReading {
        let halo = halo.asking_for(READ_INVOICES);
        let read = async {
            // Some servers give less than was asked for instead of refusing.
            let grant = halo.token().await?;
            if !grant.scopes.is_empty() && !grant.allows(READ_INVOICES) {
                return Ok(InvoiceReading::NotAllowed(InvoiceState::NotGranted));
            }
            list(&halo, customers, self.clock.now(), meter, handle).await
        };
        match read.await {
            Ok(reading) => reading,
            Err(error) if error.is_cancelled() => InvoiceReading::Cancelled,
            Err(Error::Halo(halo_api::Error::InvalidScope { .. })) => {
                InvoiceReading::NotAllowed(InvoiceState::NotGranted)
            }
            // A Halo without the module answers as one that does not know the path.
            Err(Error::Halo(
                halo_api::Error::Forbidden { .. } | halo_api::Error::NotFound { .. },
            )) => InvoiceReading::NotAllowed(InvoiceState::Refused),
            Err(error) => InvoiceReading::Failed(error.to_string()),
        }
    }
}

async fn list(
    halo: &HaloClient,
    customers: &BTreeSet<i32>,
    now: Timestamp,
    meter: &Meter,
    handle: &TaskHandle,
) -> Result<InvoiceReading> {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut pager = halo.recurring_invoices();
    let mut listed = Vec::new();
    while let Some(page) = pager.next().await? {
        listed.extend(page.items);
        let (received, expected) = (page.progress.received, page.progress.expected.map(small));
        handle.progress(
            "Reading recurring invoices",
            small(received),
            expected,
            meter,
        );
    }
    expect_complete(pager.completeness(), "recurring invoices")?;
    let count = |invoices: usize| u32::try_from(invoices).unwrap_or(u32::MAX);
    let invoices = count(listed.len());
    let is_wanted = |invoice: &RecurringInvoice| {
        let is_of_them = invoice.client_id.is_some_and(|id| customers.contains(&id));
        is_of_them && !invoice.disabled && invoice.needs_details()
    };
    let to_open = count(listed.iter().filter(|invoice| is_wanted(invoice)).count());
    let mut opened = 0;
    let mut lines = Vec::new();
    for invoice in listed {
        let invoice = if is_wanted(&invoice) {
            handle.progress("Opening recurring invoices", opened, Some(to_open), meter);
            opened += 1;
            match halo.recurring_invoice(invoice.id).await {
                Ok(invoice) => invoice,
                // Deleted since it was listed.
                Err(halo_api::Error::NotFound { .. }) => continue,
                Err(error) => return Err(error.into()),
            }
        } else {
            invoice
        };
        following(&invoice, now, &mut lines);
    }
    Ok(InvoiceReading::Read { invoices, lines })
}

/// The lines of an invoice that bill what a licence counts. Those that are switched off or over bill nothing.
fn following(invoice: &RecurringInvoice, now: Timestamp, found: &mut Vec<(LicenceId, BilledBy)>) {
    if invoice.disabled {
        return;
    }
    let is_over = |line: &InvoiceLine| line.end_date.is_some_and(|end| end < now);
    for line in invoice.lines.iter().flatten() {
        if line.is_inactive || is_over(line) || !line.is_worked_out() {
            continue;
        }
        let licences = line.licences.as_deref().unwrap_or_default();
        for licence in licences {
            let billed = BilledBy {
                invoice: invoice.id,
                invoice_name: invoice.name.clone(),
                line: line.id,
                text: line.text.clone(),
                free: licence.free,
                minimum: licence.minimum,
                only_assigned: licence.only_assigned,
                licences: u32::try_from(licences.len()).unwrap_or(u32::MAX),
            };
            found.push((LicenceId::new(licence.licence_id), billed));
        }
    }
}
