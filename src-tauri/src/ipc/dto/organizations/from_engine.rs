//! Between the wire types of organisations and the engine's.

use engine::database::grid::{GridCounts, GridFilter, GridRow, GridSort};
use engine::domain::{Band, OrganizationState, Reason};
use engine::organizations::{
    AcceptGroup, AcceptPreview, Act, CandidateView, Consent, CustomerView, Detail, Edited,
    EvidenceLine, Form, Hits, Page, Query, SetAside,
};

use super::{
    AcceptExampleDto, AcceptGroupDto, AcceptPreviewDto, BandDto, CandidateDto, ConsentDto,
    CustomerDto, CustomerHitsDto, CustomerRefDto, DecisionDto, EditDto, EvidenceDto,
    OrganizationCountsDto, OrganizationDetailDto, OrganizationFilterDto, OrganizationFormDto,
    OrganizationPageDto, OrganizationQueryDto, OrganizationRowDto, OrganizationSortDto,
    OrganizationStateDto, ReasonDto, SeatsDto,
};

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
            (Self::NeedFirst | Self::Evidence, _) => GridSort::Band,
            (Self::Name, _) => GridSort::Name,
            (Self::Customer, _) => GridSort::Customer,
        }
    }
}

impl From<OrganizationQueryDto> for Query {
    fn from(query: OrganizationQueryDto) -> Self {
        Self {
            filter: query.filter.into(),
            text: query.text,
            sort: query.sort.within(query.filter),
            descending: query.descending,
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
            Reason::LearntAlias => Self::Alias,
            Reason::NameExact | Reason::NameFolded => Self::Name,
            Reason::TradingAs => Self::TradingName,
            Reason::Initials => Self::Initials,
            Reason::DomainWord => Self::NameInDomain,
            Reason::SisterDomain => Self::BranchDomain,
            Reason::NameSimilar => Self::SimilarName,
        }
    }
}

/// Each kind once, however many facts are of it.
pub(super) fn kinds(reasons: Vec<Reason>) -> Vec<ReasonDto> {
    let mut kinds = Vec::with_capacity(reasons.len());
    for reason in reasons {
        let kind = reason.into();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
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
            reasons: kinds(row.reasons),
            warnings: row.warnings.into_iter().map(Into::into).collect(),
            to_review: row.to_review,
        }
    }
}

impl From<Page> for OrganizationPageDto {
    fn from(page: Page) -> Self {
        Self {
            offset: page.offset,
            rows: page.rows.into_iter().map(Into::into).collect(),
            total: page.total,
            counts: page.counts.into(),
            terms: page.terms.into_iter().map(Into::into).collect(),
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
            problems: counts.of(GridFilter::Problem),
            to_review: counts.to_review,
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
            warnings: detail.warnings.into_iter().map(Into::into).collect(),
            pair: detail.pair.map(Into::into),
            candidates: detail.candidates.into_iter().map(Into::into).collect(),
            left_in_halo: detail.left_in_halo.map(|(id, name)| CustomerRefDto {
                id: id.into(),
                name,
            }),
            review_on: detail.review_on,
            to_review: detail.to_review,
            held_tickets: detail.held_tickets,
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
            seats: form
                .seats
                .into_iter()
                .map(|typed| (typed.product, typed.seats))
                .collect(),
        }
    }
}

impl From<ConsentDto> for Consent {
    fn from(consent: ConsentDto) -> Self {
        match consent {
            ConsentDto::Ask => Self::Ask,
            ConsentDto::TakeOver => Self::TakeOver,
            ConsentDto::Share => Self::Share,
        }
    }
}

impl From<DecisionDto> for Act {
    fn from(decision: DecisionDto) -> Self {
        match decision {
            DecisionDto::Map { customer, consent } => Self::Map {
                customer: customer.into(),
                consent: consent.into(),
            },
            DecisionDto::Connect {
                customer,
                licences,
                consent,
            } => Self::Connect {
                customer: customer.into(),
                licences: licences
                    .into_iter()
                    .map(|chosen| (chosen.product, chosen.licence.into()))
                    .collect(),
                consent: consent.into(),
            },
            DecisionDto::Unmap => Self::Unmap,
            DecisionDto::NotThisOne { customer } => Self::NotThisOne {
                customer: customer.into(),
            },
            DecisionDto::Hold { reason, review_on } => Self::Hold(SetAside { reason, review_on }),
            DecisionDto::Exclude { reason, review_on } => {
                Self::Exclude(SetAside { reason, review_on })
            }
            DecisionDto::Release => Self::Release,
            DecisionDto::SettleWarning { warning } => Self::SettleWarning {
                warning: warning.into(),
            },
            DecisionDto::RaiseWarning { warning } => Self::RaiseWarning {
                warning: warning.into(),
            },
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
            reasons: kinds(group.reasons),
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
            doubtful: preview.doubtful,
            doubts: preview.doubts.into_iter().map(Into::into).collect(),
            left: preview.left,
            mark: preview.mark,
            held_tickets: preview.held_tickets,
        }
    }
}
