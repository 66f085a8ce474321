//! Problems: what no longer holds about pairs, ticket rules, licences, rights and organisations, worked out anew after
//! every read and every change, and what is done about it. The rules are `domain::drift`.

mod compare;
mod looking;

use std::collections::BTreeMap;

use domain::drift::{Cause, Effect, Known, ObjectKind};
use domain::{ProblemId, ProfileId};
use jiff::SignedDuration;
use jiff::civil::Date;
use store::Connection;
use store::journal::Entry;
use store::problems::{CauseCount, ProblemRow};

use crate::Engine;
use crate::activity::{Act, KnownImage};
use crate::error::{Error, Result};
use crate::tags::Tag;

pub(crate) use looking::ABOUT;

/// What changes on screen with the problems.
const AFTER_CHANGE: [Tag; 2] = [Tag::Problems, Tag::Home];

/// Rows of one group that are shown; the rest is counted.
const MOST_ROWS: usize = 100;

/// What was solved is counted for so long.
const SOLVED_LATELY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Everything that no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// By cause, what stops work first.
    pub groups: Vec<ProblemGroup>,
    /// Those that are ignored for now, the soonest back first.
    pub ignored: Vec<ProblemRow>,
    /// How many were solved in the last 30 days.
    pub solved_lately: u32,
    /// When Halo was last read completely, or for what changed.
    pub checked_at: Option<String>,
}

/// A problem that somebody looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub id: ProblemId,
    /// What it was by then, as it was shown.
    pub after: Option<String>,
}

/// Problems of one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemGroup {
    /// What happened.
    pub cause: Cause,
    /// The first hundred, by what they are about.
    pub rows: Vec<ProblemRow>,
    /// How many there are.
    pub total: u32,
}

/// What changed since the administrator last said to have seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Since when.
    pub since: String,
    /// What came up and still stands, by cause.
    pub counts: Vec<CauseCount>,
    /// Customers that Halo has listed since.
    pub new_customers: u32,
}

impl ProblemGroup {
    /// What the group does.
    pub fn effect(&self) -> Effect {
        self.cause.effect()
    }
}

impl Engine {
    /// Everything that no longer holds.
    pub async fn problems(&self, profile: ProfileId) -> Result<Problems> {
        let now = self.clock.now();
        let (today, lately) = (self.local_day(), crate::stored_time(now - SOLVED_LATELY));
        Ok(self
            .store
            .read(move |tx| {
                let (standing, mut ignored): (Vec<_>, Vec<_>) = store::problems::open(tx, profile)?
                    .into_iter()
                    .partition(|row| !is_ignored(row, &today));
                ignored.sort_by(|a, b| a.ignored_until.cmp(&b.ignored_until));
                Ok(Problems {
                    groups: grouped(standing),
                    ignored,
                    solved_lately: store::problems::solved_since(tx, profile, &lately)?,
                    checked_at: store::profiles::get(tx, profile)?.last_read_at,
                })
            })
            .await?)
    }

    /// Compares what is mapped with the last reads, and remembers what no longer holds. Asks Halo nothing.
    pub async fn renew_problems(&self, profile: ProfileId) -> Result<()> {
        self.health.ready().await?;
        let now = self.now();
        let lost = self.health.lost_rights(profile, &now);
        let changed = self
            .store
            .write(move |tx| compare::renew(tx, profile, &lost, &now))
            .await?;
        if changed {
            self.events.invalidated(Some(profile), &AFTER_CHANGE);
        }
        Ok(())
    }

    /// Accepts things as they were shown: the new names of customers and organisations, a ticket type with another name
    /// or SLA. Doing it twice changes nothing more. Answers how many were accepted.
    ///
    /// # Errors
    /// `InvalidInput` when there is nothing to accept about one of them, or it is another thing by now than was shown;
    /// nothing is accepted then.
    pub async fn accept_problems(&self, profile: ProfileId, shown: Vec<Shown>) -> Result<u32> {
        let now = self.now();
        let accepted = self
            .store
            .transact(move |tx| {
                let mut accepted = 0;
                for Shown { id, after } in shown {
                    // One that was solved meanwhile needs nothing more.
                    if let Some(row) = store::problems::get(tx, profile, id)? {
                        expect_as_shown(&row, after.as_deref())?;
                        accept(tx, profile, &row, &now)?;
                        accepted += 1;
                    }
                }
                Ok::<_, Error>(accepted)
            })
            .await?;
        self.renew_problems(profile).await?;
        Ok(accepted)
    }

    /// Leaves problems out of the count until a day, `2026-12-01`, or counts them again. What they touch stays as it is.
    ///
    /// # Errors
    /// `InvalidInput` for a day that is none, or is not to come; `Store(NotFound)` for a problem that no longer stands.
    pub async fn ignore_problems(
        &self,
        profile: ProfileId,
        ids: Vec<ProblemId>,
        until: Option<String>,
    ) -> Result<()> {
        let today = self.local_day();
        let until = until.map(|day| day_to_come(&day, &today)).transpose()?;
        self.store
            .write(move |tx| {
                for id in ids {
                    store::problems::ignore(tx, profile, id, until.as_deref())?;
                }
                Ok(())
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// Today by the administrator's calendar, as days are stored.
    pub(crate) fn local_day(&self) -> String {
        let now = self.clock.now().to_zoned(self.clock.zone());
        now.date().to_string()
    }

    /// Remembers that the administrator has seen what changed.
    pub async fn mark_changes_seen(&self, profile: ProfileId) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| store::problems::set_seen(tx, profile, &now))
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Home]);
        Ok(())
    }
}

/// How many problems stand today, and what changed since the last look.
pub(crate) fn for_home(
    conn: &Connection,
    profile: ProfileId,
    today: &str,
) -> store::Result<(u32, Option<Changes>)> {
    let standing = store::problems::count(conn, profile, today)?;
    let Some(since) = store::problems::seen_at(conn, profile)? else {
        return Ok((standing, None));
    };
    let counts = store::problems::came_since(conn, profile, &since)?;
    let new_customers = store::customers::first_seen_since(conn, profile, &since)?;
    let changes = (new_customers > 0 || !counts.is_empty()).then_some(Changes {
        since,
        counts,
        new_customers,
    });
    Ok((standing, changes))
}

/// Refuses what nobody has seen: a read may have come between the look and the press.
fn expect_as_shown(row: &ProblemRow, shown: Option<&str>) -> Result<()> {
    let problem = &row.problem;
    if problem.after.as_deref() == shown {
        return Ok(());
    }
    let now = problem.after.as_deref().unwrap_or("something else");
    Err(Error::InvalidInput {
        field: "problems",
        message: format!(
            "{} is {now} by now. Nothing was accepted. Look at it again first.",
            problem.subject
        ),
    })
}

fn accept(conn: &Connection, profile: ProfileId, row: &ProblemRow, now: &str) -> Result<()> {
    let problem = &row.problem;
    let nothing = || Error::InvalidInput {
        field: "problems",
        message: "This cannot be accepted as it is. It has to be mended.".to_owned(),
    };
    let kind = problem.cause.accepts().ok_or_else(nothing)?;
    let known = match kind {
        ObjectKind::TicketType => compare::ticket_type_now(conn, profile, problem)?,
        ObjectKind::Customer
        | ObjectKind::Organization
        | ObjectKind::Sla
        | ObjectKind::Priority
        | ObjectKind::Status => problem.after.as_deref().map(Known::named),
    };
    let known = known.ok_or_else(nothing)?;
    let before = store::known_objects::get(conn, profile, kind, &problem.object)?;
    store::known_objects::put(conn, profile, kind, &problem.object, &known, now)?;
    let act = Act::Accepted {
        of: kind.code().to_owned(),
        key: problem.object.clone(),
        before: before.as_ref().map(KnownImage::from),
        after: (&known).into(),
    };
    let entry = Entry {
        area: "problem",
        what: &format!("Accepted as it is: {}", problem.subject),
        before: problem.before.as_deref(),
        after: problem.after.as_deref(),
        note: None,
        act: Some(&act.kept()?),
    };
    Ok(store::journal::enter_act(conn, profile, &entry, now)?)
}

fn grouped(rows: Vec<ProblemRow>) -> Vec<ProblemGroup> {
    let mut groups: BTreeMap<Cause, Vec<ProblemRow>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.problem.cause).or_default().push(row);
    }
    groups
        .into_iter()
        .map(|(cause, mut rows)| {
            let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            rows.sort_by_cached_key(|row| row.problem.subject.to_lowercase());
            rows.truncate(MOST_ROWS);
            ProblemGroup { cause, rows, total }
        })
        .collect()
}

fn is_ignored(row: &ProblemRow, today: &str) -> bool {
    row.ignored_until
        .as_deref()
        .is_some_and(|until| until > today)
}

fn day_to_come(typed: &str, today: &str) -> Result<String> {
    let invalid = |message: &str| Error::InvalidInput {
        field: "until",
        message: message.to_owned(),
    };
    let day: Date = typed.parse().map_err(|_| invalid("This is not a day."))?;
    let day = day.to_string();
    if day.as_str() > today {
        return Ok(day);
    }
    Err(invalid("Choose a day that is still to come."))
}
