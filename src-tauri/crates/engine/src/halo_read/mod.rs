//! Reading Halo: its configuration and its customers. A list that did not come
//! completely replaces nothing.

mod configuration;
mod customers;

use domain::{ProfileId, RunResult};
use halo_api::HaloClient;
use store::snapshot_halo::SnapshotHaloRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// What changes on every screen after a read.
const AFTER_READ: [Tag; 5] = [
    Tag::Customers,
    Tag::Organizations,
    Tag::TicketRules,
    Tag::Home,
    Tag::Profiles,
];

impl Engine {
    /// Tries again after something stopped the connection: with a new token, since rights are frozen in a token (halo-api
    /// section 2), and with the secret as it is in the keychain now.
    pub async fn retry_connection(&self, profile: ProfileId) -> Result<TaskId> {
        if !self.tasks.is_running(TaskKind::ReadHalo, profile) {
            self.disconnect(profile).await;
        }
        self.read_halo(profile).await
    }

    /// Reads customers and configuration anew.
    pub async fn read_halo(&self, profile: ProfileId) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
        let source = SnapshotHaloRow::of_profile(&self.profile_row(profile).await?);
        let now = self.now();
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::ReadHalo,
            profile,
            "Reading Halo",
            move |mut handle| async move {
                let halo = halo.with_cancel(handle.cancel().clone());
                let meter = Meter::start(halo.budget());
                let run = engine
                    .store
                    .write(move |tx| store::runs::start(tx, profile, "read_halo", &now))
                    .await?;
                let end = engine
                    .read_all(profile, &halo, source, &meter, &mut handle)
                    .await;
                let (result, note) = match &end {
                    Ok(label) => (RunResult::Done, label.clone()),
                    Err(Error::IncompleteRead { .. }) => (RunResult::Incomplete, words(&end)),
                    Err(error) if error.is_cancelled() => (RunResult::Cancelled, words(&end)),
                    Err(_) => (RunResult::Failed, words(&end)),
                };
                let finished = engine.now();
                let used = meter.used();
                engine
                    .store
                    .write(move |tx| {
                        store::runs::finish(tx, run, result, used, Some(&note), &finished)
                    })
                    .await?;
                engine.events.invalidated(Some(profile), &AFTER_READ);
                match end {
                    Ok(label) => Ok(Ended::well(label)),
                    Err(error) => Err(engine.explain(profile, error).await),
                }
            },
        ))
    }

    async fn read_all(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        source: Option<SnapshotHaloRow>,
        meter: &Meter,
        handle: &mut TaskHandle,
    ) -> Result<String> {
        let config = configuration::read(halo, meter, handle).await?;
        let now = self.now();
        self.store
            .write(move |tx| store::halo_config::replace(tx, profile, &config, &now))
            .await?;
        self.read_customers(profile, halo, source, meter, handle)
            .await?;
        handle.progress("Looking for suggestions", 1, None, meter);
        crate::organizations::recompute_suggestions(&self.store, profile).await?;
        crate::organizations::renew_warnings(&self.store, profile).await?;
        let counts = self
            .store
            .read(move |tx| store::customers::counts(tx, profile))
            .await?;
        Ok(format!("{} customers read", counts.total))
    }
}

fn words(end: &Result<String>) -> String {
    match end {
        Ok(label) => label.clone(),
        Err(error) => error.to_string(),
    }
}
