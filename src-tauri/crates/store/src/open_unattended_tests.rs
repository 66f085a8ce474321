//! Opening with nobody there: what somebody has to hear of, or what another program relies on, stays as it is.

use fs_err as fs;
use rusqlite_migration::M;

use super::super::*;
use super::{TODAY, add_profile, names, newest, open, pragma, with_profile, with_steps};
use crate::{Damage, aside::with_suffix};

fn unattended(dir: &Path, others: Others) -> Result<Store, OpenError> {
    Store::open_unattended(dir, TODAY, others)
}

/// Everything in the folder, by name, but for what `SQLite` keeps beside an open file.
fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|end| end != "db-shm"))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_sound_file_is_opened_beside_another_program() {
    let (dir, _) = with_profile();
    let window = open(dir.path()).store;
    let other = unattended(dir.path(), Others::HaveItOpen).unwrap();
    add_profile(&other, "Second");
    assert_eq!(names(&window), ["Kept", "Second"]);
}

#[test]
fn a_file_is_not_upgraded_under_the_program_that_has_it_open() {
    let (dir, path) = with_profile();
    let window = open(dir.path()).store;
    let steps = with_steps(&[M::up("CREATE TABLE extra (id INTEGER) STRICT;")]);
    let refused = open_unattended_with(dir.path(), TODAY, Others::HaveItOpen, &steps).unwrap_err();
    assert!(
        matches!(refused, OpenError::TooOld { found, supported }
            if found == newest() && supported == newest() + 1),
        "{refused:?}"
    );
    assert_eq!(pragma(&window, "user_version", true), newest().to_string());
    assert!(window.backups().is_empty());
    window.close();

    let alone = open_unattended_with(dir.path(), TODAY, Others::None, &steps).unwrap();
    assert_eq!(
        pragma(&alone, "user_version", true),
        (newest() + 1).to_string()
    );
    assert_eq!(names(&alone), ["Kept"]);
    assert_eq!(alone.backups().len(), 1, "a copy of {}", path.display());
}

#[test]
fn a_copy_that_lies_ready_waits_for_somebody() {
    let (dir, _) = with_profile();
    let window = open(dir.path()).store;
    let backup = window
        .back_up(BackupKind::ByHand, "2026-11-20T09:00:00Z")
        .unwrap();
    add_profile(&window, "Second");
    window.lay_ready(backup.name()).unwrap();
    for others in [Others::HaveItOpen, Others::None] {
        let refused = unattended(dir.path(), others).unwrap_err();
        assert!(matches!(refused, OpenError::RestoreWaits), "{refused:?}");
    }
    window.close();
    let refused = unattended(dir.path(), Others::None).unwrap_err();
    assert!(matches!(refused, OpenError::RestoreWaits), "{refused:?}");
    let opened = open(dir.path());
    assert!(matches!(opened.notice, Some(Notice::Restored { .. })));
    assert_eq!(names(&opened.store), ["Kept"]);
}

#[test]
fn a_damaged_file_is_left_for_somebody_to_hear_of() {
    let (dir, path) = with_profile();
    fs::write(&path, "no database").unwrap();
    let before = files(dir.path());
    for others in [Others::HaveItOpen, Others::None] {
        let refused = unattended(dir.path(), others).unwrap_err();
        assert!(
            matches!(
                refused,
                OpenError::Unusable {
                    why: Damage::NotADatabase
                }
            ),
            "{refused:?}"
        );
    }
    assert_eq!(files(dir.path()), before);
    let notice = open(dir.path()).notice;
    assert!(
        matches!(notice, Some(Notice::MovedAside { .. })),
        "{notice:?}"
    );
}

#[test]
fn no_file_is_made_where_there_is_none_or_a_newer_one() {
    let dir = tempfile::tempdir().unwrap();
    let refused = unattended(dir.path(), Others::None).unwrap_err();
    assert!(matches!(refused, OpenError::NotAFile { .. }), "{refused:?}");
    assert_eq!(files(dir.path()), []);
    assert!(!with_suffix(&dir.path().join(FILE_NAME), "-wal").exists());

    let (dir, _) = with_profile();
    let steps = with_steps(&[M::up("CREATE TABLE extra (id INTEGER) STRICT;")]);
    let newer = open_with(dir.path(), TODAY, &steps).unwrap().store;
    newer.close();
    let refused = unattended(dir.path(), Others::None).unwrap_err();
    assert!(matches!(refused, OpenError::TooNew { .. }), "{refused:?}");
}
