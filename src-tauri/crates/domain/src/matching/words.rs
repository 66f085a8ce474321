//! Cuts a name into folded words and remembers what stood between them.
//!
//! What part a word plays in the name does not live here.

use super::normalise::{fold_letters, is_apostrophe};

/// Characters of a name that are looked at; what comes after them is no company's name any more.
const LONGEST_NAME: usize = 400;

/// Words of a name that are looked at.
const MOST_WORDS: usize = 24;

/// What stood before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A blank or anything else that only parts words.
    Blank,
    /// A comma or a semicolon.
    Comma,
    /// A dash with a blank beside it, a colon or a bar.
    Dash,
}

/// Whether a word stood in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// In none.
    None,
    /// In round ones.
    Round,
    /// In square or curly ones.
    Square,
}

/// A folded word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents, apostrophes and dots; single letters joined by strokes keep them (`t/a`).
    pub(super) text: String,
    /// What stood before it.
    pub(super) gap: Gap,
    /// In what brackets it stood.
    pub(super) bracket: Bracket,
}

/// The words of a name, and whether the name was longer than what is looked at.
pub(super) fn words_of(name: &str) -> (Vec<Word>, bool) {
    if name.is_ascii() {
        let letters = name.bytes().map(|b| char::from(b.to_ascii_lowercase()));
        cut(letters.filter(|c| !c.is_ascii_control() || c.is_whitespace()))
    } else {
        cut(fold_letters(name))
    }
}

fn cut(mut letters: impl Iterator<Item = char>) -> (Vec<Word>, bool) {
    let mut cutter = Cutter::default();
    for _ in 0..LONGEST_NAME {
        let Some(c) = letters.next() else {
            cutter.end_chunk();
            return (cutter.words, cutter.is_full);
        };
        cutter.take(c);
    }
    let is_cut = letters.next().is_some();
    // The last word may have been cut through.
    if !is_cut {
        cutter.end_chunk();
    }
    (cutter.words, is_cut || cutter.is_full)
}

struct Cutter {
    words: Vec<Word>,
    chunk: String,
    gap: Gap,
    brackets: Vec<Bracket>,
    /// A dash was read whose right side is not known yet.
    is_dash_open: bool,
    was_blank: bool,
    is_full: bool,
}

impl Default for Cutter {
    fn default() -> Self {
        Self {
            words: Vec::with_capacity(8),
            chunk: String::new(),
            gap: Gap::Blank,
            brackets: Vec::new(),
            is_dash_open: false,
            was_blank: true,
            is_full: false,
        }
    }
}

impl Cutter {
    fn take(&mut self, c: char) {
        let is_blank = c.is_whitespace();
        if self.is_dash_open && is_blank {
            self.gap = Gap::Dash;
        }
        self.is_dash_open = false;
        match c {
            '&' | '+' => {
                self.end_chunk();
                self.push("and".to_owned());
            }
            '(' => self.open(Bracket::Round),
            '[' | '{' => self.open(Bracket::Square),
            ')' | ']' | '}' => {
                self.end_chunk();
                self.brackets.pop();
            }
            ',' | ';' => {
                self.end_chunk();
                if self.gap == Gap::Blank {
                    self.gap = Gap::Comma;
                }
            }
            '-' | '\u{2010}' => {
                self.end_chunk();
                if self.was_blank {
                    self.gap = Gap::Dash;
                } else {
                    self.is_dash_open = true;
                }
            }
            '|' | ':' | '\u{2013}' | '\u{2014}' => {
                self.end_chunk();
                self.gap = Gap::Dash;
            }
            '/' if !self.chunk.is_empty() => self.chunk.push('/'),
            _ if c == '.' || c.is_alphanumeric() => self.chunk.push(c),
            _ if is_apostrophe(c) => {}
            _ => self.end_chunk(),
        }
        self.was_blank = is_blank;
    }

    fn open(&mut self, bracket: Bracket) {
        self.end_chunk();
        // Deeper ones change nothing, but have to be closed again.
        if self.brackets.len() < 8 {
            self.brackets.push(bracket);
        }
    }

    /// Ends a chunk: dots between single letters vanish ("S.A." is "sa"), other dots part words ("wren.example"), and
    /// so do strokes, but for those between single letters ("t/a").
    fn end_chunk(&mut self) {
        if self.chunk.is_empty() {
            return;
        }
        let chunk = std::mem::take(&mut self.chunk);
        if chunk.bytes().all(|b| b.is_ascii_alphanumeric()) {
            self.push(chunk);
            return;
        }
        let pieces = || chunk.split(['.', '/']).filter(|piece| !piece.is_empty());
        let are_single = pieces().all(|piece| piece.chars().nth(1).is_none());
        if are_single && chunk.contains('/') {
            let text = pieces().collect::<Vec<_>>().join("/");
            if !text.is_empty() {
                self.push(text);
            }
        } else if are_single {
            let text: String = pieces().collect();
            if !text.is_empty() {
                self.push(text);
            }
        } else {
            for piece in pieces() {
                self.push(piece.to_owned());
            }
        }
    }

    fn push(&mut self, text: String) {
        if self.words.len() == MOST_WORDS {
            self.is_full = true;
            return;
        }
        self.words.push(Word {
            text,
            gap: self.gap,
            bracket: self.brackets.last().copied().unwrap_or(Bracket::None),
        });
        self.gap = Gap::Blank;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words parted by blanks; `,` and `-` before a word are its gap, brackets stand round it.
    fn shown(name: &str) -> String {
        let words = words_of(name).0;
        let shown: Vec<String> = words
            .iter()
            .map(|word| {
                let gap = match word.gap {
                    Gap::Blank => "",
                    Gap::Comma => ",",
                    Gap::Dash => "-",
                };
                match word.bracket {
                    Bracket::None => format!("{gap}{}", word.text),
                    Bracket::Round => format!("{gap}({})", word.text),
                    Bracket::Square => format!("{gap}[{}]", word.text),
                }
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn words_keep_what_stood_between_them() {
        let check = |name: &str, expected: &str| assert_eq!(shown(name), expected, "{name:?}");
        check("Wren Dental - Leeds", "wren dental -leeds");
        check("wren-dental", "wren dental");
        check("Wren Dental, Leeds", "wren dental ,leeds");
        check("Wren (UK) Ltd. [Managed]", "wren (uk) ltd [managed]");
        check("Wren t/a O'Brien & Söhne", "wren t/a obrien and sohne");
        check(
            "S.A. L.L.C. A/S St.Elias and/or",
            "sa llc a/s st elias and or",
        );
        check("*ZZ_Wren* ((x", "zz wren (x)");
        check("212/219-2777", "212 219 2777");
        check("A+B: c | d", "a and b -c -d");
        check("./-&", "and");
        check("", "");
    }

    #[test]
    fn long_names_are_cut_at_whole_words() {
        let (words, is_cut) = words_of(&"wren ".repeat(1_000));
        assert_eq!((words.len(), is_cut), (MOST_WORDS, true));
        let (words, is_cut) = words_of(&format!("wren {}", "x".repeat(1_000)));
        assert_eq!((words.len(), is_cut), (1, true));
        let (words, is_cut) = words_of(&"x".repeat(LONGEST_NAME));
        assert_eq!((words.len(), is_cut), (1, false));
    }
}
