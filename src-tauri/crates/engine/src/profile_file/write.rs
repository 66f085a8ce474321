//! From the database to the file.

use std::collections::HashMap;

use domain::ticket_rules::NamedOwn;
use domain::vendor::Vendor;
use domain::{CustomerId, OrganizationId, ProfileId};
use store::Connection;
use store::licences::PairLicenceRow;
use store::organizations::OrganizationRow;
use store::pairs::PairRow;
use store::profiles::ProfileRow;
use store::rejections::RejectionRow;

use super::document::{
    AcceptedOn, Address, Customer, Document, FORMAT, Licence, Mapping, Offered, Organization,
    ProductLicence, Rejected, StatusSync, StatusWord, VERSION, Wanted, Word, Words,
};
use super::rules_image::InHalo;
use crate::organizations::mappings::origin_of;
use crate::ticket_rules::{known, not_taken};

/// A profile as it is now.
pub(super) fn document(
    conn: &Connection,
    profile: ProfileId,
    now: &str,
) -> store::Result<Document> {
    let row = store::profiles::get(conn, profile)?;
    let origin = origin_of(&row);
    let known = known(conn, profile)?;
    let here = store::ticket_rules::load(conn, profile)?;
    let mut offered_own = HashMap::new();
    let offered = not_taken(conn, profile, &here)?.map(|offered| {
        let own = offered.own.into_iter();
        offered_own = own.map(|(of, _, own)| (of, own)).collect();
        Offered {
            came_from: offered.came_from,
            ticket_rules: offered.everybody.map(Into::into),
        }
    });
    let sync = store::status_sync::load(conn, profile)?;
    let licences = store::seats::rules(conn, profile)?;
    Ok(Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        exported_at: now.to_owned(),
        profile: origin.profile,
        halo: origin.halo,
        address: address(&row),
        vendor: words(store::vendors::load(conn, profile)?),
        source: row.source.code().to_owned(),
        features: Wanted {
            tickets: row.features.tickets,
            status: row.features.status,
            seats: row.features.seats,
        },
        may_share: row.may_share,
        own_customer: own_customer(conn, profile, row.own_customer_id)?,
        ticket_rules: known
            .everybody
            .filter(|rules| rules.shared.ticket_type.is_some())
            .map(Into::into),
        offered_rules: offered,
        status_sync: StatusSync {
            conflict_rule: sync.conflict_rule.code().to_owned(),
            interval_seconds: sync.interval_seconds,
        },
        licences: licences
            .into_iter()
            .map(|(product, rule)| {
                let licence = ProductLicence {
                    told_by: rule.key.code().to_owned(),
                    value: rule.value,
                    name: rule.name,
                };
                (product, licence)
            })
            .collect(),
        mappings: mappings(conn, profile, known.own, offered_own)?,
    })
}

/// The demo's Halo has another address with every start, and is nobody else's.
fn address(row: &ProfileRow) -> Option<Address> {
    if row.is_demo {
        return None;
    }
    Some(Address {
        typed: row.address_typed.clone(),
        api: row.api_base.clone()?,
        authorization: row.auth_url.clone()?,
        tenant: row.tenant.clone(),
        original_host: row.original_host.clone(),
    })
}

fn own_customer(
    conn: &Connection,
    profile: ProfileId,
    id: Option<CustomerId>,
) -> store::Result<Option<InHalo>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let known = store::customers::get(conn, profile, id)?;
    Ok(Some(InHalo {
        id: id.get(),
        name: known.map(|customer| customer.name),
    }))
}

fn words(vendor: Vendor) -> Words {
    let word = |(key, name)| Word { key, name };
    let statuses = vendor.statuses.into_iter().map(|status| StatusWord {
        key: status.key,
        name: status.name,
        is_closed: status.is_closed,
    });
    let levels = vendor.levels.into_iter().map(|one| (one.key, one.name));
    let products = vendor.products.into_iter().map(|one| (one.key, one.name));
    Words {
        key: vendor.key,
        name: vendor.name,
        statuses: statuses.collect(),
        levels: levels.map(word).collect(),
        products: products.map(word).collect(),
    }
}

/// What belongs to an organisation, by organisation.
struct Beside {
    pairs: HashMap<OrganizationId, PairRow>,
    licences: HashMap<OrganizationId, Vec<PairLicenceRow>>,
    reviews: HashMap<OrganizationId, String>,
    rejections: HashMap<OrganizationId, Vec<RejectionRow>>,
    own_rules: HashMap<OrganizationId, NamedOwn>,
    offered_rules: HashMap<OrganizationId, NamedOwn>,
}

fn mappings(
    conn: &Connection,
    profile: ProfileId,
    own_rules: HashMap<OrganizationId, NamedOwn>,
    offered_rules: HashMap<OrganizationId, NamedOwn>,
) -> store::Result<Vec<Mapping>> {
    let mut beside = Beside {
        pairs: store::pairs::all(conn, profile)?
            .into_iter()
            .map(|pair| (pair.organization, pair))
            .collect(),
        licences: store::licences::of_pairs(conn, profile)?,
        reviews: store::reviews::all(conn, profile)?,
        rejections: HashMap::new(),
        own_rules,
        offered_rules,
    };
    for rejection in store::rejections::all(conn, profile)? {
        let of = beside.rejections.entry(rejection.organization).or_default();
        of.push(rejection);
    }
    let mut mappings: Vec<Mapping> = store::organizations::all(conn, profile)?
        .into_iter()
        .map(|row| mapping(row, &mut beside))
        .collect();
    // Two exports are compared line by line; our own numbers mean nothing elsewhere.
    mappings.sort_by(|a, b| {
        let key = |one: &Mapping| {
            let organization = &one.organization;
            (organization.name.clone(), organization.external_id.clone())
        };
        key(a).cmp(&key(b))
    });
    Ok(mappings)
}

fn mapping(row: OrganizationRow, beside: &mut Beside) -> Mapping {
    let pair = beside.pairs.remove(&row.id);
    let rejected = beside.rejections.remove(&row.id).unwrap_or_default();
    let licences = beside.licences.remove(&row.id).unwrap_or_default();
    Mapping {
        state: if pair.is_some() {
            "mapped".to_owned()
        } else {
            row.decision.code().to_owned()
        },
        customer: pair.map(|pair| customer(pair, licences)),
        reason: row.decision_reason,
        look_again_on: beside.reviews.remove(&row.id),
        not_these: rejected
            .into_iter()
            .map(|one| Rejected {
                id: one.customer.get(),
                name: one.customer_name,
                at: one.rejected_at,
            })
            .collect(),
        own_rules: beside.own_rules.remove(&row.id).map(Into::into),
        offered_rules: beside.offered_rules.remove(&row.id).map(Into::into),
        organization: Organization {
            name: row.name,
            external_id: row.external_id,
            tenant_id: row.tenant_id,
            domains: row.domains,
            note: row.note,
            seats: row
                .seats
                .into_iter()
                .map(|seat| (seat.product_key, seat.count))
                .collect(),
            source: row.source.code().to_owned(),
        },
    }
}

fn customer(pair: PairRow, licences: Vec<PairLicenceRow>) -> Customer {
    let reasons = pair.evidence.reasons.iter();
    Customer {
        id: pair.customer.get(),
        name: pair.customer_name,
        accepted_on: AcceptedOn {
            band: pair.evidence.band.code().to_owned(),
            reasons: reasons.map(|reason| reason.code().to_owned()).collect(),
        },
        mapped_at: pair.accepted_at,
        may_be_inactive: pair.accepted_inactive,
        licences: licences
            .into_iter()
            .map(|row| {
                let licence = Licence {
                    id: row.licence.get(),
                    name: row.licence_name,
                };
                (row.product_key, licence)
            })
            .collect(),
    }
}
