//! Importing a source: one transaction, one undo step.

use domain::{OrganizationId, ProfileId};
use store::{Connection, Store};

use super::plan::{Input, Plan};
use super::recipe::Recipes;
use super::understood::Understood;
use super::{GoneAct, Imported, Remaining, count, gone, invalid_columns};
use crate::organizations::edits::{Draft, Edited};
use crate::organizations::error::Result;
use crate::organizations::suggestions::refresh;

/// Imports the source, does away with what is gone if that is wanted, and remembers how it was read.
pub(super) async fn apply(
    store: &Store,
    profile: ProfileId,
    understood: Understood,
    remaining: Option<Remaining>,
    now: &str,
) -> Result<Imported> {
    if let Some(reason) = understood.blocked {
        return Err(invalid_columns(reason));
    }
    let recipe = understood.recipe();
    let source = understood.source;
    let now = now.to_owned();
    let imported = store
        .transact(move |tx| {
            let existing = store::organizations::all(tx, profile)?;
            let listed_last = store::import_runs::listed_last(tx, profile, source)?;
            let plan = Plan::new(Input {
                existing: &existing,
                listed_last: &listed_last,
                source,
                rows: understood.rows,
                refused: understood.refused,
            });
            let step = Step {
                conn: tx,
                profile,
                now: &now,
                act: remaining
                    .as_ref()
                    .map_or(GoneAct::Exclude, |remaining| remaining.act),
                gone: gone::checked(remaining.as_ref(), &plan.gone)?,
            };
            let (edit, listed) = step.carry_out(&plan, &understood.name)?;
            store::import_runs::record(tx, profile, source, edit.id, &listed, &now)?;
            let known = store::import_recipes::load(tx, profile, source)?;
            let mut recipes = Recipes::from_json(known.as_deref());
            recipes.remember(recipe);
            let json = serde_json::to_string(&recipes)?;
            store::import_recipes::save(tx, profile, source, &json, &now)?;
            let done = |act: GoneAct| {
                if step.act == act {
                    count(step.gone.len())
                } else {
                    0
                }
            };
            Ok::<_, super::Error>(Imported {
                added: count(plan.added.len()),
                updated: count(plan.updated.len()),
                unchanged: count(plan.unchanged.len()),
                excluded: done(GoneAct::Exclude),
                deleted: done(GoneAct::Delete),
                bad_rows: plan.bad_rows,
                passed_over: plan.passed_over,
                edit,
                accepted: None,
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(imported)
}

/// An import inside its transaction.
struct Step<'a> {
    conn: &'a Connection,
    profile: ProfileId,
    now: &'a str,
    act: GoneAct,
    /// What is done away with.
    gone: Vec<OrganizationId>,
}

impl Step<'_> {
    /// Writes everything; answers with the undo step and with the organisations that the source lists.
    fn carry_out(&self, plan: &Plan, source: &str) -> Result<(Edited, Vec<OrganizationId>)> {
        let (conn, profile, now) = (self.conn, self.profile, self.now);
        let updated = plan.updated.iter().map(|(id, _)| *id);
        let touched = updated.clone().chain(self.gone.iter().copied()).collect();
        let mut listed: Vec<OrganizationId> =
            updated.chain(plan.unchanged.iter().copied()).collect();
        let mut draft = Draft::of(conn, profile, touched)?;
        for (id, content) in &plan.updated {
            store::organizations::update(conn, profile, *id, content, now)?;
        }
        for content in &plan.added {
            let id = store::organizations::insert(conn, profile, content, now)?;
            draft.added(id);
            listed.push(id);
        }
        gone::carry_out(conn, profile, self.act, &self.gone, now)?;
        let edited = draft.enter(conn, super::KIND, self.words(plan, source), None, now)?;
        Ok((edited, listed))
    }

    fn words(&self, plan: &Plan, source: &str) -> String {
        let (added, updated) = (plan.added.len(), plan.updated.len());
        let imported = format!("{source} imported: {added} added, {updated} updated");
        match (self.gone.len(), self.act) {
            (0, _) => imported,
            (gone, GoneAct::Exclude) => format!("{imported}, {gone} excluded"),
            (gone, GoneAct::Delete) => format!("{imported}, {gone} deleted"),
        }
    }
}
