//! Legal forms of companies, as data, and where they stand in a name.
//!
//! Only forms of law: words such as "group", "holdings" or "services" tell real companies apart and stay.

use std::{collections::HashMap, sync::LazyLock};

use super::{hashing::FastState, words::words_of};

/// One kind of form a line, its spellings parted by bars. They are folded once, like the names they are compared with.
///
/// A form that is also an ordinary word, initials or a syllable begins with `~`: it only counts at the end of a name.
const KINDS: &[&str] = &[
    // Britain, Ireland, the Commonwealth.
    "Ltd|Limited|Private Limited|Private Ltd|Pvt Ltd|Pvt Limited|P Ltd|Ltd Co|~Ldt|~Lttd|~Ltdd|~Lltd|~Lmtd|~Pvt|~Private Limited Company",
    "Pty Ltd|Pty Limited|Proprietary Limited|Pty|Proprietary Ltd|(Pty) Ltd",
    "Pte Ltd|Pte Limited|~Pte",
    "Sdn Bhd|Sendirian Berhad|Bhd|Berhad",
    "PLC|Public Limited Company|Public Limited|Public Ltd Co|~CCC|Cwmni Cyfyngedig Cyhoeddus",
    "LLP|Limited Liability Partnership|~PAC",
    "~LP|Limited Partnership|LLLP",
    "CIC|~CBC|Community Interest Company|~CIO|Charitable Incorporated Organisation",
    "~Cyf|Cyfyngedig|~Teo|Teoranta",
    "~DAC|Designated Activity Company|~CLG|Company Limited by Guarantee|~UC|Unlimited Company|Unltd|Unlimited",
    "~NPC|~RF NPC|~CC|Close Corporation",
    // United States, Canada.
    "Inc|Incorporated|Corp|Corporation|~Incorp|~Corpn|~Professional Corporation|~PC|~P C|~APC|~PSC",
    "LLC|L L C|Limited Liability Company|Limited Liability Co|LC|PLLC|Professional Limited Liability Company|~PLC LLC",
    "~PA|~Professional Association|~SC",
    "~Co|~Company|~and Co|~and Company|~& Cie|~et Cie|~Cie|~und Co|~y Cia|~e Cia|~Cia|~Compagnie",
    "Ltée|~Limitée|~Lte|ULC|Unlimited Liability Company",
    // Germany, Austria, Switzerland, Liechtenstein.
    "GmbH|G m b H|gGmbH|mbH|Ges.m.b.H|Gesellschaft mbH|Gesellschaft mit beschränkter Haftung",
    "~AG|Aktiengesellschaft|~gAG",
    "KG|Kommanditgesellschaft|KGaA|GmbH & Co. KG|GmbH & Co KG|GmbH Co KG|GmbH und Co. KG|GmbH & Co. KGaA|AG & Co. KG|AG und Co. KG|& Co. KG|und Co. KG|Co. KG|UG & Co. KG|UG haftungsbeschränkt & Co. KG|SE & Co. KG|Ltd & Co. KG|Stiftung & Co. KG|mbH & Co. KG|SE & Co. KGaA",
    "OHG|GmbH & Co. OHG|~OG|GbR|eGbR|~GesbR|PartG|PartG mbB|PartGmbB",
    "~UG|UG haftungsbeschränkt|Unternehmergesellschaft|gUG",
    "~e.K.|~eKfm|~e.Kfr.|~Inh|~e.U.|Einzelunternehmen",
    "~e.V.|eingetragener Verein|~eG|~eGen|VVaG|AöR|KdöR",
    "~SE|Societas Europaea|~EWIV|~EEIG",
    // France, Belgium, Luxembourg, French Switzerland.
    "~SA|~S A|Société Anonyme|Sociedad Anónima|Sociedade Anónima|~Societe Anonyme",
    "~SAS|SASU|Société par actions simplifiée|~S A S",
    "SARL|S à r l|S.à r.l.|Sàrl|~SUARL|Société à responsabilité limitée",
    "EURL|~SNC|~SCI|~SCP|SCOP|SELARL|~SCM|~GIE|~SCA|~SCS|~SEM|SICAV|~SCIC|GAEC|~EARL",
    "ASBL|~AISBL|VZW|IVZW",
    "SPRL|~SCRL|~SPRLU|SRL",
    // Netherlands, Flanders.
    "~BV|~B V|Besloten Vennootschap|BVBA|CVBA|~CVOA|~BVBA SO",
    "~NV|~N V|Naamloze Vennootschap",
    "VOF|~V O F|~CV|~U.A.|~Maatschap|Stichting",
    // Italy, Spain, Portugal, Latin America.
    "SpA|S p A|Società per Azioni|Sapa|~SPA.",
    "S r l|SRLS|~Srlu|Società a responsabilità limitata|~S r l s",
    "~S.n.c.|~S.a.s.|Soc. Coop.|Società Cooperativa|Scarl|~S c a r l|~Soc Coop a r l",
    "~SL|~S L|SLU|~S.L.U.|~SLP|~SLL|~SLNE|Sociedad Limitada|Sociedad de Responsabilidad Limitada",
    "~SAU|~S A U|S Coop|~SCCL|Sociedad Cooperativa",
    "Lda|Limitada|Ltda|Unipessoal Lda|Unipessoal|EIRELI|~ME|~EPP|Sociedade por Quotas",
    "S.A. de C.V.|SA de CV|S. de R.L. de C.V.|S de RL de CV|SAPI de CV|S A P I de C V|S. de R.L.|SAB de CV",
    "~SAC|~SAA|EIRL|SpA.|~CA|~C A|~S en C|SACI|SACIF|SACIFIA",
    // Nordic and Baltic countries.
    "~AB|~A B|Aktiebolag|Aktiebolaget|~HB|~KB|Handelsbolag|Kommanditbolag|~Ek för|Ekonomisk förening",
    "ApS|Anpartsselskab|~A/S|~AS|~ASA|Aktieselskab|Aksjeselskap|~I/S|~K/S|~P/S|IVS|~ANS|~DA|~ENK|~AmbA|~FMBA|~SMBA",
    "~Oy|~Oyj|Oy Ab|Osakeyhtiö|~Ky|~Ay|~Tmi|~Ry|~Osk",
    "~ehf|~hf|~slf|~ohf|~sf",
    "OÜ|~AS OU|Osaühing|~FIE|~MTÜ",
    "UAB|~MB|~VšĮ|SIA|~IK|~PS|Uždaroji akcinė bendrovė|Sabiedrība ar ierobežotu atbildību",
    // Central and eastern Europe, Greece, Turkey.
    "s.r.o.|~s r o|spol. s r.o.|společnost s ručením omezeným|~j.s.a.",
    "~a.s.|~v.o.s.|~k.s.|~z.s.|~o.p.s.|akciová společnost",
    "Sp. z o.o.|Sp z o o|Spółka z o.o.|Spzoo|Spółka z ograniczoną odpowiedzialnością|Sp. z o.o. Sp. k.|Sp. z o.o. S.K.A.",
    "~Sp. j.|~Sp. k.|~Sp. p.|~S.K.A.|Spółka Akcyjna|Spółka Jawna|Spółka Komandytowa|~P.S.A.|~S.C.",
    "Kft|Korlátolt felelősségű társaság|~Bt|Zrt|Nyrt|~Kkt|~Ev|Betéti társaság",
    "d.o.o.|d o o|j.d.o.o.|~d.d.|~s.p.|~d.n.o.|~k.d.|~a.d.|društvo s ograničenom odgovornošću|d.o.o.e.l.|DOOEL|~SHPK|~Sh.p.k.|~Sh.A.",
    "EOOD|~OOD|~EAD|ЕООД|ООД|~АД|ЕАД|~ET",
    "S.R.L.-D|~PFA|~II|~S.C. S.R.L.",
    "~TOV|~OOO|ООО|ЗАО|ОАО|ПАО|ТОВ|~АО|~ИП|~ТОО|ФГУП|~ФОП|~ПП|~ПрАТ|~ПАТ|~ZAO|~OAO|~PAO|~PJSC|~OJSC|~CJSC|~JSC|Общество с ограниченной ответственностью|Товариство з обмеженою відповідальністю",
    "~AE|~EPE|~IKE|~OE|~EE|ΑΕ|ΕΠΕ|ΙΚΕ|~ΟΕ|~ΕΕ|Μονοπρόσωπη ΙΚΕ|Ανώνυμη Εταιρεία",
    "~A.Ş.|Anonim Şirketi|Ltd. Şti.|Limited Şirketi|San. Tic. Ltd. Şti.|San ve Tic Ltd Şti|San. ve Tic. A.Ş.|~Koll. Şti.",
    // Asia, Middle East, Africa.
    "Kabushiki Kaisha|~KK|~K K|~GK|Godo Kaisha|Yugen Kaisha|~YK",
    "Co., Ltd.|Co Ltd|Company Limited|Co Limited|Corporation Limited|Corp Ltd|~Tbk|~PT",
    "~FZE|FZCO|FZ LLC|~FZC|DMCC|~JLT|Free Zone Establishment|~WLL|~W.L.L.|~KSC|~KSCC|~QSC|~SAOG|~SAOC|~SAE|~SAL|~PSC UAE",
    "ذ.م.م|ش.م.م|ش.ذ.م.م|ش.م.ع|בע\"מ|בעמ",
    "~TNHH|Cty TNHH|Cong ty TNHH|~CTCP|Công ty Cổ phần|Công ty TNHH",
];

/// Forms that stand before the name, parted by bars.
const BEGINNINGS: &str = "ООО|ЗАО|ОАО|ПАО|ТОВ|АО|ИП|ТОО|OOO|UAB|SIA|OÜ|PT|CV|Oy|Kabushiki Kaisha|Cty TNHH|Công ty TNHH|Công ty Cổ phần|شركة|Stichting|SARL|SAS|Sociedad Anónima|Firma|Fa";

/// Forms that are joined to the name without a blank, before or after it, parted by bars. Longer ones first.
const AFFIXES: &str = "股份有限公司|有限责任公司|有限責任公司|集团有限公司|株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|有限公司|주식회사|유한회사|(株)|(有)|㈜";

/// Forms long enough that one slip of the keyboard leaves them readable.
pub(super) const LONG_FORMS: [&str; 4] = ["limited", "incorporated", "corporation", "company"];

/// Forms that are read even when they are joined to a word of four letters or more.
const JOINED_FORMS: [&str; 6] = [
    "limited",
    "gmbh",
    "incorporated",
    "corporation",
    "llc",
    "ltd",
];

/// Where the form begins that a word ends with ("wrenlimited").
pub(super) fn joined_at_end(word: &str) -> Option<usize> {
    JOINED_FORMS
        .iter()
        .filter_map(|form| word.strip_suffix(form))
        .find(|rest| rest.len() >= 4 || *rest == "uk")
        .map(str::len)
}

/// A kind of legal form, numbered by its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind(u8);

struct Form {
    words: Vec<String>,
    kind: Kind,
    only_at_end: bool,
}

/// Forms by their first word, longest first.
static BY_FIRST_WORD: LazyLock<HashMap<String, Vec<Form>, FastState>> = LazyLock::new(|| {
    let mut by_first: HashMap<String, Vec<Form>, FastState> = HashMap::default();
    for (number, line) in (0u8..).zip(KINDS) {
        for spelling in line.split('|') {
            let (only_at_end, spelling) = match spelling.strip_prefix('~') {
                Some(rest) => (true, rest),
                None => (false, spelling),
            };
            let words = folded(spelling);
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(Form {
                    kind: Kind(number),
                    only_at_end,
                    words,
                });
            }
        }
    }
    for forms in by_first.values_mut() {
        forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
    }
    by_first
});

static BEGINNING_WORDS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| BEGINNINGS.split('|').map(folded).collect());

static AFFIX_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    AFFIXES
        .split('|')
        .map(|affix| folded(affix).concat())
        .filter(|affix| affix.chars().nth(1).is_some())
        .collect()
});

fn folded(text: &str) -> Vec<String> {
    words_of(text)
        .0
        .into_iter()
        .map(|word| word.text.replace('/', ""))
        .collect()
}

/// The legal form that begins with the word at `start`, if one does: how many words it has and its kind.
///
/// `is_end` says of a position whether the name may end before it, for forms that only count at the end.
pub(super) fn form_at<'a>(
    word: impl Fn(usize) -> Option<&'a str>,
    start: usize,
    is_end: impl Fn(usize) -> bool,
) -> Option<(usize, Kind)> {
    let forms = BY_FIRST_WORD.get(word(start)?)?;
    let fits = |form: &&Form| {
        (1..form.words.len()).all(|at| word(start + at) == Some(form.words[at].as_str()))
            && (!form.only_at_end || is_end(start + form.words.len()))
    };
    let form = forms.iter().find(fits)?;
    Some((form.words.len(), form.kind))
}

/// How many words at the front are legal forms that stand there.
pub(super) fn beginning<'a>(word: impl Fn(usize) -> Option<&'a str>) -> usize {
    let mut length = 0;
    while let Some(form) = BEGINNING_WORDS
        .iter()
        .find(|form| (0..form.len()).all(|at| word(length + at) == Some(form[at].as_str())))
    {
        length += form.len();
    }
    length
}

/// A word without the forms that are joined to it; the word itself when nothing else would stay.
pub(super) fn without_affixes(word: &str) -> &str {
    if word.is_ascii() {
        return word;
    }
    let mut rest = word;
    for affix in AFFIX_WORDS.iter() {
        rest = rest
            .trim_start_matches(affix.as_str())
            .trim_end_matches(affix.as_str());
    }
    if rest.is_empty() { word } else { rest }
}

/// Removes legal forms from the front and the end of folded words; at least one word stays.
pub(super) fn strip(words: &mut Vec<String>) {
    strip_affixes(words);
    let front = beginning(|at| words.get(at).map(String::as_str));
    words.drain(..front.min(words.len().saturating_sub(1)));
    while let Some(start) = ending(words) {
        words.truncate(start);
        while words.len() > 1
            && words
                .last()
                .is_some_and(|last| last == "and" || last == "und")
        {
            words.pop();
        }
    }
}

/// Where the longest form at the end begins, if something would stay.
fn ending(words: &[String]) -> Option<usize> {
    (1..words.len()).find(|&start| {
        form_at(
            |at| words.get(at).map(String::as_str),
            start,
            |end| end == words.len(),
        )
        .is_some_and(|(length, _)| start + length == words.len())
    })
}

fn strip_affixes(words: &mut Vec<String>) {
    if words.iter().all(|word| word.is_ascii()) {
        return;
    }
    let is_affix = |word: &str| AFFIX_WORDS.iter().any(|affix| affix == word);
    let stripped: Vec<String> = words
        .iter()
        .filter(|word| !is_affix(word))
        .map(|word| without_affixes(word).to_owned())
        .collect();
    if !stripped.is_empty() {
        *words = stripped;
    }
}
