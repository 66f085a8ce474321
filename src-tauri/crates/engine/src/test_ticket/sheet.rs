//! The run sheet as data; kept as JSON with the run.

use serde::{Deserialize, Serialize};

use crate::said::Said;

/// Which step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKey {
    /// Create it.
    Create,
    /// Read it back and compare.
    Compare,
    /// Add a note.
    Note,
    /// Give it the status in Halo that one of the vendor's has.
    StatusThere,
    /// Bring a status of Halo's back.
    StatusBack,
    /// Clean it up.
    CleanUp,
}

impl StepKey {
    /// On screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "Create the ticket",
            Self::Compare => "Read it back and compare",
            Self::Note => "Add a note",
            Self::StatusThere => "Move its status in Halo",
            Self::StatusBack => "Bring a status back",
            Self::CleanUp => "Clean up",
        }
    }
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
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

/// What becomes of the ticket in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhatBecomes {
    /// Close it.
    Close,
    /// Delete it; close it where that is not allowed.
    Delete,
    /// Leave it.
    Leave,
}

/// How the test proves that statuses go both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusTest {
    /// Not at all.
    LeftOut,
    /// Halyard changes the status in Halo, as somebody there would, and reads it back.
    ByHalyard,
    /// The administrator changes it in Halo while Halyard watches.
    Watched,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub key: StepKey,
    /// How it stands.
    pub state: StepState,
    /// What happened.
    pub meaning: String,
    /// What to do next, when it failed.
    pub mend: Option<String>,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// What Halo said.
    pub said: Option<Said>,
}

/// A field compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Label.
    pub label: String,
    /// What was sent.
    pub sent: String,
    /// What Halo holds.
    pub held: String,
    /// Whether they agree.
    pub same: bool,
}

/// Steps and comparison of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The comparison.
    pub compared: Vec<Compared>,
}

impl Sheet {
    /// All steps waiting.
    pub(super) fn fresh() -> Self {
        let steps = [
            StepKey::Create,
            StepKey::Compare,
            StepKey::Note,
            StepKey::StatusThere,
            StepKey::StatusBack,
            StepKey::CleanUp,
        ]
        .into_iter()
        .map(|key| Step {
            key,
            state: StepState::Waiting,
            meaning: String::new(),
            mend: None,
            took_ms: None,
            said: None,
        })
        .collect();
        Self {
            steps,
            compared: Vec::new(),
        }
    }

    pub(super) fn set(&mut self, key: StepKey, change: impl FnOnce(&mut Step)) {
        if let Some(step) = self.steps.iter_mut().find(|step| step.key == key) {
            change(step);
        }
    }

    /// What did not begin is left out, not waiting for ever.
    pub(super) fn skip_waiting(&mut self, why: &str) {
        for step in self
            .steps
            .iter_mut()
            .filter(|step| step.state == StepState::Waiting)
        {
            step.state = StepState::Skipped;
            why.clone_into(&mut step.meaning);
        }
    }

    pub(super) fn all_well(&self) -> bool {
        self.steps.iter().all(|step| {
            matches!(
                step.state,
                StepState::Done | StepState::Warning | StepState::Skipped
            )
        }) && self.state_of(StepKey::Create) == Some(StepState::Done)
    }

    /// False only when creating never began. Where Halo surely made nothing, the
    /// run itself says so.
    pub(super) fn may_have_made_a_ticket(&self) -> bool {
        !matches!(
            self.state_of(StepKey::Create),
            None | Some(StepState::Waiting | StepState::Skipped)
        )
    }

    fn state_of(&self, key: StepKey) -> Option<StepState> {
        self.steps
            .iter()
            .find(|step| step.key == key)
            .map(|step| step.state)
    }
}
