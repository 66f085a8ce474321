//! Making and changing tickets, with every refusal and silent replacement that Halo has for them.

use super::{Context, Fields, actions::texts, refusal, ticket_check, ticket_types, tickets};
use crate::{model::Ticket, pages, server::Reply};

/// Makes a ticket; gives its id.
pub(super) fn create(cx: &mut Context<'_>, fields: &Fields) -> Result<i64, Reply> {
    if !cx.caller.rights.add_tickets {
        return Err(Reply::forbidden());
    }
    let summary = fields
        .filled("summary")
        .ok_or_else(|| refusal::sentence("Please enter a Summary"))?;
    let default_type = || {
        cx.world
            .ticket_types
            .iter()
            .find(|kind| kind.usage == "ticket")
            .map(|kind| kind.id)
    };
    let kind = fields
        .id("tickettype_id")
        .or_else(default_type)
        .and_then(|id| cx.world.ticket_type(id))
        .cloned();
    let kind = kind.ok_or_else(|| refusal::foreign_key("REQUESTTYPE", "RTid"))?;
    if !ticket_types::may_create(cx, &kind) {
        return Err(refusal::sentence(format!(
            "You do not have permission to log a Ticket of type {}",
            kind.name
        )));
    }
    let place = ticket_check::place(cx, fields)?;
    ticket_check::mandatory(&kind, &cx.world.custom_fields, fields)?;
    let (team, agent_id) = ticket_check::assignment(cx, fields, &kind.default_team)?;
    ticket_check::membership(cx, &team)?;
    let status_id = fields.id("status_id").unwrap_or(kind.initial_status);
    check_status(cx, status_id, kind.id)?;
    let closed = cx
        .world
        .status(status_id)
        .is_some_and(|status| status.closed);
    let sla_id = ticket_check::sla(cx, fields, &kind, place.site);
    let priority_id = match sla_id {
        0 => 0,
        sla => cx
            .world
            .effective_priority(sla, fields.id("priority_id"), kind.default_priority),
    };
    let (mut details, mut details_html) = texts(fields, ("details", "details_html"));
    if let Some(template) = &kind.template_details
        && !fields.is_set("donotapplytemplateintheapi")
    {
        details.clone_from(template);
        details_html = format!("<p>{}</p>", pages::escape(template));
    }
    let spot = (place.client, place.site, place.user);
    let mut ticket = Ticket {
        details,
        details_html,
        status_id,
        sla_id,
        priority_id,
        team,
        agent_id,
        closed,
        closed_at: closed.then_some(cx.now),
        ..Ticket::logged(&kind, spot, &summary, cx.now)
    };
    plain_fields(cx, &mut ticket, fields);
    let author = cx.author();
    Ok(cx.world.log_ticket(ticket, &author))
}

/// Changes the fields that were sent, and no others.
pub(super) fn update(cx: &mut Context<'_>, id: i64, fields: &Fields) -> Result<(), Reply> {
    let found = cx
        .world
        .tickets
        .get(&id)
        .filter(|ticket| tickets::may_see(cx, ticket));
    let mut ticket = found.ok_or_else(Reply::not_found)?.clone();
    if ticket.deleted {
        if !fields.is_set("_recover") {
            return Err(Reply::not_found());
        }
        ticket.deleted = false;
    }
    check_may_edit(cx, &ticket)?;
    let new_status = fields
        .id("status_id")
        .filter(|status| *status != ticket.status_id);
    let kind_id = fields.id("tickettype_id").unwrap_or(ticket.ticket_type_id);
    let kind = cx
        .world
        .ticket_type(kind_id)
        .cloned()
        .ok_or_else(|| refusal::foreign_key("REQUESTTYPE", "RTid"))?;
    if let Some(status) = new_status {
        if !cx.caller.rights.status_outside_actions {
            return Err(refusal::sentence(
                "You do not have permission to update the Status outside of Actions",
            ));
        }
        check_status(cx, status, kind_id)?;
    }

    let moves = fields
        .id("client_id")
        .is_some_and(|id| id != ticket.client_id)
        || fields.id("site_id").is_some_and(|id| id != ticket.site_id)
        || fields.id("user_id").is_some_and(|id| id != ticket.user_id);
    if moves {
        let place = ticket_check::place(cx, fields)?;
        (ticket.client_id, ticket.site_id, ticket.user_id) = (place.client, place.site, place.user);
    }
    if fields.filled("team").is_some() || fields.id("agent_id").is_some() {
        let (team, agent_id) = ticket_check::assignment(cx, fields, &ticket.team)?;
        if (&team, agent_id) != (&ticket.team, ticket.agent_id)
            && !cx.caller.rights.reassign_tickets
        {
            return Err(refusal::sentence(
                "You do not have permission to re-assign Tickets",
            ));
        }
        (ticket.team, ticket.agent_id) = (team, agent_id);
    }
    if kind_id != ticket.ticket_type_id && !cx.caller.rights.change_ticket_type {
        return Err(refusal::sentence(
            "You do not have permission to change the Ticket Type",
        ));
    }
    if kind_id != ticket.ticket_type_id || fields.id("sla_id").is_some() {
        ticket.ticket_type_id = kind_id;
        ticket.sla_id = ticket_check::sla(cx, fields, &kind, ticket.site_id);
        ticket.priority_id = 0;
    }
    if ticket.sla_id > 0 && (ticket.priority_id == 0 || fields.id("priority_id").is_some()) {
        let asked = fields.id("priority_id");
        ticket.priority_id =
            cx.world
                .effective_priority(ticket.sla_id, asked, kind.default_priority);
    }
    if let Some(summary) = fields.filled("summary") {
        ticket.summary = summary;
    }
    if fields.text("details").is_some() || fields.text("details_html").is_some() {
        (ticket.details, ticket.details_html) = texts(fields, ("details", "details_html"));
    }
    plain_fields(cx, &mut ticket, fields);
    ticket.updated = cx.now;
    cx.world.tickets.insert(id, ticket);

    let author = cx.author();
    if let Some(status) = new_status {
        cx.world.change_status(id, status, &author, cx.now);
    }
    if let (Some(note), Some(ticket)) =
        (fields.filled("closure_note"), cx.world.tickets.get_mut(&id))
        && ticket.closed
    {
        ticket.closure_note = note;
    }
    Ok(())
}

/// Refuses a caller whose agent may not edit this ticket.
pub(super) fn check_may_edit(cx: &Context<'_>, ticket: &Ticket) -> Result<(), Reply> {
    let rights = &cx.caller.rights;
    if ticket.closed && !rights.edit_closed_tickets {
        return Err(refusal::sentence(
            "You do not have permission to edit closed Tickets",
        ));
    }
    if ticket.agent_id != cx.caller.agent_id && !rights.edit_others_tickets {
        return Err(refusal::sentence(
            "You do not have permission to edit Tickets that are not assigned to you",
        ));
    }
    Ok(())
}

/// Refuses a status that does not exist, is not for tickets, or is not allowed for the type.
pub(super) fn check_status(cx: &Context<'_>, status_id: i64, type_id: i64) -> Result<(), Reply> {
    let status = cx
        .world
        .status(status_id)
        .ok_or_else(|| refusal::foreign_key("TSTATUS", "Tstatus"))?;
    let kind = cx.world.ticket_type(type_id);
    let allowed = kind
        .and_then(|kind| kind.allowed_statuses.as_ref())
        .is_none_or(|ids| ids.contains(&status_id));
    if status.area != 0 || !allowed {
        return Err(refusal::sentence(format!(
            "The Status {} is not valid for this Ticket Type",
            status.name
        )));
    }
    Ok(())
}

/// The fields that are stored as they come.
fn plain_fields(cx: &Context<'_>, ticket: &mut Ticket, fields: &Fields) {
    for (number, category) in (1..).zip(&mut ticket.categories) {
        if let Some(text) = fields.text(&format!("category_{number}")) {
            *category = text;
        }
    }
    for (number, name) in [
        (&mut ticket.impact, "impact"),
        (&mut ticket.urgency, "urgency"),
        (&mut ticket.source, "source"),
        (&mut ticket.third_party_id, "third_party_id"),
        (&mut ticket.parent_id, "parent_id"),
    ] {
        *number = fields.int(name).unwrap_or(*number);
    }
    for (text, name) in [
        (&mut ticket.third_party_id_string, "third_party_id_string"),
        (&mut ticket.supplier_reference, "supplier_reference"),
    ] {
        if let Some(value) = fields.text(name) {
            *text = value;
        }
    }
    if let Some(tags) = fields.list("tags") {
        ticket.tags = tags
            .iter()
            .filter_map(|tag| tag["text"].as_str())
            .map(str::to_owned)
            .collect();
    }
    for sent in fields.list("customfields").into_iter().flatten() {
        // Only fields that the administrator has made are kept.
        let known = cx.world.custom_fields.iter().find(|field| {
            sent["id"].as_i64() == Some(field.id)
                || sent["name"].as_str().is_some_and(|name| name == field.name)
        });
        if let Some(field) = known {
            let value = &sent["value"];
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            ticket
                .custom_fields
                .insert(field.id, if value.is_null() { String::new() } else { text });
        }
    }
}
