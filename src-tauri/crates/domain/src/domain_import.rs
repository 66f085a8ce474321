//! Domain import: what Halo's own customers tell about organisations, and which of it is new.
//!
//! Pure: customers and organisations in, a plan out. A domain is taken for one company only: free-mail hosts, a
//! tenant's start domain, and domains that several customers or another organisation have are left aside, each with its
//! reason.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::matching::{fold_name, is_barred_domain, search_key};
use crate::{Customer, CustomerId, Organization, OrganizationId};

/// What is to be taken from the customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Organisations for customers that have none.
    pub new_organizations: bool,
    /// Domains for organisations that are there.
    pub more_domains: bool,
    /// New organisations also for customers without a usable domain.
    pub without_domain: bool,
}

/// One customer and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub customer: CustomerId,
    /// Its name.
    pub name: String,
    /// What would be done.
    pub effect: Effect,
    /// The domains that would be entered, sorted.
    pub domains: Vec<String>,
    /// Its domains that are left aside, sorted, each with the reason.
    pub aside: Vec<(String, Aside)>,
}

impl Finding {
    /// The organisation that the customer is taken for.
    pub fn organization(&self) -> Option<OrganizationId> {
        match self.effect {
            Effect::Extends(id) | Effect::Known(id) => Some(id),
            Effect::New | Effect::LeftOut(_) => None,
        }
    }
}

/// What would be done with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A new organisation.
    New,
    /// Domains for this organisation.
    Extends(OrganizationId),
    /// Nothing: this organisation has all of it already.
    Known(OrganizationId),
    /// Nothing, for a reason.
    LeftOut(LeftOut),
}

/// Why nothing is made of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Halo has it switched off.
    Inactive,
    /// It has no domain that is its own.
    NoDomain,
    /// Several organisations could be meant; only a pair tells.
    Unclear,
    /// It was not asked for.
    NotWanted,
}

/// Why a domain is left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// A free-mail host, or the domain that a Microsoft tenant starts with.
    Barred,
    /// So many active customers have it.
    Shared(usize),
    /// This other organisation has it.
    Held(OrganizationId),
}

/// What is there already.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// All organisations.
    pub organizations: &'a [Organization],
    /// Which customer each is mapped to.
    pub pairs: &'a [(OrganizationId, CustomerId)],
}

/// Works out what the customers bring, in their order. Halo's "Unknown" is passed over.
pub fn plan(customers: &[Customer], known: Known<'_>, wanted: Wanted) -> Vec<Finding> {
    let lookup = Lookup::new(customers, known);
    let mut findings: Vec<Finding> = customers
        .iter()
        .filter(|customer| customer.id != crate::UNKNOWN_CUSTOMER)
        .map(|customer| lookup.finding(customer, wanted))
        .collect();
    lookup.part_rivals(&mut findings);
    findings
}

struct Lookup<'a> {
    organizations: HashMap<OrganizationId, &'a Organization>,
    by_customer: HashMap<CustomerId, Vec<OrganizationId>>,
    paired: BTreeSet<OrganizationId>,
    by_domain: HashMap<&'a str, Vec<OrganizationId>>,
    by_name: HashMap<String, Vec<OrganizationId>>,
    /// How many active customers have a domain.
    customers_with: BTreeMap<&'a str, usize>,
}

impl<'a> Lookup<'a> {
    fn new(customers: &'a [Customer], known: Known<'a>) -> Self {
        let mut lookup = Self {
            organizations: HashMap::new(),
            by_customer: HashMap::new(),
            paired: BTreeSet::new(),
            by_domain: HashMap::new(),
            by_name: HashMap::new(),
            customers_with: BTreeMap::new(),
        };
        for organization in known.organizations {
            let id = organization.id;
            lookup.organizations.insert(id, organization);
            let key = name_key(&organization.name);
            lookup.by_name.entry(key).or_default().push(id);
            for domain in &organization.domains {
                lookup.by_domain.entry(domain).or_default().push(id);
            }
        }
        for (organization, customer) in known.pairs {
            lookup.paired.insert(*organization);
            let paired = lookup.by_customer.entry(*customer).or_default();
            paired.push(*organization);
        }
        for customer in customers
            .iter()
            .filter(|customer| customer.may_be_suggested())
        {
            for domain in &customer.domains {
                *lookup.customers_with.entry(domain).or_default() += 1;
            }
        }
        lookup
    }

    fn finding(&self, customer: &Customer, wanted: Wanted) -> Finding {
        let mut finding = Finding {
            customer: customer.id,
            name: customer.name.clone(),
            effect: Effect::LeftOut(LeftOut::Inactive),
            domains: Vec::new(),
            aside: Vec::new(),
        };
        if customer.inactive {
            return finding;
        }
        let Ok(own) = self.organization_of(customer) else {
            finding.effect = Effect::LeftOut(LeftOut::Unclear);
            return finding;
        };
        for domain in &customer.domains {
            match (self.aside(domain, own), own) {
                (Some(why), _) => finding.aside.push((domain.clone(), why)),
                (None, Some(own)) if self.has(own, domain) => {}
                (None, _) => finding.domains.push(domain.clone()),
            }
        }
        finding.domains.sort();
        finding.aside.sort_by(|a, b| a.0.cmp(&b.0));
        let is_empty = finding.domains.is_empty();
        finding.effect = match own {
            Some(own) if is_empty => Effect::Known(own),
            Some(own) if wanted.more_domains => Effect::Extends(own),
            None if is_empty && !wanted.without_domain => Effect::LeftOut(LeftOut::NoDomain),
            None if wanted.new_organizations => Effect::New,
            Some(_) | None => Effect::LeftOut(LeftOut::NotWanted),
        };
        finding
    }

    /// The organisation that the customer is: its pair, else the one with a domain of its own, else the one with its
    /// name.
    ///
    /// # Errors
    /// When there are several.
    fn organization_of(&self, customer: &Customer) -> Result<Option<OrganizationId>, ()> {
        if let Some(paired) = self.by_customer.get(&customer.id) {
            return single(paired.iter().copied());
        }
        let is_free = |id: &OrganizationId| !self.paired.contains(id);
        let own_domains = customer
            .domains
            .iter()
            .filter(|domain| !is_barred_domain(domain) && !self.is_shared(domain));
        let by_domain = own_domains
            .filter_map(|domain| self.by_domain.get(domain.as_str()))
            .flatten()
            .copied()
            .filter(is_free);
        if let Some(found) = single(by_domain)? {
            return Ok(Some(found));
        }
        let same_name = self.by_name.get(&name_key(&customer.name));
        single(same_name.into_iter().flatten().copied().filter(is_free))
    }

    /// One organisation cannot be two customers: where several seem to be it, only its pair is believed.
    fn part_rivals(&self, findings: &mut [Finding]) {
        let mut claims: HashMap<OrganizationId, usize> = HashMap::new();
        for id in findings.iter().filter_map(Finding::organization) {
            *claims.entry(id).or_default() += 1;
        }
        for finding in findings {
            let is_rival = finding.organization().is_some_and(|id| claims[&id] > 1);
            if is_rival && !self.by_customer.contains_key(&finding.customer) {
                finding.effect = Effect::LeftOut(LeftOut::Unclear);
                finding.domains.clear();
            }
        }
    }

    fn is_shared(&self, domain: &str) -> bool {
        self.customers_with
            .get(domain)
            .is_some_and(|count| *count > 1)
    }

    fn aside(&self, domain: &str, own: Option<OrganizationId>) -> Option<Aside> {
        if is_barred_domain(domain) {
            return Some(Aside::Barred);
        }
        let customers = self.customers_with.get(domain).copied().unwrap_or(0);
        if customers > 1 {
            return Some(Aside::Shared(customers));
        }
        let holders = self.by_domain.get(domain)?;
        let other = holders.iter().find(|holder| Some(**holder) != own)?;
        Some(Aside::Held(*other))
    }

    fn has(&self, organization: OrganizationId, domain: &str) -> bool {
        let organization = self.organizations.get(&organization);
        organization.is_some_and(|found| found.domains.iter().any(|own| own == domain))
    }
}

/// The only one of some, none for none; an error for several different ones.
fn single(ids: impl Iterator<Item = OrganizationId>) -> Result<Option<OrganizationId>, ()> {
    let mut distinct: BTreeSet<OrganizationId> = ids.collect();
    let first = distinct.pop_first();
    if distinct.is_empty() {
        Ok(first)
    } else {
        Err(())
    }
}

/// Names with the same key are taken for the same company.
pub fn name_key(name: &str) -> String {
    let folded = fold_name(name);
    if folded.is_empty() {
        // Signs only.
        search_key(name)
    } else {
        folded
    }
}
