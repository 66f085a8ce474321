//! Reading all licences. A list that did not come completely replaces nothing, and neither does one that is empty, or
//! said not to be there, where there were licences before: so a lost right shows (halo-api.md section 0, rule 8).

use std::collections::BTreeSet;

use domain::{CustomerId, LicenceId, ProfileId, RunResult};
use halo_api::{HaloClient, Licence, LicenceQuery};
use store::licences::LicenceRow;

use super::comparison::Basis;
use super::pages::{LicenceList, licence_list};
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

impl Engine {
    /// Reads the software licences of all customers.
    ///
    /// # Errors
    /// Whatever stands in the way of a client.
    pub async fn read_all_licences(&self, profile: ProfileId) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::ReadLicences,
            profile,
            "Reading licences",
            move |handle| async move {
                let halo = halo.with_cancel(handle.cancel().clone());
                let meter = Meter::start(halo.budget());
                let started = engine.now();
                let end = engine
                    .read_licence_list(profile, &halo, &meter, &handle)
                    .await;
                engine
                    .note_licence_run(profile, &started, &meter, &end)
                    .await?;
                // Beside the lines of a plan stands which invoice would bill them.
                let tags = [Tag::Licences, Tag::Organizations, Tag::Home, Tag::SeatPlan];
                engine.events.invalidated(Some(profile), &tags);
                match end {
                    Ok(ended) => Ok(ended),
                    Err(error) => Err(engine.explain(profile, error).await),
                }
            },
        ))
    }

    async fn read_licence_list(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        meter: &Meter,
        handle: &TaskHandle,
    ) -> Result<Ended> {
        let query = LicenceQuery {
            customer_id: None,
            include_inactive: true,
        };
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let read = licence_list(halo, &query, |received, expected| {
            let (received, expected) = (small(received), expected.map(small));
            handle.progress("Reading licences", received, expected, meter);
        });
        let list = read.await?;
        let known = self
            .store
            .read(move |tx| Ok(store::licences::all(tx, profile)?.len()))
            .await?;
        let LicenceList { rows, no_module } = match list.expect_some_of(known) {
            Ok(list) => list,
            Err(error) => {
                let now = self.now();
                self.store
                    .write(move |tx| store::seats::set_found_empty(tx, profile, &now))
                    .await?;
                return Err(error);
            }
        };
        let (count, now) = (rows.len(), self.now());
        let customers: BTreeSet<i32> = rows.iter().map(|(customer, _)| customer.get()).collect();
        self.store
            .write(move |tx| {
                store::licences::replace_all(tx, profile, &rows, no_module, &now)?;
                store::seats::set_read(tx, profile, no_module, &now)?;
                Basis::load(tx, profile)?.remember_found(tx, profile)
            })
            .await?;
        if no_module {
            return Ok(Ended::well("This Halo has no software licences".to_owned()));
        }
        // The licences are kept by now, whatever comes of the invoices: also when somebody cancels.
        let reading = self.read_invoices(halo, &customers, meter, handle).await;
        let words = reading.in_words();
        let now = self.now();
        self.store
            .write(move |tx| reading.keep(tx, profile, &now))
            .await?;
        Ok(Ended::well(match words {
            Some(words) => format!("{count} licences read; {words}"),
            None => format!("{count} licences read"),
        }))
    }

    /// Enters a run that has come to its end.
    async fn note_licence_run(
        &self,
        profile: ProfileId,
        started: &str,
        meter: &Meter,
        end: &Result<Ended>,
    ) -> Result<()> {
        let (result, note) = match end {
            Ok(ended) => (RunResult::Done, ended.label.clone()),
            Err(error @ Error::IncompleteRead { .. }) => (RunResult::Incomplete, error.to_string()),
            Err(error) if error.is_cancelled() => (RunResult::Cancelled, error.to_string()),
            Err(error) => (RunResult::Failed, error.to_string()),
        };
        let (started, now, used) = (started.to_owned(), self.now(), meter.used());
        self.store
            .write(move |tx| {
                let run = store::runs::start(tx, profile, "read_licences", &started)?;
                store::runs::finish(tx, run, result, used, Some(&note), &now)
            })
            .await?;
        Ok(())
    }
}

/// A licence as it is kept; `None` for one that was deleted or belongs to nobody.
pub(super) fn as_row(licence: Licence) -> Option<(CustomerId, LicenceRow)> {
    let customer = CustomerId::new(licence.client_id?);
    (!licence.deleted).then(|| {
        (
            customer,
            LicenceRow {
                id: LicenceId::new(licence.id),
                name: licence.name,
                seats: licence.count.and_then(|count| i32::try_from(count).ok()),
                sku: licence.vendor_product_sku.or(licence.product_sku),
                is_active: licence.is_active.unwrap_or(true),
            },
        )
    })
}
