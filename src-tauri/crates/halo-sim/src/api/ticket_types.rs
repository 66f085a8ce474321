//! `/TicketType`. The list shows the types the agent may use; `showall=true` shows the rest too, marked.

use serde_json::{Value, json};

use super::{Answer, Context, lookups, row_id};
use crate::{
    identifiers::row_guid,
    model::{MandatoryField, TicketType},
    server::Reply,
};

/// `GET /TicketType`.
pub(super) fn list(cx: &Context<'_>) -> Value {
    let usage = cx
        .call
        .text("domain")
        .map(|domain| match domain.to_ascii_lowercase().as_str() {
            "opps" => "opp",
            "prjs" => "prj",
            _ => "ticket",
        });
    let show_all = cx.call.is_set("showall");
    let creatable_only = cx.call.is_set("can_create_only");
    let types = cx.world.ticket_types.iter();
    types
        .filter(|kind| show_all || cx.caller.rights.uses_type(kind.id))
        .filter(|kind| !creatable_only || may_create(cx, kind))
        .filter(|kind| usage.is_none_or(|usage| kind.usage == usage))
        .map(|kind| row(cx, kind))
        .collect()
}

/// `GET /TicketType/{id}`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let kind = cx
        .world
        .ticket_type(row_id(id)?)
        .ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(if cx.call.is_set("includedetails") {
        detail(cx, kind)
    } else {
        row(cx, kind)
    }))
}

/// Whether the caller may create tickets of a type.
pub(super) fn may_create(cx: &Context<'_>, kind: &TicketType) -> bool {
    kind.can_create && cx.caller.rights.add_tickets && cx.caller.rights.uses_type(kind.id)
}

fn row(cx: &Context<'_>, kind: &TicketType) -> Value {
    let workflow = cx
        .world
        .workflows
        .iter()
        .find(|workflow| workflow.id == kind.workflow_id);
    let mut row = json!({
        "id": kind.id,
        "guid": row_guid("tickettype", kind.id),
        "intent": "",
        "name": kind.name,
        "use": kind.usage,
        "sequence": kind.id,
        "group_id": 0,
        "group_name": "",
        "default_sla": kind.sla_id,
        "default_sla_guid": (kind.sla_id > 0).then(|| row_guid("sla", kind.sla_id)),
        "default_priority": kind.default_priority,
        "default_agent": 0,
        "default_agent_name": "",
        "default_team": kind.default_team,
        "cancreate": may_create(cx, kind),
        "agentscanselect": kind.can_create,
        "enduserscanselect": kind.id == 1 || kind.id == 2,
        "anonymouscanselect": false,
        "itilrequesttype": 1,
        "allowattachments": true,
        "hasmandatorytechfields": !kind.mandatory.is_empty(),
        "hasmandatoryuserfields": false,
        "fieldidlist": [],
        "workflow_name": workflow.map_or("", |workflow| workflow.name.as_str()),
        "ticket_count": 0,
    });
    if !cx.settings.old_build {
        row["visible"] = json!(true);
        row["allow_all_clients"] = json!(true);
    }
    row
}

fn detail(cx: &Context<'_>, kind: &TicketType) -> Value {
    let mut detail = row(cx, kind);
    detail["initial_status"] = json!(kind.initial_status);
    detail["reopenedstatus"] = json!(kind.reopened_status);
    detail["workflow_id"] = json!(kind.workflow_id);
    detail["allowall_status"] = json!(kind.allowed_statuses.is_none());
    detail["allowed_status"] = allowed_statuses(cx, kind);
    detail["allowed_teams"] = json!([]);
    detail["allowed_clients"] = json!([]);
    for number in 1..=4 {
        detail[format!("default_category_{number}")] = json!("");
    }
    detail["default_impact"] = json!(0);
    detail["default_sendack"] = json!(0);
    let own = kind
        .mandatory
        .iter()
        .filter(|field| matches!(field, MandatoryField::Custom(_)));
    detail["fields"] = MandatoryField::ALL
        .iter()
        .chain(own)
        .enumerate()
        .map(|(index, field)| field_row(cx, kind, index, *field))
        .collect();
    detail
}

fn allowed_statuses(cx: &Context<'_>, kind: &TicketType) -> Value {
    let ids = kind.allowed_statuses.iter().flatten();
    ids.filter_map(|id| cx.world.status(*id))
        .map(|status| {
            json!({
                // The description itself spells it so.
                "ticketype_id": kind.id,
                "tickettype_name": kind.name,
                "status_id": status.id,
                "status_guid": row_guid("status", status.id),
                "status_name": status.name,
            })
        })
        .collect()
}

fn field_row(cx: &Context<'_>, kind: &TicketType, index: usize, field: MandatoryField) -> Value {
    // Codes: 1 shown, 2 compulsory. What the other numbers mean is not documented.
    let code = if kind.mandatory.contains(&field) {
        2
    } else {
        1
    };
    let own = &cx.world.custom_fields;
    let mut row = json!({
        "id": kind.id * 1000 + field.field_id(),
        "rtid": kind.id,
        "fieldid": field.field_id(),
        "fieldname": field.label(own),
        "seq": index + 1,
        "groupid": 0,
        "technew": code,
        "techdetail": 1,
        "endusernew": 0,
        "enduserdetail": 0,
    });
    // Whether every build says along with the type what a field is, is not written down.
    let info = own
        .iter()
        .find(|info| field == MandatoryField::Custom(info.id));
    if let Some(info) = info.filter(|_| !cx.settings.old_build) {
        row["fieldinfo"] = lookups::field_info(info, true);
    }
    row
}
