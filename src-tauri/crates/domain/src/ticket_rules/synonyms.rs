//! Words that mean the same in a service desk.

use crate::matching::search_key;

/// Which words are compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vocabulary {
    /// Priority levels. Any word of the name may tell: "P1 - Critical".
    Levels,
    /// Statuses. Only the whole name tells: "Closed" is not "Closed by customer".
    Statuses,
}

/// Words with one meaning. When several things carry one of them, those with a plain word come before the others.
struct Meaning {
    plain: &'static [&'static str],
    also: &'static [&'static str],
}

const LEVELS: &[Meaning] = &[
    Meaning {
        plain: &["critical", "p1"],
        also: &["urgent", "emergency", "highest"],
    },
    Meaning {
        plain: &["high", "p2"],
        also: &["major", "important"],
    },
    Meaning {
        plain: &["medium", "p3"],
        also: &["normal", "moderate"],
    },
    Meaning {
        plain: &["low", "p4"],
        also: &["minor", "lowest"],
    },
];

const STATUSES: &[Meaning] = &[
    Meaning {
        plain: &["new", "open"],
        also: &["opened", "logged", "received", "created"],
    },
    Meaning {
        plain: &["in progress", "investigating", "work in progress"],
        also: &[
            "under investigation",
            "action required",
            "working",
            "active",
        ],
    },
    Meaning {
        plain: &["closed"],
        also: &[
            "resolved",
            "completed",
            "complete",
            "solved",
            "fixed",
            "done",
        ],
    },
];

/// How well a name fits. The order is best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    SameName,
    PlainWord,
    OtherWord,
}

impl Vocabulary {
    /// The one thing whose name fits best; none when no name fits, or when several fit equally well.
    pub(super) fn fitting<'a, T>(
        self,
        name: &str,
        things: &[&'a T],
        name_of: impl Fn(&T) -> &str,
    ) -> Option<&'a T> {
        let wanted = Name::new(name);
        let mut best: Option<(Fit, &'a T)> = None;
        let mut rivals = 0;
        for &thing in things {
            let Some(fit) = self.fit(&wanted, &Name::new(name_of(thing))) else {
                continue;
            };
            match best {
                Some((known, _)) if fit > known => {}
                Some((known, _)) if fit == known => rivals += 1,
                Some(_) | None => {
                    best = Some((fit, thing));
                    rivals = 0;
                }
            }
        }
        best.filter(|_| rivals == 0).map(|(_, thing)| thing)
    }

    fn fit(self, wanted: &Name, other: &Name) -> Option<Fit> {
        if wanted.whole == other.whole {
            return Some(Fit::SameName);
        }
        let (meaning, _) = self.meaning(wanted)?;
        let (same, fit) = self.meaning(other)?;
        std::ptr::eq(meaning, same).then_some(fit)
    }

    /// What a name means; `None` when it means nothing here, or two things.
    fn meaning(self, name: &Name) -> Option<(&'static Meaning, Fit)> {
        let (meanings, words): (&[Meaning], Vec<&str>) = match self {
            Self::Levels => (LEVELS, name.words()),
            Self::Statuses => (STATUSES, vec![&name.whole]),
        };
        let mut found = meanings.iter().filter_map(|meaning| {
            let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
            if has(meaning.plain) {
                Some((meaning, Fit::PlainWord))
            } else {
                has(meaning.also).then_some((meaning, Fit::OtherWord))
            }
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

/// A name without case, accents and punctuation, its words parted by one blank.
pub(super) fn plain_words(name: &str) -> String {
    let key = search_key(name);
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A name as it is compared.
struct Name {
    whole: String,
}

impl Name {
    fn new(name: &str) -> Self {
        let mut whole = plain_words(name);
        // "Priority 1" is said as often as "P1".
        for prefix in ["priority ", "severity ", "p "] {
            for number in ["1", "2", "3", "4"] {
                whole = whole.replace(&format!("{prefix}{number}"), &format!("p{number}"));
            }
        }
        Self { whole }
    }

    fn words(&self) -> Vec<&str> {
        self.whole.split(' ').collect()
    }
}
