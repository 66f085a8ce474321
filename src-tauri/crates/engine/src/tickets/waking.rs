//! When the outbox is looked at: whenever something changed that may let a ticket go, when a pause is over, and at the
//! start of the program.
//!
//! Whatever is changed here tells the page which of its answers are stale; the outbox listens to the same, and so does
//! whoever looks for problems.

use std::sync::Arc;
use std::time::Duration;

use domain::ProfileId;
use tokio::time::{Instant, sleep_until};

use crate::Engine;
use crate::due::Due;
use crate::ports::Events;
use crate::problems;
use crate::tags::Tag;
use crate::tasks::Task;

/// What may change what holds a ticket: a pair, a customer that came back, rules, a connection.
const WAKING: [Tag; 4] = [
    Tag::Organizations,
    Tag::Customers,
    Tag::TicketRules,
    Tag::Profiles,
];

/// How long the outbox sleeps when nothing wakes it. Another program of this data folder wakes nobody here, so every
/// outbox is looked at then.
const LONGEST_SLEEP: Duration = Duration::from_mins(5);

/// Events that also wake the outbox and have problems looked for.
pub(crate) struct Waking {
    page: Arc<dyn Events>,
    wakes: Due,
    looks: Due,
}

impl Waking {
    pub(crate) fn new(page: Arc<dyn Events>, wakes: Due, looks: Due) -> Self {
        Self { page, wakes, looks }
    }
}

impl Events for Waking {
    fn invalidated(&self, profile: Option<ProfileId>, tags: &[Tag]) {
        self.page.invalidated(profile, tags);
        let Some(profile) = profile else { return };
        if tags.iter().any(|tag| problems::ABOUT.contains(tag)) {
            self.looks.add(profile);
        }
        if tags.iter().any(|tag| WAKING.contains(tag)) {
            self.wakes.add(profile);
        }
    }

    fn task_changed(&self, task: &Task) {
        self.page.task_changed(task);
    }
}

impl Engine {
    /// Sends what waits, now and from now on, until the runtime ends. To be called once, when the program has started.
    pub async fn keep_tickets_moving(&self) -> crate::Result<()> {
        self.wake_all_outboxes().await?;
        let engine = self.clone();
        tokio::spawn(async move { engine.mind_outboxes().await });
        Ok(())
    }

    async fn wake_all_outboxes(&self) -> crate::Result<()> {
        let profiles = self.store.read(|tx| store::profiles::list(tx)).await?;
        for profile in profiles {
            self.wakes.add(profile.id);
        }
        Ok(())
    }

    async fn mind_outboxes(&self) {
        let mut woken = self.wakes.watch();
        let mut asleep: Vec<(Instant, ProfileId)> = Vec::new();
        let mut all_again = Instant::now() + LONGEST_SLEEP;
        loop {
            let now = Instant::now();
            if all_again <= now {
                all_again = now + LONGEST_SLEEP;
                if let Err(error) = self.wake_all_outboxes().await {
                    tracing::warn!(%error, "the outboxes could not be looked at");
                }
            }
            let mut due = self.wakes.take();
            due.extend(
                asleep
                    .iter()
                    .filter(|(at, _)| *at <= now)
                    .map(|(_, id)| *id),
            );
            asleep.retain(|(at, id)| *at > now && !due.contains(id));
            for profile in due {
                if self.gates.rests(profile) {
                    continue;
                }
                match self.outbox_due(profile).await {
                    // Not `now`: a moment has passed since.
                    Ok(Some(at)) if at <= Instant::now() => {
                        self.start_sending(profile);
                    }
                    Ok(Some(at)) => asleep.push((at, profile)),
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(%error, "the outbox could not be read");
                        asleep.push((now + LONGEST_SLEEP, profile));
                    }
                }
            }
            let next = asleep.iter().map(|(at, _)| *at).min();
            tokio::select! {
                // The sender lives in `self`, so this cannot fail.
                _ = woken.changed() => {}
                () = sleep_until(next.map_or(all_again, |at| at.min(all_again))) => {}
            }
        }
    }
}
