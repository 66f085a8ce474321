//! Ticket rules in another Halo: looked up by name, offered, and never saved by themselves.

use engine::domain::ProfileId;
use engine::domain::ticket_rules::{Conflict, RulesOverride, TicketRules, Why};
use engine::{CarriedRules, HaloDecision, HomeTaskKind};
use halo_sim::{Config, Fault, Running, Scenario, Simulator};
use serde_json::{Value, json};

use crate::another_address::move_to;
use crate::profile_file::{connect, edited, import, whole, written};
use crate::support::Bench;
use crate::taking_back::line;

const NAMES: &str = "Tickets, Rules, with a list of what is not";

/// A Halo that numbers its statuses otherwise and has none called "Closed".
async fn other_halo(bench: &Bench) -> Running {
    let other = Simulator::start(Config {
        tenant: "westbrook".to_owned(),
        client_id: Some(bench.halo.client_id().to_owned()),
        client_secret: Some(bench.halo.client_secret()),
        ..Config::new(Scenario::msp())
    })
    .await
    .unwrap();
    other.fault(Fault::get("/Status").edit_json(|list| {
        let rows = list.as_array_mut().unwrap();
        rows.retain(|row| row["name"] != "Closed");
        for row in rows {
            row["id"] = (row["id"].as_i64().unwrap() + 1).into();
        }
    }));
    other
}

/// Another Halo after the question is answered, read.
async fn answered(bench: &Bench, profile: ProfileId) {
    assert_eq!(
        carried(bench, profile).await,
        None,
        "nothing is decided yet"
    );
    let engine = &bench.engine;
    engine
        .decide_halo(profile, HaloDecision::OtherHalo)
        .await
        .unwrap();
    assert_eq!(carried(bench, profile).await, None, "nothing is read yet");
    bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
}

async fn carried(bench: &Bench, profile: ProfileId) -> Option<CarriedRules> {
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    form.carried
}

/// Two of the statuses are the same under other numbers, one is not there.
async fn expect_offer(bench: &Bench, profile: ProfileId, from: &str, old: &TicketRules) {
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!((form.saved, form.version), (false, 0), "nothing is saved");
    let offer = form.carried.unwrap();
    assert_eq!(offer.came_from, from);
    let everybody = offer.everybody.unwrap();
    let rules = &everybody.rules;
    assert_eq!(rules.ticket_type, old.ticket_type);
    assert_eq!(rules.priorities, old.priorities);
    let went_to: Vec<i32> = rules.status_to_halo.values().map(|id| id.get()).collect();
    assert!(!went_to.is_empty());
    assert!(
        went_to.iter().all(|id| *id == 3),
        "In Progress: {went_to:?}"
    );
    let back: Vec<i32> = rules.status_from_halo.keys().map(|id| id.get()).collect();
    assert_eq!(back, [3]);
    let closed = old.status_to_halo.values().filter(|id| id.get() == 9);
    let conflicts = &everybody.conflicts;
    assert_eq!(conflicts.len(), closed.count() + 1, "{conflicts:?}");
    let is_said = |one: &Conflict| one.chosen == "Closed" && one.why == Why::NotThere;
    assert!(conflicts.iter().all(is_said), "{conflicts:?}");
    let (found, all) = (
        everybody.found,
        1 + old.priorities.len() + went_to.len() + 1,
    );
    assert_eq!(usize::try_from(found).unwrap(), all);

    let [own] = &offer.own[..] else {
        panic!("{:?}", offer.own)
    };
    assert_eq!(own.name, "Brayford Dental");
    assert_eq!(own.resolved.rules, RulesOverride::default());
    assert_eq!(own.resolved.conflicts[0].chosen, "Second line");
}

async fn rules_of(bench: &Bench, profile: ProfileId) -> TicketRules {
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    form.rules
}

#[tokio::test]
async fn a_file_of_one_halo_offers_its_rules_in_another_by_name() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let old = rules_of(&bench, profile).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["version"], 2);
    let rules = &file["ticket_rules"];
    assert_eq!(rules["ticket_type"], json!({ "id": 1, "name": "Incident" }));
    assert_eq!(rules["status_from_halo"]["9"]["name"], "Closed");
    assert!(text.contains("\"name\": \"Critical\""), "{text}");

    let preview = bench.engine.preview_profile(path.clone()).await.unwrap();
    assert!(preview.elsewhere.unwrap().contains(NAMES));
    let other = other_halo(&bench).await;
    let brought = import(&bench, &path).await;
    connect(&bench, brought, other.base_url()).await;
    let question = bench.engine.halo_question(brought).await.unwrap().unwrap();
    answered(&bench, brought).await;
    expect_offer(&bench, brought, &question.old_host, &old).await;

    // Saved, they are offered no more; the organisation's own go on until they are saved as well.
    let offer = carried(&bench, brought).await.unwrap();
    let proposed = offer.everybody.clone().unwrap().rules;
    let engine = &bench.engine;
    engine
        .save_ticket_rules(brought, proposed, 0, false)
        .await
        .unwrap();
    let left = carried(&bench, brought).await.unwrap();
    assert_eq!((&left.everybody, left.own.len()), (&None, 1));
    let organization = left.own[0].organization;
    let own = RulesOverride {
        team: Some("2nd Line Support".to_owned()),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(brought, organization, own, 0, false)
        .await
        .unwrap();
    assert_eq!(carried(&bench, brought).await, None);
    assert!(carried(&bench, profile).await.is_none(), "only of this one");

    // Undone, they are offered as before.
    undo_last(&bench, brought, "Own ticket rules of Brayford Dental saved").await;
    assert_eq!(carried(&bench, brought).await, Some(left));
    undo_last(&bench, brought, "Ticket rules saved").await;
    assert_eq!(carried(&bench, brought).await, Some(offer));
    undo_last(&bench, brought, "Undone: Ticket rules saved").await;
    let again = carried(&bench, brought).await.unwrap();
    assert_eq!((&again.everybody, again.own.len()), (&None, 1));

    // Taking away what is not there lets no offer go; taking away what was taken over does.
    let take_away = async || {
        let removed = engine.remove_rules_override(brought, organization, false);
        removed.await.unwrap();
        carried(&bench, brought).await
    };
    assert_eq!(take_away().await, Some(again));
    undo_last(
        &bench,
        brought,
        "Undone: Own ticket rules of Brayford Dental saved",
    )
    .await;
    assert_eq!(carried(&bench, brought).await, None);
    assert_eq!(take_away().await, None);
}

async fn undo_last(bench: &Bench, profile: ProfileId, what: &str) {
    let engine = &bench.engine;
    let line = line(engine, profile, what).await;
    engine.undo_act(profile, line.id, false).await.unwrap();
}

#[tokio::test]
async fn what_is_offered_and_not_taken_over_goes_along_in_the_file() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let other = other_halo(&bench).await;
    move_to(&bench, profile, other.base_url(), "westbrook").await;
    answered(&bench, profile).await;
    let offer = carried(&bench, profile).await.unwrap();
    let task = home_task(&bench, profile).await;
    assert!(task.contains(&offer.came_from), "{task}");

    let (path, text) = written(&bench, profile, "moved.json").await;
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["ticket_rules"], Value::Null);
    let preview = bench.engine.preview_profile(path.clone()).await.unwrap();
    let notices = preview.notices.join(" ");
    assert!(notices.contains(&offer.came_from), "{notices}");
    let brought = import(&bench, &path).await;
    connect(&bench, brought, other.base_url()).await;
    assert_eq!(carried(&bench, brought).await, None, "nothing is read yet");
    bench
        .ended(async |engine| engine.read_halo_whole(brought).await.unwrap())
        .await;
    let there = carried(&bench, brought).await.unwrap();
    assert_eq!(there.came_from, offer.came_from);
    assert_eq!(there.everybody, offer.everybody);
    let names = |offer: &CarriedRules| {
        let own = offer.own.iter();
        own.map(|one| (one.name.clone(), one.resolved.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&there), names(&offer));
}

async fn home_task(bench: &Bench, profile: ProfileId) -> String {
    let home = bench.engine.home(profile).await.unwrap();
    let mut tasks = home.tasks.into_iter();
    let rules = tasks.find(|task| task.kind == HomeTaskKind::SetTicketRules);
    rules.unwrap().meaning
}

#[tokio::test]
async fn a_profile_that_moves_keeps_its_rules_by_name_until_they_are_taken_or_let_go() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let old = rules_of(&bench, profile).await;
    let other = other_halo(&bench).await;
    move_to(&bench, profile, other.base_url(), "westbrook").await;
    let question = bench.engine.halo_question(profile).await.unwrap().unwrap();
    answered(&bench, profile).await;
    expect_offer(&bench, profile, &question.old_host, &old).await;

    bench.engine.dismiss_carried_rules(profile).await.unwrap();
    bench.engine.dismiss_carried_rules(profile).await.unwrap();
    assert_eq!(carried(&bench, profile).await, None);
    assert_eq!(rules_of(&bench, profile).await, TicketRules::default());
}

#[tokio::test]
async fn a_file_without_a_halo_offers_its_rules_to_any() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    fs_err::write(&path, edited(&text, |file| file["address"] = json!(null))).unwrap();
    let brought = import(&bench, &path).await;
    connect(&bench, brought, bench.halo.base_url()).await;
    bench
        .ended(async |engine| engine.read_halo_whole(brought).await.unwrap())
        .await;
    let offer = carried(&bench, brought).await.unwrap();
    assert_eq!(offer.came_from, "out.json");
    let everybody = offer.everybody.unwrap();
    assert_eq!(everybody.conflicts, []);
    assert_eq!(everybody.rules, rules_of(&bench, profile).await);
    assert_eq!(rules_of(&bench, brought).await, TicketRules::default());
}

#[tokio::test]
async fn a_file_of_the_first_version_still_holds_in_its_halo_and_says_that_it_has_no_names() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    let old = edited(&text, |file| {
        file["version"] = json!(1);
        bare(&mut file["ticket_rules"]);
        for mapping in file["mappings"].as_array_mut().unwrap() {
            bare(&mut mapping["own_rules"]);
        }
    });
    assert!(!old.contains("Incident"), "{old}");
    fs_err::write(&path, old).unwrap();
    let preview = bench.engine.preview_profile(path.clone()).await.unwrap();
    assert!(preview.elsewhere.unwrap().contains("numbers alone"));
    let brought = import(&bench, &path).await;
    let before = rules_of(&bench, profile).await;
    assert_eq!(rules_of(&bench, brought).await, before);
    let form = bench.engine.ticket_rules_form(brought).await.unwrap();
    assert_eq!(form.overrides.len(), 1);

    // Elsewhere, a number alone is taken for nothing.
    let other = other_halo(&bench).await;
    connect(&bench, brought, other.base_url()).await;
    answered(&bench, brought).await;
    let everybody = carried(&bench, brought).await.unwrap().everybody.unwrap();
    assert_eq!(
        (everybody.rules, everybody.found),
        (TicketRules::default(), 0)
    );
    let whys = everybody.conflicts.iter().map(|one| one.why);
    assert!(whys.into_iter().any(|why| why == Why::Unnamed));
}

/// What version 1 wrote in place of numbers with names.
fn bare(part: &mut Value) {
    match part {
        Value::Object(entries) => {
            if let Some(id) = entries.get("id") {
                *part = id.clone();
            } else if let Some(to) = entries.get("to") {
                *part = to.clone();
            } else {
                entries.values_mut().for_each(bare);
            }
        }
        Value::Array(rows) => rows.iter_mut().for_each(bare),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
