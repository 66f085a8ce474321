//! What importing a source would do.

use domain::ProfileId;
use store::Store;

use super::gone;
use super::plan::{Input, Plan};
use super::understood::Understood;
use super::{ImportColumn, ImportPreview, count};
use crate::organizations::error::Result;

/// Rows shown.
const SHOWN_ROWS: usize = 20;

/// Characters shown of a cell.
const SHOWN_CELL: usize = 200;

/// Says what importing the source would do. Nothing is written.
pub(super) async fn preview(
    store: &Store,
    profile: ProfileId,
    understood: Understood,
) -> Result<ImportPreview> {
    let Understood {
        source,
        rows,
        refused,
        blocked,
        ..
    } = understood;
    let is_blocked = blocked.is_some();
    let (plan, gone) = store
        .read(move |tx| {
            let existing = store::organizations::all(tx, profile)?;
            let listed_last = store::import_runs::listed_last(tx, profile, source)?;
            let plan = Plan::new(Input {
                existing: &existing,
                // Rows that cannot be read yet say nothing about who is gone.
                listed_last: if is_blocked { &[] } else { &listed_last },
                source,
                rows,
                refused,
            });
            let gone = gone::rows(tx, profile, &existing, &plan.gone)?;
            Ok((plan, gone))
        })
        .await?;
    let table = understood.table;
    let columns = table
        .headings
        .iter()
        .zip(understood.columns)
        .enumerate()
        .map(|(place, (heading, holds))| ImportColumn {
            place: count(place),
            heading: shown(heading),
            holds,
            sample: table.values(place).next().map(shown).unwrap_or_default(),
        })
        .collect();
    let first_rows = table.rows().iter().take(SHOWN_ROWS);
    Ok(ImportPreview {
        name: understood.name,
        reading: understood.reading,
        has_header: table.has_header(),
        above: table.above(),
        remembered: understood.remembered,
        fingerprint: understood.fingerprint,
        columns,
        rows: first_rows
            .map(|line| line.cells.iter().map(|cell| shown(cell)).collect())
            .collect(),
        total_rows: count(table.rows().len()),
        added: count(plan.added.len()),
        updated: count(plan.updated.len()),
        unchanged: count(plan.unchanged.len()),
        gone,
        bad_rows: plan.bad_rows,
        passed_over: plan.passed_over,
        products: understood.products,
        blocked,
    })
}

fn shown(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN_CELL) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
