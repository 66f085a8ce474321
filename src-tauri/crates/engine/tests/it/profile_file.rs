//! A profile as a file: out and in again, without secrets, without touching what is here.

use engine::Error;
use engine::database::{self, rejections::RejectionRow};
use engine::domain::ticket_rules::RulesOverride;
use engine::domain::{CustomerId, Decision, OrganizationId, ProfileId};
use engine::organizations;
use serde_json::{Value, json};

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk::{BRAYFORD, map, organization};

const NOW: &str = "2026-11-21T12:00:00Z";

/// A profile in which everything has been decided that a file holds.
pub(crate) async fn whole(bench: &Bench) -> ProfileId {
    let profile = ready(bench).await;
    let engine = &bench.engine;
    let brayford = organization(engine, profile, "Brayford Dental").await;
    map(engine, profile, brayford, BRAYFORD).await;
    let held = organization(engine, profile, "Somebody Else").await;
    let excluded = organization(engine, profile, "Our own test").await;
    bench
        .store
        .write(move |tx| {
            decide(tx, profile, held, Decision::Held, None)?;
            database::reviews::set(tx, profile, held, Some("2027-03-01"))?;
            decide(tx, profile, excluded, Decision::Excluded, Some("A test"))?;
            let rejection = RejectionRow {
                organization: held,
                customer: CustomerId::new(13),
                customer_name: "Not this one".to_owned(),
                rejected_at: NOW.to_owned(),
            };
            database::rejections::add(tx, profile, &rejection)?;
            let own = RulesOverride {
                team: Some("Second line".to_owned()),
                ..RulesOverride::default()
            };
            database::rules_overrides::save(tx, profile, brayford, &own, 0, NOW)
        })
        .await
        .unwrap();
    profile
}

fn decide(
    conn: &database::Connection,
    profile: ProfileId,
    id: OrganizationId,
    decision: Decision,
    reason: Option<&str>,
) -> database::Result<()> {
    database::organizations::set_decision(conn, profile, id, decision, reason, NOW)
}

fn place(bench: &Bench, name: &str) -> String {
    let path = bench.engine.data_dir().join(name);
    path.to_string_lossy().into_owned()
}

/// Writes a profile to a file and answers what stands in it.
pub(crate) async fn written(bench: &Bench, profile: ProfileId, name: &str) -> (String, String) {
    let path = place(bench, name);
    let done = bench
        .engine
        .export_profile(profile, path.clone(), false)
        .await
        .unwrap();
    assert_eq!(done.path, path);
    let text = fs_err::read_to_string(&path).unwrap();
    (path, text)
}

/// What stands in it but for its own name and time.
fn content(text: &str) -> Value {
    let mut document: Value = serde_json::from_str(text).unwrap();
    let entries = document.as_object_mut().unwrap();
    entries.remove("profile").unwrap();
    entries.remove("exported_at").unwrap();
    document
}

pub(crate) async fn import(bench: &Bench, path: &str) -> ProfileId {
    let preview = bench.engine.preview_profile(path.to_owned()).await.unwrap();
    bench
        .engine
        .import_profile(path.to_owned(), &preview.mark)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_went_out_comes_in_as_a_profile_of_its_own() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    for secret in [&bench.halo.client_secret(), bench.halo.client_id()] {
        assert!(!text.contains(secret), "{text}");
    }
    let preview = bench.engine.preview_profile(path.clone()).await.unwrap();
    assert_eq!(preview.counts.pairs, 1);
    assert_eq!(preview.counts.set_aside, 2);
    assert_eq!(preview.counts.own_rules, 1);
    assert!(preview.counts.rules);
    assert_eq!(preview.notices, Vec::<String>::new());
    assert_eq!(
        bench.engine.profiles().await.unwrap().len(),
        1,
        "only shown"
    );

    let brought = import(&bench, &path).await;
    let names: Vec<String> = bench
        .engine
        .profiles()
        .await
        .unwrap()
        .into_iter()
        .map(|profile| profile.name)
        .collect();
    assert_eq!(names[1], preview.name);
    assert_ne!(names[0], names[1]);
    let wizard = bench.engine.wizard(brought).await.unwrap();
    assert_eq!((wizard.step, wizard.client_id.as_str()), (2, ""));
    assert_eq!(
        content(&written(&bench, profile, "same.json").await.1),
        content(&text)
    );

    // Connected to the Halo it came from, it is what it was.
    connect(&bench, brought, bench.halo.base_url()).await;
    assert_eq!(bench.engine.halo_question(brought).await.unwrap(), None);
    let mut again = content(&written(&bench, brought, "again.json").await.1);
    let mut first = content(&text);
    for document in [&mut again, &mut first] {
        // Typed once as it was found, once as the file has it.
        document["address"]["typed"].take();
    }
    assert_eq!(again, first);
    bench
        .ended(async |engine| engine.read_halo_whole(brought).await.unwrap())
        .await;
    bench.engine.renew_problems(brought).await.unwrap();
    let problems = bench.engine.problems(brought).await.unwrap();
    assert_eq!(problems.groups, [], "everything is there");
}

#[tokio::test]
async fn another_halo_than_that_of_the_file_is_asked_about() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    let elsewhere = edited(&text, |file| {
        file["address"]["api"] = json!("https://sandbox.halopsa.com/api");
        file["address"]["authorization"] = json!("https://sandbox.halopsa.com/auth");
        file["address"]["tenant"] = json!("sandbox");
        file["address"]["original_host"] = json!(null);
        file["halo"] = json!("sandbox.halopsa.com");
    });
    fs_err::write(&path, elsewhere).unwrap();
    let brought = import(&bench, &path).await;
    connect(&bench, brought, bench.halo.base_url()).await;
    let question = bench.engine.halo_question(brought).await.unwrap().unwrap();
    assert_eq!(question.old_host, "sandbox.halopsa.com");
    assert_eq!(question.pairs, 1);
    // The same file is also one of mappings, by name where the Halo is another.
    let preview = bench.engine.preview_mappings(profile, path).await.unwrap();
    assert!(preview.notices[0].contains("by name only"), "{preview:?}");
}

#[tokio::test]
async fn a_file_that_is_none_says_why_and_brings_nothing() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    let brayford = |file: &mut Value| -> usize {
        let all = file["mappings"].as_array().unwrap();
        all.iter()
            .position(|one| one["organization"]["name"] == "Brayford Dental")
            .unwrap()
    };
    for (bad, says) in [
        (text[..text.len() / 2].to_owned(), "damaged"),
        ("{}".to_owned(), "not the file of a profile"),
        (
            "name,domain\nAcme,acme.test".to_owned(),
            "no file of a profile",
        ),
        (
            edited(&text, |file| file["format"] = json!("halyard mappings")),
            "on the page Organisations",
        ),
        (
            edited(&text, |file| file["version"] = json!(3)),
            "later version",
        ),
        (
            edited(&text, |file| file["vendor"] = json!(null)),
            "damaged",
        ),
        (
            edited(&text, |file| file["source"] = json!("a dream")),
            "“a dream”",
        ),
        (
            edited(&text, |file| file["address"]["api"] = json!("file:///etc")),
            "no address of a Halo",
        ),
        (
            edited(&text, |file| {
                let at = brayford(file);
                file["mappings"][at]["customer"]["id"] = json!(1);
            }),
            "“Brayford Dental”",
        ),
        (
            edited(&text, |file| {
                let at = brayford(file);
                let twice = file["mappings"][at].clone();
                file["mappings"].as_array_mut().unwrap().push(twice);
            }),
            "the same customer",
        ),
    ] {
        fs_err::write(&path, bad).unwrap();
        let refused = bench
            .engine
            .preview_profile(path.clone())
            .await
            .unwrap_err();
        let Error::Organizations(organizations::Error::File { message }) = refused else {
            panic!("{refused:?}")
        };
        assert!(message.contains(says), "{says}: {message}");
        bench
            .engine
            .import_profile(path.clone(), "")
            .await
            .unwrap_err();
    }
    assert_eq!(bench.engine.profiles().await.unwrap().len(), 1);
}

#[tokio::test]
async fn only_what_was_shown_is_imported() {
    let bench = Bench::new().await;
    let profile = whole(&bench).await;
    let (path, text) = written(&bench, profile, "out.json").await;
    let shown = bench.engine.preview_profile(path.clone()).await.unwrap();
    fs_err::write(&path, edited(&text, |file| file["may_share"] = json!(true))).unwrap();
    let refused = bench.engine.import_profile(path.clone(), &shown.mark).await;
    assert!(refused.unwrap_err().to_string().contains("was changed"));
    // Without the Halo that they are of, pairs and rules are not taken.
    fs_err::write(&path, edited(&text, |file| file["address"] = json!(null))).unwrap();
    let preview = bench.engine.preview_profile(path.clone()).await.unwrap();
    assert_eq!(preview.notices.len(), 1);
    let brought = import(&bench, &path).await;
    let without = content(&written(&bench, brought, "without.json").await.1);
    assert_eq!(without["ticket_rules"], json!(null));
    let all = without["mappings"].as_array().unwrap();
    assert!(all.iter().all(|one| one["customer"].is_null()), "{all:?}");
    let existing = bench.engine.export_profile(profile, path, false).await;
    assert!(matches!(
        existing,
        Err(Error::Organizations(
            organizations::Error::FileExists { .. }
        ))
    ));
}

pub(crate) fn edited(text: &str, edit: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(text).unwrap();
    edit(&mut file);
    file.to_string()
}

/// The rest of the wizard.
pub(crate) async fn connect(bench: &Bench, profile: ProfileId, address: &str) {
    bench.engine.find_halo(profile, address).await.unwrap();
    bench.enter_again(profile, false).await;
}
