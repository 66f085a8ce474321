//! The vendor's vocabulary, as it is edited.

use engine::Vocabulary;
use engine::domain::vendor::words::{Draft, DraftStatus, DraftWord, WordList};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A word with what holds on to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UsedWordDto {
    /// Stable key.
    pub key: String,
    /// What the vendor calls it.
    pub name: String,
    /// Whether a ticket in it is over; only statuses can be.
    pub is_closed: bool,
    /// Ticket rules that name it.
    pub rules: u32,
    /// Organisations that have seats of it.
    pub organizations: u32,
}

/// The vocabulary of a profile, in the administrator's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VocabularyDto {
    /// Ticket statuses.
    pub statuses: Vec<UsedWordDto>,
    /// Priority levels, most urgent first.
    pub levels: Vec<UsedWordDto>,
    /// Products.
    pub products: Vec<UsedWordDto>,
}

/// A word as the administrator wants it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WordDraftDto {
    /// Its key; `null` for a new one.
    pub key: Option<String>,
    /// What the vendor calls it.
    pub name: String,
    /// Whether a ticket in it is over; only looked at for statuses.
    pub is_closed: bool,
}

/// The three lists as the administrator wants them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VocabularyDraftDto {
    /// Ticket statuses.
    pub statuses: Vec<WordDraftDto>,
    /// Priority levels, most urgent first.
    pub levels: Vec<WordDraftDto>,
    /// Products.
    pub products: Vec<WordDraftDto>,
}

impl From<Vocabulary> for VocabularyDto {
    fn from(vocabulary: Vocabulary) -> Self {
        let uses = vocabulary.uses;
        let word = |list: WordList, key: String, name: String, is_closed: bool| {
            let held = uses
                .iter()
                .find(|held| held.list == list && held.key == key);
            UsedWordDto {
                rules: held.map_or(0, |held| held.rules),
                organizations: held.map_or(0, |held| held.organizations),
                key,
                name,
                is_closed,
            }
        };
        let vendor = vocabulary.vendor;
        Self {
            statuses: vendor
                .statuses
                .into_iter()
                .map(|status| {
                    word(
                        WordList::Statuses,
                        status.key,
                        status.name,
                        status.is_closed,
                    )
                })
                .collect(),
            levels: vendor
                .levels
                .into_iter()
                .map(|level| word(WordList::Levels, level.key, level.name, false))
                .collect(),
            products: vendor
                .products
                .into_iter()
                .map(|product| word(WordList::Products, product.key, product.name, false))
                .collect(),
        }
    }
}

impl From<WordDraftDto> for DraftWord {
    fn from(word: WordDraftDto) -> Self {
        Self {
            key: word.key,
            name: word.name,
        }
    }
}

impl From<VocabularyDraftDto> for Draft {
    fn from(draft: VocabularyDraftDto) -> Self {
        Self {
            statuses: draft
                .statuses
                .into_iter()
                .map(|status| DraftStatus {
                    is_closed: status.is_closed,
                    word: status.into(),
                })
                .collect(),
            levels: draft.levels.into_iter().map(Into::into).collect(),
            products: draft.products.into_iter().map(Into::into).collect(),
        }
    }
}
