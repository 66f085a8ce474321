//! Suggestions that are kept: one decision touches only those that it can change.
//!
//! Whether an organisation's suggestion can change is told by its candidates alone: it does when its own facts do, when
//! a candidate goes to somebody or comes free, and when others claim a candidate more or less than before.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    num::NonZeroUsize,
};

use super::{
    evidence::Edge,
    hashing::FastState,
    matcher::{Matcher, Search},
    normalise::fold_name,
    parallel,
    records::{CustomerRecord, Memory, Standing},
    remembered::Remembered,
    settle::{Claimed, Contest, Suggestion},
};
use crate::{CustomerId, Organization, OrganizationId};

/// From this many on, customers are taken in anew instead of one by one: faster, and it leaves no gaps.
const MANY_OF: usize = 4;

/// An organisation that waits for a decision.
struct Waiting {
    organization: Organization,
    folded_name: String,
    /// What speaks for each of its candidates.
    edges: Vec<Edge>,
    /// Who is a candidate, with how much of each is claimed.
    claims: BTreeMap<CustomerId, f32>,
    suggestion: Option<Suggestion>,
}

/// The matcher together with all organisations and what was decided.
///
/// What it suggests is what [`super::suggest`] suggests for the same records and decisions.
pub struct Suggester {
    matcher: Matcher,
    remembered: Remembered,
    standings: HashMap<OrganizationId, (Option<CustomerId>, Vec<CustomerId>)>,
    waiting: BTreeMap<OrganizationId, Waiting>,
    /// Who has a customer among its candidates.
    suitors: HashMap<CustomerId, BTreeSet<OrganizationId>, FastState>,
    claimed: Claimed,
}

impl Suggester {
    /// Knows these customers and no organisation yet. Of records with the same id the last counts.
    pub fn new(customers: Vec<CustomerRecord>, threads: NonZeroUsize) -> Self {
        Self {
            matcher: Matcher::new(customers, threads),
            remembered: Remembered::new(Memory::default()),
            standings: HashMap::new(),
            waiting: BTreeMap::new(),
            suitors: HashMap::default(),
            claimed: Claimed::default(),
        }
    }

    /// What is suggested for every organisation that has a candidate, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Suggestion> {
        self.waiting
            .values()
            .filter_map(|waiting| waiting.suggestion.as_ref())
    }

    /// What is suggested for one organisation.
    pub fn of(&self, id: OrganizationId) -> Option<&Suggestion> {
        self.waiting.get(&id)?.suggestion.as_ref()
    }

    /// Takes in how some organisations stand now; one that is gone stands as by default. Answers whose suggestion is
    /// another one than before.
    pub fn change(
        &mut self,
        changes: impl IntoIterator<Item = (OrganizationId, Standing)>,
    ) -> BTreeSet<OrganizationId> {
        let mut work = Work::default();
        for (id, standing) in changes {
            self.stand(id, standing, &mut work);
        }
        self.renew(work)
    }

    /// Forgets some of the aliases it was told, and learns others. Answers whose suggestion is another one than before.
    pub fn change_aliases(
        &mut self,
        gone: &[(String, CustomerId)],
        new: &[(String, CustomerId)],
    ) -> BTreeSet<OrganizationId> {
        let names = self.remembered.change_aliases(gone, new);
        if names.is_empty() {
            return BTreeSet::new();
        }
        let known_by = |waiting: &Waiting| names.contains(&waiting.folded_name);
        let work = Work {
            search: self.ids_where(known_by),
            ..Work::default()
        };
        self.renew(work)
    }

    /// Says whether several organisations may have one customer, and whether only some of the customers are known yet.
    /// Answers whose suggestion is another one than before.
    pub fn set_rules(&mut self, may_share: bool, partly_read: bool) -> BTreeSet<OrganizationId> {
        let remembered = &mut self.remembered;
        if (remembered.may_share, remembered.partly_read) == (may_share, partly_read) {
            return BTreeSet::new();
        }
        (remembered.may_share, remembered.partly_read) = (may_share, partly_read);
        let work = Work {
            compete: self.ids_where(|_| true),
            ..Work::default()
        };
        self.renew(work)
    }

    /// Takes in customers that are new or others than before, and lets go of those that are gone. What a word tells
    /// hangs on all who have it, so every organisation is looked at again. Answers whose suggestion is another one
    /// than before.
    pub fn change_customers(
        &mut self,
        put: &[CustomerRecord],
        gone: &[CustomerId],
    ) -> BTreeSet<OrganizationId> {
        for id in gone {
            self.matcher.remove(*id);
        }
        for record in put {
            self.matcher.put(record);
        }
        self.look_again()
    }

    /// Whether so many changes are better taken in with [`Suggester::replace_customers`].
    pub fn is_much(&self, changes: usize) -> bool {
        changes > self.matcher.customers.len() / MANY_OF
    }

    /// Puts these customers in the place of all known ones. Answers whose suggestion is another one than before.
    pub fn replace_customers(
        &mut self,
        customers: Vec<CustomerRecord>,
    ) -> BTreeSet<OrganizationId> {
        self.matcher = Matcher::new(customers, self.matcher.threads);
        self.look_again()
    }

    fn look_again(&mut self) -> BTreeSet<OrganizationId> {
        let work = Work {
            search: self.ids_where(|_| true),
            ..Work::default()
        };
        self.renew(work)
    }

    fn ids_where(&self, fits: impl Fn(&Waiting) -> bool) -> BTreeSet<OrganizationId> {
        let waiting = self.waiting.iter();
        waiting
            .filter(|(_, waiting)| fits(waiting))
            .map(|(id, _)| *id)
            .collect()
    }

    /// Notes how an organisation stands, and what has to be worked out because of it.
    fn stand(&mut self, id: OrganizationId, standing: Standing, work: &mut Work) {
        let new = (standing.pair, standing.rejected);
        let old = match new {
            (None, ref rejected) if rejected.is_empty() => self.standings.remove(&id),
            _ => self.standings.insert(id, new.clone()),
        }
        .unwrap_or_default();
        if old.0 != new.0 {
            if let Some(customer) = old.0 {
                self.remembered.take(customer, id);
            }
            if let Some(customer) = new.0 {
                self.remembered.give(customer, id);
            }
            for customer in old.0.iter().chain(&new.0) {
                work.compete
                    .extend(self.suitors.get(customer).into_iter().flatten());
            }
        }
        for customer in old.1 {
            self.remembered.allow_again(id, customer);
        }
        for customer in new.1 {
            self.remembered.reject(id, customer);
        }
        self.forget(id, work);
        if let Some(organization) = standing.waiting {
            let waiting = Waiting {
                folded_name: fold_name(&organization.name),
                organization,
                edges: Vec::new(),
                claims: BTreeMap::new(),
                suggestion: None,
            };
            self.waiting.insert(id, waiting);
            work.search.insert(id);
        }
    }

    /// An organisation does not wait any more: nobody has to reckon with it.
    fn forget(&mut self, id: OrganizationId, work: &mut Work) {
        let Some(waiting) = self.waiting.remove(&id) else {
            return;
        };
        for customer in waiting.claims.keys() {
            if let Some(suitors) = self.suitors.get_mut(customer) {
                suitors.remove(&id);
            }
            work.disputed.insert(*customer);
        }
        work.before.insert(id, waiting.suggestion);
    }

    /// Works out what there is to work out.
    fn renew(&mut self, mut work: Work) -> BTreeSet<OrganizationId> {
        self.search(&work.search);
        work.compete.extend(&work.search);
        self.compete(&mut work);
        self.sum_up(&work.disputed);
        let mut settle = work.compete;
        for customer in &work.disputed {
            settle.extend(self.suitors.get(customer).into_iter().flatten());
        }
        self.settle(&settle, work.before)
    }

    fn search(&mut self, ids: &BTreeSet<OrganizationId>) {
        let organizations: Vec<Organization> = ids
            .iter()
            .filter_map(|id| Some(self.waiting.get(id)?.organization.clone()))
            .collect();
        let seekers = self.matcher.make_ready(&organizations);
        let (matcher, remembered) = (&self.matcher, &self.remembered);
        let together: Vec<_> = organizations.iter().zip(&seekers).collect();
        let found = parallel::map(
            &together,
            matcher.threads,
            Search::default,
            |search, (organization, seeker)| {
                matcher.search(organization, seeker, remembered, search)
            },
        );
        for (organization, edges) in organizations.iter().zip(found) {
            if let Some(waiting) = self.waiting.get_mut(&organization.id) {
                waiting.edges = edges;
            }
        }
    }

    /// What each organisation claims of its candidates.
    fn compete(&mut self, work: &mut Work) {
        let ids: Vec<OrganizationId> = work.compete.iter().copied().collect();
        let this = &*self;
        let claims = parallel::map(
            &ids,
            this.matcher.threads,
            || (),
            |(), id| {
                let contest = this.contest(*id)?;
                let mut claims: BTreeMap<CustomerId, f32> = contest
                    .considered()
                    .map(|customer| (customer, 0.0))
                    .collect();
                claims.extend(contest.claims());
                Some(claims)
            },
        );
        for (id, claims) in ids.into_iter().zip(claims) {
            let (Some(waiting), Some(claims)) = (self.waiting.get_mut(&id), claims) else {
                continue;
            };
            let old = std::mem::replace(&mut waiting.claims, claims.clone());
            for (customer, claim) in &claims {
                if old.get(customer).map(|old| old.to_bits()) != Some(claim.to_bits()) {
                    self.suitors.entry(*customer).or_default().insert(id);
                    work.disputed.insert(*customer);
                }
            }
            for customer in old
                .keys()
                .filter(|customer| !claims.contains_key(*customer))
            {
                if let Some(suitors) = self.suitors.get_mut(customer) {
                    suitors.remove(&id);
                }
                work.disputed.insert(*customer);
            }
        }
    }

    /// How much of each customer is claimed by all.
    fn sum_up(&mut self, disputed: &HashSet<CustomerId>) {
        for customer in disputed {
            let suitors = self.suitors.get(customer).into_iter().flatten();
            let mut claims: Vec<f32> = suitors
                .filter_map(|id| self.waiting.get(id)?.claims.get(customer).copied())
                .filter(|claim| *claim > 0.0)
                .collect();
            if self.suitors.get(customer).is_some_and(BTreeSet::is_empty) {
                self.suitors.remove(customer);
            }
            if claims.is_empty() {
                self.claimed.remove(customer);
                continue;
            }
            // In one order, so that the sum is the same whoever came first.
            claims.sort_unstable_by(f32::total_cmp);
            self.claimed.insert(*customer, claims.iter().sum());
        }
    }

    fn settle(
        &mut self,
        ids: &BTreeSet<OrganizationId>,
        mut before: HashMap<OrganizationId, Option<Suggestion>>,
    ) -> BTreeSet<OrganizationId> {
        let ids: Vec<OrganizationId> = ids.iter().copied().collect();
        let this = &*self;
        let settled = parallel::map(
            &ids,
            this.matcher.threads,
            || (),
            |(), id| {
                let contest = this.contest(*id)?;
                contest.settle(&this.claimed, &this.remembered)
            },
        );
        let mut changed = BTreeSet::new();
        for (id, suggestion) in ids.into_iter().zip(settled) {
            let Some(waiting) = self.waiting.get_mut(&id) else {
                continue;
            };
            let kept = std::mem::replace(&mut waiting.suggestion, suggestion);
            if before.remove(&id).unwrap_or(kept) != waiting.suggestion {
                changed.insert(id);
            }
        }
        let gone = before
            .into_iter()
            .filter(|(_, suggestion)| suggestion.is_some());
        changed.extend(gone.map(|(id, _)| id));
        changed
    }

    fn contest(&self, id: OrganizationId) -> Option<Contest<'_>> {
        let waiting = self.waiting.get(&id)?;
        Some(Contest::new(
            &waiting.organization,
            waiting.edges.clone(),
            &self.matcher.customers,
            &self.remembered,
        ))
    }
}

/// What a change makes it necessary to work out again.
#[derive(Default)]
struct Work {
    /// Candidates are to be looked for.
    search: BTreeSet<OrganizationId>,
    /// Claims are to be made anew.
    compete: BTreeSet<OrganizationId>,
    /// Customers that are claimed more or less than before.
    disputed: HashSet<CustomerId>,
    /// What was suggested to those that were taken out.
    before: HashMap<OrganizationId, Option<Suggestion>>,
}
