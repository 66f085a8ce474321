//! Keeping the sheet up to date while the run goes on.

use domain::{CleanUp, TicketId};
use tokio::time::Instant;

use super::Run;
use crate::error::Result;
use crate::said::Said;
use crate::status_ways::NotSet;
use crate::tags::Tag;
use crate::test_ticket::sheet::{Sheet, StepKey, StepState};

pub(super) fn to_json(sheet: &Sheet) -> Result<String> {
    Ok(serde_json::to_string(sheet).map_err(store::Error::from)?)
}

/// A step under way.
#[derive(Clone, Copy)]
pub(super) struct Begun {
    key: StepKey,
    at: Instant,
}

impl Run {
    pub(super) async fn begin(&mut self, key: StepKey) -> Begun {
        self.sheet.set(key, |step| step.state = StepState::Running);
        self.save().await;
        Begun {
            key,
            at: Instant::now(),
        }
    }

    /// What the administrator is asked to do while a step waits for it.
    pub(super) async fn say(&mut self, key: StepKey, meaning: &str) {
        self.sheet
            .set(key, |step| meaning.clone_into(&mut step.meaning));
        self.save().await;
    }

    pub(super) async fn finish(&mut self, begun: Begun, state: StepState, meaning: &str) {
        self.sheet.set(begun.key, |step| {
            step.state = state;
            meaning.clone_into(&mut step.meaning);
            step.took_ms = u32::try_from(begun.at.elapsed().as_millis()).ok();
        });
        self.save().await;
    }

    /// A step that failed without Halo having refused anything.
    pub(super) async fn finish_badly(&mut self, begun: Begun, meaning: &str, mend: &str) {
        self.sheet
            .set(begun.key, |step| step.mend = Some(mend.to_owned()));
        self.finish(begun, StepState::Failed, meaning).await;
    }

    pub(super) async fn fail(&mut self, begun: Begun, error: &halo_api::Error, mend: &str) {
        let mut meaning = error.to_string();
        if matches!(error, halo_api::Error::Cancelled) {
            self.stopped = true;
            if begun.key != StepKey::Create {
                let meaning = "Stopped before it was done.";
                return self.finish(begun, StepState::Skipped, meaning).await;
            }
            "Stopped before Halo answered, so a ticket may have been made."
                .clone_into(&mut meaning);
        }
        self.sheet
            .set(begun.key, |step| step.said = Said::from_error(error));
        self.finish_badly(begun, &meaning, mend).await;
    }

    /// A status that Halo took neither way, or whose answer is not known.
    pub(super) async fn fail_to_set(&mut self, begun: Begun, not_set: &NotSet, mend: &str) {
        let NotSet::Refused(both) = not_set else {
            return self.fail(begun, not_set.error(), mend).await;
        };
        let words = |error: &halo_api::Error| match error.halo_text() {
            Some(text) => format!("“{text}”"),
            None => error.to_string(),
        };
        let meaning = format!(
            "Halo refused it by an update and by an action. To the update: {} To the action: {}",
            words(&both.update),
            words(&both.action)
        );
        self.sheet.set(begun.key, |step| {
            step.said = Said::from_error(not_set.error());
        });
        self.finish_badly(begun, &meaning, mend).await;
    }

    pub(super) async fn set_ticket(&self, ticket: i32) {
        let id = self.id;
        self.keep(move |tx| store::test_runs::set_ticket(tx, id, TicketId::new(ticket)))
            .await;
    }

    pub(super) async fn set_clean_up(&self, clean_up: CleanUp) {
        let id = self.id;
        self.keep(move |tx| store::test_runs::set_clean_up(tx, id, clean_up))
            .await;
    }

    async fn save(&self) {
        match to_json(&self.sheet) {
            Ok(steps) => {
                let id = self.id;
                self.keep(move |tx| store::test_runs::set_steps(tx, id, &steps))
                    .await;
            }
            Err(error) => tracing::error!(%error, "the run sheet cannot be written down"),
        }
        self.engine
            .events
            .invalidated(Some(self.profile), &[Tag::TestTicket]);
    }

    /// Writes, and goes on when that fails: a database that is full or in use must not leave a ticket standing in Halo.
    /// The run's mark is in the database since before the ticket was made, and finds it in any case.
    async fn keep<F>(&self, change: F)
    where
        F: FnOnce(&store::Transaction<'_>) -> store::Result<()> + Send + 'static,
    {
        if let Err(error) = self.engine.store.write(change).await {
            tracing::warn!(run = %self.id, %error, "progress of the test ticket was not saved");
        }
    }
}
