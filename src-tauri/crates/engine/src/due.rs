//! Profiles that something is to be done for soon.

use std::collections::BTreeSet;

use domain::ProfileId;
use tokio::sync::watch;

/// Profiles that are due, each once however often it was added. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Due(watch::Sender<BTreeSet<ProfileId>>);

impl Default for Due {
    fn default() -> Self {
        Self(watch::Sender::new(BTreeSet::new()))
    }
}

impl Due {
    /// Has a profile seen to soon.
    pub(crate) fn add(&self, profile: ProfileId) {
        self.0.send_if_modified(|due| due.insert(profile));
    }

    /// Those that are due, which are no longer due then.
    pub(crate) fn take(&self) -> BTreeSet<ProfileId> {
        let mut taken = BTreeSet::new();
        self.0.send_if_modified(|due| {
            taken = std::mem::take(due);
            false
        });
        taken
    }

    /// Tells when one was added.
    pub(crate) fn watch(&self) -> watch::Receiver<BTreeSet<ProfileId>> {
        self.0.subscribe()
    }
}
