//! Recurring invoices with their lines, as far as a licence's count reaches them (halo-api.md section 7, halo-samples.md
//! 14). They are only ever read, so there is nothing here to send.

use jiff::Timestamp;

use super::row::{FromRow, Row};

/// A recurring invoice of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurringInvoice {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Customer.
    pub client_id: Option<i32>,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Whether Halo says that it works out the quantity of a line itself.
    pub has_worked_out_quantity: Option<bool>,
    /// Its lines; `None` where Halo did not send any list.
    pub lines: Option<Vec<InvoiceLine>>,
}

impl RecurringInvoice {
    /// Whether its lines have to be asked for once more, alone: some line's quantity is worked out and the list did not
    /// tell from what. Whether the list tells is not proven (confidence L).
    pub fn needs_details(&self) -> bool {
        match &self.lines {
            None => self.has_worked_out_quantity != Some(false),
            Some(lines) => lines
                .iter()
                .any(|line| line.is_worked_out() && line.licences.is_none()),
        }
    }
}

/// A line of a recurring invoice.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceLine {
    /// Id.
    pub id: i32,
    /// What stands on the invoice (`item_shortdescription`), possibly empty.
    pub text: String,
    /// Quantity (`qty_order`).
    pub quantity: Option<f64>,
    /// How Halo comes by the quantity; anything but 0 says that it works it out itself.
    pub quantity_type: Option<i32>,
    /// Whether the line is switched off.
    pub is_inactive: bool,
    /// Its last day.
    pub end_date: Option<Timestamp>,
    /// The licences whose count it takes; `None` where Halo did not send the list.
    pub licences: Option<Vec<LineLicence>>,
}

impl InvoiceLine {
    /// Whether Halo works the quantity out itself.
    pub fn is_worked_out(&self) -> bool {
        self.quantity_type.is_some_and(|kind| kind != 0)
    }
}

/// A licence whose count a line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineLicence {
    /// The licence.
    pub licence_id: i32,
    /// So many are not billed.
    pub free: i32,
    /// So many are billed at least.
    pub minimum: i32,
    /// Whether only those count that are assigned to somebody.
    pub only_assigned: bool,
}

impl FromRow for RecurringInvoice {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.positive("id")?,
            name: row.name("name"),
            client_id: row.positive("client_id"),
            disabled: row.yes("disabled"),
            has_worked_out_quantity: row.flag("contains_calculated_quantity"),
            lines: row.value("lines").map(|_| row.rows("lines", line)),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

fn line(row: Row<'_>) -> Option<InvoiceLine> {
    Some(InvoiceLine {
        id: row.positive("id")?,
        text: row.name("item_shortdescription"),
        quantity: row.float("qty_order"),
        quantity_type: row.int("recurring_invoice_quantity_type"),
        is_inactive: row.yes("isinactive"),
        end_date: row.time("enddate"),
        licences: row
            .value("quantity_licences")
            .map(|_| row.rows("quantity_licences", line_licence)),
    })
}

fn line_licence(row: Row<'_>) -> Option<LineLicence> {
    Some(LineLicence {
        licence_id: row.positive("licence_id")?,
        free: row.int("qty_free").unwrap_or(0),
        minimum: row.int("minimum_qty").unwrap_or(0),
        only_assigned: row.yes("assigned_licences"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_sample_is_read() {
        let invoice = RecurringInvoice::from_value(&json!({
            "id": 40, "client_id": 12, "client_name": "Contoso Ltd", "contract_id": 8,
            "nextcreationdate": "2026-11-01T00:00:00", "period": 1, "total": 550.0,
            "lines": [{
                "id": 311, "ihid": 40, "item_shortdescription": "M365 Business Premium", "qty_order": 25.0,
                "isinactive": false, "enddate": "1900-01-01T00:00:00", "recurring_invoice_quantity_type": 2,
                "quantity_licences": [{
                    "id": 3, "invoice_line_id": 311, "licence_id": 71, "assigned_licences": false,
                    "qty_free": 1, "minimum_qty": 5, "pro_rata": 0
                }]
            }]
        }))
        .unwrap();
        assert_eq!((invoice.id, invoice.client_id), (40, Some(12)));
        assert!(!invoice.needs_details() && !invoice.disabled);
        let lines = invoice.lines.unwrap();
        assert!(lines[0].is_worked_out());
        assert_eq!((lines[0].quantity, lines[0].end_date), (Some(25.0), None));
        let follows = LineLicence {
            licence_id: 71,
            free: 1,
            minimum: 5,
            only_assigned: false,
        };
        assert_eq!(lines[0].licences.as_deref(), Some(&[follows][..]));
    }

    #[test]
    fn what_the_list_leaves_out_is_asked_for_once_more_and_no_more_than_that() {
        let check = |value: serde_json::Value, expected: bool| {
            let invoice = RecurringInvoice::from_value(&value).unwrap();
            assert_eq!(invoice.needs_details(), expected, "{value}");
        };
        check(json!({"id": 1}), true);
        check(
            json!({"id": 1, "contains_calculated_quantity": false}),
            false,
        );
        check(json!({"id": 1, "contains_calculated_quantity": true}), true);
        check(json!({"id": 1, "lines": []}), false);
        check(
            json!({"id": 1, "lines": [{"id": 2, "recurring_invoice_quantity_type": 0}]}),
            false,
        );
        check(
            json!({"id": 1, "lines": [{"id": 2, "recurring_invoice_quantity_type": 1}]}),
            true,
        );
    }
}
