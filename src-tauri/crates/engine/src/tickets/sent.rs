//! A body that was sent, read again to compare it with what Halo made of it: the answer may come after the program was
//! started anew, and the rules may say something else by then.

use halo_api::{NewCustomField, NewTicket};
use serde_json::Value;

/// The fields that are compared.
pub(super) fn sent_of(body_json: &str) -> Option<NewTicket> {
    let body: Value = serde_json::from_str(body_json).ok()?;
    let text = |name: &str| Some(body.get(name)?.as_str()?.to_owned());
    let number = |name: &str| i32::try_from(body.get(name)?.as_i64()?).ok();
    Some(NewTicket {
        summary: text("summary")?,
        details: text("details"),
        ticket_type_id: number("tickettype_id")?,
        client_id: number("client_id")?,
        sla_id: number("sla_id"),
        priority_id: number("priority_id"),
        team: text("team"),
        agent_id: number("agent_id"),
        category_1: text("category_1"),
        category_2: text("category_2"),
        category_3: text("category_3"),
        category_4: text("category_4"),
        custom_fields: custom_fields(&body),
        impact: number("impact"),
        urgency: number("urgency"),
        source: number("source"),
        third_party_id_string: text("third_party_id_string"),
        ..NewTicket::default()
    })
}

fn custom_fields(body: &Value) -> Vec<NewCustomField> {
    let fields = body.get("customfields").and_then(Value::as_array);
    let read = |field: &Value| {
        Some(NewCustomField {
            id: i32::try_from(field.get("id")?.as_i64()?).ok()?,
            value: field.get("value")?.clone(),
        })
    };
    fields.into_iter().flatten().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_comes_back_as_it_was_sent() {
        let sent = NewTicket {
            summary: "[HYD-1] A".to_owned(),
            details: Some("B".to_owned()),
            ticket_type_id: 1,
            client_id: 12,
            sla_id: Some(2),
            priority_id: Some(3),
            team: Some("1st Line Support".to_owned()),
            agent_id: Some(4),
            category_1: Some("Security>Phishing".to_owned()),
            category_3: Some("Laptop".to_owned()),
            custom_fields: vec![NewCustomField {
                id: 102,
                value: 2.into(),
            }],
            impact: Some(5),
            urgency: Some(6),
            source: Some(7),
            third_party_id_string: Some("HYD-1".to_owned()),
            ..NewTicket::default()
        };
        let body = serde_json::to_string(&sent).unwrap();
        assert_eq!(sent_of(&body), Some(sent));
        assert_eq!(sent_of("{}"), None);
    }
}
