//! What is a problem and what is none, by example.

use super::*;
use crate::{
    CustomerId, OrganizationId, StatusId, TicketTypeId,
    halo_config::{HaloConfig, Priority, Sla, Status, TicketType},
    ticket_rules::{RulesOverride, TicketRules},
    vendor,
};

fn config() -> HaloConfig {
    let sla = SlaId::new(3);
    HaloConfig {
        ticket_types: vec![TicketType {
            id: TicketTypeId::new(1),
            name: "Incident".to_owned(),
            can_create: true,
            default_sla: Some(sla),
            default_priority: None,
            initial_status: None,
            allowed_statuses: None,
            mandatory_fields: Vec::new(),
        }],
        statuses: [(1, "New"), (9, "Closed")]
            .map(|(id, name)| Status {
                id: StatusId::new(id),
                name: name.to_owned(),
                is_ticket: true,
                is_closed: Some(id == 9),
            })
            .to_vec(),
        slas: vec![Sla {
            id: sla,
            name: "Standard".to_owned(),
        }],
        priorities: vec![Priority {
            sla,
            number: 2,
            name: "High".to_owned(),
            hidden: false,
        }],
        ..HaloConfig::default()
    }
}

fn rules() -> TicketRules {
    TicketRules {
        ticket_type: Some(TicketTypeId::new(1)),
        priorities: [("high".to_owned(), 2)].into(),
        status_to_halo: [("open".to_owned(), StatusId::new(1))].into(),
        status_from_halo: [(StatusId::new(9), "resolved".to_owned())].into(),
        ..TicketRules::default()
    }
}

/// What is remembered once everything was met as it should be.
fn known() -> KnownObjects {
    meet(&rules(), &[], &config(), &KnownObjects::new()).learnt
}

fn meet(
    rules: &TicketRules,
    own: &[(OrganizationId, String, RulesOverride)],
    config: &HaloConfig,
    known: &KnownObjects,
) -> Met {
    let vendor = vendor::preset("palisade").unwrap();
    meet_rules(RulesFacts {
        rules,
        own,
        vendor: &vendor,
        config,
        known,
    })
}

fn causes(met: &Met) -> Vec<(Cause, &str, Option<&str>, Option<&str>)> {
    met.problems
        .iter()
        .map(|p| {
            (
                p.cause,
                p.subject.as_str(),
                p.before.as_deref(),
                p.after.as_deref(),
            )
        })
        .collect()
}

#[test]
fn what_is_as_it_was_is_no_problem_and_nothing_is_learnt_twice() {
    let first = meet(&rules(), &[], &config(), &KnownObjects::new());
    assert_eq!(first.problems, []);
    assert_eq!(first.learnt.len(), 5, "type, SLA, priority, two statuses");
    let second = meet(&rules(), &[], &config(), &first.learnt);
    assert_eq!(second.problems, []);
    assert!(second.learnt.is_empty());
    assert_eq!(second.named.len(), 5);
}

#[test]
fn what_the_rules_name_and_halo_no_longer_has_is_said_with_the_name_it_had() {
    let check = |change: fn(&mut HaloConfig), expected: &[(Cause, &str, Option<&str>)]| {
        let mut config = config();
        change(&mut config);
        let met = meet(&rules(), &[], &config, &known());
        let found: Vec<_> = causes(&met)
            .into_iter()
            .map(|(c, s, b, _)| (c, s, b))
            .collect();
        assert_eq!(found, expected);
    };
    check(
        |config| config.statuses.clear(),
        &[
            (Cause::StatusGone, "Palisade Open, to Halo", Some("New")),
            (
                Cause::StatusGone,
                "From Halo, to Palisade Resolved",
                Some("Closed"),
            ),
        ],
    );
    check(
        |config| config.priorities.clear(),
        &[(Cause::PriorityGone, "Level High", Some("High"))],
    );
    check(
        |config| config.slas.clear(),
        &[(Cause::SlaGone, "SLA", Some("Standard"))],
    );
    check(
        |config| config.ticket_types.clear(),
        &[(Cause::TicketTypeGone, "Ticket type", Some("Incident"))],
    );
    check(
        |config| config.ticket_types[0].can_create = false,
        &[(Cause::TicketTypeClosed, "Ticket type", Some("Incident"))],
    );
    check(|config| config.statuses[0].name = "Fresh".to_owned(), &[]);
}

#[test]
fn a_ticket_type_with_another_sla_or_name_is_looked_at_once() {
    let mut config = config();
    config.slas.push(Sla {
        id: SlaId::new(4),
        name: "Gold".to_owned(),
    });
    config.priorities.push(Priority {
        sla: SlaId::new(4),
        number: 2,
        name: "Soon".to_owned(),
        hidden: false,
    });
    config.ticket_types[0].default_sla = Some(SlaId::new(4));
    config.ticket_types[0].name = "Fault".to_owned();
    let mut known = known();
    let met = meet(&rules(), &[], &config, &known);
    assert_eq!(
        causes(&met),
        [
            (
                Cause::TicketTypeSla,
                "Fault",
                Some("Standard"),
                Some("Gold")
            ),
            (
                Cause::TicketTypeRenamed,
                "Ticket type",
                Some("Incident"),
                Some("Fault")
            ),
        ]
    );
    assert!(
        met.problems
            .iter()
            .all(|problem| problem.cause.accepts() == Some(ObjectKind::TicketType))
    );
    known.extend(met.learnt);
    known.extend(met.changed);
    assert_eq!(meet(&rules(), &[], &config, &known).problems, []);
}

#[test]
fn only_what_an_organisation_chose_otherwise_is_its_own_problem() {
    let other = RulesOverride {
        ticket_type: Some(TicketTypeId::new(7)),
        ..RulesOverride::default()
    };
    let same = RulesOverride {
        team: Some("Security".to_owned()),
        ..RulesOverride::default()
    };
    let own = [
        (OrganizationId::new(5), "Wren Dental".to_owned(), other),
        (OrganizationId::new(6), "Lark".to_owned(), same),
    ];
    let mut config = config();
    config.priorities.clear();
    let met = meet(&rules(), &own, &config, &known());
    let found: Vec<_> = met
        .problems
        .iter()
        .map(|p| (p.cause, p.subject.as_str(), p.organization))
        .collect();
    assert_eq!(
        found,
        [
            (Cause::PriorityGone, "Level High", None),
            (
                Cause::TicketTypeGone,
                "Wren Dental, ticket type",
                Some(OrganizationId::new(5))
            ),
        ]
    );
}

fn pair(now: Option<(&str, bool)>) -> MovedPair {
    MovedPair {
        organization: OrganizationId::new(5),
        name: "Wren Dental".to_owned(),
        customer: CustomerId::new(12),
        known_name: "Wren Dental Ltd".to_owned(),
        now: now.map(|(name, inactive)| (name.to_owned(), inactive)),
        accepted_inactive: false,
        held: 2,
    }
}

#[test]
fn a_pair_is_looked_at_by_what_became_of_its_customer() {
    let check = |pair: &MovedPair, expected: &[Cause]| {
        let found: Vec<Cause> = of_pair(pair).into_iter().map(|p| p.cause).collect();
        assert_eq!(found, expected, "{pair:?}");
    };
    check(&pair(Some(("Wren Dental Ltd", false))), &[]);
    check(&pair(None), &[Cause::CustomerGone]);
    check(
        &pair(Some(("Wren Dental Ltd", true))),
        &[Cause::CustomerInactive],
    );
    check(&pair(Some(("Wren LLP", false))), &[Cause::CustomerRenamed]);
    let both = pair(Some(("Wren LLP", true)));
    check(&both, &[Cause::CustomerInactive, Cause::CustomerRenamed]);
    let accepted = MovedPair {
        accepted_inactive: true,
        ..both
    };
    check(&accepted, &[Cause::CustomerRenamed]);
    let note = of_pair(&pair(None)).remove(0).note.unwrap();
    assert!(note.ends_with("2 tickets are held"), "{note}");
}

#[test]
fn an_organisation_is_new_until_something_is_decided_about_it() {
    let check = |known: Option<&str>, is_open: bool, expected: Option<Cause>| {
        let found = of_source(&SourceOrganization {
            id: OrganizationId::new(5),
            name: "Wren Dental".to_owned(),
            known_name: known.map(str::to_owned),
            is_open,
        });
        assert_eq!(found.map(|p| p.cause), expected, "{known:?} {is_open}");
    };
    check(None, true, Some(Cause::OrganizationNew));
    check(None, false, None);
    check(Some("Wren Dental"), true, None);
    check(Some("Wren"), false, Some(Cause::OrganizationRenamed));
}

#[test]
fn only_what_somebody_should_know_can_be_accepted_as_it_is() {
    for cause in Cause::ALL {
        if cause.accepts().is_some() {
            assert_eq!(cause.effect(), Effect::LookOnce, "{cause:?}");
        }
    }
}
