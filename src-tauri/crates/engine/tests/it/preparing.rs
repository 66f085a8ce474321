//! Find Halo and Prepare Halo; what a change makes stale, and what a test ticket proves.

use engine::domain::recipe::keys;
use engine::domain::ticket_rules::TicketRules;
use engine::domain::{
    CheckState, ConnectionState, CustomerId, Features, HostNetwork, Hosting, ProfileId, SourceKind,
    StatusId, TicketTypeId,
};
use engine::test_ticket::{Choice, StatusTest, WhatBecomes};
use engine::wizard::{CheckKey, CheckOutcome, RecipeLine, TypedAddresses};
use engine::{Error, Wait};
use halo_sim::{AgentRights, Discovery, Fault, Product};

use crate::support::{ALL_FEATURES, Bench};

async fn begun(bench: &Bench) -> ProfileId {
    bench
        .engine
        .save_vendor(None, "palisade", "", SourceKind::Csv)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_card_says_whose_halo_it_is_also_after_a_restart() {
    let bench = Bench::new().await;
    bench.halo.set_discovery(Discovery::SelfHosted);
    bench.halo.set_product(Product::ServiceDesk);
    let profile = begun(&bench).await;
    let address = format!(" {}/tickets?id=3 ", bench.halo.base_url());
    let found = bench.engine.find_halo(profile, &address).await.unwrap();
    assert_eq!(found.hosting, Some(Hosting::SelfHosted));
    assert_eq!(found.network, HostNetwork::ThisComputer);
    assert_eq!(
        (found.tenant.as_deref(), found.is_custom_domain),
        (None, false)
    );
    assert!(
        found
            .app
            .as_deref()
            .unwrap()
            .starts_with("Halo Service Desk")
    );
    assert!(found.notes.iter().any(|note| note.contains("tickets?id=3")));
    let kept = bench.engine.wizard(profile).await.unwrap().found.unwrap();
    assert_eq!((kept.hosting, kept.network), (found.hosting, found.network));
    assert_eq!(kept.notes, Vec::<String>::new(), "said once");
}

#[tokio::test]
async fn a_custom_domain_is_said_with_halos_own_host() {
    let bench = Bench::new().await;
    let profile = begun(&bench).await;
    let elsewhere = "https://acme.halopsa.com/auth".to_owned();
    bench.halo.set_discovery(Discovery::Elsewhere(elsewhere));
    let base = bench.halo.base_url().to_owned();
    let found = bench.engine.find_halo(profile, &base).await.unwrap();
    assert!(found.is_custom_domain);
    assert_eq!(found.original_host.as_deref(), Some("acme.halopsa.com"));
    let kept = bench.engine.wizard(profile).await.unwrap().found.unwrap();
    assert_eq!(kept.original_host, found.original_host);
}

#[tokio::test]
async fn what_is_odd_about_a_host_stays_on_the_card() {
    let bench = Bench::new().await;
    let profile = begun(&bench).await;
    let typed = TypedAddresses {
        api: "https://\u{430}cme.halopsa.com/api".to_owned(),
        auth: "https://acme.halopsa.com/auth".to_owned(),
        tenant: String::new(),
    };
    let found = bench
        .engine
        .save_typed_addresses(profile, &typed)
        .await
        .unwrap();
    assert_eq!(found.api_base, "https://xn--cme-5cd.halopsa.com/api");
    let kept = bench.engine.wizard(profile).await.unwrap().found.unwrap();
    for found in [found, kept] {
        assert_eq!(found.warnings.len(), 2, "{found:?}");
        assert!(
            found.warnings[1].contains("not the Latin letter"),
            "{found:?}"
        );
    }
    let private = TypedAddresses {
        api: "https://10.1.2.3".to_owned(),
        ..typed
    };
    let found = bench
        .engine
        .save_typed_addresses(profile, &private)
        .await
        .unwrap();
    assert_eq!(found.network, HostNetwork::Private);
    assert!(found.warnings[0].contains("private network"), "{found:?}");
}

#[tokio::test]
async fn a_typo_is_answered_with_what_was_probably_meant() {
    let bench = Bench::new().await;
    let profile = begun(&bench).await;
    for typed in ["fernhill halopsa", "fernhill..halopsa.com"] {
        let error = bench.engine.find_halo(profile, typed).await.unwrap_err();
        let Error::NoSuchHost { did_you_mean, .. } = &error else {
            panic!("{typed}: {error:?}")
        };
        assert_eq!(did_you_mean, "fernhill.halopsa.com");
        assert!(error.to_string().contains("not the address of a host"));
    }
    let error = bench
        .engine
        .find_halo(profile, "ftp://fernhill.halopsa.con")
        .await;
    assert!(matches!(error, Err(Error::Address(_))), "{error:?}");
}

#[tokio::test]
async fn a_search_can_be_stopped() {
    let bench = Bench::new().await;
    let profile = begun(&bench).await;
    bench
        .halo
        .fault(Fault::get("/authinfo").delay(std::time::Duration::from_mins(1)));
    let base = bench.halo.base_url().to_owned();
    let (found, ()) = tokio::join!(bench.engine.find_halo(profile, &base), async {
        while bench.halo.requests_to("GET", "/authinfo").is_empty() {
            tokio::task::yield_now().await;
        }
        bench.engine.stop_waiting(Wait::FindHalo(profile));
    });
    let error = found.unwrap_err();
    assert!(error.is_cancelled(), "{error:?}");
}

fn line<'a>(recipe: &'a [RecipeLine], key: &str) -> &'a RecipeLine {
    recipe.iter().find(|line| line.item.key == key).unwrap()
}

#[tokio::test]
async fn a_tick_is_for_what_was_asked_for_then() {
    let bench = Bench::new().await;
    let profile = begun(&bench).await;
    let engine = &bench.engine;
    let tick = async |key: &str, ticked| {
        engine
            .tick_recipe_item(profile, key.to_owned(), ticked)
            .await
    };
    tick(keys::APPLICATION_PERMISSIONS, true).await.unwrap();
    tick(keys::ROLE_CUSTOMERS, true).await.unwrap();
    assert!(matches!(
        tick("role.unknown", true).await,
        Err(Error::NotFound { .. })
    ));
    engine.save_features(profile, ALL_FEATURES).await.unwrap();
    let recipe = engine.wizard(profile).await.unwrap().recipe;
    let permissions = line(&recipe, keys::APPLICATION_PERMISSIONS);
    assert!(!permissions.ticked);
    assert_eq!(
        permissions.changed_from.as_deref(),
        Some("read:customers read:tickets edit:tickets")
    );
    let customers = line(&recipe, keys::ROLE_CUSTOMERS);
    assert_eq!((customers.ticked, &customers.changed_from), (true, &None));
    assert!(!line(&recipe, keys::ROLE_TICKETS).ticked);

    tick(keys::APPLICATION_PERMISSIONS, true).await.unwrap();
    tick(keys::ROLE_CUSTOMERS, false).await.unwrap();
    let recipe = engine.wizard(profile).await.unwrap().recipe;
    assert!(line(&recipe, keys::APPLICATION_PERMISSIONS).ticked);
    assert!(!line(&recipe, keys::ROLE_CUSTOMERS).ticked);
}

#[tokio::test]
async fn a_change_makes_those_checks_stale_that_depend_on_it() {
    let bench = Bench::new().await;
    let profile = bench.entered().await;
    bench.checked(profile).await;
    let not_run = async || {
        let checks = bench.engine.wizard(profile).await.unwrap().checks;
        let stale = checks
            .iter()
            .filter(|check| check.outcome == CheckOutcome::NotRun);
        stale.map(|check| check.key).collect::<Vec<_>>()
    };
    assert_eq!(not_run().await, []);
    let without_seats = Features {
        seats: false,
        ..ALL_FEATURES
    };
    bench
        .engine
        .save_features(profile, without_seats)
        .await
        .unwrap();
    assert_eq!(
        not_run().await,
        [
            CheckKey::Token,
            CheckKey::Scope,
            CheckKey::ActingAs,
            CheckKey::EditTickets,
            CheckKey::Excess
        ]
    );
    let shown = bench.engine.finish_wizard(profile).await.unwrap();
    assert_ne!(shown.connection, ConnectionState::Connected);

    bench.checked(profile).await;
    let base = bench.halo.base_url();
    let typed = TypedAddresses {
        api: format!("{base}/api"),
        auth: format!("{base}/login"),
        tenant: bench.halo.tenant().to_owned(),
    };
    bench
        .engine
        .save_typed_addresses(profile, &typed)
        .await
        .unwrap();
    let all = CheckKey::ALL.len() - 3;
    assert_eq!(not_run().await.len(), all, "all but those of seats");
}

#[tokio::test]
async fn fewer_customers_than_were_read_before_are_said() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let rights = AgentRights {
        all_customers: false,
        customer_ids: (3..15).collect(),
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(bench.halo.main_agent(), rights);
    // Halo does not show the agent, so that only the numbers can tell.
    bench.halo.fault(Fault::get("/Agent/*").status(403));
    let checks = bench.checked(profile).await.checks;
    let customers = checks
        .iter()
        .find(|check| check.key == CheckKey::Customers)
        .unwrap();
    assert_eq!(customers.outcome, CheckOutcome::Ended(CheckState::Warning));
    assert!(
        customers
            .meaning
            .contains("Only 12 can be read; on 2026-11-21"),
        "{customers:?}"
    );
}

#[tokio::test]
async fn a_test_ticket_proves_what_reading_cannot() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let rules = TicketRules {
        ticket_type: Some(TicketTypeId::new(1)),
        priorities: ["critical", "high", "medium", "low"]
            .into_iter()
            .zip(1..)
            .map(|(level, priority)| (level.to_owned(), priority))
            .collect(),
        status_to_halo: [("open", 1), ("investigating", 2), ("resolved", 9)]
            .into_iter()
            .map(|(status, id)| (status.to_owned(), StatusId::new(id)))
            .collect(),
        ..TicketRules::default()
    };
    bench
        .engine
        .save_ticket_rules(profile, rules, 0, false)
        .await
        .unwrap();
    let test = async || {
        let choice = Choice {
            customer: Some(CustomerId::new(2)),
            level: String::new(),
            becomes: WhatBecomes::Delete,
            statuses: StatusTest::LeftOut,
            mail: false,
            is_own: false,
        };
        bench
            .ended(async |engine| engine.start_test_ticket(profile, choice).await.unwrap())
            .await;
        bench.checked(profile).await.checks
    };
    let state = |checks: &[engine::wizard::Check], key| {
        checks
            .iter()
            .find(|check| check.key == key)
            .unwrap()
            .outcome
    };

    let no_delete = AgentRights {
        delete_tickets: false,
        ..AgentRights::full()
    };
    bench
        .halo
        .set_agent_rights(bench.halo.main_agent(), no_delete);
    let checks = test().await;
    assert_eq!(
        state(&checks, CheckKey::CreateTickets),
        CheckOutcome::Ended(CheckState::Passed)
    );
    assert_eq!(
        state(&checks, CheckKey::DeleteTickets),
        CheckOutcome::Ended(CheckState::Warning)
    );
    let delete = checks
        .iter()
        .find(|check| check.key == CheckKey::DeleteTickets)
        .unwrap();
    assert!(delete.meaning.contains("closed, not deleted"), "{delete:?}");
    assert_eq!(delete.rights[0].key, keys::ROLE_DELETE_TICKETS);
    let edit = checks
        .iter()
        .find(|check| check.key == CheckKey::EditTickets)
        .unwrap();
    assert_eq!(edit.outcome, CheckOutcome::Ended(CheckState::CannotTell));
    let open: Vec<&str> = edit.rights.iter().map(|right| right.key.as_str()).collect();
    assert_eq!(open, [keys::ROLE_EDIT_CLOSED], "{edit:?}");
}
