//! Suggestions from equal domains and equal names.
//!
//! The rules, in short: one fact that points at exactly one active customer is Strong, name and domain together are
//! Certain, a fact shared by several customers is only Possible. A suggestion is clear when nothing stands beside it
//! and nobody else has a better or equal claim to the same customer. The result depends on the input as a set:
//! neither its order nor an unrelated customer changes it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{fold_name, is_barred_domain};
use crate::{Band, Customer, CustomerId, Evidence, Organization, OrganizationId, Reason};

/// No organisation gets more candidates than this; more than a screenful helps nobody.
pub const MAX_CANDIDATES: usize = 20;

/// What suggestions are made from.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The organisations that wait for a decision, and only those.
    pub organizations: Vec<Organization>,
    /// All customers, inactive ones included.
    pub customers: Vec<Customer>,
    /// The pairs that exist. Their customers are taken.
    pub pairs: Vec<(OrganizationId, CustomerId)>,
    /// What the administrator said "not this one" to.
    pub rejected: Vec<(OrganizationId, CustomerId)>,
}

/// One customer that an organisation may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub customer: CustomerId,
    /// Why.
    pub evidence: Evidence,
}

/// What is suggested for one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// For whom.
    pub organization: OrganizationId,
    /// Whether the first candidate may be accepted without choosing. No customer is the first candidate of two
    /// clear suggestions.
    pub is_clear: bool,
    /// Best first, never empty, at most [`MAX_CANDIDATES`].
    pub candidates: Vec<Candidate>,
}

/// Makes suggestions for every organisation that has a candidate, in the order of their ids.
///
/// Halo's "Unknown", inactive customers, taken customers and rejected ones are never candidates.
pub fn suggest(input: &Input) -> Vec<Suggestion> {
    let taken: HashSet<CustomerId> = input.pairs.iter().map(|&(_, customer)| customer).collect();
    let rejected: HashSet<(OrganizationId, CustomerId)> = input.rejected.iter().copied().collect();
    let index = Index::new(&input.customers, &taken);

    let mut suggestions: Vec<Suggestion> = input
        .organizations
        .iter()
        .filter_map(|organization| index.candidates_for(organization, &rejected))
        .collect();
    suggestions.sort_by_key(|suggestion| suggestion.organization);
    settle_rivals(&mut suggestions);
    suggestions
}

/// A customer with its facts ready for comparison.
struct Subject<'a> {
    customer: &'a Customer,
    folded: String,
}

/// The customers that share one fact.
#[derive(Default)]
struct Bucket {
    /// How many active customers share it, taken ones included: a taken one still makes the fact ambiguous.
    sharers: usize,
    /// Positions of those that are free, in the order of their ids.
    free: Vec<usize>,
}

struct Index<'a> {
    subjects: Vec<Subject<'a>>,
    by_domain: HashMap<&'a str, Bucket>,
    by_name: HashMap<String, Bucket>,
}

impl<'a> Index<'a> {
    fn new(customers: &'a [Customer], taken: &HashSet<CustomerId>) -> Self {
        let mut subjects: Vec<Subject<'a>> = customers
            .iter()
            .filter(|customer| customer.may_be_suggested())
            .map(|customer| Subject {
                customer,
                folded: fold_name(&customer.name),
            })
            .collect();
        subjects.sort_by_key(|subject| subject.customer.id);
        subjects.dedup_by_key(|subject| subject.customer.id);

        let mut by_domain: HashMap<&'a str, Bucket> = HashMap::new();
        let mut by_name: HashMap<String, Bucket> = HashMap::new();
        for (position, subject) in subjects.iter().enumerate() {
            let is_free = !taken.contains(&subject.customer.id);
            for domain in usable_domains(&subject.customer.domains) {
                by_domain.entry(domain).or_default().add(position, is_free);
            }
            if !subject.folded.is_empty() {
                by_name
                    .entry(subject.folded.clone())
                    .or_default()
                    .add(position, is_free);
            }
        }
        Self {
            subjects,
            by_domain,
            by_name,
        }
    }

    fn candidates_for(
        &self,
        organization: &Organization,
        rejected: &HashSet<(OrganizationId, CustomerId)>,
    ) -> Option<Suggestion> {
        let folded = fold_name(&organization.name);
        let name_bucket = self.by_name.get(&folded);
        let domains = usable_domains(&organization.domains);
        let domain_buckets: Vec<(&str, &Bucket)> = domains
            .iter()
            .filter_map(|domain| Some((*domain, self.by_domain.get(domain)?)))
            .collect();

        let positions: BTreeSet<usize> = domain_buckets
            .iter()
            .map(|(_, bucket)| *bucket)
            .chain(name_bucket)
            .flat_map(|bucket| {
                bucket
                    .free
                    .iter()
                    .copied()
                    .filter(|&position| {
                        !rejected.contains(&(organization.id, self.subjects[position].customer.id))
                    })
                    .take(MAX_CANDIDATES)
            })
            .collect();

        let mut candidates: Vec<Candidate> = positions
            .into_iter()
            .map(|position| {
                let subject = &self.subjects[position];
                let shared_domain = domain_buckets
                    .iter()
                    .filter(|(domain, _)| subject.customer.domains.iter().any(|d| d == domain))
                    .map(|(_, bucket)| Fact::shared_by(bucket.sharers))
                    .max()
                    .unwrap_or(Fact::Absent);
                let name = match name_bucket {
                    Some(bucket) if subject.folded == folded => Fact::shared_by(bucket.sharers),
                    Some(_) | None => Fact::Absent,
                };
                let is_same_spelling = subject.customer.name.trim() == organization.name.trim();
                Candidate {
                    customer: subject.customer.id,
                    evidence: weigh(shared_domain, name, is_same_spelling),
                }
            })
            .collect();
        if candidates.is_empty() {
            return None;
        }
        candidates.sort_by(|a, b| rank(a).cmp(&rank(b)));
        candidates.truncate(MAX_CANDIDATES);

        let is_clear = candidates.len() == 1 && candidates[0].evidence.band <= Band::Strong;
        Some(Suggestion {
            organization: organization.id,
            is_clear,
            candidates,
        })
    }
}

impl Bucket {
    fn add(&mut self, position: usize, is_free: bool) {
        self.sharers += 1;
        if is_free {
            self.free.push(position);
        }
    }
}

/// How far a fact points at one customer. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Absent,
    Shared,
    Unique,
}

impl Fact {
    const fn shared_by(sharers: usize) -> Self {
        if sharers == 1 {
            Self::Unique
        } else {
            Self::Shared
        }
    }
}

fn weigh(domain: Fact, name: Fact, is_same_spelling: bool) -> Evidence {
    let band = match (domain, name) {
        (Fact::Unique, Fact::Unique) => Band::Certain,
        (Fact::Unique, _) | (_, Fact::Unique) => Band::Strong,
        (Fact::Absent | Fact::Shared, Fact::Absent | Fact::Shared) => Band::Possible,
    };
    let mut reasons = Vec::with_capacity(2);
    if domain != Fact::Absent {
        reasons.push(Reason::Domain);
    }
    if name != Fact::Absent {
        reasons.push(if is_same_spelling {
            Reason::NameExact
        } else {
            Reason::NameFolded
        });
    }
    Evidence { band, reasons }
}

/// Sorts candidates: band, then number of facts, then the facts' weight, then the id.
fn rank(candidate: &Candidate) -> (Band, std::cmp::Reverse<usize>, &[Reason], CustomerId) {
    let evidence = &candidate.evidence;
    (
        evidence.band,
        std::cmp::Reverse(evidence.reasons.len()),
        &evidence.reasons,
        candidate.customer,
    )
}

/// Takes clearness away where several organisations claim one customer and none of them alone has the best evidence.
fn settle_rivals(suggestions: &mut [Suggestion]) {
    let mut best: HashMap<CustomerId, (Band, usize)> = HashMap::new();
    for suggestion in suggestions.iter() {
        for candidate in &suggestion.candidates {
            let band = candidate.evidence.band;
            let entry = best.entry(candidate.customer).or_insert((band, 0));
            if band < entry.0 {
                *entry = (band, 1);
            } else if band == entry.0 {
                entry.1 += 1;
            }
        }
    }
    for suggestion in suggestions {
        let first = &suggestion.candidates[0];
        suggestion.is_clear &= best.get(&first.customer) == Some(&(first.evidence.band, 1));
    }
}

/// The domains that count as evidence, each once.
fn usable_domains(domains: &[String]) -> BTreeSet<&str> {
    domains
        .iter()
        .map(String::as_str)
        .filter(|domain| !domain.is_empty() && !is_barred_domain(domain))
        .collect()
}

#[cfg(test)]
#[path = "suggest_tests.rs"]
mod tests;
