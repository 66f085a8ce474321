//! What is typed into the filter, taken apart into what it means.
//!
//! Words parted by blanks all have to be found. A word of the form `domain:x` asks one field; one that is none of the
//! known forms is looked for as it stands, so nothing that is typed is ever an error.

use domain::{Reason, matching::search_key, warning::WarningKind};
use store::grid::GridText;

/// More words than this are taken as one: nobody types them, and each is a condition for the database.
const MOST_TERMS: usize = 16;

/// Longer texts are cut, in characters.
const LONGEST_TEXT: usize = 500;

/// One part of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it was typed.
    pub typed: String,
    /// What it asks for.
    pub meaning: Meaning,
}

/// What a part of a filter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The text somewhere: in a name, a domain, an external id, a reference.
    Word(String),
    /// The same, written in quotes so that it is nothing else.
    Quoted(String),
    /// The text in a domain.
    Domain(String),
    /// The text in the customer's name, domain or reference.
    Customer(String),
    /// Evidence of one of these kinds, by the words on the chips.
    Reasons(Vec<&'static str>),
    /// Warnings of one of these kinds, by their words.
    Warnings(Vec<&'static str>),
    /// The customer is switched off in Halo.
    Inactive,
    /// Held or excluded until a day that has come.
    ToReview,
}

/// A filter with what each part of it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// For the database.
    pub(super) text: GridText,
    /// For the page.
    pub(super) terms: Vec<Term>,
}

/// Takes a filter apart. `domain:`, `customer:`, `reason:` and `warning:` without a word behind them are being typed and ask for
/// nothing yet.
pub(super) fn parse(typed: &str) -> Filter {
    let cut = typed
        .char_indices()
        .nth(LONGEST_TEXT)
        .map_or(typed, |(at, _)| &typed[..at]);
    let mut filter = Filter::default();
    let mut rest = cut.trim_start();
    while !rest.is_empty() {
        let length = if filter.terms.len() + 1 < MOST_TERMS {
            length_of_first(rest)
        } else {
            rest.len()
        };
        let (term, behind) = rest.split_at(length);
        filter.take(term.trim_end());
        rest = behind.trim_start();
    }
    filter
}

/// Where the first word ends: at a blank outside quotes.
fn length_of_first(text: &str) -> usize {
    let mut in_quotes = false;
    for (at, c) in text.char_indices() {
        match c {
            // A quote in the middle of a word is part of it, like the one for inches.
            '"' if in_quotes || at == 0 || text[..at].ends_with(':') => in_quotes = !in_quotes,
            c if c.is_whitespace() && !in_quotes => return at,
            _ => {}
        }
    }
    text.len()
}

impl Filter {
    fn take(&mut self, typed: &str) {
        let Some(meaning) = meaning_of(typed) else {
            return;
        };
        match &meaning {
            Meaning::Word(text) | Meaning::Quoted(text) => self.text.words.push(text.clone()),
            Meaning::Domain(text) => self.text.domains.push(text.clone()),
            Meaning::Customer(text) => self.text.customers.push(text.clone()),
            Meaning::Reasons(words) => {
                let reasons = Reason::ALL.iter().copied();
                let group = reasons.filter(|reason| words.contains(&chip_word(*reason)));
                self.text.reasons.push(group.collect());
            }
            Meaning::Warnings(words) => {
                let kinds = WarningKind::ALL.iter().copied();
                let group = kinds.filter(|kind| words.contains(&warning_word(*kind)));
                self.text.warnings.push(group.collect());
            }
            Meaning::Inactive => self.text.inactive = true,
            Meaning::ToReview => self.text.to_review = true,
        }
        self.terms.push(Term {
            typed: typed.to_owned(),
            meaning,
        });
    }
}

/// What one word asks for; `None` while there is nothing behind its colon or between its quotes.
fn meaning_of(typed: &str) -> Option<Meaning> {
    if let Some(quoted) = unquoted(typed) {
        return (!quoted.is_empty()).then(|| Meaning::Quoted(quoted.to_owned()));
    }
    match search_key(typed).as_str() {
        "inactive" => return Some(Meaning::Inactive),
        "review" => return Some(Meaning::ToReview),
        _ => {}
    }
    let as_it_stands = || Meaning::Word(typed.to_owned());
    let Some((field, value)) = typed.split_once(':') else {
        return Some(as_it_stands());
    };
    let value = unquoted(value).unwrap_or(value);
    let known = match search_key(field).as_str() {
        "domain" => Some(Meaning::Domain(value.to_owned())),
        "customer" => Some(Meaning::Customer(value.to_owned())),
        "reason" if value.is_empty() => Some(Meaning::Reasons(Vec::new())),
        "reason" => {
            words_named(value, Reason::ALL.iter().map(|r| chip_word(*r))).map(Meaning::Reasons)
        }
        "warning" if value.is_empty() => Some(Meaning::Warnings(Vec::new())),
        "warning" => warnings_named(value).map(Meaning::Warnings),
        _ => None,
    };
    match known {
        Some(_) if value.is_empty() => None,
        Some(meaning) => Some(meaning),
        None => Some(as_it_stands()),
    }
}

/// What stands in quotes; the closing one may still be missing.
fn unquoted(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?;
    Some(inside.strip_suffix('"').unwrap_or(inside).trim())
}

/// The kinds of warnings that are meant; all of them for "any".
fn warnings_named(value: &str) -> Option<Vec<&'static str>> {
    let all = || WarningKind::ALL.iter().map(|kind| warning_word(*kind));
    if search_key(value) == "any" {
        return Some(all().collect());
    }
    words_named(value, all())
}

/// The word that stands on a warning's chip.
const fn warning_word(kind: WarningKind) -> &'static str {
    match kind {
        WarningKind::Gone => "Gone from Halo",
        WarningKind::Inactive => "Inactive",
        WarningKind::OwnCustomer => "Own company",
        WarningKind::Swapped => "Swapped",
        WarningKind::DomainClash => "Other domain",
        WarningKind::TwoOrganizations => "Two organisations",
        WarningKind::SeatsFar => "Seats far off",
    }
}

/// The chip of exactly these words, or else those whose words begin with this, or one of whose words does.
fn words_named(
    value: &str,
    words: impl Iterator<Item = &'static str>,
) -> Option<Vec<&'static str>> {
    let wanted = search_key(value);
    let mut found: Vec<&'static str> = Vec::new();
    for word in words {
        let key = search_key(word);
        if key == wanted {
            return Some(vec![word]);
        }
        let fits = key.starts_with(&wanted) || key.split(' ').any(|w| w.starts_with(&wanted));
        if fits && !found.contains(&word) {
            found.push(word);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The word that stands on a reason's chip.
const fn chip_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Manual => "By hand",
        Reason::ExternalId => "External id",
        Reason::TenantId => "Tenant id",
        Reason::Domain => "Domain",
        Reason::LearntAlias => "Alias",
        Reason::NameExact | Reason::NameFolded => "Same name",
        Reason::TradingAs => "Trading name",
        Reason::Initials => "Initials",
        Reason::DomainWord => "Name in domain",
        Reason::SisterDomain => "Branch domain",
        Reason::NameSimilar => "Similar name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        vec![text.to_owned()]
    }

    #[test]
    fn known_forms_ask_their_field() {
        let check = |typed: &str, text: GridText| assert_eq!(parse(typed).text, text, "{typed}");
        check("", GridText::default());
        check("  \t ", GridText::default());
        check("ash", GridText::word("ash"));
        check(
            "ash  & pryce",
            GridText {
                words: vec!["ash".to_owned(), "&".to_owned(), "pryce".to_owned()],
                ..GridText::default()
            },
        );
        check("\"ash & pryce\"", GridText::word("ash & pryce"));
        check("\"ash & pr", GridText::word("ash & pr"));
        let domain = GridText {
            domains: words("ash.example"),
            ..GridText::default()
        };
        check("domain:ash.example", domain.clone());
        check("DOMAIN:\"ash.example\"", domain);
        let customer = GridText {
            customers: words("ashdown & pryce"),
            ..GridText::default()
        };
        check("customer:\"ashdown & pryce\"", customer.clone());
        check("customer:\"ashdown & pryce", customer);
        let inactive = GridText {
            inactive: true,
            ..GridText::default()
        };
        check("Inactive", inactive);
        check("\"inactive\"", GridText::word("inactive"));
        let to_review = GridText {
            to_review: true,
            ..GridText::default()
        };
        check("review", to_review);
        check("\"review\"", GridText::word("review"));
        check("reviewers", GridText::word("reviewers"));
        let reason = |reasons: &[Reason]| GridText {
            reasons: vec![reasons.to_vec()],
            ..GridText::default()
        };
        check("reason:domain", reason(&[Reason::Domain]));
        check(
            "reason:dom",
            reason(&[Reason::Domain, Reason::DomainWord, Reason::SisterDomain]),
        );
        check(
            "reason:\"same name\"",
            reason(&[Reason::NameExact, Reason::NameFolded]),
        );
        check("reason:similar", reason(&[Reason::NameSimilar]));
        check(
            "reason:name",
            reason(&[
                Reason::NameExact,
                Reason::NameFolded,
                Reason::TradingAs,
                Reason::DomainWord,
                Reason::NameSimilar,
            ]),
        );
        check("reason:hand", reason(&[Reason::Manual]));
        let warning = |kinds: &[WarningKind]| GridText {
            warnings: vec![kinds.to_vec()],
            ..GridText::default()
        };
        check("warning:domain", warning(&[WarningKind::DomainClash]));
        check("Warning:\"seats far\"", warning(&[WarningKind::SeatsFar]));
        check("warning:any", warning(WarningKind::ALL));
    }

    #[test]
    fn what_is_still_being_typed_asks_for_nothing_yet() {
        for typed in [
            "domain:",
            "customer:",
            "reason:",
            "warning:",
            "\"",
            "\"\"",
            "domain:\"",
            "domain:\"\"",
        ] {
            assert_eq!(parse(typed), Filter::default(), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_looked_for_as_it_stands() {
        for typed in [
            "owner:me",
            "reason:weather",
            "warning:weather",
            ":",
            "a:b:c",
            "19\"",
            "50%",
            "inactivity",
            "http://x",
        ] {
            assert_eq!(parse(typed).text, GridText::word(typed), "{typed}");
        }
    }

    #[test]
    fn each_part_is_told_with_what_was_typed_for_it() {
        let told: Vec<_> = parse(" reason:name  inactive \"St A\" x ")
            .terms
            .into_iter()
            .map(|term| (term.typed, term.meaning))
            .collect();
        assert_eq!(
            told,
            [
                (
                    "reason:name".to_owned(),
                    Meaning::Reasons(vec![
                        "Same name",
                        "Trading name",
                        "Name in domain",
                        "Similar name"
                    ])
                ),
                ("inactive".to_owned(), Meaning::Inactive),
                ("\"St A\"".to_owned(), Meaning::Quoted("St A".to_owned())),
                ("x".to_owned(), Meaning::Word("x".to_owned())),
            ]
        );
    }

    #[test]
    fn endless_text_is_a_bounded_filter() {
        let many = parse(&"a ".repeat(10_000));
        assert_eq!(many.terms.len(), MOST_TERMS);
        let long = parse(&"ä".repeat(10_000));
        assert_eq!(long.text.words[0].chars().count(), LONGEST_TEXT);
    }
}
