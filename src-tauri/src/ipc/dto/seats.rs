//! Licences and seats.

use engine::domain::billing::{BilledBy, InvoiceState};
use engine::domain::seats::{LicenceKey, LicenceRule, SeatState};
use engine::seats::{
    InvoiceListRow, LicenceKind, ProductRule, SeatCounts, SeatPage, SeatQuery, SeatSetup, SeatView,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::{CustomerId, OrganizationId};

/// By what a licence is told at every customer alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LicenceKeyDto {
    /// By its name.
    Name,
    /// By the vendor's number of the product.
    Sku,
}

/// The licence that a product stands for, across customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceRuleDto {
    /// By what it is told.
    pub key: LicenceKeyDto,
    /// The name or number.
    pub value: String,
    /// Its name.
    pub name: String,
}

/// A licence that several customers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceKindDto {
    /// How it is told, and what it is called.
    pub rule: LicenceRuleDto,
    /// How many customers have one.
    pub customers: u32,
}

/// One of the vendor's products and the licence it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductRuleDto {
    /// The product's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The licence.
    pub rule: Option<LicenceRuleDto>,
    /// The only licence that names the product, where none is chosen.
    pub proposed: Option<LicenceKindDto>,
}

/// The last complete read of all licences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceListDto {
    /// When.
    pub read_at: String,
    /// Halo said then that it has no software licences.
    pub no_module: bool,
}

/// What came of asking for recurring invoices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum InvoiceStateDto {
    /// They were read, all of them.
    Read,
    /// The application has no permission for them.
    NotGranted,
    /// The agent may not read them.
    Refused,
    /// They could not be read this time.
    Failed,
}

/// The last time that recurring invoices were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceListDto {
    /// What came of it.
    pub state: InvoiceStateDto,
    /// How many invoices Halo listed, when what is kept was read.
    pub invoices: u32,
    /// When what is kept was read; `null` where nothing is.
    pub read_at: Option<String>,
    /// Why they could not be read.
    pub note: Option<String>,
}

/// A line of a recurring invoice that takes its quantity from a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BilledByDto {
    /// Halo's number of the recurring invoice.
    pub invoice: i32,
    /// What stands on the line, possibly empty.
    pub text: String,
    /// Which invoice, which line, and how its quantity follows.
    pub words: String,
    /// How many of the new count it would bill, where the count alone tells that.
    pub billed: Option<u32>,
}

/// Halo listed no licence, where some had been read before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundEmptyDto {
    /// When.
    pub at: String,
    /// Licences that are kept here from before.
    pub licences: u32,
    /// Their customers.
    pub customers: u32,
    /// Organisations for which one of them was chosen.
    pub chosen: u32,
}

/// What stands above the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatSetupDto {
    /// Whether the profile is connected for seats.
    pub wants_seats: bool,
    /// The last complete read; `null` when there was none.
    pub read: Option<LicenceListDto>,
    /// Halo listed none since, where there had been some.
    pub found_empty: Option<FoundEmptyDto>,
    /// The last time that recurring invoices were asked for; `null` when they never were.
    pub invoices: Option<InvoiceListDto>,
    /// The products in the administrator's order.
    pub products: Vec<ProductRuleDto>,
    /// What can be chosen for them, those of most customers first.
    pub kinds: Vec<LicenceKindDto>,
    /// Organisations with seats and without a customer.
    pub unmapped: u32,
    /// Whether any organisation is mapped.
    pub has_pairs: bool,
    /// Since when counts may be written to Halo; `null` where they are compared only.
    pub writing_since: Option<String>,
}

/// How two sides stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SeatStateDto {
    /// Both say the same.
    Equal,
    /// The vendor counts more.
    Up,
    /// The vendor counts fewer.
    Down,
    /// The customer has no such licence yet.
    New,
    /// Nothing says which licence the product stands for.
    NoLicence,
    /// The two cannot be compared.
    Odd,
}

/// Which rows are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatQueryDto {
    /// Only these.
    pub state: Option<SeatStateDto>,
    /// Only rows with this in a name.
    pub text: String,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows at most.
    pub limit: u32,
}

/// An organisation of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatOrganizationDto {
    /// Who.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
}

/// A product at a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatRowDto {
    /// Tells rows apart.
    pub key: String,
    /// The organisations it is for.
    pub organizations: Vec<SeatOrganizationDto>,
    /// The customer.
    pub customer: CustomerId,
    /// Its name.
    pub customer_name: String,
    /// The product's name.
    pub product: String,
    /// The licence's name in Halo.
    pub licence: Option<String>,
    /// Seats by the vendor, where they are known.
    pub vendor: Option<u32>,
    /// Seats by Halo.
    pub halo: Option<u32>,
    /// How the two stand.
    pub state: SeatStateDto,
    /// A remark.
    pub note: Option<String>,
    /// Lines of recurring invoices that take their quantity from the licence.
    pub billed_by: Vec<BilledByDto>,
}

/// How many rows stand how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatCountsDto {
    /// All of them.
    pub all: u32,
    /// Both say the same.
    pub equal: u32,
    /// The vendor counts more.
    pub up: u32,
    /// The vendor counts fewer.
    pub down: u32,
    /// No such licence yet.
    pub new: u32,
    /// Nothing says which licence.
    pub no_licence: u32,
    /// They cannot be compared.
    pub odd: u32,
}

/// A page of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeatPageDto {
    /// Differences first.
    pub rows: Vec<SeatRowDto>,
    /// Rows passed over before them.
    pub offset: u32,
    /// Rows that fit in all.
    pub total: u32,
    /// How those stand that fit the text.
    pub counts: SeatCountsDto,
    /// Seats by the vendor of all that can be compared.
    pub vendor_total: u32,
    /// Seats by Halo of the same.
    pub halo_total: u32,
}

impl From<LicenceRule> for LicenceRuleDto {
    fn from(rule: LicenceRule) -> Self {
        Self {
            key: match rule.key {
                LicenceKey::Name => LicenceKeyDto::Name,
                LicenceKey::Sku => LicenceKeyDto::Sku,
            },
            value: rule.value,
            name: rule.name,
        }
    }
}

impl From<LicenceRuleDto> for LicenceRule {
    fn from(rule: LicenceRuleDto) -> Self {
        Self {
            key: match rule.key {
                LicenceKeyDto::Name => LicenceKey::Name,
                LicenceKeyDto::Sku => LicenceKey::Sku,
            },
            value: rule.value,
            name: rule.name,
        }
    }
}

impl From<LicenceKind> for LicenceKindDto {
    fn from(kind: LicenceKind) -> Self {
        Self {
            rule: kind.rule.into(),
            customers: kind.customers,
        }
    }
}

impl From<ProductRule> for ProductRuleDto {
    fn from(product: ProductRule) -> Self {
        Self {
            key: product.key,
            name: product.name,
            rule: product.rule.map(Into::into),
            proposed: product.proposed.map(Into::into),
        }
    }
}

impl From<SeatSetup> for SeatSetupDto {
    fn from(setup: SeatSetup) -> Self {
        Self {
            wants_seats: setup.wants_seats,
            read: setup.read.map(|read| LicenceListDto {
                read_at: read.read_at,
                no_module: read.no_module,
            }),
            found_empty: setup.found_empty.map(|found| FoundEmptyDto {
                at: found.at,
                licences: found.licences,
                customers: found.customers,
                chosen: found.chosen,
            }),
            invoices: setup.invoices.map(Into::into),
            products: setup.products.into_iter().map(Into::into).collect(),
            kinds: setup.kinds.into_iter().map(Into::into).collect(),
            unmapped: setup.unmapped,
            has_pairs: setup.has_pairs,
            writing_since: setup.writing_since,
        }
    }
}

impl From<InvoiceListRow> for InvoiceListDto {
    fn from(row: InvoiceListRow) -> Self {
        Self {
            state: match row.state {
                InvoiceState::Read => InvoiceStateDto::Read,
                InvoiceState::NotGranted => InvoiceStateDto::NotGranted,
                InvoiceState::Refused => InvoiceStateDto::Refused,
                InvoiceState::Failed => InvoiceStateDto::Failed,
            },
            invoices: row.invoices,
            read_at: row.read_at,
            note: row.note,
        }
    }
}

impl BilledByDto {
    /// Lines with what they would bill of a count.
    pub fn of_count(lines: Vec<BilledBy>, count: Option<u32>) -> Vec<Self> {
        let of_line = |line: BilledBy| Self {
            invoice: line.invoice,
            billed: count.and_then(|count| line.billed(count)),
            words: line.in_words(),
            text: line.text,
        };
        lines.into_iter().map(of_line).collect()
    }
}

impl From<SeatState> for SeatStateDto {
    fn from(state: SeatState) -> Self {
        match state {
            SeatState::Equal => Self::Equal,
            SeatState::Up => Self::Up,
            SeatState::Down => Self::Down,
            SeatState::New => Self::New,
            SeatState::NoLicence => Self::NoLicence,
            SeatState::Odd => Self::Odd,
        }
    }
}

impl From<SeatStateDto> for SeatState {
    fn from(state: SeatStateDto) -> Self {
        match state {
            SeatStateDto::Equal => Self::Equal,
            SeatStateDto::Up => Self::Up,
            SeatStateDto::Down => Self::Down,
            SeatStateDto::New => Self::New,
            SeatStateDto::NoLicence => Self::NoLicence,
            SeatStateDto::Odd => Self::Odd,
        }
    }
}

impl From<SeatQueryDto> for SeatQuery {
    fn from(query: SeatQueryDto) -> Self {
        let rows = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Self {
            state: query.state.map(Into::into),
            text: query.text,
            offset: rows(query.offset),
            limit: rows(query.limit),
        }
    }
}

impl From<SeatView> for SeatRowDto {
    fn from(view: SeatView) -> Self {
        let licence = view.row.licence.map_or(0, engine::domain::LicenceId::get);
        Self {
            key: format!("{} {} {licence}", view.row.customer, view.row.product),
            organizations: view
                .organizations
                .into_iter()
                .map(|(id, name)| SeatOrganizationDto {
                    id: id.into(),
                    name,
                })
                .collect(),
            customer: view.row.customer.into(),
            customer_name: view.customer,
            product: view.product,
            licence: view.licence,
            billed_by: BilledByDto::of_count(view.billed_by, view.row.vendor),
            vendor: view.row.vendor,
            halo: view.row.halo,
            state: view.row.state.into(),
            note: view.note,
        }
    }
}

impl From<SeatCounts> for SeatCountsDto {
    fn from(counts: SeatCounts) -> Self {
        let of = |state| counts.by_state.get(&state).copied().unwrap_or(0);
        Self {
            all: counts.all,
            equal: of(SeatState::Equal),
            up: of(SeatState::Up),
            down: of(SeatState::Down),
            new: of(SeatState::New),
            no_licence: of(SeatState::NoLicence),
            odd: of(SeatState::Odd),
        }
    }
}

impl From<SeatPage> for SeatPageDto {
    fn from(page: SeatPage) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let seats = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            rows: page.rows.into_iter().map(Into::into).collect(),
            offset: small(page.offset),
            total: small(page.total),
            counts: page.counts.into(),
            vendor_total: seats(page.totals.vendor),
            halo_total: seats(page.totals.halo),
        }
    }
}
