//! A copy takes the place of the file: whole, once, and with nothing lost of what was there.

use domain::{SourceKind, vendor};

use crate::{
    BackupKind, Connection, Notice, RestoreError, Store, contents, profiles, worker::block_on,
};

const TODAY: &str = "2026-11-21";

fn open(dir: &std::path::Path) -> crate::Opened {
    Store::open(dir, TODAY).unwrap()
}

fn add_profile(store: &Store, name: &'static str) {
    let vendor = vendor::preset("other").unwrap();
    let inserted = store.write(move |tx| {
        let now = "2026-11-20T08:00:00Z";
        profiles::insert(tx, &vendor, name, SourceKind::Csv, false, now)
    });
    block_on(inserted).unwrap();
}

fn names(store: &Store) -> Vec<String> {
    block_on(store.read(contents)).unwrap().profiles
}

#[test]
fn the_file_becomes_what_the_copy_was_and_a_copy_itself() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Palisade");
    let backup = store
        .back_up(BackupKind::Daily, "2026-11-20T09:00:00Z")
        .unwrap();
    add_profile(&store, "Dropsuite");
    assert_eq!(
        store.backup_contents(backup.name()).unwrap().profiles,
        ["Palisade"]
    );
    store.lay_ready(backup.name()).unwrap();
    assert_eq!(
        names(&store),
        ["Palisade", "Dropsuite"],
        "not while it is open"
    );
    store.close();

    let opened = open(dir.path());
    assert_eq!(names(&opened.store), ["Palisade"]);
    let Some(Notice::Restored {
        before: Some(before),
    }) = opened.notice
    else {
        panic!("{:?}", opened.notice);
    };
    let kept = opened.store.backups();
    let kept = kept.iter().find(|backup| backup.path == before).unwrap();
    assert_eq!(kept.kind, BackupKind::BeforeRestore);

    // And back again, by the copy that was made of it.
    opened.store.lay_ready(kept.name()).unwrap();
    opened.store.close();
    let again = open(dir.path());
    assert_eq!(names(&again.store), ["Palisade", "Dropsuite"]);
    again.store.close();
    assert_eq!(open(dir.path()).notice, None, "once");
}

#[test]
fn a_damaged_file_is_set_aside_for_the_copy() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Palisade");
    let backup = store
        .back_up(BackupKind::Daily, "2026-11-20T09:00:00Z")
        .unwrap();
    store.lay_ready(backup.name()).unwrap();
    store.close();
    fs_err::write(dir.path().join("halyard.db"), "no database any more").unwrap();

    let opened = open(dir.path());
    assert_eq!(names(&opened.store), ["Palisade"]);
    assert_eq!(opened.notice, Some(Notice::Restored { before: None }));
    let aside = dir.path().join(format!("halyard.db.corrupt-{TODAY}"));
    assert_eq!(
        fs_err::read_to_string(aside).unwrap(),
        "no database any more"
    );
}

#[test]
fn a_copy_that_cannot_be_used_is_refused_before_anything_is_touched() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    let backup = store
        .back_up(BackupKind::Daily, "2026-11-20T09:00:00Z")
        .unwrap();
    for name in ["../halyard.db", "halyard.daily.2020-01-01.db", ""] {
        assert!(matches!(
            store.lay_ready(name),
            Err(RestoreError::NoSuchBackup)
        ));
    }
    let copy = Connection::open(&backup.path).unwrap();
    copy.pragma_update(None, "user_version", 4_000).unwrap();
    drop(copy);
    assert!(matches!(
        store.lay_ready(backup.name()),
        Err(RestoreError::TooNew { found: 4_000, .. })
    ));
    let bytes = fs_err::read(&backup.path).unwrap();
    fs_err::write(&backup.path, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    assert!(matches!(
        store.lay_ready(backup.name()),
        Err(RestoreError::Damaged { .. })
    ));
    store.close();
    assert_eq!(open(dir.path()).notice, None);
}

#[test]
fn a_file_that_another_program_has_open_is_not_exchanged() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).store;
    add_profile(&store, "Palisade");
    let backup = store
        .back_up(BackupKind::Daily, "2026-11-20T09:00:00Z")
        .unwrap();
    add_profile(&store, "Dropsuite");
    store.lay_ready(backup.name()).unwrap();
    // This one stays open.
    let opened = open(dir.path());
    assert!(matches!(opened.notice, Some(Notice::NotRestored { .. })));
    assert_eq!(names(&opened.store), ["Palisade", "Dropsuite"]);
    add_profile(&store, "Third");
    assert_eq!(names(&opened.store).len(), 3);
}
