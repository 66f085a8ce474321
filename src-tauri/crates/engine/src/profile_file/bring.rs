//! From a checked file to a new profile.

use domain::ticket_rules::{NamedOwn, NamedRules, TicketRules};
use domain::{OrganizationId, ProfileId};
use store::Connection;
use store::customers::CustomerInput;
use store::hosts::HostFacts;
use store::pairs::PairRow;
use store::rejections::RejectionRow;

use super::checked::{Brought, BroughtPair, Checked, OfHalo};
use crate::ticket_rules::Keep;

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
    let came_from = checked.came_from().to_owned();
    let is_of_halo = checked.of_halo.is_some();
    let offered_from = checked.offered.as_ref().map(|(from, _)| from.clone());
    let bring = Bring {
        conn,
        profile,
        is_of_halo,
        // Where numbers hold, names are kept only for the case that the Halo is another one after all.
        keep: checked.is_named.then_some(Keep {
            came_from: &came_from,
            is_offered: !is_of_halo,
            now,
        }),
        offer: offered_from.as_deref().map(|came_from| Keep {
            came_from,
            is_offered: true,
            now,
        }),
        now,
    };
    if let Some(halo) = checked.of_halo {
        of_halo(conn, profile, halo, now)?;
    }
    if let (Some(offer), Some((_, Some(rules)))) = (&bring.offer, checked.offered) {
        offer.everybody(conn, profile, rules)?;
    }
    if let Some(rules) = checked.rules {
        bring.rules(rules)?;
    }
    for one in checked.organizations {
        bring.organization(one)?;
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
    store::profiles::set_own_customer(conn, profile, halo.own_customer, now)
}

/// Where what is brought goes.
struct Bring<'a> {
    conn: &'a Connection,
    profile: ProfileId,
    /// Whether the file says which Halo its numbers are of.
    is_of_halo: bool,
    /// How rules are kept with their names, where the file has names.
    keep: Option<Keep<'a>>,
    /// How rules of yet another Halo are kept, where the file has any. What is kept of its own goes in their place.
    offer: Option<Keep<'a>>,
    now: &'a str,
}

impl Bring<'_> {
    fn rules(&self, rules: NamedRules) -> store::Result<()> {
        let (conn, profile) = (self.conn, self.profile);
        let bare = rules.bare();
        if bare == TicketRules::default() {
            return Ok(());
        }
        if self.is_of_halo {
            store::ticket_rules::save(conn, profile, &bare, 0, self.now)?;
        }
        match &self.keep {
            Some(keep) => keep.everybody(conn, profile, rules),
            None => Ok(()),
        }
    }

    fn organization(&self, one: Brought) -> store::Result<()> {
        let (conn, profile, now) = (self.conn, self.profile, self.now);
        let id = store::organizations::insert(conn, profile, &one.content, now)?;
        store::reviews::set(conn, profile, id, one.review_on.as_deref())?;
        if let (Some(offer), Some(own)) = (&self.offer, one.offered_rules) {
            offer.own(conn, profile, id, own)?;
        }
        if let Some(own) = one.own_rules {
            self.own_rules(id, own)?;
        }
        if !self.is_of_halo {
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
        Ok(())
    }

    fn own_rules(&self, id: OrganizationId, own: NamedOwn) -> store::Result<()> {
        let (conn, profile) = (self.conn, self.profile);
        let bare = own.bare();
        if bare.is_empty() {
            return Ok(());
        }
        if self.is_of_halo {
            store::rules_overrides::save(conn, profile, id, &bare, 0, self.now)?;
        }
        match &self.keep {
            Some(keep) => keep.own(conn, profile, id, own),
            None => Ok(()),
        }
    }
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
