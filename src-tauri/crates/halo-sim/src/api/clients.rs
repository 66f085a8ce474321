//! `/Client` and `/AreaAzureTenant`: customers and their Microsoft tenants.

use serde_json::{Value, json};

use super::{
    Answer, Context, Fields,
    caller::needs,
    refusal, row_id,
    rows::{Activity, Compare, Period, conditions, like, view},
};
use crate::{
    clock::halo_date,
    model::{Access, Customer},
    server::Reply,
};

/// `GET /Client`.
pub(super) fn list(cx: &Context<'_>) -> Answer {
    let conditions = conditions(cx.call, &["id", "name", "domain", "website", "ref"])?;
    let (activity, period) = (Activity::read(cx.call), Period::read(cx.call));
    let search = cx.call.text("search");
    let search_name = cx.call.text("search_name_only");
    let toplevel = cx.call.number("toplevel_id").filter(|id| *id > 0);
    let external_only = cx.call.is_set("exclude_internal");
    let mut rows: Vec<&Customer> = visible(cx)
        .filter(|customer| activity.takes(customer.inactive) && period.takes(customer.updated))
        .filter(|customer| toplevel.is_none_or(|id| customer.toplevel_id == id))
        .filter(|customer| !external_only || customer.toplevel_id != 2)
        .filter(|customer| search_name.is_none_or(|text| like(&customer.name, text)))
        .filter(|customer| {
            search.is_none_or(|text| like(&customer.name, text) || like(&customer.reference, text))
        })
        .filter(|customer| {
            conditions
                .iter()
                .all(|condition| condition.holds(&column_text(customer, &condition.field)))
        })
        .collect();
    if cx.call.text("order").is_none() {
        rows.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let azure = cx.call.is_set("includeazuretenants");
    Ok(Reply::ok(view(cx, "clients", rows, column, |customer| {
        row(customer, azure)
    })))
}

/// `GET /Client/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let customer = visible(cx)
        .find(|customer| customer.id == id)
        .ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(detail(cx, customer)))
}

/// `POST /Client`: makes a customer, or changes the fields sent.
pub(super) fn write(cx: &mut Context<'_>, fields: &Fields) -> Result<Value, Reply> {
    needs(cx.caller.rights.customers, Access::ReadModify)?;
    let id = match fields.id("id") {
        Some(id) if visible(cx).any(|customer| customer.id == id) => id,
        Some(_) => return Err(Reply::not_found()),
        None => {
            let name = fields
                .filled("name")
                .ok_or_else(|| refusal::sentence("Please enter a Customer name"))?;
            refuse_incomplete(&cx.settings.customer_demands, fields)?;
            let site = fields
                .filled("newclient_sitename")
                .unwrap_or_else(|| "Main".to_owned());
            let domain = fields.text("newclient_domain").unwrap_or_default();
            let id = cx.world.add_customer(name.trim(), &domain, &site, cx.now);
            add_first_contact(cx, id, fields);
            id
        }
    };
    if let Some(customer) = cx.world.customers.get_mut(&id) {
        for (text, name) in [
            (&mut customer.name, "name"),
            (&mut customer.domain, "domain"),
            (&mut customer.website, "website"),
            (&mut customer.reference, "ref"),
        ] {
            if let Some(value) = fields.text(name) {
                *text = value;
            }
        }
        customer.inactive = fields.flag("inactive").unwrap_or(customer.inactive);
        customer.toplevel_id = fields.id("toplevel_id").unwrap_or(customer.toplevel_id);
        customer.updated = cx.now;
    }
    let customer = cx.world.customers.get(&id).ok_or_else(Reply::not_found)?;
    Ok(detail(cx, customer))
}

/// One missing field at a time is told.
fn refuse_incomplete(demands: &[&'static str], fields: &Fields) -> Result<(), Reply> {
    let missing = demands.iter().find(|name| fields.filled(name).is_none());
    let Some(missing) = missing else {
        return Ok(());
    };
    Err(refusal::sentence(match *missing {
        "newclient_sitename" => "Please enter a Site name",
        "newclient_contactname" => "Please enter a Contact name",
        _ => "Please enter an Email Address for the Contact",
    }))
}

fn add_first_contact(cx: &mut Context<'_>, client_id: i64, fields: &Fields) {
    let Some(contact) = fields.filled("newclient_contactname") else {
        return;
    };
    let (first, last) = contact.split_once(' ').unwrap_or((contact.as_str(), ""));
    let email = fields.text("newclient_contactemail").unwrap_or_default();
    cx.world.add_user(client_id, first, last, &email);
}

/// `GET /AreaAzureTenant`.
pub(super) fn azure_tenants(cx: &Context<'_>) -> Value {
    let client = cx.call.number("client_id");
    let wanted = cx.call.text("azure_tenant_id");
    let rows = visible(cx).filter(|customer| client.is_none_or(|id| customer.id == id));
    rows.filter_map(|customer| {
        azure_row(customer).filter(|row| wanted.is_none_or(|id| row["azure_tenant_id"] == id))
    })
    .collect()
}

/// The customers the caller may see; none without the right, and no error.
pub(super) fn visible<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = &'a Customer> {
    let rights = &cx.caller.rights;
    let readable = rights.customers >= Access::Read;
    cx.world
        .customers
        .values()
        .filter(move |customer| readable && rights.sees_customer(customer.id))
}

fn column(name: &str) -> Option<Compare<Customer>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "name" => Some(|a, b| a.name.cmp(&b.name)),
        _ => None,
    }
}

fn column_text(customer: &Customer, field: &str) -> String {
    match field {
        "id" => customer.id.to_string(),
        "name" => customer.name.clone(),
        "domain" => customer.domain.clone(),
        "website" => customer.website.clone(),
        _ => customer.reference.clone(),
    }
}

fn row(customer: &Customer, with_azure: bool) -> Value {
    let mut row = json!({
        "id": customer.id,
        "name": customer.name,
        "toplevel_id": customer.toplevel_id,
        "toplevel_name": if customer.toplevel_id == 2 { "Internal" } else { "Customers" },
        "inactive": customer.inactive,
        "colour": "#2bd3c6",
        "main_site_id": customer.main_site_id,
        "ref": customer.reference,
        "is_vip": false,
        "is_account": true,
        "customertype": 0,
        "customer_relationship": [],
        "website": customer.website,
        "domain": if customer.domain.is_empty() { Value::Null } else { json!(customer.domain) },
        "accountsid": format!("C{:04}", customer.id),
        "item_tax_code": 0,
        "taxable": true,
        "pritech": 0,
        "sectech": 0,
        "accountmanagertech": 0,
        "stopped": 0,
        "client_to_invoice": 0,
        "xero_tenant_id": "",
        "itglue_id": "",
        "use": "client",
        "key": customer.id,
        "table": 0,
    });
    if with_azure {
        row["azure_tenants"] = azure_row(customer).into_iter().collect();
    }
    row
}

fn detail(cx: &Context<'_>, customer: &Customer) -> Value {
    let mut detail = row(customer, true);
    detail["customfields"] = json!([]);
    detail["datecreated"] = json!(halo_date(customer.created));
    detail["notes"] = json!("");
    detail["main_site_name"] = cx
        .world
        .sites
        .get(&customer.main_site_id)
        .map_or(Value::Null, |site| json!(site.name));
    detail
}

fn azure_row(customer: &Customer) -> Option<Value> {
    let tenant = customer.azure_tenant.as_ref()?;
    Some(json!({
        "id": customer.id,
        "details_id": 1,
        "client_id": customer.id,
        "client_name": customer.name,
        "azure_tenant_id": tenant.id,
        "azure_tenant_name": tenant.name,
        "azure_tenant_domain": tenant.domain,
        "relationship_type": 0,
        "licence_import_type": 0,
    }))
}
