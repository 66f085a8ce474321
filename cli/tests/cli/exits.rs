//! The promised exit codes, one by one.

use halo_sim::AgentRights;

use crate::support::{Bench, start};

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_understood_is_64() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().to_string_lossy().into_owned();
    for (arguments, says) in [
        (vec!["fly"], "unrecognized"),
        (vec!["connect"], "Usage"),
        (vec!["tickets", "create"], "--organization"),
        (vec!["--data-dir", &empty, "profiles"], "no Halyard data"),
    ] {
        let outcome = start(&arguments, "", "unix:path=/nowhere").await.ends(64);
        assert!(outcome.error.contains(says), "{}", outcome.error);
    }
    let made = fs_err::read_dir(folder.path()).unwrap().count();
    assert_eq!(made, 0, "a mistyped folder stays as it was");
    let help = start(&["--help"], "", "").await.ends(0);
    assert!(help.out.contains("Exit codes"), "{}", help.out);
    start(&["--version"], "", "").await.ends(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_profile_does_not_have_is_64() {
    let bench = Bench::connected().await;
    let number = bench.profile.to_string();
    for (profile, code) in [("palisade", 0), (number.as_str(), 0), ("other", 64)] {
        let check = ["--profile", profile, "match", "suggest"];
        bench.run(&check).await.ends(code);
    }
    let create = ["tickets", "create", "-o", "Nobody", "-s", "x", "--yes"];
    let outcome = bench.run(&create).await.ends(64);
    assert!(outcome.error.contains("“Nobody”"), "{}", outcome.error);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_right_is_2_and_is_named() {
    let bench = Bench::connected().await;
    let halo = &bench.halo;
    let rights = AgentRights {
        customers: halo_sim::Access::None,
        ..AgentRights::full()
    };
    assert!(halo.set_agent_rights(halo.main_agent(), rights));
    halo.refuse_aloud(true);
    let check = bench.run(&["connect", "check"]).await.ends(2);
    assert!(check.out.contains("failed"), "{}", check.out);
    assert!(
        check.out.contains(" > "),
        "where it is ticked: {}",
        check.out
    );
    let refused = bench.run(&["--json", "customers", "refresh"]).await.ends(2);
    assert_eq!(refused.json()["error"]["exitCode"], 2);
    bench.halo.change_secret(bench.halo.client_id()).unwrap();
    bench.run(&["connect", "check"]).await.ends(2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_halo_that_is_away_is_3() {
    let mut bench = Bench::connected().await;
    let other = halo_sim::Simulator::start(halo_sim::Scenario::small()).await;
    std::mem::replace(&mut bench.halo, other.unwrap())
        .stop()
        .await;
    for command in [["connect", "check"], ["customers", "refresh"]] {
        bench.run(&command).await.ends(3);
    }
}
