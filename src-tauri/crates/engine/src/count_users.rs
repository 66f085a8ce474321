//! Counting the people of customers, so that seats can be held against them.
//!
//! Halo tells them customer by customer only (halo-api section 3.3), so it is a task of its own, for pairs with seats.

use domain::{CustomerId, ProfileId};
use halo_api::{HaloClient, UserQuery};

use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// After this many the warnings are looked at, so that a long count shows what it has found.
const AT_ONCE: usize = 25;

impl Engine {
    /// Counts the people of every paired customer whose organisation has seats, and looks at the pairs anew. What was
    /// counted stays when it is stopped; the next time begins with those that were left.
    ///
    /// # Errors
    /// Whatever stands in the way of a client.
    pub async fn count_users(&self, profile: ProfileId) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::CountUsers,
            profile,
            "Counting people",
            move |handle| async move {
                let halo = halo.with_cancel(handle.cancel().clone());
                match engine.count_all(profile, &halo, &handle).await {
                    Ok(counted) => Ok(Ended::well(format!(
                        "People of {counted} customers counted"
                    ))),
                    Err(error) => Err(engine.explain(profile, error).await),
                }
            },
        ))
    }

    async fn count_all(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        handle: &TaskHandle,
    ) -> Result<usize> {
        let meter = Meter::start(halo.budget());
        let customers = self
            .store
            .read(move |tx| store::warnings::to_count(tx, profile))
            .await?;
        let total = u32::try_from(customers.len()).ok();
        let mut done = 0;
        for some in customers.chunks(AT_ONCE) {
            let mut counted = Vec::with_capacity(some.len());
            let mut failure = None;
            for &customer in some {
                handle.progress("Counting people", done, total, &meter);
                done += 1;
                match people_of(halo, customer).await {
                    Ok(Some(people)) => counted.push((customer, people)),
                    Ok(None) => {}
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            }
            self.keep_counts(profile, counted).await?;
            if let Some(error) = failure {
                return Err(error.into());
            }
        }
        Ok(customers.len())
    }

    async fn keep_counts(&self, profile: ProfileId, counted: Vec<(CustomerId, u32)>) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                for (customer, people) in counted {
                    store::warnings::put_users(tx, profile, customer, people, &now)?;
                }
                Ok(())
            })
            .await?;
        crate::organizations::renew_warnings(&self.store, profile).await?;
        self.events
            .invalidated(Some(profile), &[Tag::Organizations, Tag::Home]);
        Ok(())
    }
}

/// `None` where this Halo does not say how many there are.
async fn people_of(
    halo: &HaloClient,
    customer: CustomerId,
) -> std::result::Result<Option<u32>, halo_api::Error> {
    let query = UserQuery {
        customer_id: Some(customer.get()),
        include_inactive: false,
        exclude_general_user: true,
    };
    let found = halo.count_users(&query).await?;
    Ok(found.number().and_then(|number| u32::try_from(number).ok()))
}
