//! `/SoftwareLicence`. The seat count is `count`; what is available is calculated.

use serde_json::{Value, json};

use super::{
    Answer, Context, Fields,
    caller::needs,
    refusal, row_id,
    rows::{Compare, like, view},
};
use crate::{
    clock::{NULL_DATE, halo_date},
    model::{Access, Licence, next_id},
    server::Reply,
};

/// `GET /SoftwareLicence`.
pub(super) fn list(cx: &Context<'_>) -> Value {
    let client = cx.call.number("client_id").filter(|id| *id > 0);
    let kind = cx.call.number("licence_type").filter(|id| *id >= 0);
    let search = cx.call.text("search");
    let inactive_too = cx.call.is_set("includeinactive");
    let rows = visible(cx)
        .filter(|licence| client.is_none_or(|id| licence.client_id == id))
        .filter(|licence| kind.is_none_or(|kind| licence.licence_type == kind))
        .filter(|licence| inactive_too || licence.active)
        .filter(|licence| search.is_none_or(|text| like(&licence.name, text)))
        .collect();
    view(cx, "licences", rows, column, |licence| row(cx, licence))
}

/// `GET /SoftwareLicence/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let licence = visible(cx)
        .find(|licence| licence.id == id)
        .ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(row(cx, licence)))
}

/// `POST /SoftwareLicence`: makes a licence, or changes the fields sent.
pub(super) fn write(cx: &mut Context<'_>, fields: &Fields) -> Result<Value, Reply> {
    needs(cx.caller.rights.software_licensing, Access::ReadModify)?;
    needs(cx.caller.rights.suppliers, Access::ReadModify)?;
    let id = match fields.id("id") {
        Some(id) if visible(cx).any(|licence| licence.id == id) => id,
        Some(_) => return Err(Reply::not_found()),
        None => create(cx, fields)?,
    };
    if let Some(licence) = cx.world.licences.get_mut(&id) {
        apply(licence, fields);
    }
    let licence = cx.world.licences.get(&id).ok_or_else(Reply::not_found)?;
    Ok(row(cx, licence))
}

fn create(cx: &mut Context<'_>, fields: &Fields) -> Result<i64, Reply> {
    let name = fields
        .filled("name")
        .ok_or_else(|| refusal::sentence("Please enter a Licence name"))?;
    let client_id = fields
        .id("client_id")
        .ok_or_else(|| refusal::sentence("Please select a Customer"))?;
    if !cx.world.customers.contains_key(&client_id) {
        return Err(refusal::foreign_key("AREA", "Aarea"));
    }
    if !cx.caller.rights.sees_customer(client_id) {
        return Err(Reply::forbidden());
    }
    let id = next_id(&cx.world.licences);
    cx.world.licences.insert(
        id,
        Licence {
            id,
            client_id,
            name,
            count: 0,
            in_use: 0,
            licence_type: 0,
            price: 0.0,
            purchase_price: 0.0,
            manufacturer: String::new(),
            vendor_product_sku: String::new(),
            third_party_product: String::new(),
            notes: String::new(),
            active: true,
            start: cx.now,
        },
    );
    Ok(id)
}

fn apply(licence: &mut Licence, fields: &Fields) {
    for (text, name) in [
        (&mut licence.name, "name"),
        (&mut licence.notes, "notes"),
        (&mut licence.manufacturer, "manufacturer"),
        (&mut licence.vendor_product_sku, "vendor_product_sku"),
        (&mut licence.third_party_product, "third_party_product"),
    ] {
        if let Some(value) = fields.text(name) {
            *text = value;
        }
    }
    licence.count = fields.int("count").unwrap_or(licence.count);
    licence.licence_type = fields.int("type").unwrap_or(licence.licence_type);
    licence.price = fields.double("price").unwrap_or(licence.price);
    licence.purchase_price = fields
        .double("purchase_price")
        .unwrap_or(licence.purchase_price);
    licence.active = fields.flag("is_active").unwrap_or(licence.active);
}

fn visible<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = &'a Licence> {
    let rights = &cx.caller.rights;
    let readable = rights.software_licensing >= Access::Read;
    cx.world
        .licences
        .values()
        .filter(move |licence| readable && rights.sees_customer(licence.client_id))
}

fn column(name: &str) -> Option<Compare<Licence>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "name" => Some(|a, b| a.name.cmp(&b.name)),
        _ => None,
    }
}

fn row(cx: &Context<'_>, licence: &Licence) -> Value {
    json!({
        "id": licence.id,
        "type": licence.licence_type,
        "name": licence.name,
        "count": licence.count,
        "client_id": licence.client_id,
        "client_name": cx.world.customer_name(licence.client_id),
        "site_id": -1,
        "site_name": "",
        "licences_in_use": licence.in_use,
        "licences_in_use_user": licence.in_use,
        "licences_available": licence.count - licence.in_use,
        "purchase_price": licence.purchase_price,
        "price": licence.price,
        "start_date": halo_date(licence.start),
        "end_date": NULL_DATE,
        "manufacturer": licence.manufacturer,
        "vendor": "",
        "supplier_id": 0,
        "supplier_name": "",
        "notes": licence.notes,
        "tenant_id": "",
        "tenant_name": "",
        "billing_cycle": "monthly",
        "term_duration": "P1M",
        "status": if licence.active { "active" } else { "cancelled" },
        "autorenew": true,
        "is_active": licence.active,
        "deleted": false,
        "product_sku": "",
        "vendor_product_sku": licence.vendor_product_sku,
        "third_party_product": licence.third_party_product,
        "thirdparty_client_id": "",
        "distributor": "",
        "snowid": "",
        "parent_id": 0,
        "requested_quantity": 0,
        "requested_quantity_date": NULL_DATE,
    })
}
