//! What the page waits for without a task: short questions over the network.
//! Each can be stopped, and ends at once when it is.

use std::collections::HashMap;

use domain::ProfileId;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::Engine;
use crate::error::{Error, Result};

/// A question that is being waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wait {
    /// Step 2 of the wizard.
    FindHalo(ProfileId),
    /// The test of the network's settings.
    TestWay,
    /// Reading a vendor's list.
    ReadVendorApi(ProfileId),
}

/// All of them. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waits(watch::Sender<HashMap<Wait, CancellationToken>>);

impl Waits {
    /// Begins to wait; the same question asked before is stopped.
    pub(crate) fn begin(&self, wait: Wait) -> Waiting {
        let stop = CancellationToken::new();
        self.0.send_modify(|all| {
            if let Some(before) = all.insert(wait, stop.clone()) {
                before.cancel();
            }
        });
        Waiting {
            waits: self.clone(),
            wait,
            stop,
        }
    }

    fn stop(&self, wait: Wait) {
        if let Some(stop) = self.0.borrow().get(&wait) {
            stop.cancel();
        }
    }
}

/// One question under way; over when dropped.
pub(crate) struct Waiting {
    waits: Waits,
    wait: Wait,
    stop: CancellationToken,
}

impl Waiting {
    /// Works until the end, or until somebody stops it.
    ///
    /// # Errors
    /// `Cancelled` when it was stopped, else what the work failed with.
    pub(crate) async fn until_stopped<T>(
        &self,
        work: impl AsyncFnOnce(&CancellationToken) -> Result<T>,
    ) -> Result<T> {
        let working = Box::pin(work(&self.stop));
        self.stop
            .run_until_cancelled(working)
            .await
            .unwrap_or(Err(Error::Cancelled))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // A later question of the same kind stopped this one before it took its place.
        if !self.stop.is_cancelled() {
            self.waits.0.send_modify(|all| {
                all.remove(&self.wait);
            });
        }
    }
}

impl Engine {
    /// Stops a question that the page waits for; without effect when it was
    /// answered meanwhile.
    pub fn stop_waiting(&self, wait: Wait) {
        self.waits.stop(wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Wait = Wait::TestWay;

    #[tokio::test]
    async fn a_question_ends_when_it_is_stopped() {
        let waits = Waits::default();
        let waiting = waits.begin(WAIT);
        let (ended, ()) = tokio::join!(
            waiting.until_stopped(async |_| std::future::pending::<Result<()>>().await),
            async { waits.stop(WAIT) }
        );
        assert!(ended.unwrap_err().is_cancelled());
        waits.stop(WAIT);
        drop(waiting);
        let next = waits.begin(WAIT);
        assert_eq!(next.until_stopped(async |_| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn the_same_question_asked_again_stops_the_first_alone() {
        let waits = Waits::default();
        let first = waits.begin(WAIT);
        let second = waits.begin(WAIT);
        let stopped = first.until_stopped(async |_| Ok(1)).await;
        assert!(stopped.unwrap_err().is_cancelled());
        drop(first);
        waits.stop(WAIT);
        let stopped = second.until_stopped(async |_| Ok(2)).await;
        assert!(stopped.unwrap_err().is_cancelled());
    }
}
