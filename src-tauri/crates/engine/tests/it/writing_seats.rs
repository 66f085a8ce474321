//! A plan of seats: made, braked, written, stopped, gone on with, taken back.

use engine::domain::ProfileId;
use engine::domain::seats::{Brake, LicenceKey, LineState, PlanState};
use engine::seats::{SeatLineRow, SeatPlan, UndoneBy};
use engine::{Engine, Error, TaskState};
use halo_sim::{Access, AgentRights, Fault, Licence};

use crate::comparing_seats::{map_product, mapped, read, sold};
use crate::support::{Bench, WHO};

const NAME: &str = "Email Security (per mailbox)";

/// Organisations at customers that have the product, each with as many seats as `seats` makes of Halo's count, compared and
/// ready to be written. Answers the licences, in order.
pub(crate) async fn compared(bench: &Bench, seats: &[fn(u32) -> u32]) -> (ProfileId, Vec<Licence>) {
    let profile = bench.connected().await;
    let licences = compare(bench, profile, seats).await;
    (profile, licences)
}

/// The same, of a connection that stands already.
pub(crate) async fn compare(
    bench: &Bench,
    profile: ProfileId,
    seats: &[fn(u32) -> u32],
) -> Vec<Licence> {
    let mut licences = sold(bench);
    licences.truncate(seats.len());
    for (licence, seats) in licences.iter().zip(seats) {
        let count = seats(u32::try_from(licence.count).unwrap());
        mapped(bench, profile, licence.client_id, Some(count)).await;
    }
    read(bench, profile).await;
    map_product(bench, profile, LicenceKey::Name, NAME).await;
    bench.engine.set_seat_writing(profile, true).await.unwrap();
    licences
}

pub(crate) async fn plan(engine: &Engine, profile: ProfileId) -> SeatPlan {
    engine
        .seat_plan(profile, None, 0, 500)
        .await
        .unwrap()
        .unwrap()
}

pub(crate) async fn made(bench: &Bench, profile: ProfileId) -> SeatPlan {
    let made = bench.engine.make_seat_plan(profile, false).await.unwrap();
    assert!(made.is_some(), "something differs");
    plan(&bench.engine, profile).await
}

pub(crate) async fn apply(
    bench: &Bench,
    profile: ProfileId,
    plan: &SeatPlan,
    reason: &str,
) -> TaskState {
    let id = plan.row.id;
    bench
        .ended(async |engine| {
            let reason = Some(reason.to_owned());
            engine
                .apply_seat_plan(profile, id, reason, false)
                .await
                .unwrap()
        })
        .await
}

pub(crate) fn count(bench: &Bench, licence: i64) -> i64 {
    let all = bench.halo.licences();
    all.iter().find(|one| one.id == licence).unwrap().count
}

pub(crate) fn posts(bench: &Bench) -> usize {
    bench.halo.requests_to("POST", "/SoftwareLicence").len()
}

fn line_of<'a>(plan: &'a SeatPlan, licence: &Licence) -> &'a SeatLineRow {
    let is_its = |row: &&SeatLineRow| i64::from(row.line.customer.get()) == licence.client_id;
    plan.lines.iter().find(is_its).unwrap()
}

#[tokio::test]
async fn nothing_is_planned_before_writing_is_switched_on_and_nothing_where_nothing_differs() {
    let bench = Bench::new().await;
    let (profile, _) = compared(&bench, &[|seats| seats]).await;
    bench.engine.set_seat_writing(profile, false).await.unwrap();
    let refused = bench.engine.make_seat_plan(profile, false).await;
    assert!(
        matches!(refused, Err(Error::NotConfigured { .. })),
        "{refused:?}"
    );
    bench.engine.set_seat_writing(profile, true).await.unwrap();
    assert_eq!(
        bench.engine.make_seat_plan(profile, false).await.unwrap(),
        None
    );
    assert_eq!(posts(&bench), 0);
}

#[tokio::test]
async fn what_differs_is_written_read_back_and_taken_back() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|seats| seats + 1, |seats| seats]).await;
    let draft = made(&bench, profile).await;
    assert_eq!(draft.counts.all, 1, "what is equal is no line");
    assert_eq!((draft.weight.moved, draft.weight.net), (1, 1));
    assert_eq!(draft.requests, 3);
    let end = apply(&bench, profile, &draft, "They grew").await;
    assert!(
        matches!(&end, TaskState::Done(ended) if ended.all_well),
        "{end:?}"
    );
    assert_eq!(count(&bench, licences[0].id), licences[0].count + 1);
    let done = plan(&bench.engine, profile).await;
    assert_eq!((done.row.state, done.counts.done), (PlanState::Ended, 1));
    // The comparison knows without reading everything again.
    assert_eq!(
        bench.engine.make_seat_plan(profile, false).await.unwrap(),
        None
    );

    assert!(done.can_be_taken_back);
    let back = bench
        .engine
        .take_seats_back(profile, done.row.id, false)
        .await
        .unwrap();
    let back_plan = plan(&bench.engine, profile).await;
    assert_eq!((back_plan.row.id, back_plan.counts.all), (back, 1));
    apply(&bench, profile, &back_plan, "It was wrong").await;
    assert_eq!(count(&bench, licences[0].id), licences[0].count);
    assert_eq!(bench.halo.contract_violations(), []);
}

#[tokio::test]
async fn zero_and_threefold_are_left_out_until_ticked_and_want_a_reason() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|_| 0, |seats| seats * 4]).await;
    let draft = made(&bench, profile).await;
    assert_eq!((draft.counts.ticked, draft.counts.braked), (0, 2));
    let zero = line_of(&draft, &licences[0]);
    assert_eq!(zero.brake, Some(Brake::ToZero));
    assert_eq!(line_of(&draft, &licences[1]).brake, Some(Brake::Threefold));
    let apply_with = async |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        bench
            .engine
            .apply_seat_plan(profile, draft.row.id, reason, false)
            .await
    };
    let refused = apply_with(Some("All of it")).await;
    assert!(
        matches!(refused, Err(Error::InvalidInput { field: "lines", .. })),
        "{refused:?}"
    );
    let ticked = Some(vec![zero.id]);
    bench
        .engine
        .tick_seat_lines(profile, draft.row.id, ticked, true)
        .await
        .unwrap();
    for reason in [None, Some("  ")] {
        let refused = apply_with(reason).await;
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
    }
    assert_eq!(posts(&bench), 0);
    let ended = apply(&bench, profile, &draft, "They left").await;
    assert!(matches!(ended, TaskState::Done(_)), "{ended:?}");
    assert_eq!(count(&bench, licences[0].id), 0);
    assert_eq!(count(&bench, licences[1].id), licences[1].count);
    let done = plan(&bench.engine, profile).await;
    assert_eq!(line_of(&done, &licences[1]).state, LineState::Left);
    assert_eq!(done.row.reason.as_deref(), Some("They left"));
}

#[tokio::test]
async fn what_moved_on_either_side_is_skipped() {
    let bench = Bench::new().await;
    let add = |seats: u32| seats + 1;
    let (profile, licences) = compared(&bench, &[add, add, add]).await;
    let draft = made(&bench, profile).await;
    bench
        .halo
        .set_licence_count(licences[0].id, licences[0].count + 7);
    // Somebody typed the same number into Halo: no write of this plan, and nothing to take back.
    bench
        .halo
        .set_licence_count(licences[1].id, licences[1].count + 1);
    let organization = line_of(&draft, &licences[2]).line.organization.clone();
    let id = bench
        .engine
        .organization_called(profile, &organization)
        .await
        .unwrap();
    let detail = bench.engine.organization_detail(profile, id).await.unwrap();
    bench
        .engine
        .decide(
            profile,
            id,
            detail.row.version,
            engine::organizations::Act::Unmap,
        )
        .await
        .unwrap();
    let end = apply(&bench, profile, &draft, "They grew").await;
    assert!(
        matches!(&end, TaskState::Done(ended) if !ended.all_well),
        "{end:?}"
    );
    assert_eq!(posts(&bench), 0);
    let done = plan(&bench.engine, profile).await;
    assert_eq!(done.counts.moved, 3);
    assert!(!done.can_be_taken_back);
}

#[tokio::test]
async fn a_missing_licence_is_made_once_and_its_opposite_is_nothing() {
    let bench = Bench::new().await;
    let profile = bench.connected().await;
    let without = bench
        .halo
        .create_customer("Wexcombe Dairy", "wexcombe.example");
    let whole = engine_read(&bench, profile).await;
    assert!(matches!(whole, TaskState::Done(_)), "{whole:?}");
    mapped(&bench, profile, without, Some(6)).await;
    read(&bench, profile).await;
    map_product(&bench, profile, LicenceKey::Sku, "ES-MBX").await;
    bench.engine.set_seat_writing(profile, true).await.unwrap();
    let draft = made(&bench, profile).await;
    assert_eq!((draft.counts.all, draft.counts.new), (1, 1));
    // The answer is lost after the work was done: it is found and not made again.
    bench
        .halo
        .fault(Fault::post("/SoftwareLicence").once().drop_reply());
    let end = apply(&bench, profile, &draft, "New customer").await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let of_it = || {
        let all = bench.halo.licences().into_iter();
        all.filter(|one| one.client_id == without)
            .collect::<Vec<_>>()
    };
    let made_there = of_it();
    assert_eq!(made_there.len(), 1);
    assert_eq!(made_there[0].count, 6);
    assert_eq!(made_there[0].vendor_product_sku, "ES-MBX");
    assert_eq!(
        bench.engine.make_seat_plan(profile, false).await.unwrap(),
        None
    );

    let done = plan(&bench.engine, profile).await;
    bench
        .engine
        .take_seats_back(profile, done.row.id, false)
        .await
        .unwrap();
    let back = plan(&bench.engine, profile).await;
    assert_eq!(back.lines[0].brake, Some(Brake::ToZero));
    let line = Some(vec![back.lines[0].id]);
    bench
        .engine
        .tick_seat_lines(profile, back.row.id, line, true)
        .await
        .unwrap();
    apply(&bench, profile, &back, "Not ours after all").await;
    assert_eq!((of_it().len(), of_it()[0].count), (1, 0));
    assert_eq!(bench.halo.contract_violations(), []);
}

async fn engine_read(bench: &Bench, profile: ProfileId) -> TaskState {
    bench
        .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
        .await
}

#[tokio::test]
async fn a_plan_goes_on_after_lost_answers_and_an_ended_program_and_writes_no_line_twice() {
    let mut bench = Bench::hasty().await;
    let add: fn(u32) -> u32 = |seats| seats + 1;
    let (profile, licences) = compared(&bench, &[add; 8]).await;
    let draft = made(&bench, profile).await;
    bench.halo.set_rate_limit(None);
    let losing = Fault::any("/SoftwareLicence*").by_chance(30, 7);
    bench.halo.fault(losing.drop_reply());
    let mut runs = 0;
    loop {
        runs += 1;
        assert!(runs < 60, "it never ends");
        let end = apply(&bench, profile, &draft, "They grew").await;
        if matches!(end, TaskState::Done(_)) {
            break;
        }
        let state = plan(&bench.engine, profile).await.row.state;
        assert_eq!(state, PlanState::Begun);
        bench.restart();
    }
    assert!(runs > 1, "something was lost");
    bench.halo.clear_faults();
    let done = plan(&bench.engine, profile).await;
    assert_eq!(done.counts.done, 8, "{:?}", done.lines);
    for licence in &licences {
        assert_eq!(count(&bench, licence.id), licence.count + 1);
        let sent = bench
            .halo
            .requests_to("POST", "/SoftwareLicence")
            .into_iter()
            .filter(|request| request.json().unwrap()[0]["id"] == licence.id)
            .count();
        assert_eq!(
            sent, 1,
            "written once, and looked up when the answer was lost"
        );
    }
}

#[tokio::test]
async fn a_lost_right_stops_the_plan_and_names_it_and_the_rest_can_be_given_up() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|seats| seats + 1]).await;
    let draft = made(&bench, profile).await;
    let agent = bench.halo.main_agent();
    let reading = AgentRights {
        software_licensing: Access::Read,
        ..AgentRights::full()
    };
    bench.halo.set_agent_rights(agent, reading);
    let end = apply(&bench, profile, &draft, "They grew").await;
    assert!(
        matches!(&end, TaskState::Failed(error) if matches!(**error, Error::MissingRight { .. })),
        "{end:?}"
    );
    let stopped = plan(&bench.engine, profile).await;
    assert_eq!(stopped.lines[0].state, LineState::Waiting);
    let another = bench.engine.make_seat_plan(profile, false).await;
    assert!(
        matches!(another, Err(Error::NeedsConfirmation { .. })),
        "{another:?}"
    );
    bench
        .engine
        .give_seat_plan_up(profile, stopped.row.id)
        .await
        .unwrap();
    let ended = plan(&bench.engine, profile).await;
    assert_eq!(ended.lines[0].state, LineState::Left);
    assert_eq!(count(&bench, licences[0].id), licences[0].count);
    bench.halo.set_agent_rights(agent, AgentRights::full());
    let again = made(&bench, profile).await;
    apply(&bench, profile, &again, "They grew").await;
    assert_eq!(count(&bench, licences[0].id), licences[0].count + 1);
}

#[tokio::test]
async fn every_confirmed_plan_is_kept_as_a_file_beside_its_outcome_and_any_is_taken_back() {
    let bench = Bench::new().await;
    let (profile, licences) = compared(&bench, &[|seats| seats + 1, |seats| seats + 2]).await;
    let engine = &bench.engine;
    let first = made(&bench, profile).await;
    assert_eq!(first.kept_in, None, "a draft is nothing yet");
    apply(&bench, profile, &first, "They grew").await;
    let kept = plan(engine, profile).await.kept_in.unwrap();
    assert!(kept.starts_with(engine.data_dir().join("plans")));
    let text = fs_err::read_to_string(&kept).unwrap();
    assert_eq!(text.matches(",written,").count(), 2, "{text}");
    let why = format!(",They grew,2026-11-21T12:00:00Z,{WHO}");
    assert_eq!(text.matches(&why).count(), 2, "{text}");

    // The next month: a second plan, and somebody changes the count of the other licence in Halo.
    let (one, other) = (&licences[0], &licences[1]);
    seats_of(&bench, profile, one, u32::try_from(one.count).unwrap() + 5).await;
    let second = made(&bench, profile).await;
    apply(&bench, profile, &second, "More").await;
    assert!(bench.halo.set_licence_count(one.id, one.count + 50));
    let plans = engine.seat_plans(profile).await.unwrap();
    let ids: Vec<_> = plans.iter().map(|plan| plan.row.id).collect();
    assert_eq!(ids, [second.row.id, first.row.id]);

    let back = engine
        .take_seats_back(profile, first.row.id, false)
        .await
        .unwrap();
    let draft = plan(engine, profile).await;
    assert_eq!((draft.row.id, draft.row.undoes), (back, Some(first.row.id)));
    apply(&bench, profile, &draft, "It was wrong").await;
    assert_eq!(count(&bench, one.id), one.count + 50, "it moved since");
    assert_eq!(count(&bench, other.id), other.count, "and this did not");
    let done = plan(engine, profile).await;
    assert_eq!((done.counts.done, done.counts.moved), (1, 1));
    let moved = done
        .lines
        .iter()
        .find(|line| line.state == LineState::Moved);
    assert_eq!(moved.unwrap().found, Some(one.count + 50));

    // The older plan is there as it was, with what took it back.
    let found = engine.seat_plan(profile, Some(first.row.id), 0, 500).await;
    let old = found.unwrap().unwrap();
    let by = UndoneBy {
        plan: back,
        is_whole: false,
    };
    assert_eq!((old.counts.done, old.undone_by), (2, Some(by)));
    assert_eq!(old.kept_in.as_ref(), Some(&kept));
    let to = engine.data_dir().join("again.csv").display().to_string();
    let which = Some(first.row.id);
    let saved = engine
        .write_seat_plan(profile, which, to.clone(), false)
        .await;
    assert_eq!(saved.unwrap().lines, 2);
    assert_eq!(fs_err::read_to_string(&to).unwrap(), text);

    engine.delete_profile(profile).await.unwrap();
    assert!(!kept.exists(), "it goes with the connection");
}

/// Gives the organisation of a licence's customer so many seats.
async fn seats_of(bench: &Bench, profile: ProfileId, licence: &Licence, seats: u32) {
    use engine::database::organizations as rows;
    let customer = i32::try_from(licence.client_id).unwrap();
    bench
        .second_handle()
        .write(move |tx| {
            let pairs = engine::database::pairs::all(tx, profile)?;
            let pair = pairs.iter().find(|pair| pair.customer.get() == customer);
            let id = pair.unwrap().organization;
            let mut content = rows::get(tx, profile, id)?.unwrap().content();
            content.seats[0].count = seats;
            rows::update(tx, profile, id, &content, "2026-11-21T12:30:00Z")
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_plan_is_kept_as_a_file_that_no_spreadsheet_runs() {
    let bench = Bench::new().await;
    let (profile, _) = compared(&bench, &[|seats| seats + 1]).await;
    made(&bench, profile).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.csv").display().to_string();
    let saved = bench
        .engine
        .write_seat_plan(profile, None, path.clone(), false)
        .await
        .unwrap();
    assert_eq!(saved.lines, 1);
    let text = fs_err::read_to_string(&path).unwrap();
    assert!(text.contains("Before,After,Brake"), "{text}");
    assert!(text.contains(NAME) && text.contains("waiting"), "{text}");
    let again = bench
        .engine
        .write_seat_plan(profile, None, path, false)
        .await;
    assert!(matches!(again, Err(Error::Organizations(_))), "{again:?}");
}
