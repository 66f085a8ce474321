//! Home: what is to be done, in the order in which it makes sense.

mod tasks;

use domain::health::Health;
use domain::{CheckState, ProfileId, SourceKind, TestRunState};

use crate::Engine;
use crate::error::Result;
use crate::organizations::Automatic;
use crate::problems::{self, Changes};
use crate::seats::LastComparison;
use crate::tags::Tag;
use crate::test_ticket::TestRun;
use crate::verify::{self, GuideProgress};
use crate::wizard::CheckKey;

/// Which task, in the order of the vendors' guides: after the connection the ticket rules, then the organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeTaskKind {
    /// Connect to Halo.
    Connect,
    /// Set the ticket rules.
    SetTicketRules,
    /// Bring organisations in.
    ImportOrganizations,
    /// Map organisations.
    MapOrganizations,
    /// Hold or exclude the rest.
    DecideRest,
    /// Say which licences products stand for, and compare seats.
    MapLicences,
    /// Create a test ticket.
    TestTicket,
    /// Go through the checklist.
    Verify,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeTaskState {
    /// Nothing left to do.
    Done,
    /// The next thing to do.
    Next,
    /// To be done, not next.
    Open,
    /// Was done and needs a look.
    Attention,
    /// Cannot be done before another one.
    Blocked,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeTask {
    /// Which.
    pub kind: HomeTaskKind,
    /// How far.
    pub state: HomeTaskState,
    /// Where it stands, one sentence.
    pub meaning: String,
    /// Count in words.
    pub count: Option<String>,
}

/// Home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The tasks in order.
    pub tasks: Vec<HomeTask>,
    /// Customers in the last snapshot.
    pub customers: u32,
    /// Organisations in the profile.
    pub organizations: u32,
    /// Where the organisations come from, as was said in the set-up.
    pub source: SourceKind,
    /// Organisations that wait for a decision.
    pub todo: u32,
    /// Products at customers whose seats differ from Halo's count.
    pub seats_differing: u32,
    /// Tickets that are held, failed, or whose statuses have to be decided on.
    pub tickets_waiting: u32,
    /// Checks that passed, with a remark or without, and how many there are.
    pub checks: (u32, u32),
    /// Whether the ticket rules were put off.
    pub rules_skipped: bool,
    /// When every customer was last read, where later reads brought only what changed.
    pub whole_read_at: Option<String>,
    /// When the last test ticket passed.
    pub test_passed_at: Option<String>,
    /// The last time that suggestions were accepted by themselves, unless that was undone.
    pub automatic: Option<Automatic>,
    /// What no longer holds, those that are ignored not counted.
    pub problems: u32,
    /// What changed since the administrator last looked, if anything did.
    pub changes: Option<Changes>,
}

/// What the list is made from.
#[derive(Debug, Clone)]
struct Facts {
    health: Health,
    counts: store::grid::GridCounts,
    source: SourceKind,
    rules_type: Option<String>,
    rules_skipped: bool,
    /// Ticket rules of another Halo that can be taken over; `None` before this one was read.
    offered: Option<OfferFacts>,
    last_test: Option<TestRunState>,
    /// A ticket of some test may still stand in Halo.
    left_over: bool,
    /// How seats stand; `None` where the connection is not for seats.
    seats: Option<SeatFacts>,
    /// How much of the guides' checklist is proven.
    proofs: GuideProgress,
}

/// Ticket rules of another Halo that can be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OfferFacts {
    /// The Halo's host, or a file's name.
    came_from: String,
    /// Of how many organisations their own.
    own: usize,
}

/// How seats stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SeatFacts {
    /// Products for which a licence is said, and how many there are.
    products: (u32, u32),
    /// All licences have been read.
    is_read: bool,
    /// Rows of the comparison that differ.
    differing: u32,
}

impl Engine {
    /// The task list of a profile.
    pub async fn home(&self, profile: ProfileId) -> Result<Home> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        let health = self.health_of(&row, snapshot.as_ref()).await?;
        let last_comparison = self.store.beside::<LastComparison>();
        let today = self.local_day();
        Ok(self
            .store
            .read(move |tx| {
                let rules = store::ticket_rules::load(tx, profile)?;
                let config = store::halo_config::load(tx, profile)?;
                let runs = store::test_runs::list(tx, profile, 50)?;
                let passed = runs.iter().find(|run| run.state == TestRunState::Passed);
                let wanted = CheckKey::needed(row.features);
                let good = store::checks::list(tx, profile)?
                    .into_iter()
                    .filter(|check| wanted.iter().any(|key| key.code() == check.key))
                    .filter(|check| matches!(check.state, CheckState::Passed | CheckState::Warning))
                    .count();
                let offered = match store::halo_config::read_at(tx, profile)? {
                    Some(_) => crate::ticket_rules::not_taken(tx, profile, &rules)?,
                    None => None,
                };
                let proofs = verify::guide_progress(tx, row.clone(), health.clone())?;
                let facts = Facts {
                    proofs,
                    health,
                    counts: store::grid::counts(tx, profile, &store::grid::GridText::default())?,
                    source: row.source,
                    rules_type: rules.rules.ticket_type.map(|id| {
                        config
                            .ticket_type(id)
                            .map_or_else(String::new, |t| t.name.clone())
                    }),
                    rules_skipped: row.rules_skipped_at.is_some(),
                    offered: offered.map(|offered| OfferFacts {
                        came_from: offered.came_from,
                        own: offered.own.len(),
                    }),
                    last_test: runs.first().map(|run| run.state),
                    left_over: runs
                        .iter()
                        .cloned()
                        .map(TestRun::from)
                        .any(|run| run.left_over),
                    seats: if row.features.seats {
                        Some(seat_facts(tx, profile, &last_comparison)?)
                    } else {
                        None
                    },
                };
                let (problems, changes) = problems::for_home(tx, profile, &today)?;
                Ok(Home {
                    tasks: tasks::list(&facts),
                    customers: store::customers::counts(tx, profile)?.total,
                    organizations: facts.counts.all,
                    source: facts.source,
                    todo: facts.counts.todo,
                    seats_differing: facts.seats.map_or(0, |seats| seats.differing),
                    tickets_waiting: store::tickets::waiting_for_somebody(tx, profile)?,
                    checks: (count(good), count(wanted.len())),
                    rules_skipped: facts.rules_skipped,
                    whole_read_at: store::customer_sync::load(tx, profile)?
                        .map(|known| known.whole_read_at),
                    test_passed_at: passed.and_then(|run| run.finished_at.clone()),
                    automatic: crate::organizations::last_automatic(tx, profile)?,
                    problems,
                    changes,
                })
            })
            .await?)
    }

    /// Puts the ticket rules off, so that the organisations come next; or takes them up again.
    pub async fn skip_ticket_rules(&self, profile: ProfileId, skipped: bool) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                let at = skipped.then_some(now.as_str());
                store::profiles::set_rules_skipped(tx, profile, at, &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Home]);
        Ok(())
    }
}

fn seat_facts(
    conn: &store::Connection,
    profile: ProfileId,
    last_comparison: &LastComparison,
) -> store::Result<SeatFacts> {
    let rules = store::seats::rules(conn, profile)?;
    let products = store::vendors::load(conn, profile)?.products;
    let read = store::seats::last_read(conn, profile)?;
    Ok(SeatFacts {
        products: (count(rules.len()), count(products.len())),
        differing: match read {
            Some(_) => last_comparison.differing(conn, profile)?,
            None => 0,
        },
        is_read: read.is_some(),
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
