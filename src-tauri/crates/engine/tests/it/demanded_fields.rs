//! Fields that a ticket type demands beside those that every type may: categories of a deeper level and fields that the
//! administrator of Halo has made. The rules hold a default for them, which is shown, sent and compared.

use engine::domain::ProfileId;
use engine::domain::ticket::HoldReason;
use engine::domain::ticket_rules::{Finding, TicketRules};
use engine::test_ticket::WhatBecomes;
use engine::tickets::TicketPlan;

use crate::support::Bench;
use crate::testing_tickets::{INCIDENT, choice, rules, run, save};
use crate::ticket_desk::{BRAYFORD, form, map, organization};

/// Halo asks for a category of the second level, one of a list, yes or no, a text and a date.
async fn demanding(bench: &Bench, with_date: bool) -> (ProfileId, [String; 4]) {
    let halo = &bench.halo;
    halo.add_category(2, "Laptop");
    halo.add_category(2, "Phone");
    let region = halo.add_custom_field("CFRegion", "Region", 2, &["North", "South"]);
    let billed = halo.add_custom_field("CFBilled", "Billed", 6, &[]);
    let contract = halo.add_custom_field("CFContract", "Contract", 0, &[]);
    let seen = halo.add_custom_field("CFSeenOn", "Seen on", 4, &[]);
    for label in ["Category 2", "Region", "Billed", "Contract"] {
        assert!(halo.demand_field(i64::from(INCIDENT), label), "{label}");
    }
    assert!(!with_date || halo.demand_field(i64::from(INCIDENT), "Seen on"));
    let keys = [region, billed, contract, seen].map(|id| format!("customfield_{id}"));
    (bench.connected().await, keys)
}

async fn demanded(bench: &Bench, profile: ProfileId, rules: &TicketRules) -> Vec<(String, String)> {
    let check = bench
        .engine
        .check_ticket_rules(profile, rules.clone())
        .await;
    let findings = check.unwrap().findings.into_iter();
    findings
        .filter(|finding| matches!(finding, Finding::MandatoryFieldEmpty { .. }))
        .map(|finding| (finding.field(), finding.mend()))
        .collect()
}

async fn plan(bench: &Bench, profile: ProfileId) -> TicketPlan {
    let id = organization(&bench.engine, profile, "Brayford Dental").await;
    map(&bench.engine, profile, id, BRAYFORD).await;
    let plan = bench
        .engine
        .ticket_plan(profile, form(id, "Phishing reported", "A-1"))
        .await;
    plan.unwrap()
}

async fn defaults_mend_it_and_are_sent(bench: Bench) {
    let (profile, [region, billed, contract, _]) = demanding(&bench, false).await;
    let mut rules = rules(&bench, profile, INCIDENT).await;
    let found = demanded(&bench, profile, &rules).await;
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    let expected = ["category_2", &region, &billed, &contract].map(|key| format!("field.{key}"));
    assert_eq!(fields, expected);
    assert_eq!(
        found[0].1,
        "Choose a default for Category 2 under Extras. “Laptop” would do."
    );
    assert_eq!(
        found[1].1,
        "Choose a default for Region under Extras. “North” would do."
    );
    assert_eq!(found[3].1, "Choose a default for Contract under Extras.");

    for (key, value) in [
        ("category_2", "Phone"),
        (region.as_str(), "2"),
        (billed.as_str(), "true"),
        (contract.as_str(), "Gold"),
    ] {
        rules
            .field_defaults
            .insert(key.to_owned(), value.to_owned());
    }
    assert!(demanded(&bench, profile, &rules).await.is_empty());
    save(&bench, profile, rules).await;

    let shown = plan(&bench, profile).await;
    assert_eq!(shown.hold, None);
    for (label, value) in [
        ("Category 2", "Phone"),
        ("Region", "South"),
        ("Billed", "Yes"),
        ("Contract", "Gold"),
    ] {
        let field = shown.fields.iter().find(|field| field.label == label);
        assert_eq!(field.unwrap().value, value);
    }

    let test = run(&bench, profile, WhatBecomes::Leave).await;
    assert!(test.passed, "{test:#?}");
    let compared = &test.sheet.compared;
    for label in ["Category 2", "Region", "Billed", "Contract"] {
        let row = compared.iter().find(|row| row.label == label).unwrap();
        assert!(row.same, "{row:?}");
    }
    let made = bench
        .halo
        .ticket(i64::from(test.ticket_id.unwrap()))
        .unwrap();
    assert_eq!(made.categories[1], "Phone");
    let own: Vec<&str> = made.custom_fields.values().map(String::as_str).collect();
    assert_eq!(own, ["2", "true", "Gold"]);
    let violations = bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn a_default_for_each_demanded_field_mends_it_and_is_sent() {
    defaults_mend_it_and_are_sent(Bench::new().await).await;
}

#[tokio::test]
async fn a_halo_that_does_not_say_along_with_the_type_what_a_field_is_is_asked_for_it() {
    let bench = Bench::new().await;
    bench.halo.set_old_build(true);
    defaults_mend_it_and_are_sent(bench).await;
}

#[tokio::test]
async fn what_no_default_can_fill_says_so_and_holds_tickets() {
    let bench = Bench::new().await;
    let (profile, [region, billed, contract, seen]) = demanding(&bench, true).await;
    let mut rules = rules(&bench, profile, INCIDENT).await;
    for (key, value) in [
        ("category_2", "Phone"),
        (region.as_str(), "2"),
        (billed.as_str(), "false"),
        (contract.as_str(), "Gold"),
    ] {
        rules
            .field_defaults
            .insert(key.to_owned(), value.to_owned());
    }
    let found = demanded(&bench, profile, &rules).await;
    assert_eq!(
        found,
        [(
            format!("field.{seen}"),
            "Choose another ticket type, or make the field optional in Halo.".to_owned()
        )]
    );
    save(&bench, profile, rules).await;
    let shown = plan(&bench, profile).await;
    let (reason, note) = shown.hold.unwrap();
    assert_eq!(reason, HoldReason::Rules);
    assert!(note.unwrap().contains("“Seen on” is mandatory"));
    let refused = bench
        .engine
        .start_test_ticket(profile, choice(WhatBecomes::Leave))
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn nothing_more_is_read_where_no_type_asks_for_it() {
    let bench = Bench::new().await;
    bench.connected().await;
    assert!(bench.halo.requests_to("GET", "/FieldInfo").is_empty());
    let categories = bench.halo.requests_to("GET", "/Category");
    assert!(
        categories
            .iter()
            .all(|asked| asked.query("type_id") == Some("1")),
        "{categories:?}"
    );
}
