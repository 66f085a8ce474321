//! A month's work in a script: from a new secret to tickets and their statuses, and the end of the connection.

use serde_json::json;

use crate::support::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_checked_read_matched_and_revoked() {
    let bench = Bench::connected().await;
    let check = bench.run(&["--json", "connect", "check"]).await.ends(0);
    assert_eq!(
        check.json()["checks"][0]["state"],
        "passed",
        "{}",
        check.out
    );

    let read = bench.run(&["--json", "customers", "refresh"]).await.ends(0);
    assert_eq!(read.json()["onlyChanges"], false);

    let list = bench.demo_list();
    let import = ["--json", "organizations", "import", &list];
    let dry = bench.run(&[&import[..], &["--dry-run"]].concat()).await;
    assert_eq!(dry.ends(1).json()["imported"], false);
    let imported = bench.run(&import).await.ends(1).json();
    assert_eq!(imported["added"], halo_sim::DEMO_CSV_GOOD_LINES);
    let bad = imported["badRows"].as_array().unwrap();
    assert_eq!(bad.len(), halo_sim::DEMO_CSV_BAD_LINES);

    let suggested = bench
        .run(&["--json", "match", "suggest"])
        .await
        .ends(0)
        .json();
    let acceptable = suggested["acceptable"].as_u64().unwrap();
    assert!(acceptable > 50, "{suggested:#}");
    let listed = suggested["suggested"].as_array().unwrap().len();
    assert!(listed as u64 >= acceptable, "{listed}");
    // A ticket that waits for one of these customers is named before it goes.
    let waits = suggested["suggested"][0]["organization"].as_str().unwrap();
    let held = ["tickets", "create", "-o", waits, "-s", "Macro", "--yes"];
    bench.run(&held).await.ends(1);
    let dry = bench.run(&["--json", "match", "apply", "--dry-run"]).await;
    let dry = dry.ends(0).json();
    assert_eq!(dry["accepted"], json!(null));
    assert_eq!(dry["heldTickets"], 1, "{dry:#}");
    let told = bench.run(&["match", "apply", "--dry-run"]).await.ends(0);
    assert!(
        told.out.contains("is opened: 1 held ticket."),
        "{}",
        told.out
    );
    let applied = bench
        .run(&["--json", "match", "apply"])
        .await
        .ends(0)
        .json();
    assert_eq!(applied["total"], acceptable);
    let again = bench
        .run(&["--json", "match", "apply"])
        .await
        .ends(0)
        .json();
    assert_eq!(again["total"], 0, "a second press changes nothing more");

    let file = bench.file("mappings.json").to_string_lossy().into_owned();
    let export = ["--json", "organizations", "export", file.as_str()];
    assert_eq!(
        bench.run(&export).await.ends(0).json()["mapped"],
        acceptable
    );
    bench.run(&export).await.ends(1);
    bench
        .run(&[&export[..], &["--replace"]].concat())
        .await
        .ends(0);
    let beside = ["organizations", "export", "beside.json"];
    bench.run(&beside).await.ends(0);
    assert!(bench.file("beside.json").is_file(), "where it was started");
    bench
        .run(&["organizations", "export", "mappings.txt"])
        .await
        .ends(64);

    bench.run(&["revoke"]).await.ends(0);
    assert_eq!(bench.keyring.entries("Halyard").await.unwrap().len(), 1);
    let revoked = bench.run(&["--json", "revoke", "--prove", "--yes"]).await;
    // Nobody has removed the application in Halo yet.
    let revoked = revoked.ends(1).json();
    assert_eq!(revoked["proof"], "still_works");
    assert_eq!(revoked["pairsKept"], acceptable);
    assert!(bench.keyring.entries("Halyard").await.unwrap().is_empty());
    bench.run(&["customers", "refresh"]).await.ends(1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_becomes_a_ticket_with_one_command() {
    let bench = Bench::ready().await;
    bench.run(&["tickets", "preflight"]).await.ends(0);
    let organization = bench.mapped().await;
    let before = bench.halo.tickets().len();
    let alert = [
        "--json",
        "tickets",
        "create",
        "-o",
        &organization,
        "-s",
        "Phishing reported",
        "--details",
        "-",
        "--external-id",
        "A-1",
    ];
    let plan = bench.fed(&alert, "From: mallory\n").await.ends(0).json();
    assert_eq!(plan["sent"], false, "{plan:#}");
    assert_eq!(bench.halo.tickets().len(), before, "a plan is not sent");

    let sent = [&alert[..], &["--yes"]].concat();
    let made = bench.fed(&sent, "From: mallory\n").await.ends(0).json();
    let number = made["haloTicket"].as_i64().unwrap();
    let ticket = bench.halo.ticket(number).unwrap();
    assert!(ticket.summary.contains("Phishing reported"), "{ticket:?}");
    let more = bench.fed(&sent, "Once more\n").await.ends(0).json();
    assert_eq!(more["haloTicket"], number, "it goes onto the open ticket");
    assert_eq!(bench.halo.tickets().len(), before + 1);
    let notes = bench.halo.notes(number);
    assert!(
        notes
            .iter()
            .any(|note| format!("{note:?}").contains("Once more"))
    );

    let synced = bench
        .run(&["--json", "tickets", "sync"])
        .await
        .ends(0)
        .json();
    assert_eq!(synced["inStep"], 1, "{synced:#}");
    assert!(bench.halo.contract_violations().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_ticket_is_planned_then_run() {
    let bench = Bench::ready().await;
    let before = bench.halo.tickets().len();
    let test = ["--json", "tickets", "test", "--customer", "2"];
    let plan = bench.run(&test).await.ends(0).json();
    assert_eq!(plan["blocked"], json!([]), "{plan:#}");
    assert_eq!(bench.halo.tickets().len(), before);
    let run = bench
        .run(&[&test[..], &["--yes"]].concat())
        .await
        .ends(0)
        .json();
    assert_eq!(run["passed"], true, "{run:#}");
    assert_eq!(run["leftOver"], false);
    bench
        .run(&["tickets", "test", "--customer", "999999"])
        .await
        .ends(1);
}
