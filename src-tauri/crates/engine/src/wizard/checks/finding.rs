//! How a check ends.

use domain::{CheckState, Naming};

use crate::said::Said;

/// What a check found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) state: CheckState,
    pub(super) meaning: String,
    pub(super) remedy: Option<String>,
    pub(super) naming: Naming,
    pub(super) rights: Vec<Right>,
    pub(super) said: Option<Said>,
}

/// A right by its key in the recipe, and the part of its value that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Right {
    pub(super) key: &'static str,
    pub(super) value: Option<String>,
}

impl From<&'static str> for Right {
    fn from(key: &'static str) -> Self {
        Self { key, value: None }
    }
}

impl Right {
    pub(super) fn with_value(key: &'static str, value: impl Into<String>) -> Self {
        Self {
            key,
            value: Some(value.into()),
        }
    }
}

impl Finding {
    fn new(state: CheckState, meaning: impl Into<String>) -> Self {
        Self {
            state,
            meaning: meaning.into(),
            remedy: None,
            naming: Naming::Missing,
            rights: Vec::new(),
            said: None,
        }
    }

    pub(super) fn passed(meaning: impl Into<String>) -> Self {
        Self::new(CheckState::Passed, meaning)
    }

    pub(super) fn warning(meaning: impl Into<String>) -> Self {
        Self::new(CheckState::Warning, meaning)
    }

    pub(super) fn failed(meaning: impl Into<String>) -> Self {
        Self::new(CheckState::Failed, meaning)
    }

    pub(super) fn cannot_tell(meaning: impl Into<String>) -> Self {
        Self {
            naming: Naming::Unproven,
            ..Self::new(CheckState::CannotTell, meaning)
        }
    }

    pub(super) fn skipped(meaning: impl Into<String>) -> Self {
        Self::new(CheckState::Skipped, meaning)
    }

    /// The rights that it is about.
    pub(super) fn about<R: Into<Right>>(mut self, rights: impl IntoIterator<Item = R>) -> Self {
        self.rights.extend(rights.into_iter().map(Into::into));
        self
    }

    /// Only one of the rights is the cause.
    pub(super) fn one_of_them(self) -> Self {
        Self {
            naming: Naming::OneOf,
            ..self
        }
    }

    pub(super) fn remedy(self, remedy: impl Into<String>) -> Self {
        Self {
            remedy: Some(remedy.into()),
            ..self
        }
    }

    pub(super) fn said(self, error: &halo_api::Error) -> Self {
        Self {
            said: Said::from_error(error),
            ..self
        }
    }
}
