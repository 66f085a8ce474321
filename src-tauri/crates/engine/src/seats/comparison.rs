//! The comparison as it is shown: rows with names, filtered, a page at a time.

use std::collections::BTreeMap;

use domain::billing::BilledBy;
use domain::matching::search_key;
use domain::seats::{FoundBy, HaloLicence, LicenceRule, Oddity, SeatRow, SeatState, compare};
use domain::{CustomerId, LicenceId, OrganizationId, ProfileId};
use store::Connection;
use store::licences::LicenceRow;
use store::seats::SideRow;

use super::kept::LastComparison;
use crate::Engine;
use crate::error::Result;

/// Which rows are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeatQuery {
    /// Only these.
    pub state: Option<SeatState>,
    /// Only rows with this in a name.
    pub text: String,
    /// Rows to pass over.
    pub offset: usize,
    /// Rows at most.
    pub limit: usize,
}

/// How many rows stand how, of those that fit the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeatCounts {
    /// By state, each there is.
    pub by_state: BTreeMap<SeatState, u32>,
    /// All of them.
    pub all: u32,
}

/// Seats of all rows that fit the text and can be compared. A licence that is not there yet counts as none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeatTotals {
    /// By the vendor.
    pub vendor: u64,
    /// By Halo.
    pub halo: u64,
}

impl SeatTotals {
    /// With a row, where it can be compared.
    pub(super) fn add(&mut self, row: &SeatRow) {
        let has_both = matches!(
            row.state,
            SeatState::Equal | SeatState::Up | SeatState::Down | SeatState::New
        );
        if let (true, Some(vendor)) = (has_both, row.vendor) {
            self.vendor += u64::from(vendor);
            self.halo += u64::from(row.halo.unwrap_or(0));
        }
    }
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatView {
    /// What was compared.
    pub row: SeatRow,
    /// The organisations it is for, by name.
    pub organizations: Vec<(OrganizationId, String)>,
    /// The customer's name.
    pub customer: String,
    /// The product's name.
    pub product: String,
    /// The licence's name in Halo; for one that is to be made, the name it will get.
    pub licence: Option<String>,
    /// A remark: how it sums up, why it cannot be compared, how the licence was found.
    pub note: Option<String>,
    /// Lines of recurring invoices that take their quantity from the licence.
    pub billed_by: Vec<BilledBy>,
}

/// A page of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatPage {
    /// The rows, differences first.
    pub rows: Vec<SeatView>,
    /// Rows passed over before them.
    pub offset: usize,
    /// Rows that fit in all.
    pub total: usize,
    /// How they stand.
    pub counts: SeatCounts,
    /// What they sum up to.
    pub totals: SeatTotals,
}

/// Everything that is compared, with the names for it.
pub(super) struct Basis {
    sides: Vec<SideRow>,
    licences: Vec<HaloLicence>,
    rules: BTreeMap<String, LicenceRule>,
    products: BTreeMap<String, String>,
    /// Names of customers that have licences and nobody mapped to them.
    others: BTreeMap<CustomerId, String>,
    billed: BTreeMap<LicenceId, Vec<BilledBy>>,
    rows: Vec<SeatRow>,
}

impl Basis {
    pub(super) fn load(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        let sides = store::seats::sides(conn, profile)?;
        let licences: Vec<HaloLicence> = store::licences::all(conn, profile)?
            .into_iter()
            .map(|(customer, row)| as_compared(customer, row))
            .collect();
        let rules = store::seats::rules(conn, profile)?;
        let before = store::seats::found(conn, profile)?;
        let vendor = store::vendors::load(conn, profile)?;
        let plain: Vec<_> = sides.iter().map(|row| row.side.clone()).collect();
        let mut rows = compare(&plain, &licences, &rules, &before);
        rows.sort_by_key(|row| rank(row.state));
        let mut others = BTreeMap::new();
        for row in rows.iter().filter(|row| row.told.is_empty()) {
            if let Some(customer) = store::customers::get(conn, profile, row.customer)? {
                others.insert(row.customer, customer.name);
            }
        }
        let products = vendor.products.into_iter();
        Ok(Self {
            sides,
            licences,
            rules,
            products: products.map(|p| (p.key, p.name)).collect(),
            others,
            billed: store::invoices::by_licence(conn, profile)?,
            rows,
        })
    }

    /// Keeps which licence each rule led to, for the day on which it is renamed.
    pub(super) fn remember_found(
        &self,
        conn: &Connection,
        profile: ProfileId,
    ) -> store::Result<()> {
        for row in &self.rows {
            if let (Some(licence), Some(FoundBy::Rule)) = (row.licence, row.found_by) {
                let (customer, product) = (row.customer, &row.product);
                store::seats::remember_found(conn, profile, customer, product, licence)?;
            }
        }
        Ok(())
    }

    /// What was compared.
    pub(super) fn rows(&self) -> &[SeatRow] {
        &self.rows
    }

    /// The licence that a product stands for.
    pub(super) fn rule(&self, product: &str) -> Option<&LicenceRule> {
        self.rules.get(product)
    }

    /// The rows as they are shown.
    pub(super) fn views(&self) -> Vec<SeatView> {
        let names: BTreeMap<OrganizationId, &SideRow> = self
            .sides
            .iter()
            .map(|row| (row.side.organization, row))
            .collect();
        let licences: BTreeMap<LicenceId, &str> = self
            .licences
            .iter()
            .map(|licence| (licence.id, licence.name.as_str()))
            .collect();
        let view = |row: &SeatRow| {
            let organizations: Vec<_> = row
                .told
                .iter()
                .filter_map(|told| names.get(&told.organization))
                .map(|side| (side.side.organization, side.organization.clone()))
                .collect();
            let customer = row
                .told
                .first()
                .and_then(|told| names.get(&told.organization))
                .map(|side| side.customer.clone())
                .or_else(|| self.others.get(&row.customer).cloned());
            let product = self.products.get(&row.product);
            let rule = self.rules.get(&row.product);
            SeatView {
                customer: customer.unwrap_or_else(|| format!("Customer {}", row.customer)),
                product: product.unwrap_or(&row.product).clone(),
                licence: row.licence.map_or_else(
                    || rule.map(|rule| rule.name.clone()),
                    |id| licences.get(&id).map(|name| (*name).to_owned()),
                ),
                note: note(row, rule),
                organizations,
                billed_by: row
                    .licence
                    .and_then(|id| self.billed.get(&id))
                    .cloned()
                    .unwrap_or_default(),
                row: row.clone(),
            }
        };
        self.rows.iter().map(view).collect()
    }
}

/// A licence as it is kept, as it is compared.
pub(super) fn as_compared(customer: CustomerId, row: LicenceRow) -> HaloLicence {
    HaloLicence {
        id: row.id,
        customer,
        name: row.name,
        sku: row.sku,
        count: row.seats.map(i64::from),
        is_active: row.is_active,
    }
}

/// Differences first, then what has to be looked at.
fn rank(state: SeatState) -> u8 {
    match state {
        SeatState::Down => 0,
        SeatState::Up => 1,
        SeatState::New => 2,
        SeatState::Odd => 3,
        SeatState::NoLicence => 4,
        SeatState::Equal => 5,
    }
}

fn note(row: &SeatRow, rule: Option<&LicenceRule>) -> Option<String> {
    if let Some(oddity) = row.oddity {
        return Some(
            match oddity {
                Oddity::CustomerGone => "Halo no longer lists the customer",
                Oddity::SeveralLicences => {
                    "Several licences of the customer fit. Choose one in the organisation’s details"
                }
                Oddity::NotTold => "The vendor tells no number. It is not taken for a zero",
                Oddity::HaloCount => "Halo’s count is less than nothing, or no whole number",
                Oddity::Inactive => "The licence is no longer in force in Halo",
                Oddity::TwoProducts => "Two products count on the same licence",
                Oddity::NoOrganization => "No organisation here is mapped to this customer",
            }
            .to_owned(),
        );
    }
    match (row.state, row.found_by) {
        (SeatState::NoLicence, _) => {
            return Some("Say which licence the product stands for".to_owned());
        }
        (SeatState::New, _) => return Some("No such licence at this customer yet".to_owned()),
        (_, Some(FoundBy::Renamed)) => {
            let was = rule.map_or("another name", |rule| rule.name.as_str());
            return Some(format!("Found again by its id; it was {was}"));
        }
        (_, Some(FoundBy::ChosenName)) => {
            return Some("The one chosen is gone; found again by its name".to_owned());
        }
        (
            SeatState::Equal | SeatState::Up | SeatState::Down | SeatState::Odd,
            Some(FoundBy::Choice | FoundBy::Rule) | None,
        ) => {}
    }
    sum_of(row)
}

/// How several organisations sum up.
pub(super) fn sum_of(row: &SeatRow) -> Option<String> {
    let seats: Option<Vec<String>> = row
        .told
        .iter()
        .map(|told| told.seats.map(|seats| seats.to_string()))
        .collect();
    let (last, others) = seats.as_deref()?.split_last()?;
    (!others.is_empty()).then(|| {
        format!(
            "Sum of {} organisations: {} and {last}",
            row.told.len(),
            others.join(", ")
        )
    })
}

impl Engine {
    /// A page of the comparison between the vendor's seats and Halo's licences, as both are known.
    pub async fn seats(&self, profile: ProfileId, query: SeatQuery) -> Result<SeatPage> {
        let last = self.store.beside::<LastComparison>();
        let views = self.store.read(move |tx| last.views(tx, profile)).await?;
        Ok(page(&views, &query))
    }
}

fn page(views: &[SeatView], query: &SeatQuery) -> SeatPage {
    let wanted = search_key(&query.text);
    let mut counts = SeatCounts::default();
    let mut totals = SeatTotals::default();
    let mut fitting = Vec::new();
    for view in views {
        if !wanted.is_empty() && !has_text(view, &wanted) {
            continue;
        }
        counts.all += 1;
        *counts.by_state.entry(view.row.state).or_default() += 1;
        totals.add(&view.row);
        if query.state.is_none_or(|state| state == view.row.state) {
            fitting.push(view);
        }
    }
    SeatPage {
        total: fitting.len(),
        offset: query.offset,
        rows: fitting
            .into_iter()
            .skip(query.offset)
            .take(query.limit)
            .cloned()
            .collect(),
        counts,
        totals,
    }
}

fn has_text(view: &SeatView, wanted: &str) -> bool {
    let organizations = view.organizations.iter().map(|(_, name)| name);
    organizations
        .chain([&view.customer, &view.product])
        .chain(&view.licence)
        .any(|text| search_key(text).contains(wanted))
}
