//! Legal forms of companies, as data, and their removal from the end (seldom the front) of a name.
//!
//! Only forms of law: words such as "group", "holdings" or "services" tell real companies apart and stay.

use std::{collections::HashMap, sync::LazyLock};

use super::names;

/// Endings as they are written, parted by bars; they are folded once, like the names they are compared with.
const ENDINGS: &[&str] = &[
    // Britain, Ireland, Australia, New Zealand, South Africa, India, Singapore, Malaysia, Hong Kong.
    "Ltd|Limited|LLP|PLC|P L C|CIC|CIO|LP|Pty|Pty Ltd|Pty Limited|Proprietary Limited",
    "Pvt Ltd|Private Limited|Pvt|Pte Ltd|Pte|Sdn Bhd|Bhd|DAC|CLG|UC|NPC|Cyf|CCC",
    "Public Limited Company|Limited Liability Partnership|Community Interest Company",
    "Teoranta|Unlimited Company",
    // United States, Canada.
    "Inc|Incorporated|Corp|Corporation|LLC|L L C|LLLP|PLLC|PC|P C|PA|Co|Company|and Co",
    "and Company|Limited Liability Company|Professional Corporation|Ltée|Limitée|ULC",
    // Germany, Austria, Switzerland, Liechtenstein.
    "GmbH|G m b H|gGmbH|mbH|Ges.m.b.H|Gesellschaft mbH",
    "Gesellschaft mit beschränkter Haftung|AG|KG|KGaA|OHG|GbR|UG|UG haftungsbeschränkt",
    "e.K.|e.V.|eG|e.U.|OG|GmbH & Co. KG|GmbH Co KG|GmbH und Co. KG|GmbH & Co. KGaA",
    "AG & Co. KG|AG und Co. KG|& Co. KG|und Co. KG|Co. KG|GmbH & Co. OHG",
    "Aktiengesellschaft|SE|PartG mbB|PartGmbB|und Co",
    // France, Belgium, Luxembourg, French Switzerland.
    "SA|S A|SAS|SASU|SARL|S à r l|S.à r.l.|EURL|SNC|SCI|SCP|SCOP|SELARL|ASBL|SRL|SCRL",
    "Sàrl|et Cie|& Cie|Cie",
    // Netherlands, Flanders.
    "BV|B V|NV|N V|VOF|CV|BVBA|VZW|U.A.|Besloten Vennootschap",
    // Italy, Spain, Portugal, Latin America.
    "SpA|S p A|S r l|SRLS|Sapa|S.a.s.|Soc. Coop.|SL|S L|SLU|S.L.U.|SLP|SAU|S.L.L.",
    "Sociedad Limitada|Sociedad Anónima|Lda|Unipessoal Lda|Limitada|Ltda|EIRELI",
    "S.A. de C.V.|SA de CV|S. de R.L. de C.V.|S de RL de CV|SAPI de CV|SAC|SpA.|EIRL",
    // Nordic and Baltic countries.
    "AB|A B|HB|ApS|A/S|AS|ASA|I/S|K/S|P/S|IVS|ANS|DA|Oy|Oyj|Oy Ab|Ky|ehf|hf|OÜ|UAB|SIA",
    // Central and eastern Europe, Greece, Turkey.
    "s.r.o.|s r o|spol. s r.o.|a.s.|v.o.s.|k.s.|z.s.|Sp. z o.o.|Sp z o o|Spółka z o.o.",
    "Sp. j.|Sp. k.|Sp. z o.o. Sp. k.|S.K.A.|Kft|Bt|Zrt|Nyrt|d.o.o.|d.d.|j.d.o.o.|EOOD|OOD",
    "AD|EAD|ЕООД|ООД|S.R.L.|PFA|TOV|OOO|ООО|ЗАО|ОАО|ПАО|AE|EPE|IKE|ΑΕ|ΕΠΕ|ΙΚΕ|A.Ş.",
    "Ltd. Şti.|Limited Şirketi|Anonim Şirketi",
    // Asia, Middle East.
    "KK|K K|GK|Co., Ltd.|Co Ltd|Tbk|FZE|FZCO|FZ LLC|FZC|WLL|W.L.L.|PJSC|JSC|LTDA|JLT|DMCC",
    "Kabushiki Kaisha",
];

/// Forms that stand before the name, parted by bars.
const BEGINNINGS: &str = "ООО|ЗАО|ОАО|ПАО|ТОВ|UAB";

/// Forms that are joined to the name without a blank, before or after it, parted by bars. Longer ones first.
const AFFIXES: &str =
    "股份有限公司|有限责任公司|有限責任公司|株式会社|有限会社|合同会社|有限公司|주식회사|유한회사";

/// Endings by their last word, longest first.
static ENDINGS_BY_LAST_WORD: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut by_last: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for ending in ENDINGS.iter().flat_map(|line| line.split('|')) {
        let words = names::words(ending);
        if let Some(last) = words.last() {
            by_last.entry(last.clone()).or_default().push(words);
        }
    }
    for endings in by_last.values_mut() {
        endings.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    by_last
});

static BEGINNING_WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| BEGINNINGS.split('|').flat_map(names::words).collect());

static AFFIX_WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| AFFIXES.split('|').flat_map(names::words).collect());

/// Removes legal forms from folded words; at least one word stays.
pub(super) fn strip(words: &mut Vec<String>) {
    strip_affixes(words);
    let beginnings = words
        .iter()
        .take_while(|word| BEGINNING_WORDS.contains(word))
        .count();
    words.drain(..beginnings.min(words.len().saturating_sub(1)));
    while let Some(length) = ending_length(words) {
        words.truncate(words.len() - length);
        while words.len() > 1
            && words
                .last()
                .is_some_and(|last| last == "and" || last == "und")
        {
            words.pop();
        }
    }
}

/// How many words at the end are one legal form, if something would stay.
fn ending_length(words: &[String]) -> Option<usize> {
    let endings = ENDINGS_BY_LAST_WORD.get(words.last()?)?;
    endings
        .iter()
        .find(|ending| ending.len() < words.len() && words.ends_with(ending))
        .map(Vec::len)
}

fn strip_affixes(words: &mut Vec<String>) {
    if words.iter().all(|word| word.is_ascii()) {
        return;
    }
    let stripped: Vec<String> = words
        .iter()
        .map(|word| {
            let mut rest = word.as_str();
            for affix in AFFIX_WORDS.iter() {
                rest = rest
                    .trim_start_matches(affix.as_str())
                    .trim_end_matches(affix.as_str());
            }
            rest.to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect();
    if !stripped.is_empty() {
        *words = stripped;
    }
}
