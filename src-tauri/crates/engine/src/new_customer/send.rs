//! The write: looked up, entered, sent once, read back, put into the snapshot and paired.

use domain::{CustomerId, OrganizationId, ProfileId, RunResult};
use halo_api::{Customer, HaloClient, NewCustomer, SiteQuery, WriteOutcome};
use store::customer_creations::{self, CreationRow, CreationState};
use store::customers::CustomerInput;
use tokio_util::sync::CancellationToken;

use super::form::{CustomerForm, Demand};
use super::plan::{demanded, held_tickets};
use crate::Engine;
use crate::error::{Error, Result};
use crate::halo_read::as_input;
use crate::landing;
use crate::organizations::{self, Edited};
use crate::tags::Tag;
use crate::tasks::Meter;

/// Reading and writing customers, and nothing else (halo-api section 2). The connection's own token may not write them:
/// no vendor's guide asks for it.
const SCOPES: &str = "read:customers edit:customers";

/// What the administrator was shown before the press.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Customers that were shown as possibly the same.
    pub duplicates: Vec<CustomerId>,
    /// How many held tickets were said to be sent once the organisation is mapped.
    pub held_tickets: u32,
}

/// One field as it was sent and as Halo has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// Its label.
    pub label: &'static str,
    /// What was sent.
    pub sent: String,
    /// What Halo has; `None` when it could not be read back.
    pub got: Option<String>,
}

/// A customer that is in Halo now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedCustomer {
    /// The pair that was made here, for undo.
    pub edit: Edited,
    /// Halo's id of it.
    pub customer: CustomerId,
    /// The fields, read back.
    pub read_back: Vec<ReadBack>,
}

impl Engine {
    /// Creates the customer in Halo and maps the organisation to it. `seen` is what the plan showed.
    ///
    /// Pressed again it finds the pair and changes nothing. When the answer of an earlier press was lost, the customer is
    /// looked for before anything is sent.
    ///
    /// # Errors
    /// `InvalidInput` for a field, also one that Halo has just demanded; `NeedsConfirmation` when Halo has a customer of
    /// this name that was not shown, when other tickets wait for the organisation than was shown, or when an earlier try
    /// may still arrive there; `Halo` with what it said.
    pub async fn create_customer(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        form: CustomerForm,
        seen: Seen,
    ) -> Result<CreatedCustomer> {
        let _one_at_a_time = self.creating.lock().await;
        let _writing = self.halo_turn.take().await?;
        let (known, last, pair, waiting) = self
            .store
            .read(move |tx| {
                Ok((
                    demanded(tx, profile)?,
                    customer_creations::last(tx, profile, organization)?,
                    store::pairs::of(tx, profile, organization)?,
                    held_tickets(tx, profile, organization)?,
                ))
            })
            .await?;
        if let Some(pair) = pair {
            return Ok(CreatedCustomer {
                edit: Edited::standing(
                    format!("Already mapped to {}", pair.customer_name),
                    organization,
                ),
                customer: pair.customer,
                read_back: Vec::new(),
            });
        }
        let customer = form.checked(&known)?;
        if waiting != seen.held_tickets {
            return Err(Error::NeedsConfirmation {
                message: waits_now(waiting),
            });
        }
        let halo = self.halo_for_work(profile).await?.asking_for(SCOPES);
        let meter = Meter::start(halo.budget());
        let started = self.now();
        let made = self
            .make(
                profile,
                organization,
                &halo,
                &customer,
                last,
                &seen.duplicates,
            )
            .await;
        let made = match made {
            Ok(made) => made,
            Err(error) => {
                let note = error.to_string();
                self.note_run(profile, &started, RunResult::Failed, &meter, note)
                    .await?;
                return Err(self.explain(profile, may_not(error)).await);
            }
        };
        let (id, read_back, edit) = self
            .settle(profile, organization, &halo, &customer, made, waiting)
            .await?;
        let left_alone = || {
            let name = &customer.name;
            format!(
                "{name} is in Halo now, and not mapped: another ticket came to wait meanwhile, which nobody has seen. Take {name} from the list, and the ticket is sent there."
            )
        };
        let note = edit
            .as_ref()
            .map_or_else(left_alone, |edit| edit.what.clone());
        self.note_run(profile, &started, RunResult::Done, &meter, note)
            .await?;
        let tags = [Tag::Organizations, Tag::Customers, Tag::Home];
        self.events.invalidated(Some(profile), &tags);
        let edit = edit.ok_or_else(|| Error::NeedsConfirmation {
            message: left_alone(),
        })?;
        Ok(CreatedCustomer {
            edit,
            customer: id,
            read_back,
        })
    }

    /// Makes the customer, or finds the one that an earlier press has made. Answers the number of its entry too.
    async fn make(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        halo: &HaloClient,
        customer: &NewCustomer,
        last: Option<CreationRow>,
        seen: &[CustomerId],
    ) -> Result<(i32, CustomerId)> {
        let namesakes = halo.find_customers_by_name(&customer.name).await?;
        let lost = last.filter(|last| last.state == CreationState::Sent);
        let unanswered = lost
            .as_ref()
            .filter(|lost| lost.name.eq_ignore_ascii_case(&customer.name));
        let unknown = self.unknown_ones(profile, &namesakes).await?;
        if let (Some(entry), [only]) = (unanswered, unknown.as_slice()) {
            return Ok((entry.id, CustomerId::new(only.id)));
        }
        if let Some(other) = namesakes
            .iter()
            .find(|other| !seen.contains(&CustomerId::new(other.id)))
        {
            let message = format!(
                "Halo has a customer named {} that was not shown. Look at it before you make another.",
                other.name
            );
            self.show_all(profile, namesakes).await?;
            return Err(Error::NeedsConfirmation { message });
        }
        // Also when it was given another name meanwhile: the first one would be there beside it.
        if let Some(lost) = lost
            && let Some(left) = landing::left_in_words(Some(&lost.sent_at), self.clock.now())
        {
            let message = format!(
                "The answer to the first try was lost, and {} may still arrive in Halo. Try again in {left}.",
                lost.name
            );
            return Err(Error::NeedsConfirmation { message });
        }
        let (name, now) = (customer.name.clone(), self.now());
        let entry = self
            .store
            .write(move |tx| customer_creations::begin(tx, profile, organization, &name, &now))
            .await?;
        match halo.create_customer(customer).await {
            Ok(made) => Ok((entry, CustomerId::new(made.id))),
            Err(error) if error.write_outcome() == WriteOutcome::Unknown => {
                // Whether it was stopped or broke off: only Halo knows.
                let asked = halo.with_cancel(CancellationToken::new());
                let found = asked.find_customers_by_name(&customer.name).await;
                let found = found.unwrap_or_default();
                let mut new = found
                    .iter()
                    .filter(|one| !namesakes.iter().any(|old| old.id == one.id));
                match (new.next(), new.next()) {
                    (Some(only), None) => Ok((entry, CustomerId::new(only.id))),
                    _ => Err(error.into()),
                }
            }
            Err(error) => {
                self.store
                    .write(move |tx| customer_creations::refuse(tx, entry))
                    .await?;
                Err(self.learn_demand(profile, error).await?)
            }
        }
    }

    /// Those that the snapshot does not have.
    async fn unknown_ones(&self, profile: ProfileId, found: &[Customer]) -> Result<Vec<Customer>> {
        let found = found.to_vec();
        Ok(self
            .store
            .read(move |tx| {
                let mut unknown = Vec::new();
                for customer in found {
                    let id = CustomerId::new(customer.id);
                    if store::customers::get(tx, profile, id)?.is_none() {
                        unknown.push(customer);
                    }
                }
                Ok(unknown)
            })
            .await?)
    }

    /// Puts customers into the snapshot, so that the next plan shows them.
    async fn show_all(&self, profile: ProfileId, customers: Vec<Customer>) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                for customer in customers {
                    let input = as_input(customer);
                    customer_creations::put_into_snapshot(tx, profile, &input, &now)?;
                }
                Ok(())
            })
            .await?;
        organizations::refresh_with_customers(&self.store, profile).await;
        self.events
            .invalidated(Some(profile), &[Tag::Organizations, Tag::Customers]);
        Ok(())
    }

    /// A refusal that names a field is remembered, and the form asks for it from now on.
    async fn learn_demand(&self, profile: ProfileId, error: halo_api::Error) -> Result<Error> {
        let said = error.exchange().and_then(|exchange| exchange.text.clone());
        let is_refusal = matches!(error, halo_api::Error::Rejected { .. });
        let demand = said
            .filter(|_| is_refusal)
            .and_then(|text| Demand::named_in(&text));
        if let Some(demand) = demand {
            self.store
                .write(move |tx| customer_creations::add_demand(tx, profile, demand.code()))
                .await?;
            self.events.invalidated(Some(profile), &[Tag::Customers]);
        }
        Ok(error.into())
    }

    /// Reads back, keeps, pairs; without a pair when more tickets wait than were shown.
    async fn settle(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        halo: &HaloClient,
        sent: &NewCustomer,
        (entry, id): (i32, CustomerId),
        shown_tickets: u32,
    ) -> Result<(CustomerId, Vec<ReadBack>, Option<Edited>)> {
        // It is made: that it cannot be read back must not lose it.
        let read = halo.customer(id.get()).await.ok();
        let read_back = compare(halo, id, sent, read.as_ref()).await;
        let input = read.map_or_else(
            || CustomerInput {
                id,
                name: sent.name.clone(),
                inactive: false,
                domains: Vec::new(),
                web_domains: Vec::new(),
                reference: None,
                tenant_ids: Vec::new(),
            },
            as_input,
        );
        let edit = organizations::map_to_created(
            &self.store,
            profile,
            organization,
            input,
            entry,
            shown_tickets,
            &self.now(),
        )
        .await?;
        Ok((id, read_back, edit))
    }

    async fn note_run(
        &self,
        profile: ProfileId,
        started: &str,
        result: RunResult,
        meter: &Meter,
        note: String,
    ) -> Result<()> {
        let (started, now, used) = (started.to_owned(), self.now(), meter.used());
        self.store
            .write(move |tx| {
                let run = store::runs::start(tx, profile, "create_customer", &started)?;
                store::runs::finish(tx, run, result, used, Some(&note), &now)
            })
            .await?;
        Ok(())
    }
}

/// What waits for the organisation by now, where another number was shown.
fn waits_now(tickets: u32) -> String {
    let waits = match tickets {
        0 => {
            return "No ticket waits for the organisation any more. Look at the plan again."
                .to_owned();
        }
        1 => "1 held ticket waits for the organisation by now, and is".to_owned(),
        n => format!("{n} held tickets wait for the organisation by now, and are"),
    };
    format!("{waits} sent to the new customer in Halo once it is mapped. Look at the plan again.")
}

/// Names the right that is missing. No vendor's guide asks for it, so most agents do not have it.
fn may_not(error: Error) -> Error {
    let Error::Halo(cause) = error else {
        return error;
    };
    let mend = if matches!(cause, halo_api::Error::Forbidden { .. }) {
        "Set the role's Customers Access Level to Read and Modify (Configuration > Teams & Agents > Roles), for as long as you need it; or create the customer in Halo and read Halo again."
    } else if matches!(cause, halo_api::Error::InvalidScope { .. }) {
        "Tick edit:customers in the application's Permissions (Configuration > Integrations > HaloPSA API), for as long as you need it; or create the customer in Halo and read Halo again."
    } else {
        return cause.into();
    };
    Error::MissingRight {
        what: "The agent may not create customers in Halo.",
        mend,
        cause: Box::new(cause),
    }
}

/// The fields as sent and as Halo has them. The first contact is a record of its own, which the agent may not be allowed
/// to read; it is not asked for.
async fn compare(
    halo: &HaloClient,
    id: CustomerId,
    sent: &NewCustomer,
    read: Option<&Customer>,
) -> Vec<ReadBack> {
    let mut fields = vec![ReadBack {
        label: "Name",
        sent: sent.name.clone(),
        got: read.map(|customer| customer.name.clone()),
    }];
    if let Some(site) = &sent.site_name {
        let query = SiteQuery {
            customer_id: Some(id.get()),
            include_inactive: false,
        };
        let first = halo.sites(&query).next().await.ok().flatten();
        let names = first.map(|page| page.items.into_iter().map(|site| site.name));
        fields.push(ReadBack {
            label: Demand::Site.label(),
            sent: site.clone(),
            got: names.map(|names| names.collect::<Vec<_>>().join(", ")),
        });
    }
    fields
}
