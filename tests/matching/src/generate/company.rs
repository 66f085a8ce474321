//! A made-up company: what it is called, what it does, its legal form, its domain.

use std::{cell::RefCell, collections::HashSet};

use super::{
    random::Random,
    words::{ADJECTIVES, FIRST_NAMES, FORMS, NOUNS, SUFFIXES, SURNAMES, SYLLABLES, TOWNS, TRADES},
};

/// Word lists, cut once.
pub(super) struct Lists {
    surnames: Vec<&'static str>,
    first_names: Vec<&'static str>,
    adjectives: Vec<&'static str>,
    nouns: Vec<&'static str>,
    pub(super) towns: Vec<&'static str>,
    syllables: Vec<&'static str>,
    /// Domains that somebody has.
    registered: RefCell<HashSet<String>>,
}

impl Lists {
    pub(super) fn new() -> Self {
        let cut = |text: &'static str| text.split_whitespace().collect();
        Self {
            surnames: cut(SURNAMES),
            first_names: cut(FIRST_NAMES),
            adjectives: cut(ADJECTIVES),
            nouns: cut(NOUNS),
            towns: cut(TOWNS),
            syllables: cut(SYLLABLES),
            registered: RefCell::default(),
        }
    }

    fn made_up(&self, random: &mut Random) -> String {
        let syllables: String = (0..2 + random.below(3))
            .map(|_| *random.pick(&self.syllables))
            .collect();
        capital(&syllables)
    }
}

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A made-up company.
#[derive(Clone)]
pub(super) struct Company {
    /// What it is called, `&` between partners.
    pub(super) core: String,
    /// Place in the list of trades, and in its wordings.
    pub(super) trade: Option<(usize, usize)>,
    /// Spellings of its legal form, the usual one first.
    pub(super) form: Option<Vec<&'static str>>,
    pub(super) country: &'static str,
    pub(super) domain: String,
    pub(super) town: Option<&'static str>,
}

impl Company {
    pub(super) fn new(lists: &Lists, random: &mut Random) -> Self {
        let country = *random.pick(&[
            "en", "en", "en", "en", "en", "en", "us", "us", "us", "au", "de", "fr", "nl", "es",
            "it",
        ]);
        let core = core(lists, random);
        // A name that many have does not stand alone.
        let share = if core.contains(' ') { 80 } else { 96 };
        let trade = random.percent(share).then(|| trade(country, random));
        let form = random.percent(78).then(|| form(country, random));
        let mut company = Self {
            core,
            trade,
            form,
            country,
            domain: String::new(),
            town: None,
        };
        company.domain = company.new_domain(lists, random);
        company
    }

    /// What it does, in the usual wording.
    pub(super) fn trade_wording(&self) -> Option<&'static str> {
        self.trade
            .map(|(group, wording)| TRADES[group].wordings[wording])
    }

    /// The name as its owner writes it, without legal form.
    pub(super) fn short_name(&self) -> String {
        match self.trade_wording() {
            Some(trade) => format!("{} {trade}", self.core),
            None => self.core.clone(),
        }
    }

    /// Another domain for the same company.
    pub(super) fn new_domain(&self, lists: &Lists, random: &mut Random) -> String {
        let plain = |text: &str| -> String {
            text.to_lowercase()
                .chars()
                .filter_map(|c| match c {
                    'a'..='z' | '0'..='9' => Some(c),
                    'ü' => Some('u'),
                    'ö' | 'ø' => Some('o'),
                    'ä' | 'ã' => Some('a'),
                    'é' => Some('e'),
                    'ń' => Some('n'),
                    _ => None,
                })
                .collect()
        };
        let core = plain(&self.core);
        let trade = self.trade_wording().map(plain).unwrap_or_default();
        let mut label = match random.below(10) {
            0..4 => core,
            4..7 => format!("{core}{trade}"),
            7 => format!("{core}-{trade}").trim_end_matches('-').to_owned(),
            8 => format!("the{core}"),
            _ => {
                let town = lists.towns[random.below(lists.towns.len())];
                format!("{core}{}", town.to_lowercase())
            }
        };
        label.truncate(30);
        let suffixes = SUFFIXES
            .iter()
            .find(|(country, _)| *country == self.country)
            .map_or(SUFFIXES[0].1, |(_, suffixes)| suffixes);
        let label = label.trim_end_matches('-');
        let mut domain = format!("{label}.{}", random.pick(suffixes));
        let mut registered = lists.registered.borrow_mut();
        while !registered.insert(domain.clone()) {
            domain = format!("{label}{}.{}", random.below(1_000), random.pick(suffixes));
        }
        domain
    }
}

fn core(lists: &Lists, random: &mut Random) -> String {
    let surname = |random: &mut Random| *random.pick(&lists.surnames);
    match random.below(100) {
        0..20 => surname(random).to_owned(),
        20..34 => format!("{} & {}", surname(random), surname(random)),
        34..39 => format!(
            "{}, {} & {}",
            surname(random),
            surname(random),
            surname(random)
        ),
        39..43 => format!(
            "{} & {}",
            surname(random),
            random.pick(&["Sons", "Co", "Partners", "Daughter", "Brothers"])
        ),
        43..50 => format!("{} {}", random.pick(&lists.first_names), surname(random)),
        50..68 => format!(
            "{} {}",
            random.pick(&lists.adjectives),
            random.pick(&lists.nouns)
        ),
        68..80 => lists.made_up(random),
        80..86 => format!("{} {}", lists.made_up(random), surname(random)),
        86..91 => format!(
            "{} {}",
            random.pick(&lists.towns),
            random.pick(&lists.nouns)
        ),
        91..94 => format!("St {}'s", random.pick(&lists.first_names)),
        94..98 => (0..2 + random.below(2))
            .map(|_| {
                random
                    .pick(&[
                        "A", "B", "C", "D", "F", "G", "H", "J", "K", "L", "M", "P", "R", "S", "T",
                        "W",
                    ])
                    .to_owned()
            })
            .collect(),
        _ => format!("The {}", random.pick(&lists.nouns)),
    }
}

/// A trade that companies of this country have.
pub(super) fn trade(country: &str, random: &mut Random) -> (usize, usize) {
    let fits = |group: usize| {
        let of = TRADES[group].country;
        of == country || (of == "en" && (matches!(country, "en" | "us" | "au")))
    };
    let groups: Vec<usize> = (0..TRADES.len()).filter(|&group| fits(group)).collect();
    let group = *random.pick(&groups);
    (group, random.below(TRADES[group].wordings.len()))
}

/// A legal form of this country.
pub(super) fn form(country: &str, random: &mut Random) -> Vec<&'static str> {
    let kinds = FORMS
        .iter()
        .find(|(of, _)| *of == country)
        .map_or(FORMS[0].1, |(_, kinds)| kinds);
    // The first is by far the most usual.
    let at = if random.percent(70) {
        0
    } else {
        random.below(kinds.len())
    };
    kinds[at].split('|').collect()
}
