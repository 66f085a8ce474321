//! Reading the software licences of one customer.

use domain::{CustomerId, OrganizationId, ProfileId};
use halo_api::{Completeness, LicenceQuery};
use store::licences::LicenceRead;

use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::{self, ConnectionView};
use crate::seats::as_row;
use crate::tags::Tag;

impl Engine {
    /// How an organisation and a customer are, or would be, connected.
    pub async fn pair_connection(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        customer: Option<CustomerId>,
    ) -> Result<ConnectionView> {
        Ok(organizations::connection(&self.store, profile, organization, customer).await?)
    }

    /// Reads a customer's software licences from Halo and keeps them. A Halo without the module is no failure.
    ///
    /// # Errors
    /// Whatever stands in the way of a client or stops the list; `IncompleteRead`.
    pub async fn read_licences(&self, profile: ProfileId, customer: CustomerId) -> Result<()> {
        let halo = self.halo_for_work(profile).await?;
        let query = LicenceQuery {
            customer_id: Some(customer.get()),
            include_inactive: true,
        };
        let mut pager = halo.licences(&query);
        let mut licences = Vec::new();
        let no_module = loop {
            match pager.next().await {
                Ok(Some(page)) => licences.extend(page.items),
                Ok(None) => break false,
                // So a Halo answers whose asset management is switched off (confidence L).
                Err(halo_api::Error::NotFound { .. }) => break true,
                Err(error) => return Err(self.explain(profile, error.into()).await),
            }
        };
        if let Completeness::Incomplete {
            expected,
            received,
            reason,
        } = pager.completeness()
            && !no_module
        {
            return Err(Error::IncompleteRead {
                what: "licences",
                received,
                expected,
                reason: reason.to_string(),
            });
        }
        let now = self.now();
        let read = LicenceRead {
            no_module,
            read_at: now,
            // A filter that Halo does not know is ignored without a word.
            licences: licences
                .into_iter()
                .filter_map(as_row)
                .filter_map(|(holder, row)| (holder == customer).then_some(row))
                .collect(),
        };
        self.store
            .write(move |tx| store::licences::replace(tx, profile, customer, &read))
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Organizations, Tag::Licences]);
        Ok(())
    }
}
