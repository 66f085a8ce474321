//! Customers: all of them, or the old ones stay.

use domain::matching::domains_of;
use domain::{CustomerId, CustomerReadId, ProfileId};
use halo_api::{Completeness, CustomerQuery, HaloClient};
use store::customers::CustomerInput;
use store::snapshot_halo::SnapshotHaloRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tasks::{Meter, TaskHandle};

impl Engine {
    /// Pages into the staging table and swaps only a complete list. The first
    /// page of a first read is shown while the rest comes.
    pub(super) async fn read_customers(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        source: Option<SnapshotHaloRow>,
        meter: &Meter,
        handle: &mut TaskHandle,
    ) -> Result<()> {
        let now = self.now();
        let read = self
            .store
            .write(move |tx| store::customer_reads::start(tx, profile, &now))
            .await?;
        let mut pager = halo.customers(&CustomerQuery {
            include_inactive: true,
            ..CustomerQuery::default()
        });
        loop {
            let page = match pager.next().await {
                Ok(Some(page)) => page,
                Ok(None) => break,
                Err(error) => {
                    let note = error.to_string();
                    self.keep_old_customers(profile, read, None, note).await?;
                    return Err(error.into());
                }
            };
            let rows: Vec<CustomerInput> = page.items.into_iter().map(as_input).collect();
            self.store
                .write(move |tx| store::customer_reads::stage(tx, profile, read, &rows))
                .await?;
            let received = u32::try_from(page.progress.received).unwrap_or(u32::MAX);
            let expected = page.progress.expected.and_then(|n| u32::try_from(n).ok());
            handle.progress("Reading customers", received, expected, meter);
        }
        let progress = pager.progress();
        let expected = progress.expected.and_then(|n| u32::try_from(n).ok());
        match pager.completeness() {
            Completeness::Complete if progress.received == 0 => {
                self.refuse_empty_list(profile, read, expected).await
            }
            Completeness::Complete => {
                let now = self.now();
                self.store
                    .write(move |tx| {
                        if let Some(halo) = &source {
                            store::snapshot_halo::remember(tx, profile, halo)?;
                        }
                        store::customer_reads::finish_complete(tx, profile, read, expected, &now)
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

fn as_input(customer: halo_api::Customer) -> CustomerInput {
    let domains = domains_of(
        [customer.domain.as_deref(), customer.website.as_deref()]
            .into_iter()
            .flatten(),
    );
    CustomerInput {
        id: CustomerId::new(customer.id),
        name: customer.name,
        inactive: customer.inactive,
        domains,
        reference: customer.reference.or(customer.account_id),
    }
}
