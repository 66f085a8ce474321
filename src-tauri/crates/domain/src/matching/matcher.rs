//! The matcher: knows the customers, is told of changes one at a time, and suggests who an organisation is.

use std::{collections::HashMap, num::NonZeroUsize};

use super::{
    customers::{Customers, Words, id_key},
    evidence::{Edge, Ids, Scales},
    facts::Facts,
    hashing::FastState,
    index::Slot,
    name::{self, Name},
    parallel,
    records::{CustomerRecord, Input, Memory},
    remembered::Remembered,
    settle::{Contest, Suggestion},
    similar::Scratch,
    weights::Weights,
};
use crate::{CustomerId, Organization, UNKNOWN_CUSTOMER};

/// Customers that are looked at closely for one organisation.
const MOST_KEPT: usize = 16;

/// Makes suggestions from scratch, with all the processors there are.
pub fn suggest(input: Input) -> Vec<Suggestion> {
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Matcher::new(input.customers, threads).suggest(input.organizations, input.memory)
}

/// The customers, ready to be found.
///
/// What is suggested depends on the customers there are and on nothing else: not on their order, not on when each was
/// put in, not on the number of threads.
pub struct Matcher {
    words: Words,
    weights: Weights,
    pub(super) customers: Customers,
    pub(super) threads: NonZeroUsize,
}

/// An organisation made ready for comparison.
pub(super) struct Seeker {
    facts: Facts,
    tenant: Option<u64>,
    external: Option<u64>,
}

/// What one thread keeps between searches.
#[derive(Default)]
pub(super) struct Search {
    scratch: Scratch,
    found: Vec<Slot>,
}

impl Matcher {
    /// Takes the customers in. Of records with the same id the last counts; Halo's "Unknown" never does.
    pub fn new(customers: Vec<CustomerRecord>, threads: NonZeroUsize) -> Self {
        let customers = last_by_id(customers, |record| record.id);
        let mut matcher = Self {
            words: Words::default(),
            weights: Weights::default(),
            customers: Customers::default(),
            threads,
        };
        let names = parallel::map(&customers, threads, || (), |(), record| names_of(record));
        let known = customers
            .iter()
            .zip(names)
            .filter(|(record, _)| record.id != UNKNOWN_CUSTOMER);
        matcher.customers.add_all(known, &mut matcher.words);
        matcher
    }

    /// Puts one customer in, in the place of the one with its id.
    pub fn put(&mut self, record: &CustomerRecord) {
        self.customers.remove(record.id, &mut self.words);
        if record.id != UNKNOWN_CUSTOMER {
            self.customers
                .add(record, names_of(record), &mut self.words);
        }
    }

    /// Takes one customer out and says whether it was there.
    pub fn remove(&mut self, id: CustomerId) -> bool {
        self.customers.remove(id, &mut self.words)
    }

    /// What is suggested for every organisation that has a candidate, in the order of their ids. Of organisations with
    /// the same id the last counts.
    pub fn suggest(&mut self, organizations: Vec<Organization>, memory: Memory) -> Vec<Suggestion> {
        let organizations = last_by_id(organizations, |organization| organization.id);
        let remembered = Remembered::new(memory);
        let seekers = self.make_ready(&organizations);
        let together: Vec<(&Organization, &Seeker)> = organizations.iter().zip(&seekers).collect();
        let this = &*self;
        let contests: Vec<Contest<'_>> = parallel::map(
            &together,
            self.threads,
            Search::default,
            |search, (organization, seeker)| {
                let edges = this.search(organization, seeker, &remembered, search);
                Contest::new(organization, edges, &this.customers, &remembered)
            },
        );
        let mut suitors: HashMap<CustomerId, Vec<f32>, FastState> = HashMap::default();
        for (customer, claim) in contests.iter().flat_map(Contest::claims) {
            suitors.entry(customer).or_default().push(claim);
        }
        let claimed = suitors
            .into_iter()
            .map(|(customer, mut claims)| {
                // In one order, so that the sum is the same whoever came first.
                claims.sort_unstable_by(f32::total_cmp);
                (customer, claims.iter().sum())
            })
            .collect();
        let settled = parallel::map(
            &contests,
            self.threads,
            || (),
            |(), contest| contest.settle(&claimed, &remembered),
        );
        settled.into_iter().flatten().collect()
    }

    pub(super) fn make_ready(&mut self, organizations: &[Organization]) -> Vec<Seeker> {
        let names = parallel::map(
            organizations,
            self.threads,
            || (),
            |(), organization| name::parse(&organization.name),
        );
        let Words { vocabulary, grams } = &mut self.words;
        organizations
            .iter()
            .zip(names)
            .map(|(organization, name)| Seeker {
                facts: Facts::new(
                    &organization.name,
                    vec![name],
                    &organization.domains,
                    vocabulary,
                    grams,
                ),
                tenant: organization.tenant_id.as_deref().and_then(id_key),
                external: organization.external_id.as_deref().and_then(id_key),
            })
            .collect()
    }

    /// Everything that speaks for the organisation's candidates, best first.
    ///
    /// Similar names are not looked for when a name and a domain of its own point at one customer: nothing that is
    /// merely similar comes near that.
    pub(super) fn search(
        &self,
        organization: &Organization,
        seeker: &Seeker,
        remembered: &Remembered,
        search: &mut Search,
    ) -> Vec<Edge> {
        let known = remembered.known_as(&seeker.facts.raw);
        let weigh = |slot: &Slot| {
            let id = self.customers.get(*slot)?.id;
            if remembered.is_rejected(organization.id, id) {
                return None;
            }
            self.weigh(seeker, *slot, known.contains(&id))
        };
        let Search { scratch, found } = search;
        let vocabulary = &self.words.vocabulary;
        found.clear();
        self.customers
            .index
            .search(&seeker.facts, vocabulary, found);
        found.extend(known.iter().filter_map(|id| self.customers.slot(*id)));
        found.extend(self.customers.with_tenant(seeker.tenant));
        found.extend(self.customers.with_external(seeker.external));
        found.sort_unstable();
        found.dedup();
        let mut edges: Vec<Edge> = found.iter().filter_map(weigh).collect();
        if !edges.iter().any(Edge::is_beyond_doubt) {
            let known = found.len();
            self.customers.similar.search(
                &seeker.facts,
                vocabulary,
                &self.words.grams,
                scratch,
                found,
            );
            let (by_facts, by_name) = found.split_at_mut(known);
            by_name.sort_unstable();
            let mut last = None;
            edges.extend(
                by_name
                    .iter()
                    .filter(|slot| {
                        last.replace(**slot) != Some(**slot)
                            && by_facts.binary_search(slot).is_err()
                    })
                    .filter_map(weigh),
            );
        }
        edges.sort_by(|a, b| self.rank(a, b));
        edges.truncate(MOST_KEPT);
        edges
    }

    fn rank(&self, a: &Edge, b: &Edge) -> std::cmp::Ordering {
        let id = |edge: &Edge| self.customers.get(edge.customer).map(|row| row.id);
        b.points
            .total_cmp(&a.points)
            .then_with(|| id(a).cmp(&id(b)))
    }

    /// What speaks for one pair.
    fn weigh(&self, seeker: &Seeker, slot: Slot, alias: bool) -> Option<Edge> {
        let customer = self.customers.get(slot)?;
        let ids = Ids {
            external: self
                .customers
                .with_external(seeker.external)
                .contains(&slot),
            tenant: self.customers.with_tenant(seeker.tenant).contains(&slot),
            alias,
        };
        let scales = Scales {
            vocabulary: &self.words.vocabulary,
            weights: &self.weights,
            namesakes: &|whole| self.customers.index.namesakes(whole),
        };
        Some(
            scales.weigh(&seeker.facts, &customer.facts, slot, ids, |domain| {
                self.customers.sharers(domain)
            }),
        )
    }
}

fn names_of(record: &CustomerRecord) -> Vec<Name> {
    std::iter::once(&record.name)
        .chain(&record.aliases)
        .map(|name| name::parse(name))
        .collect()
}

/// Sorted by id; of records with the same id the last stays.
fn last_by_id<T, K: Ord>(mut records: Vec<T>, id: impl Fn(&T) -> K) -> Vec<T> {
    records.reverse();
    records.sort_by_key(&id);
    records.dedup_by_key(|record| id(record));
    records
}
