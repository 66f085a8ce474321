//! `/Tickets`: list, one, create or change, delete. How a ticket looks is in `ticket_rows`, what may be written in
//! `ticket_change`.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    Answer, Context, Fields,
    caller::needs,
    row_id,
    rows::{Compare, Period, id_list, like, view},
    ticket_change, ticket_rows,
};
use crate::{
    model::{Access, Ticket, UNASSIGNED_AGENT},
    server::Reply,
};

/// `GET /Tickets`: closed ones too unless `open_only=true`; the last changed first unless ordered.
pub(super) fn list(cx: &Context<'_>) -> Value {
    let deleted = cx.call.is_set("deleted");
    let filter = Filter::read(cx);
    let mut rows: Vec<&Ticket> = cx
        .world
        .tickets
        .values()
        .filter(|ticket| ticket.deleted == deleted && may_see(cx, ticket) && filter.takes(ticket))
        .collect();
    rows.sort_by_key(|ticket| Reverse((ticket.updated, ticket.id)));
    let mut reply = view(cx, "tickets", rows, column, |ticket| {
        ticket_rows::row(cx, ticket)
    });
    reply["columns_id"] = json!(0);
    reply
}

/// `GET /Tickets/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let ticket = visible(cx, row_id(id)?).ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(ticket_rows::detail(
        cx,
        ticket,
        cx.call.is_set("includedetails"),
    )))
}

/// `POST /Tickets`: with an `id` changes the fields sent, without one makes a ticket.
pub(super) fn write(cx: &mut Context<'_>, fields: &Fields) -> Result<Value, Reply> {
    needs(cx.caller.rights.tickets, Access::ReadModify)?;
    let id = match fields.id("id") {
        Some(id) => {
            ticket_change::update(cx, id, fields)?;
            id
        }
        None => ticket_change::create(cx, fields)?,
    };
    let ticket = cx.world.tickets.get(&id).ok_or_else(Reply::not_found)?;
    Ok(ticket_rows::write_reply(cx, ticket))
}

/// `DELETE /Tickets/{id}`: a soft delete.
pub(super) fn delete(cx: &mut Context<'_>, id: &str) -> Answer {
    let id = visible(cx, row_id(id)?).ok_or_else(Reply::not_found)?.id;
    if !cx.caller.rights.delete_tickets {
        return Err(Reply::forbidden());
    }
    if let Some(ticket) = cx.world.tickets.get_mut(&id) {
        ticket.deleted = true;
        ticket.updated = cx.now;
    }
    Ok(Reply::ok(json!({ "id": id })))
}

/// A ticket that is not deleted and that the caller may see.
pub(super) fn visible<'a>(cx: &'a Context<'_>, id: i64) -> Option<&'a Ticket> {
    cx.world
        .tickets
        .get(&id)
        .filter(|ticket| !ticket.deleted && may_see(cx, ticket))
}

/// Whether the caller's rights reach a ticket.
pub(super) fn may_see(cx: &Context<'_>, ticket: &Ticket) -> bool {
    let rights = &cx.caller.rights;
    rights.tickets >= Access::Read
        && rights.sees_customer(ticket.client_id)
        && rights.uses_type(ticket.ticket_type_id)
        && match ticket.agent_id {
            id if id == cx.caller.agent_id => true,
            UNASSIGNED_AGENT => rights.see_unassigned_tickets,
            _ => rights.see_others_tickets,
        }
}

type NumberOf = fn(&Ticket) -> i64;
type TextOf = fn(&Ticket) -> &str;

/// The filters of the list that mean something here; all others are ignored, as unknown ones are.
struct Filter<'a> {
    numbers: Vec<(NumberOf, Vec<i64>)>,
    texts: Vec<(TextOf, &'a str)>,
    search: Option<&'a str>,
    team: Option<&'a str>,
    link: Option<&'a str>,
    open: Option<bool>,
    period: Period,
}

impl<'a> Filter<'a> {
    fn read(cx: &Context<'a>) -> Self {
        let call = cx.call;
        let numbers: [(&str, NumberOf); 14] = [
            ("client_id", |ticket| ticket.client_id),
            ("client_ids", |ticket| ticket.client_id),
            ("site_id", |ticket| ticket.site_id),
            ("user_id", |ticket| ticket.user_id),
            ("agent_id", |ticket| ticket.agent_id),
            ("requesttype_id", |ticket| ticket.ticket_type_id),
            ("requesttype", |ticket| ticket.ticket_type_id),
            ("status_id", |ticket| ticket.status_id),
            ("status", |ticket| ticket.status_id),
            ("priority", |ticket| ticket.priority_id),
            ("parent_id", |ticket| ticket.parent_id),
            ("search_id", |ticket| ticket.id),
            ("ticketids", |ticket| ticket.id),
            ("third_party_id", |ticket| ticket.third_party_id),
        ];
        let texts: [(&str, TextOf); 4] = [
            ("search_summary", |ticket| &ticket.summary),
            ("search_details", |ticket| &ticket.details),
            ("search_supplier_reference", |ticket| {
                &ticket.supplier_reference
            }),
            ("category_1", |ticket| &ticket.categories[0]),
        ];
        Self {
            numbers: numbers
                .into_iter()
                .filter(|(name, _)| !(cx.settings.old_build && *name == "third_party_id"))
                .filter_map(|(name, field)| {
                    Some((field, id_list(call, name).filter(|ids| !ids.is_empty())?))
                })
                .collect(),
            texts: texts
                .into_iter()
                .filter_map(|(name, field)| Some((field, call.text(name)?)))
                .collect(),
            search: call.text("search"),
            team: call.text("team_name").or_else(|| call.text("team")),
            // Builds before 2026 do not know this filter, and so ignore it.
            link: call
                .text("third_party_id_string")
                .filter(|_| !cx.settings.old_build),
            open: if call.is_set("open_only") {
                Some(true)
            } else {
                call.is_set("closed_only").then_some(false)
            },
            period: Period::read(call),
        }
    }

    fn takes(&self, ticket: &Ticket) -> bool {
        self.numbers
            .iter()
            .all(|(field, ids)| ids.contains(&field(ticket)))
            && self
                .texts
                .iter()
                .all(|(field, wanted)| like(field(ticket), wanted))
            && self.search.is_none_or(|text| {
                like(&ticket.summary, text)
                    || like(&ticket.details, text)
                    || ticket.id.to_string() == text
            })
            && self
                .team
                .is_none_or(|team| ticket.team.eq_ignore_ascii_case(team))
            && self
                .link
                .is_none_or(|link| ticket.third_party_id_string == link)
            && self.open.is_none_or(|open| ticket.closed != open)
            && self.period.takes(ticket.updated)
    }
}

fn column(name: &str) -> Option<Compare<Ticket>> {
    match name {
        "id" => Some(|a, b| a.id.cmp(&b.id)),
        "summary" => Some(|a, b| a.summary.cmp(&b.summary)),
        "dateoccurred" | "date_created" => Some(|a, b| a.created.cmp(&b.created)),
        "last_update" | "lastupdate" => Some(|a, b| a.updated.cmp(&b.updated)),
        "lastactiondate" => Some(|a, b| a.last_action.cmp(&b.last_action)),
        _ => None,
    }
}
