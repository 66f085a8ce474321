//! What was seen to work of the rights that only show in use: by test tickets, by tickets of the vendor's, by counts of
//! seats. Only what was done with the present host and application counts.

use domain::CleanUp;
use domain::ticket::TicketEventKind;
use store::Connection;
use store::profiles::ProfileRow;
use store::test_runs::TestRunRow;

use super::words;
use crate::seats::MAY_NOT_WRITE;
use crate::status_sync::OPENED_AGAIN;
use crate::test_ticket::{Sheet, StepKey, StepState};

/// Runs of the test ticket that are looked at.
const RUNS_FOR_PROOF: u32 = 20;

/// When something was seen to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// With a test ticket, begun then.
    Test(String),
    /// With a ticket of the vendor's, then.
    Ticket(String),
}

impl Proof {
    /// "the test ticket of 2026-11-21".
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::Test(at) => format!("the test ticket of {}", words::day(at)),
            Self::Ticket(at) => format!("what was done with a ticket on {}", words::day(at)),
        }
    }
}

/// When each thing was last seen to work; of some also when it was last refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Proofs {
    pub(super) created: Option<Proof>,
    /// Its status was changed.
    pub(super) changed: Option<Proof>,
    /// A closed one was opened again.
    pub(super) opened_again: Option<String>,
    pub(super) deleted: Option<String>,
    pub(super) delete_refused: Option<String>,
    /// A count of seats, written and read back.
    pub(super) counted: Option<String>,
    pub(super) count_refused: Option<String>,
}

impl Proofs {
    /// Everything that is known here.
    pub(super) fn load(conn: &Connection, row: &ProfileRow) -> store::Result<Self> {
        use TicketEventKind::{Created, Found, StatusSent};
        let application = match store::journal::application_since(conn, row.id)? {
            None => row.secret_saved_at.clone(),
            known => known,
        };
        // Times are stored in one form, so that their texts compare.
        let since = row.host_since.clone().max(application);
        let since = since.as_deref().unwrap_or_default();
        let runs = store::test_runs::list(conn, row.id, RUNS_FOR_PROOF)?;
        let proofs = Self::of(&runs, since);
        let newest = |kinds: &[TicketEventKind], note: Option<&str>| {
            let at = store::ticket_events::newest(conn, row.id, kinds, note)?;
            Ok::<_, store::Error>(at.filter(|at| at.as_str() >= since))
        };
        let counted = store::seat_lines::last_written(conn, row.id)?;
        let refused = store::runs::last_failed_of(conn, row.id, "write_seats", MAY_NOT_WRITE)?;
        Ok(Self {
            created: match proofs.created {
                None => newest(&[Created, Found], None)?.map(Proof::Ticket),
                by_test => by_test,
            },
            changed: match proofs.changed {
                None => newest(&[StatusSent], None)?.map(Proof::Ticket),
                by_test => by_test,
            },
            opened_again: newest(&[StatusSent], Some(OPENED_AGAIN))?,
            counted: counted.filter(|at| at.as_str() >= since),
            count_refused: refused.filter(|at| at.as_str() >= since),
            ..proofs
        })
    }

    /// What the test tickets showed. The runs come newest first.
    fn of(runs: &[TestRunRow], since: &str) -> Self {
        let mut proofs = Self::default();
        for run in runs.iter().filter(|run| run.started_at.as_str() >= since) {
            let sheet: Sheet = serde_json::from_str(&run.steps_json).unwrap_or_default();
            let state = |key: StepKey| {
                let step = sheet.steps.iter().find(|step| step.key == key);
                step.map(|step| step.state)
            };
            let at = || Some(run.started_at.clone());
            let test = || at().map(Proof::Test);
            if state(StepKey::Create) == Some(StepState::Done) {
                proofs.created = proofs.created.or_else(test);
            }
            if state(StepKey::StatusThere) == Some(StepState::Done) {
                proofs.changed = proofs.changed.or_else(test);
            }
            match (state(StepKey::CleanUp), run.clean_up) {
                (Some(StepState::Done), CleanUp::Closed) => {
                    proofs.changed = proofs.changed.or_else(test);
                }
                // Closed because deleting was refused.
                (Some(StepState::Warning), CleanUp::Closed) => {
                    proofs.changed = proofs.changed.or_else(test);
                    if proofs.deleted.is_none() {
                        proofs.delete_refused = proofs.delete_refused.or_else(at);
                    }
                }
                (Some(StepState::Done), CleanUp::Deleted) if proofs.delete_refused.is_none() => {
                    proofs.deleted = proofs.deleted.or_else(at);
                }
                _ => {}
            }
        }
        proofs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{CustomerId, TestRunId, TestRunState};

    fn run(started_at: &str, create: &str, clean_up_step: &str, clean_up: CleanUp) -> TestRunRow {
        let step = |key: &str, state: &str| {
            serde_json::json!({
                "key": key, "state": state, "meaning": "", "mend": null, "took_ms": null, "said": null
            })
        };
        let steps = [step("create", create), step("clean_up", clean_up_step)];
        TestRunRow {
            id: TestRunId::new(1),
            reference: "HYD-1".to_owned(),
            halo_ticket_id: None,
            customer_id: CustomerId::new(2),
            customer_name: String::new(),
            level_key: "low".to_owned(),
            state: TestRunState::Passed,
            steps_json: serde_json::json!({ "steps": steps, "compared": [] }).to_string(),
            started_at: started_at.to_owned(),
            finished_at: None,
            clean_up,
            dismissed_at: None,
        }
    }

    #[test]
    fn the_newest_answer_counts_and_older_hosts_do_not() {
        let runs = [
            run("2026-11-21", "done", "warning", CleanUp::Closed),
            run("2026-11-20", "done", "done", CleanUp::Deleted),
            run("2026-11-19", "failed", "skipped", CleanUp::Left),
        ];
        let proofs = Proofs::of(&runs, "2026-11-01");
        let newest = Some(Proof::Test("2026-11-21".to_owned()));
        assert_eq!(proofs.created, newest);
        assert_eq!(proofs.delete_refused.as_deref(), Some("2026-11-21"));
        assert_eq!((proofs.deleted, proofs.changed), (None, newest));
        assert_eq!(Proofs::of(&runs, "2026-12-01"), Proofs::default());
    }
}
