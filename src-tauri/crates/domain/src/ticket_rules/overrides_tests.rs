//! Tests of rules with an organisation's own.

use proptest::prelude::*;

use super::*;
use crate::halo_config::{Agent, Priority, Sla, TicketType};

const ALERT: i32 = 21;
const REQUEST: i32 = 22;

fn config() -> HaloConfig {
    let kind = |id: i32, sla: i32| TicketType {
        id: TicketTypeId::new(id),
        name: format!("Type {id}"),
        can_create: true,
        default_sla: Some(SlaId::new(sla)),
        default_priority: None,
        initial_status: None,
        allowed_statuses: None,
        mandatory_fields: vec![],
    };
    let slas = [1, 2];
    HaloConfig {
        // 23 has the SLA of 21.
        ticket_types: vec![kind(ALERT, 1), kind(REQUEST, 2), kind(23, 1)],
        slas: slas
            .map(|id| Sla {
                id: SlaId::new(id),
                name: format!("SLA {id}"),
            })
            .to_vec(),
        priorities: slas
            .into_iter()
            .flat_map(|sla| (1..=4).map(move |number| (sla, number)))
            .map(|(sla, number)| Priority {
                sla: SlaId::new(sla),
                number,
                name: format!("P{number}"),
                hidden: false,
            })
            .collect(),
        agents: vec![Agent {
            id: 7,
            name: "Ada".to_owned(),
            teams: vec!["Security".to_owned()],
        }],
        ..HaloConfig::default()
    }
}

fn rules() -> TicketRules {
    TicketRules {
        ticket_type: Some(TicketTypeId::new(ALERT)),
        priorities: [("high".to_owned(), 1), ("low".to_owned(), 4)].into(),
        team: Some("Security".to_owned()),
        agent: Some(7),
        field_defaults: [("category_1".to_owned(), "Security".to_owned())].into(),
        allow_mail: true,
        ..TicketRules::default()
    }
}

fn of_type(id: i32) -> RulesOverride {
    RulesOverride {
        ticket_type: Some(TicketTypeId::new(id)),
        ..RulesOverride::default()
    }
}

#[test]
fn priorities_stay_only_inside_the_same_sla() {
    let same_sla = rules().for_organization(&of_type(23), &config());
    assert_eq!(same_sla.priorities, rules().priorities);
    let other_sla = rules().for_organization(&of_type(REQUEST), &config());
    assert_eq!(other_sla.priorities, [].into());
    let own = RulesOverride {
        priorities: [("high".to_owned(), 2)].into(),
        ..of_type(REQUEST)
    };
    let own = rules().for_organization(&own, &config());
    assert_eq!(own.priorities, [("high".to_owned(), 2)].into());
    assert_eq!(own.priority_to_send("high", &config()), Some(2));
    assert_eq!(own.priority_to_send("low", &config()), None);
}

#[test]
fn an_sla_chosen_for_one_type_is_not_sent_with_another() {
    let chosen = TicketRules {
        sla: Some(SlaId::new(2)),
        ..rules()
    };
    let effective = |own: &RulesOverride| {
        chosen
            .for_organization(own, &config())
            .effective_sla(&config())
    };
    assert_eq!(effective(&of_type(23)), Some(SlaId::new(1)));
    assert_eq!(effective(&of_type(ALERT)), Some(SlaId::new(2)));
    let own = RulesOverride {
        sla: Some(SlaId::new(1)),
        ..RulesOverride::default()
    };
    assert_eq!(effective(&own), Some(SlaId::new(1)));
}

#[test]
fn an_agent_does_not_follow_into_a_foreign_team() {
    let team = |name: &str| RulesOverride {
        team: Some(name.to_owned()),
        ..RulesOverride::default()
    };
    let agent = |own: &RulesOverride| rules().for_organization(own, &config()).agent;
    assert_eq!(agent(&team("Billing")), None);
    assert_eq!(agent(&team("security")), Some(7));
    let own = RulesOverride {
        agent: Some(9),
        ..team("Billing")
    };
    assert_eq!(agent(&own), Some(9));
}

proptest! {
    #[test]
    fn without_own_choices_the_rules_are_those_of_all(sla in proptest::option::of(1..4i32), kind in 20..25i32) {
        let all = TicketRules {
            ticket_type: Some(TicketTypeId::new(kind)),
            sla: sla.map(SlaId::new),
            ..rules()
        };
        prop_assert_eq!(all.for_organization(&RulesOverride::default(), &config()), all.clone());
    }

    #[test]
    fn every_own_choice_is_in_the_rules(kind in 20..25i32, sla in 1..3i32, number in 1..5i32, agent in 1..9i32) {
        let own = RulesOverride {
            ticket_type: Some(TicketTypeId::new(kind)),
            sla: Some(SlaId::new(sla)),
            priorities: [("high".to_owned(), number)].into(),
            team: Some("Billing".to_owned()),
            agent: Some(agent),
            field_defaults: [("impact".to_owned(), "3".to_owned())].into(),
        };
        let rules = rules().for_organization(&own, &config());
        prop_assert_eq!(rules.ticket_type, own.ticket_type);
        prop_assert_eq!(rules.sla, own.sla);
        prop_assert_eq!(rules.priorities.get("high"), Some(&number));
        prop_assert_eq!(&rules.team, &own.team);
        prop_assert_eq!(rules.agent, own.agent);
        prop_assert_eq!(rules.field_defaults.get("impact").map(String::as_str), Some("3"));
        prop_assert_eq!(rules.field_defaults.get("category_1").map(String::as_str), Some("Security"));
        prop_assert!(rules.allow_mail);
    }
}
