//! Tests of the status maps: examples with their sentences, and by property on any maps whatever.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{StatusId, vendor};

/// Halo's: New, In Progress, On Hold, Closed.
fn config() -> HaloConfig {
    let status = |id: i32, name: &str| Status {
        id: StatusId::new(id),
        name: name.to_owned(),
        is_ticket: true,
        is_closed: Some(id == 9),
    };
    HaloConfig {
        statuses: vec![
            status(1, "New"),
            status(2, "In Progress"),
            status(3, "On Hold"),
            status(9, "Closed"),
        ],
        ..HaloConfig::default()
    }
}

fn maps(out: &[(&str, i32)], back: &[(i32, &str)]) -> TicketRules {
    TicketRules {
        status_to_halo: out
            .iter()
            .map(|(key, id)| ((*key).to_owned(), StatusId::new(*id)))
            .collect(),
        status_from_halo: back
            .iter()
            .map(|(id, key)| (StatusId::new(*id), (*key).to_owned()))
            .collect(),
        ..TicketRules::default()
    }
}

/// Open, Investigating, Resolved.
fn found(rules: &TicketRules) -> Vec<String> {
    let vendor = vendor::preset("palisade").expect("a preset");
    map_findings(rules, &vendor, &config())
        .iter()
        .map(ToString::to_string)
        .collect()
}

const OUT: &[(&str, i32)] = &[("open", 1), ("investigating", 2), ("resolved", 9)];
const BACK: &[(i32, &str)] = &[
    (1, "open"),
    (2, "investigating"),
    (3, "investigating"),
    (9, "resolved"),
];

#[test]
fn maps_that_agree_have_no_finding() {
    assert_eq!(found(&maps(OUT, BACK)), Vec::<String>::new());
}

#[test]
fn a_circle_is_named_once() {
    let rules = maps(
        &[("open", 1), ("investigating", 2), ("resolved", 9)],
        &[
            (1, "investigating"),
            (2, "open"),
            (3, "open"),
            (9, "resolved"),
        ],
    );
    assert_eq!(
        found(&rules),
        [
            "The maps never settle: Open, then New, then Investigating, then In Progress, Open again, and so on."
        ]
    );
    let journey = journey(&rules, &Place::Halo(StatusId::new(3)));
    assert_eq!(journey.stops.len(), 5);
    assert_eq!(journey.end, JourneyEnd::Circle { from: 1 });
}

#[test]
fn closed_there_and_open_here_is_said() {
    let rules = maps(&[("open", 1), ("investigating", 9), ("resolved", 9)], BACK);
    assert_eq!(
        found(&rules),
        [
            "“Investigating” is open here, but leads to “Closed”, which is closed in Halo.",
            "“Investigating” becomes “Closed” in Halo, which stands for “Resolved” here."
        ]
    );
}

#[test]
fn ways_that_are_missing_are_said() {
    let only_closing = maps(OUT, &[(9, "resolved")]);
    assert_eq!(
        found(&only_closing)[0],
        "“Resolved” is a dead end: a change in Halo makes a ticket “Resolved” here, and never anything else."
    );
    let never_closing = maps(OUT, &BACK[..3]);
    assert_eq!(
        found(&never_closing),
        [
            "No status of Halo closes a ticket here.",
            "Halo’s “Closed” has no partner here: a ticket here stays as it is."
        ]
    );
    let nothing_out = maps(&[("resolved", 9)], BACK);
    assert_eq!(found(&nothing_out).len(), 3, "{:?}", found(&nothing_out));
}

#[test]
fn statuses_that_the_type_does_not_allow_do_not_count() {
    let mut config = config();
    config.statuses[2].is_ticket = false;
    let vendor = vendor::preset("palisade").expect("a preset");
    let rules = maps(OUT, &[(1, "open"), (2, "investigating"), (9, "resolved")]);
    assert_eq!(map_findings(&rules, &vendor, &config), []);
}

/// Maps between statuses that are there and some that are not.
fn any_maps() -> impl Strategy<Value = TicketRules> {
    let key = prop::sample::select(vec!["open", "investigating", "resolved", "gone"]);
    let id = prop::sample::select(vec![1, 2, 3, 9, 40]);
    let out: BoxedStrategy<BTreeMap<&str, i32>> =
        prop::collection::btree_map(key.clone(), id.clone(), 0..5).boxed();
    let back = prop::collection::btree_map(id, key, 0..6);
    (out, back).prop_map(|(out, back)| {
        maps(
            &out.into_iter().collect::<Vec<_>>(),
            &back.into_iter().collect::<Vec<_>>(),
        )
    })
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        prop::sample::select(vec!["open", "investigating", "resolved", "gone"])
            .prop_map(|key| Place::Vendor(key.to_owned())),
        prop::sample::select(vec![1, 2, 3, 9, 40]).prop_map(|id| Place::Halo(StatusId::new(id))),
    ]
}

proptest! {
    #[test]
    fn every_journey_ends_and_its_end_is_true(rules in any_maps(), start in any_place()) {
        let Journey { stops, end } = journey(&rules, &start);
        prop_assert_eq!(&stops[0], &start);
        for (index, stop) in stops.iter().enumerate() {
            prop_assert!(!stops[..index].contains(stop));
        }
        for step in stops.windows(2) {
            prop_assert_eq!(rules.partner(&step[0]), Some(step[1].clone()));
        }
        let last = &stops[stops.len() - 1];
        match end {
            JourneyEnd::NoPartner => prop_assert_eq!(rules.partner(last), None),
            JourneyEnd::Settled => {
                let before = &stops[stops.len() - 2];
                prop_assert_eq!(rules.partner(last), Some(before.clone()));
            }
            JourneyEnd::Circle { from } => {
                prop_assert_eq!(rules.partner(last), Some(stops[from].clone()));
                // Four at least: two that lead to each other are settled.
                prop_assert!(stops.len() - from >= 4);
                prop_assert_eq!((stops.len() - from) % 2, 0);
            }
        }
    }

    #[test]
    fn what_never_settles_is_always_named(rules in any_maps()) {
        let vendor = vendor::preset("palisade").expect("a preset");
        let findings = map_findings(&rules, &vendor, &config());
        let circles: Vec<Vec<Place>> = findings
            .iter()
            .filter(|finding| matches!(finding, MapFinding::PingPong { .. }))
            .map(MapFinding::places)
            .collect();
        for status in &vendor.statuses {
            let way = journey(&rules, &Place::Vendor(status.key.clone()));
            let JourneyEnd::Circle { from } = way.end else { continue };
            let known = way.stops[from..].iter().any(|place| {
                circles.iter().any(|circle| circle.contains(place))
            });
            // A circle wholly among statuses that the vendor no longer has is never entered.
            let has_own = way.stops[from..].iter().any(|place| {
                vendor.statuses.iter().any(|own| *place == Place::Vendor(own.key.clone()))
            });
            prop_assert_eq!(known, has_own);
        }
        for finding in &findings {
            prop_assert!(finding.to_string().ends_with('.'));
        }
    }

    #[test]
    fn a_status_is_said_to_have_no_partner_exactly_when_it_has_none(rules in any_maps()) {
        let vendor = vendor::preset("palisade").expect("a preset");
        let findings = map_findings(&rules, &vendor, &config());
        let lonely: Vec<Place> = findings
            .iter()
            .filter(|finding| matches!(finding, MapFinding::NoPartner { .. }))
            .flat_map(MapFinding::places)
            .collect();
        for status in &config().statuses {
            let place = Place::Halo(status.id);
            prop_assert_eq!(lonely.contains(&place), !rules.status_from_halo.contains_key(&status.id));
        }
        for status in &vendor.statuses {
            let place = Place::Vendor(status.key.clone());
            prop_assert_eq!(lonely.contains(&place), !rules.status_to_halo.contains_key(&status.key));
        }
    }
}
