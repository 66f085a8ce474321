//! Which records are looked at around a pair: the same, whether they are asked for one by one or all at once.

use domain::{CustomerId, Decision, OrganizationId, ProfileId, warning::Surroundings};
use store::{
    Connection, customer_creations,
    customers::CustomerInput,
    organizations, pairs, profiles, rejections,
    surroundings::{self, All, Near, Records},
    warnings,
};

use crate::{
    common::{NOW, add, check, content, customer, read_all},
    samples::{pair, rejection},
};

/// Customers that are found for an organisation of this name, by both ways of looking.
fn found(conn: &Connection, profile: ProfileId, name: &str) -> store::Result<Vec<i32>> {
    let id = add(conn, profile, name);
    let near = Near { conn, profile };
    let organization = near.organization(id)?.unwrap();
    let found = near.customers_like(&organization)?;
    assert_eq!(
        found,
        All::read(conn, profile)?.customers_like(&organization)?,
        "{name}"
    );
    Ok(found.into_iter().map(CustomerId::get).collect())
}

#[tokio::test]
async fn a_name_is_found_however_it_is_spelt_and_whoever_begins_alike() {
    check(|conn, profile| {
        let mut customers: Vec<CustomerInput> = (100..160)
            .map(|n| customer(n, &format!("Oldroyd A{n}"), ""))
            .collect();
        for (id, name) in [
            (1, "Unknown"),
            (2, "C and B Security"),
            (3, "Oldroyd LLC"),
            (4, "OSullivan and Lowe Ltd"),
            (5, "Brown Diaz and Jessop"),
            (6, "Äpfel GmbH"),
            (7, "***"),
        ] {
            customers.push(customer(id, name, ""));
        }
        read_all(conn, profile, &customers);
        for (name, expected) in [
            ("C&B Security Ltd", &[2][..]),
            ("Oldroyd", &[3]),
            ("O'Sullivan & Lowe", &[4]),
            ("Brown, Diaz & Jessop", &[5]),
            ("Apfel", &[6]),
            ("Brown", &[]),
            ("Unknown", &[]),
            // Nothing is left of either.
            ("---", &[]),
        ] {
            assert_eq!(found(conn, profile, name)?, expected, "{name}");
        }
        // What was renamed, or just made in Halo, is found by its new name.
        customer_creations::put_into_snapshot(conn, profile, &customer(3, "Wren", ""), NOW)?;
        assert!(found(conn, profile, "Oldroyd Inc")?.is_empty());
        assert_eq!(found(conn, profile, "Wren Ltd")?, [3]);
        read_all(conn, profile, &[customer(3, "Fernhill", "")]);
        assert_eq!(found(conn, profile, "Fernhill Ltd")?, [3]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_found_by_the_name_it_has_now() {
    check(|conn, profile| {
        read_all(conn, profile, &[customer(2, "C and B Security", "")]);
        let id = add(conn, profile, "Castlegate");
        let found = || {
            let near = Near { conn, profile };
            let customer = near.customer(CustomerId::new(2)).unwrap().unwrap();
            near.organizations_like(&customer).unwrap().len()
        };
        assert_eq!(found(), 0);
        let renamed = content("C&B Security Ltd", "");
        organizations::update(conn, profile, id, &renamed, NOW)?;
        assert_eq!(found(), 1);
        Ok(())
    })
    .await;
}

/// Namesakes and shared domains on both sides, pairs, a shared customer, a customer that is gone, a rejection, a hold,
/// people, the own company.
fn tangle(conn: &Connection, profile: ProfileId) -> store::Result<Vec<OrganizationId>> {
    read_all(
        conn,
        profile,
        &[
            customer(1, "Unknown", "wren.example"),
            customer(2, "Wren Dental", "wren.example"),
            customer(3, "Wren Dental Ltd", "gmail.com"),
            customer(4, "Ashdown & Pryce", "ashdown.example"),
            customer(5, "Fernhill", "wren.example"),
        ],
    );
    profiles::set_may_share(conn, profile, true, NOW)?;
    profiles::set_own_customer(conn, profile, Some(CustomerId::new(5)), NOW)?;
    warnings::put_users(conn, profile, CustomerId::new(2), 40, NOW)?;
    let mut ids = Vec::new();
    for (name, domains, decision) in [
        ("Wren Dental", "wren.example", Decision::Open),
        ("WREN DENTAL", "gmail.com", Decision::Open),
        ("Ashdown and Pryce", "", Decision::Open),
        ("Other", "ashdown.example", Decision::Open),
        ("Held", "ashdown.example", Decision::Held),
        ("Gone", "", Decision::Open),
        ("Wren", "wren.example", Decision::Open),
    ] {
        let mut content = content(name, domains);
        content.decision = decision;
        content.seats = vec![organizations::Seat {
            product_key: "email".to_owned(),
            count: 7,
        }];
        ids.push(organizations::insert(conn, profile, &content, NOW)?);
    }
    for (organization, customer) in [(0, 4), (1, 2), (2, 2), (5, 77)] {
        pairs::put(conn, profile, &pair(ids[organization], customer))?;
    }
    rejections::add(conn, profile, &rejection(ids[3], 4))?;
    Ok(ids)
}

#[tokio::test]
async fn a_pair_that_is_thought_of_is_seen_as_if_it_were_made() {
    check(|conn, profile| {
        let ids = tangle(conn, profile)?;
        let mut thought = All::read(conn, profile)?;
        // A new pair, one that takes the place of another, one that goes.
        let changes = [(3, Some(4)), (6, Some(2)), (1, Some(5)), (2, None)];
        for (at, customer) in changes {
            match customer {
                Some(customer) => thought.think_of(ids[at], CustomerId::new(customer)),
                None => thought.think_parted(ids[at]),
            }
        }
        for (at, customer) in changes {
            pairs::remove(conn, profile, ids[at])?;
            if let Some(customer) = customer {
                pairs::put(conn, profile, &pair(ids[at], customer))?;
            }
        }
        let made = All::read(conn, profile)?;
        for organization in ids {
            for customer in [1, 2, 3, 4, 5, 77].map(CustomerId::new) {
                assert_eq!(
                    surroundings::of(&thought, organization, customer)?,
                    surroundings::of(&made, organization, customer)?,
                    "{organization} {customer}"
                );
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn all_at_once_shows_what_one_by_one_shows() {
    check(|conn, profile| {
        let ids = tangle(conn, profile)?;
        let (near, all) = (Near { conn, profile }, All::read(conn, profile)?);
        let mut seen = Vec::new();
        for organization in ids.iter().copied().chain([OrganizationId::new(999)]) {
            for customer in [1, 2, 3, 4, 5, 77].map(CustomerId::new) {
                let one = surroundings::of(&near, organization, customer)?;
                assert_eq!(
                    one,
                    surroundings::of(&all, organization, customer)?,
                    "{organization} {customer}"
                );
                seen.extend(one);
            }
        }
        let has = |rule: fn(&Surroundings) -> bool| seen.iter().any(rule);
        assert!(has(|around| around
            .others
            .iter()
            .any(|(_, having)| having.len() == 2)));
        assert!(has(|around| !around.waiting.is_empty()));
        assert!(has(|around| !around.sharing.is_empty()));
        assert!(has(|around| around.customer.is_none()));
        assert!(has(|around| around
            .others
            .iter()
            .any(|(other, _)| other.is_own)));
        assert!(has(|around| around
            .customer
            .as_ref()
            .is_some_and(|customer| customer.users == Some(40))));
        Ok(())
    })
    .await;
}
