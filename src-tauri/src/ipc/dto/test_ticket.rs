//! The test ticket and its run sheet.

use engine::test_ticket::{
    Choice, Compared, Plan, StatusTest, Step, StepKey, StepState, TestRun, WhatBecomes,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{CustomerId, TestRunId};
use super::organizations::CustomerRefDto;
use crate::ipc::error::SaidByHalo;

/// What becomes of the ticket in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CleanUpDto {
    /// Close it.
    Close,
    /// Delete it, and close it where that is not allowed.
    Delete,
    /// Leave it.
    Leave,
}

/// How it is proven that statuses go both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StatusTestDto {
    /// Not at all.
    LeftOut,
    /// Halyard changes the status in Halo and reads it back.
    ByHalyard,
    /// The administrator changes it in Halo while Halyard watches.
    Watched,
}

/// What the administrator chose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestTicketChoiceDto {
    /// For which customer; `null` takes the MSP's own.
    pub customer: Option<CustomerId>,
    /// Key of the vendor's level; empty takes the mildest.
    pub level: String,
    /// What becomes of it.
    pub clean_up: CleanUpDto,
    /// How it is proven that statuses go both ways.
    pub statuses: StatusTestDto,
    /// Whether Halo may mail the customer about it.
    pub mail: bool,
    /// Whether the customer is the administrator's own company from now on.
    pub is_own: bool,
}

/// A field as it will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedFieldDto {
    /// Halo's field name.
    pub field: String,
    /// Label on screen.
    pub label: String,
    /// Value in words.
    pub value: String,
}

/// The plan, shown before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestTicketPlanDto {
    /// The customer that was chosen, else the MSP's own.
    pub customer: Option<CustomerRefDto>,
    /// The administrator's own company, when it is known.
    pub own: Option<CustomerId>,
    /// What will be sent for the choice.
    pub fields: Vec<PlannedFieldDto>,
    /// What is written to the ticket after that, as sentences in order.
    pub later: Vec<String>,
    /// Why it cannot be sent, as sentences; empty when it can.
    pub blocked: Vec<String>,
    /// Requests this will take.
    pub requests: u32,
}

/// A step's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepStateDto {
    /// Not yet.
    Waiting,
    /// Now.
    Running,
    /// Done.
    Done,
    /// Done, with a difference to look at.
    Warning,
    /// Failed.
    Failed,
    /// Left out.
    Skipped,
}

/// Which step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepKeyDto {
    /// Create it.
    Create,
    /// Read it back and compare.
    Compare,
    /// Add a note.
    Note,
    /// Move its status in Halo.
    StatusThere,
    /// Bring a status back.
    StatusBack,
    /// Clean it up.
    CleanUp,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepDto {
    /// Which.
    pub key: StepKeyDto,
    /// Name.
    pub name: String,
    /// State.
    pub state: StepStateDto,
    /// What happened.
    pub meaning: String,
    /// What to do next, when it failed.
    pub mend: Option<String>,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// What Halo said.
    pub exchange: Option<SaidByHalo>,
}

/// A field compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparedFieldDto {
    /// Label.
    pub label: String,
    /// What was sent.
    pub sent: String,
    /// What Halo holds.
    pub held: String,
    /// Whether they agree.
    pub same: bool,
}

/// A run of the test ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestRunDto {
    /// Identifier.
    pub id: TestRunId,
    /// Our mark in the ticket.
    pub reference: String,
    /// Halo's ticket id, once it is known.
    pub ticket_id: Option<i32>,
    /// For which customer.
    pub customer: CustomerRefDto,
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
    /// The steps.
    pub steps: Vec<StepDto>,
    /// The comparison.
    pub compared: Vec<ComparedFieldDto>,
}

impl From<CleanUpDto> for WhatBecomes {
    fn from(clean_up: CleanUpDto) -> Self {
        match clean_up {
            CleanUpDto::Close => Self::Close,
            CleanUpDto::Delete => Self::Delete,
            CleanUpDto::Leave => Self::Leave,
        }
    }
}

impl From<StatusTestDto> for StatusTest {
    fn from(statuses: StatusTestDto) -> Self {
        match statuses {
            StatusTestDto::LeftOut => Self::LeftOut,
            StatusTestDto::ByHalyard => Self::ByHalyard,
            StatusTestDto::Watched => Self::Watched,
        }
    }
}

impl From<TestTicketChoiceDto> for Choice {
    fn from(choice: TestTicketChoiceDto) -> Self {
        Self {
            customer: choice.customer.map(Into::into),
            level: choice.level,
            becomes: choice.clean_up.into(),
            statuses: choice.statuses.into(),
            mail: choice.mail,
            is_own: choice.is_own,
        }
    }
}

impl From<Plan> for TestTicketPlanDto {
    fn from(plan: Plan) -> Self {
        Self {
            customer: plan.customer.map(|(id, name)| CustomerRefDto {
                id: id.into(),
                name,
            }),
            fields: plan
                .fields
                .into_iter()
                .map(|field| PlannedFieldDto {
                    field: field.field.into_owned(),
                    label: field.label.into_owned(),
                    value: field.value,
                })
                .collect(),
            own: plan.own.map(Into::into),
            later: plan.later,
            blocked: plan.blocked,
            requests: plan.requests,
        }
    }
}

impl From<StepKey> for StepKeyDto {
    fn from(key: StepKey) -> Self {
        match key {
            StepKey::Create => Self::Create,
            StepKey::Compare => Self::Compare,
            StepKey::Note => Self::Note,
            StepKey::StatusThere => Self::StatusThere,
            StepKey::StatusBack => Self::StatusBack,
            StepKey::CleanUp => Self::CleanUp,
        }
    }
}

impl From<StepState> for StepStateDto {
    fn from(state: StepState) -> Self {
        match state {
            StepState::Waiting => Self::Waiting,
            StepState::Running => Self::Running,
            StepState::Done => Self::Done,
            StepState::Warning => Self::Warning,
            StepState::Failed => Self::Failed,
            StepState::Skipped => Self::Skipped,
        }
    }
}

impl From<Step> for StepDto {
    fn from(step: Step) -> Self {
        Self {
            name: step.key.name().to_owned(),
            key: step.key.into(),
            state: step.state.into(),
            meaning: step.meaning,
            mend: step.mend,
            took_ms: step.took_ms,
            exchange: step.said.map(Into::into),
        }
    }
}

impl From<Compared> for ComparedFieldDto {
    fn from(field: Compared) -> Self {
        Self {
            label: field.label,
            sent: field.sent,
            held: field.held,
            same: field.same,
        }
    }
}

impl From<TestRun> for TestRunDto {
    fn from(run: TestRun) -> Self {
        let (customer, name) = run.customer;
        Self {
            id: run.id.into(),
            reference: run.reference,
            ticket_id: run.ticket_id,
            customer: CustomerRefDto {
                id: customer.into(),
                name,
            },
            started_at: run.started_at,
            finished_at: run.finished_at,
            passed: run.passed,
            left_over: run.left_over,
            dismissed_at: run.dismissed_at,
            steps: run.sheet.steps.into_iter().map(Into::into).collect(),
            compared: run.sheet.compared.into_iter().map(Into::into).collect(),
        }
    }
}
