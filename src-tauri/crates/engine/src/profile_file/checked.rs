//! A file of a profile that was read: every part understood, or one sentence about what is wrong. Whoever wrote it may have
//! edited it by hand.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use domain::matching::domains_of;
use domain::seats::{LicenceKey, LicenceRule};
use domain::status_sync::{ConflictRule, MAX_INTERVAL, MIN_INTERVAL};
use domain::ticket_rules::{NamedOwn, NamedRules};
use domain::vendor::{Vendor, VendorLevel, VendorProduct, VendorStatus, preset};
use domain::{
    Band, CustomerId, Decision, Evidence, Features, LicenceId, Reason, SourceKind, UNKNOWN_CUSTOMER,
};
use serde::Deserialize;
use store::licences::PairLicenceRow;
use store::organizations::{OrganizationContent, Seat};
use store::snapshot_halo::SnapshotHaloRow;
use url::Url;

use super::ProfileCounts;
use super::document::{
    Address, Customer, Document, FORMAT, Mapping, NAMED, StatusSync, VERSION, Words,
};
use super::rules_image::InHalo;
use crate::organizations::{Aside, Error, Field, Result, SetAside};

/// A profile that can be brought.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) file_name: String,
    pub(super) exported_at: String,
    pub(super) mark: String,
    pub(super) name: String,
    pub(super) halo: String,
    pub(super) vendor: Vendor,
    pub(super) source: SourceKind,
    pub(super) features: Features,
    pub(super) may_share: bool,
    pub(super) counts: ProfileCounts,
    pub(super) conflict_rule: ConflictRule,
    pub(super) interval_seconds: u32,
    pub(super) products: BTreeMap<String, LicenceRule>,
    /// What only means something in the Halo of the file; `None` when the file names none.
    pub(super) of_halo: Option<OfHalo>,
    /// By its numbers they hold in the Halo of the file; by their names they can be looked up in another.
    pub(super) rules: Option<NamedRules>,
    /// Rules of another Halo than that of the file, and where they came from; everybody's may be among them.
    pub(super) offered: Option<(String, Option<NamedRules>)>,
    /// Whether there are names.
    pub(super) is_named: bool,
    pub(super) organizations: Vec<Brought>,
}

/// What only means something in one Halo.
#[derive(Debug)]
pub(super) struct OfHalo {
    pub(super) typed: Option<String>,
    pub(super) mark: SnapshotHaloRow,
    pub(super) own_customer: Option<CustomerId>,
}

/// An organisation with what was decided about it.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) content: OrganizationContent,
    pub(super) review_on: Option<String>,
    pub(super) pair: Option<BroughtPair>,
    /// Number and name of each, and when it was said.
    pub(super) not_these: Vec<(CustomerId, String, String)>,
    pub(super) own_rules: Option<NamedOwn>,
    pub(super) offered_rules: Option<NamedOwn>,
}

#[derive(Debug)]
pub(super) struct BroughtPair {
    pub(super) customer: CustomerId,
    pub(super) name: String,
    pub(super) evidence: Evidence,
    pub(super) mapped_at: String,
    pub(super) may_be_inactive: bool,
    pub(super) licences: Vec<PairLicenceRow>,
}

/// What has to be there for anything to be said about the rest.
#[derive(Deserialize)]
struct Envelope {
    format: String,
    version: u32,
}

/// Takes a text apart.
///
/// # Errors
/// [`Error::File`] when it is no file of a profile, one of a later version, or one that makes no sense.
pub(super) fn read(name: &str, text: &str) -> Result<Checked> {
    let refuse = |message: String| Error::File { message };
    let foreign = || refuse(format!("{name} is not the file of a profile."));
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            foreign()
        } else {
            refuse(format!(
                "{name} is no file of a profile, or it is damaged: {error}."
            ))
        }
    })?;
    if envelope.format == "halyard mappings" {
        return Err(refuse(format!(
            "{name} holds mappings alone. Import it on the page Organisations."
        )));
    }
    if envelope.format != FORMAT {
        return Err(foreign());
    }
    if envelope.version > VERSION {
        return Err(refuse(format!(
            "{name} was written by a later version of Halyard. Update this one to read it."
        )));
    }
    let damaged = |what: String| refuse(format!("{name} is damaged: {what}."));
    let document: Document =
        serde_json::from_str(text).map_err(|error| damaged(error.to_string()))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let mark = format!("{:016x}", hasher.finish());
    checked(name, mark, document).map_err(damaged)
}

/// Why something cannot be, without a full stop.
type Sense<T> = std::result::Result<T, String>;

fn checked(file_name: &str, mark: String, document: Document) -> Sense<Checked> {
    let counts = document.counts();
    let vendor = vendor(document.vendor)?;
    let StatusSync {
        conflict_rule,
        interval_seconds,
    } = document.status_sync;
    let seconds = MIN_INTERVAL.as_secs()..=MAX_INTERVAL.as_secs();
    if !seconds.contains(&u64::from(interval_seconds)) {
        return Err(format!(
            "statuses cannot be read every {interval_seconds} seconds"
        ));
    }
    let mut products = BTreeMap::new();
    for (product, licence) in document.licences {
        let key = coded(LicenceKey::from_code, &licence.told_by)?;
        let rule = LicenceRule {
            key,
            value: licence.value,
            name: licence.name,
        };
        products.insert(product, rule);
    }
    let organizations = document
        .mappings
        .into_iter()
        .map(|mapping| {
            let name = mapping.organization.name.clone();
            organization(mapping).map_err(|why| format!("{why}, at “{}”", shortened(&name)))
        })
        .collect::<Sense<Vec<_>>>()?;
    expect_distinct(&organizations, document.may_share)?;
    Ok(Checked {
        file_name: file_name.to_owned(),
        exported_at: document.exported_at,
        mark,
        name: text(Field::Name, &document.profile)?.ok_or("the profile has no name")?,
        halo: document.halo,
        vendor,
        source: coded(SourceKind::from_code, &document.source)?,
        features: Features {
            tickets: document.features.tickets,
            status: document.features.status,
            seats: document.features.seats,
        },
        may_share: document.may_share,
        counts,
        conflict_rule: coded(ConflictRule::from_code, &conflict_rule)?,
        interval_seconds,
        products,
        of_halo: document
            .address
            .map(|address| of_halo(address, document.own_customer))
            .transpose()?,
        rules: document.ticket_rules.map(Into::into),
        offered: document
            .offered_rules
            .map(|offered| {
                let from = text(Field::Name, &offered.came_from)?;
                let from = from.ok_or("nothing says where the offered rules came from")?;
                Ok::<_, String>((from, offered.ticket_rules.map(Into::into)))
            })
            .transpose()?,
        is_named: document.version >= NAMED,
        organizations,
    })
}

impl Checked {
    /// Where its rules came from, in words.
    pub(super) fn came_from(&self) -> &str {
        let is_said = self.of_halo.is_some() && !self.halo.is_empty();
        if is_said { &self.halo } else { &self.file_name }
    }

    /// What is left out and why, as sentences.
    pub(super) fn notices(&self) -> Vec<String> {
        let holds_halo = self.counts.pairs > 0 || self.counts.rules;
        let mut notices = Vec::new();
        if let Some((from, _)) = &self.offered {
            notices.push(format!(
                "Ticket rules from {from} that were not taken over yet are in it. They go on being offered under Tickets, Rules, once Halo was read."
            ));
        }
        if self.of_halo.is_none() && holds_halo {
            let left_out = if self.is_named {
                "pairs are left out, and ticket rules are only offered by name"
            } else {
                "pairs and ticket rules are left out"
            };
            notices.push(format!(
                "The file does not say which Halo its customers are in, so {left_out}. Once the new profile has read its Halo, the same file can be imported as mappings, by name."
            ));
        }
        notices
    }

    /// What becomes of its ticket rules in another Halo, as sentences. What is there is only known once it was read.
    pub(super) fn elsewhere(&self) -> Option<String> {
        let own = self.organizations.iter();
        let own = own.filter_map(|one| one.own_rules.as_ref());
        let unnamed = self.rules.as_ref()?.unnamed() + own.map(NamedOwn::unnamed).sum::<usize>();
        if !self.is_named {
            return Some(
                "An older Halyard wrote the file, with Halo’s numbers alone. Its ticket rules mean something in the Halo of the file only."
                    .to_owned(),
            );
        }
        let looked_up = "In another Halo, its ticket rules are looked up by name once that was read. What is found is offered under Tickets, Rules, with a list of what is not.";
        Some(match unnamed {
            0 => looked_up.to_owned(),
            1 => format!("{looked_up} One choice has no name in the file and cannot be found."),
            several => format!(
                "{looked_up} {several} choices have no name in the file and cannot be found."
            ),
        })
    }
}

fn of_halo(address: Address, own_customer: Option<InHalo>) -> Sense<OfHalo> {
    for url in [&address.api, &address.authorization] {
        let parsed = Url::parse(url).map_err(|_| format!("“{}” is no address", shortened(url)))?;
        if !matches!(parsed.scheme(), "https" | "http") || !parsed.has_host() {
            return Err(format!("“{}” is no address of a Halo", shortened(url)));
        }
    }
    Ok(OfHalo {
        typed: address.typed,
        mark: SnapshotHaloRow {
            api_base: address.api,
            auth_url: address.authorization,
            tenant: address.tenant,
            original_host: address.original_host,
        },
        own_customer: own_customer.map(|one| customer_id(one.id)).transpose()?,
    })
}

fn vendor(words: Words) -> Sense<Vendor> {
    let keys = |keys: Vec<&String>| {
        let count = keys.len();
        let distinct: HashSet<_> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        distinct.len() == count
    };
    let is_whole = keys(words.statuses.iter().map(|word| &word.key).collect())
        && keys(words.levels.iter().map(|word| &word.key).collect())
        && keys(words.products.iter().map(|word| &word.key).collect());
    if !is_whole {
        return Err("a word of the vendor’s has no key, or two have the same".to_owned());
    }
    let known = preset(&words.key).map(|preset| preset.key);
    Ok(Vendor {
        // A vendor that is not known here is one that somebody named.
        key: known.unwrap_or_else(|| domain::vendor::OTHER.to_owned()),
        name: text(Field::Name, &words.name)?.ok_or("the vendor has no name")?,
        statuses: words
            .statuses
            .into_iter()
            .map(|word| VendorStatus {
                key: word.key,
                name: word.name,
                is_closed: word.is_closed,
            })
            .collect(),
        levels: words
            .levels
            .into_iter()
            .map(|word| VendorLevel {
                key: word.key,
                name: word.name,
            })
            .collect(),
        products: words
            .products
            .into_iter()
            .map(|word| VendorProduct {
                key: word.key,
                name: word.name,
            })
            .collect(),
    })
}

fn organization(mapping: Mapping) -> Sense<Brought> {
    let organization = mapping.organization;
    let optional = |field, typed: Option<String>| match typed {
        Some(typed) => text(field, &typed),
        None => Ok(None),
    };
    let decision = match mapping.state.as_str() {
        "mapped" => Decision::Open,
        state => coded(Decision::from_code, state)?,
    };
    let Aside { reason, review_on } = aside(decision, mapping.reason, mapping.look_again_on)?;
    let seats =
        organization
            .seats
            .into_iter()
            .map(|(product_key, count)| match i32::try_from(count) {
                Ok(_) => Ok(Seat { product_key, count }),
                Err(_) => Err(format!("{count} seats are too many")),
            });
    Ok(Brought {
        content: OrganizationContent {
            name: text(Field::Name, &organization.name)?.ok_or("an organisation has no name")?,
            domains: domains_of(organization.domains.iter().map(String::as_str)),
            external_id: optional(Field::ExternalId, organization.external_id)?,
            tenant_id: optional(Field::TenantId, organization.tenant_id)?,
            note: optional(Field::Note, organization.note)?,
            seats: seats.collect::<Sense<Vec<_>>>()?,
            source: coded(SourceKind::from_code, &organization.source)?,
            decision,
            decision_reason: reason,
        },
        review_on,
        pair: mapping.customer.map(pair).transpose()?,
        not_these: mapping
            .not_these
            .into_iter()
            .map(|one| Ok((customer_id(one.id)?, one.name, one.at)))
            .collect::<Sense<Vec<_>>>()?,
        own_rules: mapping.own_rules.map(Into::into),
        offered_rules: mapping.offered_rules.map(Into::into),
    })
}

fn aside(decision: Decision, reason: Option<String>, day: Option<String>) -> Sense<Aside> {
    if decision == Decision::Open {
        return Ok(Aside::default());
    }
    let said = SetAside {
        reason: reason.unwrap_or_default(),
        review_on: day,
    };
    said.for_later(decision)
        .map_err(|error| error.to_string().trim_end_matches('.').to_owned())
}

fn pair(customer: Customer) -> Sense<BroughtPair> {
    let reasons = customer.accepted_on.reasons.iter();
    Ok(BroughtPair {
        customer: customer_id(customer.id)?,
        name: text(Field::Name, &customer.name)?.ok_or("a customer has no name")?,
        evidence: Evidence {
            band: coded(Band::from_code, &customer.accepted_on.band)?,
            // Those of a later version are passed over, as they are in the database.
            reasons: reasons.filter_map(|code| Reason::from_code(code)).collect(),
        },
        mapped_at: customer.mapped_at,
        may_be_inactive: customer.may_be_inactive,
        licences: customer
            .licences
            .into_iter()
            .map(|(product_key, licence)| PairLicenceRow {
                product_key,
                licence: LicenceId::new(licence.id),
                licence_name: licence.name,
            })
            .collect(),
    })
}

/// What the database would refuse is said before, with names.
fn expect_distinct(organizations: &[Brought], may_share: bool) -> Sense<()> {
    let mut ids = HashSet::new();
    let mut customers = HashMap::new();
    for one in organizations {
        let name = &one.content.name;
        if let Some(id) = &one.content.external_id
            && !ids.insert(id)
        {
            return Err(format!("two organisations have the external id {id}"));
        }
        if let Some(pair) = &one.pair
            && let Some(other) = customers.insert(pair.customer, name)
            && !may_share
        {
            return Err(format!("{other} and {name} have the same customer"));
        }
    }
    Ok(())
}

fn customer_id(id: i32) -> Sense<CustomerId> {
    let customer = CustomerId::new(id);
    if id > 0 && customer != UNKNOWN_CUSTOMER {
        Ok(customer)
    } else {
        Err(format!("{id} is the number of no customer"))
    }
}

fn coded<T>(from_code: impl Fn(&str) -> Option<T>, code: &str) -> Sense<T> {
    from_code(code).ok_or_else(|| format!("“{}” means nothing here", shortened(code)))
}

fn text(field: Field, typed: &str) -> Sense<Option<String>> {
    field.read(typed)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
