//! The outbox under lost replies, killed processes and a Halo that is out of order: nothing twice, nothing missing, and
//! no storm of requests.

use std::collections::BTreeMap;
use std::time::Duration;

use engine::Engine;
use engine::database::tickets::ListQuery;
use engine::domain::ticket::TicketState;
use engine::domain::{OrganizationId, ProfileId};
use engine::tickets::{CreatedAs, TicketForm, TicketsFilter};
use halo_sim::{Fault, FaultId};
use jiff::SignedDuration;
use tokio::runtime::Builder;

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk::{BRAYFORD, form, map, organization};

/// Time that passes at once when nothing happens on the way to Halo.
const STEP: Duration = Duration::from_secs(10);

/// An even spread of numbers from a seed (splitmix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// What was asked for, by our marks.
#[derive(Default)]
struct Wanted {
    /// Tickets.
    tickets: Vec<String>,
    /// Notes with the ticket that they belong to.
    notes: Vec<(String, String)>,
    /// Tickets that are to be closed.
    closed: Vec<String>,
}

impl Wanted {
    fn operations(&self) -> usize {
        self.tickets.len() + self.notes.len() + self.closed.len()
    }
}

/// Enters so many operations: creations, a third of them with a note, a third closed.
async fn enter(engine: &Engine, profile: ProfileId, operations: usize, draw: &mut Draw) -> Wanted {
    let mut organizations: Vec<OrganizationId> = Vec::new();
    for number in 0..4 {
        let id = organization(engine, profile, &format!("Wexcombe {number}")).await;
        map(engine, profile, id, BRAYFORD + number).await;
        organizations.push(id);
    }
    let form_data = engine.ticket_rules_form(profile).await.unwrap();
    let closed_key = form_data
        .vendor
        .statuses
        .iter()
        .find(|status| status.is_closed)
        .map(|status| status.key.clone())
        .unwrap();
    let mut wanted = Wanted::default();
    while wanted.operations() < operations {
        let number = wanted.tickets.len();
        let index = usize::try_from(draw.below(4)).unwrap();
        let external_id = format!("A-{number}");
        let alarm = form(
            organizations[index],
            &format!("Alarm {number}"),
            &external_id,
        );
        let created = engine.create_ticket(profile, alarm.clone()).await.unwrap();
        let details = engine
            .ticket_details(profile, created.ticket)
            .await
            .unwrap();
        let reference = details.row.reference;
        wanted.tickets.push(reference.clone());
        match draw.below(3) {
            0 => {
                let mark = engine
                    .ticket_plan(profile, alarm.clone())
                    .await
                    .unwrap()
                    .reference;
                let more = TicketForm {
                    reference: Some(mark.clone()),
                    note_on: Some(created.ticket),
                    ..alarm
                };
                let noted = engine.create_ticket(profile, more).await.unwrap();
                assert_eq!(noted.became, CreatedAs::Note);
                wanted.notes.push((reference, mark));
            }
            1 => {
                let changed = engine
                    .change_ticket_status(profile, created.ticket, closed_key.clone())
                    .await;
                changed.unwrap();
                wanted.closed.push(reference);
            }
            _ => {}
        }
    }
    wanted
}

/// Tickets that are not in step yet. That one cannot get there by itself ends the test.
async fn open_writes(engine: &Engine, profile: ProfileId) -> u32 {
    let filter = TicketsFilter {
        query: ListQuery::default(),
        offset: 0,
        limit: 0,
    };
    let counts = engine.tickets(profile, filter).await.unwrap().counts;
    let mut waiting = 0;
    for (state, number) in counts.of {
        match state {
            TicketState::InStep => {}
            TicketState::Waiting => waiting = number,
            stuck @ (TicketState::Conflict
            | TicketState::Held
            | TicketState::Failed
            | TicketState::Gone) => panic!("{number} tickets are {stuck:?}"),
        }
    }
    waiting
}

/// Lives until everything is written, or until it is killed after so many requests: every task ends in the middle of
/// whatever it is waiting for. Answers whether everything is written.
fn live(
    bench: &Bench,
    profile: ProfileId,
    losses: &[FaultId],
    killed_after: Option<usize>,
    draw: &mut Draw,
) -> bool {
    let engine = bench.next_life();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let steps_after = draw.below(60);
    let done = runtime.block_on(async {
        tokio::time::pause();
        engine.keep_tickets_moving().await.unwrap();
        let begun = bench.halo.traffic().0;
        let (mut seen, mut quiet, mut steps) = (begun, 0, 0);
        loop {
            let (requests, unanswered) = bench.halo.traffic();
            // What was lost is never answered.
            let lost: u64 = losses.iter().map(|id| bench.halo.fault_hits(*id)).sum();
            let is_on_the_way = u64::try_from(unanswered).unwrap() > lost;
            if killed_after.is_some_and(|limit| requests - begun >= limit) {
                for _ in 0..steps_after {
                    tokio::task::yield_now().await;
                }
                return false;
            }
            if requests == seen && !is_on_the_way {
                quiet += 1;
            } else {
                (seen, quiet) = (requests, 0);
            }
            // Sockets are outside of the clock: only when nothing has come for a while does time go on.
            #[expect(
                clippy::disallowed_methods,
                reason = "tokio's clock stands still here, and the other side is on a socket"
            )]
            std::thread::sleep(Duration::from_micros(300));
            tokio::task::yield_now().await;
            if quiet > 40 {
                quiet = 0;
                if open_writes(&engine, profile).await == 0 {
                    return true;
                }
                steps += 1;
                assert!(steps < 200_000, "it never ends");
                bench.clock.forward(SignedDuration::try_from(STEP).unwrap());
                tokio::time::advance(STEP).await;
            }
        }
    });
    // What the engine was in the middle of is gone with its runtime.
    drop(runtime);
    engine.close();
    done
}

/// Carries operations out while 30 of 100 replies and 5 of 100 requests are lost and the process is killed for 5 of 100
/// operations. Answers how many requests it took and how many lives.
fn carry_out(operations: usize, seed: u64) -> (usize, usize) {
    let halo_side = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let mut draw = Draw(seed);
    let (bench, profile, wanted) = halo_side.block_on(async {
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        let wanted = enter(&bench.engine, profile, operations, &mut draw).await;
        (bench, profile, wanted)
    });
    bench.engine.close();
    bench.halo.set_rate_limit(None);
    let mut losses = Vec::new();
    for path in ["/Tickets*", "/Actions*"] {
        let reply = Fault::any(path).by_chance(30, seed).drop_reply();
        let request = Fault::any(path).by_chance(5, seed + 1).drop_request();
        losses.extend([bench.halo.fault(reply), bench.halo.fault(request)]);
    }
    let before = bench.halo.traffic().0;
    let mut kills = operations / 20;
    let mut lives = 1;
    while !live(
        &bench,
        profile,
        &losses,
        (kills > 0).then(|| usize::try_from(1 + draw.below(100)).unwrap()),
        &mut draw,
    ) {
        kills -= 1;
        lives += 1;
    }
    check(&bench, &wanted, seed);
    (bench.halo.traffic().0 - before, lives)
}

fn check(bench: &Bench, wanted: &Wanted, seed: u64) {
    let tickets = bench.halo.tickets();
    let mut found: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for ticket in &tickets {
        if ticket.third_party_id_string.starts_with("HYD-") {
            found
                .entry(&ticket.third_party_id_string)
                .or_default()
                .push(ticket.id);
        }
    }
    let twice: Vec<_> = found.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "seed {seed}: made twice: {twice:?}");
    let missing: Vec<_> = wanted
        .tickets
        .iter()
        .filter(|reference| !found.contains_key(reference.as_str()))
        .collect();
    assert!(missing.is_empty(), "seed {seed}: missing: {missing:?}");
    assert_eq!(found.len(), wanted.tickets.len(), "seed {seed}");
    for (ticket, mark) in &wanted.notes {
        let id = found[ticket.as_str()][0];
        let notes = bench.halo.notes(id);
        let carrying = notes
            .iter()
            .filter(|note| note.text.contains(mark.as_str()));
        assert_eq!(carrying.count(), 1, "seed {seed}: note {mark} on {id}");
    }
    for ticket in &tickets {
        let closed = wanted.closed.contains(&ticket.third_party_id_string);
        let ours = ticket.third_party_id_string.starts_with("HYD-");
        assert!(!ours || ticket.closed == closed, "seed {seed}: {ticket:?}");
    }
}

#[test]
fn nothing_is_written_twice_or_lost_whatever_becomes_of_replies_and_processes() {
    for seed in [1, 2] {
        let (requests, lives) = carry_out(100, seed);
        assert!(lives > 3, "seed {seed}: {lives} lives, {requests} requests");
    }
}

#[test]
#[ignore = "ten thousand operations; run it in release"]
fn nothing_of_ten_thousand_operations_is_written_twice_or_lost() {
    let (requests, lives) = carry_out(10_000, 20_261_122);
    eprintln!("10,000 operations: {requests} requests, {lives} lives, 0 twice, 0 missing");
}

#[tokio::test]
async fn ten_minutes_without_halo_cost_few_requests_and_lose_nothing() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let mut draw = Draw(7);
    let wanted = enter(&bench.engine, profile, 60, &mut draw).await;
    for out_of_order in [
        Fault::everything().status(503),
        Fault::everything().drop_request(),
    ] {
        let fault = bench.halo.fault(out_of_order);
        bench.halo.expire_tokens();
        let before = bench.halo.traffic().0;
        bench
            .hurried(async {
                bench.engine.keep_tickets_moving().await.unwrap();
                tokio::time::sleep(Duration::from_mins(10)).await;
            })
            .await;
        let requests = bench.halo.traffic().0 - before;
        assert!((1..=40).contains(&requests), "{requests} requests");
        bench.halo.remove_fault(fault);
    }
    let waiting = bench.engine.tickets(
        profile,
        TicketsFilter {
            query: ListQuery::default(),
            offset: 0,
            limit: 1,
        },
    );
    assert!(
        waiting.await.unwrap().waiting.is_some(),
        "why they wait is said"
    );
    bench.clock.forward(SignedDuration::from_mins(20));
    bench
        .hurried(async {
            while open_writes(&bench.engine, profile).await > 0 {
                bench.clock.forward(SignedDuration::from_secs(1));
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        })
        .await;
    check(&bench, &wanted, 7);
}

#[tokio::test]
async fn what_another_program_entered_is_sent_within_minutes() {
    let bench = Bench::new().await;
    let profile = ready(&bench).await;
    let of = organization(&bench.engine, profile, "Wexcombe").await;
    map(&bench.engine, profile, of, BRAYFORD).await;
    let other = bench.next_life();
    bench
        .hurried(async {
            bench.engine.keep_tickets_moving().await.unwrap();
            tokio::time::sleep(Duration::from_secs(10)).await;
            let entered = other.create_ticket(profile, form(of, "An alert", ""));
            entered.await.unwrap();
            tokio::time::sleep(Duration::from_mins(6)).await;
        })
        .await;
    let tickets = bench.halo.tickets();
    let sent = tickets
        .iter()
        .filter(|one| one.summary.contains("An alert"));
    assert_eq!(sent.count(), 1);
}
