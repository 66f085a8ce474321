//! The report: who made it and from what, with names or without, as one HTML file or as JSON. Never a secret, and nothing
//! that was not read from here. What is in it is in `parts`.

use domain::ProfileId;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::parts::parts;
use super::{Facts, html};
use crate::Engine;
use crate::error::Result;
use crate::organizations::{Error as FileError, write_whole};
use crate::tags::Tag;

/// The program that made it, as the journal's reader knows it.
pub(super) const VERSION: &str = concat!("Halyard ", env!("CARGO_PKG_VERSION"));

/// For whom the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// A person: one page that prints well.
    Html,
    /// A program.
    Json,
}

/// A part of the report, as it is shown before it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportPart {
    /// Its heading.
    pub title: String,
    /// How it is to be read.
    pub note: Option<String>,
    /// Heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenReport {
    /// Where.
    pub path: String,
    /// Whether names and addresses were left out.
    pub masked: bool,
    /// SHA-256 of the file. The journal has it too.
    pub sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    made_with: &'a str,
    made_at: &'a str,
    names_left_out: bool,
    /// Lines of the journal, and the seal of the newest, which stands for all of them.
    journal_lines: u32,
    newest_seal: Option<&'a str>,
    parts: &'a [ReportPart],
}

impl Engine {
    /// What a report would hold.
    pub async fn report(&self, profile: ProfileId, masked: bool) -> Result<Vec<ReportPart>> {
        Ok(self.gather(profile, masked).await?.1)
    }

    async fn gather(&self, profile: ProfileId, masked: bool) -> Result<(Facts, Vec<ReportPart>)> {
        let facts = self.verify_facts(profile).await?;
        let (who, now) = (self.account.name(), self.now());
        Ok(self
            .store
            .read(move |tx| {
                let parts = parts(tx, &facts, masked, who.as_deref(), &now)?;
                Ok((facts, parts))
            })
            .await?)
    }

    /// Asks where a report is to be written with the desktop's own dialog; the name says of which day it is.
    pub async fn choose_report_file(
        &self,
        profile: ProfileId,
        format: ReportFormat,
    ) -> Result<Option<String>> {
        // A profile that is gone has no report.
        self.profile_row(profile).await?;
        let day: String = self.now().chars().take(10).collect();
        let name = match format {
            ReportFormat::Html => format!("halyard-report-{day}.html"),
            ReportFormat::Json => format!("halyard-report-{day}.json"),
        };
        Ok(self.desktop.choose_export_file(&name).await)
    }

    /// Writes a report; a file that is there needs `replace`. The journal keeps what the file's bytes sum up to, so that
    /// whoever is given the file can tell whether it is the one that was written.
    ///
    /// # Errors
    /// `Organizations(FileExists)` and `Organizations(NotWritten)`; the old file is untouched then.
    pub async fn write_report(
        &self,
        profile: ProfileId,
        format: ReportFormat,
        masked: bool,
        path: String,
        replace: bool,
    ) -> Result<WrittenReport> {
        let (facts, parts) = self.gather(profile, masked).await?;
        let now = self.now();
        let made_at = now.clone();
        let work = move || {
            let text = match format {
                ReportFormat::Html => html::page(&parts, &made_at),
                ReportFormat::Json => {
                    let seals = facts.seals.as_ref().map(|(seals, _)| seals);
                    serde_json::to_string_pretty(&Json {
                        made_with: VERSION,
                        made_at: &made_at,
                        names_left_out: masked,
                        journal_lines: seals.map_or(0, |seals| seals.lines),
                        newest_seal: seals.and_then(|seals| seals.head.as_deref()),
                        parts: &parts,
                    })? + "\n"
                }
            };
            write_whole(path.as_ref(), &text, replace)?;
            Ok::<_, FileError>(WrittenReport {
                path,
                masked,
                sha256: hexadecimal(&Sha256::digest(&text)),
            })
        };
        let written = tokio::task::spawn_blocking(work).await;
        let written = written.map_err(|_| store::Error::Panicked)??;
        let sum = written.sha256.clone();
        self.store
            .write(move |tx| {
                let what = if masked {
                    "Report written without names"
                } else {
                    "Report written with names"
                };
                store::journal::enter_change(tx, profile, what, (None, Some(&sum)), &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Profiles]);
        Ok(written)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |half: u8| DIGITS[usize::from(half & 15)];
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
