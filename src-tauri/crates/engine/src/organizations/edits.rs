//! The undo journal: entering a change with its images before and after. Taking it back is in [`super::undo`].

use std::collections::BTreeMap;

use domain::{CustomerId, EditId, OrganizationId, ProfileId};
use serde::{Deserialize, Serialize};
use store::Connection;

use super::error::Result;
use super::image::{Image, images};
use super::warnings;

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
    /// An act on one organisation that found everything as it should be.
    pub(crate) fn standing(what: String, organization: OrganizationId) -> Self {
        Self::nothing(what, Some(organization))
    }

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
    pub(super) fn id(&self) -> OrganizationId {
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

    /// Enters the change in the journal, and looks at the pairs anew that it concerns. `kind` is a fixed code, `what` says
    /// it in words.
    pub(super) fn enter(
        mut self,
        conn: &Connection,
        kind: &'static str,
        what: String,
        subject: Option<OrganizationId>,
        now: &str,
    ) -> Result<Edited> {
        let had: Vec<CustomerId> = self
            .before
            .values()
            .filter_map(|image| image.facts.customer())
            .collect();
        warnings::renew(conn, self.profile, &self.touched, &had)?;
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
