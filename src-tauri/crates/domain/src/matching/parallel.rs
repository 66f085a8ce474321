//! The same work for every item, on several threads.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Items that one thread takes at a time.
const BATCH: usize = 64;

/// Does the same with every item; the results stand in the order of the items, whoever did them. `start` makes what one
/// thread keeps between items.
pub(super) fn map<T: Sync, S, R: Send>(
    items: &[T],
    threads: NonZeroUsize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.get().min(items.len().div_ceil(BATCH)).max(1);
    if threads == 1 {
        let mut state = start();
        return items.iter().map(|item| work(&mut state, item)).collect();
    }
    let next = AtomicUsize::new(0);
    let one = || {
        let mut state = start();
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed) * BATCH;
            let batch = items.get(at..items.len().min(at + BATCH));
            let Some(batch) = batch.filter(|batch| !batch.is_empty()) else {
                return done;
            };
            let results: Vec<R> = batch.iter().map(|item| work(&mut state, item)).collect();
            done.push((at, results));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(one)).collect();
        let mut done = one();
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
}
