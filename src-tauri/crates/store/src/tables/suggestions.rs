//! What the matcher last made of the organisations that wait: derived rows, replaced as a whole.

use std::collections::HashMap;

use domain::{
    CustomerId, Decision, Evidence, Organization, OrganizationId, ProfileId,
    matching::{CustomerRecord, Standing, Suggestion},
};
use rusqlite::{Row, params};

use super::{
    customers,
    organizations::{self, OrganizationRow},
    pairs, profiles, rejections,
};
use crate::{Connection, Result, decode};

/// A suggestion that may be accepted without choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearSuggestion {
    /// For whom.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub organization_name: String,
    /// Which customer.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// Why.
    pub evidence: Evidence,
    /// An organisation that has the customer already, by name: only where customers may be shared.
    pub holder: Option<String>,
}

/// A candidate of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateRow {
    /// Which customer.
    pub customer: CustomerId,
    /// Why.
    pub evidence: Evidence,
    /// Whether it may be accepted without choosing.
    pub is_clear: bool,
}

/// All customers as the matcher takes them. The service provider's own company is marked as such.
pub fn customers(conn: &Connection, profile: ProfileId) -> Result<Vec<CustomerRecord>> {
    let own = profiles::get(conn, profile)?.own_customer_id;
    let customers = customers::all_for_matching(conn, profile)?;
    Ok(customers
        .into_iter()
        .map(|customer| CustomerRecord {
            is_own: Some(customer.id) == own,
            ..CustomerRecord::from(customer)
        })
        .collect())
}

/// How every organisation stands, as far as suggestions hang on it.
pub fn standings(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, Standing>> {
    let mut standings: HashMap<OrganizationId, Standing> = HashMap::new();
    for pair in pairs::all(conn, profile)? {
        standings.entry(pair.organization).or_default().pair = Some(pair.customer);
    }
    for rejection in rejections::all(conn, profile)? {
        let standing = standings.entry(rejection.organization).or_default();
        standing.rejected.push(rejection.customer);
    }
    for row in organizations::all(conn, profile)? {
        let standing = standings.entry(row.id).or_default();
        standing.waiting = waiting(row, standing.pair);
    }
    Ok(standings)
}

/// How one organisation stands; as by default when it is gone.
pub fn standing(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<Standing> {
    let Some(row) = organizations::get(conn, profile, id)? else {
        return Ok(Standing::default());
    };
    let pair = pairs::of(conn, profile, id)?.map(|pair| pair.customer);
    let rejected = rejections::of(conn, profile, id)?;
    Ok(Standing {
        waiting: waiting(row, pair),
        pair,
        rejected: rejected.into_iter().map(|r| r.customer).collect(),
    })
}

/// The organisation, if it waits for a decision.
fn waiting(row: OrganizationRow, pair: Option<CustomerId>) -> Option<Organization> {
    (row.decision == Decision::Open && pair.is_none()).then_some(Organization {
        id: row.id,
        name: row.name,
        domains: row.domains,
        external_id: row.external_id,
        tenant_id: row.tenant_id,
    })
}

/// Puts new suggestions in the place of all old ones. Only what differs is written: most of ten thousand organisations
/// keep theirs when one is decided.
pub fn replace(conn: &Connection, profile: ProfileId, suggestions: &[Suggestion]) -> Result<()> {
    let mut old = all(conn, profile)?;
    let changed: Vec<&Suggestion> = suggestions
        .iter()
        .filter(|new| old.remove(&new.organization).as_deref() != Some(&rows_of(new)[..]))
        .collect();
    // What goes makes room first: a customer is the clear candidate of one organisation only.
    let gone = old.into_keys();
    for organization in gone.chain(changed.iter().map(|new| new.organization)) {
        decode::execute(
            conn,
            "DELETE FROM suggestion WHERE organization_id = ?1",
            [organization.get()],
        )?;
    }
    for suggestion in changed {
        insert(conn, profile, suggestion)?;
    }
    Ok(())
}

/// Puts the new suggestion of some organisations in the place of the old one; `None` for one that has none any more.
pub fn put(
    conn: &Connection,
    profile: ProfileId,
    changed: &[(OrganizationId, Option<Suggestion>)],
) -> Result<()> {
    // What goes makes room first: a customer is the clear candidate of one organisation only.
    for (organization, _) in changed {
        decode::execute(
            conn,
            "DELETE FROM suggestion WHERE profile_id = ?1 AND organization_id = ?2",
            [profile.get(), organization.get()],
        )?;
    }
    for suggestion in changed.iter().filter_map(|(_, new)| new.as_ref()) {
        insert(conn, profile, suggestion)?;
    }
    Ok(())
}

fn insert(conn: &Connection, profile: ProfileId, suggestion: &Suggestion) -> Result<()> {
    for (position, row) in (1u32..).zip(rows_of(suggestion)) {
        decode::execute(
                conn,
                "INSERT INTO suggestion (organization_id, position, profile_id, customer_id, band, reasons, is_clear)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    suggestion.organization.get(),
                    position,
                    profile.get(),
                    row.customer.get(),
                    row.evidence.band.code(),
                    decode::reasons_column(&row.evidence.reasons),
                    row.is_clear,
                ],
            )?;
    }
    Ok(())
}

/// The rows that keep a suggestion, in their order.
fn rows_of(suggestion: &Suggestion) -> Vec<CandidateRow> {
    suggestion
        .candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| CandidateRow {
            customer: candidate.customer,
            evidence: candidate.evidence.clone(),
            is_clear: suggestion.is_clear() && place == 0,
        })
        .collect()
}

/// The candidates of every organisation that has some, best first.
fn all(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, Vec<CandidateRow>>> {
    let mut rows: HashMap<OrganizationId, Vec<CandidateRow>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT * FROM suggestion WHERE profile_id = ?1 ORDER BY organization_id, position",
        [profile.get()],
        |row| {
            let organization = decode::id(row, "organization_id", OrganizationId::new)?;
            rows.entry(organization).or_default().push(read(row)?);
            Ok(())
        },
    )?;
    Ok(rows)
}

/// The candidates of an organisation, best first.
pub fn of(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<Vec<CandidateRow>> {
    decode::rows(
        conn,
        "SELECT * FROM suggestion WHERE profile_id = ?1 AND organization_id = ?2 ORDER BY position",
        [profile.get(), id.get()],
        read,
    )
}

/// All suggestions that may be accepted without choosing, by the organisation's name.
///
/// Only for organisations that are in the state Suggested, and only to active customers.
pub fn clear(conn: &Connection, profile: ProfileId) -> Result<Vec<ClearSuggestion>> {
    decode::rows(
        conn,
        "SELECT s.organization_id, o.name AS organization_name, s.customer_id, c.name AS customer_name, s.band, s.reasons,
             (SELECT other.name FROM pair AS p CROSS JOIN organization AS other ON other.id = p.organization_id
              WHERE p.profile_id = s.profile_id AND p.customer_id = s.customer_id ORDER BY other.sort_key, other.id LIMIT 1) AS holder
         FROM suggestion AS s
         JOIN organization AS o ON o.id = s.organization_id AND o.decision = 'open'
         JOIN customer AS c ON c.profile_id = s.profile_id AND c.id = s.customer_id AND c.inactive = 0
         WHERE s.profile_id = ?1 AND s.is_clear = 1
           AND NOT EXISTS (SELECT 1 FROM pair AS p WHERE p.organization_id = s.organization_id)
         ORDER BY o.sort_key, o.id",
        [profile.get()],
        |row| {
            Ok(ClearSuggestion {
                organization: decode::id(row, "organization_id", OrganizationId::new)?,
                organization_name: row.get("organization_name")?,
                customer: decode::id(row, "customer_id", CustomerId::new)?,
                customer_name: row.get("customer_name")?,
                evidence: decode::evidence(row)?,
                holder: row.get("holder")?,
            })
        },
    )
}

fn read(row: &Row<'_>) -> Result<CandidateRow> {
    Ok(CandidateRow {
        customer: decode::id(row, "customer_id", CustomerId::new)?,
        evidence: decode::evidence(row)?,
        is_clear: row.get("is_clear")?,
    })
}
