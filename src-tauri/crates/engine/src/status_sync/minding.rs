//! When Halo is asked: one poll at a time for each profile, from the start of the program to its end, slower when nothing
//! happens or nobody looks, and not at all while somebody has to do something first.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::status_sync::{PaceFacts, pace};
use domain::{Feature, ProfileId};
use store::profiles::ProfileRow;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::pause::pause;
use super::stored_moment;
use super::view::PollFailure;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// How long it takes at most until a pause, a new profile or a new setting is noticed that nobody told of.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// What is remembered of the polls of one profile while the program runs.
#[derive(Debug, Clone, Default)]
struct Standing {
    polling: Option<CancellationToken>,
    last: Option<Instant>,
    next: Option<Instant>,
    failure: Option<PollFailure>,
    round: Round,
}

/// Which poll of the run it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Round {
    /// Polls that asked for changes or in turn, until now.
    pub(super) polls: u32,
    /// All of ours have to be asked for.
    pub(super) is_everything_due: bool,
    /// Polls that asked for all of ours and could not ask for each, since all were last asked for.
    pub(super) unfinished: u32,
}

/// For what a poll has asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// For changes, or for some of ours in turn.
    Changes,
    /// For all of ours, and some have not had their turn: this Halo has to be asked for them one by one.
    SomeOfAll,
    /// For all of ours.
    All,
}

/// How the polls of a profile stand, for the page.
#[derive(Debug, Clone, Default)]
pub(super) struct PollsNow {
    pub(super) is_polling: bool,
    pub(super) next_in: Option<Duration>,
    pub(super) failure: Option<PollFailure>,
}

/// The polls of all profiles. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Pollers {
    board: watch::Sender<Board>,
    again: Arc<Notify>,
}

#[derive(Default)]
struct Board {
    of: HashMap<ProfileId, Standing>,
    is_hidden: bool,
}

impl Default for Pollers {
    fn default() -> Self {
        Self {
            board: watch::Sender::new(Board::default()),
            again: Arc::default(),
        }
    }
}

impl Pollers {
    /// Something changed that decides when to ask.
    pub(crate) fn look_again(&self) {
        self.again.notify_one();
    }

    /// Waits while the window cannot be seen.
    pub(crate) async fn until_seen(&self) {
        // The sender lives in `self`, so this cannot fail.
        let _ = self
            .board
            .subscribe()
            .wait_for(|board| !board.is_hidden)
            .await;
    }

    pub(super) fn round(&self, profile: ProfileId) -> Round {
        let board = self.board.borrow();
        board
            .of
            .get(&profile)
            .map(|standing| standing.round)
            .unwrap_or_default()
    }

    /// A poll came in. After `went_back` what changed may lie before the place from which changes are asked for.
    pub(super) fn asked(&self, profile: ProfileId, asked: Asked, went_back: bool) {
        self.change(profile, |standing| {
            let round = &mut standing.round;
            round.polls = round.polls.wrapping_add(1);
            match asked {
                Asked::Changes => round.is_everything_due |= went_back,
                Asked::SomeOfAll => {
                    round.is_everything_due = true;
                    round.unfinished = round.unfinished.saturating_add(1);
                }
                Asked::All => (round.is_everything_due, round.unfinished) = (false, 0),
            }
        });
    }

    pub(super) fn now(&self, profile: ProfileId) -> PollsNow {
        let board = self.board.borrow();
        let Some(standing) = board.of.get(&profile) else {
            return PollsNow::default();
        };
        PollsNow {
            is_polling: standing.polling.is_some(),
            next_in: standing
                .next
                .map(|at| at.saturating_duration_since(Instant::now())),
            failure: standing.failure.clone(),
        }
    }

    fn change<T>(&self, profile: ProfileId, change: impl FnOnce(&mut Standing) -> T) -> Option<T> {
        let mut answer = None;
        self.board.send_modify(|board| {
            answer = Some(change(board.of.entry(profile).or_default()));
        });
        answer
    }

    /// Takes the one poll that may run, with what stops it; `None` when one runs.
    fn begin(&self, profile: ProfileId) -> Option<CancellationToken> {
        self.change(profile, |standing| {
            if standing.polling.is_some() {
                return None;
            }
            let cancel = CancellationToken::new();
            standing.polling = Some(cancel.clone());
            Some(cancel)
        })
        .flatten()
    }

    fn ended(&self, profile: ProfileId, failure: Option<PollFailure>) {
        self.change(profile, |standing| {
            standing.polling = None;
            standing.last = Some(Instant::now());
            standing.failure = failure;
        });
        self.look_again();
    }

    /// Stops the poll of a profile that was revoked or deleted, and forgets what the run has learnt about it.
    pub(crate) fn forget(&self, profile: ProfileId) {
        self.board.send_modify(|board| {
            let standing = board.of.remove(&profile);
            if let Some(cancel) = standing.and_then(|standing| standing.polling) {
                cancel.cancel();
            }
        });
        self.look_again();
    }
}

impl Engine {
    /// Asks Halo for changed statuses from now on, until the runtime ends; what was missed while the program was closed is
    /// caught up first. To be called once, when the program has started.
    pub fn keep_statuses_in_step(&self) {
        let engine = self.clone();
        tokio::spawn(async move { engine.mind_polls().await });
    }

    /// Asks Halo now. When it is being asked already, that is enough.
    ///
    /// # Errors
    /// `NotConfigured` where statuses are not wanted, and what stopped the poll.
    pub async fn poll_now(&self, profile: ProfileId) -> Result<()> {
        let row = self.profile_row(profile).await?;
        if !row.features.has(Feature::Status) {
            return Err(Error::NotConfigured {
                what: "This connection is not wanted for statuses.",
            });
        }
        self.gates.end_pause(profile);
        match self.pollers.begin(profile) {
            Some(cancel) => self.run_poll(profile, &cancel).await,
            // The one under way may have begun before the connection was revoked.
            None => self.halo_for_work(profile).await.map(|_| ()),
        }
    }

    /// Says whether the window can be seen. Polls go slower while it cannot.
    pub fn set_window_hidden(&self, is_hidden: bool) {
        self.pollers
            .board
            .send_modify(|board| board.is_hidden = is_hidden);
        self.pollers.look_again();
    }

    /// Why the polls of a profile pause, as a sentence without a full stop.
    pub(super) async fn poll_pause(&self, row: &ProfileRow) -> Result<Option<String>> {
        let (_, snapshot) = self.profile_with_snapshot(row.id).await?;
        Ok(pause(row, &self.health_of(row, snapshot.as_ref()).await?))
    }

    async fn mind_polls(&self) {
        loop {
            let wake = match self.start_due_polls().await {
                Ok(next) => next.min(Instant::now() + LOOK_AGAIN),
                Err(error) => {
                    tracing::warn!(%error, "it could not be seen which polls are due");
                    Instant::now() + LOOK_AGAIN
                }
            };
            tokio::select! {
                () = self.pollers.again.notified() => {}
                () = sleep_until(wake) => {}
            }
        }
    }

    /// Starts what is due, and answers when the next one is.
    async fn start_due_polls(&self) -> Result<Instant> {
        let profiles = self.store.read(|tx| store::profiles::list(tx)).await?;
        let mut soonest = Instant::now() + LOOK_AGAIN;
        for row in profiles {
            let due = if self.poll_pause(&row).await?.is_some() {
                None
            } else {
                self.next_poll(&row).await?
            };
            self.pollers.change(row.id, |standing| standing.next = due);
            let Some(due) = due else { continue };
            if due > Instant::now() {
                soonest = soonest.min(due);
            } else if let Some(cancel) = self.pollers.begin(row.id) {
                let (engine, profile) = (self.clone(), row.id);
                tokio::spawn(async move {
                    if let Err(error) = engine.run_poll(profile, &cancel).await {
                        tracing::info!(%profile, %error, "a poll failed");
                    }
                });
            }
        }
        Ok(soonest)
    }

    /// When a profile is to be polled next; `None` while it has nothing to follow.
    async fn next_poll(&self, row: &ProfileRow) -> Result<Option<Instant>> {
        let profile = row.id;
        let (sync, last_change) = self
            .store
            .read(move |tx| {
                let sync = store::status_sync::load(tx, profile)?;
                Ok((sync, store::tickets::last_change(tx, profile)?))
            })
            .await?;
        let Some(last_change) = last_change else {
            return Ok(None);
        };
        let (last, is_hidden) = {
            let board = self.pollers.board.borrow();
            let last = board.of.get(&profile).and_then(|standing| standing.last);
            (last, board.is_hidden)
        };
        // What was missed while the program was closed is asked for at once.
        let due = last.map_or_else(Instant::now, |last| {
            let seconds = stored_moment(&last_change)
                .map_or(0, |at| super::moment(self.clock.now()).since(at));
            let wait = pace(&PaceFacts {
                interval: Duration::from_secs(u64::from(sync.interval_seconds)),
                quiet_for: Duration::from_secs(u64::try_from(seconds).unwrap_or_default()),
                is_hidden,
            });
            last + wait
        });
        // After a failure, the gate says when Halo may be tried again.
        Ok(Some(match self.gates.shut_until(profile) {
            Some(open) => open.max(due),
            None => due,
        }))
    }

    async fn run_poll(&self, profile: ProfileId, cancel: &CancellationToken) -> Result<()> {
        self.events.invalidated(Some(profile), &[Tag::StatusSync]);
        let unended = Unended::new(self, profile, cancel);
        let end = self.poll(profile, cancel).await;
        unended.ended();
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let failure = end.as_ref().err().map(|error| PollFailure {
            at: self.now(),
            what: error.to_string(),
        });
        self.pollers.ended(profile, failure);
        self.events.invalidated(Some(profile), &[Tag::StatusSync]);
        end.map(|_| ())
    }
}

/// A poll that has not come to its end. One that breaks off on the way is followed by others all the same.
struct Unended {
    engine: Engine,
    profile: ProfileId,
    cancel: CancellationToken,
    has_ended: bool,
}

impl Unended {
    fn new(engine: &Engine, profile: ProfileId, cancel: &CancellationToken) -> Self {
        Self {
            engine: engine.clone(),
            profile,
            cancel: cancel.clone(),
            has_ended: false,
        }
    }

    fn ended(mut self) {
        self.has_ended = true;
    }
}

impl Drop for Unended {
    fn drop(&mut self) {
        // Of a profile that was forgotten another poll may have begun since.
        if self.has_ended || self.cancel.is_cancelled() {
            return;
        }
        let failure = PollFailure {
            at: self.engine.now(),
            what: "Asking Halo broke off because of a mistake in Halyard.".to_owned(),
        };
        self.engine.pollers.ended(self.profile, Some(failure));
        self.engine
            .events
            .invalidated(Some(self.profile), &[Tag::StatusSync]);
    }
}
