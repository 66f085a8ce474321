//! From cells to an organisation's fields, or to the reason why a row cannot be taken.

use super::BadRow;
use super::columns::Fields;
use super::table::{Line, Table};
use crate::organizations::fields::{Field, domains};
use crate::organizations::seats::whole_number;

/// What spreadsheets show where they cannot work a cell out.
const SPREADSHEET_ERRORS: [&str; 8] = [
    "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!",
];

/// A row of the source that can be taken. An empty cell is `None` or nothing: it says nothing about the field.
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

/// A row that cannot be taken, with what can be read of whose it is.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) bad: BadRow,
    pub(super) name: Option<String>,
    pub(super) external_id: Option<String>,
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
    pub(super) fn refuse(self, reason: String) -> Refused {
        Refused {
            bad: BadRow {
                line: self.line,
                reason,
                text: self.text,
            },
            name: Some(self.name),
            external_id: self.external_id,
        }
    }
}

/// All rows, each on one side or the other.
pub(super) fn read(table: &Table, fields: &Fields) -> (Vec<Row>, Vec<Refused>) {
    let mut rows = Vec::with_capacity(table.rows().len());
    let mut refused = Vec::new();
    for line in table.rows() {
        let cells = Cells { line };
        match cells.read(table, fields) {
            Ok(row) => rows.push(row),
            Err(reason) => refused.push(Refused {
                bad: BadRow {
                    line: line.number,
                    reason,
                    text: line.text.clone(),
                },
                name: cells.leniently(Some(fields.name), Field::Name),
                external_id: cells.leniently(fields.external_id, Field::ExternalId),
            }),
        }
    }
    (rows, refused)
}

/// The cells of one row.
struct Cells<'a> {
    line: &'a Line,
}

impl Cells<'_> {
    fn read(&self, table: &Table, fields: &Fields) -> Result<Row, String> {
        self.expect_whole(table)?;
        let (found, no_domain) = self.domains(fields)?;
        Ok(Row {
            line: self.line.number,
            text: self.line.text.clone(),
            name: self
                .text(Some(fields.name), Field::Name)?
                .ok_or_else(|| "It has no name".to_owned())?,
            domains: found,
            no_domain,
            external_id: self.text(fields.external_id, Field::ExternalId)?,
            tenant_id: self.text(fields.tenant_id, Field::TenantId)?,
            note: self.text(fields.note, Field::Note)?,
            seats: self.seats(fields)?,
        })
    }

    fn expect_whole(&self, table: &Table) -> Result<(), String> {
        let width = table.headings.len();
        let cells = &self.line.cells;
        // Spreadsheets pad rows with empty cells; anything else is a row that slipped.
        let has_more = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if cells.len() < width || has_more {
            return Err(format!("It has {} cells instead of {width}", cells.len()));
        }
        let repeats_heading = table.has_header()
            && cells
                .iter()
                .zip(&table.headings)
                .all(|(cell, heading)| cell.trim() == heading);
        if repeats_heading {
            return Err("It repeats the heading".to_owned());
        }
        Ok(())
    }

    fn text(&self, place: Option<usize>, field: Field) -> Result<Option<String>, String> {
        match place {
            // Nothing is found again by a note: whatever stands there is what somebody wants to read.
            Some(place) if field == Field::Note => field.read(&self.line.cells[place]),
            Some(place) => field.read(self.meant(place, field.noun())?),
            None => Ok(None),
        }
    }

    fn domains(&self, fields: &Fields) -> Result<(Vec<String>, Option<String>), String> {
        let mut found: Vec<String> = Vec::new();
        let mut no_domain = None;
        for place in &fields.domains {
            let (read, others) = domains(self.meant(*place, "domain")?);
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
        Ok((found, no_domain))
    }

    fn seats(&self, fields: &Fields) -> Result<Vec<(String, u32)>, String> {
        let mut seats = Vec::new();
        for (place, key, product) in &fields.seats {
            let cell = self.meant(*place, &format!("number of {product} seats"))?;
            if !cell.is_empty() {
                let count = whole_number(cell).ok_or_else(|| {
                    let shown = shortened(cell);
                    format!("The seats of {product} are not a whole number: {shown}")
                })?;
                seats.push((key.clone(), count));
            }
        }
        Ok(seats)
    }

    /// The cell as it was meant; `what` is the field's name in a sentence.
    fn meant(&self, place: usize, what: &str) -> Result<&str, String> {
        let cell = self.line.cells[place].as_str();
        let flaw = self.line.flaws.iter().find(|(at, _)| *at == place);
        if let Some((_, flaw)) = flaw {
            return Err(format!("The {what} is {flaw}: {}", shortened(cell.trim())));
        }
        meant(cell).map_err(|flaw| format!("The {what} is {flaw}"))
    }

    fn leniently(&self, place: Option<usize>, field: Field) -> Option<String> {
        let cell = meant(self.line.cells.get(place?)?).ok()?;
        field.read(cell).ok().flatten()
    }
}

/// A cell as it was meant.
///
/// # Errors
/// What stands there instead, in words: a formula or an error of a spreadsheet is nobody's name.
fn meant(cell: &str) -> Result<&str, String> {
    let cell = cell.trim();
    // `="00123"` is how exports keep the zeros; a quotation mark before a sign is how they keep a text from being taken
    // for a formula.
    let kept = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = kept.filter(|text| !text.contains('"')) {
        return Ok(text.trim());
    }
    if let Some(text) = cell.strip_prefix('\'')
        && text.starts_with(['=', '+', '-', '@'])
    {
        return Ok(text);
    }
    if cell.starts_with('=') {
        return Err(format!("a formula: {}", shortened(cell)));
    }
    if SPREADSHEET_ERRORS.contains(&cell) {
        return Err(format!("an error of the spreadsheet: {cell}"));
    }
    if is_cut_number(cell) {
        return Err(format!(
            "a long number that a spreadsheet has cut: {}",
            shortened(cell)
        ));
    }
    Ok(cell)
}

/// `1.23457E+15`, which is what is left of an id with 16 digits after a spreadsheet had it.
fn is_cut_number(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once("E+") else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(rest) && digits(exponent)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_it_was_meant() {
        for (cell, expected) in [
            (" Wren ", Ok("Wren")),
            ("=\"00123\"", Ok("00123")),
            ("'=Wren", Ok("=Wren")),
            ("'@Wren", Ok("@Wren")),
            ("'s Gravenhage BV", Ok("'s Gravenhage BV")),
            ("+44 Group", Ok("+44 Group")),
            ("@home", Ok("@home")),
            ("", Ok("")),
            ("=1+1", Err("a formula: =1+1")),
            ("=\"a\"&\"b\"", Err("a formula: =\"a\"&\"b\"")),
            ("#N/A", Err("an error of the spreadsheet: #N/A")),
            ("#1 Cleaning", Ok("#1 Cleaning")),
            (
                "1.23457E+15",
                Err("a long number that a spreadsheet has cut: 1.23457E+15"),
            ),
            ("E+E Elektronik", Ok("E+E Elektronik")),
            ("12E+3", Ok("12E+3")),
        ] {
            assert_eq!(meant(cell), expected.map_err(str::to_owned), "{cell}");
        }
    }
}
