//! From cells to an organisation's fields, or to the reason why a row cannot be taken.

use super::BadRow;
use super::columns::Fields;
use super::table::{Line, Table};
use crate::organizations::fields::{Field, domains};

/// More seats than this are nowhere kept; it is also more than any vendor sells.
const MOST_SEATS: u32 = i32::MAX.unsigned_abs();

/// A row of the file that can be taken. An empty cell is `None` or nothing: it says nothing about the field.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) text: String,
    pub(super) name: String,
    pub(super) domains: Vec<String>,
    /// The first piece of the domains' cells that is none.
    pub(super) no_domain: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) tenant_id: Option<String>,
    pub(super) note: Option<String>,
    /// Product's key and count.
    pub(super) seats: Vec<(String, u32)>,
}

impl Row {
    /// What of it is passed over, if the row is taken.
    pub(super) fn passed_over(&self) -> Option<BadRow> {
        let no_domain = self.no_domain.as_ref()?;
        Some(BadRow {
            line: self.line,
            reason: format!("“{no_domain}” is not a domain"),
            text: self.text.clone(),
        })
    }

    /// The row as one that is left out after all.
    pub(super) fn refuse(self, reason: String) -> BadRow {
        BadRow {
            line: self.line,
            reason,
            text: self.text,
        }
    }
}

/// All rows, each on one side or the other.
pub(super) fn read(table: &Table, fields: &Fields) -> (Vec<Row>, Vec<BadRow>) {
    let mut rows = Vec::with_capacity(table.lines.len());
    let mut bad_rows = Vec::new();
    for line in &table.lines {
        match read_line(line, table, fields) {
            Ok(row) => rows.push(row),
            Err(reason) => bad_rows.push(BadRow {
                line: line.number,
                reason,
                text: line.text.clone(),
            }),
        }
    }
    (rows, bad_rows)
}

fn read_line(line: &Line, table: &Table, fields: &Fields) -> Result<Row, String> {
    let width = table.headings.len();
    let cells = &line.cells;
    // Spreadsheets pad rows with empty cells; anything else is a row that slipped.
    let has_more = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    if cells.len() < width || has_more {
        return Err(format!("It has {} cells instead of {width}", cells.len()));
    }
    let repeats_heading = table.has_header
        && cells
            .iter()
            .zip(&table.headings)
            .all(|(cell, heading)| cell.trim() == heading);
    if repeats_heading {
        return Err("It repeats the heading".to_owned());
    }
    let text = |place: Option<usize>, field: Field| match place {
        Some(place) => field.read(&cells[place]),
        None => Ok(None),
    };
    let name = text(Some(fields.name), Field::Name)?.ok_or_else(|| "It has no name".to_owned())?;
    let mut found: Vec<String> = Vec::new();
    let mut no_domain = None;
    for place in &fields.domains {
        let (read, others) = domains(&cells[*place]);
        for domain in read {
            if !found.contains(&domain) {
                found.push(domain);
            }
        }
        // A dash says that there is none.
        let mut others = others
            .into_iter()
            .filter(|other| other.contains(char::is_alphanumeric));
        no_domain = no_domain.or_else(|| others.next().map(shortened));
    }
    let mut seats = Vec::new();
    for (place, key, product) in &fields.seats {
        let cell = cells[*place].trim();
        if !cell.is_empty() {
            let count = whole_number(cell).ok_or_else(|| {
                let shown = shortened(cell);
                format!("The seats of {product} are not a whole number: {shown}")
            })?;
            seats.push((key.clone(), count));
        }
    }
    Ok(Row {
        line: line.number,
        text: line.text.clone(),
        name,
        domains: found,
        no_domain,
        external_id: text(fields.external_id, Field::ExternalId)?,
        tenant_id: text(fields.tenant_id, Field::TenantId)?,
        note: text(fields.note, Field::Note)?,
        seats,
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn whole_number(text: &str) -> Option<u32> {
    // `parse` alone would take a sign.
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits_only.then(|| text.parse().ok())??;
    (number <= MOST_SEATS).then_some(number)
}
