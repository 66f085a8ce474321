//! Seats in a script: compared, planned, braked, written.

use std::collections::BTreeSet;

use engine::domain::seats::{LicenceKey, LicenceRule};

use crate::support::{Bench, engine_on};

const NAME: &str = "Email Security (per mailbox)";

async fn settled(bench: &Bench, writing: bool) {
    let engine = engine_on(bench.data_dir());
    let rule = LicenceRule {
        key: LicenceKey::Name,
        value: NAME.to_owned(),
        name: NAME.to_owned(),
    };
    let product = "email_security".to_owned();
    engine
        .set_product_licence(bench.profile, product, Some(rule))
        .await
        .unwrap();
    engine
        .set_seat_writing(bench.profile, writing)
        .await
        .unwrap();
    engine.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_compared_planned_and_written_only_with_yes() {
    let bench = Bench::ready().await;
    // One count that falls below a third is braked.
    let customer = bench.halo.customer_named("Amberley Care Homes").unwrap().id;
    let licences = bench.halo.licences();
    let braked = licences
        .iter()
        .find(|one| one.client_id == customer && one.name == NAME);
    bench.halo.set_licence_count(braked.unwrap().id, 5_000);
    settled(&bench, false).await;
    let compared = bench.run(&["--json", "seats", "compare"]).await.ends(1);
    let differ = compared.json()["differ"].as_u64().unwrap();
    assert!(differ > 0, "{}", compared.out);
    bench.run(&["seats", "plan"]).await.ends(1);

    settled(&bench, true).await;
    let none = bench.run(&["seats", "apply", "--yes"]).await.ends(64);
    assert!(none.error.contains("no plan yet"), "{}", none.error);
    let file = bench.file("plan.csv").to_string_lossy().into_owned();
    let plan = ["--json", "seats", "plan", "--stored", "--file", &file];
    let planned = bench.run(&plan).await.json();
    assert_eq!(planned["lines"].as_array().unwrap().len() as u64, differ);
    assert!(fs_err::read_to_string(&file).unwrap().contains("Before"));
    let number = planned["plan"].to_string();
    let shown = bench.run(&["seats", "apply"]).await.ends(0);
    let command = format!("seats apply --plan {number} --yes");
    assert!(shown.out.contains(&command), "{}", shown.out);
    let posts = || bench.halo.requests_to("POST", "/SoftwareLicence").len();
    assert_eq!(posts(), 0, "nothing without --yes");

    let braked = ["seats", "apply", "--plan", &number, "--braked", "--yes"];
    bench.run(&braked).await.ends(64);
    assert_eq!(posts(), 0, "a brake wants a reason");
    let reason = [&["--json"], &braked[..], &["--reason", "First month"]].concat();
    let written = bench.run(&reason).await.ends(0).json();
    assert_eq!(written["written"], differ);
    let touched: BTreeSet<String> = bench
        .halo
        .requests_to("POST", "/SoftwareLicence")
        .iter()
        .map(|request| request.json().unwrap().to_string())
        .collect();
    assert_eq!(touched.len(), posts(), "no line twice");
    let again = bench.run(&["--json", "seats", "compare"]).await.ends(0);
    assert_eq!(again.json()["differ"], 0);
    bench.run(&["seats", "plan"]).await.ends(0);
}

/// A plan in which one count falls below a third and another grows by one; answers its number and these two licences.
async fn planned(bench: &Bench) -> (String, [i64; 2]) {
    let licences = bench.halo.licences();
    let licence_of = |customer: &str| {
        let id = bench.halo.customer_named(customer).unwrap().id;
        let mut own = licences.iter().filter(|one| one.client_id == id);
        own.find(|one| one.name == NAME).unwrap().clone()
    };
    settled(bench, true).await;
    let braked = licence_of("Amberley Care Homes").id;
    bench.halo.set_licence_count(braked, 5_000);
    let stored = ["--json", "seats", "compare"];
    let compared = bench.run(&stored).await.json();
    let rows = compared["rows"].as_array().unwrap();
    let equal = rows.iter().find(|row| row["state"] == "equal").unwrap();
    let open = licence_of(equal["customer"].as_str().unwrap());
    bench.halo.set_licence_count(open.id, open.count - 1);
    let made = bench.run(&["--json", "seats", "plan"]).await.json();
    (made["plan"].to_string(), [braked, open.id])
}

fn count(bench: &Bench, licence: i64) -> i64 {
    let all = bench.halo.licences();
    all.iter().find(|one| one.id == licence).unwrap().count
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_refused_command_would_have_ticked_is_not_written_by_the_next() {
    let bench = Bench::ready().await;
    let (plan, [braked, open]) = planned(&bench).await;
    let before = count(&bench, open);
    let apply = ["seats", "apply", "--plan", &plan, "--yes"];
    let refused = [&apply[..], &["--braked"]].concat();
    bench.run(&refused).await.ends(64);
    let month = [&apply[..], &["--reason", "month"]].concat();
    bench.run(&month).await.ends(0);
    assert_eq!(count(&bench, braked), 5_000, "nobody asked for it");
    assert_eq!(count(&bench, open), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_plan_that_was_looked_at_is_written() {
    let bench = Bench::ready().await;
    let (first, _) = planned(&bench).await;
    let posts = || bench.halo.requests_to("POST", "/SoftwareLicence").len();
    let second = bench.run(&["--json", "seats", "plan", "--stored"]).await;
    let second = second.json();
    assert_eq!(second["replaced"].to_string(), first);
    let second = second["plan"].to_string();
    assert_ne!(first, second);

    let old = ["seats", "apply", "--plan", &first, "--yes"];
    let refused = bench.run(&old).await.ends(64);
    let says = format!("plan {second} is");
    assert!(refused.error.contains(&says), "{}", refused.error);
    let unnamed = ["seats", "apply", "--yes", "--reason", "The month"];
    let refused = bench.run(&unnamed).await.ends(64);
    let says = format!("seats apply --plan {second} --reason \"The month\" --yes");
    assert!(refused.error.contains(&says), "{}", refused.error);
    assert_eq!(posts(), 0);
    let named = [
        "seats", "apply", "--plan", &second, "--yes", "--reason", "m",
    ];
    bench.run(&named).await.ends(0);
    assert!(posts() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ticks_that_were_set_by_hand_are_not_thrown_away_unasked() {
    let bench = Bench::ready().await;
    let (number, _) = planned(&bench).await;
    let engine = engine_on(bench.data_dir());
    let draft = engine.seat_plan(bench.profile, None, 0, 500).await;
    let draft = draft.unwrap().unwrap();
    let line = draft.lines.iter().find(|line| line.ticked).unwrap().id;
    engine
        .tick_seat_lines(bench.profile, draft.row.id, Some(vec![line]), false)
        .await
        .unwrap();
    engine.close();
    let refused = bench.run(&["seats", "plan", "--stored"]).await.ends(64);
    assert!(refused.error.contains("--anew"), "{}", refused.error);
    let anew = ["--json", "seats", "plan", "--stored", "--anew"];
    let made = bench.run(&anew).await.json();
    assert_eq!(made["replaced"].to_string(), number);
}
