//! From a checked file to a new profile.

use domain::ticket_rules::TicketRules;
use domain::{OrganizationId, ProfileId};
use store::Connection;
use store::customers::CustomerInput;
use store::hosts::HostFacts;
use store::pairs::PairRow;
use store::rejections::RejectionRow;

use super::checked::{Brought, BroughtPair, Checked, OfHalo};

/// Where the wizard goes on: the address is there to be looked at, and asked anew.
const STEP: u8 = 2;

/// Makes the profile with everything in the file. Nothing is connected by that.
pub(super) fn profile(conn: &Connection, checked: Checked, now: &str) -> store::Result<ProfileId> {
    let name = store::profiles::free_name(conn, &checked.name, None)?;
    let profile =
        store::profiles::insert(conn, &checked.vendor, &name, checked.source, false, now)?;
    store::profiles::set_features(conn, profile, checked.features, now)?;
    store::profiles::set_may_share(conn, profile, checked.may_share, now)?;
    store::profiles::set_wizard(conn, profile, STEP, false, now)?;
    let (rule, interval) = (checked.conflict_rule, checked.interval_seconds);
    store::status_sync::save_settings(conn, profile, rule, interval)?;
    for (product, rule) in &checked.products {
        store::seats::set_rule(conn, profile, product, Some(rule))?;
    }
    let is_of_halo = checked.of_halo.is_some();
    if let Some(halo) = checked.of_halo {
        of_halo(conn, profile, halo, now)?;
    }
    for one in checked.organizations {
        organization(conn, profile, one, is_of_halo, now)?;
    }
    let what = format!(
        "Imported from {}, written {}",
        checked.file_name, checked.exported_at
    );
    store::journal::enter(conn, profile, &what, now)?;
    Ok(profile)
}

/// Which Halo pairs and rules are of is remembered like that of a read: should the new connection lead to another one,
/// that is asked about before anything is done with them.
fn of_halo(conn: &Connection, profile: ProfileId, halo: OfHalo, now: &str) -> store::Result<()> {
    let typed = halo.typed.unwrap_or_else(|| halo.mark.api_base.clone());
    let facts = HostFacts {
        address_typed: Some(typed),
        ..HostFacts::default()
    };
    store::hosts::save(conn, profile, &facts, now)?;
    store::snapshot_halo::remember(conn, profile, &halo.mark)?;
    store::profiles::set_own_customer(conn, profile, halo.own_customer, now)?;
    let rules = halo.rules.unwrap_or_default();
    if rules != TicketRules::default() {
        store::ticket_rules::save(conn, profile, &rules, 0, now)?;
    }
    Ok(())
}

fn organization(
    conn: &Connection,
    profile: ProfileId,
    one: Brought,
    is_of_halo: bool,
    now: &str,
) -> store::Result<()> {
    let id = store::organizations::insert(conn, profile, &one.content, now)?;
    store::reviews::set(conn, profile, id, one.review_on.as_deref())?;
    if !is_of_halo {
        return Ok(());
    }
    if let Some(pair) = one.pair {
        put_pair(conn, profile, id, pair, now)?;
    }
    for (customer, customer_name, rejected_at) in one.not_these {
        let rejection = RejectionRow {
            organization: id,
            customer,
            customer_name,
            rejected_at,
        };
        store::rejections::add(conn, profile, &rejection)?;
    }
    if let Some(own) = one.own_rules {
        store::rules_overrides::save(conn, profile, id, &own, 0, now)?;
    }
    Ok(())
}

fn put_pair(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    pair: BroughtPair,
    now: &str,
) -> store::Result<()> {
    // Known by its name until Halo is read; then it is there, or a problem.
    let customer = CustomerInput {
        id: pair.customer,
        name: pair.name.clone(),
        inactive: false,
        domains: Vec::new(),
        web_domains: Vec::new(),
        reference: None,
        tenant_ids: Vec::new(),
    };
    store::customer_creations::put_into_snapshot(conn, profile, &customer, now)?;
    let row = PairRow {
        organization,
        customer: pair.customer,
        customer_name: pair.name,
        accepted_inactive: pair.may_be_inactive,
        evidence: pair.evidence,
        accepted_at: pair.mapped_at,
    };
    store::pairs::put(conn, profile, &row)?;
    store::licences::set_for_pair(conn, organization, &pair.licences)
}
