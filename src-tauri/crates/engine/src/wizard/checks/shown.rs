//! A check as it is shown: the stored outcome, or that it waits or runs.

use domain::recipe::RecipeList;
use domain::{CheckState, Naming};
use store::checks::{CheckRow, RightRow};
use store::profiles::ProfileRow;

use super::board::Ahead;
use super::key::CheckKey;
use crate::said::Said;

/// How a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Never run, or not since something changed on which it depends.
    NotRun,
    /// Comes in the run that is under way.
    Waiting,
    /// Running now.
    Running,
    /// Ended.
    Ended(CheckState),
}

/// A right that a check names, as it stands in Halo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRight {
    /// Key of the recipe's item.
    pub key: String,
    /// Which of Halo's pages it is on.
    pub list: RecipeList,
    /// Its label in Halo.
    pub label: String,
    /// What it has to be.
    pub value: String,
    /// Where it is ticked.
    pub path: Vec<String>,
}

/// A check as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub key: CheckKey,
    /// How it stands.
    pub outcome: CheckOutcome,
    /// What that means.
    pub meaning: String,
    /// What to do about it, or how it will be proven.
    pub remedy: Option<String>,
    /// How the rights are meant.
    pub naming: Naming,
    /// The rights that it is about.
    pub rights: Vec<NamedRight>,
    /// How long it took.
    pub took_ms: Option<u32>,
    /// When it was run.
    pub checked_at: Option<String>,
    /// What Halo said.
    pub said: Option<Said>,
}

/// The checks that the profile's features need.
pub(in crate::wizard) fn as_shown(
    profile: &ProfileRow,
    rows: &[CheckRow],
    ahead: &Ahead,
) -> Vec<Check> {
    CheckKey::wanted(profile.features)
        .into_iter()
        .map(|key| {
            let row = rows.iter().find(|row| row.key == key.code());
            if ahead.running == Some(key) {
                nothing_yet(key, CheckOutcome::Running)
            } else if ahead.waiting.contains(&key) {
                nothing_yet(key, CheckOutcome::Waiting)
            } else if let Some(row) = row {
                ended(key, row, profile)
            } else {
                nothing_yet(key, CheckOutcome::NotRun)
            }
        })
        .collect()
}

fn nothing_yet(key: CheckKey, outcome: CheckOutcome) -> Check {
    Check {
        key,
        outcome,
        meaning: String::new(),
        remedy: None,
        naming: Naming::Missing,
        rights: Vec::new(),
        took_ms: None,
        checked_at: None,
        said: None,
    }
}

fn ended(key: CheckKey, row: &CheckRow, profile: &ProfileRow) -> Check {
    Check {
        key,
        outcome: CheckOutcome::Ended(row.state),
        meaning: row.meaning.clone(),
        remedy: row.remedy.clone(),
        naming: row.naming,
        rights: row
            .rights
            .iter()
            .filter_map(|right| named(right, profile))
            .collect(),
        took_ms: row.took_ms,
        checked_at: Some(row.checked_at.clone()),
        said: row
            .halo_text
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok()),
    }
}

/// A right in the recipe's words; `None` for one that a later version knew.
fn named(right: &RightRow, profile: &ProfileRow) -> Option<NamedRight> {
    let item = domain::recipe::item(&right.key, &profile.vendor_name, profile.features)?;
    Some(NamedRight {
        key: right.key.clone(),
        list: item.list,
        label: item.label.to_owned(),
        value: right.value.clone().unwrap_or(item.value),
        path: item.path.iter().map(|&step| step.to_owned()).collect(),
    })
}
