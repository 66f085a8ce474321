//! Importing a file: one transaction, one undo step.

use std::path::PathBuf;

use domain::ProfileId;
use store::{Connection, Store};

use super::plan::Plan;
use super::{CsvOptions, Imported, Misfit, count, invalid_columns, parse};
use crate::organizations::edits::{Draft, Edited};
use crate::organizations::error::Result;
use crate::organizations::suggestions::refresh;

/// Imports the file. Importing it again changes nothing.
///
/// # Errors
/// Those of [`super::preview_csv`], and [`super::Error::InvalidInput`] for columns that cannot be imported.
pub async fn import_csv(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: CsvOptions,
    now: &str,
) -> Result<Imported> {
    let parsed = parse(store, profile, path, options, Misfit::Refuse).await?;
    if let Some(reason) = parsed.blocked {
        return Err(invalid_columns(reason));
    }
    let now = now.to_owned();
    let imported = store
        .transact(move |tx| {
            let existing = store::organizations::all(tx, profile)?;
            let plan = Plan::new(&existing, parsed.rows, parsed.bad_rows);
            let edit = carry_out(tx, profile, &plan, &parsed.file_name, &now)?;
            Ok::<_, super::Error>(Imported {
                added: count(plan.added.len()),
                updated: count(plan.updated.len()),
                unchanged: plan.unchanged,
                bad_rows: plan.bad_rows,
                passed_over: plan.passed_over,
                edit,
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(imported)
}

fn carry_out(
    conn: &Connection,
    profile: ProfileId,
    plan: &Plan,
    file_name: &str,
    now: &str,
) -> Result<Edited> {
    let touched = plan.updated.iter().map(|(id, _)| *id).collect();
    let mut draft = Draft::of(conn, profile, touched)?;
    for (id, content) in &plan.updated {
        store::organizations::update(conn, profile, *id, content, now)?;
    }
    for content in &plan.added {
        draft.added(store::organizations::insert(conn, profile, content, now)?);
    }
    let what = format!(
        "{file_name} imported: {} added, {} updated",
        plan.added.len(),
        plan.updated.len()
    );
    draft.enter(conn, "import", what, None, now)
}
