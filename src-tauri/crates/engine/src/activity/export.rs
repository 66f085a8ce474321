//! The journal as a file: for a spreadsheet or a program, with the seals, so that whoever has the file can tell whether
//! the journal was written anew since.

use csv::WriterBuilder;
use domain::ProfileId;
use domain::spreadsheet::neutralise;
use serde::Serialize;
use store::journal::{JournalQuery, JournalRow};

use crate::Engine;
use crate::error::Result;
use crate::organizations::mappings::Format;
use crate::organizations::{Error as FileError, write_whole};

/// Excel takes a file without it for one in the old encoding of its country.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEADINGS: [&str; 12] = [
    "Number", "At (UTC)", "Who", "Account", "Kind", "What", "Before", "After", "Note", "Result",
    "Requests", "Seal",
];

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedActivity {
    /// Where.
    pub path: String,
    /// Lines in the file.
    pub lines: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonLine<'a> {
    number: i32,
    at: &'a str,
    who: &'a str,
    account: Option<&'a str>,
    kind: &'a str,
    what: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    note: Option<&'a str>,
    result: Option<&'a str>,
    requests: Option<u32>,
    seal: Option<&'a str>,
}

impl Engine {
    /// Writes the lines that fit a query to a file, oldest first; one that is there needs `replace`.
    ///
    /// # Errors
    /// `Organizations(FileExists)` and `Organizations(NotWritten)`; the old file is untouched then.
    pub async fn export_activity(
        &self,
        profile: ProfileId,
        query: JournalQuery,
        format: Format,
        path: String,
        replace: bool,
    ) -> Result<ExportedActivity> {
        let everything = JournalQuery {
            offset: 0,
            limit: u32::MAX,
            ..query
        };
        let mut rows = self
            .store
            .read(move |tx| store::journal::page(tx, profile, &everything))
            .await?;
        rows.reverse();
        let work = move || {
            let text = match format {
                Format::Csv => as_csv(&rows)?,
                Format::Json => as_json(&rows)?,
            };
            write_whole(path.as_ref(), &text, replace)?;
            Ok::<_, FileError>(ExportedActivity {
                path,
                lines: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            })
        };
        let written = tokio::task::spawn_blocking(work).await;
        Ok(written.map_err(|_| store::Error::Panicked)??)
    }
}

fn as_csv(rows: &[JournalRow]) -> std::result::Result<String, FileError> {
    let failed = || FileError::NotWritten {
        message: "The activity cannot be written as CSV.".to_owned(),
    };
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(HEADINGS).map_err(|_| failed())?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    for row in rows {
        let cells = [
            row.id.to_string(),
            row.at.clone(),
            who(&row.actor).to_owned(),
            text(&row.who),
            row.area.clone(),
            row.what.clone(),
            text(&row.before),
            text(&row.after),
            text(&row.note),
            text(&row.result),
            row.requests.map(|n| n.to_string()).unwrap_or_default(),
            text(&row.seal),
        ];
        writer
            .write_record(cells.map(|cell| neutralise(&cell)))
            .map_err(|_| failed())?;
    }
    let bytes = writer.into_inner().map_err(|_| failed())?;
    let text = String::from_utf8(bytes).map_err(|_| failed())?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

fn as_json(rows: &[JournalRow]) -> std::result::Result<String, FileError> {
    let lines: Vec<JsonLine<'_>> = rows
        .iter()
        .map(|row| JsonLine {
            number: row.id,
            at: &row.at,
            who: who(&row.actor),
            account: row.who.as_deref(),
            kind: &row.area,
            what: &row.what,
            before: row.before.as_deref(),
            after: row.after.as_deref(),
            note: row.note.as_deref(),
            result: row.result.as_deref(),
            requests: row.requests,
            seal: row.seal.as_deref(),
        })
        .collect();
    Ok(serde_json::to_string_pretty(&lines)? + "\n")
}

fn who(actor: &str) -> &str {
    match actor {
        "here" => "You",
        "halyard" => "Halyard",
        _ => "Halo",
    }
}
