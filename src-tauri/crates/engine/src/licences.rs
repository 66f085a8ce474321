//! Reading the software licences of one customer.

use domain::{CustomerId, OrganizationId, ProfileId};
use halo_api::LicenceQuery;
use store::licences::LicenceRead;

use crate::Engine;
use crate::error::Result;
use crate::organizations::{self, ConnectionView};
use crate::seats::licence_list;
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

    /// Reads a customer's software licences from Halo and keeps them. A Halo that never had the module is no failure; one that
    /// says so where the customer had licences takes none away.
    ///
    /// # Errors
    /// Whatever stands in the way of a client or stops the list; `IncompleteRead`.
    pub async fn read_licences(&self, profile: ProfileId, customer: CustomerId) -> Result<()> {
        let halo = self.halo_for_work(profile).await?;
        let query = LicenceQuery {
            customer_id: Some(customer.get()),
            include_inactive: true,
        };
        let list = match licence_list(&halo, &query, |_, _| {}).await {
            Ok(list) => list,
            Err(error) => return Err(self.explain(profile, error).await),
        };
        let list = if list.no_module {
            let before = self
                .store
                .read(move |tx| store::licences::of_customer(tx, profile, customer))
                .await?;
            list.expect_some_of(before.map_or(0, |read| read.licences.len()))?
        } else {
            list
        };
        let now = self.now();
        let read = LicenceRead {
            no_module: list.no_module,
            read_at: now,
            // A filter that Halo does not know is ignored without a word.
            licences: list
                .rows
                .into_iter()
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
