//! `/Users`: end users, the General User of each customer included unless left out. `site_id` is a double in Halo.

use serde_json::{Value, json};

use super::{
    Answer, Context, row_id,
    rows::{Activity, Compare, conditions, like, view},
};
use crate::{
    model::{Access, User},
    server::Reply,
};

/// `GET /Users`.
pub(super) fn list(cx: &Context<'_>) -> Answer {
    let conditions = conditions(cx.call, &["id", "name", "emailaddress"])?;
    let client = cx.call.number("client_id").filter(|id| *id > 0);
    let site = cx.call.number("site_id").filter(|id| *id > 0);
    let no_general = cx.call.is_set("exclude_generaluser");
    let no_service = cx.call.flag("includeserviceaccount") == Some(false);
    let activity = Activity::read(cx.call);
    let search = cx.call.text("search");
    let rows: Vec<&User> = visible(cx)
        .filter(|user| {
            client.is_none_or(|id| user.client_id == id) && site.is_none_or(|id| user.site_id == id)
        })
        .filter(|user| activity.takes(user.inactive))
        .filter(|user| !(user.general && no_general))
        .filter(|user| !(user.service_account && no_service))
        .filter(|user| {
            search.is_none_or(|text| like(&user.full_name(), text) || like(&user.email, text))
        })
        .filter(|user| {
            conditions
                .iter()
                .all(|condition| condition.holds(&column_text(user, &condition.field)))
        })
        .collect();
    let ids: Vec<String> = rows.iter().map(|user| user.id.to_string()).collect();
    let mut reply = view(cx, "users", rows, column, |user| row(cx, user));
    if cx.call.is_set("idonly") {
        reply["user_ids"] = json!(ids.join(","));
    }
    Ok(Reply::ok(reply))
}

/// `GET /Users/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let user = visible(cx)
        .find(|user| user.id == id)
        .ok_or_else(Reply::not_found)?;
    let mut detail = row(cx, user);
    for name in [
        "email2",
        "email3",
        "azureoid",
        "azure_tenant_id",
        "azure_tenant_domain",
    ] {
        detail[name] = json!("");
    }
    detail["customfields"] = json!([]);
    Ok(Reply::ok(detail))
}

fn visible<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = &'a User> {
    let rights = &cx.caller.rights;
    let readable = rights.users >= Access::Read;
    cx.world
        .users
        .values()
        .filter(move |user| readable && rights.sees_customer(user.client_id))
}

fn column(name: &str) -> Option<Compare<User>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "name" => Some(|a, b| a.full_name().cmp(&b.full_name())),
        _ => None,
    }
}

fn column_text(user: &User, field: &str) -> String {
    match field {
        "id" => user.id.to_string(),
        "name" => user.full_name(),
        _ => user.email.clone(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "ids are far below 2^52")]
fn row(cx: &Context<'_>, user: &User) -> Value {
    let initial = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
    json!({
        "id": user.id,
        "name": user.full_name(),
        "firstname": user.first_name,
        "surname": user.surname,
        "initials": initial(&user.first_name) + &initial(&user.surname),
        "title": "",
        "site_id": user.site_id as f64,
        "site_id_int": user.site_id,
        "site_name": cx.world.sites.get(&user.site_id).map(|site| site.name.as_str()),
        "client_id": user.client_id,
        "client_name": cx.world.customer_name(user.client_id),
        "emailaddress": user.email,
        "phonenumber": "",
        "mobilenumber": "",
        "login": user.email,
        "azure_id": "",
        "inactive": user.inactive,
        "isimportantcontact": false,
        "isserviceaccount": user.service_account,
        "neversendemails": false,
        "linked_agent_id": 0,
        "priority_id": 0,
        "default_currency_code": 0,
        "other1": "",
        "use": "user",
    })
}
