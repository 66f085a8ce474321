//! What an organisation looks like, with its pair and its rejections, as the undo journal keeps it.
//!
//! The form is stored as JSON and read by later versions: a field may be added with a default, none may go or change
//! its meaning.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Band, CustomerId, Decision, Evidence, LicenceId, OrganizationId, ProfileId, Reason, SourceKind,
    warning::WarningKind,
};
use serde::{Deserialize, Serialize};
use store::{
    Connection,
    licences::PairLicenceRow,
    organizations::{OrganizationContent, OrganizationRow, Seat},
    pairs::PairRow,
    rejections::RejectionRow,
    warnings::SetAsideRow,
};

/// From this many organisations on, all are read at once instead of one by one.
const MANY: usize = 100;

/// An organisation at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Image {
    /// The version of its row.
    pub(super) version: i32,
    /// When it was made.
    pub(super) created_at: String,
    /// Everything that undo brings back.
    pub(super) facts: Facts,
}

/// What can be told apart about an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) name: String,
    domains: Vec<String>,
    pub(super) external_id: Option<String>,
    tenant_id: Option<String>,
    note: Option<String>,
    seats: Vec<(String, u32)>,
    source: String,
    decision: String,
    decision_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) review_on: Option<String>,
    pair: Option<PairImage>,
    rejected: Vec<RejectionImage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<SetAsideImage>,
    /// Of its pair.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    licences: Vec<LicenceImage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PairImage {
    customer: i32,
    customer_name: String,
    accepted_inactive: bool,
    band: String,
    reasons: Vec<String>,
    accepted_at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RejectionImage {
    customer: i32,
    customer_name: String,
    rejected_at: String,
}

/// Which licence counts the seats of which product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct LicenceImage {
    product: String,
    licence: i32,
    name: String,
}

/// A warning that somebody said was right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SetAsideImage {
    customer: i32,
    kind: String,
    at: String,
}

/// The images of those organisations that exist.
pub(super) fn images(
    conn: &Connection,
    profile: ProfileId,
    ids: &[OrganizationId],
) -> store::Result<BTreeMap<OrganizationId, Image>> {
    let mut images = BTreeMap::new();
    if ids.len() < MANY {
        for &id in ids {
            if let Some(row) = store::organizations::get(conn, profile, id)? {
                let pair = store::pairs::of(conn, profile, id)?;
                let rejected = store::rejections::of(conn, profile, id)?;
                let kept = Kept::of(conn, profile, id)?;
                images.insert(id, Image::new(row, pair, rejected, kept));
            }
        }
        return Ok(images);
    }
    let mut pairs: HashMap<OrganizationId, PairRow> = store::pairs::all(conn, profile)?
        .into_iter()
        .map(|pair| (pair.organization, pair))
        .collect();
    let mut rejected: HashMap<OrganizationId, Vec<RejectionRow>> = HashMap::new();
    for rejection in store::rejections::all(conn, profile)? {
        rejected
            .entry(rejection.organization)
            .or_default()
            .push(rejection);
    }
    let mut rows: HashMap<OrganizationId, OrganizationRow> =
        store::organizations::all(conn, profile)?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
    for id in ids {
        if let Some(row) = rows.remove(id) {
            let rejected = rejected.remove(id).unwrap_or_default();
            let kept = Kept::of(conn, profile, *id)?;
            images.insert(*id, Image::new(row, pairs.remove(id), rejected, kept));
        }
    }
    Ok(images)
}

/// What is kept about an organisation and its pair in tables of their own.
struct Kept {
    review_on: Option<String>,
    set_aside: Vec<SetAsideRow>,
    licences: Vec<PairLicenceRow>,
}

impl Kept {
    fn of(conn: &Connection, profile: ProfileId, id: OrganizationId) -> store::Result<Self> {
        Ok(Self {
            review_on: store::reviews::of(conn, profile, id)?,
            set_aside: store::warnings::set_aside_of(conn, id)?,
            licences: store::licences::of_pair(conn, id)?,
        })
    }
}

impl Image {
    fn new(
        row: OrganizationRow,
        pair: Option<PairRow>,
        rejected: Vec<RejectionRow>,
        kept: Kept,
    ) -> Self {
        Self {
            version: row.version,
            created_at: row.created_at,
            facts: Facts {
                name: row.name,
                domains: row.domains,
                external_id: row.external_id,
                tenant_id: row.tenant_id,
                note: row.note,
                seats: row
                    .seats
                    .into_iter()
                    .map(|seat| (seat.product_key, seat.count))
                    .collect(),
                source: row.source.code().to_owned(),
                decision: row.decision.code().to_owned(),
                decision_reason: row.decision_reason,
                review_on: kept.review_on,
                pair: pair.map(PairImage::from),
                rejected: rejected
                    .into_iter()
                    .map(|rejection| RejectionImage {
                        customer: rejection.customer.get(),
                        customer_name: rejection.customer_name,
                        rejected_at: rejection.rejected_at,
                    })
                    .collect(),
                set_aside: kept
                    .set_aside
                    .into_iter()
                    .map(|row| SetAsideImage {
                        customer: row.customer.get(),
                        kind: row.kind.code().to_owned(),
                        at: row.at,
                    })
                    .collect(),
                licences: kept
                    .licences
                    .into_iter()
                    .map(|row| LicenceImage {
                        product: row.product_key,
                        licence: row.licence.get(),
                        name: row.licence_name,
                    })
                    .collect(),
            },
        }
    }
}

/// What the history shows of an organisation beside its plain texts; empty lists are empty texts.
pub(super) struct Shown {
    pub(super) customer: Option<String>,
    pub(super) decision: Option<Decision>,
    pub(super) reason: Option<String>,
    pub(super) rejected: Option<String>,
    pub(super) domains: Option<String>,
    pub(super) tenant_id: Option<String>,
    pub(super) seats: Option<String>,
    pub(super) note: Option<String>,
}

impl Facts {
    /// Its facts as texts.
    pub(super) fn shown(&self) -> Shown {
        let listed = |texts: Vec<String>| Some(texts.join(", "));
        let rejected = self.rejected.iter();
        let seats = self.seats.iter();
        Shown {
            customer: self.pair.as_ref().map(|pair| pair.customer_name.clone()),
            decision: Decision::from_code(&self.decision),
            reason: self.decision_reason.clone(),
            rejected: listed(rejected.map(|one| one.customer_name.clone()).collect()),
            domains: listed(self.domains.clone()),
            tenant_id: self.tenant_id.clone(),
            seats: listed(
                seats
                    .map(|(product, count)| format!("{product} {count}"))
                    .collect(),
            ),
            note: self.note.clone(),
        }
    }

    /// The organisation's own columns.
    pub(super) fn content(&self) -> store::Result<OrganizationContent> {
        Ok(OrganizationContent {
            name: self.name.clone(),
            domains: self.domains.clone(),
            external_id: self.external_id.clone(),
            tenant_id: self.tenant_id.clone(),
            note: self.note.clone(),
            seats: self
                .seats
                .iter()
                .map(|(product_key, count)| Seat {
                    product_key: product_key.clone(),
                    count: *count,
                })
                .collect(),
            source: SourceKind::from_code(&self.source).ok_or(UNKNOWN)?,
            decision: Decision::from_code(&self.decision).ok_or(UNKNOWN)?,
            decision_reason: self.decision_reason.clone(),
        })
    }

    /// The customer of its pair.
    pub(super) fn customer(&self) -> Option<CustomerId> {
        let pair = self.pair.as_ref()?;
        Some(CustomerId::new(pair.customer))
    }

    /// Whether it has the very same pair.
    pub(super) fn has_same_pair(&self, other: &Self) -> bool {
        self.pair.is_some() && self.pair == other.pair
    }

    /// Whether its pair rests on this, among other things.
    pub(super) fn rests_on(&self, reason: Reason) -> bool {
        let reasons = self.pair.iter().flat_map(|pair| &pair.reasons);
        reasons.into_iter().any(|code| code == reason.code())
    }

    /// The customers that somebody said it is not.
    pub(super) fn rejected_customers(&self) -> impl Iterator<Item = CustomerId> + '_ {
        let rejected = self.rejected.iter();
        rejected.map(|rejection| CustomerId::new(rejection.customer))
    }

    /// Its pair.
    pub(super) fn pair(&self, organization: OrganizationId) -> store::Result<Option<PairRow>> {
        let Some(pair) = &self.pair else {
            return Ok(None);
        };
        Ok(Some(PairRow {
            organization,
            customer: CustomerId::new(pair.customer),
            customer_name: pair.customer_name.clone(),
            accepted_inactive: pair.accepted_inactive,
            evidence: Evidence {
                band: Band::from_code(&pair.band).ok_or(UNKNOWN)?,
                reasons: pair
                    .reasons
                    .iter()
                    .filter_map(|code| Reason::from_code(code))
                    .collect(),
            },
            accepted_at: pair.accepted_at.clone(),
        }))
    }

    /// The licences of its pair.
    pub(super) fn licences(&self) -> Vec<PairLicenceRow> {
        let licences = self.licences.iter();
        licences
            .map(|image| PairLicenceRow {
                product_key: image.product.clone(),
                licence: LicenceId::new(image.licence),
                licence_name: image.name.clone(),
            })
            .collect()
    }

    /// The warnings that were said to be right. Kinds of a later version are passed over.
    pub(super) fn set_aside(&self) -> impl Iterator<Item = SetAsideRow> + '_ {
        self.set_aside.iter().filter_map(|row| {
            Some(SetAsideRow {
                customer: CustomerId::new(row.customer),
                kind: WarningKind::from_code(&row.kind)?,
                at: row.at.clone(),
            })
        })
    }

    /// What was said "not this one" to.
    pub(super) fn rejected(
        &self,
        organization: OrganizationId,
    ) -> impl Iterator<Item = RejectionRow> + '_ {
        self.rejected.iter().map(move |rejection| RejectionRow {
            organization,
            customer: CustomerId::new(rejection.customer),
            customer_name: rejection.customer_name.clone(),
            rejected_at: rejection.rejected_at.clone(),
        })
    }
}

impl From<PairRow> for PairImage {
    fn from(pair: PairRow) -> Self {
        Self {
            customer: pair.customer.get(),
            customer_name: pair.customer_name,
            accepted_inactive: pair.accepted_inactive,
            band: pair.evidence.band.code().to_owned(),
            reasons: pair
                .evidence
                .reasons
                .iter()
                .map(|reason| reason.code().to_owned())
                .collect(),
            accepted_at: pair.accepted_at,
        }
    }
}

/// An image that a later version wrote.
const UNKNOWN: store::Error = store::Error::Invalid { column: "images" };
