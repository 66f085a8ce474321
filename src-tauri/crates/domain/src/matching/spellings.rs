//! One spelling for words that people write in several ways: abbreviations, British and American, other alphabets.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::hashing::FastState;

/// The spelling that is kept, then what it stands for, parted by blanks; lines by bars.
const SAME: &str = "saint st ste sankt|mount mt|fort ft|brothers bros gebruder gebr|association assn|associates assocs associate|\
international intl internat|national natl|american amer|university univ|company co comp companies|center centre centers centres ctr|\
theater theatre|manufacturing mfg mfr|manufacturers mfrs|services svcs svc servs|service serv|management mgmt mgt|\
technologies techs tecs|technology techn|systems sys|engineering engrg engr eng|construction constr|electrical elec|\
electronics electronic|group grp|holdings hldgs hldg|industries inds ind|insurance ins|laboratories labs|marketing mktg mkting|\
properties props|products prods|transport transp|accounting acctg|communications comms|enterprises ents|department dept|\
development dev devel|distribution distrib|equipment equip|financial fin|investments invs|hospital hosp|medical med|\
school sch|limited ltd lim limted limitied|government govt|jewelry jewellery|jewelers jewellers|color colour|harbor harbour|labor labour|\
tires tyres|aluminum aluminium|gray grey|analyzers analysers|defense defence|license licence|program programme|catalog catalogue|\
fiber fibre|liter litre|meter metre|favor favour|honor honour|junior jr|senior sr|doctor dr|professor prof|\
and und y e och og et|north n|south s|solutions soln solns|consulting consult|recruitment recruit|partners ptnrs|property prop|\
logistics logist|security sec|environmental env|advertising adv|architects archts|builders bldrs|building bldg|contractors contrs";

/// Words that only join others or begin a name, parted by blanks.
const LINKS: &str = "and the of for at in on by to de la le les des du der die das dem den del della dei di da do dos \
das et und och og oder el los las van von zu zum zur im am an en ve";

/// Of these, the ones that begin a family's name and are written with it or apart.
const PARTICLES: [&str; 8] = ["de", "di", "da", "del", "della", "van", "von", "du"];

static KEPT: LazyLock<HashMap<&str, &str, FastState>> = LazyLock::new(|| {
    let mut kept = HashMap::default();
    for line in SAME.split('|') {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        // What joins names is a link whatever its language, and one letter may be an initial.
        for other in words.filter(|word| word.len() > 1 && first != "and") {
            kept.insert(other, first);
        }
    }
    kept
});

static LINK_WORDS: LazyLock<HashSet<&str, FastState>> =
    LazyLock::new(|| LINKS.split_whitespace().collect());

/// Whether a word only joins others.
pub(super) fn is_link(word: &str) -> bool {
    LINK_WORDS.contains(word)
}

/// Whether a word that only joins others begins a family's name when it stands before one.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The spelling that is kept of a folded word.
pub(super) fn kept(word: &str) -> Cow<'_, str> {
    if let Some(&kept) = KEPT.get(word) {
        return Cow::Borrowed(kept);
    }
    if word.is_ascii() || !word.chars().any(is_cyrillic_or_greek) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().map(latin).collect::<Vec<_>>().concat())
}

const fn is_cyrillic_or_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}')
}

/// How a Cyrillic or Greek letter is written with Latin ones; other letters stay.
fn latin(c: char) -> Cow<'static, str> {
    let text = match c {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'ё' | 'э' | 'є' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ї' | 'ι' | 'η' => "i",
        'й' | 'ы' | 'υ' => "y",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        other => return Cow::Owned(other.to_string()),
    };
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_is_kept() {
        let check = |word: &str, expected: &str| assert_eq!(kept(word), expected, "{word}");
        check("st", "saint");
        check("centre", "center");
        check("mfg", "manufacturing");
        check("wren", "wren");
        check("ромашка", "romashka");
        check("ελλας", "ellas");
        check("山田", "山田");
    }
}
