//! Customers: all of them, or those that changed since the last time; and the old ones stay until that is complete.

mod changes;
mod input;
mod whole;

pub(crate) use input::as_input;

use halo_api::CustomerQuery;
use jiff::{SignedDuration, Timestamp};
use store::customer_reads::Swap;
use store::customer_sync::CustomerSyncRow;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;

use super::Job;
use crate::Engine;
use crate::error::Result;

/// What changed in Halo while its clock and ours were compared may be listed late, so every read of changes goes back
/// a little further than the last one.
const OVERLAP: SignedDuration = SignedDuration::from_mins(5);

/// What changes cannot tell, a whole read finds out: at the latest after so long.
const WHOLE_AT_LEAST_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// What changed, where that is known to be enough.
    AsNeeded,
    /// Everything.
    Whole,
}

/// What a read brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadCustomers {
    /// All customers.
    Whole {
        /// Customers that an earlier read had brought before it broke off.
        resumed_after: Option<u32>,
    },
    /// Those that changed.
    Changes(Swap),
}

impl ReadCustomers {
    /// Whether only those that changed were asked for.
    pub(super) fn is_only_changes(self) -> bool {
        matches!(self, Self::Changes(_))
    }

    /// For the job strip. `total` is how many customers are known now.
    pub(super) fn in_words(self, total: u32) -> String {
        match self {
            Self::Whole { resumed_after } => match resumed_after {
                Some(before) => format!("{total} customers read, resumed after {before}"),
                None => format!("{total} customers read"),
            },
            Self::Changes(swap) => match swap.added + swap.changed {
                0 => format!("Nothing has changed at {total} customers"),
                changed => format!("{changed} of {total} customers changed"),
            },
        }
    }
}

/// Whose customers are read.
#[derive(Debug, Clone)]
struct Whose {
    account: String,
    halo: Option<SnapshotHaloRow>,
    /// Nothing complete is known yet, so what comes is shown at once.
    is_first: bool,
}

/// Everyone, also those who have left, with what tells companies apart.
fn everyone() -> CustomerQuery {
    CustomerQuery {
        include_inactive: true,
        include_tenants: true,
        ..CustomerQuery::default()
    }
}

/// Whose list of customers it is. Another Halo or another application may have another one.
fn account_of(row: &ProfileRow) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    [&row.api_base, &row.tenant, &row.client_id]
        .map(part)
        .join(" ")
}

/// Since when changes are to be read; `None` when everything is to be.
fn changes_since(known: &CustomerSyncRow, now: Timestamp) -> Option<Timestamp> {
    let since: Timestamp = known.watermark.as_deref()?.parse().ok()?;
    let whole: Timestamp = known.whole_read_at.parse().ok()?;
    // A clock that was set back says nothing about how long ago that was.
    let is_recent = whole <= now && now.duration_since(whole) < WHOLE_AT_LEAST_EVERY;
    (known.tells_changes == Some(true) && is_recent).then_some(since)
}

/// Up to when everything has been read, if it was asked for at this time by Halo's clock.
fn watermark(server_time: Option<Timestamp>) -> Option<String> {
    let until = server_time?.checked_sub(OVERLAP).ok()?;
    Some(until.to_string())
}

impl Engine {
    /// Brings the known customers up to date.
    ///
    /// # Errors
    /// `IncompleteRead` and `BrokenRead` when not all came; the old ones are as they were. Whatever else Halo answers.
    pub(super) async fn read_customers(
        &self,
        job: &mut Job<'_>,
        extent: Extent,
    ) -> Result<ReadCustomers> {
        let profile = job.profile;
        let row = self.profile_row(profile).await?;
        let account = account_of(&row);
        let known = self
            .store
            .read(move |tx| store::customer_sync::load(tx, profile))
            .await?
            .filter(|known| known.account == account && row.last_read_at.is_some());
        let since = known
            .as_ref()
            .filter(|_| extent == Extent::AsNeeded)
            .and_then(|known| changes_since(known, self.clock.now()));
        if let Some(since) = since
            && let Some(swap) = self.read_changes(job, since).await?
        {
            return Ok(ReadCustomers::Changes(swap));
        }
        let whose = Whose {
            account,
            halo: SnapshotHaloRow::of_profile(&row),
            is_first: row.last_read_at.is_none(),
        };
        let resumed_after = self.read_whole(job, whose).await?;
        if known.is_none_or(|known| known.tells_changes.is_none()) {
            self.learn_whether_changes_are_told(job).await?;
        }
        self.read_few_users(job).await?;
        Ok(ReadCustomers::Whole { resumed_after })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_enough_for_a_week_of_a_clock_that_goes_forward() {
        let known = |tells_changes, watermark: Option<&str>| CustomerSyncRow {
            account: String::new(),
            watermark: watermark.map(str::to_owned),
            tells_changes,
            whole_read_at: "2026-11-20T12:00:00Z".to_owned(),
            users_read_at: None,
            sites_read_at: None,
        };
        let mark = Some("2026-11-20T11:55:00Z");
        let check = |known: &CustomerSyncRow, now: &str, enough: bool| {
            let since = changes_since(known, now.parse().unwrap());
            assert_eq!(since.is_some(), enough, "{known:?} {now}");
        };
        check(&known(Some(true), mark), "2026-11-20T12:00:00Z", true);
        check(&known(Some(true), mark), "2026-11-27T11:59:59Z", true);
        check(&known(Some(true), mark), "2026-11-27T12:00:00Z", false);
        check(&known(Some(true), mark), "2026-11-20T11:59:59Z", false);
        check(&known(Some(false), mark), "2026-11-20T12:00:01Z", false);
        check(&known(None, mark), "2026-11-20T12:00:01Z", false);
        check(&known(Some(true), None), "2026-11-20T12:00:01Z", false);
        check(
            &known(Some(true), Some("soon")),
            "2026-11-20T12:00:01Z",
            false,
        );
        assert_eq!(watermark(None), None);
        let at = watermark("2026-11-20T12:00:00Z".parse().ok());
        assert_eq!(at.as_deref(), Some("2026-11-20T11:55:00Z"));
    }
}
