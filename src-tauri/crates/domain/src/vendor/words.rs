//! Editing a vendor's vocabulary: which words may stand in it, and how a new one gets its key.
//!
//! Ticket rules and seats hold on to keys, never to names, so a renamed word keeps what refers to it.

use super::{Vendor, VendorLevel, VendorProduct, VendorStatus};
use crate::code::coded_enum;

/// Longest name of a word, in characters.
pub const LONGEST_WORD: usize = 60;
/// Most words in one list.
pub const MOST_WORDS: usize = 40;

coded_enum! {
    /// One of the three lists.
    pub enum WordList {
        /// Ticket statuses.
        Statuses = "statuses",
        /// Priority levels.
        Levels = "levels",
        /// Products with seats.
        Products = "products",
    }
}

/// A word as the administrator wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftWord {
    /// Its key; `None` for a new one.
    pub key: Option<String>,
    /// What is shown.
    pub name: String,
}

/// A status as the administrator wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftStatus {
    /// Key and name.
    pub word: DraftWord,
    /// Whether a ticket in it is over.
    pub is_closed: bool,
}

/// The three lists as the administrator wants them, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Statuses, in the order a ticket goes through them.
    pub statuses: Vec<DraftStatus>,
    /// Levels, most urgent first.
    pub levels: Vec<DraftWord>,
    /// Products with seats.
    pub products: Vec<DraftWord>,
}

/// Why a vocabulary cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// A word without a name.
    NoName(WordList),
    /// A name beyond [`LONGEST_WORD`].
    TooLong(WordList),
    /// Two words of one name.
    Twice(WordList, String),
    /// More than [`MOST_WORDS`].
    TooMany(WordList),
    /// No level is left.
    NoLevel,
    /// No status in which a ticket is open.
    NoOpenStatus,
    /// No status in which a ticket is over.
    NoClosedStatus,
}

impl DraftProblem {
    /// The list it is about.
    pub const fn list(&self) -> WordList {
        match self {
            Self::NoName(list)
            | Self::TooLong(list)
            | Self::Twice(list, _)
            | Self::TooMany(list) => *list,
            Self::NoLevel => WordList::Levels,
            Self::NoOpenStatus | Self::NoClosedStatus => WordList::Statuses,
        }
    }
}

impl std::fmt::Display for DraftProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoName(_) => f.write_str("A name is missing."),
            Self::TooLong(_) => write!(f, "A name has at most {LONGEST_WORD} characters."),
            Self::Twice(_, name) => write!(f, "“{name}” is there already."),
            Self::TooMany(_) => write!(f, "A list has at most {MOST_WORDS} entries."),
            Self::NoLevel => f.write_str("At least one priority level has to stay."),
            Self::NoOpenStatus => {
                f.write_str("At least one status has to stay in which a ticket is still open.")
            }
            Self::NoClosedStatus => f.write_str("At least one status has to close a ticket."),
        }
    }
}

/// The vendor with the drafted words: names tidied, new ones given a key.
///
/// # Errors
/// [`DraftProblem`], the first there is; nothing is taken then.
pub fn settle(vendor: &Vendor, draft: &Draft) -> Result<Vendor, DraftProblem> {
    let status_words: Vec<DraftWord> = draft.statuses.iter().map(|s| s.word.clone()).collect();
    let statuses: Vec<VendorStatus> = settle_list(WordList::Statuses, &status_words)?
        .into_iter()
        .zip(&draft.statuses)
        .map(|((key, name), status)| VendorStatus {
            key,
            name,
            is_closed: status.is_closed,
        })
        .collect();
    let levels: Vec<VendorLevel> = settle_list(WordList::Levels, &draft.levels)?
        .into_iter()
        .map(|(key, name)| VendorLevel { key, name })
        .collect();
    let products = settle_list(WordList::Products, &draft.products)?
        .into_iter()
        .map(|(key, name)| VendorProduct { key, name })
        .collect();
    if statuses.iter().all(|status| status.is_closed) {
        return Err(DraftProblem::NoOpenStatus);
    }
    if !statuses.iter().any(|status| status.is_closed) {
        return Err(DraftProblem::NoClosedStatus);
    }
    if levels.is_empty() {
        return Err(DraftProblem::NoLevel);
    }
    Ok(Vendor {
        statuses,
        levels,
        products,
        ..vendor.clone()
    })
}

/// Keys that `before` has and `after` has not, each with its name.
pub fn removed(before: &Vendor, after: &Vendor) -> Vec<(WordList, String, String)> {
    WordList::ALL
        .iter()
        .flat_map(|&list| {
            let kept = words(after, list);
            words(before, list)
                .into_iter()
                .filter(move |(key, _)| !kept.iter().any(|(other, _)| other == key))
                .map(move |(key, name)| (list, key.to_owned(), name.to_owned()))
        })
        .collect()
}

fn words(vendor: &Vendor, list: WordList) -> Vec<(&str, &str)> {
    match list {
        WordList::Statuses => vendor
            .statuses
            .iter()
            .map(|word| (word.key.as_str(), word.name.as_str()))
            .collect(),
        WordList::Levels => vendor
            .levels
            .iter()
            .map(|word| (word.key.as_str(), word.name.as_str()))
            .collect(),
        WordList::Products => vendor
            .products
            .iter()
            .map(|word| (word.key.as_str(), word.name.as_str()))
            .collect(),
    }
}

/// Key and name of every word of a list.
fn settle_list(list: WordList, words: &[DraftWord]) -> Result<Vec<(String, String)>, DraftProblem> {
    if words.len() > MOST_WORDS {
        return Err(DraftProblem::TooMany(list));
    }
    let mut settled: Vec<(String, String)> = Vec::with_capacity(words.len());
    for word in words {
        let name = tidy(&word.name);
        if name.is_empty() {
            return Err(DraftProblem::NoName(list));
        }
        if name.chars().count() > LONGEST_WORD {
            return Err(DraftProblem::TooLong(list));
        }
        let folded = name.to_lowercase();
        if settled
            .iter()
            .any(|(_, other)| other.to_lowercase() == folded)
        {
            return Err(DraftProblem::Twice(list, name));
        }
        let is_free = |key: &str| {
            !settled.iter().any(|(taken, _)| taken == key)
                && !words.iter().any(|other| other.key.as_deref() == Some(key))
        };
        let key = match &word.key {
            Some(key) => key.clone(),
            None => new_key(&name, is_free),
        };
        settled.push((key, name));
    }
    Ok(settled)
}

/// One line without blanks around it or control characters in it.
fn tidy(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A readable key from a name: `In progress` gives `in_progress`.
fn new_key(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let parts: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let stem = if parts.is_empty() {
        "word".to_owned()
    } else {
        parts.join("_")
    };
    // A list is short, so a number is soon free.
    let mut key = stem.clone();
    for number in 2..=MOST_WORDS + 1 {
        if is_free(&key) {
            break;
        }
        key = format!("{stem}_{number}");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor;

    fn draft(vendor: &Vendor) -> Draft {
        let word = |key: &str, name: &str| DraftWord {
            key: Some(key.to_owned()),
            name: name.to_owned(),
        };
        Draft {
            statuses: vendor
                .statuses
                .iter()
                .map(|s| DraftStatus {
                    word: word(&s.key, &s.name),
                    is_closed: s.is_closed,
                })
                .collect(),
            levels: vendor
                .levels
                .iter()
                .map(|l| word(&l.key, &l.name))
                .collect(),
            products: vendor
                .products
                .iter()
                .map(|p| word(&p.key, &p.name))
                .collect(),
        }
    }

    fn added(name: &str) -> DraftWord {
        DraftWord {
            key: None,
            name: name.to_owned(),
        }
    }

    #[test]
    fn a_renamed_word_keeps_its_key_and_a_new_one_gets_a_free_one() {
        let vendor = vendor::preset("palisade").unwrap();
        let mut draft = draft(&vendor);
        draft.levels[0].name = "  Drop \n everything ".to_owned();
        draft.levels.swap(2, 3);
        draft.levels.push(added("High!"));
        draft.levels.push(added("待機"));
        let settled = settle(&vendor, &draft).unwrap();
        let levels: Vec<_> = settled
            .levels
            .iter()
            .map(|l| (l.key.as_str(), l.name.as_str()))
            .collect();
        assert_eq!(
            levels,
            [
                ("critical", "Drop everything"),
                ("high", "High"),
                ("low", "Low"),
                ("medium", "Medium"),
                ("high_2", "High!"),
                ("word", "待機"),
            ]
        );
        assert_eq!(removed(&vendor, &settled), []);
    }

    #[test]
    fn what_goes_is_named_by_list_key_and_name() {
        let vendor = vendor::preset("palisade").unwrap();
        let mut draft = draft(&vendor);
        draft.levels.remove(3);
        draft.products.clear();
        let settled = settle(&vendor, &draft).unwrap();
        assert_eq!(
            removed(&vendor, &settled),
            [
                (WordList::Levels, "low".to_owned(), "Low".to_owned()),
                (
                    WordList::Products,
                    "email_security".to_owned(),
                    "Email security".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_vocabulary_that_cannot_work_is_refused() {
        let vendor = vendor::preset("palisade").unwrap();
        let refused = |change: &dyn Fn(&mut Draft)| {
            let mut draft = draft(&vendor);
            change(&mut draft);
            settle(&vendor, &draft).unwrap_err()
        };
        for (problem, wanted) in [
            (
                refused(&|d| d.levels[1].name = " \t".to_owned()),
                DraftProblem::NoName(WordList::Levels),
            ),
            (
                refused(&|d| d.products.push(added("EMAIL security"))),
                DraftProblem::Twice(WordList::Products, "EMAIL security".to_owned()),
            ),
            (
                refused(&|d| d.levels[0].name = "x".repeat(LONGEST_WORD + 1)),
                DraftProblem::TooLong(WordList::Levels),
            ),
            (refused(&|d| d.levels.clear()), DraftProblem::NoLevel),
            (
                refused(&|d| d.statuses.retain(|s| s.is_closed)),
                DraftProblem::NoOpenStatus,
            ),
            (
                refused(&|d| d.statuses.retain(|s| !s.is_closed)),
                DraftProblem::NoClosedStatus,
            ),
            (
                refused(&|d| {
                    d.products = (0..=MOST_WORDS).map(|n| added(&n.to_string())).collect();
                }),
                DraftProblem::TooMany(WordList::Products),
            ),
        ] {
            assert_eq!(problem, wanted);
            assert!(problem.to_string().ends_with('.'));
        }
    }
}
