//! The details pane: one organisation with its pair or candidates, and what speaks for them.

use domain::{
    Band, CustomerId, Evidence, OrganizationId, OrganizationState, ProfileId, Reason,
    warning::WarningKind,
};
use store::{
    Connection, Store, organizations::OrganizationRow, pairs::PairRow, suggestions::CandidateRow,
};

use super::CustomerView;
use super::error::{Error, Result};
use super::evidence::{self, EvidenceLine};
use super::successors;
use super::warnings::WarningView;

/// A customer with what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateView {
    /// The customer.
    pub customer: CustomerView,
    /// How sure.
    pub band: Band,
    /// The facts, weightiest first.
    pub evidence: Vec<EvidenceLine>,
}

/// Everything about one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The organisation.
    pub row: OrganizationRow,
    /// Seats by the product's name, in the vendor's order.
    pub seats: Vec<(String, u32)>,
    /// Where it stands.
    pub state: OrganizationState,
    /// Why it is excluded or a problem.
    pub state_reason: Option<String>,
    /// What speaks against its pair, the gravest first.
    pub warnings: Vec<WarningView>,
    /// The customer it is mapped to, with what it was accepted on.
    pub pair: Option<CandidateView>,
    /// Candidates, best first, while it waits for a decision; where Halo no longer lists its customer, those that this
    /// one may have been merged into.
    pub candidates: Vec<CandidateView>,
    /// The customer that was made in Halo for it and is not its own now.
    pub left_in_halo: Option<(CustomerId, String)>,
    /// The day to look at it again, of the form `2027-03-01`.
    pub review_on: Option<String>,
    /// Whether that day has come.
    pub to_review: bool,
    /// Its held tickets, which are sent to Halo once it is mapped.
    pub held_tickets: u32,
}

/// Everything about one organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn detail(store: &Store, profile: ProfileId, id: OrganizationId) -> Result<Detail> {
    let found = store
        .read(move |tx| {
            let Some(row) = store::organizations::get(tx, profile, id)? else {
                return Ok(None);
            };
            let Some(state) = store::grid::state_of(tx, profile, id)? else {
                return Ok(None);
            };
            let pair = match store::pairs::of(tx, profile, id)? {
                Some(pair) => Some(pair_view(tx, profile, &row, pair)?),
                None => None,
            };
            let candidates = if state.is_to_do() {
                let rows = store::suggestions::of(tx, profile, id)?;
                candidate_views(tx, profile, &row, &rows)?
            } else if pair.as_ref().is_some_and(|pair| !pair.customer.present) {
                let rows = successors::successors(tx, profile, &row)?;
                candidate_views(tx, profile, &row, &rows)?
            } else {
                Vec::new()
            };
            let warnings: Vec<WarningView> = store::warnings::of(tx, id)?
                .into_iter()
                .map(Into::into)
                .collect();
            Ok(Some(Detail {
                seats: seats(tx, profile, &row)?,
                state,
                state_reason: state_reason(state, &row, pair.as_ref(), &warnings),
                warnings,
                left_in_halo: left_in_halo(tx, profile, id, pair.as_ref())?,
                pair,
                candidates,
                review_on: store::reviews::of(tx, profile, id)?,
                to_review: store::reviews::is_due(tx, profile, id)?,
                held_tickets: store::tickets::waiting_for_pair(tx, profile)?
                    .remove(&id)
                    .unwrap_or(0),
                row,
            }))
        })
        .await?;
    found.ok_or(Error::NotFound {
        what: "organisation",
    })
}

/// What undo cannot take back: a customer that was made in Halo stays there.
fn left_in_halo(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    pair: Option<&CandidateView>,
) -> store::Result<Option<(CustomerId, String)>> {
    let made = store::customer_creations::last(conn, profile, id)?;
    let Some((customer, name)) = made.and_then(|made| Some((made.customer?, made.name))) else {
        return Ok(None);
    };
    let is_its_own = pair.is_some_and(|pair| pair.customer.id == customer);
    Ok((!is_its_own).then_some((customer, name)))
}

fn state_reason(
    state: OrganizationState,
    row: &OrganizationRow,
    pair: Option<&CandidateView>,
    warnings: &[WarningView],
) -> Option<String> {
    match state {
        OrganizationState::Held | OrganizationState::Excluded => row.decision_reason.clone(),
        OrganizationState::Problem => pair.map(|pair| {
            let name = &pair.customer.name;
            let open = warnings.iter().find(|warning| !warning.set_aside);
            match open {
                _ if !pair.customer.present => format!("Halo no longer lists {name}."),
                Some(warning) if warning.kind != WarningKind::Inactive => {
                    format!("{}.", warning.text)
                }
                Some(_) | None => format!("{name} was switched off in Halo after it was mapped."),
            }
        }),
        OrganizationState::Suggested
        | OrganizationState::Choose
        | OrganizationState::Unmapped
        | OrganizationState::Mapped => None,
    }
}

fn pair_view(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
    pair: PairRow,
) -> store::Result<CandidateView> {
    let customer = match customer_view(conn, profile, pair.customer, row.id)? {
        Some(customer) => customer,
        None => CustomerView {
            id: pair.customer,
            name: pair.customer_name,
            domains: Vec::new(),
            inactive: false,
            present: false,
            taken_by: None,
        },
    };
    view(conn, profile, row, customer, &pair.evidence, 0)
}

fn candidate_views(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
    rows: &[CandidateRow],
) -> store::Result<Vec<CandidateView>> {
    let has_name = |candidate: &CandidateRow| {
        let reasons = &candidate.evidence.reasons;
        reasons.contains(&Reason::NameExact) || reasons.contains(&Reason::NameFolded)
    };
    let named = rows.iter().filter(|candidate| has_name(candidate)).count();
    let mut views = Vec::with_capacity(rows.len());
    for candidate in rows {
        let Some(customer) = customer_view(conn, profile, candidate.customer, row.id)? else {
            continue;
        };
        let namesakes = named.saturating_sub(usize::from(has_name(candidate)));
        views.push(view(
            conn,
            profile,
            row,
            customer,
            &candidate.evidence,
            namesakes,
        )?);
    }
    Ok(views)
}

fn view(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
    customer: CustomerView,
    evidence: &Evidence,
    namesakes: usize,
) -> store::Result<CandidateView> {
    Ok(CandidateView {
        evidence: evidence::lines(conn, profile, row, &customer, evidence, namesakes)?,
        band: evidence.band,
        customer,
    })
}

/// A customer as seen from one organisation; `None` when the last complete read did not have it.
pub(crate) fn customer_view(
    conn: &Connection,
    profile: ProfileId,
    id: CustomerId,
    seen_from: OrganizationId,
) -> store::Result<Option<CustomerView>> {
    let Some(row) = store::customers::get(conn, profile, id)? else {
        return Ok(None);
    };
    let others = super::others_with(conn, profile, id, seen_from)?;
    let names: Vec<String> = others.into_iter().map(|(_, name)| name).collect();
    Ok(Some(CustomerView {
        id,
        name: row.name,
        domains: row.domains,
        inactive: row.inactive,
        present: true,
        taken_by: super::together(&names),
    }))
}

fn seats(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
) -> store::Result<Vec<(String, u32)>> {
    let products = store::vendors::load(conn, profile)?.products;
    let mut seats: Vec<(usize, String, u32)> = row
        .seats
        .iter()
        .map(|seat| {
            let place = products.iter().position(|p| p.key == seat.product_key);
            let name = place.map_or(&seat.product_key, |at| &products[at].name);
            (place.unwrap_or(products.len()), name.clone(), seat.count)
        })
        .collect();
    seats.sort();
    Ok(seats
        .into_iter()
        .map(|(_, name, count)| (name, count))
        .collect())
}
