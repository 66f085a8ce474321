//! Reading Halo: its configuration, its customers and their mail domains. A list that did not come
//! completely replaces nothing.

mod configuration;
mod customers;
mod fields;
mod mail;

pub(crate) use customers::as_input;

use domain::{ProfileId, RunResult};
use halo_api::{Completeness, HaloClient};

use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::Edited;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};
use customers::Extent;

pub use mail::MailPlan;

/// What changes on every screen after a read.
const AFTER_READ: [Tag; 5] = [
    Tag::Customers,
    Tag::Organizations,
    Tag::TicketRules,
    Tag::Home,
    Tag::Profiles,
];

/// A read under way: what of, from whom, and who hears of it.
struct Job<'a> {
    profile: ProfileId,
    halo: &'a HaloClient,
    meter: &'a Meter,
    handle: &'a mut TaskHandle,
}

impl Job<'_> {
    fn progress(&mut self, label: &str, done: u64, total: Option<u64>) {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        self.handle
            .progress(label, small(done), total.map(small), self.meter);
    }
}

/// Refuses a list that did not come to its end: what there was before stays.
///
/// # Errors
/// [`Error::IncompleteRead`], with the words for `what` was read.
pub(crate) fn expect_complete(completeness: Completeness, what: &'static str) -> Result<()> {
    match completeness {
        Completeness::Complete => Ok(()),
        Completeness::Incomplete {
            expected,
            received,
            reason,
        } => Err(Error::IncompleteRead {
            what,
            received,
            expected,
            reason: reason.to_string(),
        }),
    }
}

impl Engine {
    /// Tries again after something stopped the connection: with a new token, since rights are frozen in a token (halo-api
    /// section 2), and with the secret as it is in the keychain now.
    pub async fn retry_connection(&self, profile: ProfileId) -> Result<TaskId> {
        if !self.tasks.is_running(TaskKind::ReadHalo, profile) {
            self.disconnect(profile).await;
        }
        self.read_halo(profile).await
    }

    /// Reads configuration and customers: only the customers that changed since the last time, where Halo can tell.
    pub async fn read_halo(&self, profile: ProfileId) -> Result<TaskId> {
        self.start_read(profile, Extent::AsNeeded).await
    }

    /// Reads configuration and every customer anew.
    pub async fn read_halo_whole(&self, profile: ProfileId) -> Result<TaskId> {
        self.start_read(profile, Extent::Whole).await
    }

    async fn start_read(&self, profile: ProfileId, extent: Extent) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
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
                let mut job = Job {
                    profile,
                    halo: &halo,
                    meter: &meter,
                    handle: &mut handle,
                };
                let end = engine.read_all(&mut job, extent).await;
                let (result, note) = match &end {
                    Ok(ended) => (RunResult::Done, ended.label.clone()),
                    Err(Error::IncompleteRead { .. } | Error::BrokenRead { .. }) => {
                        (RunResult::Incomplete, said(&end))
                    }
                    Err(error) if error.is_cancelled() => (RunResult::Cancelled, said(&end)),
                    Err(_) => (RunResult::Failed, said(&end)),
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
                engine.renew_problems(profile).await?;
                match end {
                    Ok(ended) => Ok(ended),
                    Err(error) => Err(engine.explain(profile, error).await),
                }
            },
        ))
    }

    async fn read_all(&self, job: &mut Job<'_>, extent: Extent) -> Result<Ended> {
        let profile = job.profile;
        let config = configuration::read(job.halo, job.meter, job.handle).await?;
        let now = self.now();
        self.store
            .write(move |tx| store::halo_config::replace(tx, profile, &config, &now))
            .await?;
        let read = self.read_customers(job, extent).await?;
        job.progress("Looking for suggestions", 1, None);
        crate::organizations::recompute_suggestions(&self.store, profile).await?;
        crate::organizations::renew_warnings(&self.store, profile).await?;
        let accepted = self.accept_automatically(profile).await;
        let counts = self
            .store
            .read(move |tx| store::customers::counts(tx, profile))
            .await?;
        Ok(Ended {
            is_only_changes: read.is_only_changes(),
            ..Ended::well(with_accepted(&read.in_words(counts.total), accepted))
        })
    }
}

/// What was read, with what was accepted after it.
fn with_accepted(read: &str, accepted: Option<Edited>) -> String {
    match accepted {
        Some(accepted) => format!("{read}. {}", accepted.what),
        None => read.to_owned(),
    }
}

fn said(end: &Result<Ended>) -> String {
    match end {
        Ok(ended) => ended.label.clone(),
        Err(error) => error.to_string(),
    }
}
