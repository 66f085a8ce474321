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
use crate::error::Result;

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
    /// Whether a ticket of it may still stand in Halo.
    pub left_over: bool,
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
                && sheet.may_have_made_a_ticket(),
            reference: row.reference,
            ticket_id: row.halo_ticket_id.map(domain::TicketId::get),
            customer: (row.customer_id, row.customer_name),
            started_at: row.started_at,
            finished_at: row.finished_at,
            passed: row.state == TestRunState::Passed,
            sheet,
        }
    }
}

impl Engine {
    /// Runs so far, newest first, at most 20.
    pub async fn test_runs(&self, profile: ProfileId) -> Result<Vec<TestRun>> {
        let rows = self
            .store
            .read(move |tx| store::test_runs::list(tx, profile, 20))
            .await?;
        Ok(rows.into_iter().map(TestRun::from).collect())
    }
}
