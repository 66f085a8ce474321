//! Customers, licences, rights, and organisations at their source.

use super::{Cause, Problem};
use crate::{CustomerId, LicenceId, OrganizationId, health::Area, health::Noted};

/// A pair with its customer as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedPair {
    /// The organisation.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's name when somebody last looked.
    pub known_name: String,
    /// The customer's name now, and whether Halo has it switched off. `None` when Halo no longer lists it.
    pub now: Option<(String, bool)>,
    /// Whether somebody said that the customer may be inactive.
    pub accepted_inactive: bool,
    /// Tickets of the organisation that are held.
    pub held: u32,
}

impl MovedPair {
    /// Under what the customer of a pair is remembered: another customer is another thing.
    pub fn key(organization: OrganizationId, customer: CustomerId) -> String {
        format!("{organization}:{customer}")
    }
}

/// What no longer holds about a pair.
///
/// Halo does not say of a customer that is gone whether it was deleted or merged into another one: its list of customers
/// has no such field (halo-api 3.1).
pub fn of_pair(pair: &MovedPair) -> Vec<Problem> {
    let problem = |cause, after: Option<&str>, note| Problem {
        cause,
        object: MovedPair::key(pair.organization, pair.customer),
        organization: Some(pair.organization),
        subject: pair.name.clone(),
        before: Some(pair.known_name.clone()),
        after: after.map(str::to_owned),
        note,
    };
    let Some((name, inactive)) = &pair.now else {
        let gone = "Deleted in Halo, or merged into another customer";
        return vec![problem(
            Cause::CustomerGone,
            None,
            Some(with_held(gone, pair.held)),
        )];
    };
    let mut problems = Vec::new();
    if *inactive && !pair.accepted_inactive {
        let note = with_held("Switched off in Halo", pair.held);
        problems.push(problem(Cause::CustomerInactive, None, Some(note)));
    }
    if *name != pair.known_name {
        problems.push(problem(Cause::CustomerRenamed, Some(name), None));
    }
    problems
}

fn with_held(what: &str, held: u32) -> String {
    match held {
        0 => what.to_owned(),
        1 => format!("{what}. 1 ticket is held"),
        many => format!("{what}. {many} tickets are held"),
    }
}

/// A licence that a pair counts seats on and that Halo did not list when the customer's licences were last read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneLicence {
    /// The organisation.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// The vendor's product, by its key.
    pub product_key: String,
    /// The vendor's product, by its name.
    pub product: String,
    /// The licence.
    pub licence: LicenceId,
    /// The licence's name when it was chosen.
    pub licence_name: String,
    /// Whether Halo has no licences at all.
    pub no_module: bool,
}

/// The problem of a licence that is gone.
pub fn gone_licence(gone: &GoneLicence) -> Problem {
    let why = if gone.no_module {
        "Halo has no software licences any more"
    } else {
        "The customer has no such licence any more"
    };
    Problem {
        cause: Cause::LicenceGone,
        object: format!(
            "{}:{}:{}",
            gone.organization, gone.product_key, gone.licence
        ),
        organization: Some(gone.organization),
        subject: format!("{}, {}", gone.name, gone.product),
        before: Some(gone.licence_name.clone()),
        after: None,
        note: Some(why.to_owned()),
    }
}

/// An organisation that a source brought, beside what is remembered of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceOrganization {
    /// Our id.
    pub id: OrganizationId,
    /// Its name now.
    pub name: String,
    /// Its name when somebody last looked; `None` for one that nobody has looked at.
    pub known_name: Option<String>,
    /// Whether nothing is decided about it.
    pub is_open: bool,
}

/// What the source changed about an organisation.
pub fn of_source(organization: &SourceOrganization) -> Option<Problem> {
    let problem = |cause, before: Option<&String>, after: Option<&String>| Problem {
        cause,
        object: organization.id.to_string(),
        organization: Some(organization.id),
        subject: organization.name.clone(),
        before: before.cloned(),
        after: after.cloned(),
        note: None,
    };
    match &organization.known_name {
        None if organization.is_open => Some(problem(Cause::OrganizationNew, None, None)),
        Some(known) if *known != organization.name => Some(problem(
            Cause::OrganizationRenamed,
            Some(known),
            Some(&organization.name),
        )),
        None | Some(_) => None,
    }
}

/// An organisation that an earlier import of its source listed and the newest did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneOrganization {
    /// Our id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// The customer that it is mapped to.
    pub customer: Option<String>,
}

/// The problem of an organisation that is gone from its source.
pub fn gone_organization(gone: &GoneOrganization) -> Problem {
    Problem {
        cause: Cause::OrganizationGone,
        object: gone.id.to_string(),
        organization: Some(gone.id),
        subject: gone.name.clone(),
        before: None,
        after: None,
        note: Some(match &gone.customer {
            Some(customer) => format!("Still mapped to {customer}"),
            None => "Not mapped".to_owned(),
        }),
    }
}

/// The problem of a right that the agent no longer has.
pub fn lost_right(area: Area, noted: &Noted) -> Problem {
    Problem {
        cause: Cause::RightLost,
        object: area.code().to_owned(),
        organization: None,
        subject: capitalized(area.name()),
        before: None,
        after: None,
        note: Some(noted.what.trim_end_matches('.').to_owned()),
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
