//! The journal through the engine: what work leaves in it, and what stands in a file of it.

use engine::database::journal::JournalQuery;
use engine::domain::ProfileId;
use engine::organizations::Error as FileError;
use engine::organizations::mappings::Format;
use engine::{Activity, Error};

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk::{BRAYFORD, map, organization};

async fn worked() -> (Bench, ProfileId) {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let brayford = organization(&bench.engine, profile, "=Brayford Dental").await;
    map(&bench.engine, profile, brayford, BRAYFORD).await;
    (bench, profile)
}

async fn activity(bench: &Bench, profile: ProfileId, area: Option<&str>) -> Activity {
    let query = JournalQuery {
        area: area.map(str::to_owned),
        limit: 1_000,
        ..JournalQuery::default()
    };
    bench.engine.activity(profile, query).await.unwrap()
}

#[tokio::test]
async fn runs_edits_and_choices_are_all_there_and_sealed() {
    let (bench, profile) = worked().await;
    let all = activity(&bench, profile, None).await;
    assert_eq!(usize::try_from(all.total).unwrap(), all.rows.len());
    let has = |what: &str| all.rows.iter().any(|row| row.what.contains(what));
    for what in [
        "Checked access",
        "Read Halo",
        "Ticket rules saved",
        "Client secret kept",
        "=Brayford Dental",
    ] {
        assert!(has(what), "{what} in {:?}", all.rows);
    }
    let runs = activity(&bench, profile, Some("run")).await;
    assert!(
        runs.rows
            .iter()
            .all(|row| row.area == "run" && row.requests > Some(0))
    );
    let check = bench.engine.check_journal(profile).await.unwrap();
    assert_eq!((check.lines, check.broken), (all.total, None));
}

#[tokio::test]
async fn an_edit_is_taken_back_from_its_line() {
    let (bench, profile) = worked().await;
    let edits = activity(&bench, profile, Some("edit")).await;
    let newest = &edits.rows[0];
    let engine = &bench.engine;
    let details = engine.activity_details(profile, newest.id).await.unwrap();
    assert_eq!(details.touched, 1);
    assert!(!details.changes[0].changes.is_empty());
    let undo = details.undo.unwrap();
    assert_eq!(undo.along, []);
    let undone = engine
        .undo_with(profile, undo.edit.id, Vec::new(), false)
        .await;
    assert_eq!(undone.unwrap(), 1);
    let edits = activity(&bench, profile, Some("edit")).await;
    assert!(edits.rows[0].what.starts_with("Undone: "));
    let gone = engine.activity_details(profile, 1_000_000).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn a_file_of_it_is_run_by_no_spreadsheet_and_replaces_nothing_unasked() {
    let (bench, profile) = worked().await;
    let path = bench.engine.data_dir().join("activity.csv");
    let write = async |format: Format, replace: bool| {
        let (query, to) = (JournalQuery::default(), path.to_string_lossy().into_owned());
        bench
            .engine
            .export_activity(profile, query, format, to, replace)
            .await
    };
    let written = write(Format::Csv, false).await.unwrap();
    let text = fs_err::read_to_string(&path).unwrap();
    assert_eq!(
        text.lines().count() - 1,
        usize::try_from(written.lines).unwrap()
    );
    assert!(text.contains("'=Brayford Dental"), "{text}");
    assert!(!text.contains(&bench.halo.client_secret()));
    let refused = write(Format::Json, false).await;
    assert!(matches!(
        refused,
        Err(Error::Organizations(FileError::FileExists { .. }))
    ));
    write(Format::Json, true).await.unwrap();
    let text = fs_err::read_to_string(&path).unwrap();
    let lines: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(lines[0]["who"], "You");
    let newest = lines.last().unwrap();
    assert_eq!(newest["seal"].as_str().unwrap().len(), 64);
}
