//! `/Category`, `/Outcome`, `/Lookup`, `/FieldInfo` and `/Workflow`: lists that forms choose from.

use serde_json::{Value, json};

use super::{Answer, Context, row_id};
use crate::{
    identifiers::row_guid,
    model::{CustomField, Outcome},
    server::Reply,
};

/// `GET /Category?type_id=1`.
pub(super) fn categories(cx: &Context<'_>) -> Value {
    let kind = cx.call.number("type_id").filter(|id| *id > 0);
    let rows = cx
        .world
        .categories
        .iter()
        .filter(|category| kind.is_none_or(|id| category.type_id == id));
    rows.map(|category| {
        json!({
            "id": category.id,
            "guid": row_guid("category", category.id),
            "intent": "",
            "category_name": category.value,
            "value": category.value,
            "type_id": category.type_id,
            "category_group_id": 0,
            "priority_id": 0,
            "sla_id": 0,
            "note": "",
        })
    })
    .collect()
}

/// `GET /Outcome`: those the agent may use, and those of a type's workflow when one is named.
pub(super) fn outcomes(cx: &Context<'_>) -> Value {
    let kind = cx
        .call
        .number("tickettype_id")
        .and_then(|id| cx.world.ticket_type(id));
    let workflow = cx
        .call
        .number("workflow_id")
        .or_else(|| kind.map(|kind| kind.workflow_id));
    let workflow = cx
        .world
        .workflows
        .iter()
        .find(|row| Some(row.id) == workflow);
    let rows = cx.world.outcomes.iter();
    rows.filter(|outcome| cx.caller.rights.uses_outcome(outcome.id))
        .filter(|outcome| workflow.is_none_or(|workflow| workflow.outcomes.contains(&outcome.id)))
        .map(outcome_row)
        .collect()
}

/// `GET /Lookup?lookupid=22`.
pub(super) fn values(cx: &Context<'_>) -> Value {
    let lookup = cx.call.number("lookupid");
    let rows = cx
        .world
        .lookups
        .iter()
        .filter(|value| lookup.is_none_or(|id| value.lookup_id == id));
    rows.map(|value| {
            json!({ "id": value.id, "lookupid": value.lookup_id, "name": value.name, "sequence": value.id, "inactive": false })
        })
        .collect()
}

/// `GET /FieldInfo`: the custom fields that exist; what may be chosen only with `includevalues=true`.
pub(super) fn custom_fields(cx: &Context<'_>) -> Value {
    let with_values = cx.call.is_set("includevalues");
    let rows = cx.world.custom_fields.iter();
    rows.map(|field| field_info(field, with_values)).collect()
}

/// What a custom field is.
pub(super) fn field_info(field: &CustomField, with_values: bool) -> Value {
    let mut row = json!({
        "id": field.id,
        "guid": row_guid("fieldinfo", field.id),
        "name": field.name,
        "label": field.label,
        "type": field.kind,
        "custom": 1,
        "usage": 1,
        "seq": field.id,
        "mandatory": false,
        "inputtype": 0,
    });
    if with_values {
        let values = field.values.iter();
        row["values"] = values
            .map(|(id, name)| json!({ "id": id, "name": name, "sequence": id, "inactive": false }))
            .collect();
    }
    row
}

/// `GET /Workflow/{id}`.
pub(super) fn workflow(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let workflow = cx
        .world
        .workflows
        .iter()
        .find(|row| row.id == id)
        .ok_or_else(Reply::not_found)?;
    let actions: Vec<Value> = workflow
        .outcomes
        .iter()
        .filter_map(|id| cx.world.outcome(*id))
        .map(|outcome| json!({ "action_id": outcome.id, "action_name": outcome.name }))
        .collect();
    Ok(Reply::ok(json!({
        "id": workflow.id,
        "name": workflow.name,
        "steps": [{ "id": 1, "name": "Open", "actions": actions }],
    })))
}

fn outcome_row(outcome: &Outcome) -> Value {
    json!({
        "id": outcome.id,
        "guid": row_guid("outcome", outcome.id),
        "intent": "",
        "outcome": outcome.name,
        "buttonname": outcome.name,
        "labellong": outcome.name,
        "sequence": outcome.id,
        "hidden": false,
        "hidefromuser": outcome.hides_from_user,
        "newstatus": outcome.new_status.unwrap_or(-1),
        "sendemail": 0,
        "respondtype": 0,
        "workflow_id": 0,
        "colour": "",
        "icon": "",
        "systemid": outcome.id,
    })
}
