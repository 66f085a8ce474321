//! A profile as one readable file: everything that somebody decided, and nothing that Halo can be asked for again.
//!
//! `document` is what stands in the file, `rules_image` the ticket rules in it, `write` puts a profile into it, `checked` makes sure that one that was read makes
//! sense, `bring` makes a new profile of it. No secret is in it, nor what has to be agreed to where it happens: that clear
//! suggestions are accepted by themselves.
//!
//! The list of organisations is a file of mappings as well, so that a profile can also be brought into one that is here,
//! line by line and by name where the two are of different Halos.

mod bring;
mod checked;
mod document;
mod rules_image;
mod write;

use std::path::PathBuf;

use domain::ProfileId;
use store::Connection;

use crate::Engine;
use crate::error::Result;
use crate::organizations::mappings::{Exported, file_name};
use crate::organizations::{Error as FileError, read_text, write_whole};
use crate::tags::Tag;
use checked::Checked;

pub(crate) use document::{FORMAT, VERSION};
pub(crate) use rules_image::{OwnRules as OwnRulesImage, Rules as RulesImage};

/// What a file of a profile would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilePreview {
    /// The file's own name.
    pub file_name: String,
    /// When it was written.
    pub exported_at: String,
    /// The name the profile would get: its own, or that with a number where there is one of that name.
    pub name: String,
    /// The vendor.
    pub vendor: String,
    /// The Halo that its pairs and rules are of; `None` when the file names none.
    pub halo: Option<String>,
    /// How much of each kind.
    pub counts: ProfileCounts,
    /// What is left out and why, as sentences.
    pub notices: Vec<String>,
    /// What becomes of its ticket rules in another Halo than that of the file, as sentences; `None` where it has none.
    pub elsewhere: Option<String>,
    /// Stands for exactly this content.
    pub mark: String,
}

/// How much a file of a profile holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProfileCounts {
    /// Organisations.
    pub organizations: u32,
    /// Of these, with a customer.
    pub pairs: u32,
    /// Held or excluded.
    pub set_aside: u32,
    /// Organisations with ticket rules of their own.
    pub own_rules: u32,
    /// Whether there are ticket rules.
    pub rules: bool,
    /// Products that stand for a licence.
    pub products: u32,
}

impl Engine {
    /// Asks where a profile is to be written with the desktop's own dialog; the name is suggested.
    pub async fn choose_profile_place(&self, profile: ProfileId) -> Result<Option<String>> {
        let row = self.profile_row(profile).await?;
        let name = file_name(&row.name, "profile", "json", &self.now());
        Ok(self.desktop.choose_export_file(&name).await)
    }

    /// Asks for the file of a profile with the desktop's own dialog.
    pub async fn choose_profile_file(&self) -> Option<String> {
        self.desktop.choose_profile_file().await
    }

    /// Writes a profile to a file; one that is there is only replaced if it may be.
    ///
    /// # Errors
    /// `Organizations(FileExists)` and `Organizations(NotWritten)`; the old file is untouched then.
    pub async fn export_profile(
        &self,
        profile: ProfileId,
        path: String,
        replace: bool,
    ) -> Result<Exported> {
        let now = self.now();
        let document = self
            .store
            .read(move |tx| write::document(tx, profile, &now))
            .await?;
        let work = move || {
            let counts = document.counts();
            let text = serde_json::to_string_pretty(&document)? + "\n";
            write_whole(path.as_ref(), &text, replace)?;
            Ok::<_, FileError>(Exported {
                path,
                organizations: counts.organizations,
                mapped: counts.pairs,
            })
        };
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    /// Says what a file of a profile would bring. Nothing is written.
    ///
    /// # Errors
    /// `Organizations(File)` with a sentence when it is no such file, damaged, or of a newer Halyard.
    pub async fn preview_profile(&self, path: String) -> Result<ProfilePreview> {
        let checked = read(path.into()).await?;
        Ok(self.store.read(move |tx| preview(tx, &checked)).await?)
    }

    /// Makes a new profile of a file. No profile that is here is touched. `expected` is the mark of the preview that was
    /// looked at.
    ///
    /// # Errors
    /// As for the preview, and when the file is another one than was shown.
    pub async fn import_profile(&self, path: String, expected: &str) -> Result<ProfileId> {
        let checked = read(path.into()).await?;
        if checked.mark != expected {
            return Err(FileError::File {
                message: format!(
                    "{} was changed after it was shown. Choose it again.",
                    checked.file_name
                ),
            }
            .into());
        }
        let now = self.now();
        let profile = self
            .store
            .write(move |tx| bring::profile(tx, checked, &now))
            .await?;
        self.events.invalidated(None, &[Tag::Profiles]);
        Ok(profile)
    }
}

async fn read(path: PathBuf) -> Result<Checked> {
    let work = move || {
        let file = read_text(&path)?;
        checked::read(&file.name, &file.text)
    };
    Ok(tokio::task::spawn_blocking(work).await??)
}

fn preview(conn: &Connection, checked: &Checked) -> store::Result<ProfilePreview> {
    Ok(ProfilePreview {
        file_name: checked.file_name.clone(),
        exported_at: checked.exported_at.clone(),
        name: store::profiles::free_name(conn, &checked.name, None)?,
        vendor: checked.vendor.name.clone(),
        halo: checked.of_halo.as_ref().map(|_| checked.halo.clone()),
        counts: checked.counts,
        notices: checked.notices(),
        elsewhere: checked.elsewhere(),
        mark: checked.mark.clone(),
    })
}
