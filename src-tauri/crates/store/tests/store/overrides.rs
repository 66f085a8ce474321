//! Rules of single organisations, and all mapping revoked and brought back.

use domain::{StatusId, ticket_rules::RulesOverride, ticket_rules::TicketRules};
use store::{Error, halo_config, organizations, rules_overrides, ticket_rules};

use crate::{
    common::{NOW, add, check, content},
    samples::{config, new_profile, own_rules, rules},
};

#[tokio::test]
async fn an_organisations_own_rules_carry_a_version_and_are_listed_by_name() {
    check(|conn, id| {
        let (zoe, arzt) = (add(conn, id, "Zoe"), add(conn, id, "Ärztehaus"));
        assert_eq!(rules_overrides::list(conn, id)?, []);
        rules_overrides::save(conn, id, zoe, &own_rules(), 0, NOW)?;
        let stale = rules_overrides::save(conn, id, zoe, &own_rules(), 0, NOW);
        assert!(matches!(stale, Err(Error::Conflict { current_version: 1 })));
        let team = RulesOverride {
            team: Some("Security".to_owned()),
            ..RulesOverride::default()
        };
        rules_overrides::save(conn, id, arzt, &team, 0, NOW)?;
        let all = rules_overrides::list(conn, id)?;
        let names: Vec<_> = all.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Ärztehaus", "Zoe"]);
        assert_eq!(rules_overrides::get(conn, id, zoe)?.as_ref(), Some(&all[1]));
        assert_eq!(all[1].own, own_rules());

        rules_overrides::save(conn, id, zoe, &team, 1, NOW)?;
        let changed = rules_overrides::get(conn, id, zoe)?.unwrap();
        assert_eq!((changed.own, changed.version), (team.clone(), 2));
        // What differs in nothing is no row.
        rules_overrides::save(conn, id, zoe, &RulesOverride::default(), 2, NOW)?;
        assert_eq!(rules_overrides::get(conn, id, zoe)?, None);
        rules_overrides::remove(conn, id, arzt)?;
        rules_overrides::remove(conn, id, arzt)?;
        assert_eq!(rules_overrides::list(conn, id)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn tickets_are_made_by_an_organisations_own_rules() {
    check(|conn, id| {
        halo_config::replace(conn, id, &config(), NOW)?;
        let (own, other) = (add(conn, id, "Own"), add(conn, id, "Other"));
        ticket_rules::save(conn, id, &rules(), 0, NOW)?;
        rules_overrides::save(conn, id, own, &own_rules(), 0, NOW)?;
        let effective = |organization| ticket_rules::effective(conn, id, organization, &config());
        assert_eq!(effective(other)?, rules());
        assert_eq!(
            effective(own)?,
            rules().for_organization(&own_rules(), &config())
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn rules_of_a_deleted_organisation_come_back_with_it() {
    check(|conn, id| {
        let organization = add(conn, id, "Wren");
        rules_overrides::save(conn, id, organization, &own_rules(), 0, NOW)?;
        organizations::delete(conn, id, organization)?;
        assert_eq!(rules_overrides::list(conn, id)?, []);
        organizations::restore(conn, id, organization, &content("Wren", ""), NOW, 2, NOW)?;
        assert_eq!(rules_overrides::list(conn, id)?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn revoking_empties_these_rules_alone_and_is_taken_back_whole() {
    check(|conn, id| {
        let organization = add(conn, id, "Wren");
        let other = new_profile(conn, "Other");
        assert!(!ticket_rules::revoke(conn, id, NOW)?, "nothing to revoke");
        ticket_rules::save(conn, other, &rules(), 0, NOW)?;
        ticket_rules::save(conn, id, &rules(), 0, NOW)?;
        rules_overrides::save(conn, id, organization, &own_rules(), 0, NOW)?;

        assert!(ticket_rules::revoke(conn, id, NOW)?);
        assert!(!ticket_rules::revoke(conn, id, NOW)?, "a second press");
        let revoked = ticket_rules::load(conn, id)?;
        assert_eq!(
            (revoked.rules, revoked.version),
            (TicketRules::default(), 2)
        );
        assert_eq!(revoked.revoked_at.as_deref(), Some(NOW));
        assert_eq!(rules_overrides::list(conn, id)?, []);
        assert_eq!(ticket_rules::load(conn, other)?.rules, rules());

        assert!(ticket_rules::bring_back(conn, id, NOW)?);
        assert!(!ticket_rules::bring_back(conn, id, NOW)?);
        let back = ticket_rules::load(conn, id)?;
        assert_eq!((back.rules, back.version), (rules(), 3));
        assert_eq!(rules_overrides::list(conn, id)?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn new_rules_bury_those_that_were_revoked() {
    check(|conn, id| {
        let organization = add(conn, id, "Wren");
        ticket_rules::save(conn, id, &rules(), 0, NOW)?;
        rules_overrides::save(conn, id, organization, &own_rules(), 0, NOW)?;
        ticket_rules::revoke(conn, id, NOW)?;
        let fresh = TicketRules {
            status_to_halo: [("open".to_owned(), StatusId::new(9))].into(),
            ..TicketRules::default()
        };
        ticket_rules::save(conn, id, &fresh, 2, NOW)?;
        assert!(!ticket_rules::bring_back(conn, id, NOW)?);
        assert_eq!(ticket_rules::load(conn, id)?.rules, fresh);
        assert_eq!(rules_overrides::list(conn, id)?, []);
        Ok(())
    })
    .await;
}
