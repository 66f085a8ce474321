//! Organisations that a source listed last time and no longer lists: shown, and done away with if that is wanted.

use std::collections::{HashMap, HashSet};

use domain::{Decision, OrganizationId, ProfileId};
use store::{Connection, organizations::OrganizationRow};

use super::{GoneAct, GoneRow, Remaining};
use crate::organizations::error::{Error, Result};
use crate::organizations::set_aside::{Aside, put_aside};

/// What is remembered as the reason for an exclusion.
const REASON: &str = "No longer in the list it was imported from";

/// The gone organisations as they are shown, by name.
pub(super) fn rows(
    conn: &Connection,
    profile: ProfileId,
    existing: &[OrganizationRow],
    gone: &[OrganizationId],
) -> store::Result<Vec<GoneRow>> {
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let mut customers: HashMap<OrganizationId, String> = store::pairs::all(conn, profile)?
        .into_iter()
        .map(|pair| (pair.organization, pair.customer_name))
        .collect();
    let is_gone: HashSet<&OrganizationId> = gone.iter().collect();
    let mut rows: Vec<GoneRow> = existing
        .iter()
        .filter(|row| is_gone.contains(&row.id))
        .map(|row| GoneRow {
            id: row.id,
            name: row.name.clone(),
            mapped_to: customers.remove(&row.id),
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows)
}

/// The organisations that something is done with.
///
/// # Errors
/// [`Error::InvalidInput`] when one of them is not gone: it was not among those shown.
pub(super) fn checked(
    remaining: Option<&Remaining>,
    gone: &[OrganizationId],
) -> Result<Vec<OrganizationId>> {
    let Some(remaining) = remaining else {
        return Ok(Vec::new());
    };
    let gone: HashSet<&OrganizationId> = gone.iter().collect();
    if remaining.organizations.iter().all(|id| gone.contains(id)) {
        return Ok(remaining.organizations.clone());
    }
    Err(Error::InvalidInput {
        field: "gone",
        message: "The organisations changed meanwhile. Look at the preview again.".to_owned(),
    })
}

/// Excludes or deletes them.
pub(super) fn carry_out(
    conn: &Connection,
    profile: ProfileId,
    act: GoneAct,
    organizations: &[OrganizationId],
    now: &str,
) -> Result<()> {
    // Without a day: that of an earlier hold was about something else.
    let aside = Aside {
        reason: Some(REASON.to_owned()),
        review_on: None,
    };
    for &id in organizations {
        match act {
            GoneAct::Exclude => {
                store::pairs::remove(conn, profile, id)?;
                put_aside(conn, profile, id, Decision::Excluded, &aside, now)?;
            }
            GoneAct::Delete => store::organizations::delete(conn, profile, id)?,
        }
    }
    Ok(())
}
