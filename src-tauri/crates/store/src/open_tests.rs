//! Tests of opening: every file that may be found in the database's place, on a real disk.

use std::path::PathBuf;

use domain::{SourceKind, vendor};
use fs_err as fs;
use rusqlite_migration::M;
use tempfile::TempDir;

use super::*;
use crate::{aside::with_suffix, migrations::steps, profiles, worker::block_on};

const TODAY: &str = "2026-11-21";

fn open(dir: &Path) -> Opened {
    Store::open(dir, TODAY).expect("a store that opens")
}

/// The version of a file that is up to date.
fn newest() -> u32 {
    u32::try_from(steps().len()).unwrap()
}

/// A closed file with one profile in it.
fn with_profile() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Kept");
    store.close();
    let path = store.path().to_path_buf();
    (dir, path)
}

fn add_profile(store: &Store, name: &'static str) {
    let vendor = vendor::preset("palisade").unwrap();
    block_on(store.write(move |tx| {
        profiles::insert(
            tx,
            &vendor,
            name,
            SourceKind::Csv,
            false,
            "2026-11-21T10:00:00Z",
        )
    }))
    .unwrap();
}

fn names(store: &Store) -> Vec<String> {
    let profiles = block_on(store.read(|tx| profiles::list(tx))).unwrap();
    profiles.into_iter().map(|profile| profile.name).collect()
}

fn pragma(store: &Store, name: &'static str, writes: bool) -> String {
    let ask = move |conn: &Connection| -> crate::Result<String> {
        conn.pragma_query_value(None, name, |row| {
            let value = row.get_ref(0)?;
            Ok(value.as_str().map_or_else(
                |_| value.as_i64().map(|n| n.to_string()),
                |s| Ok(s.to_owned()),
            )?)
        })
        .map_err(Into::into)
    };
    let answer = if writes {
        block_on(store.write(move |tx| ask(tx)))
    } else {
        block_on(store.read(move |tx| ask(tx)))
    };
    answer.unwrap()
}

#[test]
fn a_new_file_is_set_up_as_promised() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("new").join("deeper");
    let opened = open(&home);
    assert_eq!(opened.notice, None);
    let store = opened.store;
    assert_eq!(store.path(), home.join("halyard.db"));
    let version = newest().to_string();
    for (name, expected) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "5000"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("application_id", "1212963140"),
        ("user_version", version.as_str()),
    ] {
        assert_eq!(pragma(&store, name, true), expected, "{name}");
    }
    for (name, expected) in [
        ("journal_mode", "wal"),
        ("query_only", "1"),
        ("trusted_schema", "0"),
        ("foreign_keys", "1"),
    ] {
        assert_eq!(
            pragma(&store, name, false),
            expected,
            "{name} of the reader"
        );
    }
}

#[test]
fn every_table_is_strict() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    let lax: Vec<String> = block_on(store.read(|tx| {
        crate::decode::rows(
            tx,
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
            [],
            |row| Ok(row.get(0)?),
        )
    }))
    .unwrap();
    assert_eq!(lax, Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_file_folder_journal_and_copy() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("data");
    let store = open(&home).store;
    add_profile(&store, "A");
    assert_eq!(mode(&home), 0o700);
    for suffix in ["", "-wal", "-shm"] {
        assert_eq!(mode(&with_suffix(store.path(), suffix)), 0o600, "{suffix}");
    }
    store.close();
    let opened = open_with(
        &home,
        TODAY,
        &with_steps(&[M::up("CREATE TABLE extra (id INTEGER) STRICT;")]),
    )
    .unwrap();
    let Some(Notice::Upgraded { backup, .. }) = opened.notice else {
        panic!("no upgrade: {:?}", opened.notice);
    };
    assert_eq!(mode(&backup), 0o600);
    assert_eq!(mode(backup.parent().unwrap()), 0o700);
}

#[test]
fn an_orderly_end_leaves_one_file_and_the_next_start_finds_everything() {
    let (dir, path) = with_profile();
    assert!(!with_suffix(&path, "-wal").exists());
    assert!(!with_suffix(&path, "-shm").exists());
    let opened = open(dir.path());
    assert_eq!(opened.notice, None);
    assert_eq!(names(&opened.store), ["Kept"]);
}

#[test]
fn after_a_crash_every_answered_write_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Answered");
    // What a killed process leaves behind: the files as they are while the store is open.
    let crashed = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("halyard.db{suffix}");
        fs::copy(dir.path().join(&name), crashed.path().join(&name)).unwrap();
    }
    let opened = open(crashed.path());
    assert_eq!(opened.notice, None);
    assert_eq!(names(&opened.store), ["Answered"]);
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let (dir, path) = with_profile();
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    conn.close().unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open(dir.path(), TODAY).unwrap_err();
    assert!(
        matches!(
            error,
            OpenError::TooNew { found: 99, supported } if supported == newest()
        ),
        "{error:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_first_start_that_was_cut_off_is_taken_up_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("halyard.db");
    let conn = Connection::open(&path).unwrap();
    pragmas::use_wal(&conn).unwrap();
    conn.close().unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 0);
    assert_eq!(open(dir.path()).notice, None);
}

/// The released steps and some more.
fn with_steps(more: &[M<'static>]) -> Migrations<'static> {
    Migrations::new(steps().into_iter().chain(more.iter().cloned()).collect())
}

#[test]
fn an_upgrade_keeps_the_data_and_a_copy_of_the_file() {
    let (dir, path) = with_profile();
    let steps = with_steps(&[
        M::up("ALTER TABLE profile ADD COLUMN colour TEXT;"),
        M::up("UPDATE profile SET colour = 'red';"),
    ]);
    let opened = open_with(dir.path(), TODAY, &steps).unwrap();
    let Some(Notice::Upgraded { from, to, backup }) = opened.notice else {
        panic!("{:?}", opened.notice);
    };
    assert_eq!((from, to), (newest(), newest() + 2));
    assert_eq!(names(&opened.store), ["Kept"]);
    opened.store.close();
    assert_eq!(
        open_with(dir.path(), TODAY, &steps).unwrap().notice,
        None,
        "only once"
    );

    let copy = Connection::open(&backup).unwrap();
    let version: u32 = copy
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    let name: String = copy
        .query_row("SELECT name FROM profile", [], |row| row.get(0))
        .unwrap();
    assert_eq!((version, name.as_str()), (newest(), "Kept"));
    copy.close().unwrap();

    // A damaged file later on: the notice names the copy.
    fs::write(&path, "ruined").unwrap();
    let Some(Notice::MovedAside { newest_backup, .. }) =
        open_with(dir.path(), TODAY, &steps).unwrap().notice
    else {
        panic!("not moved");
    };
    assert_eq!(newest_backup, Some(backup));
}

#[test]
fn an_upgrade_that_breaks_off_leaves_the_old_version() {
    let (dir, _) = with_profile();
    for broken in [
        "INSERT INTO no_such_table VALUES (1);",
        "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES ('text');",
    ] {
        let steps = with_steps(&[
            M::up("CREATE TABLE half_way (x INTEGER) STRICT; DELETE FROM profile;"),
            M::up(broken),
        ]);
        let error = open_with(dir.path(), TODAY, &steps).unwrap_err();
        assert!(
            matches!(error, OpenError::Migration { from, .. } if from == newest()),
            "{error:?}"
        );
        let opened = open(dir.path());
        assert_eq!(opened.notice, None);
        assert_eq!(names(&opened.store), ["Kept"]);
        let half: u32 = block_on(opened.store.read(|tx| {
            Ok(tx.query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name IN ('half_way', 'a')",
                [],
                |row| row.get(0),
            )?)
        }))
        .unwrap();
        assert_eq!(half, 0);
        opened.store.close();
    }
    let good = with_steps(&[M::up("CREATE TABLE whole (x INTEGER) STRICT;")]);
    assert_eq!(
        names(&open_with(dir.path(), TODAY, &good).unwrap().store),
        ["Kept"]
    );
}

#[test]
fn a_second_program_is_told_that_the_file_is_in_use() {
    let (dir, path) = with_profile();
    let other = Connection::open(&path).unwrap();
    other
        .pragma_update(None, "locking_mode", "EXCLUSIVE")
        .unwrap();
    other
        .execute_batch("BEGIN EXCLUSIVE; DELETE FROM recipe_tick;")
        .unwrap();
    let error = Store::open(dir.path(), TODAY).unwrap_err();
    assert!(matches!(error, OpenError::Busy), "{error:?}");
}

#[test]
fn a_copy_that_fails_is_not_kept_as_one() {
    let (dir, path) = with_profile();
    // Rows that no unique index can be built over: the file is sound, and copying it fails half-way.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "CREATE TABLE twice (x INTEGER) STRICT; INSERT INTO twice VALUES (1), (1);
         CREATE INDEX twice_x ON twice (x); PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX twice_x ON twice (x)' WHERE name = 'twice_x';",
    )
    .unwrap();
    conn.close().unwrap();
    let steps = with_steps(&[M::up("CREATE TABLE extra (id INTEGER) STRICT;")]);
    let error = open_with(dir.path(), TODAY, &steps).unwrap_err();
    assert!(matches!(error, OpenError::Backup { .. }), "{error:?}");
    assert_eq!(newest_backup(dir.path()), None);
    let opened = open(dir.path());
    assert_eq!(names(&opened.store), ["Kept"], "the file is as it was");
}

#[path = "open_damage_tests.rs"]
mod damage;

#[path = "open_unattended_tests.rs"]
mod unattended;
