//! From a path to what the file says, away from the async threads.

use std::path::{Path, PathBuf};

use domain::{ProfileId, SourceKind, vendor::VendorProduct};
use store::Store;

use super::read::{FileBytes, fingerprint};
use super::recipe::Recipes;
use super::table::{Table, Width};
use super::understood::{Origin, Understood};
use super::{
    ColumnUse, ReadOptions, Reading, TextEncoding, columns, delimiter, invalid_columns, read,
    separated, text, workbook,
};
use crate::organizations::error::Result;

/// What to do with a choice of columns that does not fit the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Guess anew: the choice was made for another delimiter.
    Guess,
    /// Refuse: nobody has seen what would happen.
    Refuse,
}

/// What the profile knows about files.
struct Known {
    products: Vec<VendorProduct>,
    csv: Recipes,
    excel: Recipes,
}

/// Reads and understands a file.
///
/// # Errors
/// [`super::Error::File`] when the file is no readable list, [`super::Error::InvalidInput`] for options that do not fit it.
pub(super) async fn understand(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: ReadOptions,
    misfit: Misfit,
) -> Result<Understood> {
    let known = store
        .read(move |tx| {
            let recipes = |source| {
                let json = store::import_recipes::load(tx, profile, source)?;
                Ok::<_, store::Error>(Recipes::from_json(json.as_deref()))
            };
            Ok(Known {
                products: store::vendors::load(tx, profile)?.products,
                csv: recipes(SourceKind::Csv)?,
                excel: recipes(SourceKind::Excel)?,
            })
        })
        .await?;
    tokio::task::spawn_blocking(move || from_path(&path, &options, &known, misfit))
        .await
        .map_err(|_| store::Error::Panicked)?
}

fn from_path(
    path: &Path,
    options: &ReadOptions,
    known: &Known,
    misfit: Misfit,
) -> Result<Understood> {
    let file = read::read(path)?;
    if workbook::is_workbook(&file.bytes) {
        from_workbook(file, options, known, misfit)
    } else {
        from_text(file, options, known, misfit)
    }
}

fn from_workbook(
    file: FileBytes,
    options: &ReadOptions,
    known: &Known,
    misfit: Misfit,
) -> Result<Understood> {
    let last_time = known
        .excel
        .iter()
        .filter_map(|recipe| recipe.sheet.as_deref());
    let wanted: Vec<&str> = match &options.sheet {
        Some(sheet) => vec![sheet],
        None => last_time.collect(),
    };
    let sheet = workbook::read(&file.name, &file.bytes, &wanted)?;
    let products = &known.products;
    let mut table = Table::new(sheet.lines, Width::Padded, options.has_header, products)?;
    let mut remembered = None;
    if options.columns.is_none() {
        (table, remembered) = recall(table, options, &known.excel, products)?;
    }
    let reading = Reading::Workbook {
        sheet: sheet.name,
        sheets: sheet.names,
    };
    let origin = Origin {
        source: SourceKind::Excel,
        fingerprint: fingerprint(&file.bytes),
        name: file.name,
        reading,
        remembered: remembered.is_some(),
    };
    finish(origin, table, remembered, options, known, misfit)
}

fn from_text(
    file: FileBytes,
    options: &ReadOptions,
    known: &Known,
    misfit: Misfit,
) -> Result<Understood> {
    let mut text = text::decode(&file.name, &file.bytes, options.encoding)?;
    let mut parted = part(&text.content, options, known)?;
    if !text.is_sure {
        // Nothing in the bytes tells it, so what was chosen for a list like this last time counts.
        for recipe in known.csv.iter() {
            let label = recipe.encoding.as_deref();
            let encoding = label.and_then(TextEncoding::from_label);
            let encoding = encoding.unwrap_or(TextEncoding::Western);
            let other = text::decode(&file.name, &file.bytes, Some(encoding))?;
            let by_it = part(&other.content, options, known)?;
            let guessed = columns::guess(&by_it.table, &known.products);
            if !other.is_damaged && recipe.columns(&by_it.table, &guessed).is_some() {
                (text, parted) = (other, by_it);
                break;
            }
        }
    }
    let origin = Origin {
        source: SourceKind::Csv,
        fingerprint: fingerprint(&file.bytes),
        name: file.name,
        reading: Reading::Text {
            delimiter: char::from(parted.delimiter).to_string(),
            encoding: text.encoding,
        },
        remembered: parted.remembered.is_some(),
    };
    let understood = finish(
        origin,
        parted.table,
        parted.remembered,
        options,
        known,
        misfit,
    )?;
    Ok(if text.is_damaged {
        understood.blocked(
            "Some of its bytes are no text in this encoding. Choose another one.".to_owned(),
        )
    } else {
        understood
    })
}

/// A text in cells.
struct Parted {
    delimiter: u8,
    table: Table,
    /// What its columns held last time.
    remembered: Option<Vec<ColumnUse>>,
}

fn part(text: &str, options: &ReadOptions, known: &Known) -> Result<Parted> {
    let products = &known.products;
    let table_by = |delimiter| {
        let lines = separated::lines(text, delimiter)?;
        Table::new(lines, Width::Strict, options.has_header, products)
    };
    let first = match &options.delimiter {
        Some(chosen) => delimiter::chosen(chosen)?,
        None => delimiter::guess(text),
    };
    let mut delimiter = first;
    let mut table = table_by(first)?;
    let mut remembered = None;
    if options.columns.is_none() {
        (table, remembered) = recall(table, options, &known.csv, products)?;
        // A delimiter that had to be chosen last time is not guessed right this time.
        let others = known.csv.iter().filter_map(|recipe| {
            let other = delimiter::chosen(recipe.delimiter.as_deref()?).ok()?;
            (options.delimiter.is_none() && other != first).then_some((other, recipe))
        });
        for (other, recipe) in others {
            if remembered.is_some() {
                break;
            }
            let Ok(parted) = table_by(other) else {
                continue;
            };
            let columns = recipe.columns(&parted, &columns::guess(&parted, products));
            // One column fits everything that is not parted at all.
            if columns.is_some() && parted.headings.len() > 1 {
                (delimiter, table, remembered) = (other, parted, columns);
            }
        }
    }
    Ok(Parted {
        delimiter,
        table,
        remembered,
    })
}

/// What the columns held last time, in a file of this shape; the table is turned when it was read the other way then.
fn recall(
    table: Table,
    options: &ReadOptions,
    recipes: &Recipes,
    products: &[VendorProduct],
) -> Result<(Table, Option<Vec<ColumnUse>>)> {
    let fitting = |table: &Table| {
        let guessed = columns::guess(table, products);
        recipes
            .iter()
            .find_map(|recipe| recipe.columns(table, &guessed))
    };
    if let Some(columns) = fitting(&table) {
        return Ok((table, Some(columns)));
    }
    let was_read_otherwise = |recipe: &super::recipe::Recipe| {
        recipe.has_header != table.has_header() && !recipe.columns.is_empty()
    };
    if options.has_header.is_none() && recipes.iter().any(was_read_otherwise) {
        let turned = table.turned(products)?;
        // Without a heading only the number of columns tells, which many files share: there the heading decides.
        if turned.has_header()
            && let Some(columns) = fitting(&turned)
        {
            return Ok((turned, Some(columns)));
        }
    }
    Ok((table, None))
}

fn finish(
    origin: Origin,
    table: Table,
    remembered: Option<Vec<ColumnUse>>,
    options: &ReadOptions,
    known: &Known,
    misfit: Misfit,
) -> Result<Understood> {
    let columns = match &options.columns {
        Some(chosen) if chosen.len() == table.headings.len() => chosen.clone(),
        Some(_) if misfit == Misfit::Refuse => {
            return Err(invalid_columns(
                "The file has other columns than the ones shown. Look at the preview again.",
            ));
        }
        Some(_) | None => remembered.unwrap_or_else(|| columns::guess(&table, &known.products)),
    };
    Ok(Understood::new(origin, table, columns, &known.products))
}
