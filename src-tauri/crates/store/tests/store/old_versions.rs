//! Files of every released version, whose rows are kept as SQL in `tests/fixtures/store`, are opened and lose nothing.
//!
//! After a new migration, the file of the version before it stays, and
//! `cargo test -p store --test store write_this_version -- --ignored` adds the one of the new version.

use std::{fmt::Write as _, path::PathBuf};

use domain::{halo_config::HaloConfig, matching::fold_name, ticket_rules::TicketRules};
use store::{
    Connection, Notice, Store, customers, edits, grid, halo_config, journal, organizations, pairs,
    profiles, ticket_rules,
};

use crate::{
    common::TestStore,
    samples::{config, fill_every_table, new_profile, rules},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/store")
}

/// Version and content of every fixture, oldest first.
fn fixtures() -> Vec<(u32, String)> {
    let mut fixtures: Vec<(u32, String)> = fs_err::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let version = path
                .file_stem()?
                .to_str()?
                .strip_prefix('v')?
                .parse()
                .ok()?;
            Some((version, fs_err::read_to_string(&path).unwrap()))
        })
        .collect();
    fixtures.sort();
    fixtures
}

fn schema(conn: &Connection) -> Vec<(String, String)> {
    let mut statement = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[tokio::test]
async fn a_file_of_every_version_opens_with_all_it_held() {
    let fixtures = fixtures();
    let fresh = TestStore::new().await;
    let (newest, wanted_schema) = fresh
        .store
        .read(|tx| {
            let version: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((version, schema(tx)))
        })
        .await
        .unwrap();
    let versions: Vec<u32> = fixtures.iter().map(|(version, _)| *version).collect();
    assert_eq!(
        versions,
        (1..=newest).collect::<Vec<_>>(),
        "one fixture per version"
    );

    for (version, rows) in fixtures {
        let dir = tempfile::tempdir().unwrap();
        let conn = Connection::open(dir.path().join("halyard.db")).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        lay_out(&conn, version);
        put_in(&conn, &rows);
        conn.close().unwrap();

        let opened = Store::open(dir.path(), "2026-11-21").unwrap();
        match opened.notice {
            None => assert_eq!(version, newest),
            Some(Notice::Upgraded { from, to, .. }) => assert_eq!((from, to), (version, newest)),
            Some(
                other @ (Notice::MovedAside { .. }
                | Notice::Restored { .. }
                | Notice::NotRestored { .. }),
            ) => panic!("version {version}: {other:?}"),
        }
        let wanted_schema = wanted_schema.clone();
        opened
            .store
            .read(move |tx| {
                assert_eq!(
                    schema(tx),
                    wanted_schema,
                    "version {version} ends in another schema than a new file has"
                );
                check_content(tx, version)
            })
            .await
            .unwrap();
        let seals = seals_after_a_line(&opened.store).await;
        assert_eq!(seals.broken, None, "journal of version {version}");
    }
}

/// The journal goes on where the old version left it.
async fn seals_after_a_line(store: &Store) -> journal::SealCheck {
    let checked = store
        .write(|tx| {
            let profile = profiles::list(tx)?.pop().unwrap().id;
            journal::enter(tx, profile, "Upgraded", "2026-11-22T10:00:00Z")?;
            Ok(profile)
        })
        .await;
    let profile = checked.unwrap();
    let checked = store.read(move |tx| journal::check(tx, profile)).await;
    checked.unwrap()
}

/// What [`fill_every_table`] put in has to come out.
fn check_content(conn: &Connection, version: u32) -> store::Result<()> {
    let sound: String = conn.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    assert_eq!(sound, "ok");
    let orphans: u32 =
        conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    assert_eq!(orphans, 0);

    let profile = profiles::list(conn)?.pop().unwrap();
    assert_eq!(profile.name, "Sample");
    let organizations = organizations::all(conn, profile.id)?;
    assert_eq!(organizations.len(), 2);
    assert_eq!(organizations[0].name, "Ärztehaus & Söhne");
    assert_eq!(
        (organizations[0].domains.len(), organizations[0].seats.len()),
        (1, 1)
    );
    assert_eq!(pairs::all(conn, profile.id)?.len(), 1);
    for table in ["organization", "customer", "customer_staged"] {
        let mut names = conn.prepare(&format!("SELECT name, fold_key FROM {table}"))?;
        let names = names.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in names {
            let (name, key): (String, String) = row?;
            assert_eq!(key, fold_name(&name), "{table} of version {version}");
        }
    }
    let counts = grid::counts(conn, profile.id, &grid::GridText::default())?;
    assert_eq!((counts.mapped, counts.suggested, counts.all), (1, 1, 2));
    assert_eq!(customers::counts(conn, profile.id)?.total, 2);
    let (rules, config) = known_by(version);
    assert_eq!(ticket_rules::load(conn, profile.id)?.rules, rules);
    assert_eq!(halo_config::load(conn, profile.id)?, config);
    assert_eq!(edits::list(conn, profile.id, 10)?.len(), 1);
    Ok(())
}

/// Rules and configuration without what came after a version.
fn known_by(version: u32) -> (TicketRules, HaloConfig) {
    let (mut rules, mut config) = (rules(), config());
    // They came in version 9; the files of 8 to 10 are upgraded ones of version 7.
    if version < 11 {
        rules.allow_mail = false;
        config.agents.clear();
        config.request_sources.clear();
        config.impacts.clear();
        config.urgencies.clear();
        config.outcomes.clear();
    }
    // Since version 17: what kind of value a field takes that somebody added, and categories of the deeper levels.
    if version < 17 {
        config.deeper_categories = Default::default();
        for field in config
            .ticket_types
            .iter_mut()
            .flat_map(|one| &mut one.mandatory_fields)
        {
            field.custom = None;
        }
    }
    (rules, config)
}

#[tokio::test]
#[ignore = "writes the fixture of the newest version; run it once after a new migration"]
async fn write_this_version() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), "2026-11-21").unwrap().store;
    let (version, sql) = store
        .write(|tx| {
            let profile = new_profile(tx, "Sample");
            fill_every_table(tx, profile);
            let version: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((version, dump(tx)))
        })
        .await
        .unwrap();
    fs_err::create_dir_all(folder()).unwrap();
    fs_err::write(folder().join(format!("v{version}.sql")), sql).unwrap();
}

/// All rows as SQL. The schema is that of the migrations up to the version, which never change.
fn dump(conn: &Connection) -> String {
    let mut sql = String::new();
    // The last numbers given are the last to go in: each row put in counts them up.
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name = 'sqlite_sequence', rowid";
    for table in texts(conn, tables) {
        if table == "sqlite_sequence" {
            writeln!(sql, "DELETE FROM sqlite_sequence;").unwrap();
        }
        let columns =
            format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')");
        let quoted = texts(conn, &columns).join(" || ', ' || ");
        for row in texts(conn, &format!("SELECT {quoted} FROM \"{table}\"")) {
            writeln!(sql, "INSERT INTO \"{table}\" VALUES ({row});").unwrap();
        }
    }
    sql
}

/// Makes an empty file of a version, with nothing in it that a migration put there.
fn lay_out(conn: &Connection, version: u32) {
    for step in migrations().into_iter().take(version.try_into().unwrap()) {
        conn.execute_batch(&step).unwrap();
    }
    for table in texts(conn, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
        conn.execute_batch(&format!("DELETE FROM \"{table}\""))
            .unwrap();
    }
    conn.pragma_update(None, "user_version", version).unwrap();
}

/// Puts rows in as they are: what the triggers did to them is in them already.
fn put_in(conn: &Connection, rows: &str) {
    const TRIGGERS: &str = "FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
    let triggers = texts(conn, &format!("SELECT sql {TRIGGERS}"));
    for name in texts(conn, &format!("SELECT name {TRIGGERS}")) {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\""))
            .unwrap();
    }
    conn.execute_batch(rows).unwrap();
    for trigger in triggers {
        conn.execute_batch(&trigger).unwrap();
    }
}

/// Each step as SQL, oldest first.
fn migrations() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| fs_err::read_to_string(file).unwrap());
    texts.collect()
}

fn texts(conn: &Connection, query: &str) -> Vec<String> {
    let mut statement = conn.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}
