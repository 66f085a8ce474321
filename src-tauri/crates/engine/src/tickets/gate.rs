//! Who may talk to Halo about the tickets of a profile, and when: one job at a time, and after a failure none before a
//! growing pause is over, however many tickets wait. The poll of the status sync goes through the same gate.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::{ProfileId, SendId};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::Instant;

use crate::due::Due;
use crate::status_ways::Way;

/// The pause after the first failure; doubled with each.
const FIRST_PAUSE: Duration = Duration::from_secs(15);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// How the way to Halo stands for the tickets of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateStanding {
    /// Why everything waits, as a sentence.
    pub reason: String,
    /// Until the next try; `None` when there is none before somebody asks for it.
    pub next_in: Option<Duration>,
}

const STOPPED: &str = "Sending was stopped.";

#[derive(Default)]
struct Gate {
    turn: Arc<Mutex<()>>,
    failures: u32,
    /// Shut until then, and why.
    shut: Option<(Instant, String)>,
    /// Somebody stopped the sending: nothing is sent by itself until somebody asks for it.
    is_stopped: bool,
    /// How many want the outbox to rest for as long as they are at work.
    rests: u32,
    /// Where the next pass begins, so that one write that always fails does not keep the others back.
    resume_after: Option<SendId>,
    /// The way that leads to a status, as far as is known.
    status_way: Way,
}

/// The gates of all profiles. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Gates(watch::Sender<HashMap<ProfileId, Gate>>);

impl Default for Gates {
    fn default() -> Self {
        Self(watch::Sender::new(HashMap::new()))
    }
}

impl Gates {
    fn change<T>(&self, profile: ProfileId, change: impl FnOnce(&mut Gate) -> T) -> Option<T> {
        let mut answer = None;
        self.0.send_modify(|gates| {
            answer = Some(change(gates.entry(profile).or_default()));
        });
        answer
    }

    fn look<T>(&self, profile: ProfileId, look: impl FnOnce(&Gate) -> T) -> Option<T> {
        self.0.borrow().get(&profile).map(look)
    }

    /// Waits for the turn; the gate is free for others when the answer is dropped.
    pub(crate) async fn turn(&self, profile: ProfileId) -> OwnedMutexGuard<()> {
        let turn = self
            .change(profile, |gate| Arc::clone(&gate.turn))
            .unwrap_or_default();
        turn.lock_owned().await
    }

    /// Until when it is shut; `None` when it is open.
    pub(crate) fn shut_until(&self, profile: ProfileId) -> Option<Instant> {
        let until = self.look(profile, |gate| gate.shut.as_ref().map(|(at, _)| *at))??;
        (until > Instant::now()).then_some(until)
    }

    /// Why it is shut, and for how long.
    pub(crate) fn standing(&self, profile: ProfileId) -> Option<GateStanding> {
        self.look(profile, |gate| {
            if gate.is_stopped {
                return Some(GateStanding {
                    reason: STOPPED.to_owned(),
                    next_in: None,
                });
            }
            let (until, reason) = gate.shut.clone()?;
            let next_in = Some(until.saturating_duration_since(Instant::now()));
            Some(GateStanding { reason, next_in })
        })?
    }

    /// Stops the outbox until somebody asks for a try.
    pub(crate) fn stop(&self, profile: ProfileId) {
        self.change(profile, |gate| gate.is_stopped = true);
    }

    /// Whether the outbox sends nothing, whatever waits in it.
    pub(super) fn rests(&self, profile: ProfileId) -> bool {
        self.look(profile, |gate| gate.is_stopped || gate.rests > 0)
            .unwrap_or(false)
    }

    /// Lets the outbox rest for as long as the answer lives, and has it looked at afterwards.
    pub(crate) fn rest(&self, profile: ProfileId, wakes: &Due) -> Rest {
        self.change(profile, |gate| gate.rests += 1);
        Rest {
            gates: self.clone(),
            wakes: wakes.clone(),
            profile,
        }
    }

    /// Shuts it after a failure. `at` is the write after which the next pass begins.
    pub(crate) fn shut(&self, profile: ProfileId, reason: String, at: Option<SendId>) {
        self.change(profile, |gate| {
            let pause = FIRST_PAUSE
                .saturating_mul(2_u32.saturating_pow(gate.failures.min(16)))
                .min(LONGEST_PAUSE);
            gate.failures = gate.failures.saturating_add(1);
            gate.shut = Some((Instant::now() + pause, reason));
            gate.resume_after = at.or(gate.resume_after);
        });
    }

    /// Halo answered, so nothing is in the way.
    pub(crate) fn went_well(&self, profile: ProfileId) {
        self.change(profile, |gate| {
            gate.failures = 0;
            gate.shut = None;
        });
    }

    /// Halo is to be asked at once.
    pub(crate) fn end_pause(&self, profile: ProfileId) {
        self.change(profile, |gate| gate.shut = None);
    }

    /// Somebody asked for tickets to be sent at once.
    pub(crate) fn open(&self, profile: ProfileId) {
        self.change(profile, |gate| {
            gate.shut = None;
            gate.is_stopped = false;
        });
    }

    /// Lets the next pass begin after this write.
    pub(super) fn go_on_after(&self, profile: ProfileId, id: SendId) {
        self.change(profile, |gate| gate.resume_after = Some(id));
    }

    /// Where a pass begins. Asked once: the pass after that begins with the oldest again.
    pub(super) fn take_resume(&self, profile: ProfileId) -> Option<SendId> {
        self.change(profile, |gate| gate.resume_after.take())
            .flatten()
    }

    pub(super) fn status_way(&self, profile: ProfileId) -> Way {
        self.look(profile, |gate| gate.status_way)
            .unwrap_or_default()
    }

    pub(super) fn set_status_way(&self, profile: ProfileId, way: Way) {
        self.change(profile, |gate| gate.status_way = way);
    }
}

/// A time in which the outbox of a profile sends nothing.
pub(crate) struct Rest {
    gates: Gates,
    wakes: Due,
    profile: ProfileId,
}

impl Drop for Rest {
    fn drop(&mut self) {
        self.gates.change(self.profile, |gate| gate.rests -= 1);
        self.wakes.add(self.profile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: ProfileId = ProfileId::new(1);

    #[tokio::test(start_paused = true)]
    async fn a_pause_grows_with_each_failure_and_ends_with_an_answer() {
        let gates = Gates::default();
        let mut pauses = Vec::new();
        for _ in 0..7 {
            gates.shut(PROFILE, "Nothing answers.".to_owned(), None);
            pauses.push(gates.standing(PROFILE).unwrap().next_in.unwrap().as_secs());
        }
        assert_eq!(pauses, [15, 30, 60, 120, 240, 300, 300]);
        assert!(gates.shut_until(PROFILE).is_some());
        tokio::time::advance(Duration::from_secs(301)).await;
        assert_eq!(gates.shut_until(PROFILE), None);
        assert!(gates.standing(PROFILE).is_some(), "nobody has tried since");
        gates.went_well(PROFILE);
        assert_eq!(gates.standing(PROFILE), None);
        gates.shut(PROFILE, "Nothing answers.".to_owned(), None);
        assert_eq!(
            gates.standing(PROFILE).unwrap().next_in.unwrap().as_secs(),
            15
        );
        assert_eq!(gates.shut_until(ProfileId::new(2)), None);
    }

    #[tokio::test]
    async fn who_stops_it_is_not_overruled_by_an_answer_of_halo() {
        let (gates, wakes) = (Gates::default(), Due::default());
        gates.stop(PROFILE);
        gates.went_well(PROFILE);
        gates.end_pause(PROFILE);
        assert!(gates.rests(PROFILE));
        assert_eq!(gates.standing(PROFILE).unwrap().next_in, None);
        gates.open(PROFILE);
        assert!(!gates.rests(PROFILE));
        let (one, other) = (gates.rest(PROFILE, &wakes), gates.rest(PROFILE, &wakes));
        drop(one);
        assert!(gates.rests(PROFILE));
        drop(other);
        assert!(!gates.rests(PROFILE));
    }

    #[tokio::test]
    async fn a_failure_of_another_job_does_not_forget_where_to_go_on() {
        let gates = Gates::default();
        gates.shut(PROFILE, "One.".to_owned(), Some(SendId::new(7)));
        gates.shut(PROFILE, "Two.".to_owned(), None);
        assert_eq!(gates.take_resume(PROFILE), Some(SendId::new(7)));
        assert_eq!(gates.take_resume(PROFILE), None);
    }

    #[tokio::test]
    async fn two_jobs_of_one_profile_take_turns() {
        let gates = Gates::default();
        let first = gates.turn(PROFILE).await;
        let second = gates.turn(PROFILE);
        tokio::pin!(second);
        assert!(at_once(&mut second).await.is_none());
        let other = gates.turn(ProfileId::new(2)).await;
        drop(first);
        second.await;
        drop(other);
    }

    async fn at_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        tokio::select! {
            biased;
            done = future => Some(done),
            () = std::future::ready(()) => None,
        }
    }
}
