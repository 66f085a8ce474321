//! What speaks against pairs, kept up to date inside the transaction of every change, and asked before a pair is made.
//!
//! The rules are `domain`'s; here they get their records, their words, and a memory of what was set aside.

use domain::{
    CustomerId, OrganizationId, ProfileId,
    warning::{Surroundings, Warning, WarningKind, warnings},
};
use store::{
    Connection, Store,
    warnings::{SetAsideRow, WarningRow},
};

use super::error::{Error, Result};

/// From this many changed organisations on, every pair is looked at anew: finding out which ones are concerned would
/// take longer.
const MANY: usize = 500;

/// A warning as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningView {
    /// Its kind.
    pub kind: WarningKind,
    /// A sentence without a full stop.
    pub text: String,
    /// Whether somebody said that it is right all the same.
    pub set_aside: bool,
}

impl From<WarningRow> for WarningView {
    fn from(row: WarningRow) -> Self {
        Self {
            kind: row.kind,
            text: row.text,
            set_aside: row.set_aside,
        }
    }
}

/// What would speak against a pair that is not made yet; for a pair that is, what speaks against it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn preview_pair(
    store: &Store,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<WarningView>> {
    let found = store
        .read(move |tx| {
            look(tx, profile, organization, customer)?
                .map(|around| rows(tx, &around, organization, customer))
                .transpose()
        })
        .await?;
    let rows = found.ok_or(Error::NotFound {
        what: "organisation",
    })?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Looks at every pair of a profile anew.
///
/// # Errors
/// [`Error::Store`].
pub async fn renew_warnings(store: &Store, profile: ProfileId) -> Result<()> {
    Ok(store.write(move |tx| renew_all(tx, profile)).await?)
}

/// Looks at those pairs anew that a change of these organisations concerns. `customers` are those that were theirs
/// before the change.
pub(super) fn renew(
    conn: &Connection,
    profile: ProfileId,
    touched: &[OrganizationId],
    customers: &[CustomerId],
) -> store::Result<()> {
    if touched.len() > MANY {
        return renew_all(conn, profile);
    }
    for id in store::warnings::affected(conn, profile, touched, customers)? {
        if let Some(pair) = store::pairs::of(conn, profile, id)? {
            renew_one(conn, profile, id, pair.customer)?;
        }
    }
    Ok(())
}

pub(super) fn renew_all(conn: &Connection, profile: ProfileId) -> store::Result<()> {
    for (id, customer) in store::warnings::paired(conn, profile)? {
        renew_one(conn, profile, id, customer)?;
    }
    Ok(())
}

fn renew_one(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    customer: CustomerId,
) -> store::Result<()> {
    let Some(around) = look(conn, profile, id, customer)? else {
        return Ok(());
    };
    let mut rows = rows(conn, &around, id, customer)?;
    // That the customer is inactive may have been known when the pair was made.
    let accepted = store::pairs::of(conn, profile, id)?.is_some_and(|pair| pair.accepted_inactive);
    for row in &mut rows {
        row.set_aside |= accepted && row.kind == WarningKind::Inactive;
    }
    store::warnings::replace(conn, id, &rows)
}

/// What would speak against a pair, without what was set aside before.
pub(super) fn open_doubts(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Vec<WarningRow>> {
    let Some(around) = look(conn, profile, organization, customer)? else {
        return Ok(Vec::new());
    };
    let mut rows = rows(conn, &around, organization, customer)?;
    rows.retain(|row| !row.set_aside);
    Ok(rows)
}

/// Remembers that these are right.
pub(super) fn set_aside(
    conn: &Connection,
    organization: OrganizationId,
    customer: CustomerId,
    kinds: impl IntoIterator<Item = WarningKind>,
    now: &str,
) -> store::Result<()> {
    for kind in kinds {
        let row = SetAsideRow {
            customer,
            kind,
            at: now.to_owned(),
        };
        store::warnings::set_aside(conn, organization, &row)?;
    }
    Ok(())
}

fn look(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Option<Surroundings>> {
    store::warnings::surroundings(conn, profile, organization, customer)
}

fn rows(
    conn: &Connection,
    around: &Surroundings,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Vec<WarningRow>> {
    let found = warnings(around);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let set_aside: Vec<WarningKind> = store::warnings::set_aside_of(conn, organization)?
        .into_iter()
        .filter(|row| row.customer == customer)
        .map(|row| row.kind)
        .collect();
    let rows = found.iter().map(|warning| WarningRow {
        kind: warning.kind(),
        text: sentence(around, warning),
        set_aside: set_aside.contains(&warning.kind()),
    });
    Ok(rows.collect())
}

fn sentence(around: &Surroundings, warning: &Warning) -> String {
    let name = &around.organization.name;
    let customer = around
        .customer
        .as_ref()
        .map_or("the customer", |customer| customer.name.as_str());
    match warning {
        Warning::Gone => "Halo no longer lists its customer".to_owned(),
        Warning::Inactive => format!("{customer} is switched off in Halo"),
        Warning::OwnCustomer => format!("{customer} is your own company"),
        Warning::Swapped {
            fits,
            held_by,
            is_exchange: true,
        } => format!("It looks swapped with {held_by}, whose customer {fits} fits {name}"),
        Warning::Swapped { fits, held_by, .. } => {
            format!("{fits} fits better, and is mapped to {held_by}")
        }
        Warning::DomainClash {
            domain,
            holder: Some(holder),
        } => format!("{domain} is the domain of {holder} in Halo"),
        Warning::DomainClash { domain, .. } => {
            format!("{customer} has other domains than {domain}, and another name")
        }
        Warning::TwoOrganizations {
            other,
            shares: true,
        } => format!("{other} is mapped to {customer} too"),
        Warning::TwoOrganizations { other, .. } => {
            format!("{other} fits {customer} better, and has no customer")
        }
        Warning::SeatsFar { seats, users } => {
            format!("{seats} seats, where Halo has {users} people for {customer}")
        }
    }
}
