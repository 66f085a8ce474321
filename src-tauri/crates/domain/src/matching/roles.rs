//! What part each word of a name plays.
//!
//! The rules look at where a word stands, not only at which it is: "Leeds" behind a dash is a branch, in front it is
//! what the company is called.

mod branches;
mod trade_words;

use super::{
    legal_forms::{self, Kind, LONG_FORMS},
    marks::{self, Mark},
    name::{Origin, Part, Role, Spelling},
    places,
    spellings::{is_link, is_particle, kept},
    trades,
    words::{Bracket, Gap, Word},
};

/// A word whose part is being found.
struct Draft {
    /// As it stands in the name, folded.
    text: String,
    /// The spelling that is kept.
    kept: String,
    gap: Gap,
    bracket: Bracket,
    role: Role,
}

struct Drafts {
    words: Vec<Draft>,
    kinds: Vec<Kind>,
    is_retired: bool,
}

/// Finds the parts, and whether a note says that the record is out of use.
pub(super) fn assign(words: Vec<Word>, origin: Origin) -> (Spelling, bool) {
    let words = words
        .into_iter()
        .map(|word| {
            let mut text = word.text;
            text.retain(|c| c != '/');
            if !text.is_ascii() {
                text = legal_forms::without_affixes(&text).to_owned();
            }
            Draft {
                kept: kept_of(&text),
                text,
                gap: word.gap,
                bracket: word.bracket,
                role: Role::Core,
            }
        })
        .collect();
    let mut drafts = Drafts {
        words,
        kinds: Vec::new(),
        is_retired: false,
    };
    drafts.spell_out();
    drafts.find_notes();
    drafts.part_joined_form();
    drafts.find_forms();
    drafts.find_countries();
    drafts.find_links();
    drafts.find_branches();
    drafts.find_trades();
    let is_thin = drafts.promote();
    drafts.kinds.sort_unstable();
    drafts.kinds.dedup();
    let parts = drafts
        .words
        .into_iter()
        .map(|word| Part {
            text: word.kept.into_boxed_str(),
            role: word.role,
        })
        .collect();
    (
        Spelling {
            parts,
            kinds: drafts.kinds,
            origin,
            is_thin,
        },
        drafts.is_retired,
    )
}

/// The spelling that is kept; letters of another alphabet may become a word that has one.
fn kept_of(text: &str) -> String {
    let once = kept(text).into_owned();
    if text.is_ascii() {
        once
    } else {
        kept(&once).into_owned()
    }
}

impl Drafts {
    fn text(&self, at: usize) -> Option<&str> {
        self.words
            .get(at)
            .filter(|word| word.role == Role::Core)
            .map(|word| word.text.as_str())
    }

    fn set(&mut self, range: std::ops::Range<usize>, role: Role) {
        for word in &mut self.words[range] {
            word.role = role;
        }
    }

    /// "Assoc" is short for two words: for an association when what it is of follows.
    fn spell_out(&mut self) {
        for at in 0..self.words.len() {
            if self.words[at].text == "assoc" {
                let next = self.words.get(at + 1).map_or("", |next| next.text.as_str());
                let kept = match next {
                    "of" | "for" => "association",
                    _ => "associates",
                };
                kept.clone_into(&mut self.words[at].kept);
            }
        }
    }

    fn note(&self, range: std::ops::Range<usize>) -> Option<Mark> {
        let texts: Vec<&str> = self.words[range].iter().map(|w| w.text.as_str()).collect();
        marks::note(&texts)
    }

    /// Runs of words in the same kind of brackets.
    fn bracketed(&self) -> Vec<std::ops::Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        while start < self.words.len() {
            let bracket = self.words[start].bracket;
            let end = (start..self.words.len())
                .find(|&at| self.words[at].bracket != bracket)
                .unwrap_or(self.words.len());
            if bracket != Bracket::None {
                runs.push(start..end);
            }
            start = end;
        }
        runs
    }

    fn find_notes(&mut self) {
        for run in self.bracketed() {
            let is_square = self.words[run.start].bracket == Bracket::Square;
            let is_copy = run.len() == 1
                && self.words[run.start].text.len() <= 2
                && marks::is_number(&self.words[run.start].text, 1);
            let is_number = run.len() == 1 && marks::is_number(&self.words[run.start].text, 3);
            match self.note(run.clone()) {
                Some(mark) => self.take_note(run, mark),
                None if is_copy => self.take_note(run, Mark::Retired),
                None if is_square || is_number => self.take_note(run, Mark::Remark),
                None => {}
            }
        }
        let dashes: Vec<usize> = (1..self.words.len())
            .filter(|&at| self.words[at].gap == Gap::Dash)
            .collect();
        if let (Some(&first), Some(&last)) = (dashes.first(), dashes.last()) {
            let end = self.unbracketed_end();
            if last < end
                && let Some(mark) = self.note(last..end)
            {
                self.take_note(last..end, mark);
            } else if let Some(mark) = self.note(0..first) {
                self.take_note(0..first, mark);
            }
        }
        let end = self.unbracketed_end();
        let texts: Vec<&str> = self.words[..end]
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        if let Some(length) = marks::plain_note_at_end(&texts) {
            self.take_note(end - length..end, Mark::Retired);
        }
        if self.words.len() > 1 && marks::is_sorted_last(&self.words[0].text) {
            self.take_note(0..1, Mark::Retired);
        }
        self.find_customer_numbers();
    }

    fn take_note(&mut self, run: std::ops::Range<usize>, mark: Mark) {
        self.is_retired |= mark == Mark::Retired;
        self.set(run, Role::Note);
    }

    fn find_customer_numbers(&mut self) {
        let Some(last) = self.words.len().checked_sub(1).filter(|&last| last > 0) else {
            return;
        };
        let is_apart = |word: &Draft| word.gap == Gap::Dash;
        let first_word = &self.words[0];
        let is_first = marks::is_number(&first_word.text, 4)
            || (marks::is_number(&first_word.text, 3) && is_apart(&self.words[1]));
        if is_first && self.has_own_word(1..last + 1) {
            self.words[0].role = Role::Note;
        }
        let last_word = &self.words[last];
        let is_last = marks::is_number(&last_word.text, 4)
            || (marks::is_number(&last_word.text, 3) && is_apart(last_word));
        if is_last && self.has_own_word(0..last) {
            self.words[last].role = Role::Note;
        }
    }

    /// Whether any of the words is neither a note nor a legal form. "Company 4711" has nothing but its number.
    fn has_own_word(&self, mut run: std::ops::Range<usize>) -> bool {
        run.any(|at| {
            self.words[at].role != Role::Note
                && legal_forms::form_at(|at| self.text(at), at, |_| true).is_none()
        })
    }

    /// Where the notes and brackets begin that stand at the end.
    fn unbracketed_end(&self) -> usize {
        self.words
            .iter()
            .rposition(|word| word.bracket == Bracket::None && word.role != Role::Note)
            .map_or(0, |at| at + 1)
    }

    fn find_forms(&mut self) {
        let mut at = legal_forms::beginning(|at| self.text(at));
        if at >= self.words.len() {
            at = 0;
        }
        self.set(0..at, Role::Form);
        while at < self.words.len() {
            let is_end = |end: usize| {
                self.words
                    .get(end)
                    .is_none_or(|next| next.gap != Gap::Blank)
                    || self.words[end..].iter().all(|word| {
                        word.role == Role::Note
                            || word.bracket != Bracket::None
                            || word.text == "the"
                    })
            };
            let found = legal_forms::form_at(|at| self.text(at), at, is_end);
            match found {
                Some((length, kind)) => {
                    self.set(at..at + length, Role::Form);
                    self.kinds.push(kind);
                    at += length;
                }
                None => at += 1,
            }
        }
        // Forms that only count at the end can stand before others: "Wren Co., Ltd".
        while let Some(end) = self.words.iter().position(|word| word.role == Role::Form) {
            let before = (1..=3.min(end)).rev().find_map(|length| {
                legal_forms::form_at(|at| self.text(at), end - length, |e| e == end)
                    .filter(|(found, _)| *found == length)
            });
            match before {
                Some((length, kind)) if end > length => {
                    self.set(end - length..end, Role::Form);
                    self.kinds.push(kind);
                }
                _ => break,
            }
        }
        self.find_misspelt_form();
        // "Wren Inc B": a class of shares.
        if let Some(last) = self.last_open()
            && last > 1
            && self.words[last].text.len() == 1
            && self.words[last - 1].role == Role::Form
        {
            self.words[last].role = Role::Note;
        }
    }

    /// `WrenLimited` becomes two words.
    fn part_joined_form(&mut self) {
        let Some(last) = self.last_open() else {
            return;
        };
        let text = &self.words[last].text;
        let Some(start) = legal_forms::joined_at_end(text) else {
            return;
        };
        self.part(last, start);
    }

    /// Parts a word in two.
    fn part(&mut self, at: usize, start: usize) {
        let word = &mut self.words[at];
        let text = word.text.split_off(start);
        word.kept = kept(&word.text).into_owned();
        let second = Draft {
            kept: kept(&text).into_owned(),
            text,
            gap: Gap::Blank,
            bracket: word.bracket,
            role: word.role,
        };
        self.words.insert(at + 1, second);
    }

    /// The last word that is no note and in no brackets.
    fn last_open(&self) -> Option<usize> {
        self.words
            .iter()
            .rposition(|word| word.role != Role::Note && word.bracket == Bracket::None)
    }

    /// "Wren Limitted": only behind something else, and only where a form would stand.
    fn find_misspelt_form(&mut self) {
        let Some(last) = self.last_open().filter(|&last| last > 0) else {
            return;
        };
        let word = &self.words[last];
        if word.role == Role::Core
            && word.text.len() >= 6
            && LONG_FORMS
                .iter()
                .any(|form| super::distance::within(&word.text, form, 1).is_some())
        {
            self.words[last].role = Role::Form;
        }
    }

    /// The home country says nothing ("Wren (UK) Ltd" is "Wren Ltd"), another tells sisters apart.
    fn find_countries(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            let length = places::country_at(|at| &self.words[at].text, at, self.words.len());
            let is_home = matches!(self.words[at].text.as_str(), "uk" | "gb");
            let length = if is_home { 1 } else { length.unwrap_or(0) };
            let is_beside_form = self
                .words
                .get(at + length)
                .is_some_and(|next| next.role == Role::Form)
                || self.words[at..at + length.max(1)]
                    .iter()
                    .all(|word| word.bracket == Bracket::Round)
                || (is_home && at + 1 == self.words.len());
            if length == 0 || at == 0 || !is_beside_form || self.words[at].role != Role::Core {
                at += 1;
                continue;
            }
            let role = if is_home { Role::Note } else { Role::Place };
            self.set(at..at + length, role);
            at += length;
        }
    }

    fn find_links(&mut self) {
        let mut is_in_name = false;
        for at in 0..self.words.len() {
            let word = &self.words[at];
            let is_link = word.role == Role::Core && is_link(&word.text);
            let begins = (at == 0 || self.words[at - 1].text == "and") && is_particle(&word.text);
            is_in_name = is_link && (begins || is_in_name) && self.leads_to_word(at + 1);
            if is_link && !is_in_name {
                self.words[at].role = Role::Link;
            }
        }
    }

    /// "De Soto", "Van den Berg": what begins a family's name is part of it, and many write all of it as one word.
    fn leads_to_word(&self, at: usize) -> bool {
        let mut next = self.words.iter().skip(at).take(2);
        next.find(|word| !is_link(&word.text))
            .is_some_and(|word| word.role == Role::Core)
    }

    /// How many words before `end` say something.
    fn content_before(&self, end: usize) -> usize {
        self.words[..end]
            .iter()
            .filter(|word| word.role == Role::Core)
            .count()
    }

    fn is_trade(&self, at: usize) -> bool {
        let words = |at: usize| self.words.get(at).map(|word| word.kept.as_str());
        trades::trade_at(words, at).is_some()
    }

    /// Gives a name without a word of its own the best it has. Says whether that was needed.
    fn promote(&mut self) -> bool {
        let has = |words: &[Draft], fits: fn(Role) -> bool| words.iter().any(|w| fits(w.role));
        if self.words.is_empty() || has(&self.words, |role| role == Role::Core) {
            return false;
        }
        let steps: [fn(Role) -> bool; 6] = [
            |role| matches!(role, Role::Trade(_)),
            |role| role == Role::Place,
            |role| role == Role::Aside,
            |role| role == Role::Link,
            |role| role == Role::Form,
            |role| role == Role::Note,
        ];
        if let Some(fits) = steps.into_iter().find(|&fits| has(&self.words, fits)) {
            for word in self.words.iter_mut().filter(|word| fits(word.role)) {
                word.role = Role::Core;
            }
        }
        true
    }
}
