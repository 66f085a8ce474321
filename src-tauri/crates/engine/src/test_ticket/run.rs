//! The run itself. Every step is saved before the next one begins, so that an
//! interrupted run can be cleaned up at the next start.

use domain::{CleanUp, CustomerId, ProfileId, TestRunId, TestRunState, TicketId};
use halo_api::{HaloClient, NewAction, NewTicket, Ticket, TicketUpdate, WriteOutcome};
use store::test_runs::NewTestRun;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::TestRun;
use super::compare::compare;
use super::plan::{Basis, Choice};
use super::sheet::{Sheet, StepKey, StepState, WhatBecomes};
use crate::Engine;
use crate::error::{Error, Result};
use crate::said::Said;
use crate::secrets::random_name;
use crate::tags::Tag;
use crate::tasks::{Ended, Meter, TaskHandle, TaskId, TaskKind};

/// Halo's own internal note (halo-api 3.9, confidence H); used when no outcome
/// of that name is listed.
const INTERNAL_NOTE: i32 = 7;
const CLOSURE_NOTE: &str = "Halyard's test is finished.";

/// A run under way.
struct Run {
    engine: Engine,
    profile: ProfileId,
    id: TestRunId,
    sheet: Sheet,
}

impl Engine {
    /// Runs the sheet.
    ///
    /// # Errors
    /// `TicketBlocked` when the plan says that Halo would refuse it.
    pub async fn start_test_ticket(&self, profile: ProfileId, choice: Choice) -> Result<TaskId> {
        let becomes = choice.becomes;
        let basis = self.test_basis(profile, choice).await?;
        basis.ready()?;
        let halo = self.halo_for_work(profile).await?;
        let engine = self.clone();
        Ok(self.tasks.spawn(
            TaskKind::TestTicket,
            profile,
            "Test ticket",
            move |handle| async move {
                let end = engine
                    .run_test(profile, &basis, becomes, &halo, handle)
                    .await;
                engine
                    .events
                    .invalidated(Some(profile), &[Tag::TestTicket, Tag::Home]);
                end
            },
        ))
    }

    /// Cleans up the left-over ticket of an earlier run: closes it after making
    /// sure that it carries our mark.
    ///
    /// # Errors
    /// `NotOurTicket` when it does not.
    pub async fn clean_up_test_run(&self, profile: ProfileId, run: TestRunId) -> Result<TestRun> {
        let row = self
            .store
            .read(move |tx| store::test_runs::get(tx, run))
            .await?;
        let halo = self.halo_for_work(profile).await?;
        let found = match row.halo_ticket_id {
            Some(id) => match halo.ticket(id.get()).await {
                Ok(ticket) => Some(ticket),
                Err(halo_api::Error::NotFound { .. }) => None,
                Err(error) => return Err(error.into()),
            },
            None => halo
                .find_tickets_by_reference(&row.reference)
                .await?
                .into_iter()
                .next(),
        };
        let clean_up = match found {
            None => CleanUp::Deleted,
            Some(ticket) => {
                if !carries_mark(&ticket, &row.reference) {
                    return Err(Error::NotOurTicket { ticket: ticket.id });
                }
                if !ticket.is_closed() {
                    let choice = Choice {
                        customer: Some(row.customer_id),
                        level: row.level_key.clone(),
                        becomes: WhatBecomes::Close,
                    };
                    let basis = self.test_basis(profile, choice).await?;
                    let status = closing_status(&basis).ok_or(Error::NotConfigured {
                        what: "It is not known which status closes a ticket. Choose one in the ticket rules.",
                    })?;
                    halo.update_ticket(&TicketUpdate::close(ticket.id, status, CLOSURE_NOTE))
                        .await?;
                }
                CleanUp::Closed
            }
        };
        let row = self
            .store
            .write(move |tx| {
                store::test_runs::set_clean_up(tx, run, clean_up)?;
                store::test_runs::get(tx, run)
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::TestTicket, Tag::Home]);
        Ok(row.into())
    }

    async fn run_test(
        &self,
        profile: ProfileId,
        basis: &Basis,
        becomes: WhatBecomes,
        halo: &HaloClient,
        mut handle: TaskHandle,
    ) -> Result<Ended> {
        let meter = Meter::start(halo.budget());
        let reference = format!("HYD-{}", random_name()?.to_uppercase());
        let (Some(ticket), Some((customer, name))) =
            (basis.ticket(&reference), basis.customer.clone())
        else {
            return Err(Error::NotConfigured {
                what: "The ticket rules have no ticket type yet.",
            });
        };
        let mut run = self
            .begin_test(profile, basis, &reference, customer, name)
            .await?;
        let stoppable = halo.with_cancel(handle.cancel().clone());
        let made = run.create(&stoppable, &ticket, &reference).await?;
        if let Some(id) = made {
            handle.progress("Test ticket: reading back", 1, Some(4), &meter);
            run.read_back(&stoppable, basis, &ticket, id).await?;
            handle.progress("Test ticket: adding a note", 2, Some(4), &meter);
            run.note(&stoppable, basis, id).await?;
            handle.progress("Test ticket: cleaning up", 3, Some(4), &meter);
            // Stop means "stop and clean up": this step is not stopped.
            run.clean_up(halo, basis, becomes, id).await?;
        }
        let stopped = handle.cancel().is_cancelled();
        run.end(stopped).await
    }

    async fn begin_test(
        &self,
        profile: ProfileId,
        basis: &Basis,
        reference: &str,
        customer: CustomerId,
        name: String,
    ) -> Result<Run> {
        let sheet = Sheet::fresh();
        let steps = to_json(&sheet)?;
        let now = self.now();
        let (reference, level) = (reference.to_owned(), basis.level.clone());
        let id = self
            .store
            .write(move |tx| {
                let run = NewTestRun {
                    reference: &reference,
                    customer_id: customer,
                    customer_name: &name,
                    level_key: &level,
                    steps_json: &steps,
                    started_at: &now,
                };
                let id = store::test_runs::insert(tx, profile, &run)?;
                // The next test begins with the same customer.
                store::profiles::set_own_customer(tx, profile, Some(customer), &now)?;
                Ok(id)
            })
            .await?;
        Ok(Run {
            engine: self.clone(),
            profile,
            id,
            sheet,
        })
    }
}

impl Run {
    /// Creates the ticket. When the reply is lost, Halo is asked by our mark
    /// before anything is said about it; nothing is sent twice.
    async fn create(
        &mut self,
        halo: &HaloClient,
        ticket: &NewTicket,
        reference: &str,
    ) -> Result<Option<i32>> {
        let started = self.start(StepKey::Create).await?;
        let made = match halo.create_ticket(ticket).await {
            Ok(made) => Ok(made.id),
            Err(error) if error.write_outcome() == WriteOutcome::Unknown => {
                // Whether it was stopped or broke off: only Halo knows.
                let asked = halo.with_cancel(CancellationToken::new());
                match asked.find_tickets_by_reference(reference).await {
                    Ok(found) => found.first().map(|ticket| ticket.id).ok_or(error),
                    Err(_) => Err(error),
                }
            }
            Err(error) => Err(error),
        };
        match made {
            Ok(id) => {
                let run = self.id;
                self.engine
                    .store
                    .write(move |tx| store::test_runs::set_ticket(tx, run, TicketId::new(id)))
                    .await?;
                self.finish(
                    StepKey::Create,
                    started,
                    StepState::Done,
                    format!("Ticket {id}"),
                )
                .await?;
                Ok(Some(id))
            }
            Err(error) => {
                self.fail(StepKey::Create, started, &error, mend_for_create(&error))
                    .await?;
                if error.write_outcome() == WriteOutcome::NotDone {
                    self.set_clean_up(CleanUp::Left).await?;
                }
                Ok(None)
            }
        }
    }

    async fn read_back(
        &mut self,
        halo: &HaloClient,
        basis: &Basis,
        sent: &NewTicket,
        id: i32,
    ) -> Result<()> {
        let started = self.start(StepKey::Compare).await?;
        match halo.ticket(id).await {
            Ok(held) => {
                self.sheet.compared = compare(basis, sent, &held);
                let different: Vec<&str> = self
                    .sheet
                    .compared
                    .iter()
                    .filter(|row| !row.same)
                    .map(|row| row.label.as_str())
                    .collect();
                let (state, meaning) = if different.is_empty() {
                    (
                        StepState::Done,
                        format!("{} fields agree.", self.sheet.compared.len()),
                    )
                } else {
                    (
                        StepState::Warning,
                        format!("Halo holds something else: {}.", different.join(", ")),
                    )
                };
                self.finish(StepKey::Compare, started, state, meaning).await
            }
            Err(error) => {
                self.fail(
                    StepKey::Compare,
                    started,
                    &error,
                    "The ticket was made; look at it in Halo.",
                )
                .await
            }
        }
    }

    async fn note(&mut self, halo: &HaloClient, basis: &Basis, id: i32) -> Result<()> {
        let started = self.start(StepKey::Note).await?;
        let outcome = match basis.rules.note_outcome {
            Some(outcome) => outcome,
            None => internal_note(halo).await,
        };
        let action = NewAction {
            ticket_id: id,
            outcome_id: Some(outcome),
            note: Some("Halyard can add notes to this ticket.".to_owned()),
            hidden_from_user: true,
            send_email: false,
            skip_rules: true,
            ..NewAction::default()
        };
        match halo.add_action(&action).await {
            Ok(_) => {
                self.finish(
                    StepKey::Note,
                    started,
                    StepState::Done,
                    "A private note was added.".to_owned(),
                )
                .await
            }
            Err(error) => {
                let mend =
                    "Let the agent use the action Internal Note in this ticket type's workflow.";
                self.fail(StepKey::Note, started, &error, mend).await
            }
        }
    }

    async fn clean_up(
        &mut self,
        halo: &HaloClient,
        basis: &Basis,
        becomes: WhatBecomes,
        id: i32,
    ) -> Result<()> {
        let started = self.start(StepKey::CleanUp).await?;
        if becomes == WhatBecomes::Leave {
            self.set_clean_up(CleanUp::Left).await?;
            return self
                .finish(
                    StepKey::CleanUp,
                    started,
                    StepState::Done,
                    "Left open, as chosen.".to_owned(),
                )
                .await;
        }
        let mut refused = false;
        if becomes == WhatBecomes::Delete {
            match halo.delete_ticket(id, "Halyard test ticket").await {
                Ok(()) => {
                    self.set_clean_up(CleanUp::Deleted).await?;
                    return self
                        .finish(
                            StepKey::CleanUp,
                            started,
                            StepState::Done,
                            "Deleted.".to_owned(),
                        )
                        .await;
                }
                Err(halo_api::Error::Forbidden { .. } | halo_api::Error::Rejected { .. }) => {
                    refused = true;
                }
                Err(error) => {
                    return self
                        .fail(
                            StepKey::CleanUp,
                            started,
                            &error,
                            "Try again from the list below.",
                        )
                        .await;
                }
            }
        }
        let Some(status) = closing_status(basis) else {
            let meaning =
                "It is not known which status closes a ticket, so it was left open.".to_owned();
            self.sheet.set(StepKey::CleanUp, |step| {
                step.mend = Some(
                    "Choose a Halo status for the vendor's closed status in the ticket rules."
                        .to_owned(),
                );
            });
            return self
                .finish(StepKey::CleanUp, started, StepState::Failed, meaning)
                .await;
        };
        match halo
            .update_ticket(&TicketUpdate::close(id, status, CLOSURE_NOTE))
            .await
        {
            Ok(_) => {
                self.set_clean_up(CleanUp::Closed).await?;
                let (state, meaning) = if refused {
                    (
                        StepState::Warning,
                        "Halo does not let the agent delete tickets, so it was closed.",
                    )
                } else {
                    (StepState::Done, "Closed.")
                };
                self.finish(StepKey::CleanUp, started, state, meaning.to_owned())
                    .await
            }
            Err(error) => {
                let mend =
                    "Allow the agent to update statuses outside of actions, or close it in Halo.";
                self.fail(StepKey::CleanUp, started, &error, mend).await
            }
        }
    }

    async fn end(mut self, stopped: bool) -> Result<Ended> {
        self.sheet.skip_waiting();
        let passed = self.sheet.all_well() && !stopped;
        let state = if passed {
            TestRunState::Passed
        } else {
            TestRunState::Failed
        };
        let (id, steps, now) = (self.id, to_json(&self.sheet)?, self.engine.now());
        self.engine
            .store
            .write(move |tx| store::test_runs::finish(tx, id, state, &steps, &now))
            .await?;
        if stopped {
            return Err(Error::Cancelled);
        }
        let label = if passed {
            "The test ticket passed"
        } else {
            "The test ticket did not go through"
        };
        Ok(Ended {
            label: label.to_owned(),
            all_well: passed,
        })
    }

    async fn start(&mut self, key: StepKey) -> Result<Instant> {
        self.sheet.set(key, |step| step.state = StepState::Running);
        self.save().await?;
        Ok(Instant::now())
    }

    async fn finish(
        &mut self,
        key: StepKey,
        started: Instant,
        state: StepState,
        meaning: String,
    ) -> Result<()> {
        self.sheet.set(key, |step| {
            step.state = state;
            step.meaning = meaning;
            step.took_ms = u32::try_from(started.elapsed().as_millis()).ok();
        });
        self.save().await
    }

    async fn fail(
        &mut self,
        key: StepKey,
        started: Instant,
        error: &halo_api::Error,
        mend: &str,
    ) -> Result<()> {
        // Whether a creation that was stopped made a ticket is not known.
        if matches!(error, halo_api::Error::Cancelled) && key != StepKey::Create {
            let meaning = "Stopped before it was done.".to_owned();
            return self.finish(key, started, StepState::Skipped, meaning).await;
        }
        self.sheet.set(key, |step| {
            step.mend = Some(mend.to_owned());
            step.said = Said::from_error(error);
        });
        self.finish(key, started, StepState::Failed, error.to_string())
            .await
    }

    async fn set_clean_up(&self, clean_up: CleanUp) -> Result<()> {
        let id = self.id;
        self.engine
            .store
            .write(move |tx| store::test_runs::set_clean_up(tx, id, clean_up))
            .await?;
        Ok(())
    }

    async fn save(&self) -> Result<()> {
        let (id, steps) = (self.id, to_json(&self.sheet)?);
        self.engine
            .store
            .write(move |tx| store::test_runs::set_steps(tx, id, &steps))
            .await?;
        self.engine
            .events
            .invalidated(Some(self.profile), &[Tag::TestTicket]);
        Ok(())
    }
}

fn to_json(sheet: &Sheet) -> Result<String> {
    Ok(serde_json::to_string(sheet).map_err(store::Error::from)?)
}

fn carries_mark(ticket: &Ticket, reference: &str) -> bool {
    ticket.third_party_id_string.as_deref() == Some(reference)
        || ticket.summary.contains(&format!("[{reference}]"))
}

/// The status that closes: the one chosen for a closed status of the vendor,
/// or one that Halo was seen to treat as closed and the type allows.
fn closing_status(basis: &Basis) -> Option<i32> {
    let chosen = basis
        .vendor
        .statuses
        .iter()
        .filter(|status| status.is_closed)
        .find_map(|status| basis.rules.status_to_halo.get(&status.key).copied());
    let learnt = || {
        let kind = basis.config.ticket_type(basis.rules.ticket_type?)?;
        basis
            .config
            .statuses_for(kind)
            .find(|status| status.is_closed == Some(true))
            .map(|status| status.id)
    };
    chosen.or_else(learnt).map(domain::StatusId::get)
}

/// The outcome for a private note, by its name; where outcomes cannot be
/// listed, the one every stock Halo has.
async fn internal_note(halo: &HaloClient) -> i32 {
    let outcomes = halo.outcomes().await.unwrap_or_default();
    let named = |words: &str| {
        outcomes
            .iter()
            .find(|outcome| outcome.name.to_lowercase().contains(words))
    };
    named("internal note")
        .or_else(|| named("private note"))
        .map_or(INTERNAL_NOTE, |outcome| outcome.id)
}

fn mend_for_create(error: &halo_api::Error) -> &'static str {
    if error.write_outcome() == WriteOutcome::Unknown {
        return "Halyard will look for the ticket by its reference when you press Close it now.";
    }
    if matches!(error, halo_api::Error::Forbidden { .. }) {
        return "Give the role Tickets: Read and Modify, and let it add new tickets.";
    }
    if matches!(error, halo_api::Error::Rejected { .. }) {
        return "Give the field that Halo names a default in the ticket rules, or choose another ticket type.";
    }
    "Check the connection, then run the test again."
}
