//! Both sides of every product at every customer, and how they stand to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::found::{Found, FoundBy, HaloLicence, LicenceRule, find};
use crate::code::coded_enum;
use crate::{CustomerId, LicenceId, OrganizationId};

coded_enum! {
    /// How the two sides stand to each other.
    pub enum SeatState {
        /// Both say the same.
        Equal = "equal",
        /// The vendor counts more.
        Up = "up",
        /// The vendor counts fewer.
        Down = "down",
        /// The customer has no such licence yet.
        New = "new",
        /// Nothing says which licence the product stands for.
        NoLicence = "no_licence",
        /// The two cannot be compared.
        Odd = "odd",
    }
}

coded_enum! {
    /// Why two sides cannot be compared.
    pub enum Oddity {
        /// Halo no longer lists the customer.
        CustomerGone = "customer_gone",
        /// Several licences of the customer fit.
        SeveralLicences = "several_licences",
        /// The vendor tells no number, for one of the organisations at least. It is not taken for a zero.
        NotTold = "not_told",
        /// Halo's count is less than nothing, or no whole number.
        HaloCount = "halo_count",
        /// The licence is no longer in force in Halo.
        Inactive = "inactive",
        /// Two products count on the same licence.
        TwoProducts = "two_products",
        /// Halo has the licence, and no organisation is mapped to its customer.
        NoOrganization = "no_organization",
    }
}

/// The vendor's side: one organisation and one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatSide {
    /// The organisation.
    pub organization: OrganizationId,
    /// The customer it is mapped to.
    pub customer: CustomerId,
    /// Whether Halo still lists that customer.
    pub customer_is_there: bool,
    /// The product's key.
    pub product: String,
    /// Seats, where the vendor tells them.
    pub seats: Option<u32>,
    /// The licence chosen for this pair, with its name at that time.
    pub chosen: Option<(LicenceId, String)>,
}

/// What one organisation of a row tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub organization: OrganizationId,
    /// Its seats, where the vendor tells them.
    pub seats: Option<u32>,
}

/// A product at a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRow {
    /// The customer.
    pub customer: CustomerId,
    /// The product's key.
    pub product: String,
    /// The licence, where exactly one was found.
    pub licence: Option<LicenceId>,
    /// How it was found.
    pub found_by: Option<FoundBy>,
    /// Who sums up to the vendor's count.
    pub told: Vec<Told>,
    /// Seats by the vendor: the sum, where every organisation tells its own.
    pub vendor: Option<u32>,
    /// Seats by Halo.
    pub halo: Option<u32>,
    /// How the two stand.
    pub state: SeatState,
    /// Why they cannot be compared.
    pub oddity: Option<Oddity>,
}

impl SeatRow {
    /// Whether a plan has a line for it.
    pub fn differs(&self) -> bool {
        matches!(self.state, SeatState::Up | SeatState::Down | SeatState::New)
    }
}

/// Compares everything. `before` is what the rules found at the last read, by customer and product.
///
/// Rows come by customer, product and licence. What neither side knows of is no row.
pub fn compare(
    sides: &[SeatSide],
    licences: &[HaloLicence],
    rules: &BTreeMap<String, LicenceRule>,
    before: &BTreeMap<(CustomerId, String), LicenceId>,
) -> Vec<SeatRow> {
    let of_customers = by_customer(licences);
    let mut rows: BTreeMap<(CustomerId, String, Option<LicenceId>), SeatRow> = BTreeMap::new();
    for side in sides {
        let own = of_customers
            .get(&side.customer)
            .map_or(&[][..], Vec::as_slice);
        let key = (side.customer, side.product.clone());
        let found = find(
            own,
            side.chosen.as_ref(),
            rules.get(&side.product),
            before.get(&key).copied(),
        );
        let row = opened(side.customer, &side.product, found, side.customer_is_there);
        let row = rows.entry((key.0, key.1, row.licence)).or_insert(row);
        row.told.push(Told {
            organization: side.organization,
            seats: side.seats,
        });
    }
    for (customer, own) in &of_customers {
        for (product, rule) in rules {
            let key = (*customer, product.clone());
            let found = find(own, None, Some(rule), before.get(&key).copied());
            let is_known = rows
                .range((*customer, product.clone(), None)..)
                .next()
                .is_some_and(|((at, known, _), _)| at == customer && known == product);
            if let (Found::One(..), false) = (found, is_known) {
                let row = opened(*customer, product, found, true);
                rows.insert((*customer, product.clone(), row.licence), row);
            }
        }
    }
    let shared = used_twice(rows.values());
    rows.into_values()
        .map(|row| settled(row, &shared))
        .filter(|row| !is_nothing(row))
        .collect()
}

fn by_customer(licences: &[HaloLicence]) -> BTreeMap<CustomerId, Vec<HaloLicence>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for licence in licences {
        all.entry(licence.customer)
            .or_default()
            .push(licence.clone());
    }
    all
}

fn opened(customer: CustomerId, product: &str, found: Found<'_>, is_there: bool) -> SeatRow {
    let (licence, found_by, halo, mut state, mut oddity) = match found {
        Found::One(licence, by) => (
            Some(licence.id),
            Some(by),
            licence.seats(),
            SeatState::Equal,
            oddity_of(licence),
        ),
        Found::Several(_) => (
            None,
            None,
            None,
            SeatState::Odd,
            Some(Oddity::SeveralLicences),
        ),
        Found::None => (None, None, None, SeatState::New, None),
        Found::NoRule => (None, None, None, SeatState::NoLicence, None),
    };
    if !is_there {
        oddity = Some(Oddity::CustomerGone);
    }
    if oddity.is_some() {
        state = SeatState::Odd;
    }
    SeatRow {
        customer,
        product: product.to_owned(),
        licence,
        found_by,
        told: Vec::new(),
        vendor: None,
        halo,
        state,
        oddity,
    }
}

fn oddity_of(licence: &HaloLicence) -> Option<Oddity> {
    if !licence.is_active {
        return Some(Oddity::Inactive);
    }
    licence.seats().is_none().then_some(Oddity::HaloCount)
}

/// Licences that rows of more than one product count on.
fn used_twice<'a>(rows: impl Iterator<Item = &'a SeatRow>) -> BTreeSet<LicenceId> {
    let mut seen = BTreeSet::new();
    rows.filter_map(|row| row.licence)
        .filter(|licence| !seen.insert(*licence))
        .collect()
}

/// Sums the vendor's side up and says how both stand.
fn settled(mut row: SeatRow, shared: &BTreeSet<LicenceId>) -> SeatRow {
    let sum = row
        .told
        .iter()
        .try_fold(0_u32, |sum, told| sum.checked_add(told.seats?));
    row.vendor = sum.filter(|_| !row.told.is_empty());
    if row.licence.is_some_and(|licence| shared.contains(&licence)) {
        row.oddity = row.oddity.or(Some(Oddity::TwoProducts));
    }
    if row.told.is_empty() {
        row.oddity = row.oddity.or(Some(Oddity::NoOrganization));
    } else if row.vendor.is_none() && row.state != SeatState::NoLicence {
        row.oddity = row.oddity.or(Some(Oddity::NotTold));
    }
    if row.oddity.is_some() {
        row.state = SeatState::Odd;
        return row;
    }
    if let (SeatState::Equal, Some(vendor), Some(halo)) = (row.state, row.vendor, row.halo) {
        row.state = match vendor.cmp(&halo) {
            std::cmp::Ordering::Equal => SeatState::Equal,
            std::cmp::Ordering::Greater => SeatState::Up,
            std::cmp::Ordering::Less => SeatState::Down,
        };
    }
    row
}

/// No licence there, and no seat here that asks for one.
fn is_nothing(row: &SeatRow) -> bool {
    let has_licence = row.licence.is_some() || row.oddity == Some(Oddity::SeveralLicences);
    !has_licence
        && row
            .told
            .iter()
            .all(|told| told.seats.is_none_or(|seats| seats == 0))
}
