//! A Halo whose configuration comes in shapes no sound Halo sends: what is known is right or as it was, and the saved
//! rules stay.

use engine::TaskState;
use engine::domain::halo_config::HaloConfig;
use engine::domain::{ProfileId, TicketTypeId};
use halo_sim::Fault;
use serde_json::{Value, json};

use crate::support::Bench;
use crate::testing_tickets::{INCIDENT, ready};

/// Everything that rules are made from.
const LISTS: [&str; 5] = ["/TicketType", "/Status", "/SLA", "/Priority", "/Team"];

/// A shape of a list: its name, and how a sound list becomes one.
type Case = (&'static str, fn(&mut Value));

/// What a faulty answer did.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It says the same as before.
    Same,
    /// It was refused with a sentence, and what was known stays.
    Refused,
}

/// The same change of every list.
fn edited(path: &str, edit: fn(&mut Value)) -> Fault {
    Fault::get(path).edit_json(edit)
}

fn rows(list: &mut Value) -> &mut Vec<Value> {
    list.as_array_mut().unwrap()
}

fn first(list: &mut Value) -> &mut Value {
    &mut rows(list)[0]
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!([inner]))
}

async fn known(bench: &Bench, profile: ProfileId) -> (HaloConfig, i32) {
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(
        form.rules.ticket_type,
        Some(TicketTypeId::new(INCIDENT)),
        "the saved rules stay"
    );
    (form.config, form.version)
}

async fn undergo(bench: &Bench, profile: ProfileId, what: &str, fault: Fault) -> Outcome {
    let before = known(bench, profile).await;
    let fault = bench.halo.fault(fault);
    let end = bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
    bench.halo.remove_fault(fault);
    assert!(
        known(bench, profile).await == before,
        "{what} changed what was known"
    );
    match end {
        TaskState::Done(_) => Outcome::Same,
        TaskState::Failed(error) => {
            let sentence = error.to_string();
            assert!(sentence.ends_with('.'), "{what}: {sentence}");
            Outcome::Refused
        }
        other @ (TaskState::Running(_) | TaskState::Cancelled) => panic!("{what}: {other:?}"),
    }
}

async fn all_of(cases: &[Case], expected: Outcome) {
    for path in LISTS {
        // One Halo each: all of it together is more than a Halo answers in five minutes.
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        for (name, edit) in cases {
            let what = format!("{path}: {name}");
            let outcome = undergo(&bench, profile, &what, edited(path, *edit)).await;
            assert_eq!(outcome, expected, "{what}");
        }
    }
}

#[tokio::test]
async fn what_is_only_written_otherwise_is_understood() {
    let cases: [Case; 6] = [
        ("ids as texts", |list| {
            for row in rows(list) {
                row["id"] = json!(row["id"].to_string());
            }
        }),
        ("ids as doubles", |list| {
            for row in rows(list) {
                row["id"] = json!(row["id"].as_f64());
            }
        }),
        ("a number where a text is usual", |list| {
            first(list)["guid"] = json!(4_711);
        }),
        ("dates of no calendar", |list| {
            first(list)["datecreated"] = json!("2026-02-30T25:61:60+14:00");
        }),
        ("a logo of a megabyte", |list| {
            first(list)["logo"] = json!("x".repeat(1_000_000));
        }),
        ("one row more, without an id", |list| {
            rows(list).push(json!({"id": null, "name": "Nobody"}));
        }),
    ];
    all_of(&cases, Outcome::Same).await;
}

#[tokio::test]
async fn what_says_nothing_replaces_nothing() {
    let cases: [Case; 4] = [
        ("null", |list| *list = Value::Null),
        ("a word", |list| *list = json!("none")),
        ("an object without a list", |list| {
            *list = json!({"record_count": 3});
        }),
        ("nested deeply", |list| first(list)["deep"] = nested(200)),
    ];
    all_of(&cases, Outcome::Refused).await;
}

#[tokio::test]
async fn an_answer_that_is_none_replaces_nothing() {
    for path in LISTS {
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        for (name, fault) in [
            ("a page for people", Fault::get(path).html()),
            ("cut off", Fault::get(path).truncate(7)),
            (
                "nothing at all",
                Fault::get(path).reply(200, "application/json", ""),
            ),
        ] {
            let what = format!("{path}: {name}");
            let outcome = undergo(&bench, profile, &what, fault).await;
            assert_eq!(outcome, Outcome::Refused, "{what}");
        }
    }
}
