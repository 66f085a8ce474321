//! `/Status`, `/Priority` and `/SLA`. Priority rows have a GUID as `id`; the number for tickets is `priorityid`.

use serde_json::{Value, json};

use super::{Answer, Context, row_id};
use crate::{
    identifiers::row_guid,
    model::{Priority, Sla, Status},
    server::Reply,
};

/// `GET /Status`: of all areas, for the `type` parameter does nothing in Halo either.
pub(super) fn statuses(cx: &Context<'_>) -> Value {
    let open_only = cx.call.is_set("excludeclosed");
    let kind = cx
        .call
        .number("tickettype_id")
        .and_then(|id| cx.world.ticket_type(id));
    let allowed = kind.and_then(|kind| kind.allowed_statuses.as_ref());
    let statuses = cx.world.statuses.iter();
    statuses
        .filter(|status| !(open_only && status.closed))
        .filter(|status| allowed.is_none_or(|ids| ids.contains(&status.id)))
        .map(status_row)
        .collect()
}

/// `GET /Status/{id}`.
pub(super) fn status(cx: &Context<'_>, id: &str) -> Answer {
    let status = cx.world.status(row_id(id)?).ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(status_row(status)))
}

/// `GET /Priority`: the rows of all SLAs unless one is named.
pub(super) fn priorities(cx: &Context<'_>) -> Value {
    let sla = cx.call.number("slaid");
    let priorities = cx.world.priorities.iter();
    priorities
        .filter(|row| sla.is_none_or(|id| row.sla_id == id))
        .map(|row| priority_row(cx, row))
        .collect()
}

/// `GET /Priority/{guid}`; the number is an unknown row.
pub(super) fn priority(cx: &Context<'_>, guid: &str) -> Answer {
    let found = cx
        .world
        .priorities
        .iter()
        .find(|row| row_guid("priority", row.row_key()) == guid);
    found
        .map(|row| Reply::ok(priority_row(cx, row)))
        .ok_or_else(Reply::not_found)
}

/// `GET /SLA`.
pub(super) fn slas(cx: &Context<'_>) -> Value {
    let with_priorities = cx.call.is_set("showpriorities");
    cx.world
        .slas
        .iter()
        .map(|sla| sla_row(cx, sla, with_priorities))
        .collect()
}

/// `GET /SLA/{id}`.
pub(super) fn sla(cx: &Context<'_>, id: &str) -> Answer {
    let sla = cx.world.sla(row_id(id)?).ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(sla_row(cx, sla, true)))
}

fn status_row(status: &Status) -> Value {
    json!({
        "id": status.id,
        "guid": row_guid("status", status.id),
        "intent": "",
        "name": status.name,
        "shortname": status.name,
        "type": status.area,
        "sequence": status.id,
        "colour": status.colour,
        "slaaction": if status.name == "On Hold" { "H" } else { "" },
        "ticket_count": 0,
        "showonquickchange": status.area == 0,
        "statuschangeto": 0,
    })
}

/// A priority as it stands in lists and inside tickets.
pub(super) fn priority_row(cx: &Context<'_>, priority: &Priority) -> Value {
    let mut row = json!({
        "id": row_guid("priority", priority.row_key()),
        "slaid": priority.sla_id,
        "sla_guid": row_guid("sla", priority.sla_id),
        "priorityid": priority.priority_id,
        "name": priority.name,
        "fixtime": priority.fix_hours,
        "fixunits": "H",
        "responsetime": priority.response_hours,
        "responseunits": "H",
        "ishidden": priority.hidden,
        "colour": priority.colour,
        "setfixtostartdate": false,
        "setfixtotargetdate": false,
        "workdaysoverride": 0,
    });
    if !cx.settings.old_build {
        row["sla_name"] = json!(cx.world.sla(priority.sla_id).map(|sla| sla.name.as_str()));
    }
    row
}

fn sla_row(cx: &Context<'_>, sla: &Sla, with_priorities: bool) -> Value {
    let mut row = json!({
        "id": sla.id,
        "guid": row_guid("sla", sla.id),
        "intent": "",
        "name": sla.name,
        "workday_id": sla.id,
        "workday_name": sla.workday,
        "responsereset": false,
        "trackslaresponsetime": true,
        "trackslafixbytime": true,
        "statusafterautorelease": 2,
        "slstatusafterfirstwarning": 0,
    });
    if with_priorities {
        let own = cx
            .world
            .priorities
            .iter()
            .filter(|priority| priority.sla_id == sla.id);
        row["priorities"] = own
            .map(|priority| {
                if cx.settings.old_build {
                    json!(priority.priority_id)
                } else {
                    priority_row(cx, priority)
                }
            })
            .collect();
    }
    row
}
