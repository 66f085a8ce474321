//! Requests that are held back: Halo asked to wait, or as many were sent as it takes in a while.

use std::time::Duration;

use halo_api::RequestBudget;
use tokio::time::Instant;

use super::{AFTER_CHANGE, HealthBoard};
use crate::health::seconds_later;

/// A wait shorter than this is over before anybody has read that there is one.
const WORTH_SAYING: Duration = Duration::from_secs(3);

impl HealthBoard {
    /// Follows the requests to one Halo until its budget is gone.
    pub(crate) fn follow(&self, api_base: &str, budget: &RequestBudget) {
        let mut states = budget.subscribe();
        let (me, api_base) = (self.clone(), api_base.to_owned());
        tokio::spawn(async move {
            loop {
                let until = states.borrow_and_update().waiting_until;
                me.hold(&api_base, until);
                if states.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    fn hold(&self, api_base: &str, until: Option<Instant>) {
        let wait = until.map(|until| until.saturating_duration_since(Instant::now()));
        let until = wait
            .filter(|wait| *wait >= WORTH_SAYING)
            .map(|wait| seconds_later(self.clock.now(), wait.as_secs()));
        let changed = self.board.send_if_modified(|board| {
            let before = board.held.get(api_base);
            if before == until.as_ref() {
                return false;
            }
            match until {
                Some(until) => board.held.insert(api_base.to_owned(), until),
                None => board.held.remove(api_base),
            };
            true
        });
        if changed {
            self.events.invalidated(None, &AFTER_CHANGE);
        }
    }
}
