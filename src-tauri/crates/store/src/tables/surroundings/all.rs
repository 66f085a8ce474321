//! The records around pairs, all of a profile read at once.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::Hash,
};

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, UNKNOWN_CUSTOMER,
    matching::is_barred_domain,
    warning::{HaloSide, VendorSide},
};

use super::{MOST_RELATED, Records};
use crate::tables::{pairs, profiles, rejections};
use crate::{Connection, Result, decode};

/// Every record of a profile, for many pairs: a handful of statements, however many these are. It knows nothing of what
/// changes later, but for pairs that it is told to think of.
#[derive(Debug)]
pub struct All {
    organizations: Side<OrganizationId, VendorSide>,
    customers: Side<CustomerId, HaloSide>,
    /// Those that wait for a decision, unless they are mapped.
    open: HashSet<OrganizationId>,
    pairs: HashMap<OrganizationId, CustomerId>,
    holders: HashMap<CustomerId, Vec<OrganizationId>>,
    rejected: HashSet<(OrganizationId, CustomerId)>,
    may_share: bool,
}

/// The records of one side, with those that are found by a domain or by a folded name.
#[derive(Debug)]
struct Side<I, T> {
    records: HashMap<I, T>,
    fold_keys: HashMap<I, String>,
    by_domain: HashMap<String, Vec<I>>,
    by_fold_key: HashMap<String, Vec<I>>,
}

impl All {
    /// Reads them.
    pub fn read(conn: &Connection, profile: ProfileId) -> Result<Self> {
        let (organizations, open) = organizations(conn, profile)?;
        let pairs = pairs::all(conn, profile)?;
        let held = pairs.iter().map(|pair| (pair.customer, pair.organization));
        let rejected = rejections::all(conn, profile)?.into_iter();
        Ok(Self {
            organizations,
            customers: customers(conn, profile)?,
            open,
            holders: decode::grouped(held.collect()),
            pairs: pairs
                .into_iter()
                .map(|pair| (pair.organization, pair.customer))
                .collect(),
            rejected: rejected
                .map(|rejection| (rejection.organization, rejection.customer))
                .collect(),
            may_share: profiles::may_share(conn, profile)?,
        })
    }

    /// Thinks of an organisation as mapped to a customer and to no other.
    pub fn think_of(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.think_parted(organization);
        self.pairs.insert(organization, customer);
        let holders = self.holders.entry(customer).or_default();
        let place = holders.partition_point(|other| *other < organization);
        holders.insert(place, organization);
    }

    /// Thinks of an organisation as not mapped.
    pub fn think_parted(&mut self, organization: OrganizationId) {
        if let Some(had) = self.pairs.remove(&organization)
            && let Some(holders) = self.holders.get_mut(&had)
        {
            holders.retain(|other| *other != organization);
        }
    }
}

fn organizations(
    conn: &Connection,
    profile: ProfileId,
) -> Result<(Side<OrganizationId, VendorSide>, HashSet<OrganizationId>)> {
    let mut domains = decode::grouped(decode::rows(
        conn,
        "SELECT d.organization_id, d.domain FROM organization AS o CROSS JOIN organization_domain AS d ON d.organization_id = o.id
         WHERE o.profile_id = ?1 ORDER BY d.organization_id, d.position",
        [profile.get()],
        |row| {
            let id = decode::id(row, "organization_id", OrganizationId::new)?;
            Ok((id, row.get("domain")?))
        },
    )?);
    let mut open = HashSet::new();
    let rows = decode::rows(
        conn,
        "SELECT o.id, o.name, o.fold_key, o.decision, (SELECT max(s.seats) FROM organization_seat AS s WHERE s.organization_id = o.id) AS seats
         FROM organization AS o WHERE o.profile_id = ?1 ORDER BY o.id",
        [profile.get()],
        |row| {
            let id = decode::id(row, "id", OrganizationId::new)?;
            if decode::coded(row, "decision", Decision::from_code)? == Decision::Open {
                open.insert(id);
            }
            let side = VendorSide {
                id,
                name: row.get("name")?,
                domains: domains.remove(&id).unwrap_or_default(),
                seats: row.get("seats")?,
            };
            Ok((id, row.get("fold_key")?, side))
        },
    )?;
    Ok((Side::new(rows, |side| &side.domains), open))
}

fn customers(conn: &Connection, profile: ProfileId) -> Result<Side<CustomerId, HaloSide>> {
    let mut domains = decode::grouped(decode::rows(
        conn,
        "SELECT customer_id, domain FROM customer_domain WHERE profile_id = ?1 ORDER BY customer_id, domain",
        [profile.get()],
        |row| {
            let id = decode::id(row, "customer_id", CustomerId::new)?;
            Ok((id, row.get("domain")?))
        },
    )?);
    let own = profiles::own_customer(conn, profile)?;
    let rows = decode::rows(
        conn,
        "SELECT c.id, c.name, c.fold_key, c.inactive, u.users FROM customer AS c
         LEFT JOIN customer_users AS u ON u.profile_id = c.profile_id AND u.customer_id = c.id
         WHERE c.profile_id = ?1 ORDER BY c.id",
        [profile.get()],
        |row| {
            let id = decode::id(row, "id", CustomerId::new)?;
            let side = HaloSide {
                id,
                name: row.get("name")?,
                domains: domains.remove(&id).unwrap_or_default(),
                inactive: row.get("inactive")?,
                is_own: own == Some(id),
                users: row.get("users")?,
            };
            Ok((id, row.get("fold_key")?, side))
        },
    )?;
    Ok(Side::new(rows, |side| &side.domains))
}

impl<I: Copy + Eq + Hash + Ord, T> Side<I, T> {
    /// Of rows by id, each with its folded name.
    fn new(rows: Vec<(I, String, T)>, domains: fn(&T) -> &[String]) -> Self {
        let mut side = Self {
            records: HashMap::with_capacity(rows.len()),
            fold_keys: HashMap::with_capacity(rows.len()),
            by_domain: HashMap::new(),
            by_fold_key: HashMap::new(),
        };
        for (id, fold_key, record) in rows {
            for domain in domains(&record) {
                side.by_domain.entry(domain.clone()).or_default().push(id);
            }
            if !fold_key.is_empty() {
                let namesakes = side.by_fold_key.entry(fold_key.clone()).or_default();
                namesakes.push(id);
            }
            side.fold_keys.insert(id, fold_key);
            side.records.insert(id, record);
        }
        side
    }

    /// Those that share a domain or the name with a record of the other side.
    fn like(&self, domains: &[String], fold_key: Option<&String>) -> BTreeSet<I> {
        let own = domains.iter().filter(|domain| !is_barred_domain(domain));
        own.filter_map(|domain| self.by_domain.get(domain))
            .chain(fold_key.and_then(|key| self.by_fold_key.get(key)))
            .flat_map(|found| found.iter().take(MOST_RELATED.into()))
            .copied()
            .collect()
    }
}

impl Records for All {
    fn organization(&self, id: OrganizationId) -> Result<Option<VendorSide>> {
        Ok(self.organizations.records.get(&id).cloned())
    }

    fn customer(&self, id: CustomerId) -> Result<Option<HaloSide>> {
        Ok(self.customers.records.get(&id).cloned())
    }

    fn customers_like(&self, organization: &VendorSide) -> Result<BTreeSet<CustomerId>> {
        let fold_key = self.organizations.fold_keys.get(&organization.id);
        let mut found = self.customers.like(&organization.domains, fold_key);
        found.remove(&UNKNOWN_CUSTOMER);
        Ok(found)
    }

    fn organizations_like(&self, customer: &HaloSide) -> Result<BTreeSet<OrganizationId>> {
        let fold_key = self.customers.fold_keys.get(&customer.id);
        Ok(self.organizations.like(&customer.domains, fold_key))
    }

    fn holders(&self, id: CustomerId) -> Result<Vec<OrganizationId>> {
        Ok(self.holders.get(&id).cloned().unwrap_or_default())
    }

    fn customer_of(&self, id: OrganizationId) -> Result<Option<CustomerId>> {
        Ok(self.pairs.get(&id).copied())
    }

    fn waits_for(&self, id: OrganizationId, customer: CustomerId) -> Result<bool> {
        Ok(self.open.contains(&id)
            && !self.pairs.contains_key(&id)
            && !self.rejected.contains(&(id, customer)))
    }

    fn may_share(&self) -> Result<bool> {
        Ok(self.may_share)
    }
}
