//! Tickets: made, changed, closed, deleted, recovered, found again, and refused.

use halo_sim::{Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Client, ids};

#[tokio::test]
async fn a_ticket_is_made_read_changed_closed_deleted_and_recovered() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let body = json!([{
        "summary": "Seat count differs", "details_html": "<p>A &amp; B</p>", "tickettype_id": 1, "client_id": 3,
        "site_id": null, "usertype": 1, "userlookup": {"id": -1, "lookupdisplay": "Enter Details Manually"},
        "priority_id": 2, "third_party_id_string": "app:1", "_forcereassign": true,
        "customfields": [{"name": "CFVendorReference", "value": "8f2c"}, {"name": "CFNobodyMade", "value": "x"}],
        "tags": [{"text": "vendor"}],
    }]);
    let made = client.post("/Tickets", body).await;
    let id = made["id"].as_i64().unwrap();
    // The reply to a write has other names than a list.
    assert!(made.get("lastupdate").is_some() && made.get("last_update").is_none());
    assert!(made.get("category1").is_some() && made.get("category_1").is_none());
    assert_eq!(made["user_name"], "General User");

    let path = format!("/Tickets/{id}?includedetails=true&includelastaction=false&nocache=true");
    let read = client.get(&path).await;
    assert_eq!(read["details"], "A & B");
    assert_eq!(
        (
            &read["priority_id"],
            &read["sla_id"],
            &read["priority"]["name"]
        ),
        (&2.into(), &1.into(), &"High".into())
    );
    assert_eq!(read["customfields"].as_array().unwrap().len(), 1);
    assert_eq!(read["customfields"][0]["value"], "8f2c");
    assert!(read["hasbeenclosed"].is_null());
    assert_eq!(read["dateclosed"], "1900-01-01T00:00:00");
    assert!(read.get("status_name").is_none());

    client
        .post("/Tickets", json!([{"id": id, "status_id": 2}]))
        .await;
    let read = client.get(&path).await;
    assert_eq!(
        (&read["status_id"], &read["summary"]),
        (&2.into(), &"Seat count differs".into())
    );

    client
        .post(
            "/Tickets",
            json!([{"id": id, "status_id": 9, "closure_note": "Done", "_force": true}]),
        )
        .await;
    let read = client.get(&path).await;
    assert_eq!(
        (&read["hasbeenclosed"], &read["closure_note"]),
        (&true.into(), &"Done".into())
    );
    assert_ne!(read["dateclosed"], "1900-01-01T00:00:00");

    let reply = client.delete(&format!("/Tickets/{id}?reason=test")).await;
    assert_eq!(reply.status(), StatusCode::OK);
    assert_eq!(client.get_status(&path).await, StatusCode::NOT_FOUND);
    assert!(!ids(&client.get("/Tickets").await["tickets"]).contains(&id));
    assert!(halo.ticket(id).unwrap().deleted);
    client
        .post(
            "/Tickets",
            json!([{"id": id, "_recover": true, "_validate_updates": true}]),
        )
        .await;
    assert_eq!(client.get(&path).await["id"], id);
}

#[tokio::test]
async fn only_an_array_with_the_right_content_type_is_taken() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    assert!(
        client
            .refused("/Tickets", json!({"summary": "bare"}))
            .await
            .is_object()
    );
    let reply = client
        .post_text("/Tickets", "text/plain", r#"[{"summary":"x"}]"#)
        .await;
    assert_eq!(reply.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let reply = client
        .post_text(
            "/Tickets",
            "application/json;charset=utf-8",
            r#"[{"summary":"Grüße"}]"#,
        )
        .await;
    assert_eq!(reply.status(), StatusCode::CREATED);
    assert_eq!(reply.json::<Value>().await.unwrap()["summary"], "Grüße");
    let batch = json!([{"summary": "first"}, {"summary": "second"}]);
    assert_eq!(
        client.post("/Tickets", batch.clone()).await["summary"],
        "second"
    );
    assert_eq!(
        client
            .post("/Tickets?returnall=true", batch)
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let wrong = client
        .refused("/Tickets", json!([{"summary": "x", "site_id": 95.0}]))
        .await;
    assert!(
        wrong["[0].site_id"][0]
            .as_str()
            .unwrap()
            .contains("'95.0' is not a valid integer")
    );
}

#[tokio::test]
async fn mandatory_fields_are_refused_one_at_a_time() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let mut ticket = json!({"summary": "Alert", "tickettype_id": 3, "client_id": 3});
    assert_eq!(
        client.refused("/Tickets", json!([ticket])).await,
        "A value must be entered for Category 1"
    );
    ticket["category_1"] = json!("Security>Email");
    assert_eq!(
        client.refused("/Tickets", json!([ticket])).await,
        "A value must be entered for Impact"
    );
    ticket["impact"] = json!(2);
    assert_eq!(
        client.post("/Tickets", json!([ticket])).await["category1"],
        "Security>Email"
    );
    let waved =
        json!([{"summary": "Alert", "tickettype_id": 3, "client_id": 3, "_novalidate": true}]);
    client.post("/Tickets", waved).await;
}

#[tokio::test]
async fn deeper_categories_and_own_fields_are_demanded_too() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let region = halo.add_custom_field("CFRegion", "Region", 2, &["North", "South"]);
    for label in ["Category 3", "Region"] {
        assert!(halo.demand_field(1, label), "{label}");
    }
    assert!(!halo.demand_field(1, "No such field"));
    let mut ticket = json!({"summary": "Alert", "tickettype_id": 1, "client_id": 3});
    assert_eq!(
        client.refused("/Tickets", json!([ticket])).await,
        "A value must be entered for Category 3"
    );
    ticket["category_3"] = json!("Laptop");
    for empty in [json!([]), json!([{"id": region, "value": " "}])] {
        ticket["customfields"] = empty;
        assert_eq!(
            client.refused("/Tickets", json!([ticket])).await,
            "A value must be entered for Region"
        );
    }
    for sent in [
        json!({"id": region, "value": 2}),
        json!({"name": "CFRegion", "value": 2}),
    ] {
        ticket["customfields"] = json!([sent]);
        let made = client.post("/Tickets", json!([ticket])).await;
        assert_eq!(made["category3"], "Laptop");
        let own = made["customfields"].as_array().unwrap();
        let own = own.iter().find(|field| field["id"] == region).unwrap();
        assert_eq!(own["value"], "2");
    }
}

#[tokio::test]
async fn a_priority_of_another_sla_is_replaced_without_a_word() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let make = async |kind: i64, priority: i64| {
        let body = json!([{"summary": "x", "tickettype_id": kind, "client_id": 3, "priority_id": priority}]);
        let made = client.post("/Tickets", body).await;
        (
            made["sla_id"].as_i64().unwrap(),
            made["priority_id"].as_i64().unwrap(),
        )
    };
    assert_eq!(make(2, 1).await, (2, 1));
    assert_eq!(
        make(2, 4).await,
        (2, 3),
        "SLA 2 has no priority 4, its default is 3"
    );
    assert_eq!(
        make(4, 1).await,
        (0, 0),
        "a type without an SLA has no priority"
    );
    let site = halo.customer(3).unwrap().main_site_id;
    assert!(halo.set_site_sla(site, 3));
    assert_eq!(make(1, 4).await, (3, 4), "the site's SLA wins");
    assert!(halo.set_site_sla(site, 0));
    assert!(halo.hide_priority(1, 2));
    assert_eq!(make(1, 2).await, (1, 3));
}

#[tokio::test]
async fn what_halo_refuses_is_refused() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let contact = halo
        .users(3)
        .into_iter()
        .find(|user| !user.general)
        .unwrap();
    for (body, complaint) in [
        (json!({"summary": " "}), "Please enter a Summary"),
        (
            json!({"summary": "x", "tickettype_id": 5}),
            "do not have permission to log a Ticket",
        ),
        (
            json!({"summary": "x", "client_id": 3, "user_id": contact.id}),
            "Please select a Site",
        ),
        (
            json!({"summary": "x", "client_id": 4, "site_id": contact.site_id}),
            "does not belong to this Customer",
        ),
        (
            json!({"summary": "x", "team": "Projects"}),
            "not valid for this Ticket Type",
        ),
        (
            json!({"summary": "x", "team": "Security", "agent_id": 2}),
            "not a member",
        ),
        (
            json!({"summary": "x", "status_id": 12}),
            "not valid for this Ticket Type",
        ),
        (
            json!({"summary": "x", "tickettype_id": 7, "status_id": 21}),
            "not valid for this Ticket Type",
        ),
    ] {
        let said = client.refused("/Tickets", json!([body])).await;
        assert!(said.as_str().unwrap().contains(complaint), "{said}");
    }
    let said = client
        .refused("/Tickets", json!([{"summary": "x", "client_id": 999}]))
        .await;
    assert!(said["Message"].as_str().unwrap().contains("(547)"));
    assert_eq!(halo.tickets().len(), 0);
    let reply = client
        .send_post("/Tickets", &json!([{"id": 4711, "status_id": 2}]))
        .await;
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_nested_type_is_ignored_and_a_template_overwrites_details() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let made = client
        .post(
            "/Tickets",
            json!([{"summary": "x", "tickettype": {"id": 2}}]),
        )
        .await;
    assert_eq!(
        (&made["tickettype_id"], &made["client_id"]),
        (&1.into(), &1.into())
    );
    let body = json!({"summary": "x", "tickettype_id": 7, "client_id": 3, "details": "Mine"});
    let made = client.post("/Tickets", json!([body])).await;
    assert!(made["details"].as_str().unwrap().starts_with("New starter"));
    let mut kept = body;
    kept["donotapplytemplateintheapi"] = json!(true);
    assert_eq!(
        client.post("/Tickets", json!([kept])).await["details"],
        "Mine"
    );
}

#[tokio::test]
async fn tickets_are_found_by_reference_time_and_state() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let before = halo.tickets().len();
    let made = client
        .post(
            "/Tickets",
            json!([{"summary": "[REF-7] x", "client_id": 3, "third_party_id_string": "ref-7"}]),
        )
        .await;
    let id = made["id"].as_i64().unwrap();
    let found = client.get("/Tickets?third_party_id_string=ref-7").await;
    assert_eq!(ids(&found["tickets"]), [id]);
    assert_eq!(
        ids(&client.get("/Tickets?search_summary=ref-7").await["tickets"]),
        [id]
    );
    halo.set_old_build(true);
    let ignored = client.get("/Tickets?third_party_id_string=ref-7").await;
    assert_eq!(
        ignored["record_count"],
        before + 1,
        "an old build ignores the filter"
    );

    let since = made["lastupdate"].as_str().unwrap();
    assert_eq!(
        ids(&client
            .get(&format!("/Tickets?lastupdatefromdate={since}Z"))
            .await["tickets"]),
        [id]
    );
    assert!(halo.set_ticket_status(1, 5));
    let changed = client
        .get(&format!(
            "/Tickets?lastupdatefromdate={since}&order=id&includestatus=true"
        ))
        .await;
    assert_eq!(ids(&changed["tickets"]), [1, id]);
    assert_eq!(changed["tickets"][0]["status_name"], "With Supplier");
    let open = client.get("/Tickets?open_only=true").await["record_count"]
        .as_i64()
        .unwrap();
    let closed = client.get("/Tickets?closed_only=true").await["record_count"]
        .as_i64()
        .unwrap();
    assert_eq!(usize::try_from(open + closed).unwrap(), before + 1);
    assert!(closed > 0);
}

#[tokio::test]
async fn a_merge_a_move_and_a_new_priority_show() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let (first, second) = (
        halo.create_ticket(3, 1, "a").unwrap(),
        halo.create_ticket(3, 1, "b").unwrap(),
    );
    assert!(halo.merge_ticket(first, second));
    assert!(halo.move_ticket(second, 4));
    client
        .post(
            "/Tickets",
            json!([{"id": second, "client_id": 4, "impact": 2}]),
        )
        .await;
    let site = halo.customer(4).unwrap().main_site_id;
    assert_eq!(halo.ticket(second).unwrap().site_id, site);
    assert!(halo.set_ticket_priority(second, 1) && !halo.set_ticket_priority(second, 9));
    let rows = client.get("/Tickets?order=id").await;
    assert_eq!(rows["tickets"][0]["merged_into_id"], second);
    assert_eq!(
        (
            &rows["tickets"][1]["client_id"],
            &rows["tickets"][1]["priority_id"]
        ),
        (&4.into(), &1.into())
    );
}
