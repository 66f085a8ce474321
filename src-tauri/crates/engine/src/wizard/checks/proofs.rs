//! What earlier test tickets showed about rights that only show in use.

use domain::CleanUp;
use store::test_runs::TestRunRow;

use crate::test_ticket::{Sheet, StepKey, StepState};

/// When each thing was last seen to work; of deleting also when it was last refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Proofs {
    pub(super) created: Option<String>,
    /// Changed and closed.
    pub(super) closed: Option<String>,
    pub(super) deleted: Option<String>,
    pub(super) delete_refused: Option<String>,
}

impl Proofs {
    /// Reads the runs, newest first, that were made with the present host and secret.
    pub(super) fn of(runs: &[TestRunRow], since: &str) -> Self {
        let mut proofs = Self::default();
        for run in runs.iter().filter(|run| run.started_at.as_str() >= since) {
            let sheet: Sheet = serde_json::from_str(&run.steps_json).unwrap_or_default();
            let state = |key: StepKey| {
                let step = sheet.steps.iter().find(|step| step.key == key);
                step.map(|step| step.state)
            };
            let at = || Some(run.started_at.clone());
            if state(StepKey::Create) == Some(StepState::Done) {
                proofs.created = proofs.created.or_else(at);
            }
            match (state(StepKey::CleanUp), run.clean_up) {
                (Some(StepState::Done), CleanUp::Closed) => {
                    proofs.closed = proofs.closed.or_else(at);
                }
                // Closed because deleting was refused.
                (Some(StepState::Warning), CleanUp::Closed) => {
                    proofs.closed = proofs.closed.or_else(at);
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
        assert_eq!(proofs.created.as_deref(), Some("2026-11-21"));
        assert_eq!(proofs.delete_refused.as_deref(), Some("2026-11-21"));
        assert_eq!(
            (proofs.deleted.as_deref(), proofs.closed.as_deref()),
            (None, Some("2026-11-21"))
        );
        assert_eq!(Proofs::of(&runs, "2026-12-01"), Proofs::default());
    }
}
