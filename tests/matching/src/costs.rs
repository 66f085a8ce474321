//! What matching costs: all at once, one change, and an everyday size.

use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use domain::matching::{Matcher, Memory, Suggestion};

use crate::{
    generate::{Recipe, generate},
    resources::{Cost, cost_of, memory, peak_memory},
    set::Set,
};

/// Customers that are changed one by one.
const UPDATES: usize = 500;

/// Times that the everyday size is done; the best counts, as the machine has other work too.
const TIMES: usize = 5;

/// What changing single customers cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Updates {
    /// On average.
    pub mean: Duration,
    /// At worst.
    pub worst: Duration,
}

/// What matching cost.
#[derive(Clone, Copy, Debug)]
pub struct Costs {
    /// Normalising the customers and indexing them.
    pub index: Cost,
    /// Suggestions for all organisations.
    pub matching: Cost,
    /// The most memory beyond what the process had before, in bytes, where the system tells. The records that are
    /// handed over count in.
    pub memory: Option<u64>,
    /// Putting single customers in again.
    pub update: Updates,
    /// 300 organisations against 500 customers, from nothing.
    pub everyday: Duration,
    /// Threads.
    pub threads: usize,
}

impl Costs {
    /// Both steps on the clock.
    pub fn wall(&self) -> Duration {
        self.index.wall + self.matching.wall
    }

    /// Both steps on all processors.
    pub fn cpu(&self) -> Option<Duration> {
        Some(self.index.cpu? + self.matching.cpu?)
    }
}

/// Matches a set and says what it cost.
pub fn costs_of(set: &Set, threads: NonZeroUsize) -> (Vec<Suggestion>, Costs) {
    let idle = memory();
    let (customers, organizations) = (set.customers.clone(), set.organizations.clone());
    let (mut matcher, index) = cost_of(|| Matcher::new(customers, threads));
    let (suggestions, matching) = cost_of(|| matcher.suggest(organizations, Memory::default()));
    let memory = peak_memory()
        .zip(idle)
        .map(|(peak, idle)| peak.saturating_sub(idle));
    let costs = Costs {
        index,
        matching,
        memory,
        update: updates(&mut matcher, set),
        everyday: everyday(threads),
        threads: threads.get(),
    };
    (suggestions, costs)
}

fn updates(matcher: &mut Matcher, set: &Set) -> Updates {
    let step = (set.customers.len() / UPDATES).max(1);
    let mut all = Updates::default();
    let mut count = 0;
    for record in set.customers.iter().step_by(step) {
        let started = Instant::now();
        matcher.put(record);
        let time = started.elapsed();
        all.mean += time;
        all.worst = all.worst.max(time);
        count += 1;
    }
    all.mean /= count.max(1);
    all
}

fn everyday(threads: NonZeroUsize) -> Duration {
    let set = generate(&Recipe::mixed(1, 300, 500));
    (0..TIMES)
        .map(|_| {
            let (customers, organizations) = (set.customers.clone(), set.organizations.clone());
            let started = Instant::now();
            let suggestions =
                Matcher::new(customers, threads).suggest(organizations, Memory::default());
            let time = started.elapsed();
            drop(suggestions);
            time
        })
        .min()
        .unwrap_or_default()
}
