//! Who may talk to Halo about the tickets of a profile, and when: one job at a time, and after a failure none before a
//! growing pause is over, however many tickets wait. The poll of the status sync goes through the same gate.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::{ProfileId, SendId};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::Instant;

/// The pause after the first failure; doubled with each.
const FIRST_PAUSE: Duration = Duration::from_secs(15);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// How the way to Halo stands for the tickets of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateStanding {
    /// Why everything waits, as a sentence.
    pub reason: String,
    /// Until the next try.
    pub next_in: Duration,
}

#[derive(Default)]
struct Gate {
    turn: Arc<Mutex<()>>,
    failures: u32,
    /// Shut until then, and why.
    shut: Option<(Instant, String)>,
    /// Where the next pass begins, so that one write that always fails does not keep the others back.
    resume_after: Option<SendId>,
    /// Halo takes a status by an action only.
    takes_status_by_action: bool,
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
        let (until, reason) = self.look(profile, |gate| gate.shut.clone())??;
        Some(GateStanding {
            reason,
            next_in: until.saturating_duration_since(Instant::now()),
        })
    }

    /// Shuts it after a failure of the way to Halo.
    pub(crate) fn shut(&self, profile: ProfileId, reason: String, at: Option<SendId>) {
        self.change(profile, |gate| {
            let pause = FIRST_PAUSE
                .saturating_mul(2_u32.saturating_pow(gate.failures.min(16)))
                .min(LONGEST_PAUSE);
            gate.failures = gate.failures.saturating_add(1);
            gate.shut = Some((Instant::now() + pause, reason));
            gate.resume_after = at;
        });
    }

    /// Halo answered, so nothing is in the way.
    pub(crate) fn went_well(&self, profile: ProfileId) {
        self.change(profile, |gate| {
            gate.failures = 0;
            gate.shut = None;
        });
    }

    /// Somebody asked for a try at once.
    pub(crate) fn open(&self, profile: ProfileId) {
        self.change(profile, |gate| gate.shut = None);
    }

    /// Where a pass begins. Asked once: the pass after that begins with the oldest again.
    pub(super) fn take_resume(&self, profile: ProfileId) -> Option<SendId> {
        self.change(profile, |gate| gate.resume_after.take())
            .flatten()
    }

    pub(super) fn takes_status_by_action(&self, profile: ProfileId) -> bool {
        self.look(profile, |gate| gate.takes_status_by_action)
            .unwrap_or(false)
    }

    pub(super) fn set_takes_status_by_action(&self, profile: ProfileId) {
        self.change(profile, |gate| gate.takes_status_by_action = true);
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
            pauses.push(gates.standing(PROFILE).unwrap().next_in.as_secs());
        }
        assert_eq!(pauses, [15, 30, 60, 120, 240, 300, 300]);
        assert!(gates.shut_until(PROFILE).is_some());
        tokio::time::advance(Duration::from_secs(301)).await;
        assert_eq!(gates.shut_until(PROFILE), None);
        assert!(gates.standing(PROFILE).is_some(), "nobody has tried since");
        gates.went_well(PROFILE);
        assert_eq!(gates.standing(PROFILE), None);
        gates.shut(PROFILE, "Nothing answers.".to_owned(), None);
        assert_eq!(gates.standing(PROFILE).unwrap().next_in.as_secs(), 15);
        assert_eq!(gates.shut_until(ProfileId::new(2)), None);
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
