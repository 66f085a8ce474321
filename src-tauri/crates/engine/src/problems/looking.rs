//! When problems are looked for: at the start of the program, after every read, and whenever something changed that they
//! are about.

use crate::Engine;
use crate::tags::Tag;

/// What problems are about: pairs and organisations, customers, rules, rights.
pub(crate) const ABOUT: [Tag; 4] = [
    Tag::Organizations,
    Tag::Customers,
    Tag::TicketRules,
    Tag::Profiles,
];

impl Engine {
    /// Keeps the problems of every profile up to date from now on, until the runtime ends. To be called once, when the
    /// program has started.
    pub async fn keep_problems_current(&self) -> crate::Result<()> {
        let profiles = self.store.read(|tx| store::profiles::list(tx)).await?;
        for profile in profiles {
            self.looks.add(profile.id);
        }
        let engine = self.clone();
        tokio::spawn(async move { engine.look_whenever_due().await });
        Ok(())
    }

    async fn look_whenever_due(&self) {
        let mut due = self.looks.watch();
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
