//! Mappings to a file and back.

use std::path::PathBuf;

use engine::database::grid::{GridFilter, GridRow};
use engine::domain::OrganizationState as State;
use engine::organizations::mappings::{
    self, Exported, Format, Imported, LineState, MappingPreview, TakeFrom,
};
use engine::organizations::{Act, Error, Result, Selection};

use crate::common::{NOW, World, exclude, hold, map, map_confirmed, not_this_one};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "", false),
    (11, "Wren Dental", "", false),
    (12, "Oakhanger, \"Farm\" & Söhne", "", false),
    (13, "=HYPERLINK(\"http://x\")", "", false),
    (14, "Gone Ltd", "", true),
    (20, "Twin", "", false),
    (21, "Twin", "", false),
];

fn everything() -> Selection {
    Selection::All {
        filter: GridFilter::All,
        text: String::new(),
        except: Vec::new(),
    }
}

impl World {
    async fn export(&self, within: Selection, format: Format, name: &str) -> Result<Exported> {
        let path = self.folder().join(name);
        let (store, profile) = (&self.store, self.profile);
        mappings::export_mappings(store, profile, within, format, path, false, NOW).await
    }

    async fn preview_mappings(&self, path: PathBuf) -> Result<MappingPreview> {
        mappings::preview_mappings(&self.store, self.profile, path).await
    }

    /// Looks at a file and imports what was seen.
    async fn import_mappings(&self, path: PathBuf, take_from: TakeFrom) -> Result<Imported> {
        let mark = self.preview_mappings(path.clone()).await?.mark;
        let (store, profile) = (&self.store, self.profile);
        mappings::import_mappings(store, profile, path, take_from, &mark, NOW).await
    }

    async fn pairs(&self) -> Vec<(String, Option<String>)> {
        let mapped = |row: &GridRow| matches!(row.state, State::Mapped | State::Problem);
        let rows = self.rows().await.into_iter();
        rows.map(|row| {
            let customer = mapped(&row).then(|| row.customer_name.clone()).flatten();
            (row.name, customer)
        })
        .collect()
    }

    async fn unmap_all(&self) {
        for row in self.rows().await {
            if matches!(row.state, State::Mapped | State::Problem) {
                self.decide(row.id, Act::Unmap).await.unwrap();
            }
        }
    }
}

fn file_counts() -> TakeFrom {
    TakeFrom {
        file: true,
        ..TakeFrom::default()
    }
}

fn states(preview: &MappingPreview) -> Vec<(u32, LineState, String)> {
    let lines = preview.lines.iter();
    lines
        .map(|line| (line.number, line.state, line.reasons.join(" ")))
        .collect()
}

fn count(preview: &MappingPreview, state: LineState) -> u32 {
    let mut counts = preview.counts.iter();
    counts.find(|(known, _)| *known == state).unwrap().1
}

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

#[tokio::test]
async fn each_line_says_what_it_comes_to_and_why() {
    use LineState::{Conflict, LeftOut};
    let world = World::with_customers(CUSTOMERS).await;
    let fernhill = world.add("Fernhill", "").await;
    let wren = world.add("Wren", "").await;
    let oak = world.add("Oakhanger", "").await;
    let ash = world.add("Ash", "").await;
    let elm = world.add("Elm", "").await;
    let yew = world.add("Yew", "").await;
    world.decide(fernhill, map(10)).await.unwrap();
    world.decide(wren, map(11)).await.unwrap();
    world.decide(oak, exclude("Left")).await.unwrap();
    world.decide(yew, not_this_one(20)).await.unwrap();
    let path = world.file(
        "a.csv",
        "Organisation;Halo customer;Halo customer id\n\
         Fernhill;Fernhill Limited;10\n\
         WREN;Oakhanger;12\n\
         Ash;Wren Dental;\n\
         Elm;Gone Ltd;14\n\
         Oakhanger;Renamed;13\n\
         Nobody;Wren Dental;11\n\
         Yew;Twin;20\n\
         Ash;Twin;21\n\
         ;Twin;21\n\
         Elm;;\n\
         Elm;Unknown;1\n\
         Elm;Twin;\n\
         Elm;Nobody at all;\n\
         Elm;;99\n\
         Elm;x;-3\n\
         Elm;x;2147483648\n\
         Elm;x\n",
    );
    let preview = world.preview_mappings(path).await.unwrap();
    let told = states(&preview);
    let expected: [(u32, LineState, &str); 15] = [
        (
            3,
            Conflict,
            "Halo calls customer 12 “Oakhanger, \"Farm\" & Söhne” now; in the file it is “Oakhanger”. It is mapped to Wren Dental here.",
        ),
        (4, Conflict, "Wren Dental is mapped to Wren here."),
        (5, Conflict, "Gone Ltd is inactive in Halo."),
        (
            6,
            Conflict,
            "Halo calls customer 13 “=HYPERLINK(\"http://x\")” now; in the file it is “Renamed”. It is excluded here.",
        ),
        (8, Conflict, "You said that it is not this one."),
        (7, LeftOut, "There is no organisation Nobody here."),
        (
            9,
            LeftOut,
            "Line 4 is about the same organisation, and counts.",
        ),
        (10, LeftOut, "It names no organisation."),
        (12, LeftOut, "“Unknown” stands for no customer in Halo."),
        (
            13,
            LeftOut,
            "2 customers have this name; only an id tells which is meant.",
        ),
        (14, LeftOut, "Halo lists no customer called Nobody at all."),
        (15, LeftOut, "Halo lists no customer with the id 99."),
        (16, LeftOut, "“-3” is not the id of a customer."),
        (17, LeftOut, "“2147483648” is not the id of a customer."),
        (18, LeftOut, "It has 2 cells instead of 3."),
    ];
    for (line, (number, state, reason)) in told.iter().zip(expected) {
        assert_eq!((line.0, line.1, line.2.as_str()), (number, state, reason));
    }
    assert_eq!(told.len(), expected.len());
    assert_eq!(count(&preview, LineState::Same), 1);
    assert_eq!(count(&preview, LineState::NoCustomer), 1);
    assert_eq!(count(&preview, LineState::New), 0);
    let first = &preview.lines[0];
    assert_eq!(first.ours.as_deref(), Some("Wren Dental"));
    assert_eq!(world.state(ash).await, State::Unmapped);
    assert_eq!(
        world.state(elm).await,
        State::Unmapped,
        "a preview writes nothing"
    );
}

#[tokio::test]
async fn what_is_here_is_kept_unless_the_file_is_chosen() {
    let world = World::with_customers(CUSTOMERS).await;
    for (name, customer) in [("Fernhill", 10), ("Wren", 11)] {
        let id = world.add(name, "").await;
        world.decide(id, map(customer)).await.unwrap();
    }
    world.add("Ash", "").await;
    // The two have their customers the other way round, and one comes new.
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer id\nFernhill,11\nWren,10\nAsh,20\n",
    );
    let before = world.seen().await;
    let kept = world
        .import_mappings(path.clone(), TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((kept.mapped, kept.kept), (1, 2));
    let pair = |name: &str, customer: &str| (name.to_owned(), Some(customer.to_owned()));
    assert_eq!(
        world.pairs().await,
        [
            pair("Ash", "Twin"),
            pair("Fernhill", "Fernhill Limited"),
            pair("Wren", "Wren Dental")
        ]
    );
    world.undo(&kept.edit).await.unwrap();
    assert_eq!(world.seen().await, before);

    let all = world
        .import_mappings(path.clone(), file_counts())
        .await
        .unwrap();
    assert_eq!((all.mapped, all.kept), (3, 0));
    assert_eq!(
        world.pairs().await,
        [
            pair("Ash", "Twin"),
            pair("Fernhill", "Wren Dental"),
            pair("Wren", "Fernhill Limited")
        ]
    );
    world.undo(&all.edit).await.unwrap();
    assert_eq!(world.seen().await, before);

    // For one line only: whoever had its customer loses it, and says so in the history.
    let one = TakeFrom {
        file: false,
        except: [2].into(),
    };
    let one = world.import_mappings(path, one).await.unwrap();
    assert_eq!((one.mapped, one.kept), (2, 1));
    assert_eq!(world.pairs().await[2], ("Wren".to_owned(), None));
    world.undo(&one.edit).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn another_halo_and_another_profile_are_told_and_its_ids_not_trusted() {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill", "").await;
    world.add("Wren", "").await;
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer,Halo customer id,Profile,Halo\n\
         Fernhill,Wren Dental,10,Elsewhere,other.halopsa.com\n\
         Wren,,11,Elsewhere,other.halopsa.com\n",
    );
    let preview = world.preview_mappings(path).await.unwrap();
    assert_eq!(preview.notices.len(), 2, "{:?}", preview.notices);
    assert!(preview.notices[0].contains("other.halopsa.com"));
    assert!(preview.notices[1].contains("Elsewhere"));
    let told = states(&preview);
    assert_eq!(told[0].1, LineState::LeftOut);
    assert_eq!(
        told[0].2,
        "It names its customer by an id of another Halo only."
    );
    assert_eq!(told[1].1, LineState::New);
    assert_eq!(preview.lines[1].customer.as_deref(), Some("Wren Dental"));
}

#[tokio::test]
async fn what_was_not_shown_is_not_imported() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill", "").await;
    let path = world.file("a.csv", "Organisation,Halo customer id\nFernhill,10\n");
    let mark = world.preview_mappings(path.clone()).await.unwrap().mark;
    fs_err::write(&path, "Organisation,Halo customer id\nFernhill,11\n").unwrap();
    let (store, profile) = (&world.store, world.profile);
    let refused = mappings::import_mappings(store, profile, path, file_counts(), &mark, NOW).await;
    let is_refused = matches!(
        refused,
        Err(Error::InvalidInput {
            field: "expected",
            ..
        })
    );
    assert!(is_refused, "{refused:?}");
    assert_ne!(world.state(id).await, State::Mapped);
}

#[tokio::test]
async fn what_is_no_file_of_mappings_is_refused_with_a_sentence() {
    let world = World::with_customers(CUSTOMERS).await;
    let nested = format!("{}{}", "{\"a\":".repeat(200), "}".repeat(200));
    let files: [(&str, &[u8]); 11] = [
        ("empty.csv", b""),
        ("blank.csv", b" \n\n"),
        ("other.csv", b"Name,Domain\nFernhill,fernhill.example\n"),
        ("picture.csv", b"\x89PNG\r\n"),
        ("zip.csv", b"PK\x03\x04rest"),
        ("nul.csv", b"Organisation\0,Halo customer\n"),
        (
            "cut.json",
            b"{\"format\": \"halyard mappings\", \"version\": 1, \"mapp",
        ),
        ("array.json", b"[1, 2]"),
        (
            "foreign.json",
            b"{\"format\": \"x\", \"version\": 1, \"mappings\": []}",
        ),
        (
            "later.json",
            b"{\"format\": \"halyard mappings\", \"version\": 2, \"mappings\": []}",
        ),
        ("nested.json", nested.as_bytes()),
    ];
    for (name, content) in files {
        let path = world.file(name, content);
        let refused = world.preview_mappings(path).await;
        match refused {
            Err(Error::File { message }) => assert!(message.ends_with('.'), "{message}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    for path in ["/dev/zero", "/no/such/file.csv", "/tmp"] {
        let refused = world.preview_mappings(path.into()).await;
        assert!(
            matches!(refused, Err(Error::File { .. })),
            "{path}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn json_of_every_kind_is_read_line_by_line() {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill", "").await;
    world.add("toString", "").await;
    let path = world.file(
        "a.json",
        r#"{"format": "halyard mappings", "version": 1, "later": true, "mappings": [
            {"organization": {"name": "Fernhill"}, "customer": {"id": "10", "name": "Fernhill Limited"}},
            {"organization": {"name": "toString"}, "customer": {"id": 12.0}},
            {"organization": {"name": "toString"}, "customer": {"id": 9007199254740993}},
            {"organization": {"name": "toString"}, "customer": {"id": [11]}},
            {"organization": {"name": 7}, "customer": {"id": 11}},
            {"organization": null, "customer": {"id": 11}},
            {"organization": {"name": "toString"}, "customer": null},
            null, 12, "text", [],
            {"organization": {"name": "toString", "external_id": "X-1"}, "customer": {"id": 11, "name": "Wren Dental"}}
        ]}"#,
    );
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!(count(&preview, LineState::New), 2);
    assert_eq!(count(&preview, LineState::LeftOut), 5);
    assert_eq!(count(&preview, LineState::NoCustomer), 5);
    let imported = world
        .import_mappings(path, TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((imported.mapped, imported.left_out), (2, 5));
}
