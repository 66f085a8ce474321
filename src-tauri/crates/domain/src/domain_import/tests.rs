//! What customers bring, and what they do not.

use super::*;

const ALL: Wanted = Wanted {
    new_organizations: true,
    more_domains: true,
    without_domain: false,
};

fn customer(id: i32, name: &str, domains: &[&str]) -> Customer {
    Customer {
        id: CustomerId::new(id),
        name: name.to_owned(),
        domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
        reference: None,
        tenant_ids: Vec::new(),
        inactive: false,
    }
}

fn organization(id: i32, name: &str, domains: &[&str]) -> Organization {
    Organization {
        id: OrganizationId::new(id),
        name: name.to_owned(),
        domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
        external_id: None,
        tenant_id: None,
    }
}

fn check(
    customers: &[Customer],
    organizations: &[Organization],
    pairs: &[(i32, i32)],
    wanted: Wanted,
) -> Vec<(Effect, Vec<String>)> {
    let pairs: Vec<(OrganizationId, CustomerId)> = pairs
        .iter()
        .map(|(o, c)| (OrganizationId::new(*o), CustomerId::new(*c)))
        .collect();
    let known = Known {
        organizations,
        pairs: &pairs,
    };
    plan(customers, known, wanted)
        .into_iter()
        .map(|finding| (finding.effect, finding.domains))
        .collect()
}

fn texts(domains: &[&str]) -> Vec<String> {
    domains.iter().map(|domain| (*domain).to_owned()).collect()
}

const ONE: OrganizationId = OrganizationId::new(1);

#[test]
fn a_customer_nobody_knows_becomes_an_organisation_with_its_own_domains() {
    let found = check(
        &[customer(
            7,
            "Wren",
            &["wren.example", "gmail.com", "wren.onmicrosoft.com"],
        )],
        &[],
        &[],
        ALL,
    );
    assert_eq!(found, [(Effect::New, texts(&["wren.example"]))]);
    let found = check(&[customer(1, "Unknown", &["x.example"])], &[], &[], ALL);
    assert_eq!(found, []);
}

#[test]
fn pair_domain_and_name_find_the_organisation_in_this_order() {
    let customers = [customer(7, "Wren Ltd", &["wren.example", "wren.org"])];
    let extends = [(Effect::Extends(ONE), texts(&["wren.org"]))];
    let paired = organization(1, "Something Else", &["wren.example"]);
    let named = organization(2, "Wren", &[]);
    assert_eq!(
        check(&customers, &[paired.clone(), named.clone()], &[(1, 7)], ALL),
        extends
    );
    assert_eq!(check(&customers, &[paired, named], &[], ALL), extends);
    let by_name = check(&customers, &[organization(1, "WREN", &[])], &[], ALL);
    let both = texts(&["wren.example", "wren.org"]);
    assert_eq!(by_name, [(Effect::Extends(ONE), both)]);
    let all = organization(1, "Wren", &["wren.example", "wren.org"]);
    assert_eq!(
        check(&customers, &[all], &[], ALL),
        [(Effect::Known(ONE), vec![])]
    );
}

#[test]
fn an_organisation_of_another_customer_is_not_touched() {
    let customers = [
        customer(7, "Wren", &["wren.example"]),
        customer(8, "Fern", &[]),
    ];
    let found = check(
        &customers,
        &[organization(1, "Wren", &["wren.example"])],
        &[(1, 8)],
        ALL,
    );
    assert_eq!(found[0], (Effect::LeftOut(LeftOut::NoDomain), vec![]));
}

#[test]
fn shared_domains_and_unclear_customers_are_left_aside() {
    let customers = [
        customer(7, "Wren North", &["wren.example", "north.example"]),
        customer(8, "Wren South", &["wren.example"]),
    ];
    let found = check(&customers, &[], &[], ALL);
    assert_eq!(found[0], (Effect::New, texts(&["north.example"])));
    assert_eq!(found[1], (Effect::LeftOut(LeftOut::NoDomain), vec![]));
    let known = Known {
        organizations: &[],
        pairs: &[],
    };
    let south = &plan(&customers, known, ALL)[1];
    assert_eq!(south.aside, [("wren.example".to_owned(), Aside::Shared(2))]);
    // Two customers that could be one organisation.
    let rivals = [
        customer(7, "Wren", &["wren.example"]),
        customer(8, "Wren Ltd", &["wren.org"]),
    ];
    let found = check(&rivals, &[organization(1, "Wren", &[])], &[], ALL);
    assert_eq!(found[0], (Effect::LeftOut(LeftOut::Unclear), vec![]));
    assert_eq!(found[1].0, found[0].0);
    let two = [
        organization(1, "A", &["a.example"]),
        organization(2, "B", &["b.example"]),
    ];
    let found = check(
        &[customer(7, "C", &["a.example", "b.example"])],
        &two,
        &[],
        ALL,
    );
    assert_eq!(found[0].0, Effect::LeftOut(LeftOut::Unclear));
}

#[test]
fn what_is_not_wanted_is_left_out() {
    let mut inactive = customer(9, "Gone", &["gone.example"]);
    inactive.inactive = true;
    let customers = [
        customer(7, "Wren", &["wren.example"]),
        customer(8, "Fern", &["fern.example"]),
        customer(10, "Castle", &[]),
        inactive,
    ];
    let organizations = [organization(1, "Fern", &[])];
    let effects = |wanted| -> Vec<Effect> {
        let found = check(&customers, &organizations, &[], wanted);
        found.into_iter().map(|(effect, _)| effect).collect()
    };
    use Effect::{Extends, New};
    let left_out = Effect::LeftOut;
    let (inactive, no_domain) = (left_out(LeftOut::Inactive), left_out(LeftOut::NoDomain));
    let not_wanted = left_out(LeftOut::NotWanted);
    assert_eq!(effects(ALL), [New, Extends(ONE), no_domain, inactive]);
    let wanted = Wanted {
        without_domain: true,
        more_domains: false,
        ..ALL
    };
    assert_eq!(effects(wanted), [New, not_wanted, New, inactive]);
    let wanted = Wanted {
        new_organizations: false,
        ..ALL
    };
    assert_eq!(
        effects(wanted),
        [not_wanted, Extends(ONE), no_domain, inactive]
    );
}

#[test]
fn carried_out_and_planned_again_nothing_is_left_to_do() {
    let customers = [
        customer(7, "Wren", &["wren.example", "gmail.com"]),
        customer(8, "Fern", &["fern.example", "fern.org"]),
        customer(10, "Castle & Sons", &[]),
    ];
    let wanted = Wanted {
        without_domain: true,
        ..ALL
    };
    let mut organizations = vec![organization(1, "Fern Ltd", &["fern.org"])];
    let known = |organizations| Known {
        organizations,
        pairs: &[],
    };
    let before = organizations.clone();
    for finding in plan(&customers, known(&before), wanted) {
        match finding.effect {
            Effect::New => organizations.push(Organization {
                domains: finding.domains,
                ..organization(finding.customer.get() + 100, &finding.name, &[])
            }),
            Effect::Extends(id) => organizations
                .iter_mut()
                .filter(|organization| organization.id == id)
                .for_each(|organization| organization.domains.extend(finding.domains.clone())),
            Effect::Known(_) | Effect::LeftOut(_) => {}
        }
    }
    assert_eq!(organizations.len(), 3);
    let again = plan(&customers, known(&organizations), wanted);
    assert!(
        again
            .iter()
            .all(|finding| matches!(finding.effect, Effect::Known(_))),
        "{again:?}"
    );
}
