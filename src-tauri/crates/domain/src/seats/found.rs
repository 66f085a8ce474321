//! Which software licence of a customer counts the seats of a product.

use crate::code::coded_enum;
use crate::{CustomerId, LicenceId, matching::search_key};

coded_enum! {
    /// By what a licence is told at every customer alike. Halo has no key that all use (halo-api.md section 7).
    pub enum LicenceKey {
        /// By its name.
        Name = "name",
        /// By the vendor's number of the product, which somebody has to keep in Halo.
        Sku = "sku",
    }
}

coded_enum! {
    /// How a licence was found.
    pub enum FoundBy {
        /// By its id, which was chosen for this pair.
        Choice = "choice",
        /// What was chosen for this pair is gone, and one of the same name is there.
        ChosenName = "chosen_name",
        /// By the product's rule.
        Rule = "rule",
        /// By the id that the rule had found before: the licence was renamed in Halo, or lost its number.
        Renamed = "renamed",
    }
}

/// The licence that a product stands for, across customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRule {
    /// By what it is told.
    pub key: LicenceKey,
    /// The name or number itself.
    pub value: String,
    /// The name that a licence gets which is made by this rule.
    pub name: String,
}

/// A software licence as Halo lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HaloLicence {
    /// Halo's id.
    pub id: LicenceId,
    /// Whose it is.
    pub customer: CustomerId,
    /// Its name, possibly empty.
    pub name: String,
    /// The vendor's number of the product.
    pub sku: Option<String>,
    /// Seats as Halo says them; `None` for what is no whole number.
    pub count: Option<i64>,
    /// Whether it is in force.
    pub is_active: bool,
}

impl HaloLicence {
    /// Seats, where Halo's count makes sense as such.
    pub fn seats(&self) -> Option<u32> {
        self.count.and_then(|count| u32::try_from(count).ok())
    }

    /// Whether a rule means it.
    pub fn fits(&self, rule: &LicenceRule) -> bool {
        match rule.key {
            LicenceKey::Name => search_key(&self.name) == search_key(&rule.value),
            LicenceKey::Sku => self
                .sku
                .as_deref()
                .is_some_and(|sku| sku.trim().eq_ignore_ascii_case(rule.value.trim())),
        }
    }
}

/// What was found at a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Exactly one.
    One(&'a HaloLicence, FoundBy),
    /// Several that cannot be told apart.
    Several(usize),
    /// None, and one of this rule can be made.
    None,
    /// Nothing says which licence the product stands for.
    NoRule,
}

/// Finds a product's licence among a customer's: the one chosen for the pair by its id, then one of the chosen name, then
/// by the rule, then the one that the rule found before. Nothing is guessed between several.
pub fn find<'a>(
    licences: &'a [HaloLicence],
    chosen: Option<&(LicenceId, String)>,
    rule: Option<&LicenceRule>,
    before: Option<LicenceId>,
) -> Found<'a> {
    let with_id = |id: LicenceId| licences.iter().find(|licence| licence.id == id);
    if let Some((id, name)) = chosen {
        if let Some(licence) = with_id(*id) {
            return Found::One(licence, FoundBy::Choice);
        }
        let wanted = search_key(name);
        let named = licences
            .iter()
            .filter(|licence| !wanted.is_empty() && search_key(&licence.name) == wanted);
        if let found @ (Found::One(..) | Found::Several(_)) = only(named, FoundBy::ChosenName) {
            return found;
        }
    }
    let Some(rule) = rule else {
        return Found::NoRule;
    };
    match only(
        licences.iter().filter(|licence| licence.fits(rule)),
        FoundBy::Rule,
    ) {
        Found::None => before
            .and_then(with_id)
            .map_or(Found::None, |licence| Found::One(licence, FoundBy::Renamed)),
        // One of two twins is known by its id.
        Found::Several(count) => before
            .and_then(with_id)
            .filter(|licence| licence.fits(rule))
            .map_or(Found::Several(count), |licence| {
                Found::One(licence, FoundBy::Rule)
            }),
        found @ (Found::One(..) | Found::NoRule) => found,
    }
}

/// The only one, or the only one in force: an old licence beside its successor is no rival.
fn only<'a>(found: impl Iterator<Item = &'a HaloLicence>, by: FoundBy) -> Found<'a> {
    let mut all: Vec<_> = found.collect();
    if all.iter().any(|licence| licence.is_active) {
        all.retain(|licence| licence.is_active);
    }
    match all.as_slice() {
        [] => Found::None,
        [one] => Found::One(one, by),
        several => Found::Several(several.len()),
    }
}
