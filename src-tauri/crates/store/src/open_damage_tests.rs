//! Tests of what may be found in the database's place: damaged files, files of others, links. Each is moved aside to the
//! byte, or refused and left alone.

use super::super::*;
use crate::{Damage, aside::with_suffix};

use super::{TODAY, add_profile, names, open, with_profile, with_steps};
use fs_err as fs;
use rusqlite_migration::M;

#[test]
fn what_is_no_sound_database_of_ours_is_moved_aside_and_said() {
    let (_kept, sound) = with_profile();
    let sound = fs::read(sound).unwrap();
    let foreign = {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("other.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("CREATE TABLE bookmarks (url TEXT)")
            .unwrap();
        conn.close().unwrap();
        fs::read(path).unwrap()
    };
    let cut = |length: usize| sound[..length].to_vec();
    for (content, expected) in [
        (Vec::new(), Damage::Empty),
        (
            b"Dear diary, today I edited the database with Notepad.".repeat(100),
            Damage::NotADatabase,
        ),
        (b"\x89PNG\r\n\x1a\n".to_vec(), Damage::NotADatabase),
        (foreign, Damage::ForeignDatabase),
        (cut(60), Damage::Damaged),
        (cut(4096), Damage::Damaged),
        (cut(sound.len() / 2), Damage::Damaged),
        (cut(sound.len() - 1), Damage::Damaged),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("halyard.db");
        fs::write(&path, &content).unwrap();
        let opened = open(dir.path());
        let Some(Notice::MovedAside {
            to,
            why,
            newest_backup: None,
        }) = opened.notice
        else {
            panic!("{expected:?}: {:?}", opened.notice);
        };
        assert_eq!(why, expected, "length {}", content.len());
        assert_eq!(to, dir.path().join("halyard.db.corrupt-2026-11-21"));
        assert_eq!(fs::read(&to).unwrap(), content, "kept to the byte");
        assert_eq!(names(&opened.store), Vec::<String>::new());
        add_profile(&opened.store, "Usable again");
        assert_eq!(names(&opened.store), ["Usable again"]);
    }
}

#[test]
fn several_damaged_files_of_one_day_are_all_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut kept = Vec::new();
    for content in ["first", "second", "third"] {
        fs::write(dir.path().join("halyard.db"), content).unwrap();
        let opened = open(dir.path());
        let Some(Notice::MovedAside { to, .. }) = opened.notice else {
            panic!("{:?}", opened.notice);
        };
        opened.store.close();
        kept.push((to, content));
    }
    for (path, content) in kept {
        assert_eq!(fs::read_to_string(path).unwrap(), content);
    }
}

#[test]
fn a_journal_without_its_file_is_never_played_into_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Elsewhere");
    let stale = fs::read(with_suffix(store.path(), "-wal")).unwrap();
    drop(store);

    for main in [None, Some("not a database")] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("halyard.db");
        if let Some(text) = main {
            fs::write(&path, text).unwrap();
        }
        fs::write(with_suffix(&path, "-wal"), &stale).unwrap();
        let opened = open(dir.path());
        let Some(Notice::MovedAside { to, why, .. }) = opened.notice else {
            panic!("{:?}", opened.notice);
        };
        assert_eq!(
            why,
            if main.is_none() {
                Damage::MissingMain
            } else {
                Damage::NotADatabase
            }
        );
        assert_eq!(fs::read(with_suffix(&to, "-wal")).unwrap(), stale);
        assert_eq!(names(&opened.store), Vec::<String>::new());
    }
}

#[test]
fn what_is_no_plain_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("halyard.db")).unwrap();
    let error = Store::open(dir.path(), TODAY).unwrap_err();
    assert!(matches!(error, OpenError::NotAFile { .. }), "{error:?}");

    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Store::open(file.path(), TODAY).unwrap_err();
    assert!(matches!(error, OpenError::Folder { .. }), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_link_is_refused() {
    let (_kept, real) = with_profile();
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(&real, dir.path().join("halyard.db")).unwrap();
    let error = Store::open(dir.path(), TODAY).unwrap_err();
    assert!(matches!(error, OpenError::NotAFile { .. }), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_behind_a_link_is_as_good_as_any() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("real")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("real"), dir.path().join("link")).unwrap();
    let store = open(&dir.path().join("link")).store;
    add_profile(&store, "Behind");
    assert_eq!(names(&store), ["Behind"]);
    assert!(dir.path().join("real/halyard.db").is_file());
}

/// Flips a byte at many places of a file that looks like one left by a crash. It opens, or it is moved aside; it never
/// panics and never stands in the way.
#[test]
fn a_flipped_byte_never_stops_the_start() {
    let (_kept, sound) = with_profile();
    let sound = fs::read(sound).unwrap();
    let mut moved = 0;
    for place in (0..sound.len()).step_by(sound.len() / 400) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("halyard.db");
        let mut content = sound.clone();
        content[place] ^= 0x5a;
        fs::write(&path, content).unwrap();
        fs::write(with_suffix(&path, "-wal"), [0; 32]).unwrap();
        match Store::open(dir.path(), TODAY) {
            Ok(opened) => moved += u32::from(opened.notice.is_some()),
            // The version's own byte was hit: then the file is one of a newer program, as far as anyone can tell.
            Err(OpenError::TooNew { .. }) => assert!((60..64).contains(&place), "{place}"),
            Err(other) => panic!("byte {place}: {other:?}"),
        }
    }
    assert!(moved > 10, "only {moved} were noticed");
}

#[test]
fn a_damaged_file_is_moved_aside_before_an_upgrade_meets_it() {
    let (dir, path) = with_profile();
    // A page in the middle, so that nothing but a look at every page notices it.
    let mut content = fs::read(&path).unwrap();
    let middle = content.len() / 2 / 4096 * 4096;
    content[middle..middle + 4096].fill(0x5a);
    fs::write(&path, &content).unwrap();
    let steps = with_steps(&[M::up("CREATE TABLE extra (id INTEGER) STRICT;")]);
    let opened = open_with(dir.path(), TODAY, &steps).unwrap();
    assert!(
        matches!(
            opened.notice,
            Some(Notice::MovedAside {
                why: Damage::Damaged,
                ..
            })
        ),
        "{:?}",
        opened.notice
    );
}
