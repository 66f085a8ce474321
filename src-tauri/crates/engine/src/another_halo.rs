//! An address that leads to another Halo than before: the snapshot, the pairs and the rules are of the old one, so
//! nothing is read or written until the administrator has said what the new address is.

use domain::{HaloMark, Kinship, ProfileId};
use store::Connection;
use store::hosts::HostFacts;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::profiles::host_of;
use crate::tags::Tag;
use crate::ticket_rules::keep_for_the_next;

/// How the line of a move begins. What was chosen before it was chosen for the Halo that was left.
pub(crate) const MOVED: &str = "Moved to another Halo";

/// What has to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HaloQuestion {
    /// Host of the Halo that the snapshot came from.
    pub old_host: String,
    /// Host of the Halo at the address now.
    pub new_host: String,
    /// Tenant of the old one, where it named one.
    pub old_tenant: Option<String>,
    /// Tenant of the new one, where it names one.
    pub new_tenant: Option<String>,
    /// Whether the tenants tell that it is another one. Otherwise nothing tells.
    pub is_surely_other: bool,
    /// Pairs that were made with the old one.
    pub pairs: u32,
    /// Customers that were read from the old one.
    pub customers: u32,
    /// Whether there are ticket rules, which name types and statuses of the old one.
    pub has_rules: bool,
}

/// What the administrator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaloDecision {
    /// It is the same Halo at another address: everything is kept.
    SameHalo,
    /// It is another one: what meant something in the old one only is taken away. Ticket rules are offered by name there.
    OtherHalo,
    /// The address was a mistake: back to the old one.
    GoBack,
}

/// The question that stands open, as a sentence; `None` when it is the same Halo. The demo has another port at each
/// start and is always the same one.
pub(crate) fn question_of(row: &ProfileRow, snapshot: Option<&SnapshotHaloRow>) -> Option<String> {
    let (before, now) = marks(row, snapshot)?;
    let (old, new) = (&before.host, &now.host);
    match before.compare(&now) {
        Kinship::Same | Kinship::Renamed => None,
        Kinship::Other => Some(format!(
            "Everything here was read from {old}, and {new} is another Halo: its customers have other numbers."
        )),
        Kinship::Unknown => Some(format!(
            "Everything here was read from {old}, and nothing tells whether {new} is the same Halo."
        )),
    }
}

fn marks(row: &ProfileRow, snapshot: Option<&SnapshotHaloRow>) -> Option<(HaloMark, HaloMark)> {
    if row.is_demo {
        return None;
    }
    let now = SnapshotHaloRow::of_profile(row)?;
    Some((mark(snapshot?), mark(&now)))
}

fn mark(halo: &SnapshotHaloRow) -> HaloMark {
    HaloMark {
        host: host_of(&halo.api_base).unwrap_or_else(|| halo.api_base.clone()),
        original_host: halo.original_host.clone(),
        tenant: halo.tenant.clone(),
    }
}

impl Engine {
    /// The open question about a profile's address, with what hangs on it.
    pub async fn halo_question(&self, profile: ProfileId) -> Result<Option<HaloQuestion>> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let snapshot = store::snapshot_halo::load(tx, profile)?;
                let Some((before, now)) = marks(&row, snapshot.as_ref()) else {
                    return Ok(None);
                };
                let kinship = before.compare(&now);
                if kinship.is_safe() {
                    return Ok(None);
                }
                let pairs = store::pairs::all(tx, profile)?.len();
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                Ok(Some(HaloQuestion {
                    old_host: before.host,
                    new_host: now.host,
                    old_tenant: before.tenant,
                    new_tenant: now.tenant,
                    is_surely_other: kinship == Kinship::Other,
                    pairs: u32::try_from(pairs).unwrap_or(u32::MAX),
                    customers: store::customers::counts(tx, profile)?.total,
                    has_rules: rules.ticket_type.is_some(),
                }))
            })
            .await?)
    }

    /// Answers the question.
    ///
    /// # Errors
    /// `NotFound` when none stands open.
    pub async fn decide_halo(&self, profile: ProfileId, decision: HaloDecision) -> Result<()> {
        let gone = || Error::NotFound {
            what: "It has been decided already.",
        };
        let question = self.halo_question(profile).await?.ok_or_else(gone)?;
        let _rest = self.gates.rest(profile, &self.wakes);
        self.tasks.cancel_all(profile).await;
        let now = self.now();
        self.store
            .write(move |tx| decide(tx, profile, decision, &question, &now))
            .await?;
        self.disconnect(profile).await;
        self.health.forget(profile);
        // Nothing that was read from the old one means anything now, on no screen.
        self.events.invalidated(Some(profile), &Tag::ALL);
        if decision == HaloDecision::GoBack {
            // What was checked last was the other address.
            self.start_checks(profile, None).await?;
        }
        Ok(())
    }

    /// What follows from a new address: work with the old one ends, and it is said how the new one is related to
    /// what is here.
    pub(crate) async fn address_changed(
        &self,
        profile: ProfileId,
        before: &ProfileRow,
    ) -> Result<Vec<String>> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        if before.api_base == row.api_base && before.tenant == row.tenant {
            return Ok(Vec::new());
        }
        self.tasks.cancel_all(profile).await;
        self.pollers.forget(profile);
        self.health.forget(profile);
        let Some((old, new)) = marks(&row, snapshot.as_ref()) else {
            return Ok(Vec::new());
        };
        Ok(match old.compare(&new) {
            Kinship::Same => Vec::new(),
            Kinship::Renamed => vec![format!(
                "Before, this was {}. It is the same Halo, so pairs and rules are kept; only the checks have to run again.",
                old.host
            )],
            Kinship::Unknown | Kinship::Other => vec![format!(
                "Before, this was {}. Pairs and rules stay untouched, and nothing is read into them until you have said on Home whether this is the same Halo.",
                old.host
            )],
        })
    }
}

/// Does what was said, and enters it into the journal.
fn decide(
    conn: &Connection,
    profile: ProfileId,
    decision: HaloDecision,
    question: &HaloQuestion,
    now: &str,
) -> store::Result<()> {
    let (old, new) = (&question.old_host, &question.new_host);
    let (what, before, after) = match decision {
        HaloDecision::SameHalo => {
            let row = store::profiles::get(conn, profile)?;
            if let Some(halo) = SnapshotHaloRow::of_profile(&row) {
                store::snapshot_halo::remember(conn, profile, &halo)?;
            }
            ("Same Halo at another address".to_owned(), old, new)
        }
        HaloDecision::OtherHalo => {
            store::tickets::leave_behind(conn, profile, now)?;
            store::status_sync::forget_place(conn, profile)?;
            keep_for_the_next(conn, profile, old, now)?;
            let pairs = match store::snapshot_halo::forget_with_pairs(conn, profile, now)? {
                1 => "1 pair".to_owned(),
                several => format!("{several} pairs"),
            };
            let what = format!("{MOVED}: {pairs} and all ticket rules were taken away");
            (what, old, new)
        }
        HaloDecision::GoBack => {
            store::checks::clear(conn, profile)?;
            if let Some(halo) = store::snapshot_halo::load(conn, profile)? {
                store::hosts::save(conn, profile, &old_address(halo), now)?;
            }
            ("Back to the Halo before".to_owned(), new, old)
        }
    };
    store::journal::enter_change(conn, profile, &what, (Some(before), Some(after)), now)
}

fn old_address(halo: SnapshotHaloRow) -> HostFacts {
    HostFacts {
        address_typed: Some(halo.api_base.clone()),
        api_base: Some(halo.api_base),
        auth_url: Some(halo.auth_url),
        tenant: halo.tenant,
        original_host: halo.original_host,
        ..HostFacts::default()
    }
}
