//! Seats: what products stand for, all licences at once, plans and their lines.

use domain::{
    CustomerId, LicenceId, OrganizationId,
    seats::{LicenceKey, LicenceRule},
};
use store::{Connection, licences, organizations, pairs, seats};

use crate::{
    common::{NOW, add, check, content, customer, read_all},
    samples::pair,
};

const LATER: &str = "2026-11-22T10:00:00Z";

fn licence(id: i32, seats: i32) -> licences::LicenceRow {
    licences::LicenceRow {
        id: LicenceId::new(id),
        name: "Mail".to_owned(),
        seats: Some(seats),
        sku: None,
        is_active: true,
    }
}

fn sided(conn: &Connection, profile: domain::ProfileId) -> store::Result<OrganizationId> {
    let content = organizations::OrganizationContent {
        seats: vec![organizations::Seat {
            product_key: "email_security".to_owned(),
            count: 18,
        }],
        ..content("Arzt", "arzt.example")
    };
    let id = organizations::insert(conn, profile, &content, NOW)?;
    add(conn, profile, "Wren Dental");
    read_all(conn, profile, &[customer(7, "Arzt", "arzt.example")]);
    Ok(id)
}

#[tokio::test]
async fn a_products_licence_is_kept_until_another_takes_its_place() {
    check(|conn, id| {
        let rule = LicenceRule {
            key: LicenceKey::Name,
            value: "Mail".to_owned(),
            name: "Mail".to_owned(),
        };
        seats::set_rule(conn, id, "seats", Some(&rule))?;
        let (seven, five) = (CustomerId::new(7), LicenceId::new(5));
        seats::remember_found(conn, id, seven, "seats", five)?;
        assert_eq!(seats::rules(conn, id)?["seats"], rule);
        assert_eq!(seats::found(conn, id)?[&(seven, "seats".to_owned())], five);
        // What the old rule had found says nothing about the new one.
        seats::set_rule(conn, id, "seats", Some(&rule))?;
        assert!(seats::found(conn, id)?.is_empty());
        seats::set_rule(conn, id, "seats", None)?;
        assert!(seats::rules(conn, id)?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_vendors_side_is_every_product_of_every_mapped_organization() {
    check(|conn, id| {
        let organization = sided(conn, id)?;
        assert!(seats::sides(conn, id)?.is_empty());
        assert_eq!(seats::unmapped(conn, id)?, 1);
        pairs::put(conn, id, &pair(organization, 7))?;
        let sides = seats::sides(conn, id)?;
        let told: Vec<_> = sides.iter().map(|row| row.side.seats).collect();
        assert_eq!(told, [Some(18)]);
        assert!(sides.iter().all(|row| row.side.customer_is_there));
        assert_eq!(seats::unmapped(conn, id)?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_whole_list_replaces_everything_and_counts_as_read_for_customers_without_any() {
    check(|conn, id| {
        read_all(
            conn,
            id,
            &[customer(7, "Arzt", ""), customer(8, "Wren", "")],
        );
        let (seven, eight) = (CustomerId::new(7), CustomerId::new(8));
        let all = [(seven, licence(1, 3)), (seven, licence(2, -4))];
        licences::replace_all(conn, id, &all, false, NOW)?;
        assert_eq!(licences::all(conn, id)?, all);
        let wren = licences::of_customer(conn, id, eight)?.unwrap();
        assert!(wren.licences.is_empty());
        licences::replace_all(conn, id, &[(eight, licence(3, 1))], false, LATER)?;
        assert_eq!(licences::all(conn, id)?.len(), 1);
        let kinds = seats::kinds(conn, id, 10)?;
        assert_eq!((kinds.len(), kinds[0].customers), (1, 1));
        Ok(())
    })
    .await;
}
