//! The undo journal: entering a change with its images before and after, and taking it back.

use std::collections::BTreeMap;

use domain::{EditId, OrganizationId, ProfileId};
use serde::{Deserialize, Serialize};
use store::{Connection, Store};

use super::error::{Error, Result};
use super::image::{Image, images};
use super::suggestions::refresh;

/// What a change was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// For undo; `None` when nothing changed, or when the change was an undo itself.
    pub id: Option<EditId>,
    /// What was done, in words without a full stop.
    pub what: String,
    /// The organisation it was about, when it was one.
    pub organization: Option<OrganizationId>,
}

impl Edited {
    /// An act that found everything as it should be.
    pub(super) fn nothing(what: impl Into<String>, organization: Option<OrganizationId>) -> Self {
        Self {
            id: None,
            what: what.into(),
            organization,
        }
    }
}

/// One organisation of an edit. `None` stands for one that does not exist.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Change {
    organization: i32,
    pub(super) before: Option<Image>,
    pub(super) after: Option<Image>,
}

impl Change {
    fn id(&self) -> OrganizationId {
        OrganizationId::new(self.organization)
    }
}

/// A change in the making: how the organisations looked before it.
pub(super) struct Draft {
    profile: ProfileId,
    touched: Vec<OrganizationId>,
    before: BTreeMap<OrganizationId, Image>,
}

impl Draft {
    /// To be called before anything is changed, with every organisation that will be.
    pub(super) fn of(
        conn: &Connection,
        profile: ProfileId,
        touched: Vec<OrganizationId>,
    ) -> store::Result<Self> {
        let before = images(conn, profile, &touched)?;
        Ok(Self {
            profile,
            touched,
            before,
        })
    }

    /// Counts an organisation in that did not exist before.
    pub(super) fn added(&mut self, id: OrganizationId) {
        self.touched.push(id);
    }

    /// Enters the change in the journal. `kind` is a fixed code, `what` says it in words.
    pub(super) fn enter(
        mut self,
        conn: &Connection,
        kind: &'static str,
        what: String,
        subject: Option<OrganizationId>,
        now: &str,
    ) -> Result<Edited> {
        let mut after = images(conn, self.profile, &self.touched)?;
        let changes: Vec<Change> = self
            .touched
            .iter()
            .map(|id| Change {
                organization: id.get(),
                before: self.before.remove(id),
                after: after.remove(id),
            })
            .filter(|change| {
                change.before.as_ref().map(|image| &image.facts)
                    != change.after.as_ref().map(|image| &image.facts)
            })
            .collect();
        if changes.is_empty() {
            return Ok(Edited::nothing("Nothing was changed", subject));
        }
        let touched: Vec<OrganizationId> = changes.iter().map(Change::id).collect();
        let json = serde_json::to_string(&changes)?;
        let id = store::edits::insert(conn, self.profile, kind, &what, &json, &touched, now)?;
        Ok(Edited {
            id: Some(id),
            what,
            organization: subject,
        })
    }
}

/// Takes an edit back. Doing it twice changes nothing more.
///
/// # Errors
/// [`Error::Conflict`] when something newer touched one of the organisations; [`Error::InvalidInput`] for the field
/// `edit` when a customer or an external id has gone to another organisation since.
pub async fn undo(store: &Store, profile: ProfileId, id: EditId, now: &str) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| undo_in(tx, profile, id, &now))
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

fn undo_in(conn: &Connection, profile: ProfileId, id: EditId, now: &str) -> Result<Edited> {
    let gone = || Error::NotFound { what: "edit" };
    let edit = store::edits::get(conn, profile, id)?.ok_or_else(gone)?;
    let json = store::edits::images(conn, profile, id)?.ok_or_else(gone)?;
    let changes: Vec<Change> = serde_json::from_str(&json)?;
    let subject = match changes.as_slice() {
        [one] => Some(one.id()),
        _ => None,
    };
    if edit.undone_at.is_some() {
        return Ok(Edited::nothing(
            format!("Undone before: {}", edit.what),
            subject,
        ));
    }
    let touched: Vec<OrganizationId> = changes.iter().map(Change::id).collect();
    let current = images(conn, profile, &touched)?;
    for change in &changes {
        expect_untouched(conn, profile, id, change, current.get(&change.id()))?;
    }
    // Everything unique is given back first, so that the order of the organisations does not matter.
    for change in &changes {
        store::pairs::remove(conn, profile, change.id())?;
        if change.before.is_none() {
            store::organizations::delete(conn, profile, change.id())?;
        }
    }
    expect_external_ids_free(conn, profile, &changes, &current)?;
    for change in &changes {
        if let Some(before) = &change.before {
            let exists = current.contains_key(&change.id());
            bring_back(conn, profile, change.id(), before, exists, now)?;
        }
    }
    store::edits::set_undone(conn, id, now)?;
    Ok(Edited {
        id: None,
        what: format!("Undone: {}", edit.what),
        organization: subject,
    })
}

/// Refuses when another edit, not undone, came after this one, or when the organisation is not as this one left it.
fn expect_untouched(
    conn: &Connection,
    profile: ProfileId,
    id: EditId,
    change: &Change,
    current: Option<&Image>,
) -> Result<()> {
    let newest = store::edits::of_organization(conn, profile, change.id(), u32::MAX)?
        .into_iter()
        .find(|edit| edit.undone_at.is_none());
    let is_newest = newest.is_some_and(|edit| edit.id == id);
    let as_left =
        current.map(|image| &image.facts) == change.after.as_ref().map(|image| &image.facts);
    if is_newest && as_left {
        return Ok(());
    }
    Err(Error::Conflict {
        current_version: current.map_or(0, |image| image.version),
    })
}

/// Refuses when an external id that would come back belongs to an organisation outside the edit by now.
fn expect_external_ids_free(
    conn: &Connection,
    profile: ProfileId,
    changes: &[Change],
    current: &BTreeMap<OrganizationId, Image>,
) -> Result<()> {
    for change in changes {
        let had = change.before.as_ref();
        let Some(had) = had.and_then(|image| image.facts.external_id.as_deref()) else {
            continue;
        };
        let holder = store::organizations::holder_of_external_id(conn, profile, had)?;
        if let Some((_, name)) = holder.filter(|(id, _)| !current.contains_key(id)) {
            return Err(Error::InvalidInput {
                field: "edit",
                message: format!(
                    "{name} has the external id {had} by now, so it cannot be given back."
                ),
            });
        }
    }
    Ok(())
}

fn bring_back(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    before: &Image,
    exists: bool,
    now: &str,
) -> Result<()> {
    let content = before.facts.content()?;
    if exists {
        store::organizations::update(conn, profile, id, &content, now)?;
    } else {
        let version = before.version.saturating_add(1);
        let made = &before.created_at;
        store::organizations::restore(conn, profile, id, &content, made, version, now)?;
    }
    if let Some(pair) = before.facts.pair(id)? {
        if let Some((_, by)) = super::taken_by(conn, profile, pair.customer, id)? {
            return Err(Error::InvalidInput {
                field: "edit",
                message: format!(
                    "{} is mapped to {by} by now, so it cannot go back to {}.",
                    pair.customer_name, before.facts.name
                ),
            });
        }
        store::pairs::put(conn, profile, &pair)?;
    }
    store::rejections::clear(conn, profile, id)?;
    for rejection in before.facts.rejected(id) {
        store::rejections::add(conn, profile, &rejection)?;
    }
    Ok(())
}
