//! What speaks against a pair: the wrong-pair detector.
//!
//! A warning is only raised where a person would look twice. Records that say nothing (no domain, a free-mail address, no
//! seats, no people in Halo) raise none: a list of false alarms is not read.

use crate::{
    CustomerId, OrganizationId,
    code::coded_enum,
    matching::{NameAgreement, domain_spells, is_barred_domain, name_agreement},
};

#[cfg(test)]
mod tests;

/// Seats and people are far apart from this factor on.
const FAR_BY_FACTOR: u32 = 4;

/// They are near while they differ by fewer than this.
const NEAR_BY_COUNT: u32 = 20;

/// With fewer people Halo holds a few contacts, not the staff.
const FEWEST_PEOPLE: u32 = 10;

coded_enum! {
    /// A kind of warning, the gravest first.
    pub enum WarningKind {
        /// Halo no longer lists the customer.
        Gone = "gone",
        /// Halo has the customer switched off.
        Inactive = "inactive",
        /// The customer is the service provider itself.
        OwnCustomer = "own_customer",
        /// A customer that fits better is mapped to somebody whom it does not fit.
        Swapped = "swapped",
        /// The domains differ, and more than the domains.
        DomainClash = "domain_clash",
        /// Another organisation has the customer as well, or fits it better.
        TwoOrganizations = "two_organizations",
        /// Far more seats than people, or the other way round.
        SeatsFar = "seats_far",
    }
}

impl WarningKind {
    /// Whether somebody may say that it is right all the same. A customer that is gone cannot be right.
    pub const fn may_be_set_aside(self) -> bool {
        !matches!(self, Self::Gone)
    }
}

/// A warning with what it is about, names as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// See [`WarningKind::Gone`].
    Gone,
    /// See [`WarningKind::Inactive`].
    Inactive,
    /// See [`WarningKind::OwnCustomer`].
    OwnCustomer,
    /// See [`WarningKind::Swapped`].
    Swapped {
        /// The customer that fits better.
        fits: String,
        /// The organisation that has it.
        held_by: String,
        /// Whether that organisation fits this pair's customer in turn.
        is_exchange: bool,
    },
    /// See [`WarningKind::DomainClash`].
    DomainClash {
        /// The organisation's domain.
        domain: String,
        /// The customer that has it, if one does.
        holder: Option<String>,
    },
    /// See [`WarningKind::TwoOrganizations`].
    TwoOrganizations {
        /// The other one.
        other: String,
        /// Whether it is mapped to the customer too.
        shares: bool,
    },
    /// See [`WarningKind::SeatsFar`].
    SeatsFar {
        /// Most seats of one product, with those of the organisations that share the customer.
        seats: u32,
        /// People that Halo has for the customer.
        users: u32,
    },
}

impl Warning {
    /// Its kind.
    pub const fn kind(&self) -> WarningKind {
        match self {
            Self::Gone => WarningKind::Gone,
            Self::Inactive => WarningKind::Inactive,
            Self::OwnCustomer => WarningKind::OwnCustomer,
            Self::Swapped { .. } => WarningKind::Swapped,
            Self::DomainClash { .. } => WarningKind::DomainClash,
            Self::TwoOrganizations { .. } => WarningKind::TwoOrganizations,
            Self::SeatsFar { .. } => WarningKind::SeatsFar,
        }
    }
}

/// An organisation, as far as the rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorSide {
    /// Our id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Registrable domains.
    pub domains: Vec<String>,
    /// Most seats of one product; `None` when no product has any.
    pub seats: Option<u32>,
}

/// A customer, as far as the rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HaloSide {
    /// Halo's id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Registrable domains.
    pub domains: Vec<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// Whether it is the service provider itself.
    pub is_own: bool,
    /// People that Halo has for it; `None` when nobody has counted.
    pub users: Option<u32>,
}

/// A pair, made or thought of, with those around it that could belong to either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The organisation.
    pub organization: VendorSide,
    /// Its customer; `None` when Halo no longer lists it.
    pub customer: Option<HaloSide>,
    /// Other customers that share a domain or the name with the organisation, each with the organisations that have it.
    pub others: Vec<(HaloSide, Vec<VendorSide>)>,
    /// Organisations that wait for a decision and share a domain or the name with the customer.
    pub waiting: Vec<VendorSide>,
    /// Other organisations that are mapped to the same customer.
    pub sharing: Vec<VendorSide>,
    /// Whether several organisations may have one customer.
    pub may_share: bool,
}

/// What speaks against the pair, the gravest first.
pub fn warnings(around: &Surroundings) -> Vec<Warning> {
    let Some(customer) = &around.customer else {
        return vec![Warning::Gone];
    };
    let organization = &around.organization;
    let fit = Fit::of(organization, customer);
    let mut warnings = Vec::new();
    if customer.inactive {
        warnings.push(Warning::Inactive);
    }
    if customer.is_own && fit == Fit::NOTHING {
        warnings.push(Warning::OwnCustomer);
    }
    warnings.extend(swapped(around, customer, fit));
    warnings.extend(domain_clash(around, customer, fit));
    warnings.extend(two_organizations(around, customer, fit));
    warnings.extend(seats_far(around, customer));
    warnings
}

/// How two records fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fit {
    /// They have a domain of their own in common.
    domain: bool,
    name: NameAgreement,
}

impl Fit {
    const NOTHING: Self = Self {
        domain: false,
        name: NameAgreement::None,
    };

    fn of(organization: &VendorSide, customer: &HaloSide) -> Self {
        Self {
            domain: shared(organization, customer).is_some(),
            name: name_agreement(&organization.name, &customer.name),
        }
    }

    /// The two count alike: a company may have moved to another domain, or to another name.
    const fn points(self) -> u32 {
        let name = match self.name {
            NameAgreement::None => 0,
            NameAgreement::Related => 1,
            NameAgreement::Same => 2,
        };
        name + if self.domain { 2 } else { 0 }
    }

    /// Whether they could be accepted as a pair for this alone.
    const fn is_good(self) -> bool {
        self.points() >= 2
    }
}

/// The domains that are nobody else's by nature.
fn own(domains: &[String]) -> impl Iterator<Item = &String> {
    domains.iter().filter(|domain| !is_barred_domain(domain))
}

fn shared<'a>(organization: &'a VendorSide, customer: &HaloSide) -> Option<&'a String> {
    own(&organization.domains).find(|domain| customer.domains.contains(domain))
}

fn swapped(around: &Surroundings, customer: &HaloSide, fit: Fit) -> Option<Warning> {
    let organization = &around.organization;
    around.others.iter().find_map(|(other, holders)| {
        let better = Fit::of(organization, other);
        let stands = other.id != customer.id
            && better.is_good()
            && better.points() > fit.points()
            && !holders
                .iter()
                .any(|holder| holder.id == organization.id || Fit::of(holder, other).is_good());
        let holder = holders.first().filter(|_| stands)?;
        Some(Warning::Swapped {
            fits: other.name.clone(),
            held_by: holder.name.clone(),
            is_exchange: Fit::of(holder, customer).is_good(),
        })
    })
}

fn domain_clash(around: &Surroundings, customer: &HaloSide, fit: Fit) -> Option<Warning> {
    let organization = &around.organization;
    let first = own(&organization.domains).next()?;
    if fit.domain {
        return None;
    }
    let has_domain = own(&customer.domains).next().is_some();
    let holder = around.others.iter().find_map(|(other, _)| {
        let domain = shared(organization, other)?;
        let name = name_agreement(&organization.name, &other.name);
        // A group keeps its domain at one of its companies: then this customer's name agrees better. A record that was
        // switched off is an older one of the same company.
        let is_nearer = if has_domain {
            name >= fit.name
        } else {
            name > fit.name
        };
        let stands = other.id != customer.id && !other.inactive && is_nearer;
        stands.then(|| (domain.clone(), other.name.clone()))
    });
    if let Some((domain, holder)) = holder {
        return Some(Warning::DomainClash {
            domain,
            holder: Some(holder),
        });
    }
    let spells =
        |domains: &[String], name: &str| own(domains).any(|domain| domain_spells(domain, name));
    let is_stranger = has_domain
        && fit.name == NameAgreement::None
        && !spells(&organization.domains, &customer.name)
        && !spells(&customer.domains, &organization.name);
    is_stranger.then(|| Warning::DomainClash {
        domain: first.clone(),
        holder: None,
    })
}

fn two_organizations(around: &Surroundings, customer: &HaloSide, fit: Fit) -> Option<Warning> {
    // Several were meant to have it; whether each fits is for the other rules to say.
    if around.may_share {
        return None;
    }
    if let Some(sharer) = around.sharing.first() {
        return Some(Warning::TwoOrganizations {
            other: sharer.name.clone(),
            shares: true,
        });
    }
    let fits_better = |other: &&VendorSide| {
        let better = Fit::of(other, customer);
        other.id != around.organization.id && better.is_good() && better.points() > fit.points()
    };
    let other = around.waiting.iter().find(fits_better)?;
    Some(Warning::TwoOrganizations {
        other: other.name.clone(),
        shares: false,
    })
}

fn seats_far(around: &Surroundings, customer: &HaloSide) -> Option<Warning> {
    let own = around.organization.seats.filter(|seats| *seats > 0)?;
    // People of a customer that several share have the seats of all of them.
    let seats = around
        .sharing
        .iter()
        .filter_map(|other| other.seats)
        .fold(own, u32::saturating_add);
    let users = customer.users.filter(|users| *users >= FEWEST_PEOPLE)?;
    let (fewer, more) = (seats.min(users), seats.max(users));
    let is_far = more - fewer >= NEAR_BY_COUNT && more / FAR_BY_FACTOR >= fewer;
    is_far.then_some(Warning::SeatsFar { seats, users })
}
