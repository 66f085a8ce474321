//! A source as far as it can be understood without looking at the organisations.

use domain::{SourceKind, vendor::VendorProduct};

use super::api::ApiSettings;
use super::recipe::Recipe;
use super::rows::{Refused, Row};
use super::table::Table;
use super::{ColumnUse, Reading, columns, rows};

/// What a source says, and how it was read.
pub(super) struct Understood {
    pub(super) source: SourceKind,
    /// The file's own name, or the host of an API.
    pub(super) name: String,
    pub(super) reading: Reading,
    /// How the API was asked, for a list of one.
    pub(super) api: Option<ApiSettings>,
    pub(super) fingerprint: String,
    pub(super) table: Table,
    pub(super) columns: Vec<ColumnUse>,
    /// Whether the columns are as they were chosen last time.
    pub(super) remembered: bool,
    pub(super) rows: Vec<Row>,
    pub(super) refused: Vec<Refused>,
    pub(super) products: Vec<String>,
    /// Why nothing can be imported, as a sentence.
    pub(super) blocked: Option<String>,
}

/// What is known about a source before its rows are read.
pub(super) struct Origin {
    pub(super) source: SourceKind,
    pub(super) name: String,
    pub(super) reading: Reading,
    pub(super) fingerprint: String,
    pub(super) remembered: bool,
}

impl Understood {
    /// Reads the rows of a table by its columns.
    pub(super) fn new(
        origin: Origin,
        table: Table,
        columns: Vec<ColumnUse>,
        products: &[VendorProduct],
    ) -> Self {
        let (blocked, (rows, refused)) = match columns::resolve(&columns, products) {
            Ok(fields) => (None, rows::read(&table, &fields)),
            Err(reason) => (Some(reason), (Vec::new(), Vec::new())),
        };
        Self {
            source: origin.source,
            name: origin.name,
            reading: origin.reading,
            api: None,
            fingerprint: origin.fingerprint,
            table,
            columns,
            remembered: origin.remembered,
            rows,
            refused,
            products: products
                .iter()
                .map(|product| product.name.clone())
                .collect(),
            blocked,
        }
    }

    /// Nothing of it can be imported for this reason.
    pub(super) fn blocked(self, reason: String) -> Self {
        Self {
            blocked: Some(reason),
            ..self
        }
    }

    /// The list of an API that was asked in this way.
    pub(super) fn read_from(self, api: ApiSettings) -> Self {
        Self {
            api: Some(api),
            ..self
        }
    }

    /// How it was read, for next time.
    pub(super) fn recipe(&self) -> Recipe {
        let recipe = Recipe::of(&self.table, &self.columns);
        match &self.reading {
            Reading::Text {
                delimiter,
                encoding,
            } => Recipe {
                delimiter: Some(delimiter.clone()),
                encoding: Some(encoding.label().to_owned()),
                ..recipe
            },
            Reading::Workbook { sheet, .. } => Recipe {
                sheet: Some(sheet.clone()),
                ..recipe
            },
            Reading::Api => Recipe {
                api: self.api.clone(),
                ..recipe
            },
        }
    }
}
