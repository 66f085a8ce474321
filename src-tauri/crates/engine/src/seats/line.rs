//! One line: its target is read again, written, and read back.

use std::time::Duration;

use domain::seats::{HaloLicence, LicenceKey, LicenceRule, LineState, Step};
use domain::{ProfileId, SeatPlanId};
use halo_api::{HaloClient, Licence, LicenceCount, LicenceQuery, NewLicence, WriteOutcome};
use store::licences::LicenceRow;
use store::seat_lines::{self, LineEnd, SeatLineRow};
use tokio::time::timeout;

use super::AFTER_SEATS;
use super::comparison::as_compared;
use super::pages::licence_list;
use super::read::as_row;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tasks::TaskHandle;

/// What is said of a lost right; by it the check of access knows that writing was refused.
pub(crate) const MAY_NOT_WRITE: &str = "The agent may not change software licences in Halo.";

/// How often a count is sent whose answer is lost. A licence is made by one request of a run only.
const ATTEMPTS: u32 = 3;

/// How long somebody who gives a plan up waits for Halo to say whether a lost answer was a write.
const LAST_LOOK: Duration = Duration::from_secs(20);

impl Engine {
    /// Writes a line and enters what became of it. What cannot be told is left as sent, and ends the run.
    ///
    /// # Errors
    /// Whatever concerns more than this line: a lost right, a lost connection, an answer that never came.
    pub(super) async fn write_line(
        &self,
        profile: ProfileId,
        line: &SeatLineRow,
        halo: &HaloClient,
        handle: &TaskHandle,
    ) -> Result<()> {
        let stoppable = halo.with_cancel(handle.cancel().clone());
        let mut was_sent = line.state == LineState::Sent;
        let mut attempt = 1;
        loop {
            // An answer that was lost is looked for even when somebody has pressed Cancel.
            let asked = if was_sent { halo } else { &stoppable };
            let found = look_at(asked, line).await.map_err(may_not)?;
            let compared: Vec<HaloLicence> = found
                .iter()
                .map(|row| as_compared(line.line.customer, row.clone()))
                .collect();
            match line.line.change.next_step(&compared, was_sent) {
                Step::Skip(why, count) => {
                    return self
                        .end_line(profile, line, LineState::Moved, count, Some(why), None)
                        .await;
                }
                Step::Written(id) => {
                    let row = found.into_iter().find(|row| row.id == id);
                    return self.end_found(profile, line, row).await;
                }
                Step::Write => {}
            }
            self.mark_sent(line, true).await?;
            let error = match send(halo, line).await {
                Ok(written) => return self.read_back(profile, line, halo, &written).await,
                Err(error) => error,
            };
            if error.write_outcome() == WriteOutcome::Unknown {
                // A licence could still be on its way, and would be made twice: it is looked for, and sent again by the
                // next run only.
                let is_new = line.line.change.before.is_none();
                if attempt == ATTEMPTS || (is_new && !self.is_found(halo, line).await?) {
                    return Err(error.into());
                }
                was_sent = true;
                attempt += 1;
                continue;
            }
            if matches!(
                error,
                halo_api::Error::Rejected { .. } | halo_api::Error::NotFound { .. }
            ) {
                let why = Some(error.to_string());
                return self
                    .end_line(profile, line, LineState::Refused, None, why, None)
                    .await;
            }
            self.mark_sent(line, was_sent).await?;
            return Err(may_not(error.into()));
        }
    }

    /// Looks once more for what a plan has sent without an answer, before it is given up: what Halo holds was written. Nothing
    /// else is decided here, and Halo being out of reach hinders nobody.
    pub(super) async fn look_for_sent_lines(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
    ) -> Result<()> {
        let sent = self
            .store
            .read(move |tx| {
                let plan = store::seat_plans::get(tx, profile, plan)?;
                seat_lines::sent(tx, plan.id)
            })
            .await?;
        if sent.is_empty() {
            return Ok(());
        }
        let Ok(halo) = self.halo_for_work(profile).await else {
            return Ok(());
        };
        for line in sent {
            let Ok(Ok(found)) = timeout(LAST_LOOK, look_at(&halo, &line)).await else {
                return Ok(());
            };
            let customer = line.line.customer;
            let compared: Vec<HaloLicence> = found
                .iter()
                .map(|row| as_compared(customer, row.clone()))
                .collect();
            if let Step::Written(id) = line.line.change.next_step(&compared, true) {
                let row = found.into_iter().find(|row| row.id == id);
                self.end_found(profile, &line, row).await?;
            }
        }
        self.events.invalidated(Some(profile), &AFTER_SEATS);
        Ok(())
    }

    /// Enters a line whose answer was lost and whose count Halo holds.
    async fn end_found(
        &self,
        profile: ProfileId,
        line: &SeatLineRow,
        licence: Option<LicenceRow>,
    ) -> Result<()> {
        let why = "Halo’s answer was lost; it was found written.".to_owned();
        let count = Some(i64::from(line.line.change.after));
        self.end_line(profile, line, LineState::Done, count, Some(why), licence)
            .await
    }

    async fn is_found(&self, halo: &HaloClient, line: &SeatLineRow) -> Result<bool> {
        Ok(!look_at(halo, line).await?.is_empty())
    }

    async fn mark_sent(&self, line: &SeatLineRow, is_sent: bool) -> Result<()> {
        let id = line.id;
        Ok(self
            .store
            .write(move |tx| seat_lines::set_sent(tx, id, is_sent))
            .await?)
    }

    /// Reads what was written. That it cannot be read leaves the line as sent.
    async fn read_back(
        &self,
        profile: ProfileId,
        line: &SeatLineRow,
        halo: &HaloClient,
        written: &Licence,
    ) -> Result<()> {
        let row = as_row(halo.licence(written.id).await?).map(|(_, row)| row);
        let count = row.as_ref().and_then(|row| row.seats).map(i64::from);
        let (state, why) = if count == Some(i64::from(line.line.change.after)) {
            (LineState::Done, None)
        } else {
            let why = "Halo took it and holds another count.";
            (LineState::Refused, Some(why.to_owned()))
        };
        self.end_line(profile, line, state, count, why, row).await
    }

    /// Enters the end of a line, and what Halo has of its licence.
    async fn end_line(
        &self,
        profile: ProfileId,
        line: &SeatLineRow,
        state: LineState,
        found: Option<i64>,
        note: Option<String>,
        licence: Option<LicenceRow>,
    ) -> Result<()> {
        let end = LineEnd {
            state,
            found,
            note,
            licence: licence.as_ref().map(|row| row.id),
        };
        let (id, customer, now) = (line.id, line.line.customer, self.now());
        let made_for = line
            .line
            .licence
            .is_none()
            .then(|| line.line.product.clone());
        Ok(self
            .store
            .write(move |tx| {
                if let Some(row) = licence {
                    store::licences::put_written(tx, profile, customer, &row, &now)?;
                    if let Some(product) = made_for {
                        store::seats::remember_found(tx, profile, customer, &product, row.id)?;
                    }
                }
                seat_lines::settle(tx, id, &end, &now)
            })
            .await?)
    }
}

/// The licence of the line, or those of the customer that one to be made would double.
async fn look_at(halo: &HaloClient, line: &SeatLineRow) -> Result<Vec<LicenceRow>> {
    let customer = line.line.customer;
    if let Some(id) = line.line.licence {
        return match halo.licence(id.get()).await {
            Ok(licence) => Ok(as_row(licence)
                .filter(|(holder, _)| *holder == customer)
                .map(|(_, row)| row)
                .into_iter()
                .collect()),
            Err(halo_api::Error::NotFound { .. }) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        };
    }
    let query = LicenceQuery {
        customer_id: Some(customer.get()),
        include_inactive: true,
    };
    let list = licence_list(halo, &query, |_, _| ()).await?;
    if list.no_module {
        return Err(Error::IncompleteRead {
            what: "licences",
            received: 0,
            expected: None,
            reason: "Halo answers that it has no software licences".to_owned(),
        });
    }
    // A filter that Halo does not know is ignored without a word.
    let own = list
        .rows
        .into_iter()
        .filter(|(holder, _)| *holder == customer);
    let rows = own.map(|(_, row)| row);
    Ok(rows.filter(|row| is_double(line, row)).collect())
}

/// Whether a licence is what the line would make: by its name or its number.
fn is_double(line: &SeatLineRow, row: &LicenceRow) -> bool {
    let fits = |key, value: &str| {
        as_compared(line.line.customer, row.clone()).fits(&LicenceRule {
            key,
            value: value.to_owned(),
            name: line.line.licence_name.clone(),
        })
    };
    let by_number = line.line.sku.as_deref();
    fits(LicenceKey::Name, &line.line.licence_name)
        || by_number.is_some_and(|sku| fits(LicenceKey::Sku, sku))
}

async fn send(
    halo: &HaloClient,
    line: &SeatLineRow,
) -> std::result::Result<Licence, halo_api::Error> {
    let count = line.line.change.after;
    if let Some(id) = line.line.licence {
        let id = id.get();
        return halo.set_licence_count(LicenceCount { id, count }).await;
    }
    let licence = NewLicence {
        customer_id: line.line.customer.get(),
        name: line.line.licence_name.clone(),
        count,
        vendor_product_sku: line.line.sku.clone(),
    };
    halo.create_licence(&licence).await
}

/// Names the right that is missing.
fn may_not(error: Error) -> Error {
    let Error::Halo(cause) = error else {
        return error;
    };
    let mend = if matches!(cause, halo_api::Error::Forbidden { .. }) {
        "Set the role's Software Licensing Access Level to Read and Modify (Configuration > Teams & Agents > Roles), then go on with the plan."
    } else if matches!(cause, halo_api::Error::InvalidScope { .. }) {
        "Tick edit:softwarelicensing in the application's Permissions (Configuration > Integrations > HaloPSA API), then go on with the plan."
    } else {
        return cause.into();
    };
    Error::MissingRight {
        what: MAY_NOT_WRITE,
        mend,
        cause: Box::new(cause),
    }
}
