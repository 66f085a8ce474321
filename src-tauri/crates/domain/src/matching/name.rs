//! A name taken apart: what part each of its words plays, and the names that stand in one field together.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    hashing::FastState,
    legal_forms::Kind,
    roles,
    trades::Trade,
    words::{Bracket, Word, words_of},
};

/// Names that stand in one field together at most.
const MOST_SPELLINGS: usize = 3;

/// What part a word plays in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What the company is called.
    Core,
    /// What it does.
    Trade(Trade),
    /// Which of its branches or national companies.
    Place,
    /// Something in brackets that is no place known.
    Aside,
    /// Its legal form.
    Form,
    /// A note or a customer number.
    Note,
    /// "and", "the", "of".
    Link,
}

/// Where a spelling comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The name itself.
    Name,
    /// One half of "A trading as B".
    TradingAs,
    /// Another name the record is known by.
    Alias,
}

/// A word and its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: Box<str>,
    pub(super) role: Role,
}

/// One name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// In the order of the name.
    pub(super) parts: Vec<Part>,
    /// Legal forms, sorted.
    pub(super) kinds: Vec<Kind>,
    /// Where it comes from.
    pub(super) origin: Origin,
    /// It has no word of its own: only trades, links or forms.
    pub(super) is_thin: bool,
}

/// Everything that stands in a name field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// At least one, unless the field has no letter and no digit.
    pub(super) spellings: Vec<Spelling>,
    /// A note says that the record is out of use.
    pub(super) is_retired: bool,
    /// Longer than what is looked at, so that equality cannot be known.
    pub(super) is_cut: bool,
    /// All words as they stand there, folded: for equality before legal forms and the like are folded.
    pub(super) plain: Box<str>,
}

/// Takes a name apart.
pub(super) fn parse(name: &str) -> Name {
    let (words, is_cut) = words_of(name);
    let plain = words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut is_retired = false;
    let mut spellings = Vec::with_capacity(1);
    for (words, origin) in split_at_trading_as(words) {
        let (spelling, retired) = roles::assign(words, origin);
        is_retired |= retired;
        if !spelling.parts.is_empty() {
            spellings.push(spelling);
        }
    }
    Name {
        spellings,
        is_retired,
        is_cut,
        plain: plain.into_boxed_str(),
    }
}

/// Between two names of one company, longest first.
const TRADING_AS: &[&[&str]] = &[
    &["formerly", "known", "as"],
    &["formerly", "trading", "as"],
    &["previously", "known", "as"],
    &["now", "known", "as"],
    &["now", "trading", "as"],
    &["also", "known", "as"],
    &["doing", "business", "as"],
    &["handelend", "onder", "de", "naam"],
    &["trading", "as"],
    &["trades", "as"],
    &["operating", "as"],
    &["known", "as"],
    &["nom", "commercial"],
    &["nombre", "comercial"],
    &["t/a"],
    &["d/b/a"],
    &["dba"],
    &["o/a"],
    &["f/k/a"],
    &["fka"],
    &["a/k/a"],
    &["aka"],
    &["h/o"],
    &["formerly"],
    &["previously"],
    &["vormals"],
    &["ehemals"],
    &["anciennement"],
];

/// The first words of what stands between two names, and "(ta)".
static TRADING_AS_BEGINS: LazyLock<HashSet<&str, FastState>> = LazyLock::new(|| {
    let first = TRADING_AS.iter().map(|marker| marker[0]);
    first.chain(["ta"]).collect()
});

fn split_at_trading_as(words: Vec<Word>) -> Vec<(Vec<Word>, Origin)> {
    let may_begin = |word: &Word| TRADING_AS_BEGINS.contains(word.text.as_str());
    if !words.iter().skip(1).any(may_begin) {
        return if words.is_empty() {
            Vec::new()
        } else {
            vec![(words, Origin::Name)]
        };
    }
    let mut parts: Vec<Vec<Word>> = vec![Vec::with_capacity(words.len())];
    let mut at = 0;
    while at < words.len() {
        let is_marker = |marker: &&&[&str]| {
            words.len() - at > marker.len()
                && marker
                    .iter()
                    .zip(&words[at..])
                    .all(|(expected, word)| word.text == *expected)
        };
        // "(ta)" is too short to be read so without its brackets.
        let length = TRADING_AS
            .iter()
            .find(is_marker)
            .map(|marker| marker.len())
            .or_else(|| {
                (words[at].text == "ta" && words[at].bracket == Bracket::Round).then_some(1)
            })
            .filter(|_| !parts[parts.len() - 1].is_empty() && parts.len() < MOST_SPELLINGS);
        if let Some(length) = length {
            parts.push(Vec::new());
            at += length;
            continue;
        }
        let mut word = words[at].clone();
        if parts.len() > 1 && word.bracket == Bracket::Round {
            // "(formerly Wren)": what follows is a name, not a note.
            let opened = words[..at]
                .iter()
                .rev()
                .take_while(|w| w.bracket == Bracket::Round);
            if opened.count() > 0 {
                word.bracket = Bracket::None;
            }
        }
        let last = parts.len() - 1;
        parts[last].push(word);
        at += 1;
    }
    parts.retain(|part| !part.is_empty());
    let origin = if parts.len() > 1 {
        Origin::TradingAs
    } else {
        Origin::Name
    };
    parts.into_iter().map(|part| (part, origin)).collect()
}
