//! What was sent beside what Halo holds. Halo replaces what it does not like
//! without a word (halo-api section 5), so the reply to the creation proves
//! nothing.

use halo_api::{NewCustomField, NewTicket, Ticket};

use super::plan::Basis;
use super::sheet::Compared;

pub(crate) fn compare(basis: &Basis, sent: &NewTicket, held: &Ticket) -> Vec<Compared> {
    let mut rows = vec![
        text("Summary", Some(&sent.summary), Some(&held.summary)),
        number("Customer", Some(sent.client_id), held.client_id, |id| {
            basis
                .customer
                .as_ref()
                .filter(|(known, _)| known.get() == id)
                .map_or_else(
                    || {
                        held.client_name
                            .clone()
                            .unwrap_or_else(|| format!("Customer {id}"))
                    },
                    |(_, name)| name.clone(),
                )
        }),
        number(
            "Ticket type",
            Some(sent.ticket_type_id),
            held.ticket_type_id,
            |id| basis.type_name(id),
        ),
    ];
    if sent.priority_id.is_some() {
        rows.push(number(
            "Priority",
            sent.priority_id,
            held.priority_id,
            |id| basis.priority_name(id),
        ));
    }
    if sent.sla_id.is_some() {
        rows.push(number("SLA", sent.sla_id, held.sla_id, |id| {
            basis.sla_name(id)
        }));
    }
    for (label, sent, held) in [
        ("Category", &sent.category_1, &held.category_1),
        ("Category 2", &sent.category_2, &held.category_2),
        ("Category 3", &sent.category_3, &held.category_3),
        ("Category 4", &sent.category_4, &held.category_4),
    ] {
        if sent.is_some() {
            rows.push(text(label, sent.as_ref(), held.as_ref()));
        }
    }
    rows.extend(custom_fields(basis, sent, held));
    if sent.team.is_some() {
        rows.push(text("Team", sent.team.as_ref(), held.team.as_ref()));
    }
    for (key, label, sent, held) in [
        ("agent_id", "Agent", sent.agent_id, held.agent_id),
        ("impact", "Impact", sent.impact, held.impact),
        ("urgency", "Urgency", sent.urgency, held.urgency),
        ("source", "Request source", sent.source, held.source),
    ] {
        if sent.is_some() {
            rows.push(number(label, sent, held, |id| basis.choice_name(key, id)));
        }
    }
    rows.push(text(
        "Our reference",
        sent.third_party_id_string.as_ref(),
        held.third_party_id_string.as_ref(),
    ));
    rows
}

/// The administrator's own fields. Halo may answer with a number where it was sent digits, and the other way round.
fn custom_fields(basis: &Basis, sent: &NewTicket, held: &Ticket) -> Vec<Compared> {
    let compare = |field: &NewCustomField| {
        let (label, words) = basis.custom_in_words(field.id, &field.value);
        let found = held
            .custom_fields
            .iter()
            .find(|other| other.id == Some(field.id))
            .filter(|other| !other.value.is_null());
        let held = found.map(|other| basis.custom_in_words(field.id, &other.value).1);
        text(&label, Some(&words), held.as_ref())
    };
    sent.custom_fields.iter().map(compare).collect()
}

const NOTHING: &str = "nothing";

fn text(label: &str, sent: Option<&String>, held: Option<&String>) -> Compared {
    let words = |value: Option<&String>| value.cloned().unwrap_or_else(|| NOTHING.to_owned());
    Compared {
        label: label.to_owned(),
        same: sent == held,
        sent: words(sent),
        held: words(held),
    }
}

fn number(
    label: &str,
    sent: Option<i32>,
    held: Option<i32>,
    name: impl Fn(i32) -> String,
) -> Compared {
    let words = |value: Option<i32>| value.map_or_else(|| NOTHING.to_owned(), &name);
    Compared {
        label: label.to_owned(),
        same: sent == held,
        sent: words(sent),
        held: words(held),
    }
}
