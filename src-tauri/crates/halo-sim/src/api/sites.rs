//! `/Site`. A site's `client_id` is a double in Halo, and so it is here.

use serde_json::{Value, json};

use super::{
    Answer, Context, row_id,
    rows::{Activity, Compare, like, view},
};
use crate::{
    model::{Access, Site},
    server::Reply,
};

/// `GET /Site`.
pub(super) fn list(cx: &Context<'_>) -> Value {
    let client = cx.call.number("client_id").filter(|id| *id > 0);
    let activity = Activity::read(cx.call);
    let search = cx.call.text("search");
    let rows = visible(cx)
        .filter(|site| client.is_none_or(|id| site.client_id == id))
        .filter(|site| activity.takes(site.inactive))
        .filter(|site| search.is_none_or(|text| like(&site.name, text)))
        .collect();
    view(cx, "sites", rows, column, |site| row(cx, site))
}

/// `GET /Site/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let site = visible(cx)
        .find(|site| site.id == id)
        .ok_or_else(Reply::not_found)?;
    let mut detail = row(cx, site);
    detail["emaildomain"] = json!(site.email_domain);
    detail["todomain"] = json!("");
    detail["azuretenantid"] = json!("");
    detail["notes"] = json!("");
    detail["customfields"] = json!([]);
    Ok(Reply::ok(detail))
}

fn visible<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = &'a Site> {
    let rights = &cx.caller.rights;
    let readable = rights.customers >= Access::Read;
    cx.world
        .sites
        .values()
        .filter(move |site| readable && rights.sees_customer(site.client_id))
}

fn column(name: &str) -> Option<Compare<Site>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "name" => Some(|a, b| a.name.cmp(&b.name)),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "ids are far below 2^52")]
fn row(cx: &Context<'_>, site: &Site) -> Value {
    let client = cx.world.customer_name(site.client_id);
    json!({
        "id": site.id,
        "name": site.name,
        "client_id": site.client_id as f64,
        "client_name": client,
        "clientsite_name": format!("{client}/{}", site.name),
        "inactive": site.inactive,
        "sla_id": site.sla_id,
        "timezone": "",
        "colour": "#2bd3c6",
        "phonenumber": "",
        "isstocklocation": false,
        "invoice_address_isdelivery": true,
        "maincontact_id": 0,
        "ref": "",
        "country_code_name": "",
        "use": "site",
    })
}
