//! What importing a file would do.

use std::path::PathBuf;

use domain::ProfileId;
use store::Store;

use super::plan::Plan;
use super::{CsvColumn, CsvOptions, CsvPreview, Misfit, count, parse};
use crate::organizations::error::Result;

/// Rows shown.
const SHOWN_ROWS: usize = 20;

/// Characters shown of a cell.
const SHOWN_CELL: usize = 200;

/// Says what importing the file would do. Nothing is written.
///
/// # Errors
/// [`super::Error::File`] when the file is no readable list, [`super::Error::InvalidInput`] for an unknown delimiter.
pub async fn preview_csv(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: CsvOptions,
) -> Result<CsvPreview> {
    let parsed = parse(store, profile, path, options, Misfit::Guess).await?;
    let (rows, bad_rows) = (parsed.rows, parsed.bad_rows);
    let plan = store
        .read(move |tx| {
            let existing = store::organizations::all(tx, profile)?;
            Ok(Plan::new(&existing, rows, bad_rows))
        })
        .await?;
    let table = parsed.table;
    let columns = table
        .headings
        .iter()
        .zip(parsed.columns)
        .enumerate()
        .map(|(place, (heading, holds))| CsvColumn {
            heading: shown(heading),
            holds,
            sample: table.values(place).next().map(shown).unwrap_or_default(),
        })
        .collect();
    let first_rows = table.lines.iter().take(SHOWN_ROWS);
    Ok(CsvPreview {
        file_name: parsed.file_name,
        delimiter: char::from(table.delimiter).to_string(),
        encoding: parsed.encoding.to_owned(),
        has_header: table.has_header,
        columns,
        rows: first_rows
            .map(|line| line.cells.iter().map(|cell| shown(cell)).collect())
            .collect(),
        total_rows: count(table.lines.len()),
        added: count(plan.added.len()),
        updated: count(plan.updated.len()),
        unchanged: plan.unchanged,
        bad_rows: plan.bad_rows,
        passed_over: plan.passed_over,
        products: parsed.products,
        blocked: parsed.blocked,
    })
}

fn shown(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN_CELL) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
