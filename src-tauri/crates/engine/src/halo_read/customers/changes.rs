//! Only what changed: asked for by Halo's own clock, and believed only while the numbers add up.

use domain::CustomerId;
use halo_api::CustomerQuery;
use jiff::{SignedDuration, Timestamp};
use store::customer_reads::Swap;
use store::customers::CustomerInput;

use super::input::as_input;
use super::{Job, everyone, watermark};
use crate::Engine;
use crate::error::{Error, Result};

/// No customer was changed before this.
const LONG_AGO: Timestamp = Timestamp::constant(946_684_800, 0);

impl Engine {
    /// Reads what changed since then, by Halo's clock. `None` when that does not lead to as many customers as Halo
    /// counts: some were deleted, or may no longer be seen. Nothing is kept then.
    pub(super) async fn read_changes(
        &self,
        job: &mut Job<'_>,
        since: Timestamp,
    ) -> Result<Option<Swap>> {
        let profile = job.profile;
        job.progress("Reading changed customers", 0, None);
        let mut pager = job.halo.customers(&CustomerQuery {
            changed_since: Some(since),
            ..everyone()
        });
        let mut changed: Vec<CustomerInput> = Vec::new();
        while let Some(page) = pager.next().await? {
            changed.extend(page.items.into_iter().map(as_input));
            let progress = page.progress;
            job.progress(
                "Reading changed customers",
                progress.received,
                progress.expected,
            );
        }
        let counted = job.halo.count_customers(&everyone()).await?;
        let ids: Vec<CustomerId> = changed.iter().map(|customer| customer.id).collect();
        let would_be = self
            .store
            .read(move |tx| store::customers::count_with(tx, profile, &ids))
            .await?;
        if !pager.completeness().is_complete() || counted.number() != Some(u64::from(would_be)) {
            return Ok(None);
        }
        let until = watermark(pager.server_time());
        let now = self.now();
        let swap = self
            .store
            .write(move |tx| {
                let read = store::customer_reads::start(tx, profile, &now)?;
                store::customer_reads::stage(tx, profile, read, &changed)?;
                let expected = Some(would_be);
                let swap =
                    store::customer_reads::finish_changes(tx, profile, read, expected, &now)?;
                store::customer_sync::set_watermark(tx, profile, until.as_deref())?;
                Ok(swap)
            })
            .await?;
        Ok(Some(swap))
    }

    /// Finds out once whether this Halo lists only what changed: nothing may have changed in the future, and everything
    /// since long ago (halo-api.md section 3.0: likely, not sure).
    pub(super) async fn learn_whether_changes_are_told(&self, job: &mut Job<'_>) -> Result<()> {
        let profile = job.profile;
        let count = async |since: Timestamp| {
            let query = CustomerQuery {
                changed_since: Some(since),
                ..everyone()
            };
            job.halo.count_customers(&query).await
        };
        let next_year = self.clock.now() + SignedDuration::from_hours(365 * 24);
        let found = match count(next_year).await {
            Ok(none) if none.is_none() => count(LONG_AGO).await.map(|all| !all.is_none()),
            Ok(_) => Ok(false),
            Err(error) => Err(error),
        };
        match found {
            Ok(tells) => {
                self.store
                    .write(move |tx| store::customer_sync::set_tells_changes(tx, profile, tells))
                    .await?;
                Ok(())
            }
            Err(halo_api::Error::Cancelled) => Err(Error::Cancelled),
            // The customers are there; the question can wait for the next read.
            Err(error) => {
                tracing::info!(%profile, %error, "could not learn whether Halo tells changes");
                Ok(())
            }
        }
    }
}
