//! Folding of names, so that spellings of one name become one text.
//!
//! Similarity between different names does not live here.

use unicode_normalization::UnicodeNormalization as _;

use super::{legal_forms, words::words_of};

/// Folds a company's name: case, accents, punctuation, "&"/"and" and legal endings no longer tell names apart.
///
/// Nothing but the legal form goes: "Wren Dental Ltd" and "wren-dental" agree, "Wren Dental Group" stays different.
/// A name of legal endings only keeps its first word. Empty when the name has no letter, no digit and no sign for "and".
///
/// A name too long to be one is only folded like text for searching.
pub fn fold_name(name: &str) -> String {
    let (words, is_cut) = words_of(name);
    if is_cut {
        return search_key(name);
    }
    let mut words = words
        .into_iter()
        .map(|word| word.text.replace('/', " "))
        .collect();
    legal_forms::strip(&mut words);
    in_order(words.join(" "))
}

/// Folds text for searching: lower case without accents, runs of blanks squeezed to one, punctuation kept.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in fold_letters(text) {
        if !c.is_whitespace() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    in_order(key)
}

/// Marks on one letter in Unicode's order, which what was dropped from between them may have kept them out of.
fn in_order(folded: String) -> String {
    if folded.is_ascii() {
        folded
    } else {
        folded.nfkd().collect()
    }
}

/// Lower case, compatibility forms resolved, Latin accents dropped, invisible characters dropped.
pub(super) fn fold_letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd()
        .filter(|&c| !is_accent(c) && !is_invisible(c))
        .flat_map(char::to_lowercase)
        // Lower-casing can bring a mark back ("İ" becomes "i" and a dot above).
        .filter(|&c| !is_accent(c))
        .flat_map(|c| {
            let (first, second) = plain_letters(c);
            std::iter::once(first).chain(second)
        })
}

/// Letters that Unicode does not decompose, though people write them with plain ones.
const fn plain_letters(c: char) -> (char, Option<char>) {
    match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        other => (other, None),
    }
}

/// Combining marks of European scripts. Marks of Indic scripts are vowels and stay.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Control and format characters that show nothing: soft hyphen, zero-width and direction marks, NUL.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{2bc}')
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_text() {
        let same = |spellings: &[&str], folded: &str| {
            for spelling in spellings {
                assert_eq!(fold_name(spelling), folded, "{spelling:?}");
            }
        };
        same(
            &["\u{1e023}`\u{f7a}", "\u{f7a}'\u{1e023}"],
            "\u{f7a}\u{1e023}",
        );
        same(
            &[
                "Wren Dental",
                "WREN  DENTAL Ltd.",
                "wren-dental limited",
                "Wren Dental, LTD",
                "Wren Dental (Pty) Ltd",
            ],
            "wren dental",
        );
        same(
            &[
                "Ashdown & Pryce",
                "Ashdown and Pryce LLP",
                "ASHDOWN + PRYCE",
                "Ashdown&Pryce",
            ],
            "ashdown and pryce",
        );
        same(
            &["Café Zürich AG", "Cafe Zurich", "CAFÉ ZU\u{308}RICH A.G."],
            "cafe zurich",
        );
        same(&["O'Brien's", "O’Brien’s Inc.", "OBriens, Inc"], "obriens");
        same(
            &[
                "Müller GmbH & Co. KG",
                "MULLER",
                "Müller G.m.b.H. und Co. KG",
            ],
            "muller",
        );
        same(&["Nowak Sp. z o.o.", "Nowak sp z o o", "NOWAK"], "nowak");
        same(
            &["Dupont S.A.R.L.", "Dupont SARL", "Dupont S.à r.l."],
            "dupont",
        );
        same(&["Straße", "STRASSE", "strasse"], "strasse");
        same(&["株式会社山田", "山田株式会社", "山田"], "山田");
        same(&["ООО Ромашка", "Ромашка"], "ромашка");
        same(&["Smith & Co", "Smith and Company Ltd", "Smith"], "smith");
        same(
            &["Wren\u{200b} Dental\0", "\u{202e}Wren Dental"],
            "wren dental",
        );
        same(&["A.B.C. Tools", "ABC Tools"], "abc tools");
    }

    #[test]
    fn what_is_not_a_legal_form_stays() {
        assert_ne!(fold_name("Wren Dental Group"), fold_name("Wren Dental"));
        assert_ne!(
            fold_name("Wren Dental North"),
            fold_name("Wren Dental South")
        );
        assert_eq!(fold_name("Ltd"), "ltd");
        assert_eq!(fold_name("Co. Ltd."), "co");
        assert_eq!(fold_name("&"), "and");
        assert_eq!(fold_name("The Limited Company Company"), "the");
    }

    #[test]
    fn names_of_punctuation_fold_to_nothing() {
        for name in ["", "   ", "---", "…", "!?", "\u{200b}", "..."] {
            assert_eq!(fold_name(name), "", "{name:?}");
        }
    }

    #[test]
    fn search_keys_keep_punctuation_and_squeeze_blanks() {
        assert_eq!(search_key("  Café \t &  Söhne "), "cafe & sohne");
        assert_eq!(search_key("100%_x"), "100%_x");
        assert_eq!(search_key("İstanbul"), "istanbul");
    }

    #[test]
    fn huge_names_take_bounded_time() {
        let started = Instant::now();
        for name in [
            "a".repeat(1 << 20),
            "Ltd ".repeat(1 << 16),
            "A.".repeat(1 << 16),
            "e\u{301}\u{316}".repeat(30_000),
            format!("e{}", "\u{301}\u{316}".repeat(10_000)),
            "株式会社".repeat(20_000),
            "ООО ".repeat(40_000),
        ] {
            let folded = fold_name(&name);
            assert!(!folded.is_empty());
            search_key(&name);
        }
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{:?}",
            started.elapsed()
        );
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_but_for_legal_endings_it_uncovers(name in any::<String>()) {
            let once = fold_name(&name);
            prop_assert_eq!(search_key(&once), once.clone());
            prop_assert!(fold_name(&once).len() <= once.len());
        }

        #[test]
        fn case_and_outer_blanks_never_matter(name in "[a-zA-Z0-9 .,&'éÉüÜ-]{0,40}") {
            prop_assert_eq!(fold_name(&name), fold_name(&format!("  {} ", name.to_uppercase())));
        }
    }
}
