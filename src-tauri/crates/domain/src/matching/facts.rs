//! A record made ready for comparison.

use super::{
    domains::{is_barred_domain, is_start_domain, label},
    grams::Grams,
    hashing::FastHasher,
    legal_forms::Kind,
    name::{Name, Origin, Role, Spelling},
    normalise::fold_name,
    vocabulary::{Vocabulary, WordId},
};
use std::hash::{Hash as _, Hasher as _};

/// One spelling, its words numbered.
pub(super) struct Line {
    /// In the order of the name, without links.
    pub(super) words: Box<[(WordId, Role)]>,
    pub(super) kinds: Box<[Kind]>,
    pub(super) origin: Origin,
    pub(super) is_thin: bool,
    /// What the company is called and does, without blanks.
    pub(super) joined: Box<str>,
    /// How much of `joined` is what it is called, in bytes, if that comes first.
    pub(super) core_length: u16,
}

/// A domain and the word in it.
pub(super) struct Domain {
    pub(super) name: Box<str>,
    /// The name as a number.
    pub(super) key: u64,
    /// What stands before the public suffix, without hyphens.
    pub(super) label: Box<str>,
    /// Not one that everybody can have an address at.
    pub(super) is_own: bool,
    /// Its word was chosen by whoever uses it.
    pub(super) has_own_label: bool,
}

/// A record made ready for comparison.
pub(super) struct Facts {
    pub(super) lines: Vec<Line>,
    /// The name as it was given, without blanks around it.
    pub(super) raw: Box<str>,
    /// All its words, folded.
    pub(super) plain: Box<str>,
    pub(super) is_retired: bool,
    pub(super) is_cut: bool,
    pub(super) domains: Vec<Domain>,
    /// A key that names have in common when they differ by notes, links, legal forms and order only.
    pub(super) same_name: Option<u64>,
    /// A key for a name that has no word of its own, such as "Company 4711 Ltd": only as a whole does it tell anything.
    pub(super) whole: Option<u64>,
}

impl Line {
    fn new(spelling: Spelling, vocabulary: &mut Vocabulary, grams: &mut Grams) -> Self {
        let mut joined = String::new();
        let mut core_length = 0;
        for part in &spelling.parts {
            if part.role == Role::Core {
                joined.push_str(&part.text);
                core_length = joined.len();
            } else if matches!(part.role, Role::Trade(_)) {
                joined.push_str(&part.text);
            }
        }
        Self {
            words: spelling
                .parts
                .into_iter()
                .filter(|part| part.role != Role::Link)
                .map(|part| (vocabulary.number(&part.text, grams), part.role))
                .collect(),
            kinds: spelling.kinds.into_boxed_slice(),
            origin: spelling.origin,
            is_thin: spelling.is_thin,
            joined: joined.into_boxed_str(),
            core_length: u16::try_from(core_length).unwrap_or(u16::MAX),
        }
    }

    /// What the company is called, without blanks.
    pub(super) fn core(&self) -> &str {
        self.joined
            .get(..usize::from(self.core_length))
            .unwrap_or(&self.joined)
    }

    /// The words that say something, with their places among all words.
    pub(super) fn content(&self) -> impl Iterator<Item = (WordId, Role)> + '_ {
        self.words
            .iter()
            .copied()
            .filter(|(_, role)| !matches!(role, Role::Form | Role::Note | Role::Link))
    }
}

impl Facts {
    pub(super) fn new(
        raw: &str,
        names: Vec<Name>,
        domains: &[String],
        vocabulary: &mut Vocabulary,
        grams: &mut Grams,
    ) -> Self {
        let mut names = names.into_iter();
        let first = names.next();
        let mut facts = Self {
            lines: Vec::new(),
            raw: raw.trim().into(),
            plain: first.as_ref().map_or("", |name| &name.plain).into(),
            is_retired: first.as_ref().is_some_and(|name| name.is_retired),
            is_cut: first.as_ref().is_some_and(|name| name.is_cut),
            domains: domains
                .iter()
                .filter(|domain| !domain.is_empty())
                .map(|domain| Domain {
                    name: domain.as_str().into(),
                    key: key(domain),
                    label: label(domain).into(),
                    is_own: !is_barred_domain(domain),
                    has_own_label: !is_barred_domain(domain) || is_start_domain(domain),
                })
                .collect(),
            same_name: None,
            whole: None,
        };
        let spellings = first.into_iter().flat_map(|name| name.spellings).chain(
            names.flat_map(|name| name.spellings).map(|mut spelling| {
                spelling.origin = Origin::Alias;
                spelling
            }),
        );
        facts
            .lines
            .extend(spellings.map(|spelling| Line::new(spelling, vocabulary, grams)));
        facts.same_name = facts.same_name(vocabulary);
        if !facts.is_cut && facts.lines.first().is_some_and(|line| line.is_thin) {
            facts.whole = Some(key(&fold_name(raw)));
        }
        facts
    }

    fn same_name(&self, vocabulary: &Vocabulary) -> Option<u64> {
        let mut words: Vec<&str> = self
            .lines
            .iter()
            .take_while(|line| line.origin != Origin::Alias)
            .flat_map(Line::content)
            .map(|(word, _)| &*vocabulary.get(word).text)
            .collect();
        words.sort_unstable();
        (!words.is_empty() && !self.is_cut).then(|| key(&words.join(" ")))
    }

    /// What the company is called and does, without blanks.
    pub(super) fn first_joined(&self) -> Option<&str> {
        self.lines
            .first()
            .map(|line| &*line.joined)
            .filter(|joined| !joined.is_empty())
    }

    /// Whether both have domains of their own and none in common.
    pub(super) fn domains_differ(&self, other: &Self) -> bool {
        let own = |facts: &Self| facts.domains.iter().any(|domain| domain.is_own);
        let shares = |domain: &Domain| other.domains.iter().any(|d| d.name == domain.name);
        own(self)
            && own(other)
            && !self
                .domains
                .iter()
                .any(|domain| domain.is_own && shares(domain))
    }

    /// Every word of every spelling, once.
    pub(super) fn distinct_words(&self) -> Vec<WordId> {
        let mut words: Vec<WordId> = self
            .lines
            .iter()
            .flat_map(|line| line.words.iter().map(|(word, _)| *word))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Keys under which records with the same name meet: whole content and what it is called, without blanks, in the
    /// order of the name and in the order of the alphabet.
    pub(super) fn keys(&self, vocabulary: &Vocabulary) -> Vec<u64> {
        let mut keys = Vec::with_capacity(self.lines.len() * 3);
        keys.extend(self.whole);
        for line in &self.lines {
            if line.joined.is_empty() {
                continue;
            }
            keys.push(key(&line.joined));
            keys.push(key(line.core()));
            let mut words: Vec<&str> = line
                .words
                .iter()
                .filter(|(_, role)| *role == Role::Core)
                .map(|(word, _)| &*vocabulary.get(*word).text)
                .collect();
            if words.len() > 1 {
                words.sort_unstable();
                keys.push(key(&words.concat()));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The keys of the initials that the names have or are.
    pub(super) fn initials(&self, vocabulary: &Vocabulary) -> Vec<u64> {
        let mut keys = Vec::new();
        for line in &self.lines {
            let core = || {
                line.words
                    .iter()
                    .filter(|(_, role)| *role == Role::Core)
                    .map(|(word, _)| &*vocabulary.get(*word).text)
            };
            let initials: String = core().filter_map(|word| word.chars().next()).collect();
            let is_acronym = core().count() == 1 || core().all(|word| word.len() == 1);
            let text = if is_acronym { line.core() } else { &initials };
            if (2..=6).contains(&text.chars().count()) {
                keys.push(key(text));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// A text as a number.
pub(super) fn key(text: &str) -> u64 {
    let mut hasher = FastHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
