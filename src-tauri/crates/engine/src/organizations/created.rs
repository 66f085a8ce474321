//! Mapping an organisation to the customer that was just made in Halo for it.

use domain::{Decision, Evidence, OrganizationId, ProfileId};
use store::{Store, customer_creations, customers::CustomerInput, pairs::PairRow};

use super::edits::{Draft, Edited};
use super::error::Result;
use super::forms::find;
use super::set_aside::{Aside, put_aside};
use super::suggestions::refresh_with_customers;
use crate::new_customer::held_tickets;

/// The journal's code for it.
pub(super) const KIND: &str = "create_customer";

/// Puts the customer into the snapshot, closes its entry and maps the organisation to it, all or nothing. When more tickets
/// wait for the organisation than the `shown_tickets` it is not mapped, and `None` is answered: they would be sent to Halo
/// unseen.
///
/// # Errors
/// [`super::Error::NotFound`] when the organisation was deleted meanwhile; the customer stays in Halo.
pub(crate) async fn map_to_created(
    store: &Store,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerInput,
    entry: i32,
    shown_tickets: u32,
    now: &str,
) -> Result<Option<Edited>> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            customer_creations::put_into_snapshot(tx, profile, &customer, &now)?;
            customer_creations::finish(tx, entry, customer.id)?;
            if held_tickets(tx, profile, organization)? > shown_tickets {
                return Ok(None);
            }
            let row = find(tx, profile, organization)?;
            let draft = Draft::of(tx, profile, vec![organization])?;
            let pair = PairRow {
                organization,
                customer: customer.id,
                customer_name: customer.name.clone(),
                accepted_inactive: false,
                evidence: Evidence::by_hand(),
                accepted_at: now.clone(),
            };
            store::pairs::put(tx, profile, &pair)?;
            // A hold or an exclusion ends with the pair, as with every other one.
            put_aside(
                tx,
                profile,
                organization,
                Decision::Open,
                &Aside::default(),
                &now,
            )?;
            let what = format!(
                "{} created in Halo and mapped to {}",
                customer.name, row.name
            );
            draft
                .enter(tx, KIND, what, Some(organization), &now)
                .map(Some)
        })
        .await?;
    refresh_with_customers(store, profile).await;
    Ok(edited)
}
