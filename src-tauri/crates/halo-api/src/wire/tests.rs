//! Records as Halo sends them, and as it might send them tomorrow.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Action, AgentDetail, Category, Customer, FromRow, Licence, Me, NewAction, NewCustomField,
    NewTicket, Outcome, Priority, Site, Sla, Status, Ticket, TicketType, TicketTypeDetail,
    TicketUpdate, User,
};

fn read<T: FromRow>(value: &Value) -> T {
    T::from_value(value).unwrap()
}

#[test]
fn a_record_without_a_usable_id_is_none() {
    for value in [
        json!({"name": "x"}),
        json!({"id": null, "name": "x"}),
        json!({"id": "abc"}),
        json!({"id": 9_007_199_254_740_993_i64}),
        json!({"id": 1.5}),
        json!({"id": 0, "name": "x"}),
        json!({"id": -5, "name": "x"}),
        json!("x"),
        json!([1]),
    ] {
        assert_eq!(Customer::from_value(&value), None, "{value}");
    }
}

#[test]
fn a_record_of_nothing_but_its_id_is_read() {
    let bare = json!({"id": 7});
    let customer: Customer = read(&bare);
    assert_eq!((customer.id, customer.name.as_str()), (7, ""));
    assert!(!customer.inactive && !customer.on_stop);
    let ticket: Ticket = read(&bare);
    assert!(!ticket.is_closed());
    assert_eq!(ticket.merged_into(), None);
    let kind: TicketType = read(&bare);
    assert!(kind.is_for_tickets() && kind.may_create());
    assert!(read::<TicketTypeDetail>(&bare).allows_status(5));
    assert!(read::<Status>(&bare).is_for_tickets());
}

#[test]
fn doubles_and_digits_become_whole_ids() {
    let site: Site = read(&json!({"id": "18", "name": "Main", "client_id": 12.0, "sla_id": -1}));
    assert_eq!((site.id, site.client_id, site.sla_id), (18, Some(12), None));
    let user: User = read(&json!({
        "id": 95.0, "name": "Ann", "site_id": 18.0, "emailaddress": "ann@contoso.com",
        "email2": "", "email3": "a@b.example", "linked_agent_id": 0, "azureoid": "g"
    }));
    assert_eq!((user.id, user.site_id), (95, Some(18)));
    assert_eq!(user.azure_id.as_deref(), Some("g"));
    let emails: Vec<_> = user.emails().collect();
    assert_eq!(emails, ["ann@contoso.com", "a@b.example"]);
}

#[test]
fn the_sla_of_a_type_is_found_under_any_of_its_names() {
    for (value, expected) in [
        (json!({"id": 1, "default_sla": 3}), Some(3)),
        (
            json!({"id": 1, "default_sla": 0, "default_sla_id": 4}),
            Some(4),
        ),
        (
            json!({"id": 1, "default_sla": null, "sla_id": "5"}),
            Some(5),
        ),
        (json!({"id": 1, "slaid": 6.0}), Some(6)),
        (json!({"id": 1, "sla": 7}), Some(7)),
        (json!({"id": 1, "default_sla": -1}), None),
        (json!({"id": 1}), None),
    ] {
        assert_eq!(read::<TicketType>(&value).default_sla, expected, "{value}");
        assert_eq!(read::<TicketTypeDetail>(&value).default_sla, expected);
    }
}

#[test]
fn a_type_says_which_statuses_it_allows() {
    let detail = |allow_all: Value, list: Value| -> TicketTypeDetail {
        read(&json!({
            "id": 1, "allowall_status": allow_all, "allowed_status": list,
            "fields": [{"fieldid": 8, "fieldname": "Category 1", "technew": 2}, "odd"]
        }))
    };
    assert!(detail(json!(true), json!([])).allows_status(9));
    assert!(!detail(json!(false), json!([1, 2])).allows_status(9));
    assert!(!detail(json!(false), json!([])).allows_status(9));
    assert!(
        detail(
            json!(false),
            json!([{"status_id": 9.0, "status_name": "Closed"}])
        )
        .allows_status(9)
    );
    assert!(detail(json!(null), json!([])).allows_status(9));
    let fields = detail(json!(null), json!([])).fields;
    assert_eq!(fields.len(), 1);
    assert_eq!(fields[0].tech_new, Some(2));
}

#[test]
fn priorities_are_told_by_number_and_never_by_guid() {
    let priority: Priority = read(&json!({
        "id": "0b1c1c9e-0000-4000-8000-000000000001", "slaid": 1, "priorityid": 3,
        "name": "Medium", "fixtime": 4.0, "fixunits": "H", "ishidden": null
    }));
    assert_eq!((priority.sla_id, priority.priority_id), (1, 3));
    let full: Sla = read(&json!({"id": 2, "priorities": [{"priorityid": 1, "name": "High"}]}));
    assert_eq!(full.priorities[0].sla_id, 2);
    let bare: Sla = read(&json!({"id": 2, "priorities": [1, 2, 3]}));
    assert_eq!(bare.priorities, []);
}

#[test]
fn lists_and_replies_name_the_fields_of_a_ticket_differently() {
    let list: Ticket = read(&json!({
        "id": 1, "summary": "s", "last_update": "2026-10-05T09:12:40.1", "category_1": "A>B",
        "hasbeenclosed": null, "dateclosed": "1900-01-01T00:00:00", "status_name": "New",
        "merged_into_id": 0
    }));
    let reply: Ticket = read(&json!({
        "id": 1, "summary": "s", "lastupdate": "2026-10-05T09:12:40.1Z", "category1": "A>B",
        "hasbeenclosed": false, "status": {"name": "New"}, "priority": {"name": "Medium"}
    }));
    assert_eq!(list.last_update, reply.last_update);
    assert_eq!(list.category_1, reply.category_1);
    assert_eq!(list.status_name, reply.status_name);
    assert_eq!(reply.priority_name.as_deref(), Some("Medium"));
    assert!(!list.is_closed() && !reply.is_closed());
    let closed = json!({"id": 1, "dateclosed": "2026-10-05T09:12:40"});
    assert!(read::<Ticket>(&closed).is_closed());
    assert!(read::<Ticket>(&json!({"id": 1, "hasbeenclosed": true})).is_closed());
    assert_eq!(
        read::<Ticket>(&json!({"id": 1, "merged_into_id": 5})).merged_into(),
        Some(5)
    );
}

#[test]
fn who_we_are_comes_as_an_agent_or_as_claims() {
    let agent = Me::from_value(&json!({"id": 33, "name": "Sync", "isapiagent": true})).unwrap();
    assert_eq!(agent.display_name(), Some("Sync"));
    let claims = Me::from_value(&json!({"claims": [
        {"type": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "value": "Sync"},
        {"type": 3}
    ]}))
    .unwrap();
    assert_eq!(claims.display_name(), Some("Sync"));
    assert_eq!(claims.claims.len(), 1);
    assert_eq!(Me::from_value(&json!({})), None);
}

#[test]
fn an_agent_shows_what_it_may() {
    let plain: AgentDetail = read(&json!({"id": 33, "name": "Sync"}));
    assert_eq!((plain.is_administrator, plain.sees_others), (None, None));
    let hidden: AgentDetail = read(&json!({
        "id": 33, "name": "Sync", "is_admin": false, "can_approve_invoice": "true",
        "claims": [{"type": "SA", "value": "True"}, {"type": "x9", "value": "3"}],
        "roles": [{"name": "API role", "claims": [{"type": "SA", "value": "false"}]}, 7],
        "teams": [
            {"team_id": 1, "unassigned_access": true, "otheragent_access": true},
            {"team_id": 2, "unassigned_access": true, "otheragent_access": false}
        ],
        "clients": [{"client_id": 12}, {"client_id": 0}]
    }));
    assert_eq!(hidden.is_administrator, Some(true), "by a claim of its own");
    assert_eq!(hidden.can_approve_invoices, Some(true));
    assert_eq!(hidden.roles, ["API role"]);
    assert_eq!(
        (hidden.sees_unassigned, hidden.sees_others),
        (Some(true), Some(false))
    );
    assert_eq!(hidden.only_customers, [12]);
}

#[test]
fn an_end_user_is_told_from_an_agent() {
    let me = |claims: &[(&str, &str)]| {
        let claims: Vec<_> = claims
            .iter()
            .map(|(kind, value)| json!({"type": kind, "value": value}))
            .collect();
        Me::from_value(&json!({ "claims": claims })).unwrap()
    };
    assert_eq!(me(&[("x/AgentId", "7")]).agent_id(), Some(7));
    assert!(me(&[("user_id", "3")]).is_end_user());
    assert!(!me(&[("user_id", "3"), ("agent_id", "7")]).is_end_user());
    assert!(!me(&[("name", "Sync")]).is_end_user());
}

#[test]
fn the_rest_is_read() {
    let licence: Licence = read(&json!({
        "id": 71, "name": "M365", "count": 25.0, "client_id": 12, "site_id": -1, "price": 22,
        "end_date": "1900-01-01T00:00:00", "is_active": 1
    }));
    assert_eq!((licence.count, licence.site_id), (Some(25), None));
    assert_eq!((licence.end_date, licence.is_active), (None, Some(true)));
    let action: Action = read(&json!({
        "id": 2, "ticket_id": 2916, "outcome_id": 7, "datetime": "2026-10-05T10:01:00",
        "hiddenfromuser": true
    }));
    assert_eq!(action.at.unwrap().to_string(), "2026-10-05T10:01:00Z");
    let category: Category = read(&json!({"id": 4, "value": "Hardware>Server"}));
    assert_eq!(category.name, "Hardware>Server");
    let outcome: Outcome = read(&json!({"id": 7, "outcome": "Internal Note"}));
    assert_eq!(outcome.name, "Internal Note");
}

#[test]
fn a_full_ticket_is_written_with_whole_numbers() {
    let ticket = NewTicket {
        summary: "Seat count differs".to_owned(),
        ticket_type_id: 1,
        client_id: 12,
        site_id: Some(18),
        user_id: Some(95),
        details_html: Some("<p>x</p>".to_owned()),
        priority_id: Some(3),
        third_party_id_string: Some("app:8f2c".to_owned()),
        custom_fields: vec![NewCustomField {
            id: 101,
            value: json!("8f2c"),
        }],
        send_acknowledgement: Some(false),
        skip_rules: true,
        keep_own_text: true,
        ..NewTicket::default()
    };
    insta::assert_snapshot!(serde_json::to_string_pretty(&ticket).unwrap(), @r#"
    {
      "summary": "Seat count differs",
      "tickettype_id": 1,
      "client_id": 12,
      "site_id": 18,
      "user_id": 95,
      "details_html": "<p>x</p>",
      "priority_id": 3,
      "third_party_id_string": "app:8f2c",
      "customfields": [
        {
          "id": 101,
          "value": "8f2c"
        }
      ],
      "sendack": false,
      "dont_do_rules": true,
      "donotapplytemplateintheapi": true
    }
    "#);
}

#[test]
fn changes_hold_only_what_changes() {
    let json = |update: &TicketUpdate| serde_json::to_string(update).unwrap();
    assert_eq!(
        json(&TicketUpdate::status(7, 2)),
        r#"{"id":7,"status_id":2}"#
    );
    assert_eq!(
        json(&TicketUpdate::close(7, 9, "Test finished")),
        r#"{"id":7,"status_id":9,"closure_note":"Test finished","_force":true}"#
    );
    let note = NewAction {
        ticket_id: 7,
        outcome_id: Some(7),
        note: Some("Checked.".to_owned()),
        hidden_from_user: true,
        ..NewAction::default()
    };
    assert_eq!(
        serde_json::to_string(&note).unwrap(),
        r#"{"ticket_id":7,"outcome_id":7,"note":"Checked.","hiddenfromuser":true,"sendemail":false}"#
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_of_any_field_does_harm(
        fields in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "name", "inactive", "client_id", "priorities", "fields", "allowed_status",
                    "claims", "count", "hasbeenclosed", "dateclosed", "customfields", "status",
                    "default_sla", "teams", "summary", "priorityid",
                ]),
                any_json(),
            ),
            0..6,
        )
    ) {
        let mut record = json!({"id": 1});
        for (name, value) in fields {
            record[name] = value;
        }
        prop_assert!(Customer::from_value(&record).is_some());
        prop_assert!(Ticket::from_value(&record).is_some());
        prop_assert!(TicketTypeDetail::from_value(&record).is_some());
        prop_assert!(Sla::from_value(&record).is_some());
        prop_assert!(Me::from_value(&record).is_some());
        prop_assert!(AgentDetail::from_value(&record).is_some());
        prop_assert!(Licence::from_value(&record).is_some());
    }
}
