//! `/RecurringInvoice`, to be read only: what writing lines does to those that are not sent is not known (halo-api.md
//! section 7, L).

use serde_json::{Value, json};

use super::{
    Answer, Context, row_id,
    rows::{Compare, like, view},
};
use crate::{
    clock::{NULL_DATE, halo_date},
    model::{Access, InvoiceLine, QuantityLicence, RecurringInvoice},
    server::Reply,
};

/// Any number but 0 says that Halo works the quantity out itself (halo-samples.md 14).
const WORKED_OUT: i64 = 1;

/// `GET /RecurringInvoice`.
pub(super) fn list(cx: &Context<'_>) -> Value {
    let client = cx.call.number("client_id").filter(|id| *id > 0);
    let search = cx.call.text("search");
    let with_lines = cx.call.is_set("includelines");
    let with_licences = cx.settings.invoice_list_has_licences;
    let rows = visible(cx)
        .filter(|invoice| client.is_none_or(|id| invoice.client_id == id))
        .filter(|invoice| search.is_none_or(|text| like(&invoice.name, text)))
        .collect();
    view(cx, "invoices", rows, column, |invoice| {
        row(cx, invoice, with_lines, with_licences)
    })
}

/// `GET /RecurringInvoice/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let invoice = visible(cx)
        .find(|invoice| invoice.id == id)
        .ok_or_else(Reply::not_found)?;
    let with_lines = cx.call.is_set("includedetails");
    Ok(Reply::ok(row(cx, invoice, with_lines, true)))
}

fn visible<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = &'a RecurringInvoice> {
    let rights = &cx.caller.rights;
    let readable = rights.invoices >= Access::Read;
    cx.world
        .recurring_invoices
        .values()
        .filter(move |invoice| readable && rights.sees_customer(invoice.client_id))
}

fn column(name: &str) -> Option<Compare<RecurringInvoice>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "name" => Some(|a, b| a.name.cmp(&b.name)),
        _ => None,
    }
}

fn row(
    cx: &Context<'_>,
    invoice: &RecurringInvoice,
    with_lines: bool,
    with_licences: bool,
) -> Value {
    let total: f64 = invoice
        .lines
        .iter()
        .map(|line| quantity(cx, line) * line.unit_price)
        .sum();
    let mut row = json!({
        "id": invoice.id,
        "client_id": invoice.client_id,
        "client_name": cx.world.customer_name(invoice.client_id),
        "name": invoice.name,
        "contract_id": 0,
        "schedule_id": 0,
        "nextcreationdate": halo_date(invoice.next),
        "period": 1,
        "total": total,
        "disabled": invoice.disabled,
        "contains_calculated_quantity": invoice.lines.iter().any(|line| !line.licences.is_empty()),
    });
    if with_lines {
        let lines = invoice.lines.iter();
        row["lines"] = lines
            .map(|line| line_row(cx, invoice.id, line, with_licences))
            .collect();
    }
    row
}

fn line_row(cx: &Context<'_>, invoice: i64, line: &InvoiceLine, with_licences: bool) -> Value {
    let quantity = quantity(cx, line);
    let mut row = json!({
        "id": line.id,
        "ihid": invoice,
        "item_shortdescription": line.text,
        "qty_order": quantity,
        "unit_price": line.unit_price,
        "net_amount": quantity * line.unit_price,
        "isinactive": line.inactive,
        "startdate": NULL_DATE,
        "enddate": NULL_DATE,
        "recurring_invoice_quantity_type": if line.licences.is_empty() { 0 } else { WORKED_OUT },
    });
    if with_licences {
        let licences = line.licences.iter();
        row["quantity_licences"] = licences
            .enumerate()
            .map(|(index, licence)| {
                json!({
                    "id": index + 1,
                    "invoice_line_id": line.id,
                    "licence_id": licence.licence_id,
                    "licence_name": cx.world.licences.get(&licence.licence_id).map(|own| own.name.clone()),
                    "assigned_licences": licence.assigned,
                    "qty_free": licence.free,
                    "minimum_qty": licence.minimum,
                    "pro_rata": 0,
                })
            })
            .collect();
    }
    row
}

fn quantity(cx: &Context<'_>, line: &InvoiceLine) -> f64 {
    if line.licences.is_empty() {
        return line.quantity;
    }
    let count = |licence: &QuantityLicence| {
        let own = cx.world.licences.get(&licence.licence_id);
        let count = own.map_or(0, |own| {
            if licence.assigned {
                own.in_use
            } else {
                own.count
            }
        });
        (count - licence.free).max(licence.minimum).max(0)
    };
    let sum: i64 = line.licences.iter().map(count).sum();
    f64::from(i32::try_from(sum).unwrap_or(i32::MAX))
}
