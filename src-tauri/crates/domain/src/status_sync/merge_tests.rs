//! The three-way merge: each case by name, and what holds for all maps.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::StatusId;
use crate::halo_config::{HaloConfig, Status, TicketType};
use crate::ticket_rules::TicketRules;
use crate::{TicketTypeId, vendor};

const NEW: i32 = 1;
const IN_PROGRESS: i32 = 2;
const WITH_USER: i32 = 4;
const CLOSED: i32 = 9;
const WITH_CAB: i32 = 10;

/// Two of Halo's come back as Open, two of ours are sent as In Progress, With CAB and "parked" have no partner.
fn rules() -> TicketRules {
    let to_halo = [
        ("open", NEW),
        ("investigating", IN_PROGRESS),
        ("escalated", IN_PROGRESS),
        ("resolved", CLOSED),
    ];
    let from_halo = [
        (NEW, "open"),
        (WITH_USER, "open"),
        (IN_PROGRESS, "investigating"),
        (CLOSED, "resolved"),
    ];
    TicketRules {
        status_to_halo: to_halo
            .map(|(key, id)| (key.to_owned(), StatusId::new(id)))
            .into(),
        status_from_halo: from_halo
            .map(|(id, key)| (StatusId::new(id), key.to_owned()))
            .into(),
        ..TicketRules::default()
    }
}

fn both(here: &str, there: i32) -> BothSides {
    BothSides {
        here: here.to_owned(),
        there: StatusId::new(there),
    }
}

#[test]
fn what_was_changed_since_both_agreed_decides() {
    let rules = rules();
    let maps = StatusMaps::from(&rules);
    let send = |to| Verdict::Send(StatusId::new(to));
    let take = |key: &str| Verdict::Take(key.to_owned());
    let base = ("open", NEW);
    for (base, here, there, verdict) in [
        (Some(base), "open", NEW, Verdict::InStep),
        // Another of Halo's that comes back as the same, and another of ours that is sent as the same.
        (Some(base), "open", WITH_USER, Verdict::InStep),
        (
            Some(("investigating", IN_PROGRESS)),
            "escalated",
            IN_PROGRESS,
            Verdict::InStep,
        ),
        (Some(base), "resolved", NEW, send(CLOSED)),
        (Some(base), "open", CLOSED, take("resolved")),
        (
            Some(("resolved", CLOSED)),
            "resolved",
            WITH_USER,
            take("open"),
        ),
        (Some(("resolved", CLOSED)), "open", CLOSED, send(NEW)),
        // Both came to the same by themselves.
        (Some(base), "resolved", CLOSED, Verdict::InStep),
        (Some(base), "resolved", IN_PROGRESS, Verdict::BothChanged),
        (Some(base), "parked", NEW, Verdict::NoPartnerInHalo),
        (Some(base), "open", WITH_CAB, Verdict::NoPartnerHere),
        (Some(base), "parked", WITH_CAB, Verdict::BothChanged),
        (Some(("open", CLOSED)), "open", CLOSED, Verdict::MapsChanged),
        // Nothing joins these two at all.
        (
            Some(("parked", WITH_CAB)),
            "parked",
            WITH_CAB,
            Verdict::NoPartnerInHalo,
        ),
        // Never agreed: what the ticket was made for is sent, and nothing is guessed.
        (None, "escalated", NEW, send(IN_PROGRESS)),
        (None, "parked", NEW, take("open")),
        (None, "parked", WITH_CAB, Verdict::NoPartnerInHalo),
    ] {
        let base = base.map(|(here, there)| both(here, there));
        assert_eq!(
            merge(&maps, base.as_ref(), here, StatusId::new(there)),
            verdict,
            "{base:?}: {here} here, {there} there"
        );
    }
}

#[test]
fn statuses_without_a_partner_are_listed_as_far_as_the_type_allows_them() {
    let status = |id, name: &str, is_ticket| Status {
        id: StatusId::new(id),
        name: name.to_owned(),
        is_ticket,
        is_closed: None,
    };
    let config = HaloConfig {
        statuses: vec![
            status(NEW, "New", true),
            status(CLOSED, "Closed", true),
            status(WITH_CAB, "With CAB", true),
            status(12, "Order placed", false),
            status(21, "On Hold", true),
        ],
        ticket_types: vec![TicketType {
            id: TicketTypeId::new(1),
            name: "Incident".to_owned(),
            can_create: true,
            default_sla: None,
            default_priority: None,
            initial_status: None,
            allowed_statuses: Some([NEW, CLOSED, WITH_CAB].map(StatusId::new).to_vec()),
            mandatory_fields: Vec::new(),
        }],
        ..HaloConfig::default()
    };
    let vendor = vendor::preset("dropsuite").unwrap();
    let any_type = rules();
    let lonely = partnerless(&any_type, &vendor, &config);
    assert_eq!(lonely.here, ["in_progress"]);
    assert_eq!(lonely.there, [WITH_CAB, 21].map(StatusId::new));
    let incident = TicketRules {
        ticket_type: Some(TicketTypeId::new(1)),
        ..any_type
    };
    assert_eq!(
        partnerless(&incident, &vendor, &config).there,
        [WITH_CAB].map(StatusId::new)
    );
}

const KEYS: [&str; 4] = ["a", "b", "c", "d"];

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(&KEYS[..]).prop_map(str::to_owned)
}

fn halo_status() -> impl Strategy<Value = StatusId> {
    (1..6).prop_map(StatusId::new)
}

proptest! {
    #[test]
    fn one_step_leads_to_agreement_and_nothing_is_guessed(
        to_halo in prop::collection::btree_map(key(), halo_status(), 0..5),
        from_halo in prop::collection::btree_map(halo_status(), key(), 0..5),
        base in prop::option::of((key(), halo_status())),
        here in key(),
        there in halo_status(),
    ) {
        let to_halo: BTreeMap<String, StatusId> = to_halo;
        let maps = StatusMaps::new(&to_halo, &from_halo);
        let base = base.map(|(here, there)| BothSides { here, there });
        match merge(&maps, base.as_ref(), &here, there) {
            Verdict::InStep => prop_assert!(maps.agree(&here, there)),
            Verdict::Send(to) => {
                prop_assert_eq!(to_halo.get(&here), Some(&to));
                prop_assert!(to != there, "a write that changes nothing");
                prop_assert!(maps.agree(&here, to));
            }
            Verdict::Take(key) => {
                prop_assert_eq!(from_halo.get(&there), Some(&key));
                prop_assert!(key != here);
                prop_assert!(maps.agree(&key, there));
            }
            Verdict::NoPartnerInHalo => prop_assert!(!to_halo.contains_key(&here)),
            Verdict::NoPartnerHere => prop_assert!(!from_halo.contains_key(&there)),
            Verdict::BothChanged => {
                let base = base.unwrap();
                prop_assert!(base.here != here && base.there != there);
            }
            Verdict::MapsChanged => {
                prop_assert!(to_halo.contains_key(&here) || from_halo.contains_key(&there));
                prop_assert_eq!(base, Some(BothSides { here, there }));
            }
        }
    }
}
