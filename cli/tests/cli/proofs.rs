//! What no longer holds and what is proven, for a check that runs every night.

use serde_json::{Value, json};

use crate::support::Bench;

/// The line of the checklist with this name.
fn line<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let mut lines = answer["lines"].as_array().unwrap().iter();
    lines.find(|line| line["name"] == name).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_was_renamed_or_deleted_is_a_problem_until_it_is_back() {
    let bench = Bench::ready().await;
    let quiet = bench.run(&["--json", "problems"]).await.json();
    let (customer, name) = mapped_customer(&bench).await;
    let halo = &bench.halo;
    assert!(halo.rename_customer(customer, "Somebody Else Ltd"));
    // Nothing is compared before Halo is read.
    let before = bench.run(&["--json", "problems"]).await.json();
    assert_eq!(before["standing"], quiet["standing"]);

    bench.run(&["customers", "refresh", "--whole"]).await;
    let renamed = bench.run(&["--json", "problems"]).await.ends(1).json();
    let group = group(&renamed, "customer_renamed");
    assert_eq!(group["blocksWork"], false);
    let row = &group["problems"][0];
    assert_eq!(
        (&row["before"], &row["after"]),
        (&json!(name), &json!("Somebody Else Ltd"))
    );
    let text = bench.run(&["problems"]).await.ends(1).out;
    let said = format!("{name} -> Somebody Else Ltd");
    assert!(text.contains(&said), "{text}");

    assert!(halo.delete_customer(customer));
    bench.run(&["customers", "refresh", "--whole"]).await;
    let gone = bench.run(&["--json", "problems"]).await.ends(1).json();
    assert_eq!(self::group(&gone, "customer_gone")["blocksWork"], true);
    let verified = bench.run(&["--json", "verify"]).await.ends(1).json();
    let holds = line(&verified, "Everything that is mapped still holds");
    assert_eq!(holds["state"], "refuted");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_tried_is_not_proven_and_a_report_says_so() {
    let bench = Bench::ready().await;
    bench.run(&["connect", "check"]).await.ends(0);
    let test = ["tickets", "test", "--customer", "2", "--yes"];
    let test_line = "A test ticket was created in Halo";
    let before = bench.run(&["--json", "verify"]).await.json();
    assert_eq!(line(&before, test_line)["state"], "open");
    bench.run(&test).await.ends(0);
    let after = bench.run(&["--json", "verify"]).await.json();
    let made = line(&after, test_line);
    assert_eq!(made["state"], "proven");
    assert!(made["at"].is_string(), "{made}");
    assert_eq!(
        after["proven"].as_u64().unwrap(),
        before["proven"].as_u64().unwrap() + 2,
        "the ticket, and its status both ways"
    );
    // Domains were not taken from Halo, which is no fault but not proven either.
    bench.run(&["verify", "--strict"]).await.ends(1);

    let file = bench.file("proof.html").to_string_lossy().into_owned();
    let report = ["--json", "verify", "--mask", "--report", file.as_str()];
    let written = bench.run(&report).await.json();
    assert_eq!(written["report"]["namesLeftOut"], true);
    let page = fs_err::read_to_string(&file).unwrap();
    assert!(page.contains(test_line));
    assert!(!page.contains(&mapped_customer(&bench).await.1));
    let again = bench.run(&report).await.ends(1);
    assert!(again.out.contains("--replace"), "{}", again.out);
    let replaced = bench.run(&[&report[..], &["--replace"]].concat()).await;
    assert_eq!(replaced.json()["report"]["path"], file);
    bench
        .run(&["verify", "--report", "proof.pdf"])
        .await
        .ends(64);
    bench.run(&["verify", "--mask"]).await.ends(64);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seal_of_a_report_says_whether_the_journal_is_still_the_same() {
    let bench = Bench::ready().await;
    let file = bench.file("proof.json").to_string_lossy().into_owned();
    let report = ["--json", "verify", "--report", file.as_str()];
    let written = bench.run(&report).await.json();
    let bytes = fs_err::read_to_string(&file).unwrap();
    let told: Value = serde_json::from_str(&bytes).unwrap();
    let seal = told["newestSeal"].as_str().unwrap();
    assert_eq!(written["report"]["sha256"].as_str().unwrap().len(), 64);

    let known = bench
        .run(&["--json", "verify", "--seal", seal])
        .await
        .json();
    assert_eq!(known["seal"]["line"], told["journalLines"]);
    assert_eq!(known["seal"]["isWhole"], true);
    let foreign = "f".repeat(64);
    let unknown = bench.run(&["verify", "--seal", &foreign]).await.ends(1);
    assert!(
        unknown.out.contains("No line of the journal"),
        "{}",
        unknown.out
    );
}

/// The problems of one cause.
fn group<'a>(answer: &'a Value, cause: &str) -> &'a Value {
    let mut groups = answer["groups"].as_array().unwrap().iter();
    groups
        .find(|group| group["cause"] == cause)
        .unwrap_or_else(|| panic!("{answer:#}"))
}

/// Number and name of a customer that has an organisation.
async fn mapped_customer(bench: &Bench) -> (i64, String) {
    let file = bench.file("pairs.json").to_string_lossy().into_owned();
    let export = ["organizations", "export", &file, "--replace"];
    bench.run(&export).await.ends(0);
    let text = fs_err::read_to_string(file).unwrap();
    let mappings: Value = serde_json::from_str(&text).unwrap();
    let lines = mappings["mappings"].as_array().unwrap().iter();
    let customer = lines
        .map(|one| &one["customer"])
        .find(|customer| customer["id"].is_i64());
    let customer = customer.unwrap();
    (
        customer["id"].as_i64().unwrap(),
        customer["name"].as_str().unwrap().to_owned(),
    )
}
