//! The outbox of a profile, gone through one write after the other: each is entered as sent before it is sent, and one
//! whose answer was lost is looked up in Halo before it is sent again. Halo knows no key by which it would tell two
//! tickets from one sent twice (halo-api section 0, rule 10); our mark in the ticket is that key.

mod due;
mod failure;
mod look_up;
mod make;
mod note;
mod status;

use std::sync::Arc;

use domain::ticket::{Actor, SendKind, SendState, TicketEventKind};
use domain::{ProfileId, RunResult, SendId};
use halo_api::HaloClient;
use store::ticket_events::NewEvent;
use store::ticket_sends::{self, Failure, SendRow};
use store::tickets::{self, TicketRow};

use super::basis::Outgoing;
use crate::Engine;
use crate::error::{Error, Result};
use crate::halo_turn::Turn;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// What became of one write.
enum Attempt {
    /// It is settled, one way or the other.
    Settled,
    /// It is not its time: it may still land, or it has to be held.
    NotNow,
    /// The way to Halo failed: nothing more is tried in this pass.
    Blocked(Failure),
}

/// One pass through the outbox.
struct Pass {
    engine: Engine,
    profile: ProfileId,
    halo: HaloClient,
}

/// A write with what it is sent by.
struct Job {
    send: SendRow,
    ticket: TicketRow,
    outgoing: Outgoing,
}

impl Engine {
    /// Goes through the outbox now, also when a pause is not over: somebody asked for it.
    pub fn send_tickets_now(&self, profile: ProfileId) -> TaskId {
        self.gates.open(profile);
        self.start_sending(profile)
    }

    pub(super) fn start_sending(&self, profile: ProfileId) -> TaskId {
        let engine = self.clone();
        self.tasks.spawn(
            TaskKind::SendTickets,
            profile,
            "Sending tickets",
            move |handle| async move {
                let end = engine.send_tickets(profile, &handle).await;
                engine.events.invalidated(Some(profile), &[Tag::Tickets]);
                // What is left may be due later.
                engine.wakes.wake(profile);
                end
            },
        )
    }

    async fn send_tickets(&self, profile: ProfileId, handle: &TaskHandle) -> Result<Ended> {
        let _turn = self.gates.turn(profile).await;
        self.release_held(profile).await?;
        let (_writing, halo) = match self.ready_to_write(profile).await {
            Ok(ready) => ready,
            Err(error) => {
                self.gates.shut(profile, error.to_string(), None);
                return Err(error);
            }
        };
        let meter = Meter::start(halo.budget());
        let started = self.now();
        let pass = Pass {
            engine: self.clone(),
            profile,
            halo: halo.with_cancel(handle.cancel().clone()),
        };
        let end = pass.run(handle, &meter).await;
        if meter.used() > 0 {
            self.note_sending(profile, &started, &meter, &end).await?;
        }
        end.map(|done| match done.blocked {
            None => Ended::well(match done.settled {
                0 => "No ticket was due to be sent".to_owned(),
                1 => "1 ticket write is done".to_owned(),
                n => format!("{n} ticket writes are done"),
            }),
            Some(failure) => Ended {
                all_well: false,
                ..Ended::well(format!("Tickets wait. {}", failure.what))
            },
        })
    }

    /// The turn to write, and a client to write with.
    async fn ready_to_write(&self, profile: ProfileId) -> Result<(Arc<Turn>, HaloClient)> {
        let turn = self.halo_turn.take().await?;
        Ok((turn, self.halo_for_work(profile).await?))
    }

    async fn note_sending(
        &self,
        profile: ProfileId,
        started: &str,
        meter: &Meter,
        end: &Result<Done>,
    ) -> Result<()> {
        let (result, note) = match end {
            Ok(Done {
                blocked: None,
                settled,
            }) => (RunResult::Done, format!("{settled} written")),
            Ok(Done {
                blocked: Some(failure),
                ..
            }) => (RunResult::Incomplete, failure.what.clone()),
            Err(error) if error.is_cancelled() => (RunResult::Cancelled, error.to_string()),
            Err(error) => (RunResult::Failed, error.to_string()),
        };
        let (started, now, used) = (started.to_owned(), self.now(), meter.used());
        self.store
            .write(move |tx| {
                let run = store::runs::start(tx, profile, "send_tickets", &started)?;
                store::runs::finish(tx, run, result, used, Some(&note), &now)
            })
            .await?;
        Ok(())
    }
}

/// How a pass ended.
struct Done {
    settled: u32,
    blocked: Option<Failure>,
}

impl Pass {
    async fn run(&self, handle: &TaskHandle, meter: &Meter) -> Result<Done> {
        // After a failure the others come first, then the one that failed.
        let failed_last = self.engine.gates.take_resume(self.profile);
        let mut after = failed_last;
        let mut is_last_round = failed_last.is_none();
        let mut settled = 0;
        loop {
            let Some(job) = self.next(after).await? else {
                if is_last_round {
                    break;
                }
                (is_last_round, after) = (true, None);
                continue;
            };
            if is_last_round && failed_last.is_some_and(|id| job.send.id > id) {
                break;
            }
            after = Some(job.send.id);
            if handle.cancel().is_cancelled() {
                return Err(Error::Cancelled);
            }
            handle.progress("Sending tickets", settled, None, meter);
            match self.attempt(&job).await? {
                Attempt::Settled => {
                    settled += 1;
                    self.engine.gates.went_well(self.profile);
                    self.tell_page();
                }
                Attempt::NotNow => {}
                Attempt::Blocked(failure) => {
                    self.delay(&job, &failure).await?;
                    self.engine
                        .gates
                        .shut(self.profile, failure.what.clone(), Some(job.send.id));
                    return Ok(Done {
                        settled,
                        blocked: Some(failure),
                    });
                }
            }
        }
        Ok(Done {
            settled,
            blocked: None,
        })
    }

    async fn next(&self, after: Option<SendId>) -> Result<Option<Job>> {
        let profile = self.profile;
        Ok(self
            .engine
            .store
            .read(move |tx| {
                let Some(send) = ticket_sends::next(tx, profile, after)? else {
                    return Ok(None);
                };
                let ticket = tickets::get(tx, profile, send.ticket)?;
                let outgoing = Outgoing::load(tx, profile, ticket.organization, &ticket.level_key)?;
                Ok(Some(Job {
                    send,
                    ticket,
                    outgoing,
                }))
            })
            .await?)
    }

    async fn attempt(&self, job: &Job) -> Result<Attempt> {
        match job.send.kind {
            SendKind::Create => self.make(job).await,
            SendKind::Note => self.note(job).await,
            SendKind::Status => self.status(job).await,
        }
    }

    /// Whether a write whose answer was lost and that Halo does not have could still land there.
    fn may_still_land(&self, send: &SendRow) -> bool {
        !due::landing_left(send, self.engine.clock.now()).is_zero()
    }

    /// Enters that a write is being sent, before it is.
    async fn begin(&self, job: &Job, body_json: String) -> Result<()> {
        let (id, now) = (job.send.id, self.engine.now());
        self.engine
            .store
            .write(move |tx| ticket_sends::begin(tx, id, &body_json, &now))
            .await?;
        Ok(())
    }

    /// Enters how a write ended, and tells it.
    async fn settle(
        &self,
        job: &Job,
        state: SendState,
        failure: Option<Failure>,
        event: NewEvent,
    ) -> Result<()> {
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send, state, failure.as_ref())?;
                store::ticket_events::add(tx, ticket, &event, &now)
            })
            .await?;
        Ok(())
    }

    /// Halo refused it: it is tried again only when somebody asks for it.
    async fn refuse(&self, job: &Job, failure: Failure) -> Result<Attempt> {
        let words = failure.said.as_ref().map_or_else(
            || failure.what.clone(),
            |said| format!("{} Halo said: {said}", failure.what),
        );
        let event = NewEvent::new(Actor::Halo, TicketEventKind::Refused).noting(words);
        self.settle(job, SendState::Refused, Some(failure), event)
            .await?;
        Ok(Attempt::Settled)
    }

    /// It did not get through: noted at the write, and told once.
    async fn delay(&self, job: &Job, failure: &Failure) -> Result<()> {
        let told_before = job
            .send
            .failure
            .as_ref()
            .is_some_and(|before| before.what == failure.what);
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        let failure = failure.clone();
        self.engine
            .store
            .write(move |tx| {
                let state = ticket_sends::get(tx, send)?.state;
                ticket_sends::settle(tx, send, state, Some(&failure))?;
                if told_before {
                    return Ok(());
                }
                let event =
                    NewEvent::new(Actor::Halyard, TicketEventKind::Delayed).noting(failure.what);
                store::ticket_events::add(tx, ticket, &event, &now)
            })
            .await?;
        Ok(())
    }

    fn tell_page(&self) {
        self.engine
            .events
            .invalidated(Some(self.profile), &[Tag::Tickets]);
    }
}
