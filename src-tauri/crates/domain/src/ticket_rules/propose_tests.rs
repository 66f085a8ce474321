//! Tests of filling in by name.

use super::*;
use crate::{
    SlaId, TicketTypeId,
    halo_config::{Choice, MandatoryField, Sla},
    vendor,
};

const OPEN: Option<bool> = Some(false);
const CLOSED: Option<bool> = Some(true);

/// One ticket type with one SLA.
fn config(priorities: &[&str], statuses: &[(&str, Option<bool>)]) -> HaloConfig {
    let sla = SlaId::new(1);
    HaloConfig {
        ticket_types: vec![TicketType {
            id: TicketTypeId::new(21),
            name: "Alert".to_owned(),
            can_create: true,
            default_sla: Some(sla),
            default_priority: None,
            initial_status: None,
            allowed_statuses: None,
            mandatory_fields: vec![],
        }],
        statuses: (1..)
            .zip(statuses)
            .map(|(id, (name, is_closed))| Status {
                id: StatusId::new(id),
                name: (*name).to_owned(),
                is_ticket: true,
                is_closed: *is_closed,
            })
            .collect(),
        slas: vec![Sla {
            id: sla,
            name: "Standard".to_owned(),
        }],
        priorities: (1..)
            .zip(priorities)
            .map(|(number, name)| Priority {
                sla,
                number,
                name: (*name).to_owned(),
                hidden: false,
            })
            .collect(),
        ..HaloConfig::default()
    }
}

fn rules() -> TicketRules {
    TicketRules {
        ticket_type: Some(TicketTypeId::new(21)),
        ..TicketRules::default()
    }
}

fn palisade() -> Vendor {
    vendor::preset("palisade").expect("a preset")
}

/// The priority numbers proposed for Critical, High, Medium and Low; 0 for none.
fn priorities(offered: &[&str]) -> [i32; 4] {
    let proposal = propose(&rules(), &palisade(), &config(offered, &[]));
    ["critical", "high", "medium", "low"].map(|level| {
        let number = proposal.rules.priorities.get(level);
        number.copied().unwrap_or_default()
    })
}

/// The places of the statuses proposed for Open, Investigating and Resolved; 0 for none.
fn statuses(offered: &[(&str, Option<bool>)]) -> [i32; 3] {
    let proposal = propose(&rules(), &palisade(), &config(&[], offered));
    ["open", "investigating", "resolved"].map(|status| {
        let id = proposal.rules.status_to_halo.get(status);
        id.map(|id| id.get()).unwrap_or_default()
    })
}

#[test]
fn levels_are_known_by_the_usual_names() {
    assert_eq!(
        priorities(&["Critical", "High", "Medium", "Low"]),
        [1, 2, 3, 4]
    );
    assert_eq!(
        priorities(&["LOW", "medium", "HIGH", "critical"]),
        [4, 3, 2, 1]
    );
    assert_eq!(priorities(&["Urgent", "High", "Normal"]), [1, 2, 3, 0]);
    assert_eq!(priorities(&["P1", "P2", "P3", "P4"]), [1, 2, 3, 4]);
    let numbered = ["Priority 1", "Priority 2", "Priority 3", "Priority 4"];
    assert_eq!(priorities(&numbered), [1, 2, 3, 4]);
    let spelled = ["P1 - Critical", "P2: High", "P3 (Medium)", "4. Low"];
    assert_eq!(priorities(&spelled), [1, 2, 3, 4]);
}

#[test]
fn where_several_fit_none_is_taken() {
    assert_eq!(
        priorities(&["Urgent", "Emergency", "Highest"]),
        [0, 0, 0, 0]
    );
    assert_eq!(priorities(&["High", "high", "Major"]), [0, 0, 0, 0]);
    // It says two things at once.
    assert_eq!(priorities(&["High or low"]), [0, 0, 0, 0]);
    let two = [("Done", CLOSED), ("Fixed", CLOSED)];
    assert_eq!(statuses(&two), [0, 0, 0]);
}

#[test]
fn the_same_name_comes_before_a_word_that_means_the_same() {
    assert_eq!(priorities(&["P1", "Critical", "Urgent"]), [2, 0, 0, 0]);
    let offered = [
        ("New", OPEN),
        ("Open", OPEN),
        ("Action required", OPEN),
        ("In-Progress", OPEN),
        ("Closed", CLOSED),
        ("Completed", CLOSED),
    ];
    assert_eq!(statuses(&offered), [2, 4, 5]);
    assert_eq!(statuses(&[("Complete", CLOSED)]), [0, 0, 1]);
    assert_eq!(statuses(&[("Complete", None), ("NEW", None)]), [2, 0, 1]);
}

#[test]
fn only_a_whole_name_tells_a_status() {
    let offered = [
        ("Closed by customer", CLOSED),
        ("New user", OPEN),
        ("In progress with supplier", OPEN),
    ];
    assert_eq!(statuses(&offered), [0, 0, 0]);
}

#[test]
fn no_name_closes_on_one_side_what_stays_open_on_the_other() {
    assert_eq!(statuses(&[("Open", CLOSED), ("Resolved", OPEN)]), [0, 0, 0]);
}

#[test]
fn what_halo_says_leads_back_to_the_vendor() {
    let offered = [
        ("New", OPEN),
        ("In Progress", OPEN),
        ("Action Required", OPEN),
        ("On Hold", OPEN),
        ("Closed", CLOSED),
        ("Complete", CLOSED),
    ];
    let proposal = propose(&rules(), &palisade(), &config(&[], &offered));
    let back: Vec<(i32, &str)> = proposal
        .rules
        .status_from_halo
        .iter()
        .map(|(id, key)| (id.get(), key.as_str()))
        .collect();
    assert_eq!(
        back,
        [
            (1, "open"),
            (2, "investigating"),
            (3, "investigating"),
            (5, "resolved"),
            (6, "resolved")
        ]
    );
    assert_eq!(proposal.filled, 8);
    assert!(
        proposal
            .left
            .contains(&Left::HaloStatus("On Hold".to_owned()))
    );
    assert!(proposal.left.contains(&Left::Level("Critical".to_owned())));
}

#[test]
fn what_is_chosen_stays_and_a_second_time_fills_in_nothing_more() {
    let config = config(
        &["Critical", "High", "Medium", "Low"],
        &[("New", OPEN), ("In Progress", OPEN), ("Closed", CLOSED)],
    );
    let mut chosen = rules();
    chosen.priorities.insert("critical".to_owned(), 4);
    chosen
        .status_to_halo
        .insert("open".to_owned(), StatusId::new(2));
    chosen
        .status_from_halo
        .insert(StatusId::new(1), "resolved".to_owned());
    let first = propose(&chosen, &palisade(), &config);
    assert_eq!(first.rules.priorities["critical"], 4);
    assert_eq!(first.rules.status_to_halo["open"], StatusId::new(2));
    assert_eq!(first.rules.status_from_halo[&StatusId::new(1)], "resolved");
    assert_eq!((first.filled, first.left.len()), (7, 0));
    let second = propose(&first.rules, &palisade(), &config);
    assert_eq!((second.rules, second.filled), (first.rules, 0));
}

#[test]
fn only_what_the_type_and_its_sla_have_is_proposed() {
    let mut config = config(
        &["Critical", "High"],
        &[("New", OPEN), ("Closed", CLOSED), ("Open", OPEN)],
    );
    config.priorities[0].hidden = true;
    config.priorities[1].sla = SlaId::new(2);
    config.statuses[2].is_ticket = false;
    config.ticket_types[0].allowed_statuses = Some(vec![StatusId::new(1), StatusId::new(3)]);
    let proposal = propose(&rules(), &palisade(), &config);
    assert!(proposal.rules.priorities.is_empty());
    let to_halo: Vec<(&str, i32)> = proposal
        .rules
        .status_to_halo
        .iter()
        .map(|(key, id)| (key.as_str(), id.get()))
        .collect();
    assert_eq!(to_halo, [("open", 1)]);
    config.ticket_types[0].can_create = false;
    let nothing = propose(&TicketRules::default(), &palisade(), &config);
    assert_eq!((nothing.filled, nothing.left), (0, vec![]));
    config.ticket_types[0].default_sla = None;
    let without_sla = propose(&rules(), &palisade(), &config);
    let has_level = |left: &Left| matches!(left, Left::Level(_));
    assert!(
        !without_sla.left.iter().any(has_level),
        "there is nothing to choose"
    );
}

#[test]
fn what_suits_the_vendor_is_taken_where_nothing_is_chosen() {
    let mut config = config(&["Critical"], &[("New", OPEN)]);
    let kind = |id: i32, name: &str, can_create: bool| TicketType {
        id: TicketTypeId::new(id),
        name: name.to_owned(),
        can_create,
        mandatory_fields: ["category_1", "impact"]
            .map(|key| MandatoryField {
                key: key.to_owned(),
                label: key.to_owned(),
                has_default: false,
                custom: None,
            })
            .to_vec(),
        ..config.ticket_types[0].clone()
    };
    config.ticket_types = vec![
        kind(30, "Incident", true),
        kind(31, "Security Alert", true),
        kind(32, "Backup alert", true),
        kind(33, "Email security alert", false),
    ];
    let choice = |id: i32, name: &str| Choice {
        id,
        name: name.to_owned(),
    };
    config.categories = ["Backup", "Security>Phishing", "Security>Malware"]
        .map(str::to_owned)
        .to_vec();
    config.impacts = vec![choice(1, "Company"), choice(3, "One user")];
    config.request_sources = vec![choice(1, "Phone"), choice(6, "Monitoring")];

    let none = TicketRules::default();
    let chosen = |vendor: &str| {
        let vendor = vendor::preset(vendor).expect("a preset");
        let rules = propose(&none, &vendor, &config).rules;
        let field = |key: &str| rules.field_defaults.get(key).cloned().unwrap_or_default();
        (
            rules.ticket_type.map(TicketTypeId::get),
            field("category_1"),
            field("impact"),
            rules.request_source,
        )
    };
    let impact = "3".to_owned();
    assert_eq!(
        chosen("palisade"),
        (
            Some(31),
            "Security>Phishing".to_owned(),
            impact.clone(),
            Some(6)
        )
    );
    assert_eq!(
        chosen("dropsuite"),
        (Some(32), "Backup".to_owned(), impact.clone(), Some(6))
    );
    // "Alert" would fit two, so nothing is taken, and nothing follows from it.
    assert_eq!(chosen("other"), (None, String::new(), String::new(), None));

    let own = TicketRules {
        ticket_type: Some(TicketTypeId::new(30)),
        field_defaults: [("category_1".to_owned(), "Backup".to_owned())].into(),
        request_source: Some(1),
        ..TicketRules::default()
    };
    let rules = propose(&own, &palisade(), &config).rules;
    assert_eq!(rules.ticket_type, own.ticket_type);
    assert_eq!(rules.field_defaults["category_1"], "Backup");
    assert_eq!(rules.request_source, Some(1));
}
