//! Pairs the words of two names: equal ones, similar ones, and runs of words with one word that stands for them.

use super::{
    distance,
    facts::Line,
    name::Role,
    places::is_town,
    vocabulary::{Entry, Vocabulary, WordId},
};

/// Content words of one name that are compared.
const MOST_WORDS: usize = 24;

/// Words that one word can stand for.
const LONGEST_RUN: usize = 6;

/// How well a word agrees with the words it is the initials of.
const INITIALS: f32 = 0.8;

const NOBODY: u8 = u8::MAX;

/// One name in an alignment.
pub(super) struct Side<'a> {
    words: [(WordId, Role); MOST_WORDS],
    length: usize,
    partner: [u8; MOST_WORDS],
    quality: [f32; MOST_WORDS],
    vocabulary: &'a Vocabulary,
}

/// What was needed to pair the words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairing {
    /// Pairs that are not equal.
    pub(super) slips: u8,
    /// All that one is called is the initials of all that the other is called.
    pub(super) is_acronym: bool,
    /// Blanks stand elsewhere.
    pub(super) is_joined: bool,
    /// A trade stands in another form ("Hotel", "Hotels").
    pub(super) is_inflected: bool,
}

impl<'a> Side<'a> {
    pub(super) fn new(line: &Line, vocabulary: &'a Vocabulary) -> Self {
        let mut side = Self {
            words: [(0, Role::Link); MOST_WORDS],
            length: 0,
            partner: [NOBODY; MOST_WORDS],
            quality: [0.0; MOST_WORDS],
            vocabulary,
        };
        for (place, word) in side.words.iter_mut().zip(line.content()) {
            *place = word;
            side.length += 1;
        }
        side
    }

    /// How many words there are.
    pub(super) const fn length(&self) -> usize {
        self.length
    }

    pub(super) fn entry(&self, at: usize) -> &'a Entry {
        self.vocabulary.get(self.words[at].0)
    }

    pub(super) fn role(&self, at: usize) -> Role {
        self.words[at].1
    }

    /// Where the word's partner stands in the other name, or the first of them.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        (self.partner[at] != NOBODY).then_some(usize::from(self.partner[at]))
    }

    /// How well the word agrees with its partner, 0 to 1.
    pub(super) fn quality(&self, at: usize) -> f32 {
        self.quality[at]
    }

    /// Whether partners stand in another order than the words.
    pub(super) fn is_reordered(&self) -> bool {
        !(0..self.length)
            .filter_map(|at| self.partner(at))
            .is_sorted()
    }

    fn is_single(&self, at: usize) -> bool {
        self.partner[at] == NOBODY
    }

    fn is_core(&self, at: usize) -> bool {
        self.words[at].1 == Role::Core
    }

    #[expect(clippy::cast_possible_truncation, reason = "few places")]
    fn join(&mut self, at: usize, other: usize, quality: f32) {
        self.partner[at] = other as u8;
        self.quality[at] = quality;
    }
}

/// Pairs the words of two names.
pub(super) fn align(a: &mut Side<'_>, b: &mut Side<'_>) -> Pairing {
    pair_equal(a, b);
    let mut pairing = Pairing::default();
    if (0..a.length).all(|at| !a.is_single(at)) && (0..b.length).all(|at| !b.is_single(at)) {
        return pairing;
    }
    pair_inflected(a, b, &mut pairing);
    pair_runs(a, b, &mut pairing);
    pair_runs(b, a, &mut pairing);
    pair_similar(a, b, &mut pairing);
    pairing
}

fn pair_equal(a: &mut Side<'_>, b: &mut Side<'_>) {
    for at in 0..a.length {
        let word = a.words[at].0;
        let same = (0..b.length).find(|&other| b.is_single(other) && b.words[other].0 == word);
        if let Some(other) = same {
            a.join(at, other, 1.0);
            b.join(other, at, 1.0);
        }
    }
}

/// Pairs forms of one word for a trade.
fn pair_inflected(a: &mut Side<'_>, b: &mut Side<'_>, pairing: &mut Pairing) {
    for at in 0..a.length {
        let Role::Trade(trade) = a.role(at) else {
            continue;
        };
        let is_other_form = |&other: &usize| {
            b.is_single(other)
                && b.role(other) == Role::Trade(trade)
                && have_one_stem(&a.entry(at).text, &b.entry(other).text)
        };
        if a.is_single(at)
            && let Some(other) = (0..b.length).find(is_other_form)
        {
            a.join(at, other, 1.0);
            b.join(other, at, 1.0);
            pairing.is_inflected = true;
        }
    }
}

fn have_one_stem(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    common >= 5 || (common >= 4 && common + 2 >= a.len().min(b.len()))
}

/// Pairs one word with several in a row that it joins ("nexgen", "nex gen") or is the initials of.
fn pair_runs(one: &mut Side<'_>, many: &mut Side<'_>, pairing: &mut Pairing) {
    for at in 0..one.length {
        if !one.is_single(at) || one.entry(at).length < 2 {
            continue;
        }
        let Some((start, length, quality)) = find_run(one.entry(at), many) else {
            continue;
        };
        if quality == INITIALS {
            let is_all = |side: &Side<'_>, run: std::ops::Range<usize>| {
                (0..side.length).all(|word| !side.is_core(word) || run.contains(&word))
            };
            pairing.is_acronym |= is_all(one, at..at + 1)
                && is_all(many, start..start + length)
                && many.is_core(start);
        } else {
            pairing.is_joined = true;
        }
        one.join(at, start, quality);
        for other in start..start + length {
            many.join(other, at, quality);
        }
        pairing.slips += u8::from(quality < 1.0);
    }
}

/// The run of unpaired words that `word` stands for: where it begins, its length, how well it agrees.
fn find_run(word: &Entry, side: &Side<'_>) -> Option<(usize, usize, f32)> {
    for start in 0..side.length {
        let singles = (start..side.length.min(start + LONGEST_RUN))
            .take_while(|&at| side.is_single(at))
            .count();
        if singles < 2 || !word.text.starts_with(first_letter(side.entry(start))) {
            continue;
        }
        for length in 2..=singles.min(3) {
            if let Some(quality) = joins(word, (start..start + length).map(|at| side.entry(at))) {
                return Some((start, length, quality));
            }
        }
        let length = usize::from(word.length);
        if (2..=singles).contains(&length)
            && (start..start + length)
                .map(|at| first_letter(side.entry(at)))
                .eq(word.text.chars())
        {
            return Some((start, length, INITIALS));
        }
    }
    None
}

fn first_letter(entry: &Entry) -> char {
    entry.text.chars().next().unwrap_or(' ')
}

/// How well a word agrees with others without the blanks between them.
fn joins<'a>(word: &Entry, parts: impl Iterator<Item = &'a Entry> + Clone) -> Option<f32> {
    let length: usize = parts.clone().map(|part| usize::from(part.length)).sum();
    let whole = usize::from(word.length);
    if length.abs_diff(whole) > 1 || whole < 4 {
        return None;
    }
    let joined: String = parts.map(|part| &*part.text).collect();
    match distance::within(&word.text, &joined, usize::from(whole >= 6)) {
        Some(0) => Some(1.0),
        Some(_) => Some(0.85),
        None => None,
    }
}

/// Pairs what is left by similarity, the most similar first.
fn pair_similar(a: &mut Side<'_>, b: &mut Side<'_>, pairing: &mut Pairing) {
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for at in (0..a.length).filter(|&at| a.is_single(at)) {
        for other in (0..b.length).filter(|&other| b.is_single(other)) {
            if are_told_apart(a, at, b, other) {
                continue;
            }
            let are_last = at + 1 == a.length || other + 1 == b.length;
            let similar = similarity(a.entry(at), b.entry(other), are_last);
            if similar > 0.0 {
                found.push((similar, at, other));
            }
        }
    }
    found.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    for (similar, at, other) in found {
        if a.is_single(at) && b.is_single(other) {
            a.join(at, other, similar);
            b.join(other, at, similar);
            pairing.slips += 1;
        }
    }
}

/// Whether two words are known to mean different things, however alike they look: "law" and "lawn", "Bedford" and
/// "Bradford".
fn are_told_apart(a: &Side<'_>, at: usize, b: &Side<'_>, other: usize) -> bool {
    match (a.role(at), b.role(other)) {
        (Role::Trade(trade), Role::Trade(other)) => trade != other,
        (Role::Place, Role::Place) => is_town(&a.entry(at).text) && is_town(&b.entry(other).text),
        (
            Role::Core
            | Role::Trade(_)
            | Role::Place
            | Role::Aside
            | Role::Form
            | Role::Note
            | Role::Link,
            _,
        ) => false,
    }
}

/// How alike two different words are: 0, or at least a half.
fn similarity(a: &Entry, b: &Entry, are_last: bool) -> f32 {
    if !distance::have_same_digits(&a.text, &b.text) {
        return 0.0;
    }
    let (short, long) = if a.length <= b.length { (a, b) } else { (b, a) };
    let (few, many) = (usize::from(short.length), usize::from(long.length));
    if many > few && long.text.starts_with(&*short.text) {
        // A word cut short, an abbreviation, a plural, an initial.
        return match (few, many - few) {
            (2, _) if !are_last => 0.0,
            (1 | 2, _) => 0.5,
            (3, _) => 0.6,
            (_, 1) => 0.93,
            _ => 0.75,
        };
    }
    let most = match many {
        0..=3 => return 0.0,
        4..=6 => 1,
        7..=12 => 2,
        _ => 3,
    };
    let strangers = (short.letters ^ long.letters).count_ones() as usize;
    if many - few > most || strangers > 2 * most {
        return 0.0;
    }
    let Some(slips) = distance::within(&a.text, &b.text, most) else {
        return 0.0;
    };
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let share = slips as f32 / many as f32;
    let is_first_other = first_letter(a) != first_letter(b);
    // Two words of one length that differ in a letter are more often two names than one with a letter left out.
    let is_replaced = few == many;
    1.0 - share * 1.2
        - if is_first_other { 0.12 } else { 0.0 }
        - if is_replaced { 0.04 } else { 0.0 }
}
