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
    bench.run(&["seats", "apply", "--yes"]).await.ends(64);
    let file = bench.file("plan.csv").to_string_lossy().into_owned();
    let plan = ["--json", "seats", "plan", "--stored", "--file", &file];
    let planned = bench.run(&plan).await.json();
    assert_eq!(planned["lines"].as_array().unwrap().len() as u64, differ);
    assert!(fs_err::read_to_string(&file).unwrap().contains("Before"));
    bench.run(&["seats", "apply"]).await.ends(0);
    let posts = || bench.halo.requests_to("POST", "/SoftwareLicence").len();
    assert_eq!(posts(), 0, "nothing without --yes");

    let braked = ["seats", "apply", "--braked", "--yes"];
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
