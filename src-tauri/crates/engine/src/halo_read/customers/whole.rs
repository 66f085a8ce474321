//! All customers, page by page into a staging table; only a complete list takes the place of the old one.

use domain::{CustomerId, CustomerReadId, ProfileId};
use halo_api::{Bookmark, Completeness, Customer, Pager, Progress};
use jiff::{SignedDuration, Timestamp};
use store::customer_reads::{Place, Resumed};
use store::customers::CustomerInput;

use super::input::as_input;
use super::{Job, Whose, everyone, watermark};
use crate::Engine;
use crate::error::{Error, Result};
use crate::stored_time;
use crate::tags::Tag;

/// A read that broke off is gone on with for so long after its last page. Later too much may have changed.
const GONE_ON_WITH_FOR: SignedDuration = SignedDuration::from_mins(15);

/// While the very first list comes, the page hears of it after the first page and then after so many.
const PAGES_BETWEEN_NEWS: u32 = 10;

/// A read under way.
struct Reading {
    id: CustomerReadId,
    pager: Pager<Customer>,
    whose: Whose,
    /// Halo's clock when it gave the first page, also of a read that is gone on with.
    server_time: Option<Timestamp>,
    /// Customers that an earlier read had brought before it broke off.
    resumed_after: Option<u32>,
}

impl Reading {
    fn label(&self) -> String {
        match self.resumed_after {
            Some(before) => format!("Reading customers, resumed after {before}"),
            None => "Reading customers".to_owned(),
        }
    }
}

impl Engine {
    /// Reads all customers. A read that broke off a short while ago goes on with the page after its last one; answers
    /// how many customers that one had brought.
    pub(super) async fn read_whole(&self, job: &mut Job<'_>, whose: Whose) -> Result<Option<u32>> {
        let mut reading = self.open_reading(job, whose).await?;
        let label = reading.label();
        if let Some(before) = reading.resumed_after {
            job.progress(&label, u64::from(before), reading.pager.progress().expected);
        }
        loop {
            let page = match reading.pager.next().await {
                Ok(Some(page)) => page,
                Ok(None) => break,
                Err(error) => return Err(self.broke_off(job, &reading, error).await?),
            };
            reading.server_time = reading.server_time.or(reading.pager.server_time());
            let rows: Vec<CustomerInput> = page.items.into_iter().map(as_input).collect();
            self.keep_page(job, &reading, rows, page.progress).await?;
            job.progress(&label, page.progress.received, page.progress.expected);
        }
        self.end_reading(job, &reading).await?;
        Ok(reading.resumed_after)
    }

    async fn open_reading(&self, job: &Job<'_>, whose: Whose) -> Result<Reading> {
        let (profile, now) = (job.profile, self.now());
        let not_before = stored_time(self.clock.now() - GONE_ON_WITH_FOR);
        let broken = whose.account.clone();
        let resumed = self
            .store
            .write(move |tx| store::customer_reads::resume(tx, profile, &broken, &not_before))
            .await?;
        let pager = job.halo.customers(&everyone());
        if let Some((resumed, bookmark)) = resumed.and_then(with_bookmark) {
            let before = u32::try_from(resumed.received.len()).unwrap_or(u32::MAX);
            let seen = resumed.received.into_iter().map(CustomerId::get);
            return Ok(Reading {
                id: resumed.id,
                pager: pager.resumed(bookmark, seen),
                whose,
                server_time: resumed.place.server_time.and_then(|time| time.parse().ok()),
                resumed_after: Some(before),
            });
        }
        let id = self
            .store
            .write(move |tx| store::customer_reads::start(tx, profile, &now))
            .await?;
        Ok(Reading {
            id,
            pager,
            whose,
            server_time: None,
            resumed_after: None,
        })
    }

    /// Stages the rows of a page together with the place after it.
    async fn keep_page(
        &self,
        job: &Job<'_>,
        reading: &Reading,
        rows: Vec<CustomerInput>,
        progress: Progress,
    ) -> Result<()> {
        let (profile, read, is_first) = (job.profile, reading.id, reading.whose.is_first);
        let place = place_of(reading, progress)?;
        let now = self.now();
        self.store
            .write(move |tx| {
                store::customer_reads::stage(tx, profile, read, &rows)?;
                if let Some(place) = &place {
                    store::customer_reads::keep_place(tx, read, place, &now)?;
                }
                if is_first {
                    let ids = rows.iter().map(|row| row.id);
                    store::customer_reads::show_staged(tx, profile, read, ids, &now)?;
                }
                Ok(())
            })
            .await?;
        if is_first && progress.pages % PAGES_BETWEEN_NEWS == 1 {
            self.events.invalidated(
                Some(profile),
                &[Tag::Customers, Tag::Organizations, Tag::Home],
            );
        }
        Ok(())
    }

    /// Keeps what came for the next read, and makes the error of it.
    async fn broke_off(
        &self,
        job: &Job<'_>,
        reading: &Reading,
        error: halo_api::Error,
    ) -> Result<Error> {
        let (profile, read) = (job.profile, reading.id);
        let (note, now) = (error.to_string(), self.now());
        self.store
            .write(move |tx| store::customer_reads::pause(tx, profile, read, &note, &now))
            .await?;
        let progress = reading.pager.progress();
        // Where not a single page came, there is nothing to count.
        if matches!(error, halo_api::Error::Cancelled) || progress.received == 0 {
            return Ok(error.into());
        }
        Ok(Error::BrokenRead {
            received: progress.received,
            expected: progress.expected,
            cause: Box::new(error),
        })
    }

    async fn end_reading(&self, job: &Job<'_>, reading: &Reading) -> Result<()> {
        let (profile, read, now) = (job.profile, reading.id, self.now());
        let progress = reading.pager.progress();
        let expected = progress.expected.and_then(|n| u32::try_from(n).ok());
        match reading.pager.completeness() {
            Completeness::Complete if progress.received == 0 => {
                self.refuse_empty_list(profile, read, expected).await
            }
            Completeness::Complete => {
                let Whose { account, halo, .. } = reading.whose.clone();
                let until = watermark(reading.server_time);
                self.store
                    .write(move |tx| {
                        if let Some(halo) = &halo {
                            store::snapshot_halo::remember(tx, profile, halo)?;
                        }
                        store::customer_reads::finish_complete(tx, profile, read, expected, &now)?;
                        let until = until.as_deref();
                        store::customer_sync::whole_read(tx, profile, &account, until, &now)
                    })
                    .await?;
                Ok(())
            }
            Completeness::Incomplete {
                expected: announced,
                received,
                reason,
            } => {
                let reason = reason.to_string();
                self.keep_old_customers(profile, read, expected, reason.clone())
                    .await?;
                Err(Error::IncompleteRead {
                    what: "customers",
                    received,
                    expected: announced,
                    reason,
                })
            }
        }
    }

    /// An empty list where there were customers before is how a lost right shows (halo-api section 0, rule 8): no
    /// service provider loses all its customers in a day. The old list stays.
    async fn refuse_empty_list(
        &self,
        profile: ProfileId,
        read: CustomerReadId,
        expected: Option<u32>,
    ) -> Result<()> {
        let known = self
            .store
            .read(move |tx| store::customers::counts(tx, profile))
            .await?
            .total;
        let reason = if known == 0 {
            "Halo lists no customer".to_owned()
        } else {
            format!("Halo lists no customer, where {known} were read before")
        };
        self.keep_old_customers(profile, read, expected, reason.clone())
            .await?;
        self.health.note_lost_customers(
            profile,
            format!("{reason} (Customers Access Level, Allow use of all Customers)."),
        );
        Err(Error::IncompleteRead {
            what: "customers",
            received: 0,
            expected: Some(u64::from(known)),
            reason,
        })
    }

    async fn keep_old_customers(
        &self,
        profile: ProfileId,
        read: CustomerReadId,
        expected: Option<u32>,
        note: String,
    ) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                store::customer_reads::finish_incomplete(tx, profile, read, expected, &note, &now)
            })
            .await?;
        Ok(())
    }
}

/// A read with its bookmark, if this version understands it.
fn with_bookmark(resumed: Resumed) -> Option<(Resumed, Bookmark)> {
    let bookmark = serde_json::from_str(&resumed.place.bookmark).ok()?;
    Some((resumed, bookmark))
}

/// Where the read stands; `None` at its end.
fn place_of(reading: &Reading, progress: Progress) -> Result<Option<Place>> {
    let Some(bookmark) = reading.pager.bookmark() else {
        return Ok(None);
    };
    Ok(Some(Place {
        account: reading.whose.account.clone(),
        server_time: reading.server_time.map(|time| time.to_string()),
        expected: progress.expected.and_then(|n| u32::try_from(n).ok()),
        bookmark: serde_json::to_string(bookmark).map_err(store::Error::from)?,
    }))
}
