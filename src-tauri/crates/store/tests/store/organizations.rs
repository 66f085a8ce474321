//! Organisations, pairs and rejections: what goes in comes out, and what must not go in does not.

use crate::{
    common::{NOW, add, check, content},
    samples::{pair, rejection},
};
use domain::{
    CustomerId, Decision, Evidence, SourceKind,
    matching::{Candidate, Suggestion},
};
use store::{Error, organization_changes, organizations, pairs, profiles, rejections, suggestions};

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
async fn whoever_knows_a_moment_is_told_what_changed_since_and_nothing_else() {
    check(|conn, id| {
        assert_eq!(organization_changes::newest(conn, id)?, 0);
        let [a, b, c] = ["A", "B", "C"].map(|name| add(conn, id, name));
        let then = organization_changes::newest(conn, id)?;
        assert_eq!(organization_changes::after(conn, id, then)?, []);
        assert_eq!(organization_changes::after(conn, id, 0)?, [a, b, c]);

        // Twice is once, the gone one is told too, and another profile's are not.
        organizations::touch(conn, id, b, NOW)?;
        organizations::touch(conn, id, b, NOW)?;
        organizations::delete(conn, id, a)?;
        let vendor = domain::vendor::preset("palisade").unwrap();
        let other = profiles::insert(conn, &vendor, "Other", SourceKind::Csv, false, NOW)?;
        add(conn, other, "D");
        assert_eq!(organization_changes::after(conn, id, then)?, [b, a]);
        let now = organization_changes::newest(conn, id)?;
        assert_eq!(organization_changes::after(conn, id, now)?, []);
        organizations::set_decision(conn, id, c, Decision::Held, None, NOW)?;
        assert_eq!(organization_changes::after(conn, id, now)?, [c]);

        // A profile takes its own along.
        profiles::delete(conn, id)?;
        assert_eq!(organization_changes::after(conn, id, 0)?, []);
        assert_eq!(organization_changes::after(conn, other, 0)?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_keeps_pairs_one_to_one_until_customers_may_be_shared() {
    check(|conn, id| {
        let (a, b) = (add(conn, id, "A"), add(conn, id, "B"));
        pairs::put(conn, id, &pair(a, 7))?;
        assert!(pairs::put(conn, id, &pair(b, 7)).is_err());
        assert_eq!(pairs::shared(conn, id)?, (0, 0));
        profiles::set_may_share(conn, id, true, NOW)?;
        pairs::put(conn, id, &pair(b, 7))?;
        assert_eq!(pairs::holders(conn, id, CustomerId::new(7))?, [a, b]);
        assert_eq!(pairs::shared(conn, id)?, (1, 2));
        // What is shared stays when it is no longer allowed, and nothing comes beside it.
        profiles::set_may_share(conn, id, false, NOW)?;
        let c = add(conn, id, "C");
        assert!(pairs::put(conn, id, &pair(c, 7)).is_err());
        assert_eq!(pairs::all(conn, id)?.len(), 2);
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
        assert_eq!(pairs::holders(conn, id, CustomerId::new(7))?, [b]);
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
