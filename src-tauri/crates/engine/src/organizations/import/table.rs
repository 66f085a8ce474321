//! From text to lines of cells, each with its line number in the file.

use csv::{ReaderBuilder, StringRecord};
use domain::vendor::VendorProduct;

use super::columns::is_heading;
use crate::organizations::error::{Error, Result};

/// Most columns.
const MOST_COLUMNS: usize = 200;

/// Most data rows.
const MOST_ROWS: usize = 200_000;

/// Characters shown of a line that is left out.
const SHOWN: usize = 120;

/// A CSV file as lines of cells.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) delimiter: u8,
    pub(super) has_header: bool,
    /// One for each column: its heading, or `Column 3`.
    pub(super) headings: Vec<String>,
    /// The data rows; those without any content are not among them.
    pub(super) lines: Vec<Line>,
}

/// One row of a file.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it begins in the file, from 1.
    pub(super) number: u32,
    /// Its beginning, as it stands there.
    pub(super) text: String,
    /// Its cells, not trimmed.
    pub(super) cells: Vec<String>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Parts a text into cells. Whether the first row is a heading is worked out unless it is known.
    pub(super) fn new(
        text: &str,
        delimiter: u8,
        has_header: Option<bool>,
        products: &[VendorProduct],
    ) -> Result<Self> {
        if let Some(line) = unclosed_quote(text, delimiter) {
            return Err(Error::File {
                message: format!("The quotation mark on line {line} is never closed."),
            });
        }
        let mut lines: Vec<Line> = Lines::new(text, delimiter)
            .filter(|line| !line.is_blank())
            .take(MOST_ROWS + 2)
            .collect();
        let Some(first) = lines.first() else {
            return Err(Error::File {
                message: "The file holds no rows.".to_owned(),
            });
        };
        let width = first.cells.len();
        if width > MOST_COLUMNS {
            return Err(Error::File {
                message: format!("The file has {width} columns, more than {MOST_COLUMNS}."),
            });
        }
        let has_header = has_header.unwrap_or_else(|| is_heading(&lines, products));
        let mut headings = vec![String::new(); width];
        if has_header {
            headings = lines.remove(0).cells;
        }
        if lines.len() > MOST_ROWS {
            return Err(Error::File {
                message: "The file has more than 200,000 rows.".to_owned(),
            });
        }
        for (number, heading) in (1..).zip(&mut headings) {
            *heading = heading.trim().to_owned();
            if heading.is_empty() {
                *heading = format!("Column {number}");
            }
        }
        Ok(Self {
            delimiter,
            has_header,
            headings,
            lines,
        })
    }

    /// The values of a column that are not empty.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter_map(move |line| line.cells.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }
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
        let shown = content.lines().next().unwrap_or_default();
        Some(Line {
            number: self.number,
            text: shown
                .chars()
                .take(SHOWN)
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect(),
            cells: record.iter().map(str::to_owned).collect(),
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
