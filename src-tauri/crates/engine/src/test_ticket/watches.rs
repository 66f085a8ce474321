//! Runs that wait for somebody to change a ticket in Halo, and how to tell them not to wait any longer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ProfileId;
use tokio_util::sync::CancellationToken;

/// One wait per profile at most: a profile has one test at a time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watches(Arc<Mutex<HashMap<ProfileId, CancellationToken>>>);

impl Watches {
    /// Begins to wait; the token is cancelled when it should end.
    pub(super) fn begin(&self, profile: ProfileId) -> CancellationToken {
        let token = CancellationToken::new();
        let mut waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waits.insert(profile, token.clone());
        token
    }

    /// Ends a wait that came to its end by itself.
    pub(super) fn end(&self, profile: ProfileId) {
        let mut waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waits.remove(&profile);
    }

    /// Tells a wait to end. Without one, nothing happens.
    pub(super) fn give_up(&self, profile: ProfileId) {
        let mut waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = waits.remove(&profile) {
            token.cancel();
        }
    }
}
