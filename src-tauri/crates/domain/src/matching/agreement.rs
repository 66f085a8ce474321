//! Whether two names could be one company's, for rules that need no more than that.
//!
//! How likely it is, beside all other records, is the matcher's question.

use super::{
    distance,
    domains::label,
    fold_name,
    name::{Role, Spelling, parse},
};

/// Shorter words say nothing by themselves, in characters.
const SHORTEST_WORD: usize = 3;

/// From here on one slip of the keyboard leaves a word the same, in characters.
const LONG_WORD: usize = 5;

/// Shorter texts are found inside others by chance, in characters.
const SHORTEST_INSIDE: usize = 4;

/// How two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameAgreement {
    /// They have nothing in common.
    None,
    /// They share a word of their own, or one is short for the other.
    Related,
    /// They are the same, but for legal endings, spelling and order.
    Same,
}

/// Compares two names, each of the names that stand in one field by itself.
pub fn name_agreement(left: &str, right: &str) -> NameAgreement {
    let folded = fold_name(left);
    if !folded.is_empty() && folded == fold_name(right) {
        return NameAgreement::Same;
    }
    let (left, right) = (parse(left), parse(right));
    let pairs = left
        .spellings
        .iter()
        .flat_map(|a| right.spellings.iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| spellings(a, b))
        .max()
        .unwrap_or(NameAgreement::None)
}

/// Whether the word of a domain is the name, its beginning or its initials.
pub fn domain_spells(domain: &str, name: &str) -> bool {
    let label = label(domain).replace('-', "");
    parse(name).spellings.iter().any(|spelling| {
        let core = joined(spelling, is_core);
        let all = joined(spelling, is_content);
        let begins = |short: &str, long: &str| {
            short.chars().count() >= SHORTEST_INSIDE && long.starts_with(short)
        };
        label == all
            || begins(&label, &all)
            || begins(&core, &label)
            || (label.len() >= SHORTEST_WORD && label == initials(spelling))
    })
}

fn spellings(a: &Spelling, b: &Spelling) -> NameAgreement {
    let sorted = |spelling: &Spelling| {
        let mut words = words(spelling, is_content);
        words.sort_unstable();
        words.concat()
    };
    let (left, right) = (sorted(a), sorted(b));
    if !left.is_empty() && left == right {
        return NameAgreement::Same;
    }
    let (core, other) = (joined(a, is_core), joined(b, is_core));
    let inside =
        |short: &str, long: &str| short.chars().count() >= SHORTEST_INSIDE && long.contains(short);
    let is_short_for = |long: &Spelling, short: &str| {
        short.chars().count() >= SHORTEST_WORD && initials(long) == short
    };
    let related = words(a, is_core)
        .iter()
        .any(|word| words(b, is_core).iter().any(|other| alike(word, other)))
        || inside(&core, &other)
        || inside(&other, &core)
        || is_short_for(a, &other)
        || is_short_for(b, &core)
        // Without a word of its own a name is what the company does.
        || ((a.is_thin || b.is_thin)
            && words(a, is_content)
                .iter()
                .any(|word| words(b, is_content).contains(word)));
    if related {
        NameAgreement::Related
    } else {
        NameAgreement::None
    }
}

fn alike(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    shorter >= SHORTEST_WORD
        && (a == b
            || (shorter >= LONG_WORD
                && distance::have_same_digits(a, b)
                && distance::within(a, b, 1).is_some()))
}

const fn is_core(role: Role) -> bool {
    matches!(role, Role::Core)
}

const fn is_content(role: Role) -> bool {
    matches!(
        role,
        Role::Core | Role::Trade(_) | Role::Place | Role::Aside
    )
}

fn words(spelling: &Spelling, wanted: fn(Role) -> bool) -> Vec<&str> {
    let parts = spelling.parts.iter();
    parts
        .filter(|part| wanted(part.role))
        .map(|part| &*part.text)
        .collect()
}

fn joined(spelling: &Spelling, wanted: fn(Role) -> bool) -> String {
    words(spelling, wanted).concat()
}

fn initials(spelling: &Spelling) -> String {
    let words = words(spelling, is_content);
    words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_company_agree() {
        let check = |left: &str, right: &str, expected: NameAgreement| {
            assert_eq!(name_agreement(left, right), expected, "{left} / {right}");
            assert_eq!(name_agreement(right, left), expected, "{right} / {left}");
        };
        check("Wren Dental Ltd", "wren-dental", NameAgreement::Same);
        check("Wren & Co", "Wren and Co.", NameAgreement::Same);
        check("Dental Wren", "Wren Dental", NameAgreement::Same);
        check(
            "Ash trading as Wren Dental",
            "Wren Dental Ltd",
            NameAgreement::Same,
        );
        check("Fernhill Bath", "Fernhill Leeds", NameAgreement::Related);
        check(
            "Castlegate Optician",
            "Castlegat Eyes",
            NameAgreement::Related,
        );
        check("Ashdown Legal Partners", "ALP", NameAgreement::Related);
        check("Hillside Bakery", "Hillsidebakers", NameAgreement::Related);
        check("Wren Dental", "Ashdown & Pryce", NameAgreement::None);
        check("Wren Dental", "Ashdown Dental", NameAgreement::None);
        check("", "Wren", NameAgreement::None);
    }

    #[test]
    fn a_domain_spells_the_name_it_was_chosen_for() {
        let check = |domain: &str, name: &str, expected: bool| {
            assert_eq!(domain_spells(domain, name), expected, "{domain} / {name}");
        };
        check("wrendental.example", "Wren Dental Ltd", true);
        check("wren-dental.example", "Wren Dental", true);
        check("castlegate.example", "Castlegate Opticians", true);
        check("castlegateeyes.example", "Castlegate Opticians", true);
        check("alp.example", "Ashdown Legal Partners", true);
        check("ashdown.example", "Wren Dental", false);
        check("a.example", "A B", false);
    }
}
