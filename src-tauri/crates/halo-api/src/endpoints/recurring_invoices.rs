//! Recurring invoices: `/RecurringInvoice` (halo-api.md section 7). To be read only: there is no function here that would
//! write one, and there is to be none. A line that takes its quantity from a licence follows the licence in Halo.

use crate::client::HaloClient;
use crate::count::HowMany;
use crate::error::Error;
use crate::page::Pager;
use crate::request::ApiRequest;
use crate::wire::RecurringInvoice;

/// The permission that reading them takes (halo-api.md section 7, confidence M).
pub const READ_INVOICES: &str = "read:invoices";

fn list_recurring_invoices() -> ApiRequest {
    ApiRequest::get("RecurringInvoice").with("includelines", true)
}

fn get_recurring_invoice(id: i32) -> ApiRequest {
    ApiRequest::get(format!("RecurringInvoice/{id}")).with("includedetails", true)
}

impl HaloClient {
    /// Lists recurring invoices with their lines.
    pub fn recurring_invoices(&self) -> Pager<RecurringInvoice> {
        Pager::new(self.clone(), list_recurring_invoices(), "invoices")
    }

    /// Reads one recurring invoice with its lines.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted or may not be seen.
    pub async fn recurring_invoice(&self, id: i32) -> Result<RecurringInvoice, Error> {
        self.record(&get_recurring_invoice(id)).await
    }

    /// Counts recurring invoices.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn count_recurring_invoices(&self) -> Result<HowMany, Error> {
        let request = ApiRequest::get("RecurringInvoice");
        self.count(&request, "invoices").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recurring_invoices_are_asked_for() {
        insta::assert_snapshot!(
            list_recurring_invoices(),
            @"GET RecurringInvoice?includelines=true"
        );
        insta::assert_snapshot!(
            get_recurring_invoice(40),
            @"GET RecurringInvoice/40?includedetails=true"
        );
    }

    /// Whatever else asks for the path would show here: it is named in this file and nowhere else, and only to read.
    #[test]
    fn nothing_writes_an_invoice() {
        let own = include_str!("recurring_invoices.rs");
        let code = own.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(!code.contains("::post") && !code.contains("::delete"));
        let others = [
            include_str!("actions.rs"),
            include_str!("customers.rs"),
            include_str!("find_tickets.rs"),
            include_str!("licences.rs"),
            include_str!("people.rs"),
            include_str!("ticket_types.rs"),
            include_str!("tickets.rs"),
        ];
        assert!(others.iter().all(|text| !text.contains("Invoice")));
    }
}
