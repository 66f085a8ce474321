//! What importing a file does to the organisations.

use engine::database::organizations::Seat;
use engine::domain::{OrganizationState as State, SourceKind};
use engine::organizations::{ColumnUse, Error, ReadOptions, Reading, TextEncoding};

use crate::common::{World, fixture};

#[tokio::test]
async fn a_file_brings_organisations_with_all_their_fields() {
    let world = World::with_customers(&[(10, "Fernhill Limited", "fernhill.example", false)]).await;
    let preview = world.preview(fixture("organisations.csv")).await.unwrap();
    assert_eq!(world.rows().await.len(), 0);
    let imported = world.import(fixture("organisations.csv")).await.unwrap();
    assert_eq!(
        (imported.added, imported.updated, imported.unchanged),
        (4, 0, 0)
    );
    assert_eq!(
        (preview.added, preview.updated, preview.unchanged),
        (4, 0, 0)
    );
    assert!(imported.bad_rows.is_empty(), "{:?}", imported.bad_rows);
    let wren = world.named("Wren Dental").await.row;
    assert_eq!(wren.domains, ["wren.example", "wrendental.example"]);
    assert_eq!(wren.external_id.as_deref(), Some("V-2"));
    assert_eq!(wren.note.as_deref(), Some("Renews in May"));
    assert_eq!(wren.source, SourceKind::Csv);
    assert_eq!(
        wren.seats,
        [Seat {
            product_key: "email_security".to_owned(),
            count: 7
        }]
    );
    let quoted = world.named("Castlegate \"Opticians\"").await.row;
    assert!(quoted.domains.is_empty() && quoted.seats.is_empty());
    assert_eq!(world.named("Fernhill Ltd").await.state, State::Suggested);
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let world = World::empty().await;
    world.import(fixture("organisations.csv")).await.unwrap();
    let seen = world.seen().await;
    let versions: Vec<i32> = world.rows().await.iter().map(|row| row.version).collect();
    let preview = world.preview(fixture("organisations.csv")).await.unwrap();
    assert_eq!(
        (preview.added, preview.updated, preview.unchanged),
        (0, 0, 4)
    );
    let again = world.import(fixture("organisations.csv")).await.unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 4));
    assert_eq!(again.edit.id, None);
    assert_eq!(world.seen().await, seen);
    let later: Vec<i32> = world.rows().await.iter().map(|row| row.version).collect();
    assert_eq!(later, versions);
}

#[tokio::test]
async fn a_later_file_updates_by_external_id_then_by_name_and_keeps_what_it_does_not_say() {
    let world = World::with_customers(&[(10, "Fernhill Limited", "", false)]).await;
    world.import(fixture("organisations.csv")).await.unwrap();
    let before = world.seen().await;
    let fernhill = world.named("Fernhill Ltd").await.row.id;
    let ashdown = world.named("Ashdown & Pryce").await.row.id;
    let preview = world
        .preview(fixture("organisations-later.csv"))
        .await
        .unwrap();
    let imported = world
        .import(fixture("organisations-later.csv"))
        .await
        .unwrap();
    assert_eq!(
        (imported.added, imported.updated, imported.unchanged),
        (1, 2, 1)
    );
    assert_eq!(
        (preview.added, preview.updated, preview.unchanged),
        (imported.added, imported.updated, imported.unchanged)
    );
    let row = world.detail(fernhill).await.row;
    assert_eq!(
        (row.name.as_str(), row.seats[0].count),
        ("Fernhill Group Ltd", 15)
    );
    let row = world.detail(ashdown).await.row;
    assert_eq!(row.name, "Ashdown and Pryce, Ltd.");
    assert_eq!(row.domains, ["ashdown.example"]);
    // An organisation that the file no longer has stays.
    assert_eq!(
        world.named("Castlegate \"Opticians\"").await.state,
        State::Unmapped
    );
    world.undo(&imported.edit).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn bad_rows_are_told_by_line_with_a_reason() {
    let world = World::empty().await;
    let preview = world.preview(fixture("bad-rows.csv")).await.unwrap();
    assert_eq!((preview.added, preview.total_rows), (3, 12));
    let imported = world.import(fixture("bad-rows.csv")).await.unwrap();
    assert_eq!(imported.added, 3);
    assert_eq!(imported.bad_rows, preview.bad_rows);
    let told: Vec<(u32, &str)> = imported
        .bad_rows
        .iter()
        .map(|bad| (bad.line, bad.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "It has no name"),
            (4, "It has 2 cells instead of 4"),
            (
                5,
                "The seats of Email security are not a whole number: many"
            ),
            (6, "The seats of Email security are not a whole number: -5"),
            (8, "Line 2 has the external id 1 too, and counts"),
            (9, "It repeats the heading"),
            (11, "It has 5 cells instead of 4"),
            (12, "The name holds control characters"),
            (
                16,
                "Line 15 has the same name; without an external id nothing tells them apart"
            ),
        ]
    );
    assert_eq!(imported.bad_rows[0].text, "2;;orphan.example;3");
    let names: Vec<String> = world.rows().await.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Castlegate", "Fernhill", "No Id"]);
}

#[tokio::test]
async fn names_that_are_too_long_are_bad_rows() {
    let world = World::empty().await;
    let file = world.file(
        "long.csv",
        format!("Name\n{}\n{}\n", "é".repeat(300), "é".repeat(301)),
    );
    let imported = world.import(file).await.unwrap();
    assert_eq!((imported.added, imported.bad_rows.len()), (1, 1));
    assert!(imported.bad_rows[0].reason.contains("longer than 300"));
}

#[tokio::test]
async fn another_external_id_is_another_organisation_whatever_its_name() {
    let world = World::empty().await;
    let first = world.file("first.csv", "Id,Name\n1,Wren\n2,Wren\n");
    let imported = world.import(first.clone()).await.unwrap();
    assert_eq!((imported.added, imported.bad_rows.len()), (2, 0));
    assert_eq!(world.import(first).await.unwrap().unchanged, 2);
    let unclear = world.file("unclear.csv", "Id,Name\n,Wren Ltd\n3,Wren\n");
    let imported = world.import(unclear).await.unwrap();
    assert_eq!((imported.added, imported.updated), (1, 0));
    assert_eq!(
        imported.bad_rows[0].reason,
        "2 organisations have this name; only an external id tells which is meant"
    );
}

#[tokio::test]
async fn an_organisation_typed_by_hand_learns_its_external_id_once() {
    let world = World::empty().await;
    let id = world.add("Wren Dental Ltd", "wren.example").await;
    let file = world.file(
        "list.csv",
        "Id,Name\n7,Wren Dental\n8,Wren Dental Limited\n",
    );
    let imported = world.import(file.clone()).await.unwrap();
    assert_eq!((imported.added, imported.updated), (1, 1));
    let row = world.detail(id).await.row;
    assert_eq!(row.external_id.as_deref(), Some("7"));
    assert_eq!(
        (row.domains, row.source),
        (vec!["wren.example".to_owned()], SourceKind::Manual)
    );
    assert_eq!(world.import(file).await.unwrap().unchanged, 2);
}

#[tokio::test]
async fn without_a_column_for_the_name_nothing_can_be_imported() {
    let world = World::empty().await;
    let path = fixture("organisations.csv");
    let options = ReadOptions {
        columns: Some(vec![ColumnUse::Ignore; 5]),
        ..ReadOptions::default()
    };
    let preview = world
        .preview_with(path.clone(), options.clone())
        .await
        .unwrap();
    assert_eq!(
        preview.blocked.as_deref(),
        Some("Choose the column that holds the name.")
    );
    assert_eq!((preview.added, preview.total_rows), (0, 4));
    let import = world.import_read(path.clone(), options).await;
    assert!(matches!(
        import,
        Err(Error::InvalidInput {
            field: "columns",
            ..
        })
    ));
    // A choice for other columns than the file's is guessed anew in a preview and refused by the import.
    let options = ReadOptions {
        columns: Some(vec![ColumnUse::Name]),
        ..ReadOptions::default()
    };
    let preview = world
        .preview_with(path.clone(), options.clone())
        .await
        .unwrap();
    assert_eq!((preview.blocked, preview.added), (None, 4));
    let import = world.import_read(path, options).await;
    assert!(matches!(
        import,
        Err(Error::InvalidInput {
            field: "columns",
            ..
        })
    ));
    assert_eq!(world.rows().await.len(), 0);
}

#[tokio::test]
async fn chosen_columns_and_delimiter_are_obeyed() {
    let world = World::empty().await;
    let path = world.file(
        "list.csv",
        "Fernhill|3|fernhill.example\nWren|4|wren.example\n",
    );
    let seats = ColumnUse::Seats {
        product: "Email security".to_owned(),
    };
    let options = ReadOptions {
        delimiter: Some("|".to_owned()),
        has_header: Some(false),
        columns: Some(vec![ColumnUse::Name, seats, ColumnUse::Domains]),
        ..ReadOptions::default()
    };
    world.import_read(path.clone(), options).await.unwrap();
    let row = world.named("Wren").await.row;
    assert_eq!(
        (row.seats[0].count, row.domains),
        (4, vec!["wren.example".to_owned()])
    );
    let options = ReadOptions {
        delimiter: Some("x".to_owned()),
        ..ReadOptions::default()
    };
    let refused = world.preview_with(path, options).await;
    assert!(matches!(
        refused,
        Err(Error::InvalidInput {
            field: "delimiter",
            ..
        })
    ));
}

#[tokio::test]
async fn the_preview_shows_the_first_rows_and_a_value_of_each_column() {
    let world = World::empty().await;
    let rows: Vec<String> = (0..30)
        .map(|number| format!("Organisation {number},o{number}.example,"))
        .collect();
    let text = format!(
        "Name,Domain,Note\n{}\nLast,,{}\n",
        rows.join("\n"),
        "n".repeat(1_000)
    );
    let preview = world.preview(world.file("many.csv", text)).await.unwrap();
    assert_eq!((preview.rows.len(), preview.total_rows), (20, 31));
    assert_eq!(preview.rows[1], ["Organisation 1", "o1.example", ""]);
    assert_eq!(preview.columns[1].sample, "o0.example");
    assert_eq!(preview.columns[2].sample.chars().count(), 201);
    assert_eq!(
        (preview.name.as_str(), preview.reading),
        (
            "many.csv",
            Reading::Text {
                delimiter: ",".to_owned(),
                encoding: TextEncoding::Utf8
            }
        )
    );
}

#[tokio::test]
async fn the_list_of_the_demo_is_taken_but_for_its_bad_lines() {
    let world = World::empty().await;
    let file = world.file("demo.csv", halo_sim::demo_organizations_csv());
    let imported = world.import(file).await.unwrap();
    assert_eq!(
        imported.bad_rows.len(),
        halo_sim::DEMO_CSV_BAD_LINES,
        "{:?}",
        imported.bad_rows
    );
    let good = u32::try_from(halo_sim::DEMO_CSV_GOOD_LINES).unwrap();
    assert_eq!(imported.added, good);
}

#[tokio::test]
async fn an_import_never_touches_decisions() {
    let world = World::with_customers(&[(10, "Fernhill", "", false)]).await;
    let id = world.add("Fernhill", "").await;
    world.map(id, 10).await;
    world
        .import(fixture("organisations-later.csv"))
        .await
        .unwrap();
    let file = world.file("list.csv", "Name,Domain\nFernhill Ltd,fernhill.example\n");
    let imported = world.import(file).await.unwrap();
    assert_eq!(imported.updated, 1);
    let detail = world.detail(id).await;
    assert_eq!(
        (detail.state, detail.row.name.as_str()),
        (State::Mapped, "Fernhill Ltd")
    );
}

#[tokio::test]
async fn a_domain_that_cannot_be_read_is_said_and_the_row_is_taken() {
    let world = World::empty().await;
    let path = world.file(
        "domains.csv",
        "Name,Domain\nWren Dental,wren.example wren-dental\nCastlegate,-\nFernhill,fernhill.example\n",
    );
    let preview = world.preview(path.clone()).await.unwrap();
    assert_eq!((preview.added, preview.bad_rows.len()), (3, 0));
    let said: Vec<(u32, &str)> = preview
        .passed_over
        .iter()
        .map(|row| (row.line, row.reason.as_str()))
        .collect();
    assert_eq!(said, [(2, "“wren-dental” is not a domain")]);
    let imported = world.import(path).await.unwrap();
    assert_eq!(imported.passed_over, preview.passed_over);
    assert_eq!(
        world.named("Wren Dental").await.row.domains,
        ["wren.example"]
    );
}

#[tokio::test]
async fn the_preview_names_the_products_that_seats_can_be_of() {
    let world = World::empty().await;
    let preview = world.preview(fixture("organisations.csv")).await.unwrap();
    assert_eq!(preview.products, ["Email security"]);
}
