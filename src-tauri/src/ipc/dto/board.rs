//! The board: groups, overview and windows of both sides.

use engine::domain::board::{CustomerGroup, LineKind, Order, OrganizationGroup};
use engine::organizations::{BoardQuery, BoardView, CustomerSlot, End, OrganizationSlot};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::grid::TermDto;
use super::ids::{CustomerId, OrganizationId};
use super::organizations::{
    BandDto, OrganizationCountsDto, OrganizationFilterDto, OrganizationStateDto,
};
use super::warnings::WarningKindDto;

/// How customers stand inside their groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BoardOrderDto {
    /// As the organisations they lead to.
    InStep,
    /// By name.
    Name,
}

/// Which board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardQueryDto {
    /// Segment; it filters the left side.
    pub filter: OrganizationFilterDto,
    /// Text filter; it filters both sides.
    pub text: String,
    /// Order of the right side.
    pub order: BoardOrderDto,
}

/// The groups at the left, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationGroupDto {
    /// Several candidates.
    Choose,
    /// One clear candidate.
    Suggested,
    /// No candidate.
    Unmapped,
    /// Paired, problems among them.
    Mapped,
    /// On hold.
    Held,
    /// Left out.
    Excluded,
}

/// The groups at the right, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomerGroupDto {
    /// One of several candidates of an organisation.
    Candidates,
    /// The clear candidate of one.
    Suggested,
    /// Free.
    NotPaired,
    /// Paired.
    Mapped,
    /// Free and inactive in Halo.
    Inactive,
}

/// A group of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationGroupCountDto {
    /// Which.
    pub group: OrganizationGroupDto,
    /// How many are in it.
    pub count: u32,
    /// How many of them have a pair that no longer holds.
    pub problems: u32,
}

/// A group of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerGroupCountDto {
    /// Which.
    pub group: CustomerGroupDto,
    /// How many are in it.
    pub count: u32,
}

/// Organisations that follow each other in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverviewRunDto {
    /// Their state.
    pub state: OrganizationStateDto,
    /// How many.
    pub count: u32,
}

/// The board without its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardDto {
    /// Groups at the left that have somebody.
    pub organizations: Vec<OrganizationGroupCountDto>,
    /// Groups at the right that have somebody.
    pub customers: Vec<CustomerGroupCountDto>,
    /// The left side from top to bottom.
    pub overview: Vec<OverviewRunDto>,
    /// Counts of all segments for the text filter.
    pub counts: OrganizationCountsDto,
    /// What the text filter means.
    pub terms: Vec<TermDto>,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LineKindDto {
    /// A pair.
    Mapped,
    /// A pair that no longer holds.
    Broken,
    /// The one clear candidate.
    Suggested,
    /// One of several candidates.
    Candidate,
}

/// The other end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineEndDto {
    /// The organisation or customer there.
    pub id: i32,
    /// Its name.
    pub name: String,
    /// What the line says.
    pub kind: LineKindDto,
    /// Strength of its evidence.
    pub band: BandDto,
    /// Where it stands on its side, from 0; `null` when it is not shown.
    pub place: Option<u32>,
    /// The gravest of what speaks against the pair.
    pub warning: Option<WarningKindDto>,
    /// Whether the last complete read of Halo had the customer.
    pub present: bool,
}

/// An organisation of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardOrganizationDto {
    /// Identifier.
    pub id: OrganizationId,
    /// For optimistic edits.
    pub version: i32,
    /// Held or excluded until a day that has come.
    pub to_review: bool,
    /// Name.
    pub name: String,
    /// First domain.
    pub domain: Option<String>,
    /// State.
    pub state: OrganizationStateDto,
    /// Its lines, best first.
    pub ends: Vec<LineEndDto>,
}

/// A customer of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardCustomerDto {
    /// Halo's id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// A domain.
    pub domain: Option<String>,
    /// Whether Halo marks it inactive.
    pub inactive: bool,
    /// Its lines.
    pub ends: Vec<LineEndDto>,
}

/// Where two ends stand on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardPlacesDto {
    /// The organisation's place, from 0; `null` when it is not shown.
    pub organization: Option<u32>,
    /// The customer's place, from 0; `null` when it is not shown.
    pub customer: Option<u32>,
}

impl From<(Option<u32>, Option<u32>)> for BoardPlacesDto {
    fn from((organization, customer): (Option<u32>, Option<u32>)) -> Self {
        Self {
            organization,
            customer,
        }
    }
}

impl From<BoardQueryDto> for BoardQuery {
    fn from(query: BoardQueryDto) -> Self {
        Self {
            filter: query.filter.into(),
            text: query.text,
            order: match query.order {
                BoardOrderDto::InStep => Order::InStep,
                BoardOrderDto::Name => Order::Name,
            },
        }
    }
}

impl From<OrganizationGroup> for OrganizationGroupDto {
    fn from(group: OrganizationGroup) -> Self {
        match group {
            OrganizationGroup::Choose => Self::Choose,
            OrganizationGroup::Suggested => Self::Suggested,
            OrganizationGroup::Unmapped => Self::Unmapped,
            OrganizationGroup::Mapped => Self::Mapped,
            OrganizationGroup::Held => Self::Held,
            OrganizationGroup::Excluded => Self::Excluded,
        }
    }
}

impl From<CustomerGroup> for CustomerGroupDto {
    fn from(group: CustomerGroup) -> Self {
        match group {
            CustomerGroup::Candidates => Self::Candidates,
            CustomerGroup::Suggested => Self::Suggested,
            CustomerGroup::NotPaired => Self::NotPaired,
            CustomerGroup::Mapped => Self::Mapped,
            CustomerGroup::Inactive => Self::Inactive,
        }
    }
}

impl From<LineKind> for LineKindDto {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::Mapped => Self::Mapped,
            LineKind::Broken => Self::Broken,
            LineKind::Suggested => Self::Suggested,
            LineKind::Candidate => Self::Candidate,
        }
    }
}

impl From<BoardView> for BoardDto {
    fn from(view: BoardView) -> Self {
        let organizations = view.organizations.into_iter();
        let customers = view.customers.into_iter();
        let overview = view.overview.into_iter();
        Self {
            organizations: organizations
                .map(|(group, count, problems)| OrganizationGroupCountDto {
                    group: group.into(),
                    count,
                    problems,
                })
                .collect(),
            customers: customers
                .map(|(group, count)| CustomerGroupCountDto {
                    group: group.into(),
                    count,
                })
                .collect(),
            overview: overview
                .map(|(state, count)| OverviewRunDto {
                    state: state.into(),
                    count,
                })
                .collect(),
            counts: view.counts.into(),
            terms: view.terms.into_iter().map(Into::into).collect(),
        }
    }
}

impl LineEndDto {
    fn new<Id>(end: End<Id>, id: i32) -> Self {
        Self {
            id,
            name: end.name,
            kind: end.kind.into(),
            band: end.band.into(),
            place: end.place,
            warning: end.warning.map(Into::into),
            present: end.present,
        }
    }
}

impl From<OrganizationSlot> for BoardOrganizationDto {
    fn from(slot: OrganizationSlot) -> Self {
        let ends = slot.ends.into_iter();
        Self {
            id: slot.row.id.into(),
            version: slot.row.version,
            to_review: slot.row.to_review,
            name: slot.row.name,
            domain: slot.row.domain,
            state: slot.row.state.into(),
            ends: ends
                .map(|end| {
                    let id = end.id.get();
                    LineEndDto::new(end, id)
                })
                .collect(),
        }
    }
}

impl From<CustomerSlot> for BoardCustomerDto {
    fn from(slot: CustomerSlot) -> Self {
        let ends = slot.ends.into_iter();
        Self {
            id: slot.row.id.into(),
            name: slot.row.name,
            domain: slot.row.domain,
            inactive: slot.row.inactive,
            ends: ends
                .map(|end| {
                    let id = end.id.get();
                    LineEndDto::new(end, id)
                })
                .collect(),
        }
    }
}
