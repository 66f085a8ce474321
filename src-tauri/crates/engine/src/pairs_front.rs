//! The engine's face to what is known of one pair: warnings before it is made.

use domain::{CustomerId, OrganizationId, ProfileId};

use crate::Engine;
use crate::error::Result;
use crate::organizations::{self, WarningView};

impl Engine {
    /// What would speak against a pair.
    pub async fn preview_pair(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        customer: CustomerId,
    ) -> Result<Vec<WarningView>> {
        Ok(organizations::preview_pair(&self.store, profile, organization, customer).await?)
    }
}
