//! What always holds, whatever the records are.

use std::{
    collections::BTreeSet,
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use super::{test_records::*, *};
use crate::{CustomerId, Organization, OrganizationId};

const NAMES: &[&str] = &[
    "Wren",
    "wren ltd",
    "Wren Dental",
    "Wren Dental (Leeds)",
    "Wren Dentl",
    "Wren Plumbing & Heating Ltd",
    "Wren Plumbing",
    "Wren Inc",
    "Ashdown & Pryce",
    "Ashdown and Pryce LLP",
    "Pryce and Ashdown",
    "Heron Nominees t/a Ashdown Pryce",
    "ZZ Wren (DO NOT USE)",
    "Hill",
    "A.P.",
    "Company 4711",
    "Ltd",
    "",
];
const DOMAINS: &[&str] = &[
    "wren.example",
    "wrendental.example",
    "wrenplumbing.example",
    "wren7.example",
    "hill.example",
    "group.example",
    "gmail.com",
];

fn any_customer() -> impl Strategy<Value = CustomerRecord> {
    let domains = prop::collection::vec(prop::sample::select(DOMAINS), 0..3);
    let rest = (any::<bool>(), 0..20u8, prop::option::of(0..3u8));
    (1..14i32, prop::sample::select(NAMES), domains, rest).prop_map(
        |(id, name, domains, (inactive, own, external))| CustomerRecord {
            inactive,
            is_own: own == 0,
            external_ids: external.iter().map(|id| format!("X{id}")).collect(),
            ..customer(id, name, &domains.join(" "))
        },
    )
}

fn any_input() -> impl Strategy<Value = Input> {
    let domains = || prop::collection::vec(prop::sample::select(DOMAINS), 0..3);
    let organization_of = (
        prop::sample::select(NAMES),
        domains(),
        prop::option::of(0..3u8),
    );
    let links = || prop::collection::vec((1..9i32, 1..14i32), 0..3);
    let aliases = prop::collection::vec((prop::sample::select(NAMES), 1..14i32), 0..2);
    (
        prop::collection::vec(organization_of, 0..8),
        prop::collection::vec(any_customer(), 0..10),
        links(),
        links(),
        aliases,
    )
        .prop_map(|(organizations, customers, pairs, rejected, aliases)| {
            let linked = |links: Vec<(i32, i32)>| {
                let link = |(o, c)| (OrganizationId::new(o), CustomerId::new(c));
                links.into_iter().map(link).collect()
            };
            Input {
                organizations: (1..)
                    .zip(organizations)
                    .map(|(id, (name, domains, external))| Organization {
                        external_id: external.map(|id| format!("x{id}")),
                        ..organization(id, name, &domains.join(" "))
                    })
                    .collect(),
                customers,
                memory: Memory {
                    pairs: linked(pairs),
                    rejected: linked(rejected),
                    aliases: aliases
                        .into_iter()
                        .map(|(name, id)| (name.to_owned(), CustomerId::new(id)))
                        .collect(),
                    may_share: false,
                    partly_read: false,
                },
            }
        })
}

/// One customer of each id, as Halo has them.
fn distinct(mut input: Input) -> Input {
    let mut seen = BTreeSet::new();
    input.customers.retain(|customer| seen.insert(customer.id));
    input
}

fn with_threads(input: Input, threads: usize) -> Vec<Suggestion> {
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    Matcher::new(input.customers, threads).suggest(input.organizations, input.memory)
}

proptest! {
    #[test]
    fn neither_order_nor_threads_matter(input in any_input().prop_map(distinct), turn in 0..8usize) {
        let mut shuffled = input.clone();
        let (o, c) = (shuffled.organizations.len(), shuffled.customers.len());
        shuffled.organizations.rotate_left(turn.min(o));
        shuffled.customers.rotate_left(turn.min(c));
        shuffled.customers.reverse();
        shuffled.memory.pairs.reverse();
        shuffled.memory.rejected.reverse();
        shuffled.memory.aliases.reverse();
        prop_assert_eq!(with_threads(input, 1), with_threads(shuffled, 3));
    }

    #[test]
    fn one_change_at_a_time_leads_to_the_same_as_all_at_once(
        input in any_input(),
        changes in prop::collection::vec(prop::result::maybe_err(any_customer(), 1..14i32), 0..20),
    ) {
        let mut records: Vec<CustomerRecord> = input.customers.clone();
        let mut matcher = Matcher::new(records.clone(), NonZeroUsize::MIN);
        for change in changes {
            match change {
                Ok(record) => {
                    matcher.put(&record);
                    records.push(record);
                }
                Err(id) => {
                    let id = CustomerId::new(id);
                    let was_there = records.iter().any(|record| record.id == id);
                    prop_assert_eq!(matcher.remove(id), was_there && id != crate::UNKNOWN_CUSTOMER);
                    records.retain(|record| record.id != id);
                }
            }
            // What was asked in between leaves no trace.
            matcher.suggest(input.organizations.clone(), input.memory.clone());
        }
        let anew = Matcher::new(records, NonZeroUsize::MIN)
            .suggest(input.organizations.clone(), input.memory.clone());
        prop_assert_eq!(matcher.suggest(input.organizations, input.memory), anew);
    }

    #[test]
    fn unrelated_customers_change_no_accepted_pair(
        input in any_input(),
        unrelated in prop::collection::vec(any::<bool>(), 1..40),
    ) {
        // Not one trigram in common with any name above.
        let mut more = input.clone();
        more.customers.extend((100..).zip(unrelated).map(|(id, inactive)| CustomerRecord {
            inactive,
            ..customer(id, "Zyxgovk", &format!("zyxgovk{id}.example"))
        }));
        let accepted = |input: Input| -> Vec<(OrganizationId, CustomerId)> {
            let found = suggest(input);
            let clear = found.iter().filter(|suggestion| suggestion.is_clear());
            clear.map(|suggestion| (suggestion.organization, suggestion.candidates[0].customer)).collect()
        };
        prop_assert_eq!(accepted(input), accepted(more));
    }

    #[test]
    fn no_customer_is_accepted_twice_and_none_is_shown_that_may_not_be(input in any_input().prop_map(distinct)) {
        let found = suggest(input.clone());
        let clear: Vec<CustomerId> =
            found.iter().filter(|s| s.is_clear()).map(|s| s.candidates[0].customer).collect();
        prop_assert_eq!(clear.iter().collect::<BTreeSet<_>>().len(), clear.len());
        for suggestion in &found {
            prop_assert!((1..=MAX_CANDIDATES).contains(&suggestion.candidates.len()));
            for (rank, candidate) in suggestion.candidates.iter().enumerate() {
                let id = candidate.customer;
                prop_assert!(input.customers.iter().any(|c| c.id == id && !c.inactive && id != crate::UNKNOWN_CUSTOMER));
                let others = input.memory.pairs.iter().filter(|pair| pair.0 != suggestion.organization);
                prop_assert!(others.clone().all(|&(_, taken)| taken != id));
                prop_assert!(!input.memory.rejected.contains(&(suggestion.organization, id)));
                prop_assert!((0.0..=1.0).contains(&candidate.likelihood));
                prop_assert!(!candidate.evidence.reasons.is_empty());
                prop_assert!(rank == 0 || candidate.obstacle.is_some());
                let is_sure = candidate.evidence.band <= crate::Band::Strong;
                prop_assert_eq!(is_sure, candidate.obstacle.is_none());
                if candidate.obstacle.is_none() {
                    // Similar names, initials and what a sister has are never enough, not even together.
                    let is_more = |reason: &crate::Reason| !matches!(
                        reason,
                        crate::Reason::NameSimilar | crate::Reason::Initials | crate::Reason::SisterDomain
                    );
                    prop_assert!(candidate.evidence.reasons.iter().any(is_more));
                }
            }
        }
    }

    #[test]
    fn names_with_a_word_of_their_own_each_are_never_accepted_without_a_fact(
        shared in prop::sample::subsequence(vec!["Kestrel", "Ashby", "Thornbury", "Pemberton"], 1..=4),
        own in prop::sample::subsequence(vec!["Alpha", "Beta", "Quay", "Sable", "Vole"], 2..=2).prop_shuffle(),
        behind in prop::sample::select(vec!["", " Dental", " Dental Ltd", " Services", " Group Ltd"]),
        domain_of in (0..3u8, 0..3u8),
        is_shared in any::<bool>(),
    ) {
        let shared = shared.join(" ");
        let [left, right] = [0, 1].map(|at| format!("{shared} {}{behind}", own[at]));
        let label = shared.to_lowercase().replace(' ', "");
        let domain = |kind: u8, suffix: &str| match kind {
            0 => String::new(),
            1 => format!("{label}.{suffix}"),
            _ => format!("{label}dental.{suffix}"),
        };
        let suffix = if is_shared { "example" } else { "test" };
        let customers = [customer(10, &right, &domain(domain_of.1, suffix))];
        let shown = only(&left, &domain(domain_of.0, "example"), &customers);
        prop_assert!(!shown.starts_with('!'), "{left} / {right}: {shown}");
    }

    #[test]
    fn random_names_never_panic(names in prop::collection::vec(any::<String>(), 0..40)) {
        let organizations = (1..).zip(&names).map(|(id, name)| organization(id, name, name)).collect();
        let customers = (2..).zip(&names).map(|(id, name)| customer(id, name, name)).collect();
        suggest(Input { organizations, customers, memory: Memory::default() });
    }
}

#[test]
fn worst_cases_take_bounded_time() {
    let mut cases = vec![Input {
        organizations: (1..=2_000)
            .map(|id| organization(id, "Same Name", "same.example"))
            .collect(),
        customers: (2..50_002)
            .map(|id| customer(id, "Same Name Ltd", "same.example"))
            .collect(),
        memory: Memory::default(),
    }];
    for huge in [
        "x ".repeat(1 << 19),
        "x".repeat(1 << 20),
        "wren ".repeat(10_000),
    ] {
        cases.push(Input {
            organizations: vec![organization(1, &huge, "")],
            customers: vec![customer(2, &huge, "")],
            memory: Memory::default(),
        });
    }
    let first = cases.remove(0);
    let timed = |input: Input| {
        let started = Instant::now();
        let found = suggest(input);
        let taken = started.elapsed();
        assert!(taken < Duration::from_secs(5), "{taken:?}");
        found
    };
    assert!(timed(first).iter().all(|suggestion| !suggestion.is_clear()));
    for case in cases {
        timed(case);
    }
}
