//! Before the write: who it could be already, and what would be sent.

use domain::matching::{CustomerRecord, Input, Memory, suggest};
use domain::{Band, Organization, OrganizationId, ProfileId};
use store::Connection;
use store::customer_creations::{CreationState, demands, last};

use super::form::{CustomerForm, Demand};
use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::CustomerView;

/// A customer that the new one could be already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Who.
    pub customer: CustomerView,
    /// How sure the matcher is.
    pub band: Band,
}

/// What creating a customer would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPlan {
    /// Customers of Halo that it could be already, inactive ones too, best first.
    pub duplicates: Vec<Duplicate>,
    /// What this Halo demands beside the name.
    pub demands: Vec<Demand>,
    /// Every field that is sent, by its label.
    pub fields: Vec<(&'static str, String)>,
    /// An earlier creation for this organisation whose answer was never seen, by its name. It is looked up before
    /// anything is sent.
    pub unanswered: Option<String>,
    /// Held tickets of the organisation: once it is mapped to the new customer, these are sent to Halo too.
    pub held_tickets: u32,
    /// Why nothing can be sent as it stands: the field and what is wrong with it.
    pub flaw: Option<(&'static str, String)>,
}

impl Engine {
    /// Says what creating this customer would do. Nothing is sent.
    ///
    /// # Errors
    /// `NotFound`, and those of the database.
    pub async fn plan_customer(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        form: CustomerForm,
    ) -> Result<CustomerPlan> {
        let name = form.name.clone();
        let (demands, unanswered, held_tickets, input) = self
            .store
            .read(move |tx| {
                Ok((
                    demanded(tx, profile)?,
                    last(tx, profile, organization)?
                        .filter(|creation| creation.state == CreationState::Sent)
                        .map(|creation| creation.name),
                    held_tickets(tx, profile, organization)?,
                    input(tx, profile, organization, &name)?,
                ))
            })
            .await?;
        let input = input.ok_or(Error::NotFound {
            what: "This organisation is no longer there.",
        })?;
        let found = tokio::task::spawn_blocking(move || suggest(input)).await?;
        let candidates = found.into_iter().next().map(|found| found.candidates);
        let candidates = candidates.unwrap_or_default();
        let duplicates = self
            .store
            .read(move |tx| {
                let mut duplicates = Vec::with_capacity(candidates.len());
                for candidate in candidates {
                    let view = crate::organizations::customer_of(
                        tx,
                        profile,
                        candidate.customer,
                        organization,
                    )?;
                    duplicates.extend(view.map(|customer| Duplicate {
                        customer,
                        band: candidate.evidence.band,
                    }));
                }
                Ok(duplicates)
            })
            .await?;
        let flaw = match form.checked(&demands) {
            Err(Error::InvalidInput { field, message }) => Some((field, message)),
            Err(error) => return Err(error),
            Ok(_) => None,
        };
        let mut fields = vec![("Name", form.name.trim().to_owned())];
        let demanded = demands.iter();
        fields.extend(demanded.map(|demand| (demand.label(), form.value(*demand).to_owned())));
        Ok(CustomerPlan {
            duplicates,
            demands,
            fields,
            unanswered,
            held_tickets,
            flaw,
        })
    }
}

/// What this Halo is known to demand.
pub(super) fn demanded(conn: &Connection, profile: ProfileId) -> store::Result<Vec<Demand>> {
    let mut known: Vec<Demand> = demands(conn, profile)?
        .iter()
        .filter_map(|code| Demand::from_code(code))
        .collect();
    known.sort_unstable();
    Ok(known)
}

/// Tickets that wait for the organisation to have a customer.
pub(crate) fn held_tickets(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
) -> store::Result<u32> {
    let mut waiting = store::tickets::waiting_for_pair(conn, profile)?;
    Ok(waiting.remove(&organization).unwrap_or(0))
}

/// The matcher's question: which of all customers is the one about to be made? That one is inactive or taken is no reason
/// to make it twice.
fn input(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    name: &str,
) -> store::Result<Option<Input>> {
    let Some(row) = store::organizations::get(conn, profile, organization)? else {
        return Ok(None);
    };
    let customers = store::customers::all_for_matching(conn, profile)?;
    Ok(Some(Input {
        organizations: vec![Organization {
            id: organization,
            name: name.to_owned(),
            domains: row.domains,
            external_id: row.external_id,
            tenant_id: row.tenant_id,
        }],
        customers: customers
            .into_iter()
            .map(|customer| CustomerRecord {
                inactive: false,
                ..CustomerRecord::from(customer)
            })
            .collect(),
        memory: Memory::default(),
    }))
}
