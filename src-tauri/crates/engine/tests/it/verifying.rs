//! The checklist proves what was done and nothing else, and a report holds no secret and, masked, no name.

use engine::database::journal::JournalQuery;
use engine::database::test_runs::{self, NewTestRun};
use engine::domain::ticket_rules::RulesOverride;
use engine::domain::{CustomerId, Features, ProfileId};
use engine::test_ticket::{Choice, StatusTest, WhatBecomes};
use engine::wizard::TypedAddresses;
use engine::{Error, ProofKind, ProofLine, ProofState, ReportFormat, Shown};

use crate::support::{ALL_FEATURES, Bench, WHO};
use crate::testing_tickets::{choice, ready};
use crate::ticket_desk::{BRAYFORD, map, organization};
use crate::writing_seats::{apply, compare, made, plan};

async fn proof(bench: &Bench, profile: ProfileId, kind: ProofKind) -> ProofLine {
    let proofs = bench.engine.proofs(profile).await.unwrap();
    proofs.into_iter().find(|proof| proof.kind == kind).unwrap()
}

#[tokio::test]
async fn nothing_is_proven_before_it_was_tried() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let proofs = bench.engine.proofs(profile).await.unwrap();
    for proof in proofs
        .iter()
        .filter(|proof| proof.kind != ProofKind::Journal)
    {
        assert_eq!(proof.state, ProofState::Open, "{proof:?}");
        assert_eq!(proof.at, None, "{proof:?}");
    }
}

#[tokio::test]
async fn each_line_is_proven_by_what_was_done_and_refuted_by_what_changed() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let state = async |kind| proof(&bench, profile, kind).await.state;
    for kind in [
        ProofKind::Connected,
        ProofKind::Customers,
        ProofKind::Rules,
        ProofKind::Problems,
        ProofKind::Secret,
        ProofKind::Journal,
    ] {
        assert_eq!(state(kind).await, ProofState::Proven, "{kind:?}");
    }
    assert_eq!(state(ProofKind::Mapped).await, ProofState::Open);
    let brayford = organization(&bench.engine, profile, "Brayford Dental").await;
    assert_eq!(state(ProofKind::Mapped).await, ProofState::Refuted);
    map(&bench.engine, profile, brayford, BRAYFORD).await;
    assert_eq!(state(ProofKind::Mapped).await, ProofState::Proven);

    assert_eq!(state(ProofKind::StatusBothWays).await, ProofState::Open);
    let both = Choice {
        statuses: StatusTest::ByHalyard,
        ..choice(WhatBecomes::Close)
    };
    bench
        .ended(async |engine| engine.start_test_ticket(profile, both).await.unwrap())
        .await;
    assert_eq!(state(ProofKind::TestTicket).await, ProofState::Proven);
    let both = proof(&bench, profile, ProofKind::StatusBothWays).await;
    assert_eq!(both.state, ProofState::Proven, "{both:?}");
    assert!(both.at.is_some());

    assert!(bench.halo.delete_customer(i64::from(BRAYFORD)));
    bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
    assert_eq!(state(ProofKind::Problems).await, ProofState::Refuted);
    assert_eq!(state(ProofKind::Mapped).await, ProofState::Refuted);
}

#[tokio::test]
async fn what_only_use_shows_and_what_is_under_way_is_refuted_by_nobody() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let rights = proof(&bench, profile, ProofKind::Rights).await;
    assert_eq!(rights.state, ProofState::Open, "{rights:?}");
    assert!(rights.meaning.ends_with("show only in use."), "{rights:?}");

    let store = bench.second_handle();
    let begun = store.write(move |tx| {
        let run = NewTestRun {
            reference: "HT-1",
            customer_id: CustomerId::new(BRAYFORD),
            customer_name: "Brayford Dental",
            level_key: "low",
            steps_json: "{}",
            started_at: "2026-11-21T12:00:00Z",
        };
        test_runs::insert(tx, profile, &run)
    });
    begun.await.unwrap();
    let test = proof(&bench, profile, ProofKind::TestTicket).await;
    assert_eq!(test.state, ProofState::Open, "{test:?}");
    assert!(test.meaning.contains("under way"), "{test:?}");
}

#[tokio::test]
async fn a_masked_report_says_what_is_wrong_with_the_connection_and_not_where() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let elsewhere = TypedAddresses {
        api: "http://127.0.0.1:9/api".to_owned(),
        auth: "http://127.0.0.1:9/auth".to_owned(),
        tenant: "westbrook".to_owned(),
    };
    bench
        .engine
        .save_typed_addresses(profile, &elsewhere)
        .await
        .unwrap();
    let text = async |masked| {
        let parts = bench.engine.report(profile, masked).await.unwrap();
        let rows = parts.into_iter().flat_map(|part| part.rows);
        rows.flatten().collect::<Vec<_>>().join("\n")
    };
    let named = text(false).await;
    assert!(named.contains("is another Halo"), "{named}");
    let masked = text(true).await;
    assert!(
        masked.contains("It needs attention: the address leads to another Halo."),
        "{masked}"
    );
    assert!(!masked.contains("127.0.0.1") && !masked.contains("westbrook"));
}

#[tokio::test]
async fn a_report_holds_no_secret_and_masked_no_name_or_address() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let id = organization(&bench.engine, profile, "Brayford <b>Dental</b>").await;
    map(&bench.engine, profile, id, BRAYFORD).await;
    let path = bench.engine.data_dir().join("report.html");
    let write = async |format, masked, replace| {
        let to = path.to_string_lossy().into_owned();
        let written = bench
            .engine
            .write_report(profile, format, masked, to, replace)
            .await;
        written.map(|_| fs_err::read_to_string(&path).unwrap())
    };
    let named = write(ReportFormat::Html, false, false).await.unwrap();
    assert!(named.contains("Brayford &lt;b&gt;Dental&lt;/b&gt;"));
    assert!(!named.contains("<b>Dental"));
    assert!(
        write(ReportFormat::Html, true, false).await.is_err(),
        "it is there already"
    );
    for format in [ReportFormat::Html, ReportFormat::Json] {
        let masked = write(format, true, true).await.unwrap();
        assert!(masked.contains("Organisation 1") && masked.contains("Customer 1"));
        let host = bench
            .halo
            .base_url()
            .trim_start_matches("http://")
            .to_owned();
        for hidden in [
            "Brayford",
            host.as_str(),
            "127.0.0.1",
            "Palisade connection",
        ] {
            assert!(!masked.contains(hidden), "{hidden}");
        }
        assert!(!masked.contains(&bench.halo.client_secret()));
        assert!(!masked.contains(bench.halo.client_id()));
    }
    let parts = bench.engine.report(profile, true).await.unwrap();
    let titles: Vec<&str> = parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Summary",
            "Checklist",
            "Checks of access",
            "Open problems",
            "Organisations",
            "What was done",
        ]
    );
}

/// Acts that stand in a report: who, what, before, after, and what more there is to say.
async fn acts(bench: &Bench, profile: ProfileId, masked: bool) -> Vec<Vec<String>> {
    let parts = bench.engine.report(profile, masked).await.unwrap();
    let acts = parts.into_iter().find(|part| part.title == "What was done");
    acts.unwrap().rows
}

#[tokio::test]
async fn a_report_tells_each_act_by_whom_and_when_and_masked_by_its_kind_alone() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let id = organization(&bench.engine, profile, "Brayford Teeth").await;
    map(&bench.engine, profile, id, BRAYFORD).await;
    assert!(
        bench
            .halo
            .rename_customer(i64::from(BRAYFORD), "Brayford Group")
    );
    bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await;
    bench.engine.renew_problems(profile).await.unwrap();
    let found = bench.engine.problems(profile).await.unwrap();
    let shown = found.groups[0]
        .rows
        .iter()
        .map(|row| Shown {
            id: row.id,
            after: row.problem.after.clone(),
        })
        .collect();
    bench.engine.accept_problems(profile, shown).await.unwrap();

    let named = acts(&bench, profile, false).await;
    let line = |words: &str| {
        named
            .iter()
            .find(|row| row[3].contains(words))
            .unwrap_or_else(|| panic!("{words} in {named:#?}"))
    };
    let mapped = line("Brayford Teeth mapped to Ashdown Forest Brewery");
    assert_eq!(mapped[1], "2026-11-21T12:00:00Z");
    assert_eq!(mapped[2], format!("{WHO}, at this workstation"));
    assert!(
        mapped[6].contains("Brayford Teeth: ") && mapped[6].contains("→ Ashdown Forest Brewery"),
        "{mapped:?}"
    );
    assert_eq!(line("Read Halo")[2], "Halyard by itself");
    let accepted = line("Accepted as it is: Brayford Teeth");
    assert_eq!(accepted[4..6], ["Ashdown Forest Brewery", "Brayford Group"]);
    assert!(named.iter().all(|row| row[7].len() == 12), "sealed");

    let masked = acts(&bench, profile, true).await;
    assert_eq!(masked.len(), named.len());
    let whats: Vec<&str> = masked.iter().map(|row| row[3].as_str()).collect();
    for what in [
        "Organisation mapped",
        "Found: customer renamed in Halo",
        "Accepted as it is",
        "Solved: customer renamed in Halo",
        "Ticket rules saved",
    ] {
        assert!(whats.contains(&what), "{what} in {whats:?}");
    }
    let text = masked.concat().join("\n");
    assert!(
        !text.contains("Brayford") && !text.contains("Ashdown"),
        "{text}"
    );
    assert!(!text.contains(bench.halo.client_id()), "{text}");
}

#[tokio::test]
async fn the_journal_knows_a_report_and_a_report_its_journal() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let path = bench.engine.data_dir().join("report.json");
    let to = path.to_string_lossy().into_owned();
    let written = bench
        .engine
        .write_report(profile, ReportFormat::Json, false, to, false)
        .await
        .unwrap();
    let report: serde_json::Value =
        serde_json::from_str(&fs_err::read_to_string(&path).unwrap()).unwrap();
    assert!(report["madeWith"].as_str().unwrap().starts_with("Halyard "));
    let last = acts(&bench, profile, false).await.pop().unwrap();
    assert_eq!(last[3], "Report written with names");
    assert_eq!(last[5], written.sha256);

    // The seal is that of the last line before the report, whole or by its beginning.
    let engine = &bench.engine;
    let seal = report["newestSeal"].as_str().unwrap();
    let lines = report["journalLines"].as_u64().unwrap();
    for given in [seal, &seal[..12], &format!(" {}\n", seal.to_uppercase())] {
        let found = engine.line_of_seal(profile, given).await.unwrap().unwrap();
        assert_eq!(u64::try_from(found.line).unwrap(), lines, "{given:?}");
        assert!(found.is_whole);
    }
    assert_eq!(
        engine.line_of_seal(profile, &"0".repeat(64)).await.unwrap(),
        None
    );
    for none in ["", &seal[..11], "not a seal at all"] {
        let refused = engine.line_of_seal(profile, none).await;
        assert!(matches!(
            refused,
            Err(Error::InvalidInput { field: "seal", .. })
        ));
    }

    // Activity finds the line by it.
    let by_seal = JournalQuery {
        text: seal.to_owned(),
        limit: 10,
        ..JournalQuery::default()
    };
    let shown = engine.activity(profile, by_seal).await.unwrap();
    assert_eq!((shown.total, shown.rows.len()), (1, 1));
    assert_eq!(shown.rows[0].seal.as_deref(), Some(seal));

    // Somebody rewrites a line: what comes before it still stands, it and later ones do not.
    let first = engine
        .line_of_seal(profile, &acts(&bench, profile, false).await[0][7])
        .await
        .unwrap()
        .unwrap();
    let file = rusqlite::Connection::open(engine.data_dir().join("halyard.db")).unwrap();
    file.execute(
        "UPDATE journal SET what = 'Nothing' WHERE id = ?1",
        [first.line + 1],
    )
    .unwrap();
    let whole = async |seal: &str| {
        let found = engine.line_of_seal(profile, seal).await.unwrap();
        found.unwrap().is_whole
    };
    assert!(!whole(seal).await);
    assert!(whole(&acts(&bench, profile, false).await[0][7]).await);
}

#[tokio::test]
async fn masked_a_report_names_each_act_of_seats_and_settings_and_nobody() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let licences = compare(&bench, profile, &[|seats| seats + 1]).await;
    let draft = made(&bench, profile).await;
    apply(&bench, profile, &draft, "They grew").await;
    let engine = &bench.engine;
    engine
        .take_seats_back(profile, draft.row.id, false)
        .await
        .unwrap();
    let back = plan(engine, profile).await;
    apply(&bench, profile, &back, "It was wrong").await;
    let id = organization(engine, profile, "Brayford Dental").await;
    map(engine, profile, id, BRAYFORD).await;
    let own = RulesOverride {
        team: Some("Security".to_owned()),
        ..RulesOverride::default()
    };
    engine
        .save_rules_override(profile, id, own, 0, false)
        .await
        .unwrap();
    engine
        .remove_rules_override(profile, id, false)
        .await
        .unwrap();
    let without_seats = Features {
        seats: false,
        ..ALL_FEATURES
    };
    engine.save_features(profile, without_seats).await.unwrap();
    let newest = JournalQuery {
        limit: 1,
        ..JournalQuery::default()
    };
    let line = engine.activity(profile, newest).await.unwrap().rows[0].id;
    engine.undo_act(profile, line, false).await.unwrap();

    let masked = acts(&bench, profile, true).await;
    let whats: Vec<&str> = masked.iter().map(|row| row[3].as_str()).collect();
    let (first, second) = (draft.row.id, back.row.id);
    for what in [
        format!("Plan of seats {first} confirmed"),
        format!("Plan of seats {second} confirmed, which takes plan {first} back"),
        "Licence chosen for the product".to_owned(),
        "Own ticket rules of an organisation saved".to_owned(),
        "Own ticket rules of an organisation taken away".to_owned(),
        "Ticket rules saved".to_owned(),
        "Address of Halo entered".to_owned(),
        "What the connection is for changed".to_owned(),
        "Undone: What the connection is for changed".to_owned(),
    ] {
        assert!(whats.contains(&what.as_str()), "{what} in {whats:#?}");
    }
    assert!(
        !whats.iter().any(|what| what.contains("Setting changed")),
        "{whats:#?}"
    );
    let written: Vec<_> = masked
        .iter()
        .filter(|row| row[3] == "Seats written to Halo")
        .map(|row| row[4..6].to_vec())
        .collect();
    let (before, after) = (
        licences[0].count.to_string(),
        (licences[0].count + 1).to_string(),
    );
    assert_eq!(written, [[before.clone(), after.clone()], [after, before]]);
    let customer = bench.halo.customer(licences[0].client_id).unwrap().name;
    let text = masked.concat().join("\n");
    for hidden in [customer.as_str(), "Brayford", "127.0.0.1", "Email Security"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}
