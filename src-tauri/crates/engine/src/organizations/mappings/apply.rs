//! Importing mappings: one transaction, one undo step.

use std::collections::BTreeSet;
use std::path::PathBuf;

use domain::{CustomerId, Decision, OrganizationId, ProfileId, warning::WarningKind};
use store::{Connection, Store, pairs::PairRow};

use super::plan::{LineState, Makes, Plan, PlannedLine};
use super::read;
use crate::organizations::decide::by_hand;
use crate::organizations::edits::{Draft, Edited};
use crate::organizations::error::{Error, Result};
use crate::organizations::set_aside::{Aside, put_aside};
use crate::organizations::suggestions::refresh;
use crate::organizations::warnings;

/// Which side counts where the file and what is here differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeFrom {
    /// Whether the file counts, for all conflicts but those of `except`.
    pub file: bool,
    /// Line numbers for which it is the other way round.
    pub except: BTreeSet<u32>,
}

impl TakeFrom {
    fn takes(&self, line: u32) -> bool {
        self.file != self.except.contains(&line)
    }
}

/// What the import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Pairs made.
    pub mapped: u32,
    /// Organisations held or excluded.
    pub set_aside: u32,
    /// Conflicts in which what is here was kept.
    pub kept: u32,
    /// Lines that could not be taken.
    pub left_out: u32,
    /// Held tickets that are sent to Halo now that their organisations are mapped.
    pub sent_tickets: u32,
    /// For undo.
    pub edit: Edited,
}

/// Makes the pairs of a file, and holds and excludes as it says. `expected` is the mark of the preview that was looked at.
/// Importing the file again changes nothing.
///
/// # Errors
/// [`Error::File`]; [`Error::InvalidInput`] for the field `expected` when the lines are others than those shown.
pub async fn import_mappings(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    take_from: TakeFrom,
    expected: &str,
    now: &str,
) -> Result<Imported> {
    let file = read::read(path).await?;
    let (expected, now) = (expected.to_owned(), now.to_owned());
    let imported = store
        .transact(move |tx| {
            let plan = Plan::new(tx, profile, &file)?;
            if plan.mark() != expected {
                return Err(Error::InvalidInput {
                    field: "expected",
                    message: "The file or what is here changed since it was shown.".to_owned(),
                });
            }
            let count = |state| plan.lines.iter().filter(|line| line.state == state).count();
            let made: Vec<Made<'_>> = plan
                .lines
                .iter()
                .filter(|line| {
                    line.state == LineState::New
                        || (line.state == LineState::Conflict && take_from.takes(line.number))
                })
                .filter_map(|line| {
                    let (organization, makes) = line.makes.as_ref()?;
                    Some(Made {
                        organization: *organization,
                        makes,
                        line,
                    })
                })
                .collect();
            let mapped = made.iter().filter_map(Made::customer).count();
            let open = count(LineState::New) + count(LineState::Conflict);
            Ok(Imported {
                mapped: number(mapped),
                set_aside: number(made.len() - mapped),
                kept: number(open - made.len()),
                left_out: number(count(LineState::LeftOut)),
                sent_tickets: made.iter().map(|made| made.line.held_tickets).sum(),
                edit: make(tx, profile, &made, &file.name, &now)?,
            })
        })
        .await?;
    refresh(store, profile).await;
    Ok(imported)
}

/// A line that is carried out.
struct Made<'a> {
    organization: OrganizationId,
    makes: &'a Makes,
    line: &'a PlannedLine,
}

impl Made<'_> {
    /// Whom it maps to.
    const fn customer(&self) -> Option<CustomerId> {
        match self.makes {
            Makes::Pair(customer) => Some(*customer),
            Makes::Aside(..) => None,
        }
    }
}

/// Makes the pairs, and sets aside. Whoever else has one of the customers loses it, unless customers may be shared.
fn make(
    conn: &Connection,
    profile: ProfileId,
    made: &[Made<'_>],
    file_name: &str,
    now: &str,
) -> Result<Edited> {
    let named: BTreeSet<OrganizationId> = made.iter().map(|made| made.organization).collect();
    let mut touched = named.clone();
    let may_share = store::profiles::may_share(conn, profile)?;
    let mut mapped = 0;
    let mut taken = BTreeSet::new();
    for customer in made.iter().filter_map(Made::customer) {
        mapped += 1;
        if !may_share {
            let holders = store::pairs::holders(conn, profile, customer)?;
            if holders.iter().any(|holder| !named.contains(holder)) {
                taken.insert(customer);
            }
            touched.extend(holders);
        }
    }
    let draft = Draft::of(conn, profile, touched.iter().copied().collect())?;
    // All go before one comes: in a file that swaps two customers each is taken when its line is carried out.
    for id in &touched {
        if store::pairs::remove(conn, profile, *id)? {
            store::organizations::touch(conn, profile, *id, now)?;
        }
    }
    for one in made {
        match one.makes {
            Makes::Pair(customer) => {
                put(conn, profile, one.organization, *customer, now)?;
                // It was chosen with these in view. That whoever lost the customer fits it as well was known too.
                let lost = taken
                    .contains(customer)
                    .then_some(WarningKind::TwoOrganizations);
                let kinds = one.line.doubts.iter().copied().chain(lost);
                warnings::set_aside(conn, one.organization, *customer, kinds, now)?;
            }
            Makes::Aside(decision, aside) => {
                put_aside(conn, profile, one.organization, *decision, aside, now)?;
            }
        }
    }
    let mapped_words = match mapped {
        1 => "1 organisation mapped".to_owned(),
        several => format!("{several} organisations mapped"),
    };
    let what = match made.len() - mapped {
        0 => format!("{file_name} imported: {mapped_words}"),
        aside => format!("{file_name} imported: {mapped_words}, {aside} held or excluded"),
    };
    draft.enter(conn, super::KIND, what, None, now)
}

fn put(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
    now: &str,
) -> Result<()> {
    let found = store::customers::get(conn, profile, customer)?
        .ok_or(Error::NotFound { what: "customer" })?;
    let pair = PairRow {
        organization,
        customer,
        customer_name: found.name,
        accepted_inactive: found.inactive,
        // A file is the administrator's word, like a press of Map.
        evidence: by_hand(conn, profile, organization, customer)?,
        accepted_at: now.to_owned(),
    };
    store::pairs::put(conn, profile, &pair)?;
    store::rejections::remove(conn, profile, organization, customer)?;
    put_aside(
        conn,
        profile,
        organization,
        Decision::Open,
        &Aside::default(),
        now,
    )
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
