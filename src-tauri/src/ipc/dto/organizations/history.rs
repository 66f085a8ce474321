//! What was done to an organisation.

use engine::organizations::{FieldChange, HistoryLine};
use serde::Serialize;
use specta::Type;

use super::from_engine::kinds;
use super::{BandDto, EditId, ReasonDto};

/// One line of an organisation's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLineDto {
    /// The edit.
    pub id: EditId,
    /// When.
    pub at: String,
    /// What was done.
    pub what: String,
    /// How it came to be.
    pub how: String,
    /// When it was undone.
    pub undone_at: Option<String>,
    /// What changed.
    pub changes: Vec<FieldChangeDto>,
    /// What a pair that was made was accepted on.
    pub accepted_on: Option<AcceptedOnDto>,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChangeDto {
    /// Its name in words.
    pub field: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
}

/// What a pair was accepted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedOnDto {
    /// Strength.
    pub band: BandDto,
    /// Evidence.
    pub reasons: Vec<ReasonDto>,
}

impl From<HistoryLine> for HistoryLineDto {
    fn from(line: HistoryLine) -> Self {
        Self {
            id: line.id.into(),
            at: line.at,
            what: line.what,
            how: line.how,
            undone_at: line.undone_at,
            changes: line.changes.into_iter().map(Into::into).collect(),
            accepted_on: line.accepted_on.map(|evidence| AcceptedOnDto {
                band: evidence.band.into(),
                reasons: kinds(evidence.reasons),
            }),
        }
    }
}

impl From<FieldChange> for FieldChangeDto {
    fn from(change: FieldChange) -> Self {
        Self {
            field: change.field.to_owned(),
            before: change.before,
            after: change.after,
        }
    }
}
