//! Organisations, customers and pairs.

use engine::database::grid::{GridCounts, GridFilter, GridQuery, GridRow, GridSort};
use engine::domain::{Band, OrganizationState, Reason};
use engine::organizations::{
    AcceptGroup, AcceptPreview, Act, CandidateView, CustomerView, Detail, Edited, EvidenceLine,
    Form, HistoryLine, Hits, Page,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{CustomerId, EditId, OrganizationId};

/// State of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationStateDto {
    /// One clear candidate.
    Suggested,
    /// Several candidates.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// Put on hold.
    Held,
    /// Left out on purpose.
    Excluded,
    /// Paired with a customer that is gone or inactive.
    Problem,
}

/// The segments of the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationFilterDto {
    /// Suggested, Choose and Unmapped.
    Todo,
    /// One clear candidate.
    Suggested,
    /// Several candidates.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// On hold.
    Held,
    /// Left out.
    Excluded,
    /// Pairs that no longer hold.
    Problems,
    /// Everything.
    All,
}

/// Column to sort by. To do sorts weakest evidence first unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationSortDto {
    /// What needs a person most comes first.
    NeedFirst,
    /// By the organisation's name.
    Name,
    /// By the customer's name.
    Customer,
}

/// A window of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationQueryDto {
    /// Segment.
    pub filter: OrganizationFilterDto,
    /// Text filter; matches name, domain, external id and customer.
    pub text: String,
    /// Order.
    pub sort: OrganizationSortDto,
    /// First row, from 0.
    pub offset: u32,
    /// Rows at most, up to 200.
    pub limit: u32,
}

/// How strong the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BandDto {
    /// Several identifiers agree.
    Certain,
    /// One identifier agrees and nobody else has it.
    Strong,
    /// Agrees, but not alone.
    Possible,
    /// Hardly.
    Weak,
}

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReasonDto {
    /// Paired by the administrator.
    ByHand,
    /// Same external id.
    ExternalId,
    /// Same Microsoft tenant id.
    TenantId,
    /// Same domain.
    Domain,
    /// Same name.
    Name,
    /// A similar name.
    SimilarName,
    /// An alias learnt before.
    Alias,
}

/// A row of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRowDto {
    /// Identifier.
    pub id: OrganizationId,
    /// For optimistic edits.
    pub version: i32,
    /// Name.
    pub name: String,
    /// First domain.
    pub domain: Option<String>,
    /// State.
    pub state: OrganizationStateDto,
    /// Paired or first suggested customer.
    pub customer: Option<CustomerRefDto>,
    /// How many candidates there are.
    pub candidates: u32,
    /// Strength of the first one's evidence.
    pub band: Option<BandDto>,
    /// Its evidence.
    pub reasons: Vec<ReasonDto>,
}

/// A customer by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRefDto {
    /// Halo's id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationPageDto {
    /// First row's number, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<OrganizationRowDto>,
    /// Rows that fit the query in all.
    pub total: u32,
}

/// Counts for every segment, for the same text filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationCountsDto {
    /// Suggested, Choose and Unmapped.
    pub todo: u32,
    /// One clear candidate.
    pub suggested: u32,
    /// Several candidates.
    pub choose: u32,
    /// No candidate.
    pub unmapped: u32,
    /// Paired.
    pub mapped: u32,
    /// On hold.
    pub held: u32,
    /// Left out.
    pub excluded: u32,
    /// Pairs that no longer hold.
    pub problems: u32,
    /// Everything.
    pub all: u32,
}

/// Seats of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatsDto {
    /// Product's name.
    pub product: String,
    /// Seats.
    pub seats: u32,
}

/// Customer's side of the details pane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDto {
    /// Halo's id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// Domains, best first.
    pub domains: Vec<String>,
    /// Whether Halo marks it inactive.
    pub inactive: bool,
    /// Whether the last complete read still had it.
    pub present: bool,
    /// The organisation it is paired with, if another one has it.
    pub taken_by: Option<String>,
}

/// A candidate with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateDto {
    /// The customer.
    pub customer: CustomerDto,
    /// Strength.
    pub band: BandDto,
    /// Each piece of evidence as a sentence.
    pub evidence: Vec<EvidenceDto>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceDto {
    /// Kind.
    pub reason: ReasonDto,
    /// Sentence.
    pub text: String,
}

/// One line of an organisation's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLineDto {
    /// When.
    pub at: String,
    /// What was done.
    pub what: String,
    /// Whether it was undone later.
    pub undone: bool,
}

/// The details pane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationDetailDto {
    /// Identifier.
    pub id: OrganizationId,
    /// For optimistic edits.
    pub version: i32,
    /// Name.
    pub name: String,
    /// Domains.
    pub domains: Vec<String>,
    /// External id.
    pub external_id: Option<String>,
    /// Microsoft tenant id.
    pub tenant_id: Option<String>,
    /// Seats by product.
    pub seats: Vec<SeatsDto>,
    /// Note.
    pub note: Option<String>,
    /// State.
    pub state: OrganizationStateDto,
    /// Why it is held, excluded or a problem.
    pub state_reason: Option<String>,
    /// The paired customer.
    pub pair: Option<CandidateDto>,
    /// Candidates, best first.
    pub candidates: Vec<CandidateDto>,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLineDto>,
}

/// An organisation typed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationFormDto {
    /// Name.
    pub name: String,
    /// Domains, separated by blanks, commas or lines.
    pub domains: String,
    /// External id.
    pub external_id: String,
    /// Microsoft tenant id.
    pub tenant_id: String,
    /// Note.
    pub note: String,
}

/// What to do with an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "act")]
pub enum DecisionDto {
    /// Pair it.
    #[serde(rename_all = "camelCase")]
    Map {
        /// With which customer.
        customer: CustomerId,
        /// Even though the customer is inactive or already taken.
        confirmed: bool,
    },
    /// Part it.
    Unmap,
    /// This customer is not the one.
    #[serde(rename_all = "camelCase")]
    NotThisOne {
        /// Which.
        customer: CustomerId,
    },
    /// Put on hold.
    Hold,
    /// Leave out.
    #[serde(rename_all = "camelCase")]
    Exclude {
        /// Why.
        reason: String,
    },
    /// Take back a hold or an exclusion.
    Release,
}

/// A local edit that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EditDto {
    /// For undo; `null` when nothing changed.
    pub id: Option<EditId>,
    /// What was done, for the toast.
    pub what: String,
    /// The organisation it was about, when it was one.
    pub organization: Option<OrganizationId>,
}

/// Customers that fit a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerHitsDto {
    /// At most 50.
    pub customers: Vec<CustomerDto>,
    /// How many fit in all.
    pub total: u32,
}

/// A group in the preview of accepting suggestions, weakest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptGroupDto {
    /// Strength.
    pub band: BandDto,
    /// Evidence that the group shares.
    pub reasons: Vec<ReasonDto>,
    /// How many.
    pub count: u32,
    /// Up to five pairs as examples.
    pub examples: Vec<AcceptExampleDto>,
}

/// An example pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptExampleDto {
    /// Organisation.
    pub organization: String,
    /// Customer.
    pub customer: String,
}

/// What accepting suggestions would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptPreviewDto {
    /// Pairs that would be made.
    pub total: u32,
    /// By evidence.
    pub groups: Vec<AcceptGroupDto>,
    /// Suggestions that stay for a person.
    pub left: u32,
}

impl From<OrganizationState> for OrganizationStateDto {
    fn from(state: OrganizationState) -> Self {
        match state {
            OrganizationState::Suggested => Self::Suggested,
            OrganizationState::Choose => Self::Choose,
            OrganizationState::Unmapped => Self::Unmapped,
            OrganizationState::Mapped => Self::Mapped,
            OrganizationState::Held => Self::Held,
            OrganizationState::Excluded => Self::Excluded,
            OrganizationState::Problem => Self::Problem,
        }
    }
}

impl From<OrganizationFilterDto> for GridFilter {
    fn from(filter: OrganizationFilterDto) -> Self {
        match filter {
            OrganizationFilterDto::Todo => Self::ToDo,
            OrganizationFilterDto::Suggested => Self::Suggested,
            OrganizationFilterDto::Choose => Self::Choose,
            OrganizationFilterDto::Unmapped => Self::Unmapped,
            OrganizationFilterDto::Mapped => Self::Mapped,
            OrganizationFilterDto::Held => Self::Held,
            OrganizationFilterDto::Excluded => Self::Excluded,
            OrganizationFilterDto::Problems => Self::Problem,
            OrganizationFilterDto::All => Self::All,
        }
    }
}

impl OrganizationSortDto {
    /// Over several kinds of states the state says what needs a person, within the others the evidence does.
    fn within(self, filter: OrganizationFilterDto) -> GridSort {
        match (self, filter) {
            (Self::NeedFirst, OrganizationFilterDto::All) => GridSort::State,
            (Self::NeedFirst, _) => GridSort::Band,
            (Self::Name, _) => GridSort::Name,
            (Self::Customer, _) => GridSort::Customer,
        }
    }
}

impl From<OrganizationQueryDto> for GridQuery {
    fn from(query: OrganizationQueryDto) -> Self {
        Self {
            filter: query.filter.into(),
            text: query.text,
            sort: query.sort.within(query.filter),
            descending: false,
            offset: query.offset,
            limit: query.limit,
        }
    }
}

impl From<Band> for BandDto {
    fn from(band: Band) -> Self {
        match band {
            Band::Certain => Self::Certain,
            Band::Strong => Self::Strong,
            Band::Possible => Self::Possible,
            Band::Weak => Self::Weak,
        }
    }
}

impl From<Reason> for ReasonDto {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Manual => Self::ByHand,
            Reason::ExternalId => Self::ExternalId,
            Reason::TenantId => Self::TenantId,
            Reason::Domain => Self::Domain,
            Reason::NameExact | Reason::NameFolded => Self::Name,
            Reason::NameSimilar => Self::SimilarName,
        }
    }
}

impl From<GridRow> for OrganizationRowDto {
    fn from(row: GridRow) -> Self {
        let customer = row.customer_id.zip(row.customer_name);
        Self {
            id: row.id.into(),
            version: row.version,
            name: row.name,
            domain: row.domain,
            state: row.state.into(),
            customer: customer.map(|(id, name)| CustomerRefDto {
                id: id.into(),
                name,
            }),
            candidates: row.candidates,
            band: row.band.map(Into::into),
            reasons: row.reasons.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Page> for OrganizationPageDto {
    fn from(page: Page) -> Self {
        Self {
            offset: page.offset,
            rows: page.rows.into_iter().map(Into::into).collect(),
            total: page.total,
        }
    }
}

impl From<GridCounts> for OrganizationCountsDto {
    fn from(counts: GridCounts) -> Self {
        Self {
            todo: counts.todo,
            suggested: counts.suggested,
            choose: counts.choose,
            unmapped: counts.unmapped,
            mapped: counts.mapped,
            held: counts.held,
            excluded: counts.excluded,
            problems: counts.problems,
            all: counts.all,
        }
    }
}

impl From<CustomerView> for CustomerDto {
    fn from(customer: CustomerView) -> Self {
        Self {
            id: customer.id.into(),
            name: customer.name,
            domains: customer.domains,
            inactive: customer.inactive,
            present: customer.present,
            taken_by: customer.taken_by,
        }
    }
}

impl From<EvidenceLine> for EvidenceDto {
    fn from(line: EvidenceLine) -> Self {
        Self {
            reason: line.reason.into(),
            text: line.text,
        }
    }
}

impl From<CandidateView> for CandidateDto {
    fn from(candidate: CandidateView) -> Self {
        Self {
            customer: candidate.customer.into(),
            band: candidate.band.into(),
            evidence: candidate.evidence.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<HistoryLine> for HistoryLineDto {
    fn from(line: HistoryLine) -> Self {
        Self {
            at: line.at,
            what: line.what,
            undone: line.undone,
        }
    }
}

impl From<Detail> for OrganizationDetailDto {
    fn from(detail: Detail) -> Self {
        let row = detail.row;
        let seats = detail.seats.into_iter();
        Self {
            id: row.id.into(),
            version: row.version,
            name: row.name,
            domains: row.domains,
            external_id: row.external_id,
            tenant_id: row.tenant_id,
            seats: seats
                .map(|(product, seats)| SeatsDto { product, seats })
                .collect(),
            note: row.note,
            state: detail.state.into(),
            state_reason: detail.state_reason,
            pair: detail.pair.map(Into::into),
            candidates: detail.candidates.into_iter().map(Into::into).collect(),
            history: detail.history.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<OrganizationFormDto> for Form {
    fn from(form: OrganizationFormDto) -> Self {
        Self {
            name: form.name,
            domains: form.domains,
            external_id: form.external_id,
            tenant_id: form.tenant_id,
            note: form.note,
        }
    }
}

impl From<DecisionDto> for Act {
    fn from(decision: DecisionDto) -> Self {
        match decision {
            DecisionDto::Map {
                customer,
                confirmed,
            } => Self::Map {
                customer: customer.into(),
                confirmed,
            },
            DecisionDto::Unmap => Self::Unmap,
            DecisionDto::NotThisOne { customer } => Self::NotThisOne {
                customer: customer.into(),
            },
            DecisionDto::Hold => Self::Hold,
            DecisionDto::Exclude { reason } => Self::Exclude { reason },
            DecisionDto::Release => Self::Release,
        }
    }
}

impl From<Edited> for EditDto {
    fn from(edited: Edited) -> Self {
        Self {
            id: edited.id.map(Into::into),
            what: edited.what,
            organization: edited.organization.map(Into::into),
        }
    }
}

impl From<Hits> for CustomerHitsDto {
    fn from(hits: Hits) -> Self {
        Self {
            customers: hits.customers.into_iter().map(Into::into).collect(),
            total: hits.total,
        }
    }
}

impl From<AcceptGroup> for AcceptGroupDto {
    fn from(group: AcceptGroup) -> Self {
        let examples = group.examples.into_iter();
        Self {
            band: group.band.into(),
            reasons: group.reasons.into_iter().map(Into::into).collect(),
            count: group.count,
            examples: examples
                .map(|(organization, customer)| AcceptExampleDto {
                    organization,
                    customer,
                })
                .collect(),
        }
    }
}

impl From<AcceptPreview> for AcceptPreviewDto {
    fn from(preview: AcceptPreview) -> Self {
        Self {
            total: preview.total,
            groups: preview.groups.into_iter().map(Into::into).collect(),
            left: preview.left,
        }
    }
}
