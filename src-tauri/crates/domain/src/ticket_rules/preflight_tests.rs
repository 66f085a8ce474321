//! Tests of pre-flight: sound rules give no finding, and each thing that can break gives its own.

use super::{super::Severity, *};
use crate::{
    SlaId, TeamId, TicketTypeId,
    halo_config::{Agent, CustomField, CustomKind, MandatoryField, Priority, Sla, Status, Team},
    vendor,
};

const ALL: Features = Features {
    tickets: true,
    status: true,
    seats: true,
};

fn config() -> HaloConfig {
    let status = |id: i32, name: &str, is_ticket: bool| Status {
        id: StatusId::new(id),
        name: name.to_owned(),
        is_ticket,
        is_closed: None,
    };
    let priority = |sla: i32, number: i32, hidden: bool| Priority {
        sla: SlaId::new(sla),
        number,
        name: format!("P{number}"),
        hidden,
    };
    HaloConfig {
        ticket_types: vec![TicketType {
            id: TicketTypeId::new(21),
            name: "Alert".to_owned(),
            can_create: true,
            default_sla: Some(SlaId::new(1)),
            default_priority: Some(4),
            initial_status: Some(StatusId::new(1)),
            allowed_statuses: Some([1, 2, 9].map(StatusId::new).to_vec()),
            mandatory_fields: vec![MandatoryField {
                key: "category_1".to_owned(),
                label: "Category 1".to_owned(),
                has_default: false,
                custom: None,
            }],
        }],
        statuses: vec![
            status(1, "New", true),
            status(2, "In Progress", true),
            status(9, "Closed", true),
            status(30, "On Hold", true),
            status(40, "Order placed", false),
        ],
        slas: vec![Sla {
            id: SlaId::new(1),
            name: "Standard".to_owned(),
        }],
        priorities: vec![
            priority(1, 1, false),
            priority(1, 2, false),
            priority(1, 3, false),
            priority(1, 4, false),
            priority(1, 5, true),
            priority(2, 7, false),
        ],
        ..HaloConfig::default()
    }
}

fn palisade() -> Vendor {
    vendor::preset("palisade").expect("a preset")
}

fn sound_rules() -> TicketRules {
    let status = |key: &str, id: i32| (key.to_owned(), StatusId::new(id));
    TicketRules {
        ticket_type: Some(TicketTypeId::new(21)),
        priorities: ["critical", "high", "medium", "low"]
            .map(str::to_owned)
            .into_iter()
            .zip(1..)
            .collect(),
        status_to_halo: [
            status("open", 1),
            status("investigating", 2),
            status("resolved", 9),
        ]
        .into(),
        status_from_halo: [(StatusId::new(9), "resolved".to_owned())].into(),
        field_defaults: [("category_1".to_owned(), "Security>Phishing".to_owned())].into(),
        ..TicketRules::default()
    }
}

/// Codes of what is found after a change to sound rules and a sound configuration.
fn found(change: impl FnOnce(&mut TicketRules, &mut HaloConfig)) -> Vec<&'static str> {
    let (mut rules, mut config) = (sound_rules(), config());
    change(&mut rules, &mut config);
    let findings = preflight(&rules, &palisade(), &config, ALL);
    for finding in &findings {
        assert!(finding.to_string().ends_with('.'), "{finding}");
        assert!(finding.mend().ends_with('.'), "{finding}");
        assert!(!finding.field().is_empty());
    }
    findings.iter().map(Finding::code).collect()
}

#[test]
fn sound_rules_have_no_finding() {
    assert_eq!(found(|_, _| {}), Vec::<&str>::new());
}

#[test]
fn each_broken_thing_has_its_finding() {
    assert_eq!(found(|r, _| r.ticket_type = None), ["ticket_type_missing"]);
    assert_eq!(found(|_, c| c.ticket_types.clear()), ["ticket_type_gone"]);
    assert_eq!(
        found(|_, c| c.ticket_types[0].can_create = false),
        ["ticket_type_not_creatable"]
    );
    assert_eq!(
        found(|_, c| c.ticket_types[0].default_sla = None),
        ["sla_missing"]
    );
    assert_eq!(found(|r, _| r.sla = Some(SlaId::new(8))), ["sla_gone"]);
    assert_eq!(
        found(|r, _| {
            r.priorities.remove("low");
        }),
        ["level_unmapped"]
    );
    assert_eq!(
        found(|r, _| {
            r.priorities.insert("low".to_owned(), 7);
        }),
        ["priority_foreign"]
    );
    assert_eq!(
        found(|r, _| {
            r.priorities.insert("low".to_owned(), 5);
        }),
        ["priority_hidden"]
    );
    assert_eq!(
        found(|r, _| {
            r.status_to_halo.remove("open");
        }),
        ["vendor_status_unmapped"]
    );
    assert_eq!(
        found(|_, c| c.statuses.retain(|s| s.id.get() != 9)),
        ["status_gone", "status_gone"]
    );
    assert_eq!(
        found(|r, _| {
            r.status_to_halo
                .insert("open".to_owned(), StatusId::new(40));
        }),
        ["status_not_for_tickets"]
    );
    assert_eq!(
        found(|r, _| {
            r.status_to_halo
                .insert("open".to_owned(), StatusId::new(30));
        }),
        ["status_not_allowed"]
    );
    assert_eq!(
        found(|r, _| {
            r.status_from_halo
                .insert(StatusId::new(1), "gone".to_owned());
        }),
        ["unknown_vendor_status"]
    );
    assert_eq!(
        found(|r, _| r.status_from_halo.clear()),
        ["nothing_comes_back"]
    );
    assert_eq!(
        found(|r, _| {
            r.field_defaults
                .insert("category_1".to_owned(), "  ".to_owned());
        }),
        ["mandatory_field_empty"]
    );
}

#[test]
fn a_finding_names_its_part_of_the_form() {
    let field = |change: fn(&mut TicketRules)| {
        let mut rules = sound_rules();
        change(&mut rules);
        let findings = preflight(&rules, &palisade(), &config(), ALL);
        findings.iter().map(Finding::field).collect::<Vec<_>>()
    };
    assert_eq!(
        field(|r| {
            r.status_to_halo
                .insert("open".to_owned(), StatusId::new(77));
            r.status_from_halo
                .insert(StatusId::new(30), "open".to_owned());
            r.priorities.insert("low".to_owned(), 7);
        }),
        ["priority.low", "statusToHalo.open", "statusFromHalo.30"]
    );
    assert_eq!(field(|r| r.field_defaults.clear()), ["field.category_1"]);
    assert_eq!(field(|r| r.status_from_halo.clear()), ["statusFromHalo"]);
}

#[test]
fn a_status_that_the_vendor_no_longer_has_blocks_nothing() {
    let change = |rules: &mut TicketRules, _: &mut HaloConfig| {
        rules
            .status_to_halo
            .insert("abandoned".to_owned(), StatusId::new(77));
    };
    assert_eq!(found(change), Vec::<&str>::new());
}

#[test]
fn the_worst_comes_first() {
    let (rules, config) = (TicketRules::default(), config());
    let findings = preflight(&rules, &palisade(), &config, ALL);
    assert!(findings.is_sorted_by_key(Finding::severity));
    assert_eq!(findings[0].severity(), Severity::Blocks);
}

#[test]
fn only_a_priority_of_the_tickets_own_sla_is_sent() {
    let (mut rules, mut config) = (sound_rules(), config());
    assert_eq!(rules.priority_to_send("high", &config), Some(2));
    assert_eq!(rules.priority_to_send("unheard of", &config), None);
    rules.priorities.insert("high".to_owned(), 7);
    assert_eq!(rules.priority_to_send("high", &config), None);
    config.slas.push(Sla {
        id: SlaId::new(2),
        name: "Fast".to_owned(),
    });
    rules.sla = Some(SlaId::new(2));
    assert_eq!(rules.priority_to_send("high", &config), Some(7));
    rules.sla = None;
    config.ticket_types[0].default_sla = None;
    assert_eq!(rules.priority_to_send("low", &config), None);
}

fn choice(id: i32, name: &str) -> Choice {
    Choice {
        id,
        name: name.to_owned(),
    }
}

/// A mandatory field of the type.
fn demand(config: &mut HaloConfig, key: &str, label: &str) {
    config.ticket_types[0]
        .mandatory_fields
        .push(MandatoryField {
            key: key.to_owned(),
            label: label.to_owned(),
            has_default: false,
            custom: None,
        });
}

/// The mends of what is found in sound rules with this configuration.
fn mends(change: impl FnOnce(&mut TicketRules, &mut HaloConfig)) -> Vec<String> {
    let (mut rules, mut config) = (sound_rules(), config());
    change(&mut rules, &mut config);
    let findings = preflight(&rules, &palisade(), &config, ALL);
    findings.iter().map(Finding::mend).collect()
}

#[test]
fn the_default_that_would_mend_a_mandatory_field_is_named() {
    let with_impact = |rules: &mut TicketRules, config: &mut HaloConfig| {
        config.impacts = vec![choice(1, "Company"), choice(3, "One user")];
        demand(config, "impact", "Impact");
        rules.field_defaults.remove("category_1");
        config.categories = vec!["Network".to_owned(), "Security>Phishing".to_owned()];
    };
    assert_eq!(
        mends(with_impact),
        [
            "Choose a default for Category 1 under Extras. “Security>Phishing” would do.",
            "Choose a default for Impact under Extras. “One user” would do.",
        ]
    );
    assert_eq!(
        mends(|_, config| demand(config, "cost_centre", "Cost centre")),
        ["Choose another ticket type, or make the field optional in Halo."]
    );
    assert_eq!(
        found(|rules, config| {
            with_impact(rules, config);
            let given = [("category_1", "Network"), ("impact", "3")];
            for (key, value) in given {
                rules
                    .field_defaults
                    .insert(key.to_owned(), value.to_owned());
            }
        }),
        Vec::<&str>::new()
    );
}

#[test]
fn what_halo_no_longer_lists_is_found_and_what_it_never_listed_is_not() {
    let chosen = |rules: &mut TicketRules| {
        rules.team = Some("Security".to_owned());
        rules.agent = Some(7);
        rules.request_source = Some(5);
        rules.note_outcome = Some(8);
    };
    assert_eq!(found(|rules, _| chosen(rules)), Vec::<&str>::new());
    let lists = |config: &mut HaloConfig, team: &str, own: &str, id: i32| {
        config.teams = vec![Team {
            id: TeamId::new(1),
            name: team.to_owned(),
        }];
        config.agents = vec![Agent {
            id,
            name: "Ada".to_owned(),
            teams: vec![own.to_owned()],
        }];
        config.request_sources = vec![choice(id - 2, "Monitoring")];
        config.outcomes = vec![choice(id + 1, "Internal Note")];
        config.categories = vec!["Network".to_owned()];
    };
    assert_eq!(
        found(|rules, config| {
            chosen(rules);
            lists(config, "Billing", "Billing", 70);
        }),
        [
            // The type asks for the category: Halo would refuse.
            "field_value_gone",
            "team_gone",
            "agent_gone",
            "request_source_gone",
            "note_outcome_gone"
        ]
    );
    assert_eq!(
        found(|rules, config| {
            chosen(rules);
            lists(config, "security", "Billing", 7);
        }),
        ["field_value_gone", "agent_not_in_team"]
    );
}

/// A field of the administrator's, one of a list, as a mandatory field.
fn region(kind: CustomKind, names: &[&str]) -> MandatoryField {
    let values = names
        .iter()
        .zip(1..)
        .map(|(name, id)| choice(id, name))
        .collect();
    MandatoryField {
        key: "customfield_7".to_owned(),
        label: "Region".to_owned(),
        has_default: false,
        custom: Some(CustomField {
            id: 7,
            kind,
            values,
        }),
    }
}

/// The type of sound rules, and another that asks for the region; `at` is the one that the rules choose.
fn with_region(at: i32, chosen: &str, field: MandatoryField) -> Vec<(&'static str, Severity)> {
    let (mut rules, mut config) = (sound_rules(), config());
    let mut other = config.ticket_types[0].clone();
    other.id = TicketTypeId::new(22);
    other.mandatory_fields.push(field);
    config.ticket_types.push(other);
    rules.ticket_type = Some(TicketTypeId::new(at));
    rules
        .field_defaults
        .insert("customfield_7".to_owned(), chosen.to_owned());
    let findings = preflight(&rules, &palisade(), &config, ALL);
    findings
        .iter()
        .map(|finding| (finding.code(), finding.severity()))
        .collect()
}

#[test]
fn a_default_that_only_another_type_asks_for_is_not_sent_and_not_warned_of() {
    let list = || region(CustomKind::OneOf, &["North", "South"]);
    assert_eq!(with_region(21, "3", list()), []);
    assert_eq!(with_region(22, "2", list()), []);
    assert_eq!(
        with_region(22, "3", list()),
        [("field_value_gone", Severity::Blocks)],
        "the type asks for it, and Halo knows no such value"
    );
}

#[test]
fn a_default_that_cannot_be_sent_any_more_fills_nothing() {
    let empty = [("mandatory_field_empty", Severity::Blocks)];
    // It was a text once, and is one of a list now.
    let list = region(CustomKind::OneOf, &["North", "South"]);
    assert_eq!(with_region(22, "Europe", list), empty);
    assert_eq!(
        with_region(22, "Europe", region(CustomKind::YesNo, &[])),
        empty
    );
    assert_eq!(
        with_region(22, "Europe", region(CustomKind::Other, &[])),
        empty
    );
    assert_eq!(with_region(22, "Europe", region(CustomKind::Text, &[])), []);
}

#[test]
fn a_default_that_nobody_asks_for_is_sent_all_the_same_and_only_warned_of() {
    let (mut rules, mut config) = (sound_rules(), config());
    config.deeper_categories[0] = vec!["Laptop".to_owned()];
    rules
        .field_defaults
        .insert("category_2".to_owned(), "Phone".to_owned());
    let findings = preflight(&rules, &palisade(), &config, ALL);
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(
        (finding.code(), finding.severity(), finding.mend().as_str()),
        (
            "field_value_gone",
            Severity::Warns,
            "Choose another default, or none."
        )
    );
}

#[test]
fn an_organisations_own_rules_are_checked_for_what_they_break_themselves() {
    let mut config = config();
    config.ticket_types[0].default_sla = None;
    let check = |own: &RulesOverride| -> Vec<&'static str> {
        let findings = preflight_override(&sound_rules(), own, &palisade(), &config, ALL);
        findings.iter().map(Finding::code).collect()
    };
    // That the type has no SLA is said once, for everybody.
    let team = RulesOverride {
        team: Some("Security".to_owned()),
        ..RulesOverride::default()
    };
    assert_eq!(check(&team), Vec::<&str>::new());
    let gone = RulesOverride {
        ticket_type: Some(TicketTypeId::new(99)),
        ..RulesOverride::default()
    };
    assert_eq!(check(&gone), ["ticket_type_gone"]);
    let sla = RulesOverride {
        sla: Some(SlaId::new(1)),
        priorities: [("high".to_owned(), 7)].into(),
        ..RulesOverride::default()
    };
    assert_eq!(
        check(&sla),
        [
            "priority_foreign",
            "level_unmapped",
            "level_unmapped",
            "level_unmapped"
        ]
    );
}
