//! What is written, where, and that it comes back.

use std::path::PathBuf;

use engine::database::grid::GridFilter;
use engine::organizations::mappings::{self, Format};
use engine::organizations::{Error, Selection};

use super::{CUSTOMERS, everything, file_counts};
use crate::common::{NOW, World, hold, map, map_confirmed};

/// Names that a spreadsheet, a CSV reader or a page might take for something else.
const AWKWARD: [&str; 10] = [
    "=1+1",
    "+49 GmbH",
    "-Minus",
    "@home",
    "'=quoted",
    "O'Neill, \"Sons\"",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE pair;--",
    "__proto__",
    "Ärzte & Söhne; 株式会社",
];

#[tokio::test]
async fn every_pair_comes_back_from_either_form_and_a_second_time_changes_nothing() {
    for format in [Format::Csv, Format::Json] {
        let customers: Vec<(i32, &str, &str, bool)> = (100i32..)
            .zip(AWKWARD)
            .map(|(id, name)| (id, name, "", id % 4 == 0))
            .collect();
        let world = World::with_customers(&customers).await;
        // Each to the customer of another's name: the ids and nothing else tell.
        for (id, name) in (100i32..).zip(AWKWARD.iter().rev()) {
            let organization = world.add(name, "").await;
            world.decide(organization, map_confirmed(id)).await.unwrap();
        }
        let before = world.pairs().await;
        let exported = world.export(everything(), format, "all").await.unwrap();
        assert_eq!((exported.organizations, exported.mapped), (10, 10));
        let path = PathBuf::from(exported.path);

        let same = world
            .import_mappings(path.clone(), file_counts())
            .await
            .unwrap();
        assert_eq!((same.mapped, same.edit.id), (0, None), "{format:?}");

        world.unmap_all().await;
        let parted = world.seen().await;
        let imported = world
            .import_mappings(path.clone(), file_counts())
            .await
            .unwrap();
        assert_eq!((imported.mapped, imported.left_out), (10, 0), "{format:?}");
        assert_eq!(world.pairs().await, before, "{format:?}");
        let again = world.import_mappings(path, file_counts()).await.unwrap();
        assert_eq!((again.mapped, again.edit.id), (0, None), "{format:?}");
        world.undo(&imported.edit).await.unwrap();
        assert_eq!(world.seen().await, parted, "one step");
    }
}

#[tokio::test]
async fn csv_is_for_excel_and_runs_nothing() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("=cmd|' /C calc'!A0", "").await;
    world.decide(id, map(13)).await.unwrap();
    let held = world.add("Zwölf", "zwoelf.example").await;
    world.decide(held, hold()).await.unwrap();
    let exported = world
        .export(everything(), Format::Csv, "a.csv")
        .await
        .unwrap();
    assert_eq!((exported.organizations, exported.mapped), (2, 1));
    let bytes = fs_err::read(&exported.path).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .contains("Organisation,External id,Domains,State")
    );
    let formula = lines.next().unwrap();
    assert!(formula.starts_with("'=cmd"), "{formula}");
    assert!(formula.contains("\"'=HYPERLINK("), "{formula}");
    let held = lines.next().unwrap();
    assert!(held.starts_with("Zwölf,,zwoelf.example,Held,,,"), "{held}");
    assert!(held.contains(",Test,"), "the profile is told: {held}");
}

#[tokio::test]
async fn only_what_the_filter_leaves_is_written() {
    let world = World::with_customers(CUSTOMERS).await;
    let fernhill = world.add("Fernhill", "").await;
    world.decide(fernhill, map(10)).await.unwrap();
    world.add("Wren", "").await;
    let mapped = Selection::All {
        filter: GridFilter::Mapped,
        text: "fern".to_owned(),
        except: Vec::new(),
    };
    let exported = world.export(mapped, Format::Json, "a.json").await.unwrap();
    assert_eq!((exported.organizations, exported.mapped), (1, 1));
    let text = fs_err::read_to_string(&exported.path).unwrap();
    assert!(
        text.contains("\"Fernhill\"") && !text.contains("Wren"),
        "{text}"
    );
}

#[tokio::test]
async fn a_file_is_written_whole_or_not_at_all() {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill", "").await;
    let old = world.file("old.csv", "precious");
    let refused = world.export(everything(), Format::Csv, "old.csv").await;
    assert!(
        matches!(refused, Err(Error::FileExists { .. })),
        "{refused:?}"
    );
    assert_eq!(fs_err::read_to_string(&old).unwrap(), "precious");
    let (store, profile) = (&world.store, world.profile);
    mappings::export_mappings(
        store,
        profile,
        everything(),
        Format::Csv,
        old.clone(),
        true,
        NOW,
    )
    .await
    .unwrap();
    assert!(fs_err::read_to_string(&old).unwrap().contains("Fernhill"));

    for place in ["no/such/folder/a.csv", "", "\0.csv"] {
        let refused = world.export(everything(), Format::Csv, place).await;
        assert!(
            matches!(refused, Err(Error::NotWritten { .. })),
            "{place}: {refused:?}"
        );
    }
    for path in ["relative.csv", "/dev/null", "/"] {
        let refused = mappings::export_mappings(
            store,
            profile,
            everything(),
            Format::Csv,
            path.into(),
            true,
            NOW,
        )
        .await;
        assert!(
            matches!(refused, Err(Error::NotWritten { .. })),
            "{path}: {refused:?}"
        );
    }
    let leftovers = fs_err::read_dir(world.folder())
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with(".halyard-")
        })
        .count();
    assert_eq!(leftovers, 0);
}
