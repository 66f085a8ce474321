//! When problems are looked for: at the start of the program, after every read, and whenever something changed that they
//! are about.

use std::collections::BTreeSet;

use domain::ProfileId;
use tokio::sync::watch;

use crate::Engine;
use crate::tags::Tag;

/// What problems are about: pairs and organisations, customers, rules, rights.
const ABOUT: [Tag; 4] = [
    Tag::Organizations,
    Tag::Customers,
    Tag::TicketRules,
    Tag::Profiles,
];

/// Profiles that are to be looked at. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Looks(watch::Sender<BTreeSet<ProfileId>>);

impl Default for Looks {
    fn default() -> Self {
        Self(watch::Sender::new(BTreeSet::new()))
    }
}

impl Looks {
    /// Has a profile looked at soon, if that is what changed.
    pub(crate) fn after(&self, profile: ProfileId, tags: &[Tag]) {
        if tags.iter().any(|tag| ABOUT.contains(tag)) {
            self.soon(profile);
        }
    }

    /// Has a profile looked at soon, whatever changed.
    pub(crate) fn soon(&self, profile: ProfileId) {
        self.0.send_if_modified(|due| due.insert(profile));
    }

    fn take(&self) -> BTreeSet<ProfileId> {
        let mut taken = BTreeSet::new();
        self.0.send_if_modified(|due| {
            taken = std::mem::take(due);
            false
        });
        taken
    }
}

impl Engine {
    /// Keeps the problems of every profile up to date from now on, until the runtime ends. To be called once, when the
    /// program has started.
    pub async fn keep_problems_current(&self) -> crate::Result<()> {
        let profiles = self.store.read(|tx| store::profiles::list(tx)).await?;
        for profile in profiles {
            self.looks.soon(profile.id);
        }
        let engine = self.clone();
        tokio::spawn(async move { engine.look_whenever_due().await });
        Ok(())
    }

    async fn look_whenever_due(&self) {
        let mut due = self.looks.0.subscribe();
        loop {
            for profile in self.looks.take() {
                match self.renew_problems(profile).await {
                    // Deleted meanwhile: nobody's problems.
                    Ok(()) | Err(crate::Error::Store(store::Error::NotFound { .. })) => {}
                    Err(error) => tracing::warn!(%error, "problems could not be looked for"),
                }
            }
            // The sender lives in `self`, so this ends with the runtime only.
            if due.changed().await.is_err() {
                return;
            }
        }
    }
}
