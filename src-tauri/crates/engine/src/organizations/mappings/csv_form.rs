//! Mappings as CSV: UTF-8 with a byte order mark, so that Excel reads accents, commas, one organisation a line. Every
//! line says where it belongs, so that a part of a file does too.

use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use domain::OrganizationState;
use domain::matching::search_key;
use domain::spreadsheet::{neutralise, restore};

use super::line::{Line, MappingFile, Origin, Unreadable, Written, customer_id};
use crate::organizations::error::{Error, Result};

/// Excel takes a file without it for one in the old encoding of its country.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Headings in the order in which they are written.
const HEADINGS: [&str; 12] = [
    "Organisation",
    "External id",
    "Domains",
    "State",
    "Halo customer",
    "Halo customer id",
    "Accepted on",
    "Mapped at",
    "Reason",
    "Look again on",
    "Profile",
    "Halo",
];

/// Delimiters that spreadsheets save with, depending on their country.
const DELIMITERS: [u8; 3] = *b",;\t";

/// Most lines that are read.
const MOST_LINES: usize = 200_000;

/// Characters shown of a line that cannot be read.
const SHOWN: usize = 120;

/// The text of a file.
pub(super) fn written(origin: &Origin, lines: &[Written]) -> Result<String> {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let mut put = |cells: [String; 12]| writer.write_record(cells);
    let failed = |error: csv::Error| Error::NotWritten {
        message: format!("The mappings cannot be written as CSV: {error}."),
    };
    put(HEADINGS.map(str::to_owned)).map_err(failed)?;
    for line in lines {
        put(cells(origin, line).map(|cell| neutralise(&cell))).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|_| Error::NotWritten {
        message: "The mappings cannot be written as CSV.".to_owned(),
    })?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

fn cells(origin: &Origin, line: &Written) -> [String; 12] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (customer, id, accepted_on, at) = match &line.pair {
        Some(pair) => {
            let reasons = pair.evidence.reasons.iter();
            let codes: Vec<&str> = reasons.map(|reason| reason.code()).collect();
            (
                pair.name.clone(),
                pair.customer.to_string(),
                format!("{}: {}", pair.evidence.band.code(), codes.join(" ")),
                pair.accepted_at.clone(),
            )
        }
        None => Default::default(),
    };
    [
        line.name.clone(),
        text(&line.external_id),
        line.domains.join(" "),
        state_word(line.state).to_owned(),
        customer,
        id,
        accepted_on,
        at,
        text(&line.reason),
        text(&line.review_on),
        origin.profile.clone(),
        origin.halo.clone(),
    ]
}

/// The state as the grid says it.
const fn state_word(state: OrganizationState) -> &'static str {
    match state {
        OrganizationState::Suggested => "Suggested",
        OrganizationState::Choose => "Choose",
        OrganizationState::Unmapped => "Unmapped",
        OrganizationState::Mapped => "Mapped",
        OrganizationState::Held => "Held",
        OrganizationState::Excluded => "Excluded",
        OrganizationState::Problem => "Problem",
    }
}

/// Where the columns stand that matter.
struct Columns {
    width: usize,
    organization: usize,
    external_id: Option<usize>,
    customer: Option<usize>,
    customer_id: Option<usize>,
    state: Option<usize>,
    reason: Option<usize>,
    review_on: Option<usize>,
    profile: Option<usize>,
    halo: Option<usize>,
}

impl Columns {
    /// `None` when the headings are not those of mappings.
    fn of(headings: &StringRecord) -> Option<Self> {
        let named = |heading: &str| {
            let wanted = search_key(heading);
            headings
                .iter()
                .position(|cell| search_key(cell.trim()) == wanted)
        };
        let (customer, customer_id) = (named("Halo customer"), named("Halo customer id"));
        customer.or(customer_id)?;
        Some(Self {
            width: headings.len(),
            organization: named("Organisation").or_else(|| named("Organization"))?,
            external_id: named("External id"),
            customer,
            customer_id,
            state: named("State"),
            reason: named("Reason"),
            review_on: named("Look again on"),
            profile: named("Profile"),
            halo: named("Halo"),
        })
    }

    fn line(&self, number: u32, cells: &StringRecord) -> std::result::Result<Line, String> {
        let has_more = cells.iter().skip(self.width).any(|cell| !cell.is_empty());
        if cells.len() < self.width || has_more {
            return Err(format!(
                "It has {} cells instead of {}.",
                cells.len(),
                self.width
            ));
        }
        let at = |place: Option<usize>| {
            let cell = restore(place.and_then(|place| cells.get(place)).unwrap_or_default());
            Some(cell.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let line = Line {
            number,
            organization: at(Some(self.organization)).unwrap_or_default(),
            external_id: at(self.external_id),
            customer_id: customer_id(&at(self.customer_id).unwrap_or_default())?,
            customer: at(self.customer),
            aside: None,
        };
        line.set_aside(
            at(self.state).as_deref(),
            at(self.reason),
            at(self.review_on),
        )
    }
}

/// Takes a text apart.
///
/// # Errors
/// [`Error::File`] when it is no file of mappings, or too long a one.
pub(super) fn read(name: &str, text: &str) -> Result<MappingFile> {
    let found = DELIMITERS.into_iter().find_map(|delimiter| {
        let first = records(text, delimiter).next()?;
        Some((delimiter, Columns::of(&first.1)?))
    });
    let Some((delimiter, columns)) = found else {
        return Err(Error::File {
            message: format!(
                "{name} is no file of mappings: it has no columns “Organisation” and “Halo customer”."
            ),
        });
    };
    let mut file = MappingFile {
        name: name.to_owned(),
        ..MappingFile::default()
    };
    for (number, cells) in records(text, delimiter).skip(1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if file.lines.len() + file.unreadable.len() == MOST_LINES {
            return Err(Error::File {
                message: format!("{name} has more than {MOST_LINES} lines."),
            });
        }
        if file.origin.is_none() {
            file.origin = origin(&columns, &cells);
        }
        match columns.line(number, &cells) {
            Ok(line) => file.lines.push(line),
            Err(reason) => file.unreadable.push(Unreadable {
                number,
                text: shown(&cells),
                reason,
            }),
        }
    }
    Ok(file)
}

fn origin(columns: &Columns, cells: &StringRecord) -> Option<Origin> {
    let at = |place: Option<usize>| {
        restore(place.and_then(|place| cells.get(place)).unwrap_or_default())
    };
    let origin = Origin {
        profile: at(columns.profile).trim().to_owned(),
        halo: at(columns.halo).trim().to_owned(),
    };
    (origin != Origin::default()).then_some(origin)
}

/// The rows with their line numbers.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = (u32, StringRecord)> + '_ {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    std::iter::from_fn(move || {
        let mut record = StringRecord::new();
        // Text in memory with rows of any length gives the reader nothing to fail on.
        let is_there = reader.read_record(&mut record).unwrap_or(false);
        let line = record.position().map_or(0, csv::Position::line);
        is_there.then(|| (u32::try_from(line).unwrap_or(u32::MAX), record))
    })
}

fn shown(cells: &StringRecord) -> String {
    let text: Vec<&str> = cells.iter().collect();
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.join(", ").chars().take(SHOWN).map(plain).collect()
}
