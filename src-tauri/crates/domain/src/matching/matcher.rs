//! The matcher: knows both sides, keeps what speaks for each pair, and is told of changes one at a time.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    evidence::{Edge, Ids, Scales},
    index::{Scratch, Slot},
    name::{self, Name},
    records::{CustomerRecord, Memory},
    remembered::Remembered,
    settle::{self, Match},
    tables::{Customers, OrganizationRow, Organizations, Words},
    weights::Weights,
};
use crate::{CustomerId, Organization, OrganizationId, UNKNOWN_CUSTOMER};

/// Candidates that are kept of one organisation. More than the page shows, so that one can go.
const MOST_KEPT: usize = 16;

/// Records that one thread takes at a time.
const BATCH: usize = 64;

/// Both sides and what speaks for each pair.
pub struct Matcher {
    words: Words,
    weights: Weights,
    customers: Customers,
    organizations: Organizations,
    remembered: Remembered,
}

impl Matcher {
    /// Takes both sides in and compares them, on so many threads. The result does not depend on their number, nor on
    /// the order of the records. Of records with the same id the last counts.
    pub fn new(
        customers: Vec<CustomerRecord>,
        organizations: Vec<Organization>,
        memory: Memory,
        threads: NonZeroUsize,
    ) -> Self {
        let customers = by_id(customers, |record| record.id.get());
        let organizations = by_id(organizations, |record| record.id.get());
        let mut matcher = Self {
            words: Words::default(),
            weights: Weights::new(customers.len()),
            customers: Customers::default(),
            organizations: Organizations::default(),
            remembered: Remembered::new(memory),
        };
        let names = in_parallel(&customers, threads, || (), |(), record| names_of(record));
        for (record, names) in customers.iter().zip(names) {
            if record.id != UNKNOWN_CUSTOMER {
                matcher.customers.add(record, names, &mut matcher.words);
            }
        }
        let names = in_parallel(
            &organizations,
            threads,
            || (),
            |(), record| vec![name::parse(&record.name)],
        );
        for (record, names) in organizations.iter().zip(names) {
            matcher.organizations.add(record, names, &mut matcher.words);
        }
        let slots: Vec<Slot> = matcher.organizations.slots().collect();
        let found = in_parallel(&slots, threads, Search::default, |search, slot| {
            matcher.search(*slot, search)
        });
        for (slot, (edges, has_more)) in slots.into_iter().zip(found) {
            matcher.keep(slot, edges, has_more);
        }
        matcher
    }

    /// What is suggested for every organisation that has a candidate, by its id.
    pub fn matches(&self) -> Vec<Match> {
        let mut matches: Vec<Match> = self
            .organizations
            .slots()
            .filter_map(|slot| self.settle(slot))
            .collect();
        matches.sort_by_key(|found| found.organization);
        matches
    }

    /// What is suggested for one organisation, if it is known and has a candidate.
    pub fn of(&self, organization: OrganizationId) -> Option<Match> {
        self.settle(self.organizations.slot(organization.get())?)
    }

    fn settle(&self, slot: Slot) -> Option<Match> {
        settle::settle(slot, &self.organizations, &self.customers, &self.remembered)
    }

    /// Everything that speaks for the organisation's candidates, best first, and whether there were more.
    fn search(&self, slot: Slot, search: &mut Search) -> (Vec<Edge>, bool) {
        let Some(row) = self.organizations.get(slot) else {
            return (Vec::new(), false);
        };
        let found = &mut search.found;
        self.customers.table.index.search(
            &row.facts,
            &self.words.vocabulary,
            &self.words.grams,
            &mut search.scratch,
            found,
        );
        let known = self.remembered.known_as(&row.facts.raw);
        let by_id = |id: &CustomerId| self.customers.table.slot(id.get());
        found.extend(known.iter().filter_map(by_id));
        found.extend(self.remembered.customer_of(row.id).iter().filter_map(by_id));
        found.extend(self.customers.with_tenant(row.tenant));
        found.extend(self.customers.with_external(row.external));
        found.sort_unstable();
        found.dedup();
        let mut edges: Vec<Edge> = found
            .iter()
            .filter_map(|customer| self.weigh(row, *customer, known))
            .collect();
        edges.sort_by(|a, b| self.rank(a, b));
        let has_more = edges.len() > MOST_KEPT;
        edges.truncate(MOST_KEPT);
        edges.shrink_to_fit();
        (edges, has_more)
    }

    fn rank(&self, a: &Edge, b: &Edge) -> std::cmp::Ordering {
        let id = |edge: &Edge| self.customers.table.get(edge.customer).map(|row| row.id);
        b.points
            .total_cmp(&a.points)
            .then_with(|| id(a).cmp(&id(b)))
    }

    /// What speaks for one pair. `known` are the customers once accepted under the organisation's name.
    fn weigh(&self, row: &OrganizationRow, slot: Slot, known: &[CustomerId]) -> Option<Edge> {
        let customer = self.customers.table.get(slot)?;
        let ids = Ids {
            stored: self.remembered.customer_of(row.id) == Some(customer.id),
            external: self.customers.with_external(row.external).contains(&slot),
            tenant: self.customers.with_tenant(row.tenant).contains(&slot),
            alias: known.contains(&customer.id),
        };
        let scales = Scales {
            vocabulary: &self.words.vocabulary,
            weights: &self.weights,
        };
        Some(
            scales.weigh(&row.facts, &customer.facts, slot, ids, |domain| {
                self.customers.sharers(domain)
            }),
        )
    }

    /// Keeps an organisation's candidates, and tells the customers.
    fn keep(&mut self, slot: Slot, edges: Vec<Edge>, has_more: bool) {
        let Some(row) = self.organizations.get_mut(slot) else {
            return;
        };
        for edge in std::mem::take(&mut row.edges) {
            if let Some(customer) = self.customers.table.get_mut(edge.customer) {
                customer.suitors.retain(|suitor| *suitor != slot);
            }
        }
        for edge in &edges {
            if let Some(customer) = self.customers.table.get_mut(edge.customer) {
                customer.suitors.push(slot);
            }
        }
        row.edges = edges;
        row.has_more = has_more;
        self.share(slot);
    }

    /// Works an organisation's shares out anew.
    fn share(&mut self, slot: Slot) {
        let shares = self
            .organizations
            .get(slot)
            .map(|row| settle::shares(row, &self.customers, &self.remembered));
        if let (Some(row), Some(shares)) = (self.organizations.get_mut(slot), shares) {
            row.shares = shares;
        }
    }
}

/// What one thread needs to search.
#[derive(Default)]
struct Search {
    scratch: Scratch,
    found: Vec<Slot>,
}

fn names_of(record: &CustomerRecord) -> Vec<Name> {
    std::iter::once(&record.name)
        .chain(&record.aliases)
        .map(|name| name::parse(name))
        .collect()
}

/// Sorted by id; of records with the same id the last stays.
fn by_id<T>(mut records: Vec<T>, id: impl Fn(&T) -> i32) -> Vec<T> {
    records.reverse();
    records.sort_by_key(&id);
    records.dedup_by_key(|record| id(record));
    records
}

/// Does the same with every item, on several threads; the results stand in the order of the items.
fn in_parallel<T: Sync, S, R: Send>(
    items: &[T],
    threads: NonZeroUsize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let one = |batches: &AtomicUsize| {
        let mut state = start();
        let mut done = Vec::new();
        loop {
            let at = batches.fetch_add(1, Ordering::Relaxed) * BATCH;
            let Some(batch) = items
                .get(at..items.len().min(at + BATCH))
                .filter(|b| !b.is_empty())
            else {
                return done;
            };
            let results: Vec<R> = batch.iter().map(|item| work(&mut state, item)).collect();
            done.push((at, results));
        }
    };
    let batches = AtomicUsize::new(0);
    let threads = threads.get().min(items.len().div_ceil(BATCH)).max(1);
    let mut done = if threads == 1 {
        one(&batches)
    } else {
        std::thread::scope(|scope| {
            let helpers: Vec<_> = (0..threads)
                .map(|_| scope.spawn(|| one(&batches)))
                .collect();
            helpers
                .into_iter()
                .flat_map(|helper| match helper.join() {
                    Ok(done) => done,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        })
    };
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
}
