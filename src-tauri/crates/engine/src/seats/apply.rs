//! Writing a plan: line by line, each target read again first. Stopped anywhere, by somebody, a failure or the end of the
//! program, it can go on: what was sent without an answer is looked up and not sent blindly.

use std::collections::BTreeMap;

use domain::seats::{LineState, PlanState};
use domain::{CustomerId, LicenceId, ProfileId, RunResult, SeatPlanId};
use halo_api::HaloClient;
use store::Connection;
use store::seat_lines::{self, LineCounts, LineEnd};
use store::seat_plans;

use super::AFTER_SEATS;
use super::comparison::Basis;
use super::plan::needs_reason;
use super::writing::must_be_on;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

impl Engine {
    /// Writes a plan to Halo, or goes on with one that was stopped. The reason is asked for once, where a brake wants it.
    /// `braked`: what a brake holds is written as well, all of it; a plan that is refused keeps its ticks as they were.
    ///
    /// # Errors
    /// `InvalidInput` for a missing reason or a plan without ticked lines, `NotConfigured` where writing is switched off,
    /// `NotFound` for a plan that has ended, `WritingElsewhere`, and whatever stands in the way of a client.
    pub async fn apply_seat_plan(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
        reason: Option<String>,
        braked: bool,
    ) -> Result<TaskId> {
        let halo = self.halo_for_work(profile).await?;
        let turn = self.halo_turn.take().await?;
        let consent = Consent {
            reason,
            braked,
            by: self.account.name(),
        };
        let now = self.now();
        self.store
            .transact(move |tx| confirm(tx, profile, plan, &consent, &now))
            .await?;
        // Kept before the first line is written: what was agreed to is what the file holds.
        self.keep_seat_plan(profile, plan).await?;
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::WriteSeats,
            profile,
            "Writing seats",
            move |handle| async move {
                let _writing = turn;
                let meter = Meter::start(halo.budget());
                let started = engine.now();
                let end = engine
                    .write_plan(profile, plan, &halo, &meter, &handle)
                    .await;
                engine
                    .note_seat_run(profile, plan, &started, &meter, &end)
                    .await?;
                engine.keep_seat_plan(profile, plan).await?;
                engine.note_use(profile).await?;
                engine.events.invalidated(Some(profile), &AFTER_SEATS);
                let tags = [Tag::SeatPlan, Tag::Organizations];
                engine.events.invalidated(Some(profile), &tags);
                match end {
                    Ok(ended) => Ok(ended),
                    Err(error) => Err(engine.explain(profile, error).await),
                }
            },
        ))
    }

    async fn write_plan(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
        halo: &HaloClient,
        meter: &Meter,
        handle: &TaskHandle,
    ) -> Result<Ended> {
        let now = self.now();
        self.store
            .write(move |tx| leave_what_changed_here(tx, profile, plan, &now))
            .await?;
        let mut counts = self.line_counts(plan).await?;
        let total = counts.ticked;
        let mut last = None;
        loop {
            if handle.cancel().is_cancelled() {
                return Err(Error::Cancelled);
            }
            let line = self
                .store
                .read(move |tx| seat_lines::next_open(tx, plan, last))
                .await?;
            let Some(line) = line else { break };
            let label = format!("Writing seats of {}", line.line.customer_name);
            let done = total.saturating_sub(counts.open);
            handle.progress(&label, done, Some(total), meter);
            last = Some(line.id);
            self.write_line(profile, &line, halo, handle).await?;
            counts = self.line_counts(plan).await?;
            self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        }
        let now = self.now();
        self.store
            .write(move |tx| seat_plans::end(tx, plan, &now))
            .await?;
        Ok(Ended {
            all_well: counts.moved + counts.refused == 0,
            ..Ended::well(in_words(&counts))
        })
    }

    async fn line_counts(&self, plan: SeatPlanId) -> Result<LineCounts> {
        Ok(self
            .store
            .read(move |tx| seat_lines::counts(tx, plan))
            .await?)
    }

    /// Enters a run that has come to its end.
    async fn note_seat_run(
        &self,
        profile: ProfileId,
        plan: SeatPlanId,
        started: &str,
        meter: &Meter,
        end: &Result<Ended>,
    ) -> Result<()> {
        let result = match end {
            Ok(_) => RunResult::Done,
            Err(error) if error.is_cancelled() => RunResult::Cancelled,
            Err(_) => RunResult::Failed,
        };
        let failure = end.as_ref().err().map(ToString::to_string);
        let (started, now, used) = (started.to_owned(), self.now(), meter.used());
        self.store
            .write(move |tx| {
                let counts = seat_lines::counts(tx, plan)?;
                let note = match failure {
                    Some(failure) => format!("{}. {failure}", in_words(&counts)),
                    None => in_words(&counts),
                };
                let run = store::runs::start(tx, profile, "write_seats", &started)?;
                store::runs::finish(tx, run, result, used, Some(&note), &now)
            })
            .await?;
        Ok(())
    }
}

/// With what somebody confirms a plan.
struct Consent {
    reason: Option<String>,
    braked: bool,
    by: Option<String>,
}

/// Turns a draft into a plan that is being written. Refused, it leaves the draft as it was, for the transaction ends with it.
fn confirm(
    conn: &Connection,
    profile: ProfileId,
    plan: SeatPlanId,
    consent: &Consent,
    now: &str,
) -> Result<()> {
    must_be_on(conn, profile)?;
    let row = seat_plans::get(conn, profile, plan)?;
    match row.state {
        PlanState::Begun => return Ok(()),
        PlanState::Ended => {
            return Err(Error::NotFound {
                what: "This plan has ended. Make a new one.",
            });
        }
        PlanState::Draft => {}
    }
    if consent.braked {
        seat_lines::tick_braked(conn, plan)?;
    }
    let counts = seat_lines::counts(conn, plan)?;
    if counts.ticked == 0 {
        return Err(Error::InvalidInput {
            field: "lines",
            message: "Tick what is to be written.".to_owned(),
        });
    }
    let said = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (reason, by) = (said(&consent.reason), said(&consent.by));
    let weight = seat_plans::weight(conn, &row)?;
    if reason.is_none() && needs_reason(&counts, weight) {
        return Err(Error::InvalidInput {
            field: "reason",
            message: "Say why so much may change, so that it is still clear next year.".to_owned(),
        });
    }
    seat_plans::begin(conn, plan, reason.as_deref(), by.as_deref(), now)?;
    Ok(())
}

/// Leaves the lines whose vendor's side is no longer what the plan shows: seats, pair, product or licence.
fn leave_what_changed_here(
    conn: &Connection,
    profile: ProfileId,
    plan: SeatPlanId,
    now: &str,
) -> store::Result<()> {
    let row = seat_plans::get(conn, profile, plan)?;
    if row.undoes.is_some() {
        // What was written is taken back, whatever the vendor says meanwhile.
        return Ok(());
    }
    let basis = Basis::load(conn, profile)?;
    let told: BTreeMap<(CustomerId, &str, Option<LicenceId>), Option<u32>> = basis
        .rows()
        .iter()
        .map(|row| {
            (
                (row.customer, row.product.as_str(), row.licence),
                row.vendor,
            )
        })
        .collect();
    for open in seat_lines::page(conn, plan, 0, u32::MAX)? {
        let line = &open.line;
        let key = (line.customer, line.product.as_str(), line.licence);
        let is_waiting = open.ticked && open.state == LineState::Waiting;
        if is_waiting && told.get(&key) != Some(&Some(line.change.after)) {
            let end = LineEnd {
                state: LineState::Moved,
                found: None,
                note: Some("The vendor’s side has changed since the plan was made.".to_owned()),
                licence: None,
            };
            seat_lines::settle(conn, open.id, &end, now)?;
        }
    }
    Ok(())
}

fn in_words(counts: &LineCounts) -> String {
    let mut words = vec![format!("{} of {} written", counts.done, counts.ticked)];
    if counts.moved > 0 {
        words.push(format!("{} had changed", counts.moved));
    }
    if counts.refused > 0 {
        words.push(format!("{} refused", counts.refused));
    }
    words.join(", ")
}
