//! What speaks against pairs, kept up to date inside the transaction of every change, and asked before a pair is made.
//!
//! The rules are `domain`'s; here they get their records, their words, and a memory of what was set aside.

use std::collections::HashMap;

use domain::{
    CustomerId, OrganizationId, ProfileId,
    warning::{Surroundings, Warning, WarningKind, warnings},
};
use store::{
    Connection, Store,
    pairs::PairRow,
    surroundings::{self, All, Near},
    warnings::{SetAsideRow, WarningRow},
};

use super::error::{Error, Result};

/// From this many organisations on, all records are read at once. After a change every pair is looked at anew then: finding
/// out which ones are concerned would take longer.
const MANY: usize = 500;

/// Pairs that a change concerns and that are looked at one by one. Those of one customer look at each other, so twice as
/// many cost four times as much.
const MANY_CONCERNED: usize = 50;

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
            let records = Near { conn: tx, profile };
            let Some(around) = surroundings::of(&records, organization, customer)? else {
                return Ok(None);
            };
            let set_aside = store::warnings::set_aside_of(tx, organization)?;
            Ok(Some(rows(&around, customer, &set_aside)))
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
    let concerned = surroundings::affected(conn, profile, touched, customers)?;
    if concerned.len() > MANY_CONCERNED {
        return renew_all(conn, profile);
    }
    for id in concerned {
        if let Some(pair) = store::pairs::of(conn, profile, id)?
            && let Some(around) = surroundings::of(&Near { conn, profile }, id, pair.customer)?
        {
            let set_aside = store::warnings::set_aside_of(conn, id)?;
            let new = rows_of_pair(&around, &pair, &set_aside);
            store::warnings::replace(conn, id, &store::warnings::of(conn, id)?, &new)?;
        }
    }
    Ok(())
}

pub(super) fn renew_all(conn: &Connection, profile: ProfileId) -> store::Result<()> {
    let records = All::read(conn, profile)?;
    let set_aside = store::warnings::all_set_aside(conn, profile)?;
    let old = store::warnings::all(conn, profile)?;
    for pair in store::pairs::all(conn, profile)? {
        let id = pair.organization;
        if let Some(around) = surroundings::of(&records, id, pair.customer)? {
            let new = rows_of_pair(&around, &pair, listed(&set_aside, id));
            store::warnings::replace(conn, id, listed(&old, id), &new)?;
        }
    }
    Ok(())
}

fn rows_of_pair(
    around: &Surroundings,
    pair: &PairRow,
    set_aside: &[SetAsideRow],
) -> Vec<WarningRow> {
    let mut rows = rows(around, pair.customer, set_aside);
    for row in &mut rows {
        // That the customer is inactive may have been known when the pair was made.
        row.set_aside |= pair.accepted_inactive && row.kind == WarningKind::Inactive;
    }
    rows
}

/// What would speak against a pair, without what was set aside before.
pub(super) fn open_doubts(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Vec<WarningRow>> {
    let Some(around) = surroundings::of(&Near { conn, profile }, organization, customer)? else {
        return Ok(Vec::new());
    };
    let set_aside = store::warnings::set_aside_of(conn, organization)?;
    Ok(open(rows(&around, customer, &set_aside)))
}

/// Same, of many pairs, in their order.
pub(super) fn open_doubts_of(
    conn: &Connection,
    profile: ProfileId,
    pairs: &[(OrganizationId, CustomerId)],
) -> store::Result<Vec<Vec<WarningRow>>> {
    if pairs.len() <= MANY {
        let doubts = pairs
            .iter()
            .map(|&(organization, customer)| open_doubts(conn, profile, organization, customer));
        return doubts.collect();
    }
    let thought = Thought::of(conn, profile)?;
    let doubts = pairs
        .iter()
        .map(|&(organization, customer)| thought.open_doubts(organization, customer));
    doubts.collect()
}

/// All records of a profile, with pairs that are thought of as made.
pub(super) struct Thought {
    records: All,
    set_aside: HashMap<OrganizationId, Vec<SetAsideRow>>,
}

impl Thought {
    /// As they are now.
    pub(super) fn of(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        Ok(Self {
            records: All::read(conn, profile)?,
            set_aside: store::warnings::all_set_aside(conn, profile)?,
        })
    }

    /// From now on the organisation is thought of as mapped to the customer.
    pub(super) fn map(&mut self, organization: OrganizationId, customer: CustomerId) {
        self.records.think_of(organization, customer);
    }

    /// From now on the organisation is thought of as not mapped.
    pub(super) fn part(&mut self, organization: OrganizationId) {
        self.records.think_parted(organization);
    }

    /// As the function of this name.
    pub(super) fn open_doubts(
        &self,
        organization: OrganizationId,
        customer: CustomerId,
    ) -> store::Result<Vec<WarningRow>> {
        let around = surroundings::of(&self.records, organization, customer)?;
        let set_aside = listed(&self.set_aside, organization);
        Ok(around.map_or_else(Vec::new, |around| open(rows(&around, customer, set_aside))))
    }
}

fn open(mut rows: Vec<WarningRow>) -> Vec<WarningRow> {
    rows.retain(|row| !row.set_aside);
    rows
}

fn listed<T>(by_organization: &HashMap<OrganizationId, Vec<T>>, id: OrganizationId) -> &[T] {
    by_organization.get(&id).map_or(&[], Vec::as_slice)
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

fn rows(around: &Surroundings, customer: CustomerId, set_aside: &[SetAsideRow]) -> Vec<WarningRow> {
    let is_set_aside = |kind| {
        set_aside
            .iter()
            .any(|row| row.customer == customer && row.kind == kind)
    };
    warnings(around)
        .iter()
        .map(|warning| WarningRow {
            kind: warning.kind(),
            text: sentence(around, warning),
            set_aside: is_set_aside(warning.kind()),
        })
        .collect()
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
