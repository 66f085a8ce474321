//! The run itself. It is in the database before its ticket is in Halo, so that an interrupted run can be cleaned up at
//! the next start.

mod clean_up;
mod create;
mod journal;
mod mark;
mod move_status;
mod prove;

use domain::{CustomerId, ProfileId, TestRunId, TestRunState};
use halo_api::{HaloClient, NewTicket};
use store::test_runs::NewTestRun;

use super::plan::{Basis, Choice};
use super::sheet::{Sheet, StatusTest, WhatBecomes};
use crate::Engine;
use crate::error::{Error, Result};
use crate::secrets::random_name;
use crate::status_ways::Way;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};
pub(crate) use mark::{Mark, search_from};
pub(crate) use prove::internal_note;

/// Steps that the job strip counts.
const STEPS: Option<u32> = Some(5);

/// What was planned, ready to be sent.
struct Planned {
    basis: Basis,
    mark: Mark,
    ticket: NewTicket,
    customer: (CustomerId, String),
    becomes: WhatBecomes,
    statuses: StatusTest,
    /// The customer is the service provider's own company from now on.
    is_own: bool,
}

/// A run under way.
struct Run {
    engine: Engine,
    profile: ProfileId,
    id: TestRunId,
    sheet: Sheet,
    /// A step was cut off by the administrator.
    stopped: bool,
    /// How Halo takes a status of this ticket.
    way: Way,
}

impl Engine {
    /// Tells a run that waits for a change in Halo to wait no longer, and to go on. Without one, nothing happens.
    pub fn stop_watching(&self, profile: ProfileId) {
        self.watches.give_up(profile);
    }

    /// Runs the sheet.
    ///
    /// # Errors
    /// `TicketBlocked` when the plan says that Halo would refuse it.
    pub async fn start_test_ticket(&self, profile: ProfileId, choice: Choice) -> Result<TaskId> {
        let (becomes, statuses, is_own) = (choice.becomes, choice.statuses, choice.is_own);
        let basis = self.test_basis(profile, choice).await?;
        let mark = Mark::new(format!("HYD-{}", random_name()?.to_uppercase()));
        let (ticket, customer) = basis.ready(mark.reference())?;
        let planned = Planned {
            basis,
            mark,
            ticket,
            customer,
            becomes,
            statuses,
            is_own,
        };
        let halo = self.halo_for_work(profile).await?;
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::TestTicket,
            profile,
            "Test ticket",
            move |handle| async move {
                let end = engine.run_test(profile, planned, &halo, handle).await;
                engine
                    .events
                    .invalidated(Some(profile), &[Tag::TestTicket, Tag::Home]);
                end
            },
        ))
    }

    async fn run_test(
        &self,
        profile: ProfileId,
        planned: Planned,
        halo: &HaloClient,
        handle: TaskHandle,
    ) -> Result<Ended> {
        let _writing = self.halo_turn.take().await?;
        let meter = Meter::start(halo.budget());
        let mut run = self.begin_test(profile, &planned).await?;
        let stoppable = halo.with_cancel(handle.cancel().clone());
        if let Some(id) = run.create(&stoppable, &planned).await {
            handle.progress("Test ticket: reading back", 1, STEPS, &meter);
            let mut id = id;
            if let Some(ours) = run.read_back(&stoppable, &planned, id).await {
                id = ours;
                handle.progress("Test ticket: adding a note", 2, STEPS, &meter);
                run.note(&stoppable, &planned.basis, id).await;
                handle.progress("Test ticket: moving its status", 3, STEPS, &meter);
                run.move_status(&stoppable, &planned, id, handle.cancel())
                    .await;
            }
            handle.progress("Test ticket: cleaning up", 4, STEPS, &meter);
            // Stop means "stop and clean up": this step is not stopped.
            run.clean_up(halo, &planned, id).await;
        }
        run.end().await
    }

    async fn begin_test(&self, profile: ProfileId, planned: &Planned) -> Result<Run> {
        let sheet = Sheet::fresh();
        let steps = journal::to_json(&sheet)?;
        let now = self.now();
        let (reference, level) = (
            planned.mark.reference().to_owned(),
            planned.basis.level.clone(),
        );
        let (customer, name) = planned.customer.clone();
        let is_own = planned.is_own;
        let id = self
            .store
            .write(move |tx| {
                let run = NewTestRun {
                    reference: &reference,
                    customer_id: customer,
                    customer_name: &name,
                    level_key: &level,
                    steps_json: &steps,
                    started_at: &now,
                };
                let id = store::test_runs::insert(tx, profile, &run)?;
                if is_own {
                    store::profiles::set_own_customer(tx, profile, Some(customer), &now)?;
                }
                Ok(id)
            })
            .await?;
        Ok(Run {
            engine: self.clone(),
            profile,
            id,
            sheet,
            stopped: false,
            way: Way::Update,
        })
    }
}

impl Run {
    async fn end(mut self) -> Result<Ended> {
        self.sheet.skip_waiting(if self.stopped {
            "Left out, since the test was stopped."
        } else {
            "Left out, since an earlier step failed."
        });
        let passed = self.sheet.all_well() && !self.stopped;
        let state = if self.stopped {
            TestRunState::Interrupted
        } else if passed {
            TestRunState::Passed
        } else {
            TestRunState::Failed
        };
        let (id, steps, now) = (self.id, journal::to_json(&self.sheet)?, self.engine.now());
        self.engine
            .store
            .write(move |tx| store::test_runs::finish(tx, id, state, &steps, &now))
            .await?;
        self.engine.note_use(self.profile).await?;
        if self.stopped {
            return Err(Error::Cancelled);
        }
        let label = if passed {
            "The test ticket passed"
        } else {
            "The test ticket did not go through"
        };
        Ok(Ended {
            all_well: passed,
            ..Ended::well(label)
        })
    }
}
