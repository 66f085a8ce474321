//! From text to lines of cells: what CSV is, whatever parts the cells.

use csv::{ReaderBuilder, StringRecord};

use super::read::refuse;
use super::table::{Line, MOST_LINES, shown_line};
use crate::organizations::error::Result;

/// All lines of a text that are not blank.
///
/// # Errors
/// [`crate::organizations::Error::File`] for a quotation mark that is never closed: nobody knows where the cell ends.
pub(super) fn lines(text: &str, delimiter: u8) -> Result<Vec<Line>> {
    if let Some(line) = unclosed_quote(text, delimiter) {
        return refuse(format!(
            "The quotation mark on line {line} is never closed."
        ));
    }
    Ok(Lines::new(text, delimiter)
        .filter(|line| !line.is_blank())
        .take(MOST_LINES)
        .collect())
}

/// The rows of a text, blank lines passed over.
pub(super) struct Lines<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// Line number of the byte at `counted`.
    number: u32,
    counted: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Self {
        Self {
            text,
            reader: ReaderBuilder::new()
                .delimiter(delimiter)
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes()),
            number: 1,
            counted: 0,
        }
    }

    fn byte(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let begin = self.byte();
        let mut record = StringRecord::new();
        // Text in memory with rows of any length gives the reader nothing to fail on.
        if !self.reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let raw = self.text.get(begin..self.byte())?;
        let content = raw.trim_start_matches('\n');
        let begin = begin + (raw.len() - content.len());
        let passed = self.text.get(self.counted..begin)?.matches('\n').count();
        self.number = self.number.saturating_add(super::count(passed));
        self.counted = begin;
        Some(Line {
            number: self.number,
            text: shown_line(content.lines().next().unwrap_or_default()),
            cells: record.iter().map(str::to_owned).collect(),
            flaws: Vec::new(),
        })
    }
}

/// The line on which a quoted cell begins that never ends. The reader itself takes the rest of the file for the cell.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<u32> {
    enum Place {
        CellStart,
        Bare,
        Quoted {
            since: u32,
        },
        /// Behind a quotation mark in a quoted cell, whose meaning the next character tells.
        Quote {
            since: u32,
        },
    }
    let mut place = Place::CellStart;
    let mut line = 1;
    for byte in text.bytes() {
        place = match (place, byte) {
            (Place::CellStart, b'"') => Place::Quoted { since: line },
            (Place::Quoted { since }, b'"') => Place::Quote { since },
            (Place::Quote { since }, b'"') | (Place::Quoted { since }, _) => {
                Place::Quoted { since }
            }
            (Place::CellStart | Place::Bare | Place::Quote { .. }, byte)
                if byte == delimiter || byte == b'\n' =>
            {
                Place::CellStart
            }
            (Place::CellStart | Place::Bare | Place::Quote { .. }, _) => Place::Bare,
        };
        if byte == b'\n' {
            line += 1;
        }
    }
    match place {
        Place::Quoted { since } => Some(since),
        Place::CellStart | Place::Bare | Place::Quote { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_knows_its_line() {
        let text = "\n\na,b\n\n\"x\ny\",\"q\"\"q\"\nc,d";
        let lines: Vec<(u32, Vec<String>, String)> = Lines::new(text, b',')
            .map(|line| (line.number, line.cells, line.text))
            .collect();
        let row = |number, cells: [&str; 2], text: &str| {
            (number, cells.map(str::to_owned).to_vec(), text.to_owned())
        };
        assert_eq!(
            lines,
            [
                row(3, ["a", "b"], "a,b"),
                row(5, ["x\ny", "q\"q"], "\"x"),
                row(7, ["c", "d"], "c,d"),
            ]
        );
    }

    #[test]
    fn only_a_quote_at_the_start_of_a_cell_has_to_be_closed() {
        assert_eq!(unclosed_quote("a,\"b\n\"\"c\nd", b','), Some(1));
        assert_eq!(unclosed_quote("a;b\n\"c", b';'), Some(2));
        assert_eq!(unclosed_quote("19\" rack,b\n", b','), None);
        assert_eq!(unclosed_quote("\"a\"\"b\",\"c\"", b','), None);
        assert_eq!(unclosed_quote("\"a\"x\"y,c", b','), None);
    }
}
