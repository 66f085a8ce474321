//! The few pages a person can open in a browser: the newest tickets, and one ticket. Plain HTML, all text escaped.

use std::fmt::Write;

use crate::{
    clock::halo_date,
    model::{Ticket, World},
    server::{Call, Reply},
};

/// Answers a path outside of the API.
pub(crate) fn answer(world: &World, call: &Call) -> Reply {
    match (call.path_lower.as_str(), call.number("id")) {
        ("" | "/tickets", None) => Reply::html(200, overview(world)),
        ("/tickets" | "/ticket", Some(id)) => {
            match world.tickets.get(&id).filter(|ticket| !ticket.deleted) {
                Some(ticket) => Reply::html(200, one_ticket(world, ticket)),
                None => Reply::html(
                    404,
                    page(
                        "Ticket not found",
                        "<p>There is no such ticket, or it was deleted.</p>",
                    ),
                ),
            }
        }
        _ => Reply::not_found(),
    }
}

/// Makes text harmless inside HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// The text of a piece of HTML: tags dropped, the five usual entities read.
pub(crate) fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    for (entity, text) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, text);
    }
    out.trim().to_owned()
}

fn overview(world: &World) -> String {
    let mut rows = String::new();
    for ticket in world
        .tickets
        .values()
        .rev()
        .filter(|ticket| !ticket.deleted)
        .take(50)
    {
        let _ = write!(
            rows,
            "<tr><td><a href=\"/tickets?id={0}\">{0}</a></td><td>{1}</td><td>{2}</td><td>{3}</td></tr>",
            ticket.id,
            escape(&ticket.summary),
            escape(&world.customer_name(ticket.client_id)),
            escape(status_name(world, ticket)),
        );
    }
    let head = "<tr><th>ID</th><th>Summary</th><th>Customer</th><th>Status</th></tr>";
    page("Tickets", &format!("<table>{head}{rows}</table>"))
}

fn one_ticket(world: &World, ticket: &Ticket) -> String {
    let kind = world
        .ticket_type(ticket.ticket_type_id)
        .map(|kind| kind.name.as_str())
        .unwrap_or_default();
    let priority = world
        .priorities
        .iter()
        .find(|p| p.sla_id == ticket.sla_id && p.priority_id == ticket.priority_id);
    let mut facts = String::new();
    for (label, value) in [
        ("Customer", world.customer_name(ticket.client_id).as_str()),
        ("Status", status_name(world, ticket)),
        ("Type", kind),
        (
            "SLA",
            world.sla(ticket.sla_id).map_or("none", |sla| &sla.name),
        ),
        (
            "Priority",
            priority.map_or("none", |priority| &priority.name),
        ),
        ("Team", &ticket.team),
        ("Reference", &ticket.third_party_id_string),
        ("Logged", &halo_date(ticket.created)),
    ] {
        let _ = write!(facts, "<dt>{label}</dt><dd>{}</dd>", escape(value));
    }
    let mut notes = String::new();
    for note in world.notes_of(ticket.id) {
        let _ = write!(
            notes,
            "<li><b>{}</b> {} <small>{}</small><p>{}</p></li>",
            escape(&note.outcome),
            escape(&note.by),
            halo_date(note.at),
            escape(&note.text),
        );
    }
    let title = format!("{:07} {}", ticket.id, ticket.summary);
    page(
        &title,
        &format!(
            "<dl>{facts}</dl><pre>{}</pre><h2>Actions</h2><ol>{notes}</ol>",
            escape(&ticket.details)
        ),
    )
}

fn status_name<'a>(world: &'a World, ticket: &Ticket) -> &'a str {
    world
        .status(ticket.status_id)
        .map(|status| status.name.as_str())
        .unwrap_or_default()
}

fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>\
         body{{font:15px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}}\
         dl{{display:grid;grid-template-columns:8rem 1fr}}dd{{margin:0}}pre{{white-space:pre-wrap;font:inherit}}\
         td,th{{text-align:left;padding:.2rem .8rem .2rem 0}}\
         </style></head><body><p>Simulated Halo. <a href=\"/\">All tickets</a></p><h1>{title}</h1>{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_the_way_into_html_and_back() {
        let nasty = "<script>alert('x')</script> & \"more\" &lt;";
        assert!(!escape(nasty).contains(['<', '"', '\'']));
        assert_eq!(plain_text(&format!("<p>{}</p>", escape(nasty))), nasty);
    }
}
