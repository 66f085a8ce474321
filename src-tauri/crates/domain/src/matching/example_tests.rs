//! The rules by example.

use super::{test_records::*, *};
use crate::{CustomerId, Organization, OrganizationId};

#[test]
fn name_and_domain_together_are_certain() {
    let customers = [
        customer(10, "Wren Dental", "wren.example"),
        customer(11, "Other", "other.example"),
    ];
    let check = |name: &str, domain: &str, expected: &str| {
        assert_eq!(only(name, domain, &customers), expected, "{name} {domain}");
    };
    check(
        "Wren Dental",
        "wren.example",
        "!10: certain domain+name_exact",
    );
    check(
        "WREN DENTAL LTD",
        "wren.example",
        "!10: certain domain+name_folded",
    );
    check("Wren", "wren.example", "!10: strong domain+name_similar");
    check("Wren Dental", "", "!10: strong name_exact");
    check("wren-dental", "gmail.com", "!10: strong name_folded");
    check("Nobody", "nobody.example", "");
}

#[test]
fn a_domain_alone_or_a_similar_name_alone_is_for_a_person_to_judge() {
    let customers = [
        customer(10, "Wren Dental", "wren.example"),
        customer(11, "Heron Logistics", "heron.example"),
    ];
    let check = |name: &str, domain: &str, expected: &str| {
        assert_eq!(only(name, domain, &customers), expected, "{name} {domain}");
    };
    check("Something Else", "wren.example", "10: weak domain");
    check("Heron Logistcs", "", "11: possible name_similar");
}

#[test]
fn names_are_the_same_in_many_spellings() {
    let names = [
        ("Ashdown & Pryce", "Ashdown and Pryce LLP"),
        ("St. Mary's School", "Saint Marys School"),
        ("Café Zürich AG", "CAFE ZURICH"),
        ("Nexgen Systems", "Nex Gen Systems Ltd"),
        ("Falmouth Marine", "Marine, Falmouth"),
        ("Kestrel Bakery (DO NOT USE)", "Kestrel Bakery"),
        ("Lapwing Nominees t/a Kestrel Bakery", "Kestrel Bakery"),
        ("C10442 - Kestrel Bakery", "Kestrel Bakery Ltd"),
        ("株式会社山田", "山田"),
        ("De Soto Haulage", "DeSoto Haulage Ltd"),
        ("Van den Berg Bakery", "Vandenberg Bakery"),
        ("Murphy & Assoc. Ltd", "Murphy and Associates"),
        ("Kestrel Bakery UKLimited", "Kestrel Bakery (UK) Ltd"),
        ("Kestrel Bakery Lttd", "Kestrel Bakery"),
    ];
    for (left, right) in names {
        for (name, other) in [(left, right), (right, left)] {
            let customers = [
                customer(10, other, ""),
                customer(11, "Quite Unrelated", "unrelated.example"),
            ];
            let shown = only(name, "", &customers);
            assert!(
                shown.contains("10: ") && !shown.contains("similar"),
                "{name} / {other}: {shown}"
            );
        }
    }
}

#[test]
fn what_tells_two_companies_apart_is_never_folded_away() {
    let names = [
        ("Kestrel Bakery", "Kestrel Plumbing"),
        ("Kestrel Bakery - Leeds", "Kestrel Bakery - York"),
        ("Wren Services 1", "Wren Services 2"),
        ("Kestrel Unit 41", "Kestrel Unit 42"),
        ("Kestrel Bakery Ltd", "Kestrel Bakery Inc"),
    ];
    for (name, other) in names {
        let customers = [customer(10, other, "")];
        let shown = only(name, "", &customers);
        assert!(!shown.starts_with('!'), "{name} / {other}: {shown}");
    }
}

#[test]
fn facts_shared_by_several_customers_ask_for_a_choice() {
    let customers = [
        customer(10, "Group North", "group.example"),
        customer(11, "Group South", "group.example"),
        customer(12, "Twin", ""),
        customer(13, "Twin Ltd", ""),
    ];
    let north_and_south = only("Group", "group.example", &customers);
    assert!(
        !north_and_south.starts_with('!') && north_and_south.contains("11: "),
        "{north_and_south}"
    );
    let south = only("Group South", "group.example", &customers);
    assert!(south.trim_start_matches('!').starts_with("11: "), "{south}");
    let twins = only("twin", "", &customers);
    assert!(
        twins.starts_with("12: ") && twins.contains("13: "),
        "{twins}"
    );
}

#[test]
fn towns_and_trades_that_look_alike_are_not_one() {
    let check = |name: &str, domain: &str, customer: CustomerRecord| {
        let shown = only(name, domain, &[customer]);
        assert!(!shown.starts_with('!'), "{name}: {shown}");
    };
    check(
        "Wren Dental Ltd - Bedford",
        "wren.example",
        customer(10, "Wren Dental Ltd - Bradford", "wren.example"),
    );
    check(
        "Claire Wren, Wakefield",
        "wren.example",
        customer(10, "Claire Wren, Leeds", "wren.example"),
    );
    check(
        "(York) Wren & Heron",
        "wren.example",
        customer(10, "Wren & Heron Leeds", "wren.example"),
    );
    check(
        "Nightingale Farm Ltd",
        "nightingale.example",
        customer(10, "Nightingale Law Firm Ltd", ""),
    );
}

#[test]
fn unknown_inactive_taken_and_rejected_customers_are_never_suggested() {
    let wren = |id: i32| customer(id, "Wren Dental", "wren.example");
    let org = || vec![organization(1, "Wren Dental", "wren.example")];
    let found = |customer: CustomerRecord, memory: Memory| {
        suggest(Input {
            organizations: org(),
            customers: vec![customer],
            memory,
        })
    };
    assert_eq!(found(wren(1), Memory::default()), []);
    let inactive = CustomerRecord {
        inactive: true,
        ..wren(10)
    };
    assert_eq!(found(inactive, Memory::default()), []);
    let taken = Memory {
        pairs: vec![(OrganizationId::new(2), CustomerId::new(10))],
        ..Memory::default()
    };
    assert_eq!(found(wren(10), taken.clone()), []);
    let shared = Memory {
        may_share: true,
        ..taken
    };
    assert!(found(wren(10), shared)[0].is_clear());
    let rejected = |by: i32| Memory {
        rejected: vec![(OrganizationId::new(by), CustomerId::new(10))],
        ..Memory::default()
    };
    assert_eq!(found(wren(10), rejected(1)), []);
    assert!(found(wren(10), rejected(2))[0].is_clear());
}

#[test]
fn the_providers_own_company_is_never_accepted_unseen() {
    let own = CustomerRecord {
        is_own: true,
        ..customer(10, "Wren Dental", "wren.example")
    };
    let shown = only("Wren Dental", "wren.example", &[own]);
    assert!(shown.starts_with("10: "), "{shown}");
}

#[test]
fn ids_and_learnt_aliases_outweigh_a_name_that_differs() {
    let customers = vec![
        CustomerRecord {
            external_ids: vec!["V-77".to_owned()],
            ..customer(10, "Wren Dental", "")
        },
        CustomerRecord {
            tenant_ids: vec!["{5F1C0A2E-0000-4000-8000-00000000000A}".to_owned()],
            ..customer(11, "Heron Logistics", "")
        },
        customer(12, "Kestrel Bakery", ""),
    ];
    let mut organizations = vec![
        organization(1, "First", ""),
        organization(2, "Second", ""),
        organization(3, "The Old Name Ltd", ""),
    ];
    organizations[0].external_id = Some(" v-77 ".to_owned());
    organizations[1].tenant_id = Some("5f1c0a2e-0000-4000-8000-00000000000a".to_owned());
    let memory = Memory {
        aliases: vec![("the old name".to_owned(), CustomerId::new(12))],
        ..Memory::default()
    };
    let found = suggest(Input {
        organizations,
        customers,
        memory,
    });
    let shown: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            "!10: certain external_id",
            "!11: certain tenant_id",
            "!12: certain learnt_alias"
        ]
    );
}

#[test]
fn two_organisations_with_one_customer_are_settled_by_evidence_or_left_to_choose() {
    let customers = || vec![customer(10, "Wren Dental", "wren.example")];
    let shown_for = |organizations| -> Vec<bool> {
        let found = suggest(Input {
            organizations,
            customers: customers(),
            memory: Memory::default(),
        });
        found.iter().map(Suggestion::is_clear).collect()
    };
    let better = organization(1, "Wren Dental", "wren.example");
    assert_eq!(
        shown_for(vec![better.clone(), organization(2, "Wren Dental", "")]),
        [true, false]
    );
    let same = Organization {
        id: OrganizationId::new(2),
        ..better.clone()
    };
    assert_eq!(shown_for(vec![better, same]), [false, false]);
}
