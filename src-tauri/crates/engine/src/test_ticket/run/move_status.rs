//! Steps 4 and 5: a status of ours arrives in Halo, and one of Halo's comes back.

use std::time::Duration;

use domain::StatusId;
use halo_api::HaloClient;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::{Planned, Run};
use crate::status_ways::{NotSet, StatusChange, Way, set_status};
use crate::test_ticket::plan::Basis;
use crate::test_ticket::sheet::{StatusTest, StepKey, StepState};
use crate::test_ticket::statuses::Pairing;

/// How long somebody has to change the status in Halo.
const WATCHED_FOR: Duration = Duration::from_mins(5);
/// Twelve requests a minute: quick enough to be believed, and a fifth of what Halo allows.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

const MOVED: &str = "Halyard's test moves its status.";
const BROUGHT_BACK: &str = "Halyard's test brings this status back.";
const MEND_STATUS: &str = "Let the agent “always update statuses outside of actions”, allow an action that sets this status, or map it to another one.";
const NOT_KEPT: &str = "Look at the ticket in Halo: a rule or its workflow may have changed it back. Or map this status to another one.";

impl Run {
    /// Both ways, as chosen. A run that was stopped moves nothing any more.
    pub(super) async fn move_status(
        &mut self,
        halo: &HaloClient,
        planned: &Planned,
        id: i32,
        stop: &CancellationToken,
    ) {
        if self.stopped {
            return;
        }
        if planned.statuses == StatusTest::LeftOut {
            let why = "Left out, as chosen.";
            self.leave_out(StepKey::StatusThere, why).await;
            return self.leave_out(StepKey::StatusBack, why).await;
        }
        let there = planned.basis.status_there();
        if let Some(pairing) = &there {
            self.status_there(halo, &planned.basis, pairing, id).await;
        } else {
            let why =
                "No open status of the vendor has a partner in Halo, so there is nothing to move.";
            self.leave_out(StepKey::StatusThere, why).await;
        }
        if self.stopped {
            return;
        }
        match (planned.statuses, planned.basis.status_back()) {
            (StatusTest::Watched, _) => self.watch(halo, &planned.basis, id, stop).await,
            (_, Some(pairing)) => self.status_back(halo, &planned.basis, &pairing, id).await,
            (_, None) => {
                let why = "No other status of Halo leads back, so there is nothing to bring.";
                self.leave_out(StepKey::StatusBack, why).await;
            }
        }
    }

    async fn leave_out(&mut self, key: StepKey, why: &str) {
        let begun = self.begin(key).await;
        self.finish(begun, StepState::Skipped, why).await;
    }

    async fn status_there(&mut self, halo: &HaloClient, basis: &Basis, pairing: &Pairing, id: i32) {
        let begun = self.begin(StepKey::StatusThere).await;
        match self.set_and_read(halo, basis, pairing, id).await {
            Ok(Some(now)) if now == pairing.halo => {
                let meaning = format!(
                    "“{}” here is “{}” in Halo, and the ticket is in it.{}",
                    pairing.vendor_name,
                    pairing.halo_name,
                    self.way_in_words()
                );
                self.finish(begun, StepState::Done, &meaning).await;
            }
            Ok(now) => {
                let meaning = not_kept(basis, pairing, now);
                self.finish_badly(begun, &meaning, NOT_KEPT).await;
            }
            Err(refused) => self.fail_to_set(begun, &refused, MEND_STATUS).await,
        }
    }

    /// Only the status that was set proves that one comes back: another one may be that of the step before.
    async fn status_back(&mut self, halo: &HaloClient, basis: &Basis, pairing: &Pairing, id: i32) {
        let begun = self.begin(StepKey::StatusBack).await;
        match self.set_and_read(halo, basis, pairing, id).await {
            Ok(Some(now)) if now == pairing.halo => {
                let (state, meaning) = read_as(basis, now);
                let meaning = format!("{meaning}{}", self.way_in_words());
                self.finish(begun, state, &meaning).await;
            }
            Ok(now) => {
                let meaning = not_kept(basis, pairing, now);
                self.finish_badly(begun, &meaning, NOT_KEPT).await;
            }
            Err(refused) => self.fail_to_set(begun, &refused, MEND_STATUS).await,
        }
    }

    /// Sets a status as the agent, and answers the one that Halo holds then.
    async fn set_and_read(
        &mut self,
        halo: &HaloClient,
        basis: &Basis,
        pairing: &Pairing,
        id: i32,
    ) -> Result<Option<StatusId>, NotSet> {
        let change = StatusChange {
            ticket: id,
            to: pairing.halo,
            closing: pairing.closes.then_some(BROUGHT_BACK),
            note: MOVED,
            outcome: basis.rules.note_outcome,
            skip_rules: !pairing.closes,
        };
        self.way = set_status(halo, &change, self.way).await?.way;
        Ok(halo.ticket(id).await?.status_id.map(StatusId::new))
    }

    /// The way that a status took, where it is not the plain one.
    fn way_in_words(&self) -> &'static str {
        match self.way {
            Way::Update => "",
            Way::Action => " It took an action: a plain update of the status was refused.",
        }
    }

    /// Waits for somebody to change the status in Halo.
    async fn watch(&mut self, halo: &HaloClient, basis: &Basis, id: i32, stop: &CancellationToken) {
        let begun = self.begin(StepKey::StatusBack).await;
        let before = match halo.ticket(id).await {
            Ok(ticket) => ticket.status_id,
            Err(error) => return self.fail(begun, &error, "Run the test again.").await,
        };
        let invitation = format!(
            "Change the status of ticket {id} in Halo now. Halyard is watching for {} minutes.",
            WATCHED_FOR.as_secs() / 60
        );
        self.say(StepKey::StatusBack, &invitation).await;
        let given_up = self.engine.watches.begin(self.profile);
        let until = Instant::now() + WATCHED_FOR;
        let seen = loop {
            tokio::select! {
                () = sleep(BETWEEN_LOOKS) => {}
                () = given_up.cancelled() => break Seen::GivenUp,
                () = stop.cancelled() => break Seen::Stopped,
            }
            match halo.ticket(id).await {
                Ok(ticket) if ticket.status_id != before => {
                    break ticket
                        .status_id
                        .map_or(Seen::Nothing, |id| Seen::Status(StatusId::new(id)));
                }
                Ok(_) if Instant::now() >= until => break Seen::Nothing,
                Ok(_) => {}
                Err(error) => break Seen::Failure(Box::new(error)),
            }
        };
        self.engine.watches.end(self.profile);
        match seen {
            Seen::Status(now) => {
                let (state, meaning) = read_as(basis, now);
                self.finish(begun, state, &meaning).await;
            }
            Seen::GivenUp => {
                let meaning = "Not waited for any longer, as chosen.";
                self.finish(begun, StepState::Skipped, meaning).await;
            }
            Seen::Stopped => {
                self.stopped = true;
                let meaning = "Stopped before it was done.";
                self.finish(begun, StepState::Skipped, meaning).await;
            }
            Seen::Nothing => {
                let meaning = "The status was not changed in Halo in time.";
                let mend =
                    "Run the test again and change it while it waits, or let Halyard change it.";
                self.finish_badly(begun, meaning, mend).await;
            }
            Seen::Failure(error) => self.fail(begun, &error, "Run the test again.").await,
        }
    }
}

/// How a wait ended.
enum Seen {
    Status(StatusId),
    GivenUp,
    Stopped,
    Nothing,
    Failure(Box<halo_api::Error>),
}

/// What a status of Halo's is here, in words.
fn read_as(basis: &Basis, now: StatusId) -> (StepState, String) {
    let halo = basis.status_name(now);
    match basis.brought_back(now) {
        Some(here) => (
            StepState::Done,
            format!("“{halo}” in Halo is “{here}” here."),
        ),
        None => (
            StepState::Warning,
            format!("“{halo}” in Halo has no partner here, so a ticket here would stay as it is."),
        ),
    }
}

/// Halo answered that it took the status, and holds another.
fn not_kept(basis: &Basis, pairing: &Pairing, now: Option<StatusId>) -> String {
    let wanted = &pairing.halo_name;
    match now {
        Some(now) => format!(
            "Halo did not give it “{wanted}”: it is in “{}”.",
            basis.status_name(now)
        ),
        None => format!("Halo did not give it “{wanted}”, and tells no status of it."),
    }
}
