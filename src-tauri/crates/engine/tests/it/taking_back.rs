//! Taking back, from its line in the journal, what is no edit of organisations: what was said of a problem, a product's
//! licence, an organisation's own rules, the vendor's words. And who did it.

use engine::database::journal::{JournalQuery, JournalRow};
use engine::domain::seats::LicenceKey;
use engine::domain::ticket_rules::RulesOverride;
use engine::domain::vendor::Vendor;
use engine::domain::vendor::words::{Draft, DraftStatus, DraftWord};
use engine::domain::{ProfileId, TicketTypeId};
use engine::{ActUndo, Engine, Error};

use crate::comparing_seats::map_product;
use crate::support::{Bench, WHO};
use crate::testing_tickets::ready;
use crate::tickets::{BRAYFORD, map, organization};

/// The newest line whose words begin so.
async fn line(engine: &Engine, profile: ProfileId, begins: &str) -> JournalRow {
    let query = JournalQuery {
        limit: 200,
        ..JournalQuery::default()
    };
    let rows = engine.activity(profile, query).await.unwrap().rows;
    let told: Vec<String> = rows.iter().map(|row| row.what.clone()).collect();
    let found = rows.into_iter().find(|row| row.what.starts_with(begins));
    found.unwrap_or_else(|| panic!("no line “{begins}” in {told:#?}"))
}

async fn undo_of(engine: &Engine, profile: ProfileId, line: i32) -> ActUndo {
    let details = engine.activity_details(profile, line).await.unwrap();
    details.act.unwrap()
}

fn is_refused(result: &engine::Result<()>) -> bool {
    matches!(result, Err(Error::InvalidInput { field: "line", .. }))
}

fn as_draft(vendor: &Vendor) -> Draft {
    let word = |key: &str, name: &str| DraftWord {
        key: Some(key.to_owned()),
        name: name.to_owned(),
    };
    let statuses = vendor.statuses.iter().map(|status| DraftStatus {
        word: word(&status.key, &status.name),
        is_closed: status.is_closed,
    });
    let levels = vendor.levels.iter().map(|one| word(&one.key, &one.name));
    let products = vendor.products.iter().map(|one| word(&one.key, &one.name));
    Draft {
        statuses: statuses.collect(),
        levels: levels.collect(),
        products: products.collect(),
    }
}

async fn products(engine: &Engine, profile: ProfileId) -> Option<String> {
    let setup = engine.seat_setup(profile).await.unwrap();
    setup.products[0]
        .rule
        .as_ref()
        .map(|rule| rule.value.clone())
}

#[tokio::test]
async fn a_products_licence_is_journalled_with_both_sides_and_taken_back() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let engine = &bench.engine;
    map_product(&bench, profile, LicenceKey::Name, "Old").await;
    map_product(&bench, profile, LicenceKey::Name, "Old").await;
    map_product(&bench, profile, LicenceKey::Sku, "ES-MBX").await;
    let newest = line(engine, profile, "Licence chosen for the product").await;
    assert_eq!(newest.before.as_deref(), Some("Old"));
    let after = newest.after.clone().unwrap();
    assert!(after.contains("ES-MBX"), "{after}");
    assert_eq!(
        (newest.area.as_str(), newest.who.as_deref()),
        ("settings", Some(WHO))
    );
    assert_eq!(undo_of(engine, profile, newest.id).await.obstacle, None);

    engine.undo_act(profile, newest.id, false).await.unwrap();
    engine.undo_act(profile, newest.id, false).await.unwrap();
    assert_eq!(products(engine, profile).await.as_deref(), Some("Old"));
    let undone = line(engine, profile, "Undone: Licence chosen").await;
    assert_eq!(undone.after.as_deref(), Some("Old"));
    assert!(
        undo_of(engine, profile, newest.id)
            .await
            .undone_at
            .is_some()
    );
    // Taking the taking back back makes it again.
    engine.undo_act(profile, undone.id, false).await.unwrap();
    assert_eq!(products(engine, profile).await.as_deref(), Some("ES-MBX"));
    line(engine, profile, "Done again: Licence chosen").await;

    // What was chosen since stays.
    engine
        .set_product_licence(profile, "email_security".to_owned(), None)
        .await
        .unwrap();
    line(engine, profile, "No licence stands for the product").await;
    let again = line(engine, profile, "Done again").await;
    assert!(undo_of(engine, profile, again.id).await.obstacle.is_some());
    assert!(is_refused(&engine.undo_act(profile, again.id, false).await));
    let check = engine.check_journal(profile).await.unwrap();
    assert_eq!(check.broken, None);
}

#[tokio::test]
async fn own_ticket_rules_are_journalled_and_taken_back() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let brayford = organization(engine, profile, "Brayford Dental").await;
    map(engine, profile, brayford, BRAYFORD).await;
    let own = RulesOverride {
        ticket_type: Some(TicketTypeId::new(2)),
        team: Some("Security".to_owned()),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(profile, brayford, own.clone(), 0, false)
        .await
        .unwrap();
    let saved = line(engine, profile, "Own ticket rules of Brayford Dental saved").await;
    assert_eq!(saved.before, None);
    let words = saved.after.clone().unwrap();
    assert!(words.contains("team Security"), "{words}");
    engine
        .remove_rules_override(profile, brayford, false)
        .await
        .unwrap();
    engine
        .remove_rules_override(profile, brayford, false)
        .await
        .unwrap();
    let removed = line(
        engine,
        profile,
        "Own ticket rules of Brayford Dental taken away",
    )
    .await;
    assert_eq!(removed.before.as_deref(), Some(words.as_str()));
    assert!(is_refused(&engine.undo_act(profile, saved.id, false).await));
    engine.undo_act(profile, removed.id, false).await.unwrap();
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides[0].own, own);
    engine.undo_act(profile, saved.id, false).await.unwrap();
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides, []);
}

#[tokio::test]
async fn the_vendors_words_are_journalled_and_taken_back_unless_something_would_go_with_them() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let engine = &bench.engine;
    let before = engine.vocabulary(profile).await.unwrap().vendor;
    let mut draft = as_draft(&before);
    draft.levels[0].name = "Emergency".to_owned();
    draft.products.push(DraftWord {
        key: None,
        name: "Mail archive".to_owned(),
    });
    engine.save_vocabulary(profile, draft, false).await.unwrap();
    let changed = line(engine, profile, "Vendor’s vocabulary changed").await;
    let (was, is) = (changed.before.unwrap(), changed.after.unwrap());
    assert!(was.starts_with("Levels: Critical, "), "{was}");
    assert!(
        is.contains("Emergency") && is.contains("Mail archive"),
        "{is}"
    );
    assert!(
        !is.contains("Statuses"),
        "what did not change is not told: {is}"
    );
    engine.undo_act(profile, changed.id, false).await.unwrap();
    assert_eq!(engine.vocabulary(profile).await.unwrap().vendor, before);
}
