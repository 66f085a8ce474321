//! Customers made in Halo: planned, sent once, read back, paired; and what Halo can have against it. And pairs with the
//! customers that are there, which raise no false alarm.

use engine::Error;
use engine::database::grid::GridFilter;
use engine::domain::{CustomerId, Decision, OrganizationId, OrganizationState as State, ProfileId};
use engine::organizations::mappings::{Format, LineState};
use engine::organizations::{Act, Consent, Form, ImportOptions, Selection, SetAside};
use engine::tickets::CreatedAs;
use engine::{CreatedCustomer, CustomerForm, Demand, Seen, TaskState};
use halo_sim::Fault;
use tokio::sync::mpsc::unbounded_channel;

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk;

const NAME: &str = "Quillfeather Bindery";

async fn organization(bench: &Bench, profile: ProfileId, name: &str) -> OrganizationId {
    let form = Form {
        name: name.to_owned(),
        ..Form::default()
    };
    let added = bench.engine.add_organization(profile, form).await.unwrap();
    added.organization.unwrap()
}

fn named(name: &str) -> CustomerForm {
    CustomerForm {
        name: name.to_owned(),
        ..CustomerForm::default()
    }
}

async fn create(
    bench: &Bench,
    profile: ProfileId,
    id: OrganizationId,
    form: CustomerForm,
) -> engine::Result<CreatedCustomer> {
    bench
        .engine
        .create_customer(profile, id, form, Seen::default())
        .await
}

#[tokio::test]
async fn an_exclusion_ends_with_the_customer_that_is_made() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    let exclude = Act::Exclude(SetAside {
        reason: "Not ours yet".to_owned(),
        review_on: Some("2999-03-01".to_owned()),
    });
    let detail = || bench.engine.organization_detail(profile, id);
    let version = detail().await.unwrap().row.version;
    bench
        .engine
        .decide(profile, id, version, exclude)
        .await
        .unwrap();
    let before = detail().await.unwrap();
    let created = create(&bench, profile, id, named(NAME)).await.unwrap();
    let after = detail().await.unwrap();
    assert_eq!(
        (after.state, after.row.decision, after.row.decision_reason),
        (State::Mapped, Decision::Open, None)
    );
    assert_eq!(after.review_on, None);
    bench
        .engine
        .undo(profile, created.edit.id.unwrap(), false)
        .await
        .unwrap();
    let back = detail().await.unwrap();
    assert_eq!(
        (back.state, back.row.decision_reason, back.review_on),
        (
            State::Excluded,
            before.row.decision_reason,
            before.review_on
        )
    );
}

fn made(bench: &Bench, name: &str) -> usize {
    let customers = bench.halo.customers();
    customers
        .iter()
        .filter(|customer| customer.name == name)
        .count()
}

#[tokio::test]
async fn it_is_made_once_read_back_and_mapped() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    let plan = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    assert_eq!((plan.duplicates.len(), plan.flaw), (0, None));
    assert_eq!(plan.fields, [("Name", NAME.to_owned())]);
    assert_eq!(made(&bench, NAME), 0, "planning sends nothing");

    let created = create(&bench, profile, id, named(NAME)).await.unwrap();
    assert_eq!(created.read_back[0].got.as_deref(), Some(NAME));
    assert_eq!(
        created.edit.what,
        format!("{NAME} created in Halo and mapped to {NAME}")
    );
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.state, State::Mapped);
    assert_eq!(detail.pair.unwrap().customer.id, created.customer);

    // A second press changes nothing more.
    let again = create(&bench, profile, id, named(NAME)).await.unwrap();
    assert_eq!((again.edit.id, again.customer), (None, created.customer));
    assert_eq!(made(&bench, NAME), 1);

    // Undo parts the pair here; what was written to Halo stays, and is said.
    let undone = bench
        .engine
        .undo(profile, created.edit.id.unwrap(), false)
        .await
        .unwrap();
    assert!(
        undone.what.ends_with("The customer stays in Halo"),
        "{}",
        undone.what
    );
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.pair, None);
    // The one of its very name is offered at once, so that nobody makes a second.
    let offered = detail.candidates.first().map(|one| one.customer.id);
    assert_eq!(offered, Some(created.customer));
    assert_eq!(
        detail.left_in_halo,
        Some((created.customer, NAME.to_owned()))
    );
    assert_eq!(made(&bench, NAME), 1);
    // It is in the snapshot, so it is found and not made again unseen.
    let plan = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    assert_eq!(plan.duplicates[0].customer.id, created.customer);
    let refused = create(&bench, profile, id, named(NAME)).await;
    assert!(
        matches!(refused, Err(Error::NeedsConfirmation { .. })),
        "{refused:?}"
    );
    assert_eq!(made(&bench, NAME), 1);
    let act = Act::Map {
        customer: created.customer,
        consent: Consent::Ask,
    };
    bench
        .engine
        .decide(profile, id, detail.row.version, act)
        .await
        .unwrap();
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.left_in_halo, None);
}

#[tokio::test]
async fn near_duplicates_are_shown_inactive_ones_too() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let halo = bench.halo.customers();
    let inactive = halo.iter().find(|customer| customer.inactive).unwrap();
    let id = organization(&bench, profile, &inactive.name).await;
    let plan = bench
        .engine
        .plan_customer(profile, id, named(&inactive.name.to_uppercase()))
        .await
        .unwrap();
    let shown = &plan.duplicates[0].customer;
    assert_eq!(
        (shown.name.as_str(), shown.inactive),
        (inactive.name.as_str(), true)
    );
}

#[tokio::test]
async fn a_lost_reply_is_looked_up_and_nothing_is_sent_twice() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    // The customer is made, the answer never comes.
    bench.halo.fault(Fault::post("/Client").once().drop_reply());
    let created = create(&bench, profile, id, named(NAME)).await.unwrap();
    assert_eq!(made(&bench, NAME), 1);
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.pair.unwrap().customer.id, created.customer);
}

#[tokio::test]
async fn when_the_look_up_fails_too_the_next_press_begins_with_it() {
    let bench = Bench::hasty().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    bench.halo.fault(Fault::post("/Client").once().drop_reply());
    // The first look is before the write; the one after it fails.
    bench.halo.fault(Fault::get("/Client").nth(2).status(503));
    let lost = create(&bench, profile, id, named(NAME)).await;
    assert!(lost.is_err(), "{lost:?}");
    let plan = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    assert_eq!(plan.unanswered.as_deref(), Some(NAME));
    let found = create(&bench, profile, id, named(NAME)).await.unwrap();
    assert_eq!(made(&bench, NAME), 1);
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.pair.unwrap().customer.id, found.customer);
}

#[tokio::test]
async fn a_creation_that_may_still_arrive_is_waited_for() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    // A gateway gives up, and nobody knows whether Halo does.
    bench.halo.fault(Fault::post("/Client").once().status(504));
    let lost = create(&bench, profile, id, named(NAME)).await;
    assert!(lost.is_err(), "{lost:?}");
    for name in [NAME, "Quillfeather Bindery Ltd"] {
        let waits = create(&bench, profile, id, named(name)).await;
        let Err(Error::NeedsConfirmation { message }) = waits else {
            panic!("{waits:?}")
        };
        assert!(message.contains("Try again in two minutes"), "{message}");
    }
    assert_eq!(bench.halo.requests_to("POST", "/Client").len(), 1);
    bench.clock.forward(jiff::SignedDuration::from_mins(3));
    create(&bench, profile, id, named(NAME)).await.unwrap();
    assert_eq!(made(&bench, NAME), 1);
}

#[tokio::test]
async fn somebody_elses_namesake_is_shown_first_and_made_beside_only_when_seen() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    let other = i32::try_from(bench.halo.create_customer(NAME, "")).unwrap();
    let refused = create(&bench, profile, id, named(NAME)).await;
    assert!(
        matches!(refused, Err(Error::NeedsConfirmation { .. })),
        "{refused:?}"
    );
    assert_eq!(made(&bench, NAME), 1);
    let plan = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    let seen: Vec<CustomerId> = plan.duplicates.iter().map(|one| one.customer.id).collect();
    assert_eq!(seen, [CustomerId::new(other)]);
    let seen = Seen {
        duplicates: seen,
        held_tickets: 0,
    };
    let created = bench
        .engine
        .create_customer(profile, id, named(NAME), seen)
        .await
        .unwrap();
    assert_ne!(created.customer, CustomerId::new(other));
    assert_eq!(made(&bench, NAME), 2);
}

/// A ticket that waits for the organisation to have a customer.
async fn hold_ticket(bench: &Bench, profile: ProfileId, id: OrganizationId, summary: &str) {
    let form = ticket_desk::form(id, summary, "");
    let created = bench.engine.create_ticket(profile, form).await.unwrap();
    assert_eq!(created.became, CreatedAs::Held);
}

#[tokio::test]
async fn held_tickets_are_part_of_the_plan_and_go_only_with_the_number_that_was_shown() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let id = organization(&bench, profile, NAME).await;
    let planned = async || {
        let plan = bench.engine.plan_customer(profile, id, named(NAME)).await;
        plan.unwrap().held_tickets
    };
    assert_eq!(planned().await, 0);
    hold_ticket(&bench, profile, id, "Printer").await;
    hold_ticket(&bench, profile, id, "Monitor").await;
    assert_eq!(planned().await, 2);
    for (shown, waits) in [(0, "2 held tickets wait"), (3, "2 held tickets wait")] {
        let seen = Seen {
            held_tickets: shown,
            ..Seen::default()
        };
        let refused = bench
            .engine
            .create_customer(profile, id, named(NAME), seen)
            .await;
        let Err(Error::NeedsConfirmation { message }) = refused else {
            panic!("{refused:?}")
        };
        assert!(message.starts_with(waits), "{message}");
    }
    assert!(bench.halo.requests_to("POST", "/Client").is_empty());
    let seen = Seen {
        held_tickets: 2,
        ..Seen::default()
    };
    let created = bench
        .engine
        .create_customer(profile, id, named(NAME), seen)
        .await
        .unwrap();
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!(detail.pair.unwrap().customer.id, created.customer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_comes_to_wait_while_halo_writes_is_not_sent_unseen() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let id = organization(&bench, profile, NAME).await;
    let (tell, mut told) = unbounded_channel();
    let (go, may_go) = std::sync::mpsc::channel::<()>();
    let may_go = std::sync::Mutex::new(may_go);
    // Halo has made the customer, and its answer is on the way until the ticket is there.
    bench
        .halo
        .fault(Fault::post("/Client").once().edit_json(move |_| {
            tell.send(()).unwrap();
            may_go.lock().unwrap().recv().unwrap();
        }));
    let (created, ()) = tokio::join!(create(&bench, profile, id, named(NAME)), async {
        told.recv().await.unwrap();
        hold_ticket(&bench, profile, id, "Printer").await;
        go.send(()).unwrap();
    });
    let Err(Error::NeedsConfirmation { message }) = created else {
        panic!("{created:?}")
    };
    assert!(
        message.contains("is in Halo now, and not mapped"),
        "{message}"
    );
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    assert_eq!((detail.pair, detail.held_tickets), (None, 1));
    assert_eq!(made(&bench, NAME), 1);
    // It is offered, with the ticket in view, and no second one is made unseen.
    let plan = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    assert_eq!((plan.held_tickets, plan.unanswered), (1, None));
    assert_eq!(plan.duplicates[0].customer.name, NAME);
}

#[tokio::test]
async fn what_this_halo_demands_is_learnt_one_refusal_at_a_time() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    let all = [
        "newclient_sitename",
        "newclient_contactname",
        "newclient_contactemail",
    ];
    bench.halo.demand_of_customers(&all);
    let form = CustomerForm {
        site: "Bath".to_owned(),
        contact_name: "Ann Quill".to_owned(),
        contact_email: "ann@quillfeather.example".to_owned(),
        ..named(NAME)
    };
    for demands in [
        vec![Demand::Site],
        vec![Demand::Site, Demand::ContactName],
        vec![Demand::Site, Demand::ContactName, Demand::ContactEmail],
    ] {
        let refused = create(&bench, profile, id, form.clone()).await;
        assert!(
            matches!(refused, Err(Error::Halo(halo_api::Error::Rejected { .. }))),
            "{refused:?}"
        );
        let plan = bench
            .engine
            .plan_customer(profile, id, form.clone())
            .await
            .unwrap();
        assert_eq!(plan.demands, demands);
    }
    let empty = bench
        .engine
        .plan_customer(profile, id, named(NAME))
        .await
        .unwrap();
    assert_eq!(empty.flaw.map(|(field, _)| field), Some("site"));
    let created = create(&bench, profile, id, form).await.unwrap();
    let site = created
        .read_back
        .iter()
        .find(|field| field.label == "First site")
        .unwrap();
    assert_eq!(site.got.as_deref(), Some("Bath"));
    assert_eq!(made(&bench, NAME), 1);
}

#[tokio::test]
async fn a_missing_right_is_named_and_a_revoked_connection_does_nothing() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    bench.halo.fault(Fault::post("/Client").once().status(403));
    match create(&bench, profile, id, named(NAME)).await {
        Err(Error::MissingRight { mend, .. }) => {
            assert!(mend.contains("Customers Access Level"), "{mend}");
        }
        other => panic!("{other:?}"),
    }
    bench.engine.revoke(profile).await.unwrap();
    let refused = create(&bench, profile, id, named(NAME)).await;
    assert!(
        matches!(refused, Err(Error::NotConfigured { .. })),
        "{refused:?}"
    );
    assert_eq!(made(&bench, NAME), 0);
}

#[tokio::test]
async fn the_demos_own_pairs_raise_no_warning() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.csv");
    fs_err::write(&file, halo_sim::demo_organizations_csv()).unwrap();
    let path = file.display().to_string();
    bench
        .engine
        .import_file(profile, path, ImportOptions::default())
        .await
        .unwrap();
    let preview = bench.engine.preview_accept(profile, None).await.unwrap();
    assert_eq!((preview.doubts, preview.doubtful), (vec![], 0));
    assert!(preview.total > 50, "{} suggestions", preview.total);
    let accepted = bench
        .engine
        .accept_suggestions(profile, None, &preview.mark)
        .await
        .unwrap();
    let end = bench
        .ended(async |engine| engine.count_users(profile).await.unwrap())
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let counts = bench.engine.organization_counts(profile).await.unwrap();
    assert_eq!((counts.problems, counts.mapped), (0, preview.total));
    // Nor does a file that brings them all back at once.
    let file = folder.path().join("mappings.csv").display().to_string();
    let all = Selection::All {
        filter: GridFilter::All,
        text: String::new(),
        except: Vec::new(),
    };
    bench
        .engine
        .export_mappings(profile, all, Format::Csv, file.clone(), false)
        .await
        .unwrap();
    let accepted = accepted.id.unwrap();
    bench.engine.undo(profile, accepted, false).await.unwrap();
    let again = bench.engine.preview_mappings(profile, file).await.unwrap();
    for (state, count) in [(LineState::New, preview.total), (LineState::Conflict, 0)] {
        assert!(again.counts.contains(&(state, count)), "{again:?}");
    }
}

#[tokio::test]
async fn a_customer_that_was_made_here_is_not_told_as_new_and_one_that_others_made_is() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let id = organization(&bench, profile, NAME).await;
    bench.engine.mark_changes_seen(profile).await.unwrap();
    bench.clock.set("2026-11-21T13:00:00Z");
    create(&bench, profile, id, named(NAME)).await.unwrap();
    let read = async || {
        bench
            .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
            .await
    };
    read().await;
    let news = async || {
        let home = bench.engine.home(profile).await.unwrap();
        home.changes.map(|changes| changes.new_customers)
    };
    assert_eq!(news().await, None);
    bench.halo.create_customer("Somebody Else Ltd", "");
    read().await;
    assert_eq!(news().await, Some(1));
}
