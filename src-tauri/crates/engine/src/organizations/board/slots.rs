//! The rows of a window of the board, each with where its lines lead.

use domain::{
    Band, CustomerId, OrganizationId, ProfileId,
    board::{Board, Line, LineKind},
    warning::WarningKind,
};
use store::{
    Connection,
    board::{BoardCustomer, BoardOrganization},
};

/// An organisation with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationSlot {
    /// The organisation.
    pub row: BoardOrganization,
    /// Its lines, best first.
    pub ends: Vec<End<CustomerId>>,
}

/// A customer with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSlot {
    /// The customer.
    pub row: BoardCustomer,
    /// Its lines.
    pub ends: Vec<End<OrganizationId>>,
}

/// The other end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End<Id> {
    /// Who is there.
    pub id: Id,
    /// Their name; the one they had, if they are gone.
    pub name: String,
    /// What the line says.
    pub kind: LineKind,
    /// How sure the evidence makes us.
    pub band: Band,
    /// Where they stand on their side, from 0; `None` when the filter hides them or Halo no longer lists them.
    pub place: Option<u32>,
    /// The gravest of what speaks against the pair and was not set aside.
    pub warning: Option<WarningKind>,
    /// Whether the last complete read of Halo had the customer.
    pub present: bool,
}

pub(super) fn organization_slots(
    conn: &Connection,
    profile: ProfileId,
    board: &Board,
    ids: &[OrganizationId],
) -> store::Result<Vec<OrganizationSlot>> {
    let led_to: Vec<CustomerId> = ids
        .iter()
        .flat_map(|id| board.lines_of(*id))
        .map(|line| line.customer)
        .collect();
    let customers = store::board::customer_rows(conn, profile, &led_to)?;
    let mut rows = store::board::organization_rows(conn, profile, ids)?;
    let slots = ids.iter().filter_map(|id| rows.remove(id)).map(|row| {
        let end = |line: &Line| {
            let customer = customers.get(&line.customer);
            End {
                id: line.customer,
                name: customer.map_or_else(
                    || row.paired_name.clone().unwrap_or_default(),
                    |customer| customer.name.clone(),
                ),
                kind: line.kind,
                band: line.band,
                place: board.place_of_customer(line.customer),
                warning: row
                    .warnings
                    .first()
                    .copied()
                    .filter(|_| line.kind == LineKind::Broken),
                present: customer.is_some(),
            }
        };
        OrganizationSlot {
            ends: board.lines_of(row.id).iter().map(end).collect(),
            row,
        }
    });
    Ok(slots.collect())
}

pub(super) fn customer_slots(
    conn: &Connection,
    profile: ProfileId,
    board: &Board,
    ids: &[CustomerId],
) -> store::Result<Vec<CustomerSlot>> {
    let led_to: Vec<OrganizationId> = ids
        .iter()
        .flat_map(|id| board.lines_to(*id))
        .map(|line| line.organization)
        .collect();
    let organizations = store::board::organization_rows(conn, profile, &led_to)?;
    let mut rows = store::board::customer_rows(conn, profile, ids)?;
    let slots = ids.iter().filter_map(|id| rows.remove(id)).map(|row| {
        let end = |line: &Line| {
            let organization = organizations.get(&line.organization);
            End {
                id: line.organization,
                name: organization.map_or_else(String::new, |row| row.name.clone()),
                kind: line.kind,
                band: line.band,
                place: board.place_of_organization(line.organization),
                warning: organization
                    .and_then(|row| row.warnings.first().copied())
                    .filter(|_| line.kind == LineKind::Broken),
                present: true,
            }
        };
        CustomerSlot {
            ends: board.lines_to(row.id).map(end).collect(),
            row,
        }
    });
    Ok(slots.collect())
}
