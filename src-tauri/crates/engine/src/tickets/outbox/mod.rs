//! The outbox of a profile, gone through one write after the other: each is entered as sent before it is sent, and one
//! whose answer was lost is looked up in Halo before it is sent again. Halo knows no key by which it would tell two
//! tickets from one sent twice (halo-api section 0, rule 10); our mark in the ticket is that key.

mod due;
mod end;
mod failure;
mod found;
mod look_up;
mod make;
mod note;
mod status;
mod ways;

use std::sync::Arc;

use domain::status_sync::WriteEnd;
use domain::ticket::{Actor, SendKind, SendState, SendTrouble, TicketEventKind};
use domain::{ProfileId, RunResult, SendId};
use halo_api::HaloClient;
use store::ticket_events::NewEvent;
use store::ticket_sends::{self, Failure, SendRow};
use store::tickets::{self, TicketRow};

use super::basis::{Ground, Outgoing};
use crate::Engine;
use crate::error::{Error, Result};
use crate::halo_turn::Turn;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};
use end::{Done, Unended};

/// What became of one write.
enum Attempt {
    /// It is in Halo.
    Done,
    /// It did not go through, and is not tried again by itself.
    Failed,
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
        let id = self.tasks.spawn(
            TaskKind::SendTickets,
            profile,
            "Sending tickets",
            move |handle| async move {
                let unended = Unended::new(&engine, profile);
                let end = engine.send_tickets(profile, &handle).await;
                unended.ended();
                if let Err(error) = &end
                    && !error.is_cancelled()
                {
                    engine.gates.shut(profile, error.to_string(), None);
                }
                engine.events.invalidated(Some(profile), &[Tag::Tickets]);
                end
            },
        );
        // What is left may be due later, and what came while this pass was ending has to be seen by another.
        let (tasks, wakes) = (self.tasks.clone(), self.wakes.clone());
        tokio::spawn(async move {
            tasks.until_ended(id).await;
            wakes.add(profile);
        });
        id
    }

    async fn send_tickets(&self, profile: ProfileId, handle: &TaskHandle) -> Result<Ended> {
        let _turn = self.gates.turn(profile).await;
        if self.gates.rests(profile) {
            return Err(Error::Cancelled);
        }
        self.release_held(profile).await?;
        let (_writing, halo) = self.ready_to_write(profile).await?;
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
        if meter.used() > 0 {
            self.note_use(profile).await?;
        }
        end.map(|done| Ended {
            all_well: done.is_all_well(),
            ..Ended::well(done.in_words())
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
            Ok(done) if done.is_all_well() => (RunResult::Done, done.in_words()),
            Ok(done) => (RunResult::Incomplete, done.in_words()),
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

impl Pass {
    async fn run(&self, handle: &TaskHandle, meter: &Meter) -> Result<Done> {
        // After a failure the others come first, then the one that failed.
        let failed_last = self.engine.gates.take_resume(self.profile);
        let mut after = failed_last;
        let mut is_last_round = failed_last.is_none();
        let mut done = Done::default();
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
            handle.progress("Sending tickets", done.written, None, meter);
            match self.attempt(&job).await {
                Ok(Attempt::Done) => {
                    done.written += 1;
                    self.engine.gates.went_well(self.profile);
                    self.tell_page();
                }
                Ok(Attempt::Failed) => {
                    done.failed += 1;
                    self.engine.gates.went_well(self.profile);
                    self.tell_page();
                }
                Ok(Attempt::NotNow) => {}
                Ok(Attempt::Blocked(failure)) => {
                    self.delay(&job, &failure).await?;
                    self.engine
                        .gates
                        .shut(self.profile, failure.what.clone(), Some(job.send.id));
                    done.blocked = Some(failure);
                    return Ok(done);
                }
                Err(error) => {
                    if !error.is_cancelled() {
                        self.engine.gates.go_on_after(self.profile, job.send.id);
                    }
                    return Err(error);
                }
            }
        }
        Ok(done)
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

    /// Enters that a write is being sent, before it is. `false` when it was taken back since it was looked at, or when
    /// another customer would read it than the organisation has by now: then it is not to be sent.
    async fn begin(&self, job: &Job, body_json: String) -> Result<bool> {
        let (id, kind, now) = (job.send.id, job.send.kind, self.engine.now());
        let (profile, organization) = (self.profile, job.ticket.organization);
        let reader = job.outgoing.target.reader(kind);
        Ok(self
            .engine
            .store
            .write(move |tx| {
                // Between the look and here lie requests to Halo, and edits that were queued before this.
                let target = Ground::load(tx, profile)?.target(tx, profile, organization)?;
                if target.reader(kind) != reader {
                    return Ok(false);
                }
                ticket_sends::begin(tx, id, &body_json, &now)
            })
            .await?)
    }

    /// Surely not done: nothing has to be asked before the next try.
    async fn surely_not_done(&self, job: &Job, why: Failure) -> Result<Attempt> {
        let send = job.send.clone();
        self.engine
            .store
            .write(move |tx| {
                let is_superseded = ticket_sends::is_superseded(tx, &send)?;
                let state = WriteEnd::NotDone.leads_to(is_superseded);
                ticket_sends::settle(tx, send.id, state, None)?;
                ticket_sends::was_not_sent(tx, send.id)
            })
            .await?;
        Ok(Attempt::Blocked(why))
    }

    /// Halo refused it: it is tried again only when somebody asks for it. One that nobody wants any more is forgotten.
    async fn refuse(&self, job: &Job, failure: Failure) -> Result<Attempt> {
        self.refuse_status(job, WriteEnd::Refused, failure).await
    }

    /// The same for a status, which may also be taken and changed back.
    async fn refuse_status(&self, job: &Job, end: WriteEnd, failure: Failure) -> Result<Attempt> {
        let words = failure.said.as_ref().map_or_else(
            || failure.what.clone(),
            |said| format!("{} Halo said: {said}", failure.what),
        );
        let event = NewEvent::new(Actor::Halo, TicketEventKind::Refused).noting(words);
        let (send, now) = (job.send.clone(), self.engine.now());
        let is_wanted = self
            .engine
            .store
            .write(move |tx| {
                let state = end.leads_to(ticket_sends::is_superseded(tx, &send)?);
                let failure = (state == SendState::Refused).then_some(&failure);
                let is_news =
                    ticket_sends::settle(tx, send.id, state, failure)? && failure.is_some();
                if is_news {
                    store::ticket_events::add(tx, send.ticket, &event, &now)?;
                }
                Ok(is_news)
            })
            .await?;
        Ok(if is_wanted {
            Attempt::Failed
        } else {
            Attempt::NotNow
        })
    }

    /// It did not get through: noted at the write, and told once.
    async fn delay(&self, job: &Job, failure: &Failure) -> Result<()> {
        let told_before = job
            .send
            .failure
            .as_ref()
            .is_some_and(|before| before.what == failure.what);
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        let mut failure = failure.clone();
        self.engine
            .store
            .write(move |tx| {
                let row = match ticket_sends::get(tx, send) {
                    // Never sent, and discarded just now.
                    Err(store::Error::NotFound { .. }) => return Ok(()),
                    row => row?,
                };
                // A look that failed proves nothing about the write that it was to find: that one may still land.
                if due::is_lost(&row) {
                    failure.trouble = SendTrouble::Doubtful;
                }
                ticket_sends::settle(tx, send, row.state, Some(&failure))?;
                ticket_sends::sent_no_later_than(tx, send, &now)?;
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
