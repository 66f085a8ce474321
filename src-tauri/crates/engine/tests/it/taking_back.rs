//! Taking back, from its line in the journal, what is no edit of organisations: what was said of a problem, a product's
//! licence, ticket rules, what a connection is for, how statuses are kept in step, the vendor's words. And who did it.

use std::time::Duration;

use engine::database::journal::{JournalQuery, JournalRow};
use engine::domain::seats::LicenceKey;
use engine::domain::status_sync::ConflictRule;
use engine::domain::ticket_rules::RulesOverride;
use engine::domain::vendor::Vendor;
use engine::domain::vendor::words::{Draft, DraftStatus, DraftWord};
use engine::domain::{Features, ProfileId, StatusId, TicketTypeId};
use engine::wizard::{CheckKey, CheckOutcome};
use engine::{ActUndo, Engine, Error, HaloDecision, Shown, SyncSettings};
use halo_sim::{Config, Scenario, Simulator};

use crate::another_address::move_to;
use crate::comparing_seats::map_product;
use crate::support::{ALL_FEATURES, Bench, WHO};
use crate::testing_tickets::{INCIDENT, ready, rules};
use crate::ticket_desk::{BRAYFORD, map, organization};

/// The newest line whose words begin so.
pub(crate) async fn line(engine: &Engine, profile: ProfileId, begins: &str) -> JournalRow {
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

async fn lines(engine: &Engine, profile: ProfileId) -> u32 {
    let query = JournalQuery {
        limit: 1,
        ..JournalQuery::default()
    };
    engine.activity(profile, query).await.unwrap().total
}

#[tokio::test]
async fn ticket_rules_are_journalled_with_what_differs_and_taken_back() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let first = line(engine, profile, "Ticket rules saved").await;
    let words = first.after.clone().unwrap();
    assert_eq!(first.before, None);
    assert!(
        words.contains("ticket type Incident") && words.contains("goes as In Progress"),
        "{words}"
    );

    let form = engine.ticket_rules_form(profile).await.unwrap();
    let types_own = form.rules.effective_sla(&form.config);
    let mut slas = form.config.slas.iter();
    let sla = slas.find(|sla| Some(sla.id) != types_own).unwrap();
    let mut rules = form.rules.clone();
    rules.sla = Some(sla.id);
    let with_user = StatusId::new(4);
    rules
        .status_to_halo
        .insert("investigating".to_owned(), with_user);
    rules
        .status_from_halo
        .insert(with_user, "investigating".to_owned());
    rules.allow_mail = true;
    let version = engine
        .save_ticket_rules(profile, rules.clone(), form.version, false)
        .await
        .unwrap();
    let saved = line(engine, profile, "Ticket rules saved").await;
    assert_eq!(
        saved.before.as_deref(),
        Some(
            "the type’s own SLA, Halo may not mail end users, Investigating goes as In Progress, \
             With User comes back as nothing"
        )
    );
    assert_eq!(
        saved.after,
        Some(format!(
            "SLA {}, Halo may mail end users, Investigating goes as With User, With User comes back as Investigating",
            sla.name
        ))
    );
    assert_eq!(saved.who.as_deref(), Some(WHO));
    let so_far = lines(engine, profile).await;
    engine
        .save_ticket_rules(profile, rules.clone(), version, false)
        .await
        .unwrap();
    assert_eq!(lines(engine, profile).await, so_far, "nothing was changed");

    assert!(is_refused(&engine.undo_act(profile, first.id, false).await));
    assert_eq!(undo_of(engine, profile, saved.id).await.obstacle, None);
    engine.undo_act(profile, saved.id, false).await.unwrap();
    let now = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(now.rules, form.rules);
    let undone = line(engine, profile, "Undone: Ticket rules saved").await;
    assert_eq!(undone.after, saved.before);
    engine.undo_act(profile, undone.id, false).await.unwrap();
    let now = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(now.rules, rules);
    let check = engine.check_journal(profile).await.unwrap();
    assert_eq!(check.broken, None);
}

#[tokio::test]
async fn the_first_rules_go_only_while_nothing_stands_on_them() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let first = line(engine, profile, "Ticket rules saved").await.id;
    let brayford = organization(engine, profile, "Brayford Dental").await;
    let own = RulesOverride {
        team: Some("Security".to_owned()),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(profile, brayford, own, 0, false)
        .await
        .unwrap();
    let why = undo_of(engine, profile, first).await.obstacle.unwrap();
    assert!(why.contains("rules of their own"), "{why}");
    engine
        .remove_rules_override(profile, brayford, false)
        .await
        .unwrap();
    engine.undo_act(profile, first, false).await.unwrap();
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert!(!form.saved);
}

#[tokio::test]
async fn what_a_connection_is_for_and_how_conflicts_end_is_journalled_and_taken_back() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let settings = SyncSettings {
        rule: ConflictRule::HaloWins,
        interval: Duration::from_mins(2),
    };
    let so_far = lines(engine, profile).await;
    for _ in 0..2 {
        engine.save_status_sync(profile, settings).await.unwrap();
    }
    assert_eq!(lines(engine, profile).await, so_far + 1);
    let changed = line(engine, profile, "How statuses are kept in step changed").await;
    let (was, is) = (changed.before.unwrap(), changed.after.unwrap());
    assert!(
        was.contains("somebody decides") && was.contains("60 seconds"),
        "{was}"
    );
    assert!(
        is.contains("Halo’s status is taken") && is.contains("120 seconds"),
        "{is}"
    );
    engine.undo_act(profile, changed.id, false).await.unwrap();
    let sync = engine.status_sync(profile).await.unwrap();
    assert_eq!(sync.settings.rule, ConflictRule::Ask);
    assert_eq!(sync.settings.interval, Duration::from_mins(1));
    let tickets_only = Features {
        tickets: true,
        ..Features::default()
    };
    let so_far = lines(engine, profile).await;
    for _ in 0..2 {
        engine.save_features(profile, tickets_only).await.unwrap();
    }
    assert_eq!(lines(engine, profile).await, so_far + 1);
    let changed = line(engine, profile, "What the connection is for changed").await;
    assert_eq!(
        (changed.before.as_deref(), changed.after.as_deref()),
        (Some("tickets, statuses both ways, seats"), Some("tickets"))
    );
    engine.undo_act(profile, changed.id, false).await.unwrap();
    let wizard = engine.wizard(profile).await.unwrap();
    assert_eq!(wizard.features, ALL_FEATURES);
    let rights = wizard.checks.iter().find(|one| one.key == CheckKey::Scope);
    assert_eq!(
        rights.unwrap().outcome,
        CheckOutcome::NotRun,
        "what was found under other features counts no more"
    );
}

#[tokio::test]
async fn what_was_chosen_for_a_halo_that_was_left_stays_there() {
    let bench = Bench::hasty().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let brayford = organization(engine, profile, "Brayford Dental").await;
    map(engine, profile, brayford, BRAYFORD).await;
    let own = RulesOverride {
        ticket_type: Some(TicketTypeId::new(2)),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(profile, brayford, own, 0, false)
        .await
        .unwrap();
    engine
        .remove_rules_override(profile, brayford, false)
        .await
        .unwrap();
    assert!(
        bench
            .halo
            .rename_customer(i64::from(BRAYFORD), "Brayford Group")
    );
    bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
    engine.renew_problems(profile).await.unwrap();
    let found = engine.problems(profile).await.unwrap();
    let rows = found.groups[0].rows.iter();
    let shown = rows
        .map(|row| Shown {
            id: row.id,
            after: row.problem.after.clone(),
        })
        .collect();
    engine.accept_problems(profile, shown).await.unwrap();
    let begins = [
        "Own ticket rules of Brayford Dental taken away",
        "Accepted as it is: Brayford Dental",
        "Ticket rules saved",
    ];
    let mut old = Vec::new();
    for begins in begins {
        let row = line(engine, profile, begins).await;
        assert_eq!(
            undo_of(engine, profile, row.id).await.obstacle,
            None,
            "{begins}"
        );
        old.push(row.id);
    }

    let other = Simulator::start(Config {
        tenant: "westbrook".to_owned(),
        client_id: Some(bench.halo.client_id().to_owned()),
        client_secret: Some(bench.halo.client_secret()),
        ..Config::new(Scenario::msp())
    })
    .await
    .unwrap();
    move_to(&bench, profile, other.base_url(), "westbrook").await;
    let moved = line(engine, profile, "Address of Halo changed").await;
    assert!(moved.before.unwrap().contains(bench.halo.base_url()));
    assert!(moved.after.unwrap().contains(other.base_url()));
    engine
        .decide_halo(profile, HaloDecision::OtherHalo)
        .await
        .unwrap();
    // Rules of the new one, in which the old numbers exist too.
    let rules = rules(&bench, profile, INCIDENT).await;
    engine
        .save_ticket_rules(profile, rules, 0, false)
        .await
        .unwrap();
    for line in old {
        let why = undo_of(engine, profile, line).await.obstacle.unwrap();
        assert!(why.contains("another Halo"), "{why}");
        assert!(is_refused(&engine.undo_act(profile, line, false).await));
    }
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides, []);
}

#[tokio::test]
async fn while_all_mapping_is_revoked_no_rules_are_taken_back_and_parked_ones_stay() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let engine = &bench.engine;
    let brayford = organization(engine, profile, "Brayford Dental").await;
    let own = |team: &str| RulesOverride {
        team: Some(team.to_owned()),
        ..RulesOverride::default()
    };
    for (version, team) in ["Security", "Projects"].into_iter().enumerate() {
        let version = i32::try_from(version).unwrap();
        engine
            .save_rules_override(profile, brayford, own(team), version, false)
            .await
            .unwrap();
    }
    let changed = line(engine, profile, "Own ticket rules of Brayford Dental saved").await;
    engine.revoke_ticket_rules(profile).await.unwrap();
    line(engine, profile, "All ticket mapping revoked").await;
    let rules = line(engine, profile, "Ticket rules saved").await;
    for id in [changed.id, rules.id] {
        let why = undo_of(engine, profile, id).await.obstacle.unwrap();
        assert!(why.contains("revoked"), "{why}");
        assert!(is_refused(&engine.undo_act(profile, id, false).await));
    }
    engine
        .bring_back_ticket_rules(profile, false)
        .await
        .unwrap();
    line(engine, profile, "Ticket rules brought back").await;
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides[0].own, own("Projects"));
    engine.undo_act(profile, changed.id, false).await.unwrap();
    let form = engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.overrides[0].own, own("Security"));
}
