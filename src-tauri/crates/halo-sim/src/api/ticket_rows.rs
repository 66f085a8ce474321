//! How a ticket looks: in lists, alone, and in the answer to a write, which uses other names for the same things.

use serde_json::{Map, Value, json};

use super::{Context, service_levels::priority_row};
use crate::{
    clock::{NULL_DATE, halo_date, halo_date_or_null},
    identifiers::row_guid,
    model::Ticket,
};

/// A row of a list. Names of status, type and agent come only with their flags; details never.
pub(super) fn row(cx: &Context<'_>, ticket: &Ticket) -> Value {
    let mut row = base(cx, ticket);
    if cx.call.is_set("includestatus") {
        row["status_name"] = json!(
            cx.world
                .status(ticket.status_id)
                .map(|status| status.name.as_str())
        );
    }
    if cx.call.is_set("includetickettype") {
        row["tickettype_name"] = json!(
            cx.world
                .ticket_type(ticket.ticket_type_id)
                .map(|kind| kind.name.as_str())
        );
    }
    if cx.call.is_set("includeagent") {
        row["agent_name"] = json!(
            cx.world
                .agents
                .get(&ticket.agent_id)
                .map(|agent| agent.name.as_str())
        );
    }
    row
}

/// One ticket; with `includedetails=true` everything about it.
pub(super) fn detail(cx: &Context<'_>, ticket: &Ticket, full: bool) -> Value {
    let mut row = row(cx, ticket);
    if !full {
        return row;
    }
    row["details"] = json!(ticket.details);
    row["details_html"] = json!(ticket.details_html);
    row["closure_note"] = json!(ticket.closure_note);
    row["attachments"] = json!([]);
    row["tags"] = ticket
        .tags
        .iter()
        .zip(1_i64..)
        .map(|(text, id)| json!({ "id": id, "text": text }))
        .collect();
    let fields = cx.world.custom_fields.iter();
    row["customfields"] = fields
        .map(|field| {
            let value = ticket.custom_fields.get(&field.id).map(String::as_str);
            json!({ "id": field.id, "name": field.name, "label": field.label, "type": field.kind, "value": value, "display": value })
        })
        .collect();
    let kind = cx.world.ticket_type(ticket.ticket_type_id);
    row["workflow_id"] = json!(kind.map_or(0, |kind| kind.workflow_id));
    let priorities = &cx.world.priorities;
    let own = priorities
        .iter()
        .find(|row| row.sla_id == ticket.sla_id && row.priority_id == ticket.priority_id);
    row["priority"] = own.map_or(Value::Null, |priority| priority_row(cx, priority));
    row
}

/// The answer to a write.
pub(super) fn write_reply(cx: &Context<'_>, ticket: &Ticket) -> Value {
    let full = detail(cx, ticket, true);
    let mut renamed = Map::new();
    if let Value::Object(fields) = full {
        for (name, value) in fields {
            let name = match name.as_str() {
                "last_update" => "lastupdate".to_owned(),
                "ticket_tags" => "tickettags".to_owned(),
                "user_email" => "useremail".to_owned(),
                _ => name
                    .strip_prefix("category_")
                    .map_or_else(|| name.clone(), |number| format!("category{number}")),
            };
            renamed.insert(name, value);
        }
    }
    Value::Object(renamed)
}

fn base(cx: &Context<'_>, ticket: &Ticket) -> Value {
    let user = cx.world.users.get(&ticket.user_id);
    let mut row = json!({
        "id": ticket.id,
        "guid": row_guid("ticket", ticket.id),
        "summary": ticket.summary,
        "dateoccurred": halo_date(ticket.created),
        "dateassigned": NULL_DATE,
        "status_id": ticket.status_id,
        "tickettype_id": ticket.ticket_type_id,
        "sla_id": ticket.sla_id,
        "priority_id": ticket.priority_id,
        "client_id": ticket.client_id,
        "client_name": cx.world.customer_name(ticket.client_id),
        "site_id": ticket.site_id,
        "site_name": cx.world.sites.get(&ticket.site_id).map(|site| site.name.as_str()),
        "user_id": ticket.user_id,
        "user_name": user.map(crate::User::full_name),
        "user_email": user.map(|user| user.email.as_str()),
        "team": ticket.team,
        "agent_id": ticket.agent_id,
        "fixbydate": due(cx, ticket, |priority| priority.fix_hours),
        "respondbydate": due(cx, ticket, |priority| priority.response_hours),
        "dateclosed": halo_date_or_null(ticket.closed_at),
        // Null while open: Halo never says false.
        "hasbeenclosed": ticket.closed.then_some(true),
        "lastactiondate": halo_date(ticket.last_action),
        "last_update": halo_date(ticket.updated),
        "onhold": false,
        "inactive": false,
        "flagged": false,
        "read": false,
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "source": ticket.source,
        "parent_id": ticket.parent_id,
        "merged_into_id": ticket.merged_into,
        "child_count": 0,
        "attachment_count": 0,
        "third_party_id": ticket.third_party_id,
        "third_party_id_string": ticket.third_party_id_string,
        "supplier_reference": ticket.supplier_reference,
        "ticket_tags": ticket.tags.join(","),
        "customfields": [],
        "timetaken": 0.0,
        "estimate": 0.0,
        "use": "ticket",
    });
    for (number, category) in (1..).zip(&ticket.categories) {
        row[format!("category_{number}")] = json!(category);
    }
    if !cx.settings.old_build {
        let team = cx.world.teams.iter().find(|team| team.name == ticket.team);
        row["team_id"] = json!(team.map_or(0, |team| team.id));
    }
    row
}

fn due(cx: &Context<'_>, ticket: &Ticket, hours: fn(&crate::Priority) -> f64) -> String {
    let priorities = &cx.world.priorities;
    let own = priorities
        .iter()
        .find(|row| row.sla_id == ticket.sla_id && row.priority_id == ticket.priority_id);
    let span = own.and_then(|priority| {
        jiff::SignedDuration::try_from_secs_f64(hours(priority) * 3600.0).ok()
    });
    halo_date_or_null(span.and_then(|span| ticket.created.checked_add(span).ok()))
}
