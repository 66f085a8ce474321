//! Names, order and number of copies.

use super::*;

fn database(dir: &Path) -> Connection {
    let conn = Connection::open(dir.join("halyard.db")).unwrap();
    conn.execute_batch("CREATE TABLE kept (what TEXT); INSERT INTO kept VALUES ('it')")
        .unwrap();
    conn
}

fn made(dir: &Path) -> Vec<String> {
    list(dir).into_iter().map(|backup| backup.made).collect()
}

#[test]
fn seven_of_a_kind_are_kept_and_those_of_another_kind_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let conn = database(dir.path());
    let upgrade = BackupKind::BeforeUpgrade { from: 3 };
    back_up(&conn, dir.path(), upgrade, "2026-01-01").unwrap();
    for day in 10..20 {
        let at = format!("2026-11-{day}T08:00:00Z");
        back_up(&conn, dir.path(), BackupKind::Daily, &at).unwrap();
    }
    let kept = made(dir.path());
    assert_eq!(kept.len(), 8);
    assert_eq!(kept.first().unwrap(), "2026-11-19T08:00:00Z");
    assert_eq!(kept.last().unwrap(), "2026-01-01");
}

#[test]
fn copies_that_somebody_asks_for_push_out_no_other_day() {
    let dir = tempfile::tempdir().unwrap();
    let conn = database(dir.path());
    for day in 10..17 {
        let at = format!("2026-11-{day}T08:00:00Z");
        back_up(&conn, dir.path(), BackupKind::Daily, &at).unwrap();
    }
    for minute in 10..20 {
        let at = format!("2026-11-17T09:{minute}:00Z");
        back_up(&conn, dir.path(), BackupKind::ByHand, &at).unwrap();
    }
    let of = |kind| {
        list(dir.path())
            .into_iter()
            .filter(move |one| one.kind == kind)
    };
    assert_eq!(of(BackupKind::Daily).count(), 7);
    assert_eq!(of(BackupKind::ByHand).count(), 7);
    assert_eq!(
        of(BackupKind::Daily).next_back().unwrap().made,
        "2026-11-10T08:00:00Z"
    );
}

#[test]
fn copies_of_the_same_moment_have_names_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let conn = database(dir.path());
    let names: Vec<_> = (0..3)
        .map(|_| {
            let backup = back_up(&conn, dir.path(), BackupKind::BeforeRestore, "2026-11-21");
            backup.unwrap().name().to_owned()
        })
        .collect();
    assert_eq!(
        names,
        [
            "halyard.restore.2026-11-21.db",
            "halyard.restore.2026-11-21.2.db",
            "halyard.restore.2026-11-21.3.db",
        ]
    );
    let newest = newest_backup(dir.path()).unwrap();
    assert_eq!(newest.file_name().unwrap(), names[2].as_str());
}

#[test]
fn other_files_of_the_folder_are_not_taken_for_copies() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(BACKUP_FOLDER);
    fs_err::create_dir_all(folder.join("halyard.daily.2026-11-21.db")).unwrap();
    for name in [
        "halyard.daily.2026-11-21T080000Z.db.part",
        "halyard.weekly.2026-11-21.db",
        "halyard.v3.db",
        "halyard.v3.2026-11-21.x.db",
        "notes.txt",
    ] {
        fs_err::write(folder.join(name), "text").unwrap();
    }
    assert_eq!(list(dir.path()), []);
}
