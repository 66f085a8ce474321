//! Lines of cells with what is known about the columns: what every source becomes.

use domain::vendor::VendorProduct;

use super::heading;
use super::read::refuse;
use crate::organizations::error::Result;

/// Most columns.
pub(super) const MOST_COLUMNS: usize = 200;

/// Most data rows.
pub(super) const MOST_ROWS: usize = 200_000;

/// More lines are not looked at: there are too many already.
pub(super) const MOST_LINES: usize = MOST_ROWS + heading::LOOKED_AT + 1;

/// Characters shown of a line that is left out.
const SHOWN: usize = 120;

/// One row of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins in the file, from 1; the row of a sheet; the place in a list.
    pub(super) number: u32,
    /// Its beginning, as it stands there.
    pub(super) text: String,
    /// Its cells, not trimmed.
    pub(super) cells: Vec<String>,
    /// Cells that do not hold what somebody typed there, by place, with what they hold instead: `a date`.
    pub(super) flaws: Vec<(usize, &'static str)>,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.filled() == 0
    }

    /// Cells with something in them.
    pub(super) fn filled(&self) -> usize {
        let filled = |cell: &&String| !cell.trim().is_empty();
        self.cells.iter().filter(filled).count()
    }
}

/// The beginning of a line on one line.
pub(super) fn shown_line(text: &str) -> String {
    text.chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Whether a row may have fewer cells than the heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// Its last cells are empty then: sheets and lists keep no empty cells.
    Padded,
    /// It has slipped then: a text file has a delimiter for every cell.
    Strict,
}

/// A source as lines of cells.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// All lines that are not blank, those above the rows included.
    lines: Vec<Line>,
    width: Width,
    /// Where the heading is, when there is one.
    heading: Option<usize>,
    /// One for each column: its heading, or `Column 3`.
    pub(super) headings: Vec<String>,
}

impl Table {
    /// Finds the heading. Whether there is one is worked out unless it is known.
    pub(super) fn new(
        lines: Vec<Line>,
        width: Width,
        has_header: Option<bool>,
        products: &[VendorProduct],
    ) -> Result<Self> {
        if lines.is_empty() {
            return refuse("There are no rows in it.".to_owned());
        }
        let found = heading::find(&lines, products);
        let heading = match has_header {
            Some(true) => Some(found.unwrap_or(0)),
            Some(false) => None,
            None => found,
        };
        let table = Self {
            lines,
            width,
            heading,
            headings: Vec::new(),
        };
        table.with_headings()
    }

    /// Rows under headings that are known.
    pub(super) fn headed(headings: Vec<String>, rows: Vec<Line>) -> Result<Self> {
        let heading = Line {
            cells: headings,
            ..Line::default()
        };
        let table = Self {
            lines: std::iter::once(heading).chain(rows).collect(),
            width: Width::Padded,
            heading: Some(0),
            headings: Vec::new(),
        };
        table.with_headings()
    }

    /// The same rows under other headings.
    pub(super) fn renamed(&self, rename: impl Fn(&str) -> String) -> Self {
        let headings = self.headings.iter();
        Self {
            headings: headings.map(|heading| rename(heading)).collect(),
            ..self.clone()
        }
    }

    /// The same lines with a heading where there was none, or the other way round.
    pub(super) fn turned(&self, products: &[VendorProduct]) -> Result<Self> {
        let heading = match self.heading {
            Some(_) => None,
            None => Some(heading::find(&self.lines, products).unwrap_or(0)),
        };
        let table = Self {
            heading,
            ..self.clone()
        };
        table.with_headings()
    }

    fn with_headings(mut self) -> Result<Self> {
        let top = self.heading.unwrap_or(0);
        let cells = |line: &Line| line.cells.len();
        let columns = match self.width {
            Width::Strict => cells(&self.lines[top]),
            Width::Padded => self.lines[top..].iter().map(cells).max().unwrap_or(0),
        };
        if columns > MOST_COLUMNS {
            return refuse(format!(
                "It has {columns} columns, more than {MOST_COLUMNS}."
            ));
        }
        if self.rows().len() > MOST_ROWS {
            return refuse("It has more than 200,000 rows.".to_owned());
        }
        let named = self.heading.map(|place| &self.lines[place].cells);
        self.headings = (0..columns)
            .map(|place| {
                let heading = named.and_then(|cells| cells.get(place));
                let heading = heading.map(|cell| cell.trim()).unwrap_or_default();
                if heading.is_empty() {
                    format!("Column {}", place + 1)
                } else {
                    heading.to_owned()
                }
            })
            .collect();
        if self.width == Width::Padded {
            for line in &mut self.lines[top..] {
                line.cells.resize(columns, String::new());
            }
        }
        Ok(self)
    }

    /// Whether there is a heading.
    pub(super) fn has_header(&self) -> bool {
        self.heading.is_some()
    }

    /// Lines above the heading, which belong to no row.
    pub(super) fn above(&self) -> u32 {
        super::count(self.heading.unwrap_or(0))
    }

    /// The data rows; those without any content are not among them.
    pub(super) fn rows(&self) -> &[Line] {
        &self.lines[self.heading.map_or(0, |place| place + 1)..]
    }

    /// The values of a column that are not empty.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows()
            .iter()
            .filter_map(move |line| line.cells.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }
}

/// A table for tests: rows of cells, the lines numbered from 1.
#[cfg(test)]
pub(super) fn lines_of(rows: &[&[&str]]) -> Vec<Line> {
    (1..)
        .zip(rows)
        .map(|(number, cells)| Line {
            number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..Line::default()
        })
        .collect()
}
