//! The cells of a sheet, and what each one shows.

use std::collections::BTreeMap;

use calamine::{Data, DataRef};

use super::read::refuse;
use super::table::{Line, MOST_COLUMNS, MOST_LINES, MOST_ROWS, shown_line};
use crate::organizations::error::Result;

/// Most cells with something in them; a list of 200,000 rows has 25 in each then.
const MOST_CELLS: usize = 5_000_000;

/// From here on a sheet, which keeps every number as a double, no longer keeps every digit.
const FIRST_INEXACT: f64 = 1e15;

const A_DATE: &str = "a date";
const TOO_LONG: &str = "a number with more digits than a workbook keeps";

/// What a cell shows.
#[derive(Debug, PartialEq)]
pub(super) struct Content {
    text: String,
    /// Why it is not what somebody typed.
    flaw: Option<&'static str>,
}

impl From<&Data> for Content {
    fn from(value: &Data) -> Self {
        let value = match value {
            Data::String(text) => DataRef::SharedString(text),
            Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::Bool(yes) => DataRef::Bool(*yes),
            Data::DateTime(at) => DataRef::DateTime(*at),
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        };
        Self::of(&value, None)
    }
}

impl Content {
    /// The cell as the sheet shows it, near enough for a list. `format` is its number format.
    pub(super) fn of(value: &DataRef<'_>, format: Option<&str>) -> Self {
        let plain = |text: String| Self { text, flaw: None };
        match value {
            DataRef::SharedString(text) => plain((*text).to_owned()),
            DataRef::String(text) => plain(text.clone()),
            DataRef::Int(number) => plain(number.to_string()),
            DataRef::Float(number) => Self {
                text: number_text(*number, format),
                flaw: (number.abs() >= FIRST_INEXACT).then_some(TOO_LONG),
            },
            DataRef::Bool(yes) => plain(yes.to_string()),
            DataRef::DateTime(at) => Self {
                text: date_text(at.to_ymd_hms_milli()),
                flaw: Some(A_DATE),
            },
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self {
                text: text.clone(),
                flaw: Some(A_DATE),
            },
            DataRef::Error(error) => plain(error.to_string()),
            DataRef::Empty => plain(String::new()),
        }
    }
}

/// Ids and seats are whole numbers. An id with leading zeros is mostly a number with the format `00000`.
fn number_text(number: f64, format: Option<&str>) -> String {
    if number.fract() != 0.0 || number.abs() >= FIRST_INEXACT {
        return number.to_string();
    }
    let zeros = format.filter(|format| {
        !format.is_empty() && format.len() <= 20 && format.bytes().all(|byte| byte == b'0')
    });
    match zeros {
        Some(zeros) if number >= 0.0 => format!("{number:0width$.0}", width = zeros.len()),
        Some(_) | None => format!("{number:.0}"),
    }
}

fn date_text((year, month, day, hour, minute, ..): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    if (hour, minute) == (0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

/// The cells of a sheet with something in them, by row and column.
#[derive(Default)]
pub(super) struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, Content>>,
    count: usize,
}

impl Cells {
    /// Puts a cell where it belongs; row and column count from 0.
    ///
    /// # Errors
    /// [`crate::organizations::Error::File`] when there are more cells, rows or columns than any list has.
    pub(super) fn put(&mut self, (row, column): (u32, u32), content: Content) -> Result<()> {
        if content.text.trim().is_empty() {
            return Ok(());
        }
        if column >= super::count(MOST_COLUMNS) {
            let columns = u64::from(column) + 1;
            return refuse(format!(
                "It has {columns} columns, more than {MOST_COLUMNS}."
            ));
        }
        self.count += 1;
        if self.count > MOST_CELLS {
            return refuse("It has more than five million cells.".to_owned());
        }
        self.rows.entry(row).or_default().insert(column, content);
        if self.rows.len() > MOST_LINES {
            return refuse(format!("It has more than {} rows.", thousands(MOST_ROWS)));
        }
        Ok(())
    }

    /// Puts a formula where nothing else stands.
    pub(super) fn put_if_empty(&mut self, at: (u32, u32), formula: &str) -> Result<()> {
        let is_taken = self
            .rows
            .get(&at.0)
            .is_some_and(|row| row.contains_key(&at.1));
        if is_taken {
            return Ok(());
        }
        let text = format!("={}", formula.trim_start_matches('='));
        self.put(at, Content { text, flaw: None })
    }

    /// Its rows, those without any content left out.
    pub(super) fn into_lines(self) -> Vec<Line> {
        self.rows.into_iter().map(as_line).collect()
    }
}

fn thousands(number: usize) -> String {
    format!("{},{:03}", number / 1_000, number % 1_000)
}

fn as_line((row, contents): (u32, BTreeMap<u32, Content>)) -> Line {
    let shown: Vec<&str> = contents
        .values()
        .map(|content| content.text.as_str())
        .collect();
    let text = shown_line(&shown.join(" | "));
    let mut cells = Vec::new();
    let mut flaws = Vec::new();
    for (column, content) in contents {
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        cells.resize(place, String::new());
        cells.push(content.text);
        flaws.extend(content.flaw.map(|flaw| (place, flaw)));
    }
    Line {
        number: row.saturating_add(1),
        text,
        cells,
        flaws,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_sheet_shows_them() {
        let check = |number: f64, format: Option<&str>, shown: &str| {
            assert_eq!(number_text(number, format), shown, "{number} {format:?}");
        };
        check(123.0, None, "123");
        check(123.0, Some("00000"), "00123");
        check(1_234_567.0, Some("00000"), "1234567");
        check(123.0, Some("#,##0"), "123");
        check(-5.0, Some("000"), "-5");
        check(12.5, None, "12.5");
        check(999_999_999_999_999.0, None, "999999999999999");
    }

    #[test]
    fn what_nobody_typed_is_marked() {
        let content = |value: DataRef<'_>| Content::of(&value, None);
        assert_eq!(content(DataRef::Float(1e15)).flaw, Some(TOO_LONG));
        assert_eq!(content(DataRef::Float(42.0)).flaw, None);
        let date = DataRef::DateTimeIso("2026-03-01".to_owned());
        assert_eq!(content(date).flaw, Some(A_DATE));
    }

    #[test]
    fn cells_far_out_are_refused_before_they_take_room() {
        let text = |text: &str| Content {
            text: text.to_owned(),
            flaw: None,
        };
        let mut cells = Cells::default();
        cells.put((1_048_575, 3), text("x")).unwrap();
        cells.put((2, 16_383), text("  ")).unwrap();
        assert!(cells.put((2, 16_383), text("x")).is_err());
        let lines = cells.into_lines();
        assert_eq!((lines.len(), lines[0].number), (1, 1_048_576));
        assert_eq!(lines[0].cells, ["", "", "", "x"]);
    }
}
