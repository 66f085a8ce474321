//! Activity: the journal as it is looked through, one of its lines with what it changed, and taking edits back from there.

mod acts;
mod export;
mod image;
mod settings_image;

use domain::{EditId, ProfileId};
use store::journal::{AreaCount, JournalQuery, JournalRow, SealCheck};

use crate::Engine;
use crate::error::{Error, Result};
use crate::organizations::{self, OrganizationChanges, UndoPlan};

pub use acts::ActUndo;
pub use export::ExportedActivity;
pub(crate) use image::{Act, KnownImage, LicenceImage};
pub(crate) use settings_image::{AllRulesImage, FeaturesImage, SyncImage};

/// Rows of one window at most.
const LONGEST_PAGE: u32 = 200;

/// A window of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Rows before it.
    pub offset: u32,
    /// Its lines, newest first.
    pub rows: Vec<JournalRow>,
    /// How many lines there are of each kind with this text.
    pub counts: Vec<AreaCount>,
    /// Lines that fit the query.
    pub total: u32,
}

/// One line with everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityDetails {
    /// The line.
    pub row: JournalRow,
    /// What an edit changed, organisation by organisation; the first fifty.
    pub changes: Vec<OrganizationChanges>,
    /// How many organisations it changed.
    pub touched: u32,
    /// For an edit, what taking it back would take along.
    pub undo: Option<UndoPlan>,
    /// For a choice that no undo step holds, whether it can be taken back.
    pub act: Option<ActUndo>,
}

/// A line of the journal that has a seal somebody was given, in a report for instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLine {
    /// Its number.
    pub line: i32,
    /// When it was entered.
    pub at: String,
    /// Whether it and all lines before it are as they were sealed.
    pub is_whole: bool,
}

impl Engine {
    /// The line that a seal is of; `None` when the journal has no such line, because it was written anew, lines are gone
    /// from its end, or the seal is another journal's.
    ///
    /// # Errors
    /// `InvalidInput` for what is no seal.
    pub async fn line_of_seal(&self, profile: ProfileId, seal: &str) -> Result<Option<SealedLine>> {
        let seal = store::journal::as_seal(seal).ok_or_else(|| Error::InvalidInput {
            field: "seal",
            message: format!(
                "This is no seal. A seal has 64 digits and letters from a to f; its first {} are enough.",
                store::journal::ENOUGH_OF_SEAL
            ),
        })?;
        Ok(self
            .store
            .read(move |tx| {
                let Some(row) = store::journal::with_seal(tx, profile, &seal)? else {
                    return Ok(None);
                };
                let broken = store::journal::check(tx, profile)?.broken;
                Ok(Some(SealedLine {
                    is_whole: broken.is_none_or(|(line, _)| line > row.id),
                    line: row.id,
                    at: row.at,
                }))
            })
            .await?)
    }

    /// A window of the journal.
    pub async fn activity(&self, profile: ProfileId, query: JournalQuery) -> Result<Activity> {
        Ok(self
            .store
            .read(move |tx| {
                let query = JournalQuery {
                    limit: query.limit.min(LONGEST_PAGE),
                    ..query
                };
                let counts = store::journal::counts(tx, profile, &query.text)?;
                let fitting = counts
                    .iter()
                    .filter(|count| query.area.as_ref().is_none_or(|area| *area == count.area));
                Ok(Activity {
                    offset: query.offset,
                    total: fitting.map(|count| count.count).sum(),
                    rows: store::journal::page(tx, profile, &query)?,
                    counts,
                })
            })
            .await?)
    }

    /// One line with everything.
    ///
    /// # Errors
    /// `NotFound` when there is no such line.
    pub async fn activity_details(&self, profile: ProfileId, id: i32) -> Result<ActivityDetails> {
        let found = self
            .store
            .read(move |tx| {
                let row = store::journal::get(tx, profile, id)?;
                let act = row.as_ref().map(|row| acts::undo_of(tx, profile, row));
                Ok((row, act.transpose()?.flatten()))
            })
            .await?;
        let (Some(row), act) = found else {
            return Err(Error::NotFound {
                what: "This line is no longer here.",
            });
        };
        let Some(edit) = row.edit else {
            return Ok(ActivityDetails {
                row,
                changes: Vec::new(),
                touched: 0,
                undo: None,
                act,
            });
        };
        let (changes, touched) = organizations::changes_of_edit(&self.store, profile, edit).await?;
        let undo = organizations::undo_plan(&self.store, profile, edit).await?;
        Ok(ActivityDetails {
            row,
            changes,
            touched,
            undo: Some(undo),
            act,
        })
    }

    /// Takes an edit back with exactly those that were shown to go with it. Answers how many were taken back. `sends` is as
    /// for [`Engine::undo`].
    ///
    /// # Errors
    /// `Organizations(InvalidInput)` when something was done since, `Organizations(Conflict)` when an organisation is not
    /// as the edit left it; nothing is changed then.
    pub async fn undo_with(
        &self,
        profile: ProfileId,
        edit: EditId,
        along: Vec<EditId>,
        sends: bool,
    ) -> Result<u32> {
        let now = self.now();
        let undone =
            organizations::undo_along(&self.store, profile, edit, &along, sends, &now).await?;
        self.edits_changed(profile);
        Ok(undone)
    }

    /// Works out every seal of the journal anew.
    pub async fn check_journal(&self, profile: ProfileId) -> Result<SealCheck> {
        Ok(self
            .store
            .read(move |tx| store::journal::check(tx, profile))
            .await?)
    }
}
