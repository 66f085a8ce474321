//! What was done to one organisation: when, how, what it was before and after, and on what a pair was accepted.

use domain::{Decision, EditId, Evidence, OrganizationId, ProfileId};
use store::{Store, edits::HistoryRow};

use super::edits::Change;
use super::error::Result;
use super::image::Facts;

/// Lines at most.
const LONGEST: u32 = 50;

/// Something that was done to an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The edit.
    pub id: EditId,
    /// When.
    pub at: String,
    /// What, in words.
    pub what: String,
    /// How it came to be: by hand, from a file, as one of many.
    pub how: String,
    /// When it was taken back.
    pub undone_at: Option<String>,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// What a pair that was made here was accepted on.
    pub accepted_on: Option<Evidence>,
}

/// One field before and after; `None` is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name in words.
    pub field: &'static str,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
}

/// The last 50 things that were done to an organisation, newest first. One that was deleted keeps its history.
///
/// # Errors
/// [`super::Error::Store`].
pub async fn history(
    store: &Store,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<Vec<HistoryLine>> {
    let rows = store
        .read(move |tx| store::edits::history(tx, profile, id, LONGEST))
        .await?;
    rows.into_iter().map(line).collect()
}

/// What an edit changed about one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationChanges {
    /// Our id.
    pub organization: OrganizationId,
    /// Its name, the newer one.
    pub name: String,
    /// Field by field.
    pub changes: Vec<FieldChange>,
}

/// What an edit changed, organisation by organisation: the first fifty, and how many there are.
///
/// # Errors
/// [`super::Error::NotFound`] when there is no such edit.
pub async fn changes_of_edit(
    store: &Store,
    profile: ProfileId,
    edit: EditId,
) -> Result<(Vec<OrganizationChanges>, u32)> {
    let images = store
        .read(move |tx| store::edits::images(tx, profile, edit))
        .await?;
    let json = images.ok_or(super::Error::NotFound { what: "edit" })?;
    Ok(changes_in(&json)?)
}

/// The first fifty changes in the images of an edit, and how many there are.
pub(crate) fn changes_in(
    images: &str,
) -> std::result::Result<(Vec<OrganizationChanges>, u32), serde_json::Error> {
    let touched: Vec<Change> = serde_json::from_str(images)?;
    let total = u32::try_from(touched.len()).unwrap_or(u32::MAX);
    let most = usize::try_from(LONGEST).unwrap_or(usize::MAX);
    let shown = touched.into_iter().take(most).map(|change| {
        let organization = change.id();
        let before = change.before.map(|image| image.facts);
        let after = change.after.map(|image| image.facts);
        let newer = after.as_ref().or(before.as_ref());
        OrganizationChanges {
            organization,
            name: newer.map_or_else(String::new, |facts| facts.name.clone()),
            changes: changes(before.as_ref(), after.as_ref()),
        }
    });
    Ok((shown.collect(), total))
}

fn line(row: HistoryRow) -> Result<HistoryLine> {
    let change: Option<Change> = match &row.image {
        Some(json) => Some(serde_json::from_str(json)?),
        None => None,
    };
    let (before, after) = match change {
        Some(Change { before, after, .. }) => (
            before.map(|image| image.facts),
            after.map(|image| image.facts),
        ),
        None => (None, None),
    };
    let accepted_on = match &after {
        Some(facts) if before.as_ref().and_then(Facts::customer) != facts.customer() => facts
            .pair(OrganizationId::new(0))?
            .map(|pair| pair.evidence),
        Some(_) | None => None,
    };
    Ok(HistoryLine {
        id: row.edit.id,
        how: how(&row.edit.kind, row.touched),
        at: row.edit.done_at,
        what: row.edit.what,
        undone_at: row.edit.undone_at,
        changes: changes(before.as_ref(), after.as_ref()),
        accepted_on,
    })
}

fn how(kind: &str, touched: u32) -> String {
    let way = match kind {
        super::accept::KIND => "Suggestion accepted",
        super::accept::AUTOMATIC => "Suggestion accepted automatically",
        super::import::KIND => "From a file of organisations",
        super::mappings::KIND => "From a file of mappings",
        super::halo_customers::KIND => "From Halo’s own customers",
        super::created::KIND => "Created in Halo",
        _ => "By hand",
    };
    match touched {
        0 | 1 => way.to_owned(),
        several => format!("{way}, one of {several}"),
    }
}

/// The fields that differ.
fn changes(before: Option<&Facts>, after: Option<&Facts>) -> Vec<FieldChange> {
    let none = Vec::new();
    let old = before.map_or_else(|| none.clone(), fields);
    let new = after.map_or(none, fields);
    FIELDS
        .iter()
        .filter_map(|field| {
            let in_those = |all: &[(&'static str, String)]| {
                let found = all.iter().find(|(name, _)| name == field);
                found.map(|(_, value)| value.clone())
            };
            let (before, after) = (in_those(&old), in_those(&new));
            (before != after).then_some(FieldChange {
                field,
                before,
                after,
            })
        })
        .collect()
}

/// In the order in which they are shown.
const FIELDS: [&str; 11] = [
    "Customer",
    "Decision",
    "Reason",
    "Look again on",
    "Not this one",
    "Name",
    "Domains",
    "External id",
    "Tenant id",
    "Seats",
    "Note",
];

/// The fields of an organisation that hold something, in words.
fn fields(facts: &Facts) -> Vec<(&'static str, String)> {
    let shown = facts.shown();
    let decision = match shown.decision {
        Some(Decision::Held) => Some("Held".to_owned()),
        Some(Decision::Excluded) => Some("Excluded".to_owned()),
        Some(Decision::Open) | None => None,
    };
    let values = [
        shown.customer,
        decision,
        shown.reason,
        facts.review_on.clone(),
        shown.rejected,
        Some(facts.name.clone()),
        shown.domains,
        facts.external_id.clone(),
        shown.tenant_id,
        shown.seats,
        shown.note,
    ];
    FIELDS
        .into_iter()
        .zip(values)
        .filter_map(|(field, value)| Some((field, value.filter(|text| !text.is_empty())?)))
        .collect()
}
