//! Where the customer of a pair may have gone: customers that are like an organisation whose own one Halo no longer lists.
//!
//! Halo says of a customer that is gone neither whether it was deleted nor, if it was merged, into which other: its list
//! of customers has no such field (halo-api 3.1). But a customer that was merged into another has left its people there,
//! and with them their domains.

use domain::{
    Band, Evidence, ProfileId, Reason,
    matching::{is_barred_domain, search_key},
    warning::VendorSide,
};
use store::organizations::OrganizationRow;
use store::suggestions::CandidateRow;
use store::surroundings::{Near, Records as _};
use store::{Connection, rejections};

/// More are not worth offering: whoever has to look through so many searches.
const MOST: usize = 3;

/// In what way two names are the same.
fn same_name(customer: &str, organization: &str) -> Option<Reason> {
    if customer == organization {
        return Some(Reason::NameExact);
    }
    (search_key(customer) == search_key(organization)).then_some(Reason::NameFolded)
}

/// Active customers that share a domain or the name with an organisation, those with more in common first.
pub(super) fn successors(
    conn: &Connection,
    profile: ProfileId,
    organization: &OrganizationRow,
) -> store::Result<Vec<CandidateRow>> {
    let side = VendorSide {
        id: organization.id,
        seats: None,
        name: organization.name.clone(),
        domains: organization.domains.clone(),
    };
    let refused = rejections::of(conn, profile, organization.id)?;
    let mut found = Vec::new();
    for id in (Near { conn, profile }).customers_like(&side)? {
        let Some(customer) = store::customers::get(conn, profile, id)? else {
            continue;
        };
        if customer.inactive || refused.iter().any(|refusal| refusal.customer == id) {
            continue;
        }
        let has_domain = customer
            .domains
            .iter()
            .any(|domain| !is_barred_domain(domain) && side.domains.contains(domain));
        let reasons: Vec<Reason> = [
            has_domain.then_some(Reason::Domain),
            same_name(&customer.name, &side.name),
        ]
        .into_iter()
        .flatten()
        .collect();
        let band = if reasons.len() > 1 {
            Band::Strong
        } else {
            Band::Possible
        };
        // A name that is the same but for its legal ending.
        let reasons = if reasons.is_empty() {
            vec![Reason::NameFolded]
        } else {
            reasons
        };
        found.push(CandidateRow {
            customer: id,
            evidence: Evidence { band, reasons },
            is_clear: false,
        });
    }
    found.sort_by_key(|candidate| candidate.evidence.band);
    found.truncate(MOST);
    Ok(found)
}
