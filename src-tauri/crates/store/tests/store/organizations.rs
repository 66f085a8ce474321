//! Organisations, pairs and rejections: what goes in comes out, and what must not go in does not.

use crate::{
    common::{NOW, add, check, content},
    samples::{pair, rejection},
};
use domain::{
    CustomerId, Decision, Evidence,
    matching::{Candidate, Suggestion},
};
use store::{Error, organizations, pairs, rejections, suggestions};

#[tokio::test]
async fn an_organisation_comes_back_as_it_was_put_in() {
    check(|conn, id| {
        let full = organizations::OrganizationContent {
            external_id: Some("PAL-1".to_owned()),
            tenant_id: Some("b41c".to_owned()),
            note: Some("note".to_owned()),
            seats: vec![organizations::Seat {
                product_key: "p".to_owned(),
                count: 18,
            }],
            decision: Decision::Held,
            decision_reason: Some("later".to_owned()),
            ..content("Wren", "wren.example b.example")
        };
        let organization = organizations::insert(conn, id, &full, NOW)?;
        let row = organizations::get(conn, id, organization)?.unwrap();
        assert_eq!((row.content(), row.version), (full.clone(), 1));
        assert_eq!(organizations::all(conn, id)?, std::slice::from_ref(&row));

        organizations::update(conn, id, organization, &content("Wren 2", ""), NOW)?;
        let updated = organizations::get(conn, id, organization)?.unwrap();
        assert_eq!(
            (updated.content(), updated.version),
            (content("Wren 2", ""), 2)
        );
        let stale = organizations::expect_version(conn, id, organization, 1);
        assert!(matches!(stale, Err(Error::Conflict { current_version: 2 })));
        organizations::expect_version(conn, id, organization, 2)?;

        organizations::delete(conn, id, organization)?;
        assert_eq!(organizations::get(conn, id, organization)?, None);
        let next = add(conn, id, "Next");
        assert_ne!(next, organization, "ids are never given twice");
        organizations::restore(conn, id, organization, &full, &row.created_at, 3, NOW)?;
        let restored = organizations::get(conn, id, organization)?.unwrap();
        assert_eq!((restored.content(), restored.version), (full.clone(), 3));

        assert!(
            organizations::insert(conn, id, &full, NOW).is_err(),
            "external ids are distinct"
        );
        assert!(
            organizations::insert(conn, id, &content("", ""), NOW).is_err(),
            "a name is needed"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_keeps_pairs_one_to_one() {
    check(|conn, id| {
        let (a, b) = (add(conn, id, "A"), add(conn, id, "B"));
        pairs::put(conn, id, &pair(a, 7))?;
        assert!(
            pairs::put(conn, id, &pair(b, 7)).is_err(),
            "customer 7 is taken"
        );
        assert!(
            pairs::put(conn, id, &pair(b, 1)).is_err(),
            "customer 1 is nobody"
        );
        pairs::put(conn, id, &pair(a, 8))?;
        pairs::put(conn, id, &pair(b, 7))?;
        assert_eq!(pairs::of(conn, id, a)?, Some(pair(a, 8)));
        assert_eq!(
            pairs::for_customer(conn, id, CustomerId::new(7))?,
            Some(pair(b, 7))
        );
        assert!(pairs::remove(conn, id, a)?);
        assert!(!pairs::remove(conn, id, a)?);
        assert_eq!(pairs::all(conn, id)?, [pair(b, 7)]);

        let suggestion = |organization| Suggestion {
            organization,
            candidates: vec![Candidate {
                customer: CustomerId::new(9),
                evidence: Evidence::by_hand(),
                likelihood: 1.0,
                obstacle: None,
            }],
        };
        assert!(suggestions::replace(conn, id, &[suggestion(a), suggestion(b)]).is_err());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn rejections_are_remembered_and_forgotten() {
    check(|conn, id| {
        let a = add(conn, id, "A");
        for customer in [4, 3, 4] {
            rejections::add(conn, id, &rejection(a, customer))?;
        }
        assert_eq!(
            rejections::of(conn, id, a)?,
            [rejection(a, 3), rejection(a, 4)]
        );
        rejections::remove(conn, id, a, CustomerId::new(3))?;
        assert_eq!(rejections::all(conn, id)?, [rejection(a, 4)]);
        rejections::clear(conn, id, a)?;
        assert_eq!(rejections::all(conn, id)?, []);
        Ok(())
    })
    .await;
}
