//! Workbooks: what is read from their cells and sheets, and what is said about those that cannot be read.

use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;

use engine::domain::SourceKind;
use engine::organizations::{Error, ReadOptions, Reading};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::World;

/// A workbook in the world's folder, made by `fill`.
fn workbook(world: &World, name: &str, fill: impl FnOnce(&mut Workbook)) -> PathBuf {
    let mut book = Workbook::new();
    fill(&mut book);
    world.file(name, book.save_to_buffer().unwrap())
}

/// A workbook with one sheet of texts.
fn texts(world: &World, name: &str, rows: &[&[&str]]) -> PathBuf {
    workbook(world, name, |book| {
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(rows) {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    })
}

/// A workbook with a piece of its first sheet replaced.
fn edited(book: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut part = old.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{text}");
            content = text.replace(from, to).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn sheets(reading: &Reading) -> (&str, Vec<&str>) {
    match reading {
        Reading::Workbook { sheet, sheets } => (sheet, sheets.iter().map(String::as_str).collect()),
        other => panic!("{other:?}"),
    }
}

async fn refusal(world: &World, path: PathBuf) -> String {
    match world.preview(path.clone()).await {
        Err(Error::File { message }) => {
            assert!(message.ends_with('.'), "{message}");
            message
        }
        other => panic!("{}: {other:?}", path.display()),
    }
}

#[tokio::test]
async fn a_workbook_brings_organisations_like_a_text_file() {
    let world = World::empty().await;
    let path = workbook(&world, "list.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.set_name("Customers").unwrap();
        sheet
            .write_row(0, 0, ["Id", "Name", "Domain", "Seats"])
            .unwrap();
        sheet
            .write_row(1, 0, ["007", "Łódź & Söhne", "lodz.example"])
            .unwrap();
        sheet.write_number(1, 3, 12).unwrap();
        sheet.write_row(3, 0, ["8", "Wren"]).unwrap();
    });
    let preview = world.preview(path.clone()).await.unwrap();
    assert_eq!(sheets(&preview.reading), ("Customers", vec!["Customers"]));
    assert_eq!((preview.added, preview.total_rows), (2, 2));
    let imported = world.import(path.clone()).await.unwrap();
    assert_eq!((imported.added, imported.bad_rows.len()), (2, 0));
    let row = world.named("Łódź & Söhne").await.row;
    assert_eq!(row.external_id.as_deref(), Some("007"));
    assert_eq!((row.seats[0].count, row.source), (12, SourceKind::Excel));
    let again = world.import(path).await.unwrap();
    assert_eq!((again.unchanged, again.edit.id), (2, None));
}

#[tokio::test]
async fn ids_keep_their_zeros_and_what_a_sheet_made_of_them_is_said() {
    let world = World::empty().await;
    let path = workbook(&world, "ids.xlsx", |book| {
        let sheet = book.add_worksheet();
        let five = Format::new().set_num_format("00000");
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_row(0, 0, ["External id", "Name"]).unwrap();
        sheet.write_number_with_format(1, 0, 123, &five).unwrap();
        sheet.write_string(1, 1, "Wren").unwrap();
        let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
        sheet.write_datetime_with_format(2, 0, &day, &date).unwrap();
        sheet.write_string(2, 1, "Fernhill").unwrap();
        sheet
            .write_number(3, 0, 1.234_567_890_123_456_8e18)
            .unwrap();
        sheet.write_string(3, 1, "Castlegate").unwrap();
        sheet.write_number(4, 0, 42.0).unwrap();
        sheet.write_string(4, 1, "Ashdown").unwrap();
    });
    let imported = world.import(path).await.unwrap();
    let told: Vec<(u32, &str)> = imported
        .bad_rows
        .iter()
        .map(|bad| (bad.line, bad.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "The external id is a date: 2026-03-01"),
            (
                4,
                "The external id is a number with more digits than a workbook keeps: 1234567890123456800"
            ),
        ]
    );
    let id = |name| world.named(name);
    assert_eq!(id("Wren").await.row.external_id.as_deref(), Some("00123"));
    assert_eq!(id("Ashdown").await.row.external_id.as_deref(), Some("42"));
}

#[tokio::test]
async fn formulas_count_by_their_value_and_never_by_themselves() {
    let world = World::empty().await;
    let path = workbook(&world, "formulas.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Name", "Domain"]).unwrap();
        let worked_out = Formula::new("=UPPER(\"wren\")").set_result("WREN");
        sheet.write_formula(1, 0, worked_out).unwrap();
        sheet.write_string(1, 1, "wren.example").unwrap();
        let never = Formula::new("=WEBSERVICE(\"https://evil.example\")").set_result("none");
        sheet.write_formula(2, 0, never).unwrap();
        sheet.write_string(2, 1, "fern.example").unwrap();
        let error = Formula::new("=VLOOKUP(1,A1:A1,1)").set_result("#N/A");
        sheet.write_formula(3, 0, error).unwrap();
        sheet.write_string(3, 1, "castle.example").unwrap();
    });
    // As programs write it that cannot work formulas out.
    let bytes = edited(&fs_err::read(&path).unwrap(), "<v>none</v>", "");
    let path = world.file("formulas.xlsx", bytes);
    let imported = world.import(path).await.unwrap();
    assert_eq!(imported.added, 1);
    assert_eq!(world.rows().await[0].name, "WREN");
    let told: Vec<&str> = imported
        .bad_rows
        .iter()
        .map(|bad| bad.reason.as_str())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("The name is a formula: ="), "{told:?}");
    assert_eq!(told[1], "The name is an error of the spreadsheet: #N/A");
}

#[tokio::test]
async fn the_first_sheet_with_rows_is_read_and_another_can_be_chosen_and_is_remembered() {
    let world = World::empty().await;
    let fill = |book: &mut Workbook| {
        book.add_worksheet().set_name("Notes").unwrap();
        for (name, organization) in [("Active", "Wren"), ("Leavers", "Fernhill")] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            sheet.write_row(0, 0, ["Name", "Domain"]).unwrap();
            sheet.write_row(1, 0, [organization, "a.example"]).unwrap();
        }
        let hidden = book.add_worksheet();
        hidden.set_name("Lookup").unwrap().set_hidden(true);
        hidden.write_string(0, 0, "x").unwrap();
    };
    let path = workbook(&world, "sheets.xlsx", fill);
    let preview = world.preview(path.clone()).await.unwrap();
    let all = vec!["Notes", "Active", "Leavers"];
    assert_eq!(sheets(&preview.reading), ("Active", all.clone()));
    let chosen = ReadOptions {
        sheet: Some("Leavers".to_owned()),
        ..ReadOptions::default()
    };
    let preview = world
        .preview_with(path.clone(), chosen.clone())
        .await
        .unwrap();
    assert_eq!(sheets(&preview.reading), ("Leavers", all.clone()));
    assert_eq!(preview.rows[0][0], "Fernhill");
    world.import_read(path, chosen).await.unwrap();
    let next = workbook(&world, "next.xlsx", fill);
    let preview = world.preview(next).await.unwrap();
    assert_eq!(sheets(&preview.reading), ("Leavers", all));
    assert_eq!(preview.unchanged, 1);
}

#[tokio::test]
async fn titles_and_merged_cells_above_the_heading_are_passed_over() {
    let world = World::empty().await;
    let path = workbook(&world, "report.xlsx", |book| {
        let sheet = book.add_worksheet();
        let title = Format::new();
        sheet
            .merge_range(0, 0, 0, 3, "Customers, November", &title)
            .unwrap();
        sheet.write_row(2, 1, ["Name", "Domain"]).unwrap();
        sheet.write_row(3, 1, ["Wren", "wren.example"]).unwrap();
        sheet.merge_range(4, 1, 5, 1, "Fernhill", &title).unwrap();
        sheet.write_string(4, 2, "fern.example").unwrap();
        sheet.write_string(5, 2, "fern-two.example").unwrap();
    });
    let preview = world.preview(path).await.unwrap();
    assert_eq!((preview.above, preview.added), (1, 2));
    let bad: Vec<(u32, &str)> = preview
        .bad_rows
        .iter()
        .map(|bad| (bad.line, bad.reason.as_str()))
        .collect();
    assert_eq!(bad, [(6, "It has no name")]);
}

#[tokio::test]
async fn workbooks_that_cannot_be_read_are_refused_with_a_sentence() {
    let world = World::empty().await;
    let empty = workbook(&world, "empty.xlsx", |book| {
        book.add_worksheet();
    });
    assert_eq!(
        refusal(&world, empty).await,
        "empty.xlsx has no sheet with anything in it."
    );
    let wide = workbook(&world, "wide.xlsx", |book| {
        book.add_worksheet().write_string(0, 16_383, "x").unwrap();
    });
    assert_eq!(
        refusal(&world, wide).await,
        "It has 16384 columns, more than 200."
    );
    let whole = texts(&world, "whole.xlsx", &[&["Name"], &["Wren"]]);
    let bytes = fs_err::read(&whole).unwrap();
    for length in [4, 30, bytes.len() / 2, bytes.len() - 1] {
        let cut = world.file("cut.xlsx", &bytes[..length]);
        assert_eq!(
            refusal(&world, cut).await,
            "cut.xlsx is damaged, or no workbook. Open it in Excel and save it again."
        );
    }
    // The envelope of a workbook with a password, as every program makes it.
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.resize(1_024, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        refusal(&world, world.file("locked.xlsx", locked)).await,
        "locked.xlsx is protected by a password. Save a copy without one."
    );
    assert_eq!(world.rows().await.len(), 0);
}

#[tokio::test]
async fn the_content_tells_what_a_file_is_and_not_its_name() {
    let world = World::empty().await;
    let renamed = texts(&world, "list.txt", &[&["Name"], &["Wren"]]);
    assert_eq!(world.preview(renamed).await.unwrap().added, 1);
    let text = world.file("list.xlsx", "Name;Domain\nFernhill;fern.example\n");
    let preview = world.preview(text).await.unwrap();
    assert!(matches!(preview.reading, Reading::Text { .. }));
    assert_eq!(preview.added, 1);
}

#[tokio::test]
async fn any_damage_to_a_workbook_ends_in_rows_or_in_a_sentence() {
    let world = World::empty().await;
    let path = texts(
        &world,
        "whole.xlsx",
        &[&["Name", "Domain"], &["Wren", "wren.example"]],
    );
    let bytes = fs_err::read(&path).unwrap();
    for place in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x5a;
        match world.preview(world.file("damaged.xlsx", damaged)).await {
            Ok(_) | Err(Error::File { .. }) => {}
            Err(other) => panic!("{place}: {other:?}"),
        }
    }
}
