//! Replacing the secret, another address, another name, other words: nothing is dropped before its successor works.

use engine::database::journal::JournalQuery;
use engine::domain::health::HealthState;
use engine::domain::vendor::words::{Draft, DraftStatus, DraftWord};
use engine::domain::{ConnectionState, ProfileId, SourceKind};
use engine::ports::VaultError;
use engine::{Error, NewSecret, TaskState, halo_api};
use halo_sim::Fault;
use secrecy::{ExposeSecret, SecretString};

use crate::support::Bench;

fn new_secret(bench: &Bench, secret: &str) -> NewSecret {
    NewSecret {
        client_id: bench.halo.client_id().to_owned(),
        client_secret: SecretString::from(secret),
        session_only: false,
    }
}

async fn replace(bench: &Bench, profile: ProfileId, new: NewSecret) -> TaskState {
    bench
        .ended(async |engine| engine.replace_secret(profile, new).await.unwrap())
        .await
}

fn in_keychain(bench: &Bench) -> Vec<String> {
    let entries = bench.vault.entries.lock().unwrap();
    entries
        .values()
        .map(|secret| secret.expose_secret().to_owned())
        .collect()
}

/// What was entered into the journal last.
async fn last_line(bench: &Bench, profile: ProfileId) -> String {
    let query = JournalQuery {
        limit: 1,
        ..JournalQuery::default()
    };
    let mut activity = bench.engine.activity(profile, query).await.unwrap();
    activity.rows.remove(0).what
}

#[tokio::test]
async fn an_old_secret_that_still_works_is_said_to() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    // Another application, so the one before still has its secret.
    let other = bench
        .halo
        .add_application("Second", &["all"], bench.halo.main_agent());
    let new = NewSecret {
        client_id: other.client_id,
        client_secret: SecretString::from(other.client_secret),
        session_only: false,
    };
    let TaskState::Done(ended) = replace(&bench, profile, new).await else {
        panic!("it was not taken")
    };
    assert!(!ended.all_well, "{ended:?}");
    let note = ended.note.unwrap();
    assert!(note.contains("Delete that in Halo."), "{note}");
    let query = JournalQuery {
        area: Some("settings".to_owned()),
        limit: 1,
        ..JournalQuery::default()
    };
    let activity = bench.engine.activity(profile, query).await.unwrap();
    assert_eq!(
        activity.rows[0].what,
        "Old client secret still accepted by Halo"
    );
}

#[tokio::test]
async fn the_same_secret_pasted_again_is_no_old_one() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let same = new_secret(&bench, &bench.halo.client_secret());
    let TaskState::Done(ended) = replace(&bench, profile, same).await else {
        panic!("it was not taken")
    };
    assert_eq!((ended.all_well, ended.note), (true, None));
}

#[tokio::test]
async fn a_secret_that_halo_refuses_changes_nothing() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let old = bench.halo.client_secret();
    let saved_at = bench.engine.profile(profile).await.unwrap().secret;
    bench.clock.set("2027-11-21T12:00:00Z");
    let end = replace(&bench, profile, new_secret(&bench, "mistyped")).await;
    let TaskState::Failed(error) = end else {
        panic!("{end:?}")
    };
    assert!(
        matches!(
            *error,
            Error::NewSecret(halo_api::Error::Unauthorized { .. })
        ),
        "{error:?}"
    );
    assert_eq!(in_keychain(&bench), [old]);
    let shown = bench.engine.profile(profile).await.unwrap();
    assert_eq!(
        shown.secret.map(|age| age.saved_at),
        saved_at.map(|age| age.saved_at)
    );
    assert_eq!(
        shown.health.state,
        HealthState::Connected,
        "what was tried is not what is used"
    );
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

#[tokio::test]
async fn a_secret_that_gives_a_token_but_reads_nothing_is_not_taken() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let old = bench.halo.client_secret();
    let fault = bench.halo.fault(Fault::get("/Client").status(403));
    let end = replace(&bench, profile, new_secret(&bench, &old)).await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    bench.halo.remove_fault(fault);
    assert_eq!(in_keychain(&bench), [old]);
}

#[tokio::test]
async fn a_secret_that_another_program_replaced_is_used() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let script = bench.next_life();
    let new = bench.halo.change_secret(bench.halo.client_id()).unwrap();
    bench.clock.set("2026-11-21T13:00:00Z");
    let new = new_secret(&bench, &new);
    let end = bench
        .ended(async |_| script.replace_secret(profile, new).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    script.close();
    bench.halo.expire_tokens();
    let end = bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}

#[tokio::test]
async fn a_secret_that_works_takes_the_place_of_the_old_one() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench.clock.set("2027-11-20T12:00:00Z");
    let age = bench.engine.profile(profile).await.unwrap().secret.unwrap();
    assert_eq!((age.days, age.is_old), (364, false));
    bench.clock.set("2027-11-21T12:00:00Z");
    let age = bench.engine.profile(profile).await.unwrap().secret.unwrap();
    assert_eq!((age.days, age.is_old), (365, true));

    let id = bench.halo.client_id().to_owned();
    let new = bench.halo.change_secret(&id).unwrap();
    bench.halo.expire_tokens();
    bench
        .ended(async |engine| engine.read_halo(profile).await.unwrap())
        .await;
    let pasted = format!("  {new}\n");
    let end = replace(&bench, profile, new_secret(&bench, &pasted)).await;
    let TaskState::Done(ended) = end else {
        panic!("{end:?}")
    };
    assert!(ended.all_well, "{ended:?}");
    assert_eq!(ended.note.as_deref(), Some("Halo refuses the old one."));
    let last = last_line(&bench, profile).await;
    assert_eq!(last, "Old client secret refused by Halo");
    assert_eq!(in_keychain(&bench), [new]);
    let shown = bench.engine.profile(profile).await.unwrap();
    let age = shown.secret.unwrap();
    assert_eq!((age.days, age.is_old), (0, false));
    assert_eq!(
        shown.health.state,
        HealthState::Connected,
        "the refusal of the old one is over"
    );
    assert!(
        !bench
            .engine
            .wizard(profile)
            .await
            .unwrap()
            .checks
            .is_empty()
    );
}

#[tokio::test]
async fn a_keychain_that_takes_no_new_secret_keeps_the_old_one() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let secret = bench.halo.client_secret();
    let end = replace(&bench, profile, new_secret(&bench, &secret)).await;
    assert!(
        matches!(&end, TaskState::Failed(error) if matches!(**error, Error::Vault(VaultError::Locked))),
        "{end:?}"
    );
    *bench.vault.refuses.lock().unwrap() = None;
    assert_eq!(in_keychain(&bench), [secret]);
}

#[tokio::test]
async fn a_trial_can_be_stopped_and_keeps_the_old_secret() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    bench
        .halo
        .fault(Fault::post("/auth/token").delay(std::time::Duration::from_mins(5)));
    let end = bench
        .ended(async |engine| {
            let new = new_secret(&bench, "another");
            let id = engine.replace_secret(profile, new).await.unwrap();
            engine.cancel_task(id);
            id
        })
        .await;
    assert!(matches!(end, TaskState::Cancelled), "{end:?}");
    assert_eq!(in_keychain(&bench), [bench.halo.client_secret()]);
}

#[tokio::test]
async fn a_profile_has_a_name_of_its_own() {
    let bench = Bench::hasty().await;
    let first = bench.entered().await;
    let second = bench.entered().await;
    let refused = bench.engine.rename_profile(second, " PALISADE ").await;
    assert!(matches!(
        refused.unwrap_err(),
        Error::InvalidInput { field: "name", .. }
    ));
    for bad in ["", "  ", &"x".repeat(61)] {
        assert!(bench.engine.rename_profile(second, bad).await.is_err());
    }
    bench
        .engine
        .rename_profile(second, " West\tbrook  mail ")
        .await
        .unwrap();
    bench
        .engine
        .save_vendor(Some(second), "dropsuite", "", SourceKind::Csv)
        .await
        .unwrap();
    bench
        .engine
        .save_vendor(Some(first), "dropsuite", "", SourceKind::Csv)
        .await
        .unwrap();
    let profiles = bench.engine.profiles().await.unwrap();
    let names: Vec<_> = profiles.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(
        names,
        ["Dropsuite", "West brook mail"],
        "a name given by hand stays, the vendor's own follows it"
    );
    assert_eq!(profiles[0].connection, ConnectionState::NotConnected);
}

fn draft(levels: &[(Option<&str>, &str)]) -> Draft {
    let word = |(key, name): &(Option<&str>, &str)| DraftWord {
        key: key.map(str::to_owned),
        name: (*name).to_owned(),
    };
    let status = |key: &str, is_closed| DraftStatus {
        word: word(&(Some(key), key)),
        is_closed,
    };
    Draft {
        statuses: vec![status("open", false), status("resolved", true)],
        levels: levels.iter().map(word).collect(),
        products: vec![word(&(Some("email_security"), "Mail"))],
    }
}

#[tokio::test]
async fn a_word_in_use_goes_only_with_a_yes() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let mut rules = bench.engine.ticket_rules_form(profile).await.unwrap().rules;
    rules.priorities = [("critical".to_owned(), 1), ("low".to_owned(), 4)].into();
    bench
        .engine
        .save_ticket_rules(profile, rules, 0, false)
        .await
        .unwrap();

    let renamed = draft(&[
        (Some("low"), "Whenever"),
        (Some("critical"), "Now"),
        (None, "Soon"),
    ]);
    bench
        .engine
        .save_vocabulary(profile, renamed, false)
        .await
        .unwrap();
    let form = bench.engine.ticket_rules_form(profile).await.unwrap();
    assert_eq!(form.rules.priorities.len(), 2, "rules follow the key");
    assert_eq!(form.vendor.levels[0].name, "Whenever");

    let smaller = draft(&[(Some("critical"), "Now")]);
    let error = bench
        .engine
        .save_vocabulary(profile, smaller.clone(), false)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::NeedsConfirmation { message } if message == "“Whenever” takes 1 ticket rule along."),
        "{error:?}"
    );
    bench
        .engine
        .save_vocabulary(profile, smaller, true)
        .await
        .unwrap();
    let words = bench.engine.vocabulary(profile).await.unwrap();
    assert_eq!(words.vendor.levels.len(), 1);
    assert_eq!(words.uses.len(), 1);
    let error = bench
        .engine
        .save_vocabulary(profile, draft(&[]), true)
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        Error::InvalidInput {
            field: "levels",
            ..
        }
    ));
}
