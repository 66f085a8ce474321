//! `/Actions`: notes on tickets. Ids are unique only inside a ticket; an outcome is compulsory.

use serde_json::{Value, json};

use super::{Answer, Context, Fields, caller::needs, refusal, row_id, ticket_change, tickets};
use crate::{
    clock::halo_date,
    identifiers::row_guid,
    model::{Access, Note, Outcome},
    pages,
    server::Reply,
};

/// `GET /Actions?ticket_id=`. Without a ticket the real thing runs into the gateway's time limit.
pub(super) fn list(cx: &Context<'_>) -> Answer {
    let Some(ticket_id) = cx.call.number("ticket_id") else {
        return Err(Reply::bare_status(504));
    };
    let ticket = tickets::visible(cx, ticket_id).ok_or_else(Reply::not_found)?;
    let count = cx
        .call
        .number("count")
        .and_then(|count| usize::try_from(count).ok())
        .filter(|count| *count > 0);
    let matching: Vec<&Note> = cx
        .world
        .notes_of(ticket.id)
        .rev()
        .filter(|note| {
            !(note.system && (cx.call.is_set("excludesys") || cx.call.is_set("conversationonly")))
        })
        .filter(|note| !(note.hidden_from_user && cx.call.is_set("excludeprivate")))
        .collect();
    let rows: Vec<Value> = matching
        .iter()
        .take(count.unwrap_or(50).min(100))
        .map(|note| row(cx, note))
        .collect();
    Ok(Reply::ok(
        json!({ "record_count": matching.len(), "ticket_id": ticket.id, "actions": rows }),
    ))
}

/// `GET /Actions/{id}?ticket_id=`.
pub(super) fn one(cx: &Context<'_>, id: &str) -> Answer {
    let id = row_id(id)?;
    let ticket = cx
        .call
        .number("ticket_id")
        .and_then(|ticket| tickets::visible(cx, ticket));
    let note = ticket
        .and_then(|ticket| cx.world.notes.get(&(ticket.id, id)))
        .ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(row(cx, note)))
}

/// `POST /Actions`: adds a note, or changes the text of one.
pub(super) fn write(cx: &mut Context<'_>, fields: &Fields) -> Result<Value, Reply> {
    needs(cx.caller.rights.tickets, Access::ReadModify)?;
    let ticket_id = fields
        .id("ticket_id")
        .ok_or_else(|| refusal::sentence("Please specify a Ticket"))?;
    let ticket = tickets::visible(cx, ticket_id)
        .ok_or_else(Reply::not_found)?
        .clone();
    ticket_change::check_may_edit(cx, &ticket)?;
    if let Some(id) = fields.id("id") {
        if !cx.caller.rights.edit_actions {
            return Err(refusal::sentence(
                "You do not have permission to edit Actions",
            ));
        }
        return change_text(cx, (ticket_id, id), fields);
    }
    let outcome = chosen_outcome(cx, fields, ticket.ticket_type_id)?;
    let new_status = fields.id("new_status").or(outcome.new_status);
    if let Some(status) = new_status {
        ticket_change::check_status(cx, status, ticket.ticket_type_id)?;
    }
    let (text, html) = texts(fields, ("note", "note_html"));
    let author = cx.author();
    if let Some(status) = new_status {
        cx.world.change_status(ticket_id, status, &author, cx.now);
    }
    let note = Note {
        id: 0,
        ticket_id,
        outcome_id: outcome.id,
        outcome: outcome.name,
        text,
        html,
        hidden_from_user: fields
            .flag("hiddenfromuser")
            .unwrap_or(outcome.hides_from_user),
        by: author.name,
        agent_id: author.agent_id,
        application: author.application,
        system: false,
        old_status: ticket.status_id,
        new_status: new_status.unwrap_or(ticket.status_id),
        at: cx.now,
    };
    let id = cx.world.add_note(note);
    let note = cx
        .world
        .notes
        .get(&(ticket_id, id))
        .ok_or_else(Reply::not_found)?;
    Ok(row(cx, note))
}

fn change_text(cx: &mut Context<'_>, key: (i64, i64), fields: &Fields) -> Result<Value, Reply> {
    let (text, html) = texts(fields, ("note", "note_html"));
    let note = cx.world.notes.get_mut(&key).ok_or_else(Reply::not_found)?;
    if !text.is_empty() {
        (note.text, note.html) = (text, html);
    }
    let note = cx.world.notes.get(&key).ok_or_else(Reply::not_found)?;
    Ok(row(cx, note))
}

fn chosen_outcome(cx: &Context<'_>, fields: &Fields, ticket_type: i64) -> Result<Outcome, Reply> {
    let refused = || refusal::sentence("You do not have access to this Action at the moment");
    let outcome = match (fields.id("outcome_id"), fields.filled("outcome")) {
        (Some(id), _) => cx.world.outcome(id),
        (None, Some(name)) => cx
            .world
            .outcomes
            .iter()
            .find(|outcome| outcome.name.eq_ignore_ascii_case(name.trim())),
        (None, None) => {
            return Err(refusal::sentence(
                "An Outcome must be entered for this Action",
            ));
        }
    };
    let outcome = outcome
        .filter(|outcome| cx.caller.rights.uses_outcome(outcome.id))
        .ok_or_else(refused)?;
    let workflow_id = cx
        .world
        .ticket_type(ticket_type)
        .map_or(0, |kind| kind.workflow_id);
    let workflow = cx
        .world
        .workflows
        .iter()
        .find(|workflow| workflow.id == workflow_id);
    if workflow.is_some_and(|workflow| !workflow.outcomes.contains(&outcome.id)) {
        return Err(refused());
    }
    Ok(outcome.clone())
}

/// The plain and the HTML form of a text of which one was sent.
pub(super) fn texts(fields: &Fields, names: (&str, &str)) -> (String, String) {
    match (fields.text(names.0), fields.text(names.1)) {
        (Some(text), Some(html)) => (text, html),
        (Some(text), None) => {
            let html = format!("<p>{}</p>", pages::escape(&text));
            (text, html)
        }
        (None, Some(html)) => (pages::plain_text(&html), html),
        (None, None) => (String::new(), String::new()),
    }
}

fn row(cx: &Context<'_>, note: &Note) -> Value {
    let mut row = json!({
        "ticket_id": note.ticket_id,
        "id": note.id,
        "guid": row_guid("action", note.ticket_id * 10_000 + note.id),
        "outcome": note.outcome,
        "outcome_id": note.outcome_id,
        "who": note.by,
        "who_type": 1,
        "who_agentid": note.agent_id,
        "datetime": halo_date(note.at),
        "actiondatecreated": halo_date(note.at),
        "note": note.text,
        "hiddenfromuser": note.hidden_from_user,
        "important": false,
        "old_status": note.old_status,
        "new_status": note.new_status,
        "new_status_name": cx.world.status(note.new_status).map(|status| status.name.as_str()),
        "emaildirection": "",
        "timetaken": 0.0,
        "actionby_application_id": note.application,
        "actionby_user_id": 0,
    });
    if cx.call.is_set("includehtmlnote") {
        row["note_html"] = json!(note.html);
    }
    row
}
