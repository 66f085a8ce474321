//! What is here: who a line of the file means, and what speaks against its pair.

use std::collections::{HashMap, HashSet};

use domain::{Customer, CustomerId, Decision, OrganizationId, ProfileId};
use store::{Connection, organizations::OrganizationRow};

use super::super::line::Line;
use crate::organizations::import::name_key;
use crate::organizations::set_aside::Aside;

/// Organisations, customers and what was decided about them.
pub(super) struct Here {
    organizations: HashMap<OrganizationId, OrganizationRow>,
    organizations_by_external_id: HashMap<String, OrganizationId>,
    organizations_by_name: HashMap<String, Vec<OrganizationId>>,
    pub(super) customers: HashMap<CustomerId, Customer>,
    customers_by_name: HashMap<String, Vec<CustomerId>>,
    pub(super) pairs: HashMap<OrganizationId, CustomerId>,
    /// The name a pair's customer had, for one that Halo no longer lists.
    paired_names: HashMap<OrganizationId, String>,
    holders: HashMap<CustomerId, Vec<OrganizationId>>,
    rejected: HashSet<(OrganizationId, CustomerId)>,
    /// When those that are set aside are to be looked at again.
    reviews: HashMap<OrganizationId, String>,
    /// Whether several organisations may have one customer.
    pub(super) may_share: bool,
}

impl Here {
    pub(super) fn new(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        let mut here = Self {
            organizations: HashMap::new(),
            organizations_by_external_id: HashMap::new(),
            organizations_by_name: HashMap::new(),
            customers: HashMap::new(),
            customers_by_name: HashMap::new(),
            pairs: HashMap::new(),
            paired_names: HashMap::new(),
            holders: HashMap::new(),
            rejected: HashSet::new(),
            reviews: store::reviews::all(conn, profile)?,
            may_share: store::profiles::may_share(conn, profile)?,
        };
        for row in store::organizations::all(conn, profile)? {
            let names = &mut here.organizations_by_name;
            names.entry(name_key(&row.name)).or_default().push(row.id);
            if let Some(id) = &row.external_id {
                here.organizations_by_external_id.insert(id.clone(), row.id);
            }
            here.organizations.insert(row.id, row);
        }
        for customer in store::customers::all_for_matching(conn, profile)? {
            let names = &mut here.customers_by_name;
            let key = name_key(&customer.name);
            names.entry(key).or_default().push(customer.id);
            here.customers.insert(customer.id, customer);
        }
        for pair in store::pairs::all(conn, profile)? {
            here.pairs.insert(pair.organization, pair.customer);
            let holders = here.holders.entry(pair.customer).or_default();
            holders.push(pair.organization);
            here.paired_names
                .insert(pair.organization, pair.customer_name);
        }
        for rejection in store::rejections::all(conn, profile)? {
            here.rejected
                .insert((rejection.organization, rejection.customer));
        }
        Ok(here)
    }

    /// The organisation that a line means: by external id, else by name.
    ///
    /// # Errors
    /// Why nobody can tell, as a sentence.
    pub(super) fn organization(&self, line: &Line) -> Result<OrganizationId, String> {
        let by_id = line.external_id.as_ref();
        if let Some(id) = by_id.and_then(|id| self.organizations_by_external_id.get(id)) {
            return Ok(*id);
        }
        if line.organization.is_empty() {
            return Err(match by_id {
                Some(id) => format!("No organisation has the external id {id}."),
                None => "It names no organisation.".to_owned(),
            });
        }
        let named = self
            .organizations_by_name
            .get(&name_key(&line.organization));
        // Two external ids are two organisations, whatever they are called.
        let could_be = |id: &&OrganizationId| {
            let other = self.organizations.get(id);
            by_id.is_none() || other.is_some_and(|row| row.external_id.is_none())
        };
        let found: Vec<OrganizationId> = named
            .into_iter()
            .flatten()
            .filter(could_be)
            .copied()
            .collect();
        let spelled_so = |id: &OrganizationId| {
            let row = self.organizations.get(id);
            row.is_some_and(|row| row.name == line.organization)
        };
        one_of(&found, spelled_so, "organisations").unwrap_or_else(|| {
            Err(format!(
                "There is no organisation {} here.",
                line.organization
            ))
        })
    }

    /// The customer that a line means: by Halo's id, else by name; with what is doubtful about it.
    ///
    /// # Errors
    /// Why nobody can tell, as a sentence.
    pub(super) fn customer(
        &self,
        line: &Line,
        trusts_ids: bool,
    ) -> Result<(CustomerId, Vec<String>), String> {
        let by_id = line.customer_id.filter(|_| trusts_ids);
        if let Some(known) = by_id.and_then(|id| self.customers.get(&id)) {
            let doubts = match &line.customer {
                Some(name) if name_key(name) != name_key(&known.name) => vec![format!(
                    "Halo calls customer {} “{}” now; in the file it is “{name}”.",
                    known.id, known.name
                )],
                Some(_) | None => Vec::new(),
            };
            return Ok((known.id, doubts));
        }
        let Some(name) = &line.customer else {
            return Err(match by_id {
                Some(id) => format!("Halo lists no customer with the id {id}."),
                None => "It names its customer by an id of another Halo only.".to_owned(),
            });
        };
        let found = self.customers_by_name.get(&name_key(name));
        let found = found.map_or(&[][..], Vec::as_slice);
        let spelled_so = |id: &CustomerId| {
            self.customers
                .get(id)
                .is_some_and(|known| known.name == *name)
        };
        let id = one_of(found, spelled_so, "customers").unwrap_or_else(|| {
            Err(match by_id {
                Some(id) => {
                    format!("Halo lists no customer with the id {id}, and none called {name}.")
                }
                None => format!("Halo lists no customer called {name}."),
            })
        })?;
        Ok((id, Vec::new()))
    }

    /// The name of the customer that an organisation is mapped to.
    pub(super) fn mapped_to(&self, organization: OrganizationId) -> Option<String> {
        let customer = self.pairs.get(&organization)?;
        let known = self.customers.get(customer).map(|known| known.name.clone());
        known.or_else(|| self.paired_names.get(&organization).cloned())
    }

    /// Whether it is held or excluded just so.
    pub(super) fn is_set_aside(
        &self,
        organization: OrganizationId,
        decision: Decision,
        aside: &Aside,
    ) -> bool {
        let row = self.organizations.get(&organization);
        !self.pairs.contains_key(&organization)
            && self.reviews.get(&organization) == aside.review_on.as_ref()
            && row
                .is_some_and(|row| row.decision == decision && row.decision_reason == aside.reason)
    }

    /// What speaks against setting it aside, as sentences.
    pub(super) fn conflicts_with_aside(&self, organization: OrganizationId) -> Vec<String> {
        let row = self.organizations.get(&organization);
        let said = row.and_then(|row| {
            let words = set_aside_words(row.decision)?;
            Some(match &row.decision_reason {
                Some(reason) => format!("{} {reason}", words.replace('.', ":")),
                None => words.to_owned(),
            })
        });
        self.mapped_to(organization)
            .map(|ours| format!("It is mapped to {ours} here, and would be parted."))
            .into_iter()
            .chain(said)
            .collect()
    }

    /// What speaks against a pair, as sentences. `agreed` are the pairs of the file: whoever has the customer there too
    /// shares it by its word.
    pub(super) fn conflicts(
        &self,
        organization: OrganizationId,
        customer: CustomerId,
        agreed: &HashSet<(OrganizationId, CustomerId)>,
    ) -> Vec<String> {
        let name = |id: &OrganizationId| {
            let row = self.organizations.get(id);
            row.map_or_else(String::new, |row| row.name.clone())
        };
        let known = self.customers.get(&customer);
        let holders = self.holders.get(&customer);
        let holder = holders.into_iter().flatten().find(|id| {
            **id != organization && !(self.may_share && agreed.contains(&(**id, customer)))
        });
        let decision = self
            .organizations
            .get(&organization)
            .map(|row| row.decision);
        [
            self.mapped_to(organization)
                .map(|ours| format!("It is mapped to {ours} here.")),
            holder.map(|holder| {
                let taken = known.map_or("Its customer", |known| known.name.as_str());
                let both = if self.may_share {
                    ", and would be shared"
                } else {
                    ""
                };
                format!("{taken} is mapped to {} here{both}.", name(holder))
            }),
            known
                .filter(|known| known.inactive)
                .map(|known| format!("{} is inactive in Halo.", known.name)),
            self.rejected
                .contains(&(organization, customer))
                .then(|| "You said that it is not this one.".to_owned()),
            decision.and_then(set_aside_words).map(str::to_owned),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The only one, or the only one that is spelled just so; `None` when there is none.
fn one_of<Id: Copy>(
    found: &[Id],
    spelled_so: impl Fn(&Id) -> bool,
    what: &str,
) -> Option<Result<Id, String>> {
    match found {
        [] => None,
        [one] => Some(Ok(*one)),
        several => {
            let mut exact = several.iter().filter(|id| spelled_so(id));
            Some(match (exact.next(), exact.next()) {
                (Some(one), None) => Ok(*one),
                _ => Err(format!(
                    "{} {what} have this name; only an id tells which is meant.",
                    several.len()
                )),
            })
        }
    }
}

/// Why an organisation waits for nobody, for the words of a conflict.
const fn set_aside_words(decision: Decision) -> Option<&'static str> {
    match decision {
        Decision::Open => None,
        Decision::Held => Some("It is held here."),
        Decision::Excluded => Some("It is excluded here."),
    }
}
