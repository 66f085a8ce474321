//! The next import of the same source: columns remembered, organisations gone, a file changed meanwhile.

use std::path::PathBuf;

use engine::domain::OrganizationState as State;
use engine::organizations::{
    Act, ColumnUse, Error, GoneAct, ImportOptions, ImportPreview, ReadOptions, Remaining, SetAside,
};

use crate::common::{World, fixture};

fn columns(preview: &ImportPreview) -> Vec<ColumnUse> {
    let columns = preview.columns.iter();
    columns.map(|column| column.holds.clone()).collect()
}

fn gone(preview: &ImportPreview) -> Vec<(&str, Option<&str>)> {
    let rows = preview.gone.iter();
    rows.map(|row| (row.name.as_str(), row.mapped_to.as_deref()))
        .collect()
}

/// Does this with all organisations that a preview shows as gone.
fn with_all(preview: &ImportPreview, act: GoneAct) -> ImportOptions {
    ImportOptions {
        shown: Some(preview.fingerprint.clone()),
        gone: Some(Remaining {
            act,
            organizations: preview.gone.iter().map(|row| row.id).collect(),
        }),
        ..ImportOptions::default()
    }
}

async fn three(world: &World) -> PathBuf {
    let all = world.file("all.csv", "Id,Name\n1,Fernhill\n2,Wren\n3,Castlegate\n");
    world.import(all).await.unwrap();
    world.map(world.named("Wren").await.row.id, 10).await;
    world.file("fewer.csv", "Id,Name\n1,Fernhill\n")
}

#[tokio::test]
async fn columns_are_remembered_for_each_shape_of_file() {
    use ColumnUse::{Domains, ExternalId, Ignore, Name, Note};
    let world = World::empty().await;
    let vendor = "Ref,Customer,Remark,Site\n7,Wren,Dental,wren.example\n";
    let first = world.file("november.csv", vendor);
    let guessed = world.preview(first.clone()).await.unwrap();
    assert!(!guessed.remembered);
    assert_eq!(columns(&guessed), [ExternalId, Name, Note, Domains]);
    let chosen = vec![ExternalId, Name, Ignore, Domains];
    let read = ReadOptions {
        columns: Some(chosen.clone()),
        ..ReadOptions::default()
    };
    world.import_read(first, read).await.unwrap();
    // Another list in between does not take the place of the vendor's.
    world.import(fixture("organisations.csv")).await.unwrap();

    let next = world.file("december.csv", vendor.replace("Dental", "Surgery"));
    let again = world.preview(next.clone()).await.unwrap();
    assert!(again.remembered);
    assert_eq!(columns(&again), chosen);
    assert_eq!((again.added, again.unchanged), (0, 1));
    // What is chosen now counts more than what was chosen then.
    let read = ReadOptions {
        columns: Some(vec![ExternalId, Name, Note, Ignore]),
        ..ReadOptions::default()
    };
    let preview = world.preview_with(next, read).await.unwrap();
    assert!(!preview.remembered);
    assert_eq!(preview.updated, 1);
}

#[tokio::test]
async fn a_delimiter_and_a_heading_that_had_to_be_chosen_are_remembered() {
    let world = World::empty().await;
    // The guess is a comma: every line has one, and one line only has a bar too many.
    let text = "Firma|Sitz, Land\nWren|Ulm, D\nFern|Bonn, D|x\n";
    let read = ReadOptions {
        delimiter: Some("|".to_owned()),
        has_header: Some(true),
        columns: Some(vec![ColumnUse::Name, ColumnUse::Note]),
        ..ReadOptions::default()
    };
    let file = world.file("list.csv", text);
    let guessed = world.preview(file.clone()).await.unwrap();
    assert_ne!(columns(&guessed), [ColumnUse::Name, ColumnUse::Note]);
    world.import_read(file.clone(), read).await.unwrap();
    let again = world.preview(file).await.unwrap();
    assert!(again.remembered);
    assert_eq!(columns(&again), [ColumnUse::Name, ColumnUse::Note]);
    assert_eq!((again.unchanged, again.bad_rows.len()), (1, 1));
}

#[tokio::test]
async fn a_heading_below_titles_is_found() {
    let world = World::empty().await;
    let file = world.file(
        "report.csv",
        "Customers of the reseller\nExported 3 November\n\nName;Domain;Seats\nWren;wren.example;4\nFern;fern.example;2\n",
    );
    let preview = world.preview(file).await.unwrap();
    assert_eq!((preview.above, preview.has_header), (2, true));
    assert_eq!((preview.added, preview.bad_rows.len()), (2, 0));
    assert_eq!(preview.columns[0].heading, "Name");
}

#[tokio::test]
async fn organisations_that_are_gone_are_shown_and_kept_unless_asked_otherwise() {
    let world = World::with_customers(&[(10, "Wren Ltd", "", false)]).await;
    let fewer = three(&world).await;
    let preview = world.preview(fewer.clone()).await.unwrap();
    assert_eq!(
        gone(&preview),
        [("Castlegate", None), ("Wren", Some("Wren Ltd"))]
    );
    let seen = world.seen().await;
    let imported = world.import(fewer.clone()).await.unwrap();
    assert_eq!((imported.excluded, imported.deleted), (0, 0));
    assert_eq!(world.seen().await, seen);
    // Asked once; the list they are missing from is now the last one.
    assert_eq!(gone(&world.preview(fewer).await.unwrap()), []);
}

#[tokio::test]
async fn gone_organisations_are_excluded_or_deleted_in_the_same_step() {
    for act in [GoneAct::Exclude, GoneAct::Delete] {
        let world = World::with_customers(&[(10, "Wren Ltd", "", false)]).await;
        let fewer = three(&world).await;
        let before = world.seen().await;
        let preview = world.preview(fewer.clone()).await.unwrap();
        let options = with_all(&preview, act);
        let imported = world.import_with(fewer.clone(), options).await.unwrap();
        let names: Vec<String> = world.rows().await.into_iter().map(|row| row.name).collect();
        match act {
            GoneAct::Exclude => {
                assert_eq!((imported.excluded, imported.deleted), (2, 0));
                assert_eq!(world.named("Wren").await.state, State::Excluded);
                assert!(world.named("Wren").await.pair.is_none());
            }
            GoneAct::Delete => {
                assert_eq!((imported.excluded, imported.deleted), (0, 2));
                assert_eq!(names, ["Fernhill"]);
            }
        }
        world.undo(&imported.edit).await.unwrap();
        assert_eq!(world.seen().await, before);
        // An import that was undone does not count as the last one.
        assert_eq!(world.preview(fewer).await.unwrap().gone.len(), 2);
    }
}

#[tokio::test]
async fn an_exclusion_for_being_gone_ends_an_earlier_hold_with_its_day() {
    let world = World::with_customers(&[(10, "Wren Ltd", "", false)]).await;
    let fewer = three(&world).await;
    let castlegate = world.named("Castlegate").await.row.id;
    let hold = Act::Hold(SetAside {
        reason: "On holiday".to_owned(),
        review_on: Some("2027-03-01".to_owned()),
    });
    world.decide(castlegate, hold).await.unwrap();
    let before = world.seen().await;
    let preview = world.preview(fewer.clone()).await.unwrap();
    let options = with_all(&preview, GoneAct::Exclude);
    let imported = world.import_with(fewer, options).await.unwrap();
    let detail = world.detail(castlegate).await;
    assert_eq!((detail.state, detail.review_on), (State::Excluded, None));
    let reason = detail.row.decision_reason.unwrap();
    assert!(reason.contains("No longer in the list"), "{reason}");
    // The day comes back with the hold.
    world.undo(&imported.edit).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn what_is_not_gone_cannot_be_done_away_with() {
    let world = World::with_customers(&[(10, "Wren Ltd", "", false)]).await;
    let fewer = three(&world).await;
    let preview = world.preview(fewer.clone()).await.unwrap();
    let mut options = with_all(&preview, GoneAct::Delete);
    let fernhill = world.named("Fernhill").await.row.id;
    options.gone.as_mut().unwrap().organizations.push(fernhill);
    let refused = world.import_with(fewer, options).await;
    assert!(matches!(
        refused,
        Err(Error::InvalidInput { field: "gone", .. })
    ));
    assert_eq!(world.rows().await.len(), 3);
}

#[tokio::test]
async fn a_row_that_cannot_be_taken_is_not_gone() {
    let world = World::with_customers(&[(10, "Wren Ltd", "", false)]).await;
    three(&world).await;
    let file = world.file(
        "bad.csv",
        "Id,Name,Seats\n1,Fernhill,2\n2,Wren,many\n,Castlegate,-1\n",
    );
    let preview = world.preview(file).await.unwrap();
    assert_eq!((preview.bad_rows.len(), preview.gone.len()), (2, 0));
}

#[tokio::test]
async fn a_file_that_changed_since_it_was_shown_is_not_imported() {
    let world = World::empty().await;
    let file = world.file("list.csv", "Name\nWren\n");
    let preview = world.preview(file.clone()).await.unwrap();
    let options = ImportOptions {
        shown: Some(preview.fingerprint),
        ..ImportOptions::default()
    };
    world.file("list.csv", "Name\nWren\nFernhill\n");
    let refused = world.import_with(file.clone(), options.clone()).await;
    assert!(matches!(refused, Err(Error::InvalidInput { .. })));
    assert_eq!(world.rows().await.len(), 0);
    world.file("list.csv", "Name\nWren\n");
    assert_eq!(world.import_with(file, options).await.unwrap().added, 1);
}
