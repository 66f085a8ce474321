//! `organizations import` and `organizations export`

use std::ffi::OsStr;
use std::path::Path;

use engine::database::grid::GridFilter;
use engine::domain::ProfileId;
use engine::organizations::mappings::Format;
use engine::organizations::{
    BadRow, GoneAct, ImportOptions, ImportPreview, ReadOptions, Remaining, Selection,
};
use serde::Serialize;
use serde_json::json;

use super::{counted, full};
use crate::answer::Answer;
use crate::arguments::{Gone, Import};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    imported: bool,
    added: u32,
    updated: u32,
    unchanged: u32,
    /// Names of those that an earlier import listed and this one does not.
    gone: Vec<String>,
    bad_rows: Vec<ShownRow>,
    /// What was accepted by itself afterwards, where that is switched on.
    accepted: Option<String>,
}

#[derive(Serialize)]
struct ShownRow {
    line: u32,
    reason: String,
    text: String,
}

impl From<&BadRow> for ShownRow {
    fn from(row: &BadRow) -> Self {
        Self {
            line: row.line,
            reason: row.reason.clone(),
            text: row.text.clone(),
        }
    }
}

impl Shown {
    fn text(&self, gone: Gone) -> String {
        let would = if self.imported { "" } else { "Would be: " };
        let mut lines = vec![format!(
            "{would}{} added, {} updated, {} unchanged.",
            self.added, self.updated, self.unchanged
        )];
        if !self.gone.is_empty() {
            let becomes = match gone {
                Gone::Keep => "kept",
                Gone::Exclude => "excluded",
                Gone::Delete => "deleted",
            };
            lines.push(format!(
                "No longer listed, {becomes}: {}.",
                self.gone.join(", ")
            ));
        }
        for row in &self.bad_rows {
            lines.push(format!("Line {}: {}. {}", row.line, row.reason, row.text));
        }
        lines.extend(self.accepted.as_ref().map(|what| format!("{what}.")));
        lines.join("\n")
    }
}

/// Imports a file.
pub(super) async fn import(
    session: &Session,
    profile: ProfileId,
    import: Import,
) -> Result<Answer, Failure> {
    let engine = &session.engine;
    let path = import.file.to_string_lossy().into_owned();
    let read = ReadOptions {
        sheet: import.sheet,
        ..ReadOptions::default()
    };
    let preview = engine
        .preview_file(profile, path.clone(), read.clone())
        .await?;
    if let Some(why) = &preview.blocked {
        return Err(Failure::new(Exit::Problems, why.clone())
            .next("Choose what its columns hold in Halyard's window once; it is remembered."));
    }
    let mut shown = of_preview(&preview);
    if !import.dry_run {
        let options = ImportOptions {
            read,
            shown: Some(preview.fingerprint.clone()),
            gone: remaining(import.gone, &preview),
        };
        let imported = engine.import_file(profile, path, options).await?;
        shown = Shown {
            imported: true,
            added: imported.added,
            updated: imported.updated,
            unchanged: imported.unchanged,
            bad_rows: imported.bad_rows.iter().map(Into::into).collect(),
            accepted: imported.accepted.map(|edit| edit.what),
            ..shown
        };
    }
    let exit = Exit::fine_if(shown.bad_rows.is_empty());
    Ok(Answer::new(&shown, shown.text(import.gone), exit))
}

fn of_preview(preview: &ImportPreview) -> Shown {
    Shown {
        imported: false,
        added: preview.added,
        updated: preview.updated,
        unchanged: preview.unchanged,
        gone: preview.gone.iter().map(|row| row.name.clone()).collect(),
        bad_rows: preview.bad_rows.iter().map(Into::into).collect(),
        accepted: None,
    }
}

fn remaining(gone: Gone, preview: &ImportPreview) -> Option<Remaining> {
    let act = match gone {
        Gone::Keep => return None,
        Gone::Exclude => GoneAct::Exclude,
        Gone::Delete => GoneAct::Delete,
    };
    Some(Remaining {
        act,
        organizations: preview.gone.iter().map(|row| row.id).collect(),
    })
}

/// Writes all mappings to a file.
pub(super) async fn export(
    session: &Session,
    profile: ProfileId,
    file: &Path,
    replace: bool,
) -> Result<Answer, Failure> {
    let ending = file.extension().map(OsStr::to_ascii_lowercase);
    let format = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        _ => {
            return Err(Failure::usage(
                "The file's name has to end in .csv or .json.",
            ));
        }
    };
    let all = Selection::All {
        filter: GridFilter::All,
        text: String::new(),
        except: Vec::new(),
    };
    let path = full(file);
    let written = session
        .engine
        .export_mappings(profile, all, format, path, replace)
        .await?;
    Ok(Answer::new(
        &json!({
            "path": written.path,
            "organizations": written.organizations,
            "mapped": written.mapped,
        }),
        format!(
            "{}, {} of them mapped, are in {}.",
            counted(written.organizations, "organisation"),
            written.mapped,
            written.path
        ),
        Exit::Fine,
    ))
}
