//! The test ticket: a run sheet that is its own plan. Exact fields first, then
//! live steps, each with its outcome; the ticket is cleaned up in the end, and
//! a ticket without our mark is never touched.

mod compare;
mod plan;
mod run;
mod sheet;
mod statuses;
mod watches;
mod words;

pub(crate) use compare::compare;
pub(crate) use plan::{Basis, field};
pub use plan::{Choice, Plan, PlannedField};
pub(crate) use run::{Mark, internal_note, search_from};
pub use sheet::{Compared, Sheet, StatusTest, Step, StepKey, StepState, WhatBecomes};
pub(crate) use watches::Watches;

use domain::{CleanUp, CustomerId, ProfileId, TestRunId, TestRunState};
use store::test_runs::TestRunRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// A run as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRun {
    /// Identifier.
    pub id: TestRunId,
    /// Our mark in the ticket.
    pub reference: String,
    /// Halo's ticket id, once it is known.
    pub ticket_id: Option<i32>,
    /// For which customer.
    pub customer: (CustomerId, String),
    /// When it started.
    pub started_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Whether every step went well.
    pub passed: bool,
    /// Whether a ticket of it may still stand in Halo, as far as nobody said otherwise.
    pub left_over: bool,
    /// When somebody said that its ticket is gone in Halo.
    pub dismissed_at: Option<String>,
    /// Steps and comparison.
    pub sheet: Sheet,
}

impl TestRun {
    /// Whether it is under way: how it ends is not known yet.
    pub(crate) fn is_running(&self) -> bool {
        self.finished_at.is_none()
    }
}

impl From<TestRunRow> for TestRun {
    fn from(row: TestRunRow) -> Self {
        let sheet: Sheet = serde_json::from_str(&row.steps_json).unwrap_or_default();
        let running = row.state == TestRunState::Running;
        Self {
            id: row.id,
            left_over: !running
                && row.clean_up == CleanUp::Pending
                && row.dismissed_at.is_none()
                && sheet.may_have_made_a_ticket(),
            reference: row.reference,
            ticket_id: row.halo_ticket_id.map(domain::TicketId::get),
            customer: (row.customer_id, row.customer_name),
            started_at: row.started_at,
            finished_at: row.finished_at,
            dismissed_at: row
                .dismissed_at
                .filter(|_| row.clean_up == CleanUp::Pending),
            passed: row.state == TestRunState::Passed,
            sheet,
        }
    }
}

impl Engine {
    /// Takes the administrator's word that the ticket of a run is gone in Halo, or takes that back: where Halo does not
    /// list the deleted, a ticket that it does not show may as well be hidden from the agent. Halo is not asked.
    ///
    /// # Errors
    /// `NotFound` when the run left nothing over.
    pub async fn dismiss_left_over(
        &self,
        profile: ProfileId,
        run: TestRunId,
        is_gone: bool,
    ) -> Result<TestRun> {
        let now = self.now();
        let row = self
            .store
            .write(move |tx| {
                let row = store::test_runs::get(tx, profile, run)?;
                let is_over = row.state != TestRunState::Running;
                let is_news = row.dismissed_at.is_some() != is_gone;
                if is_over && is_news && row.clean_up == CleanUp::Pending {
                    store::test_runs::set_dismissed(tx, run, is_gone.then_some(now.as_str()))?;
                }
                store::test_runs::get(tx, profile, run)
            })
            .await?;
        if row.clean_up != CleanUp::Pending || row.state == TestRunState::Running {
            return Err(Error::NotFound {
                what: "This run left no ticket over.",
            });
        }
        self.events
            .invalidated(Some(profile), &[Tag::TestTicket, Tag::Home]);
        Ok(row.into())
    }

    /// Runs so far, newest first: the last 20, and older ones whose ticket may still stand in Halo.
    pub async fn test_runs(&self, profile: ProfileId) -> Result<Vec<TestRun>> {
        let rows = self
            .store
            .read(move |tx| store::test_runs::list(tx, profile, 20))
            .await?;
        Ok(rows.into_iter().map(TestRun::from).collect())
    }
}
