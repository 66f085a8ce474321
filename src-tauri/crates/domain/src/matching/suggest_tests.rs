//! Tests of the suggestions: the rules by example, the promises by property.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use super::*;

fn organization(id: i32, name: &str, domains: &[&str]) -> Organization {
    Organization {
        id: OrganizationId::new(id),
        name: name.to_owned(),
        domains: domains.iter().map(|&d| d.to_owned()).collect(),
        external_id: None,
        tenant_id: None,
    }
}

fn customer(id: i32, name: &str, domains: &[&str]) -> Customer {
    Customer {
        id: CustomerId::new(id),
        name: name.to_owned(),
        domains: domains.iter().map(|&d| d.to_owned()).collect(),
        inactive: false,
    }
}

fn input(organizations: Vec<Organization>, customers: Vec<Customer>) -> Input {
    Input {
        organizations,
        customers,
        ..Input::default()
    }
}

/// `customer: band reasons` of every candidate, with `!` in front of a clear suggestion.
fn shown(suggestion: &Suggestion) -> String {
    let candidates: Vec<String> = suggestion
        .candidates
        .iter()
        .map(|candidate| {
            let reasons: Vec<&str> = candidate
                .evidence
                .reasons
                .iter()
                .map(|r| r.code())
                .collect();
            format!(
                "{}: {} {}",
                candidate.customer,
                candidate.evidence.band.code(),
                reasons.join("+")
            )
        })
        .collect();
    format!(
        "{}{}",
        if suggestion.is_clear { "!" } else { "" },
        candidates.join(", ")
    )
}

fn only(input: &Input) -> String {
    let suggestions = suggest(input);
    assert!(suggestions.len() <= 1, "{suggestions:?}");
    suggestions.first().map(shown).unwrap_or_default()
}

#[test]
fn name_and_domain_together_are_certain() {
    let customers = vec![
        customer(10, "Wren Dental", &["wren.example"]),
        customer(11, "Other", &["other.example"]),
    ];
    let check = |org: Organization, expected: &str| {
        assert_eq!(only(&input(vec![org], customers.clone())), expected);
    };
    check(
        organization(1, "Wren Dental", &["wren.example"]),
        "!10: certain domain+name_exact",
    );
    check(
        organization(1, "WREN DENTAL LTD", &["wren.example"]),
        "!10: certain domain+name_folded",
    );
    check(
        organization(1, "Something", &["wren.example"]),
        "!10: strong domain",
    );
    check(
        organization(1, "Wren Dental", &[]),
        "!10: strong name_exact",
    );
    check(
        organization(1, "wren-dental", &["gmail.com"]),
        "!10: strong name_folded",
    );
    check(organization(1, "Nobody", &["nobody.example"]), "");
}

#[test]
fn facts_shared_by_several_customers_ask_for_a_choice() {
    let customers = vec![
        customer(10, "Group North", &["group.example"]),
        customer(11, "Group South", &["group.example"]),
        customer(12, "Twin", &[]),
        customer(13, "Twin Ltd", &[]),
    ];
    let check = |org: Organization, expected: &str| {
        assert_eq!(only(&input(vec![org], customers.clone())), expected);
    };
    check(
        organization(1, "Group", &["group.example"]),
        "10: possible domain, 11: possible domain",
    );
    check(
        organization(1, "Group South", &["group.example"]),
        "11: strong domain+name_exact, 10: possible domain",
    );
    check(
        organization(1, "twin", &[]),
        "12: possible name_folded, 13: possible name_folded",
    );
}

#[test]
fn free_mail_says_nothing() {
    let customers = vec![
        customer(10, "A", &["gmail.com"]),
        customer(11, "B", &["onmicrosoft.com"]),
    ];
    let org = organization(1, "C", &["gmail.com", "onmicrosoft.com"]);
    assert_eq!(only(&input(vec![org], customers)), "");
}

#[test]
fn unknown_inactive_taken_and_rejected_customers_are_never_suggested() {
    let org = || organization(1, "Wren", &["wren.example"]);
    let wren = |id: i32| customer(id, "Wren", &["wren.example"]);
    assert_eq!(only(&input(vec![org()], vec![wren(1)])), "");

    let inactive = Customer {
        inactive: true,
        ..wren(10)
    };
    assert_eq!(only(&input(vec![org()], vec![inactive])), "");

    let mut taken = input(vec![org()], vec![wren(10)]);
    taken.pairs = vec![(OrganizationId::new(2), CustomerId::new(10))];
    assert_eq!(only(&taken), "");

    let mut rejected = input(vec![org()], vec![wren(10)]);
    rejected.rejected = vec![(OrganizationId::new(1), CustomerId::new(10))];
    assert_eq!(only(&rejected), "");
    rejected.rejected = vec![(OrganizationId::new(2), CustomerId::new(10))];
    assert_eq!(only(&rejected), "!10: certain domain+name_exact");
}

#[test]
fn a_taken_customer_still_makes_a_shared_fact_doubtful() {
    let mut both = input(
        vec![organization(1, "Group", &["group.example"])],
        vec![
            customer(10, "North", &["group.example"]),
            customer(11, "South", &["group.example"]),
        ],
    );
    both.pairs = vec![(OrganizationId::new(2), CustomerId::new(10))];
    assert_eq!(only(&both), "11: possible domain");
}

#[test]
fn two_organisations_with_one_customer_are_settled_by_evidence_or_left_to_choose() {
    let customers = vec![customer(10, "Wren", &["wren.example"])];
    let shown_for = |organizations| -> Vec<String> {
        suggest(&input(organizations, customers.clone()))
            .iter()
            .map(shown)
            .collect()
    };
    assert_eq!(
        shown_for(vec![
            organization(1, "Wren", &["wren.example"]),
            organization(2, "Wren Ltd", &[])
        ]),
        ["!10: certain domain+name_exact", "10: strong name_folded"]
    );
    assert_eq!(
        shown_for(vec![
            organization(1, "Wren", &[]),
            organization(2, "Else", &["wren.example"])
        ]),
        ["10: strong name_exact", "10: strong domain"]
    );
}

#[test]
fn worst_cases_take_bounded_time() {
    let started = Instant::now();
    let equal_names: Vec<Customer> = (2..50_002)
        .map(|id| customer(id, "Same Name Ltd", &["same.example"]))
        .collect();
    let organizations: Vec<Organization> = (1..=2_000)
        .map(|id| organization(id, "Same Name", &["same.example"]))
        .collect();
    let suggestions = suggest(&input(organizations, equal_names));
    assert_eq!(suggestions.len(), 2_000);
    assert!(
        suggestions
            .iter()
            .all(|s| !s.is_clear && s.candidates.len() == MAX_CANDIDATES)
    );

    let huge = "x ".repeat(1 << 19);
    let suggestions = suggest(&input(
        vec![organization(1, &huge, &[])],
        vec![customer(2, &huge, &[])],
    ));
    assert_eq!(suggestions.len(), 1);
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

const NAMES: &[&str] = &[
    "Wren",
    "wren ltd",
    "Ashdown & Pryce",
    "Ashdown and Pryce LLP",
    "Hill",
    "Ltd",
    "",
];
const DOMAINS: &[&str] = &["wren.example", "hill.example", "group.example", "gmail.com"];

fn few_domains() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(DOMAINS), 0..3)
}

fn any_input() -> impl Strategy<Value = Input> {
    let name = || prop::sample::select(NAMES);
    let organizations = prop::collection::vec((name(), few_domains()), 0..8);
    let customers = prop::collection::vec((name(), few_domains(), any::<bool>()), 0..8);
    let links = || prop::collection::vec((1..9i32, 1..9i32), 0..3);
    (organizations, customers, links(), links()).prop_map(
        |(organizations, customers, pairs, rejected)| {
            let linked = |links: Vec<(i32, i32)>| {
                links
                    .into_iter()
                    .map(|(o, c)| (OrganizationId::new(o), CustomerId::new(c)))
                    .collect()
            };
            Input {
                organizations: (1..)
                    .zip(organizations)
                    .map(|(id, (name, domains))| organization(id, name, &domains))
                    .collect(),
                customers: (1..)
                    .zip(customers)
                    .map(|(id, (name, domains, inactive))| Customer {
                        inactive,
                        ..customer(id, name, &domains)
                    })
                    .collect(),
                pairs: linked(pairs),
                rejected: linked(rejected),
            }
        },
    )
}

proptest! {
    #[test]
    fn order_does_not_matter(input in any_input(), seed in any::<u64>()) {
        let mut shuffled = input.clone();
        let turn = |length: usize| if length == 0 { 0 } else { usize::try_from(seed % 97).unwrap() % length };
        let (o, c) = (turn(input.organizations.len()), turn(input.customers.len()));
        shuffled.organizations.rotate_left(o);
        shuffled.customers.rotate_left(c);
        shuffled.customers.reverse();
        shuffled.pairs.reverse();
        shuffled.rejected.reverse();
        prop_assert_eq!(suggest(&input), suggest(&shuffled));
    }

    #[test]
    fn an_unrelated_customer_changes_nothing(input in any_input(), inactive in any::<bool>()) {
        let mut more = input.clone();
        more.customers.push(Customer { inactive, ..customer(99, "Quite unrelated", &["unrelated.example"]) });
        prop_assert_eq!(suggest(&input), suggest(&more));
    }

    #[test]
    fn no_customer_is_clearly_suggested_twice_and_none_that_may_not_be(input in any_input()) {
        let suggestions = suggest(&input);
        let clear: Vec<CustomerId> =
            suggestions.iter().filter(|s| s.is_clear).map(|s| s.candidates[0].customer).collect();
        prop_assert_eq!(clear.iter().collect::<BTreeSet<_>>().len(), clear.len());
        for suggestion in &suggestions {
            prop_assert!(!suggestion.candidates.is_empty());
            for candidate in &suggestion.candidates {
                let id = candidate.customer;
                prop_assert!(input.customers.iter().any(|c| c.id == id && c.may_be_suggested()));
                prop_assert!(!input.pairs.iter().any(|&(_, taken)| taken == id));
                prop_assert!(!input.rejected.contains(&(suggestion.organization, id)));
            }
        }
    }

    #[test]
    fn random_names_never_panic(names in prop::collection::vec(any::<String>(), 0..40)) {
        let organizations = (1..).zip(&names).map(|(id, name)| organization(id, name, &[name])).collect();
        let customers = (2..).zip(&names).map(|(id, name)| customer(id, name, &[name])).collect();
        suggest(&input(organizations, customers));
    }
}
