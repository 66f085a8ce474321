//! What happens to a name between two systems.

use super::{
    company::{Company, Lists, capital, form},
    random::Random,
    words::TRADES,
};

/// A name as one system writes it.
pub(super) fn written(company: &Company, random: &mut Random) -> String {
    let mut name = company.short_name();
    if let Some(form) = &company.form {
        name = format!("{name} {}", form[0]);
    }
    if let Some(town) = company.town {
        name = with_town(&name, town, random);
    }
    name
}

pub(super) fn with_town(name: &str, town: &str, random: &mut Random) -> String {
    match random.below(6) {
        0 => format!("{name} - {town}"),
        1 => format!("{name} ({town})"),
        2 => format!("{name}, {town}"),
        3 => format!("{name} {town}"),
        4 => format!("{name} - {town} Office"),
        _ => format!("{name} {town} Branch"),
    }
}

/// Writes a company's name with slight changes: legal form, case, "&", punctuation.
pub(super) fn light(company: &Company, random: &mut Random) -> String {
    let mut changed = company.clone();
    change_form(&mut changed, random);
    let mut name = written(&changed, random);
    for _ in 0..=random.below(2) {
        name = light_slip(&name, random);
    }
    name
}

/// Same, with the trade in other words, a slip of the keyboard, words joined or moved.
pub(super) fn medium(company: &Company, lists: &Lists, random: &mut Random) -> String {
    let mut changed = company.clone();
    change_form(&mut changed, random);
    if random.percent(55) {
        change_trade(&mut changed, random);
    }
    if changed.town.is_none() && random.percent(6) {
        changed.town = Some(*random.pick(&lists.towns));
    }
    let mut name = light_slip(&written(&changed, random), random);
    if random.percent(45) {
        name = heavy_slip(&name, random);
    }
    name
}

/// Same, and worse.
pub(super) fn heavy(company: &Company, lists: &Lists, random: &mut Random) -> String {
    let mut name = medium(company, lists, random);
    for _ in 0..2 {
        name = heavy_slip(&name, random);
    }
    name
}

/// The initials of what the company is called, with its trade.
pub(super) fn acronym(company: &Company, random: &mut Random) -> String {
    let initials: String = company
        .core
        .split_whitespace()
        .filter_map(|word| word.chars().next().filter(|c| c.is_alphanumeric()))
        .collect();
    let mut changed = company.clone();
    changed.core = initials.to_uppercase();
    written(&changed, random)
}

fn change_form(company: &mut Company, random: &mut Random) {
    match random.below(10) {
        0..4 => {
            if let Some(form) = &mut company.form {
                let at = random.below(form.len());
                form.swap(0, at);
            }
        }
        4..7 => company.form = None,
        7 if company.form.is_none() => company.form = Some(form(company.country, random)),
        _ => {}
    }
}

fn change_trade(company: &mut Company, random: &mut Random) {
    match company.trade {
        Some((group, _)) if random.percent(75) => {
            company.trade = Some((group, random.below(TRADES[group].wordings.len())));
        }
        Some(_) => company.trade = None,
        None => {}
    }
}

fn light_slip(name: &str, random: &mut Random) -> String {
    match random.below(12) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name.replace(" & ", " and "),
        3 => name.replace(" & ", " + "),
        4 => name.replace(" & ", "&"),
        5 => name.replace(['.', ',', '\''], ""),
        6 => name.replace(' ', "  "),
        7 => format!("{name} "),
        8 if name.starts_with("The ") => name.replacen("The ", "", 1),
        8 if random.percent(30) => format!("The {name}"),
        9 => without_accents(name),
        10 => name.replace("St ", random_saint(random)),
        _ => name.to_owned(),
    }
}

fn random_saint(random: &mut Random) -> &'static str {
    ["Saint ", "St. "][random.below(2)]
}

fn without_accents(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        match c {
            'ü' => plain.push_str("ue"),
            'ö' | 'ø' | 'ó' => plain.push('o'),
            'ä' | 'á' | 'ã' => plain.push('a'),
            'é' => plain.push('e'),
            'ć' => plain.push('c'),
            'ń' => plain.push('n'),
            '\'' => plain.push('’'),
            other => plain.push(other),
        }
    }
    plain
}

fn heavy_slip(name: &str, random: &mut Random) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() < 6 {
        return name.to_owned();
    }
    let at = 1 + random.below(letters.len() - 3);
    let mut changed = letters.clone();
    match random.below(8) {
        0 => {
            changed.remove(at);
        }
        1 => changed.insert(at, letters[at]),
        2 => changed.swap(at, at + 1),
        3 => changed[at] = *random.pick(&['a', 'e', 'n', 'r', 's', 't', 'o', 'i']),
        4 => return joined(name, random),
        5 => return rotated(name),
        6 => changed.truncate(letters.len() - 1 - random.below(5)),
        _ => return abbreviated(name),
    }
    changed.into_iter().collect()
}

fn joined(name: &str, random: &mut Random) -> String {
    let blanks: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    if blanks.is_empty() {
        return name.to_owned();
    }
    let at = *random.pick(&blanks);
    format!("{}{}", &name[..at], &name[at + 1..])
}

fn rotated(name: &str) -> String {
    name.rsplit_once(' ')
        .map_or_else(|| name.to_owned(), |(rest, last)| format!("{last} {rest}"))
}

fn abbreviated(name: &str) -> String {
    const SHORT: [(&str, &str); 8] = [
        ("Services", "Svcs"),
        ("Manufacturing", "Mfg"),
        ("International", "Intl"),
        ("Associates", "Assoc"),
        ("Management", "Mgmt"),
        ("Group", "Grp"),
        ("Centre", "Ctr"),
        ("Brothers", "Bros"),
    ];
    SHORT.iter().fold(name.to_owned(), |name, (long, short)| {
        name.replace(long, short)
    })
}

/// What an administrator writes into a record's name.
pub(super) fn noted(name: &str, random: &mut Random) -> String {
    match random.below(5) {
        0 => format!("{} - {name}", 1_000 + random.below(9_000)),
        1 => format!("{name} ({})", 10_000 + random.below(90_000)),
        2 => format!("{name} [Managed]"),
        3 => format!("*{name}*"),
        _ => format!("{name} - VIP"),
    }
}

/// What an administrator writes into a duplicate's name.
pub(super) fn retired(name: &str, random: &mut Random) -> String {
    match random.below(5) {
        0 => format!("ZZ {name}"),
        1 => format!("{name} (DO NOT USE)"),
        2 => format!("{name} - OLD"),
        3 => format!("{name} (2)"),
        _ => name.to_uppercase(),
    }
}

/// Two names of one company in one field.
pub(super) fn trading_as(legal: &str, trading: &str, random: &mut Random) -> String {
    let between = random.pick(&["t/a", "trading as", "T/A", "dba", "formerly", "(t/a)"]);
    capital(&format!("{legal} {between} {trading}"))
}
