//! The records around a pair, asked for one by one.

use std::collections::BTreeSet;

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, UNKNOWN_CUSTOMER,
    matching::is_barred_domain,
    warning::{HaloSide, VendorSide},
};
use rusqlite::params;

use super::{MOST_RELATED, Records};
use crate::tables::{customers, organizations, pairs, profiles, rejections};
use crate::{Connection, Result, decode};

/// Looks records up as they are asked for: for a few pairs.
#[derive(Clone, Copy, Debug)]
pub struct Near<'a> {
    /// The database.
    pub conn: &'a Connection,
    /// Whose records.
    pub profile: ProfileId,
}

/// Organisations whose warnings may change with those of `touched`, they themselves among them. `customers` are those
/// that were theirs before.
pub fn affected(
    conn: &Connection,
    profile: ProfileId,
    touched: &[OrganizationId],
    customers: &[CustomerId],
) -> Result<BTreeSet<OrganizationId>> {
    let records = Near { conn, profile };
    let mut near: BTreeSet<CustomerId> = customers.iter().copied().collect();
    let mut affected: BTreeSet<OrganizationId> = touched.iter().copied().collect();
    for &id in touched {
        near.extend(records.customer_of(id)?);
        if let Some(organization) = records.organization(id)? {
            near.extend(records.customers_like(&organization)?);
        }
    }
    for id in near {
        if let Some(customer) = records.customer(id)? {
            affected.extend(records.organizations_like(&customer)?);
        }
        affected.extend(records.holders(id)?);
    }
    Ok(affected)
}

impl Records for Near<'_> {
    fn organization(&self, id: OrganizationId) -> Result<Option<VendorSide>> {
        let found = organizations::get(self.conn, self.profile, id)?;
        Ok(found.map(|row| VendorSide {
            id,
            seats: row.seats.iter().map(|seat| seat.count).max(),
            name: row.name,
            domains: row.domains,
        }))
    }

    fn customer(&self, id: CustomerId) -> Result<Option<HaloSide>> {
        let Some(row) = customers::get(self.conn, self.profile, id)? else {
            return Ok(None);
        };
        let users = decode::value(
            self.conn,
            "SELECT users FROM customer_users WHERE profile_id = ?1 AND customer_id = ?2",
            [self.profile.get(), id.get()],
        )?;
        Ok(Some(HaloSide {
            id,
            name: row.name,
            domains: row.domains,
            inactive: row.inactive,
            is_own: profiles::own_customer(self.conn, self.profile)? == Some(id),
            users,
        }))
    }

    fn customers_like(&self, organization: &VendorSide) -> Result<BTreeSet<CustomerId>> {
        let mut found = BTreeSet::new();
        for domain in own(&organization.domains) {
            found.extend(decode::rows(
                self.conn,
                "SELECT customer_id FROM customer_domain WHERE profile_id = ?1 AND domain = ?2 ORDER BY customer_id LIMIT ?3",
                params![self.profile.get(), domain, MOST_RELATED],
                |row| decode::id(row, "customer_id", CustomerId::new),
            )?);
        }
        found.extend(decode::rows(
            self.conn,
            "SELECT c.id FROM organization AS o CROSS JOIN customer AS c ON c.profile_id = o.profile_id AND c.fold_key = o.fold_key
             WHERE o.profile_id = ?1 AND o.id = ?2 AND o.fold_key <> '' ORDER BY c.id LIMIT ?3",
            params![self.profile.get(), organization.id.get(), MOST_RELATED],
            |row| decode::id(row, "id", CustomerId::new),
        )?);
        found.remove(&UNKNOWN_CUSTOMER);
        Ok(found)
    }

    fn organizations_like(&self, customer: &HaloSide) -> Result<BTreeSet<OrganizationId>> {
        let mut found = BTreeSet::new();
        for domain in own(&customer.domains) {
            found.extend(decode::rows(
                self.conn,
                "SELECT d.organization_id FROM organization_domain AS d CROSS JOIN organization AS o ON o.id = d.organization_id
                 WHERE d.domain = ?2 AND o.profile_id = ?1 ORDER BY d.organization_id LIMIT ?3",
                params![self.profile.get(), domain, MOST_RELATED],
                |row| decode::id(row, "organization_id", OrganizationId::new),
            )?);
        }
        found.extend(decode::rows(
            self.conn,
            "SELECT o.id FROM customer AS c CROSS JOIN organization AS o ON o.profile_id = c.profile_id AND o.fold_key = c.fold_key
             WHERE c.profile_id = ?1 AND c.id = ?2 AND c.fold_key <> '' ORDER BY o.id LIMIT ?3",
            params![self.profile.get(), customer.id.get(), MOST_RELATED],
            |row| decode::id(row, "id", OrganizationId::new),
        )?);
        Ok(found)
    }

    fn holders(&self, id: CustomerId) -> Result<Vec<OrganizationId>> {
        pairs::holders(self.conn, self.profile, id)
    }

    fn customer_of(&self, id: OrganizationId) -> Result<Option<CustomerId>> {
        let pair = pairs::of(self.conn, self.profile, id)?;
        Ok(pair.map(|pair| pair.customer))
    }

    fn waits_for(&self, id: OrganizationId, customer: CustomerId) -> Result<bool> {
        let is_open = organizations::get(self.conn, self.profile, id)?
            .is_some_and(|row| row.decision == Decision::Open);
        Ok(is_open
            && self.customer_of(id)?.is_none()
            && !rejections::of(self.conn, self.profile, id)?
                .iter()
                .any(|rejection| rejection.customer == customer))
    }

    fn may_share(&self) -> Result<bool> {
        profiles::may_share(self.conn, self.profile)
    }
}

/// Domains that tell who somebody is.
fn own(domains: &[String]) -> impl Iterator<Item = &String> {
    domains.iter().filter(|domain| !is_barred_domain(domain))
}
