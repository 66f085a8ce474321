//! What the grid asks beside its rows: what a filter means, selections, undo and redo.

use engine::organizations::{
    ManyAct, Meaning, Selection, SelectionPreview, SetAside, Term, Undoable,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{EditId, OrganizationId};
use super::organizations::OrganizationFilterDto;

/// What one part of a filter asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "asks")]
pub enum MeaningDto {
    /// The text anywhere.
    #[serde(rename_all = "camelCase")]
    Word {
        /// The text.
        text: String,
    },
    /// The same, written in quotes.
    #[serde(rename_all = "camelCase")]
    Quoted {
        /// The text.
        text: String,
    },
    /// The text in a domain.
    #[serde(rename_all = "camelCase")]
    Domain {
        /// The text.
        text: String,
    },
    /// The text in the customer.
    #[serde(rename_all = "camelCase")]
    Customer {
        /// The text.
        text: String,
    },
    /// Evidence of one of these kinds.
    #[serde(rename_all = "camelCase")]
    Reasons {
        /// As their chips say them.
        words: Vec<String>,
    },
    /// Warnings of one of these kinds.
    #[serde(rename_all = "camelCase")]
    Warnings {
        /// As their chips say them.
        words: Vec<String>,
    },
    /// The customer is inactive in Halo.
    Inactive,
    /// Held or excluded until a day that has come.
    ToReview,
}

/// One part of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TermDto {
    /// As it was typed.
    pub typed: String,
    /// What it asks for.
    pub meaning: MeaningDto,
}

/// What is selected in the grid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "selected")]
pub enum SelectionDto {
    /// These.
    #[serde(rename_all = "camelCase")]
    These {
        /// Which.
        ids: Vec<OrganizationId>,
    },
    /// All that the filter lets through.
    #[serde(rename_all = "camelCase")]
    All {
        /// Segment.
        filter: OrganizationFilterDto,
        /// Text filter.
        text: String,
        /// But for these.
        except: Vec<OrganizationId>,
    },
}

/// How many of a selection each act would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SelectionPreviewDto {
    /// Selected.
    pub selected: u32,
    /// With a suggestion that is clear enough to be mapped unseen.
    pub mappable: u32,
    /// That would be held or excluded.
    pub waiting: u32,
    /// That would be released.
    pub set_aside: u32,
}

/// What to do with a selection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum ManyActDto {
    /// Put on hold.
    #[serde(rename_all = "camelCase")]
    Hold {
        /// Why; may be empty.
        reason: String,
        /// The day to look at them again, as `2027-03-01`.
        review_on: Option<String>,
    },
    /// Leave out.
    #[serde(rename_all = "camelCase")]
    Exclude {
        /// Why.
        reason: String,
        /// The day to look at them again, as `2027-03-01`.
        review_on: Option<String>,
    },
    /// Take holds and exclusions back.
    Release,
}

/// An edit that can be undone, or made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoStepDto {
    /// Which.
    pub id: EditId,
    /// What was done.
    pub what: String,
}

/// What undo and redo would be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoableDto {
    /// The newest edit that stands.
    pub undo: Option<UndoStepDto>,
    /// The edit that was undone last.
    pub redo: Option<UndoStepDto>,
}

impl From<Term> for TermDto {
    fn from(term: Term) -> Self {
        let meaning = match term.meaning {
            Meaning::Word(text) => MeaningDto::Word { text },
            Meaning::Quoted(text) => MeaningDto::Quoted { text },
            Meaning::Domain(text) => MeaningDto::Domain { text },
            Meaning::Customer(text) => MeaningDto::Customer { text },
            Meaning::Reasons(words) => MeaningDto::Reasons {
                words: words.into_iter().map(str::to_owned).collect(),
            },
            Meaning::Warnings(words) => MeaningDto::Warnings {
                words: words.into_iter().map(str::to_owned).collect(),
            },
            Meaning::Inactive => MeaningDto::Inactive,
            Meaning::ToReview => MeaningDto::ToReview,
        };
        Self {
            typed: term.typed,
            meaning,
        }
    }
}

impl From<SelectionDto> for Selection {
    fn from(selection: SelectionDto) -> Self {
        let plain = |ids: Vec<OrganizationId>| ids.into_iter().map(Into::into).collect();
        match selection {
            SelectionDto::These { ids } => Self::These(plain(ids)),
            SelectionDto::All {
                filter,
                text,
                except,
            } => Self::All {
                filter: filter.into(),
                text,
                except: plain(except),
            },
        }
    }
}

impl From<SelectionPreview> for SelectionPreviewDto {
    fn from(preview: SelectionPreview) -> Self {
        Self {
            selected: preview.selected,
            mappable: preview.mappable,
            waiting: preview.waiting,
            set_aside: preview.set_aside,
        }
    }
}

impl From<ManyActDto> for ManyAct {
    fn from(act: ManyActDto) -> Self {
        match act {
            ManyActDto::Hold { reason, review_on } => Self::Hold(SetAside { reason, review_on }),
            ManyActDto::Exclude { reason, review_on } => {
                Self::Exclude(SetAside { reason, review_on })
            }
            ManyActDto::Release => Self::Release,
        }
    }
}

impl From<Undoable> for UndoableDto {
    fn from(undoable: Undoable) -> Self {
        let step = |(id, what): (engine::domain::EditId, String)| UndoStepDto {
            id: id.into(),
            what,
        };
        Self {
            undo: undoable.undo.map(step),
            redo: undoable.redo.map(step),
        }
    }
}
