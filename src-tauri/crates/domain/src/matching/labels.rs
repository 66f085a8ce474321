//! What the word in a domain says of a name: nothing, how it begins, all that the company is called, or its trade too.

use super::{
    facts::{Domain, Facts, Line},
    legal_forms,
    name::Role,
    places, spellings, trades,
};

/// A word shorter than this begins too many names.
const SHORTEST_LABEL: usize = 6;

/// Letters of a trade that a domain has to have to say which it is.
const SHORTEST_TRADE: usize = 4;

/// Shorter legal forms end too many words.
const SHORTEST_FORM: usize = 3;

/// Letters that two forms of one word begin with.
const STEM: usize = 5;

/// Letters that a form of a word ends with, behind what the other form has too.
const LONGEST_ENDING: usize = 4;

/// How much of a name the word in a domain says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelt {
    /// Nothing, or a trade that is not the name's.
    Not,
    /// How the name begins. Sisters begin alike.
    Part,
    /// What the company is called.
    Name,
    /// That, and what it does.
    WithTrade,
}

/// The domains whose words were chosen by whoever uses them.
pub(super) fn labels(facts: &Facts) -> impl Iterator<Item = &Domain> {
    facts.domains.iter().filter(|domain| domain.has_own_label)
}

/// How much of the name of `named` a domain of `of` says, at best.
pub(super) fn spelt(of: &Facts, named: &Facts, is_telling: impl Fn(&Domain) -> bool) -> Spelt {
    let by = |label: &str| {
        let lines = named.lines.iter().map(|line| spelt_by(label, line));
        lines.max().unwrap_or(Spelt::Not)
    };
    labels(of)
        .map(|domain| (domain, by(&domain.label)))
        .filter(|(domain, spelt)| *spelt != Spelt::Not && is_telling(domain))
        .map(|(_, spelt)| spelt)
        .max()
        .unwrap_or(Spelt::Not)
}

fn spelt_by(label: &str, line: &Line) -> Spelt {
    if label.len() < SHORTEST_LABEL {
        return Spelt::Not;
    }
    let (core, whole) = (line.core(), &*line.joined);
    if label.len() < core.len() {
        return if begins(whole, label) {
            Spelt::Part
        } else {
            Spelt::Not
        };
    }
    if !begins(label, core) {
        return Spelt::Not;
    }
    match behind_core(&label[core.len()..], line) {
        Behind::Trade => Spelt::WithTrade,
        Behind::Nothing => Spelt::Name,
        Behind::Anything if core.len() >= SHORTEST_LABEL || begins(whole, label) => Spelt::Name,
        Behind::Anything | Behind::OtherTrade => Spelt::Not,
    }
}

/// What stands in a domain behind what a company is called.
enum Behind {
    Nothing,
    /// The trade that the name says.
    Trade,
    /// Another one.
    OtherTrade,
    /// Something that is no trade known, or the name says none.
    Anything,
}

/// The whole word has to be read: "kestreltaxis" is no tax adviser's, and "royalleverinnovations" no inn's.
fn behind_core(rest: &str, line: &Line) -> Behind {
    let trade = &line.joined[line.core().len()..];
    if rest.is_empty() {
        return Behind::Nothing;
    }
    if trade.is_empty() {
        return Behind::Anything;
    }
    let is_ones = |trade| {
        line.words
            .iter()
            .any(|(_, role)| *role == Role::Trade(trade))
    };
    if rest == trade {
        return Behind::Trade;
    }
    if let Some(read) = trades::written_together(&spellings::kept(rest)) {
        return match (is_ones(read), trades::is_telling(read)) {
            (true, true) => Behind::Trade,
            (false, true) => Behind::OtherTrade,
            // "Group" and "Holdings" name no thing, so that one is not the other.
            (_, false) => Behind::Anything,
        };
    }
    let is_cut_short = rest.len() >= SHORTEST_TRADE
        && trade.starts_with(rest)
        && trades::begun_by(rest).all(is_ones);
    let goes_on = rest.strip_prefix(trade).is_some_and(says_no_more);
    if is_cut_short || goes_on || are_forms(rest, trade) {
        Behind::Trade
    } else {
        Behind::Anything
    }
}

/// Whether a word behind a trade says nothing about it: a town, a legal form.
fn says_no_more(word: &str) -> bool {
    places::is_town(word)
        || matches!(word, "uk" | "group" | "online")
        || (word.len() >= SHORTEST_FORM
            && legal_forms::form_at(|at| (at == 0).then_some(word), 0, |_| true).is_some())
}

/// Whether two words are one in two forms ("physiotherapy", "physiotherapist").
fn are_forms(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    common >= STEM && a.len().max(b.len()) <= common + LONGEST_ENDING
}

/// Whether a text begins with another, and not within a number.
fn begins(text: &str, with: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.strip_prefix(with)
        .is_some_and(|rest| !(is_digit(with.chars().next_back()) && is_digit(rest.chars().next())))
}

/// Whether a domain of a record begins with its name, or the name with it.
fn spells_its_name(facts: &Facts) -> bool {
    let without_article = |text: &str| text.strip_prefix("the").map_or(0, |_| 3);
    labels(facts).any(|domain| {
        facts.lines.iter().any(|line| {
            let (label, core) = (&*domain.label, line.core());
            let (label, core) = (
                &label[without_article(label)..],
                &core[without_article(core)..],
            );
            core.len() >= 3
                && label.len() >= 3
                && (label.starts_with(core) || core.starts_with(label))
        })
    })
}

/// Whether two records of one name, each with a domain of its own that spells it, may well be two companies: however
/// rare the name is in this list, two have it.
pub(super) fn are_two(organization: &Facts, customer: &Facts) -> bool {
    spells_its_name(organization) && spells_its_name(customer)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{grams::Grams, name::parse, vocabulary::Vocabulary},
        *,
    };

    #[test]
    fn a_domain_says_how_a_name_begins_what_it_is_or_its_trade_too() {
        let check = |domain: &str, name: &str, expected: Spelt| {
            let facts = |name: &str, domain: &str| {
                Facts::new(
                    name,
                    vec![parse(name)],
                    &[domain.to_owned()],
                    &mut Vocabulary::default(),
                    &mut Grams::default(),
                )
            };
            let found = spelt(&facts("", domain), &facts(name, ""), |_| true);
            assert_eq!(found, expected, "{domain} / {name}");
        };
        check("kestrel.example", "Kestrel Tax", Spelt::Name);
        check("kestreltax.example", "Kestrel Tax Ltd", Spelt::WithTrade);
        check(
            "kestrelaccountancy.example",
            "Kestrel Tax",
            Spelt::WithTrade,
        );
        check("kestreltaxleeds.example", "Kestrel Tax", Spelt::WithTrade);
        check("kestreltaxltd.example", "Kestrel Tax", Spelt::WithTrade);
        check("kestreltaxis.example", "Kestrel Tax", Spelt::Not);
        check("kestreltax.example", "Kestrel Taxis", Spelt::Not);
        check("kestreltaxes.example", "Kestrel Tax", Spelt::Name);
        check(
            "royalleverphysio.example",
            "Royal Lever Physiotherapy",
            Spelt::WithTrade,
        );
        check(
            "royalleverinnovations.example",
            "Royal Lever Inn",
            Spelt::Name,
        );
        check("nightingalelawns.example", "Nightingale Law", Spelt::Name);
        check(
            "kestrelmanu.example",
            "Kestrel Manufacturing",
            Spelt::WithTrade,
        );
        check(
            "kestrelconst.example",
            "Kestrel Construction",
            Spelt::WithTrade,
        );
        check("kestrelcons.example", "Kestrel Construction", Spelt::Name);
        check(
            "kestrelheating.example",
            "Kestrel Plumbing & Heating",
            Spelt::WithTrade,
        );
        check(
            "kestrelplumbingandheating.example",
            "Kestrel Plumbing",
            Spelt::WithTrade,
        );
        check("kestrelholdings.example", "Kestrel Group", Spelt::Name);
        check("kestrelgroup.example", "Kestrel Group", Spelt::WithTrade);
        check(
            "kestrelashby.example",
            "Kestrel Ashby Beta Dental",
            Spelt::Part,
        );
        check("harriswebb.example", "Harris Webb Cole", Spelt::Part);
        check("wren.example", "Wren Dental", Spelt::Not);
        check("wrendental.example", "Wren Dental", Spelt::WithTrade);
        check("wrendentists.example", "Wren", Spelt::Not);
        check("kestrel41.example", "Kestrel 4", Spelt::Not);
        check("heron.example", "Kestrel", Spelt::Not);
    }
}
