//! Imports: recipes, and which organisations the last one listed.

use domain::{OrganizationId, SourceKind};
use store::{edits, import_recipes, import_runs};

use crate::common::{NOW, TestStore, add};

#[tokio::test]
async fn a_recipe_is_kept_per_source() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            assert_eq!(import_recipes::load(tx, profile, SourceKind::Csv)?, None);
            import_recipes::save(tx, profile, SourceKind::Csv, "{}", NOW)?;
            import_recipes::save(tx, profile, SourceKind::Csv, "{\"a\":1}", NOW)?;
            import_recipes::save(tx, profile, SourceKind::Excel, "[]", NOW)?;
            let csv = import_recipes::load(tx, profile, SourceKind::Csv)?;
            assert_eq!(csv.as_deref(), Some("{\"a\":1}"));
            import_recipes::forget(tx, profile, SourceKind::Csv)?;
            assert_eq!(import_recipes::load(tx, profile, SourceKind::Csv)?, None);
            assert!(import_recipes::load(tx, profile, SourceKind::Excel)?.is_some());
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn an_undone_import_no_longer_says_what_was_listed() {
    let test = TestStore::new().await;
    let profile = test.profile;
    test.store
        .write(move |tx| {
            let (a, b) = (add(tx, profile, "A"), add(tx, profile, "B"));
            let listed = |source| import_runs::listed_last(tx, profile, source);
            let record = |edit, ids: &[OrganizationId]| {
                import_runs::record(tx, profile, SourceKind::Csv, edit, ids, NOW)
            };
            assert!(listed(SourceKind::Csv)?.is_empty());
            record(None, &[a, b])?;
            let edit = edits::insert(tx, profile, "import", "x", "[]", &[a], NOW)?;
            record(Some(edit), &[a])?;
            assert_eq!(listed(SourceKind::Csv)?, [a]);
            assert!(listed(SourceKind::Excel)?.is_empty());
            edits::set_undone(tx, edit, NOW)?;
            assert_eq!(listed(SourceKind::Csv)?, [a, b]);
            for _ in 0..9 {
                record(None, &[b])?;
            }
            let kept: u32 =
                tx.query_row("SELECT count(*) FROM import_run", [], |row| row.get(0))?;
            assert_eq!(kept, 5);
            let members: u32 =
                tx.query_row("SELECT count(*) FROM import_member", [], |row| row.get(0))?;
            assert_eq!(members, 5);
            Ok(())
        })
        .await
        .unwrap();
}
