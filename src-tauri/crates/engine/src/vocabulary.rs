//! The vendor's vocabulary of a profile: read with what holds on to each word, and changed as a whole.

use domain::ProfileId;
use domain::vendor::Vendor;
use domain::vendor::words::{Draft, DraftProblem, WordList, removed, settle};
use store::Connection;
use store::journal::Entry;
use store::vendors::WordUse;

use crate::Engine;
use crate::activity::Act;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// What changes on screen with the vocabulary.
const AFTER_CHANGE: [Tag; 4] = [Tag::TicketRules, Tag::Wizard, Tag::Organizations, Tag::Home];

/// The vocabulary, and what holds on to its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// The vendor with its words, in the administrator's order.
    pub vendor: Vendor,
    /// Every word that rules or seats hold on to.
    pub uses: Vec<WordUse>,
}

impl Engine {
    /// The vocabulary of a profile.
    pub async fn vocabulary(&self, profile: ProfileId) -> Result<Vocabulary> {
        Ok(self
            .store
            .read(move |tx| {
                Ok(Vocabulary {
                    vendor: store::vendors::load(tx, profile)?,
                    uses: store::vendors::uses(tx, profile)?,
                })
            })
            .await?)
    }

    /// Changes the vocabulary. Words keep their keys, so rules and seats follow a renamed one; what holds on to a
    /// removed one goes with it.
    ///
    /// # Errors
    /// `InvalidInput` for words that cannot be used, `NeedsConfirmation` when rules or seats would go and `confirmed` is
    /// not set. Nothing is changed then.
    pub async fn save_vocabulary(
        &self,
        profile: ProfileId,
        draft: Draft,
        confirmed: bool,
    ) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                let before = store::vendors::load(tx, profile)?;
                let after = settle(&before, &draft).map_err(|problem| invalid(&problem))?;
                let uses = store::vendors::uses(tx, profile)?;
                let lost = losses(&before, &after, &uses);
                if !lost.is_empty() && !confirmed {
                    return Err(Error::NeedsConfirmation {
                        message: lost.join(" "),
                    });
                }
                if before == after {
                    return Ok(());
                }
                store::vendors::replace_with_uses(tx, profile, &after)?;
                enter(tx, profile, (&before, &after), &lost, &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }
}

/// A sentence for each word that goes and takes something along.
pub(crate) fn losses(before: &Vendor, after: &Vendor, uses: &[WordUse]) -> Vec<String> {
    removed(before, after)
        .into_iter()
        .filter_map(|(list, key, name)| {
            let held = uses
                .iter()
                .find(|held| held.list == list && held.key == key)?;
            Some(match list {
                WordList::Statuses | WordList::Levels => format!(
                    "“{name}” takes {} along.",
                    counted(held.rules, "ticket rule", "ticket rules")
                ),
                WordList::Products => format!(
                    "“{name}” takes the seats of {} along.",
                    counted(held.organizations, "organisation", "organisations")
                ),
            })
        })
        .collect()
}

/// The line of the journal: the lists that changed, before and after.
fn enter(
    conn: &Connection,
    profile: ProfileId,
    (before, after): (&Vendor, &Vendor),
    lost: &[String],
    now: &str,
) -> Result<()> {
    let lists: Vec<(String, String)> = in_lists(before)
        .into_iter()
        .zip(in_lists(after))
        .filter(|(was, is)| was != is)
        .collect();
    let (was, is): (Vec<String>, Vec<String>) = lists.into_iter().unzip();
    let act = Act::Vocabulary {
        before: before.into(),
        after: after.into(),
    };
    let lost = (!lost.is_empty()).then(|| lost.join(" "));
    let entry = Entry {
        area: "settings",
        what: "Vendor’s vocabulary changed",
        before: Some(&was.join("; ")),
        after: Some(&is.join("; ")),
        note: lost.as_deref(),
        act: Some(&act.kept()?),
    };
    Ok(store::journal::enter_act(conn, profile, &entry, now)?)
}

/// Statuses, levels and products, each in a few words.
fn in_lists(vendor: &Vendor) -> [String; 3] {
    let statuses = vendor.statuses.iter().map(|status| {
        let end = if status.is_closed { " (closed)" } else { "" };
        format!("{}{end}", status.name)
    });
    let levels = vendor.levels.iter().map(|level| level.name.clone());
    let products = vendor.products.iter().map(|product| product.name.clone());
    let list = |name: &str, words: Vec<String>| format!("{name}: {}", words.join(", "));
    [
        list("Statuses", statuses.collect()),
        list("Levels", levels.collect()),
        list("Products", products.collect()),
    ]
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn invalid(problem: &DraftProblem) -> Error {
    Error::InvalidInput {
        field: problem.list().code(),
        message: problem.to_string(),
    }
}
