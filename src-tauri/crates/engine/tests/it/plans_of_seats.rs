//! What stands between plans of seats: what was ticked or sent and is not lost without a word, and what took what back.

use engine::database::journal::JournalQuery;
use engine::domain::ProfileId;
use engine::domain::seats::{LineState, PlanState};
use engine::seats::SeatPlan;
use engine::{Error, Tag, TaskState};
use halo_sim::{Fault, Licence};

use crate::comparing_seats::read;
use crate::support::Bench;
use crate::writing_seats::{apply, compared, count, made, plan, posts};

/// A plan of one line whose count was written, and whose answer and every look for it were lost.
async fn lost(bench: &Bench) -> (ProfileId, Licence, SeatPlan) {
    let (profile, mut licences) = compared(bench, &[|seats| seats + 1]).await;
    let licence = licences.remove(0);
    let draft = made(bench, profile).await;
    bench
        .halo
        .fault(Fault::post("/SoftwareLicence").drop_reply());
    bench
        .halo
        .fault(Fault::get("/SoftwareLicence/*").skip(1).drop_request());
    let end = apply(bench, profile, &draft, "They grew").await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    let stopped = plan(&bench.engine, profile).await;
    assert_eq!(stopped.lines[0].state, LineState::Sent);
    assert_eq!(count(bench, licence.id), licence.count + 1, "it arrived");
    (profile, licence, stopped)
}

async fn entered(bench: &Bench, profile: ProfileId, text: &str) -> Vec<String> {
    let query = JournalQuery {
        text: text.to_owned(),
        limit: 20,
        ..JournalQuery::default()
    };
    let rows = bench.engine.activity(profile, query).await.unwrap().rows;
    rows.into_iter().map(|row| row.what).collect()
}

#[tokio::test]
async fn what_was_sent_without_an_answer_is_named_when_its_plan_is_given_up_and_can_be_taken_back()
{
    let bench = Bench::hasty().await;
    let (profile, licence, stopped) = lost(&bench).await;
    let engine = &bench.engine;
    engine
        .give_seat_plan_up(profile, stopped.row.id)
        .await
        .unwrap();
    let ended = plan(engine, profile).await;
    assert_eq!(ended.row.state, PlanState::Ended);
    assert_eq!(ended.lines[0].state, LineState::Unknown);
    let line = &ended.lines[0].line;
    assert_eq!(
        entered(&bench, profile, "the answer never came").await,
        [format!(
            "Seats sent to Halo, the answer never came: {} of {}",
            line.licence_name, line.customer_name
        )]
    );
    let kept = fs_err::read_to_string(ended.kept_in.unwrap()).unwrap();
    assert!(kept.contains("sent, the answer never came"), "{kept}");
    assert!(!kept.contains("left out"), "{kept}");
    let listed = engine.seat_plans(profile).await.unwrap();
    assert_eq!((listed[0].done, listed[0].unknown), (0, 1));

    bench.halo.clear_faults();
    assert!(ended.can_be_taken_back);
    engine
        .take_seats_back(profile, ended.row.id, false)
        .await
        .unwrap();
    let back = plan(engine, profile).await;
    apply(&bench, profile, &back, "Nobody knows whether it was").await;
    assert_eq!(count(&bench, licence.id), licence.count);
}

#[tokio::test]
async fn what_halo_holds_by_the_time_a_plan_is_given_up_was_written() {
    let bench = Bench::hasty().await;
    let (profile, _, stopped) = lost(&bench).await;
    bench.halo.clear_faults();
    let sent = posts(&bench);
    bench
        .engine
        .give_seat_plan_up(profile, stopped.row.id)
        .await
        .unwrap();
    let ended = plan(&bench.engine, profile).await;
    assert_eq!(ended.row.state, PlanState::Ended);
    assert_eq!(ended.lines[0].state, LineState::Done);
    assert_eq!(posts(&bench), sent, "it is looked for and not sent");
    let given_up = entered(&bench, profile, "given up").await;
    assert_eq!(given_up, Vec::<String>::new(), "there was no rest");
}

#[tokio::test]
async fn a_plan_that_wrote_nothing_took_nothing_back() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|seats| seats + 1]).await;
    let engine = &bench.engine;
    let first = made(&bench, profile).await;
    apply(&bench, profile, &first, "They grew").await;
    let moved = licences[0].count + 50;
    assert!(bench.halo.set_licence_count(licences[0].id, moved));
    engine
        .take_seats_back(profile, first.row.id, false)
        .await
        .unwrap();
    let back = plan(engine, profile).await;
    apply(&bench, profile, &back, "It was wrong").await;
    let back = plan(engine, profile).await;
    assert_eq!((back.counts.done, back.counts.moved), (0, 1));
    let old = engine
        .seat_plan(profile, Some(first.row.id), 0, 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(old.undone_by, None);
    let listed = engine.seat_plans(profile).await.unwrap();
    assert_eq!(listed[1].undone_by, None);

    // Once the count is as it was written, it is taken back.
    let written = licences[0].count + 1;
    assert!(bench.halo.set_licence_count(licences[0].id, written));
    engine
        .take_seats_back(profile, first.row.id, false)
        .await
        .unwrap();
    let again = plan(engine, profile).await;
    apply(&bench, profile, &again, "It was wrong").await;
    let listed = engine.seat_plans(profile).await.unwrap();
    let by = listed.last().unwrap().undone_by.unwrap();
    assert_eq!((by.plan, by.is_whole), (again.row.id, true));
}

#[tokio::test]
async fn ticks_that_were_set_by_hand_go_only_when_somebody_says_so() {
    let bench = Bench::new().await;
    let add = |seats: u32| seats + 1;
    let (profile, licences) = compared(&bench, &[add, add]).await;
    let engine = &bench.engine;
    let first = made(&bench, profile).await;
    apply(&bench, profile, &first, "They grew").await;
    assert!(
        bench
            .halo
            .set_licence_count(licences[0].id, licences[0].count)
    );
    read(&bench, profile).await;

    // A draft that nobody touched can be had again at any time.
    let untouched = made(&bench, profile).await;
    let draft = made(&bench, profile).await;
    assert_ne!(untouched.row.id, draft.row.id);
    assert_eq!(draft.counts.by_hand, 0);
    let own = Some(vec![draft.lines[0].id]);
    engine
        .tick_seat_lines(profile, draft.row.id, own, false)
        .await
        .unwrap();
    let touched = plan(engine, profile).await;
    assert_eq!(touched.counts.by_hand, 1);
    let refused = engine.make_seat_plan(profile, false).await;
    assert!(
        matches!(&refused, Err(Error::NeedsConfirmation { message }) if message.contains("set by hand")),
        "{refused:?}"
    );
    let refused = engine.take_seats_back(profile, first.row.id, false).await;
    assert!(
        matches!(refused, Err(Error::NeedsConfirmation { .. })),
        "{refused:?}"
    );
    assert_eq!(plan(engine, profile).await, touched, "it is as it was");
    let back = engine.take_seats_back(profile, first.row.id, true).await;
    assert_eq!(plan(engine, profile).await.row.id, back.unwrap());
}

#[tokio::test]
async fn a_refusal_leaves_the_ticks_as_they_were() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|_| 0, |seats| seats + 1]).await;
    let engine = &bench.engine;
    let draft = made(&bench, profile).await;
    let refused = engine
        .apply_seat_plan(profile, draft.row.id, None, true)
        .await;
    assert!(
        matches!(
            refused,
            Err(Error::InvalidInput {
                field: "reason",
                ..
            })
        ),
        "{refused:?}"
    );
    assert_eq!(plan(engine, profile).await, draft);
    let why = Some("They left".to_owned());
    let end = bench
        .ended(async |engine| {
            engine
                .apply_seat_plan(profile, draft.row.id, why, true)
                .await
                .unwrap()
        })
        .await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(count(&bench, licences[0].id), 0);
    assert_eq!(count(&bench, licences[1].id), licences[1].count + 1);
}

#[tokio::test]
async fn a_read_makes_the_page_ask_for_the_plan_again() {
    let bench = Bench::new().await;
    let (profile, _) = compared(&bench, &[|seats| seats]).await;
    let told = bench.invalidations(Tag::SeatPlan);
    read(&bench, profile).await;
    assert!(
        bench.invalidations(Tag::SeatPlan) > told,
        "invoices stand beside its lines"
    );
}
