//! Rules of one Halo in another: what is found under other numbers, and each way to be left out. What is said of them on screen
//! is not tested here.

use super::*;
use crate::halo_config::{
    Agent, CustomField, MandatoryField, Priority, Sla, Status, Team, TicketType,
};
use crate::vendor::preset;
use crate::{TeamId, ticket_rules::named::NamedBack};

fn status(id: i32, name: &str) -> Status {
    Status {
        id: StatusId::new(id),
        name: name.to_owned(),
        is_ticket: true,
        is_closed: None,
    }
}

/// A Halo whose numbers begin at one of one's own.
fn halo(from: i32) -> HaloConfig {
    let choice = |id: i32, name: &str| Choice {
        id: from + id,
        name: name.to_owned(),
    };
    HaloConfig {
        ticket_types: vec![TicketType {
            id: TicketTypeId::new(from + 1),
            name: "Incident".to_owned(),
            can_create: true,
            default_sla: Some(SlaId::new(from + 1)),
            default_priority: None,
            initial_status: None,
            allowed_statuses: None,
            mandatory_fields: vec![MandatoryField {
                key: format!("customfield_{}", from + 5),
                label: "Region".to_owned(),
                has_default: false,
                custom: Some(CustomField {
                    id: from + 5,
                    kind: CustomKind::OneOf,
                    values: vec![choice(1, "North"), choice(2, "South")],
                }),
            }],
        }],
        statuses: vec![
            status(from + 1, "New"),
            status(from + 2, "In Progress"),
            status(from + 9, "Closed"),
        ],
        slas: vec![Sla {
            id: SlaId::new(from + 1),
            name: "Standard".to_owned(),
        }],
        priorities: ["Critical", "High"]
            .into_iter()
            .zip(from + 1..)
            .map(|(name, number)| Priority {
                sla: SlaId::new(from + 1),
                number,
                name: name.to_owned(),
                hidden: false,
            })
            .collect(),
        teams: vec![Team {
            id: TeamId::new(from + 1),
            name: "Security".to_owned(),
        }],
        categories: vec!["Hardware>Server".to_owned()],
        agents: vec![Agent {
            id: from + 7,
            name: "Sam Jones".to_owned(),
            teams: Vec::new(),
        }],
        request_sources: vec![choice(4, "API")],
        impacts: vec![choice(1, "Company")],
        outcomes: vec![choice(6, "Internal Note")],
        ..HaloConfig::default()
    }
}

/// Rules that name everything there is to name in the Halo whose numbers begin there.
fn rules(from: i32) -> TicketRules {
    let field = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    TicketRules {
        ticket_type: Some(TicketTypeId::new(from + 1)),
        sla: Some(SlaId::new(from + 1)),
        priorities: [
            ("critical".to_owned(), from + 1),
            ("high".to_owned(), from + 2),
        ]
        .into(),
        status_to_halo: [("open".to_owned(), StatusId::new(from + 2))].into(),
        status_from_halo: [
            (StatusId::new(from + 2), "open".to_owned()),
            (StatusId::new(from + 9), "resolved".to_owned()),
        ]
        .into(),
        field_defaults: [
            field("category_1", "Hardware>Server"),
            field("impact", &(from + 1).to_string()),
            field(
                &format!("customfield_{}", from + 5),
                &(from + 2).to_string(),
            ),
        ]
        .into(),
        team: Some("Security".to_owned()),
        agent: Some(from + 7),
        request_source: Some(from + 4),
        note_outcome: Some(from + 6),
        allow_mail: true,
    }
}

fn vendor() -> Vendor {
    preset("palisade").unwrap()
}

fn conflicts(resolved: &Resolved<TicketRules>) -> Vec<(&str, &str, Why)> {
    let all = resolved.conflicts.iter();
    all.map(|one| (one.choice.as_str(), one.chosen.as_str(), one.why))
        .collect()
}

#[test]
fn everything_is_found_by_name_under_other_numbers() {
    let named = NamedRules::of(&rules(0), &halo(0));
    assert_eq!(named.unnamed(), 0);
    assert_eq!(named.bare(), rules(0));
    let resolved = resolve(&named, &vendor(), &halo(100));
    assert_eq!(resolved.rules, rules(100));
    assert_eq!((resolved.found, conflicts(&resolved)), (14, vec![]));
    // Where numbers are the same, they are what was said.
    assert_eq!(resolve(&named, &vendor(), &halo(0)).rules, rules(0));
}

#[test]
fn a_number_is_not_believed_without_its_name_nor_a_name_that_several_have() {
    let named = NamedRules::of(&rules(0), &halo(0));
    let mut other = halo(0);
    // The number of "Closed" is something else here, and there are two of "In Progress".
    other.statuses = vec![
        status(9, "On Hold"),
        status(30, " in progress "),
        status(31, "In Progress"),
    ];
    let resolved = resolve(&named, &vendor(), &other);
    assert_eq!(resolved.rules.status_to_halo, BTreeMap::new());
    assert_eq!(resolved.rules.status_from_halo, BTreeMap::new());
    let whys: Vec<Why> = resolved.conflicts.iter().map(|one| one.why).collect();
    assert_eq!(whys, [Why::Several(2), Why::Several(2), Why::NotThere]);
    assert_eq!(resolved.conflicts[2].chosen, "Closed");
    // One of several is meant where its number agrees too.
    other.statuses.push(status(2, "In Progress"));
    let resolved = resolve(&named, &vendor(), &other);
    let to_halo = resolved.rules.status_to_halo.into_values();
    assert_eq!(to_halo.collect::<Vec<_>>(), [StatusId::new(2)]);
}

#[test]
fn priorities_need_an_sla_and_nothing_is_taken_without_a_name() {
    let mut other = halo(100);
    other.ticket_types[0].name = "Alert".to_owned();
    other.slas.clear();
    let mut named = NamedRules::of(&rules(0), &halo(0));
    named.shared.agent = Some(Named {
        id: 107,
        name: None,
    });
    let resolved = resolve(&named, &vendor(), &other);
    assert_eq!(resolved.rules.agent, None);
    let whys: Vec<Why> = resolved.conflicts.iter().map(|one| one.why).collect();
    let wanted = [
        Why::NotThere,
        Why::NotThere,
        Why::NoSla,
        Why::NoSla,
        // Its field is asked for by that type, whatever its name.
        Why::Unnamed,
    ];
    assert_eq!(whys, wanted, "{:?}", conflicts(&resolved));
}

#[test]
fn two_statuses_of_one_name_cannot_lead_to_two_places() {
    let back = |name: &str, key: &str| NamedBack {
        name: Some(name.to_owned()),
        key: key.to_owned(),
    };
    let named = NamedRules {
        status_from_halo: [
            (50, back("Closed", "resolved")),
            (51, back("closed", "open")),
        ]
        .into(),
        ..NamedRules::default()
    };
    let resolved = resolve(&named, &vendor(), &halo(100));
    assert_eq!(resolved.found, 1);
    assert_eq!(resolved.conflicts[0].why, Why::Taken);
    let from_halo = resolved.rules.status_from_halo;
    assert_eq!(
        from_halo,
        [(StatusId::new(109), "resolved".to_owned())].into()
    );
}

#[test]
fn own_rules_are_looked_up_in_the_sla_that_they_lead_to() {
    let own = RulesOverride {
        priorities: [("high".to_owned(), 2)].into(),
        agent: Some(7),
        ..RulesOverride::default()
    };
    let named = NamedOwn::of(&own, &rules(0), &halo(0));
    assert_eq!(named.bare(), own);
    let resolved = resolve_own(&named, &rules(100), &vendor(), &halo(100));
    assert_eq!(resolved.conflicts, []);
    assert_eq!(resolved.rules.priorities, [("high".to_owned(), 102)].into());
    assert_eq!(resolved.rules.agent, Some(107));
    // Without everybody's ticket type there is no SLA to look in.
    let without = resolve_own(&named, &TicketRules::default(), &vendor(), &halo(100));
    assert_eq!(without.conflicts[0].why, Why::NoSla);
}
