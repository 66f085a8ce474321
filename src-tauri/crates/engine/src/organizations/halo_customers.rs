//! Domain import: organisations and domains out of Halo's own customers, in one step that can be undone.
//!
//! The rules are `domain::domain_import`'s. Only what the last read of customers brought is looked at; nothing is asked
//! of Halo here.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use domain::domain_import::{self, Aside, Effect, Finding, Known, LeftOut, Wanted};
use domain::{CustomerId, Decision, OrganizationId, ProfileId, SourceKind};
use store::{Connection, Store, organizations::OrganizationContent};

use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::suggestions::refresh;

/// Rows of a preview that are answered at once.
const LONGEST_WINDOW: usize = 200;

/// The journal's code for it.
pub(super) const KIND: &str = "domain_import";

/// What is to be taken from Halo's customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomersWanted {
    /// Which kinds.
    pub kinds: Wanted,
    /// Customers that are left out all the same.
    pub except: Vec<CustomerId>,
}

/// Which rows of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomersWindow {
    /// Of which group.
    pub group: CustomersGroup,
    /// Number of the first row, from 0.
    pub offset: u32,
    /// How many at most; 200 are the most.
    pub limit: u32,
}

/// Customers by what is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomersGroup {
    /// New organisations.
    New,
    /// Organisations that get domains.
    Extended,
    /// All others, with the reason.
    LeftOut,
}

/// A customer and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomersRow {
    /// Which.
    pub customer: CustomerId,
    /// Its name.
    pub name: String,
    /// The organisation it is taken for.
    pub organization: Option<String>,
    /// The domains that would be entered.
    pub domains: Vec<String>,
    /// Domains that are left aside, each with the reason in words.
    pub aside: Vec<(String, String)>,
    /// Why nothing is made of it, in words.
    pub reason: Option<String>,
    /// Whether it is among those left out by hand.
    pub is_excepted: bool,
}

/// What taking Halo's customers would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomersPreview {
    /// Customers read from Halo, those switched off included.
    pub customers: u32,
    /// New organisations, those left out by hand not counted.
    pub added: u32,
    /// Organisations that get domains, same.
    pub extended: u32,
    /// Domains that they get.
    pub more_domains: u32,
    /// Rows of each group, those left out by hand included: new, extended, left out.
    pub groups: (u32, u32, u32),
    /// The window asked for.
    pub rows: Vec<CustomersRow>,
    /// Names what is shown; to be handed back.
    pub mark: String,
}

/// Says what taking Halo's customers would do. Nothing is written.
///
/// # Errors
/// [`Error::Store`].
pub async fn preview_customers(
    store: &Store,
    profile: ProfileId,
    wanted: CustomersWanted,
    window: CustomersWindow,
) -> Result<CustomersPreview> {
    let (findings, names) = store
        .read(move |tx| {
            let world = World::load(tx, profile)?;
            Ok((world.plan(wanted.kinds), world.names()))
        })
        .await?;
    let except: HashSet<CustomerId> = wanted.except.into_iter().collect();
    let of_group = |group| {
        findings
            .iter()
            .filter(move |finding| group_of(finding) == group)
    };
    let kept = |finding: &&Finding| !except.contains(&finding.customer);
    let size = |group| count(of_group(group).count());
    let extended = || of_group(CustomersGroup::Extended).filter(kept);
    let words = Words { names: &names };
    let rows = of_group(window.group)
        .skip(usize::try_from(window.offset).unwrap_or(usize::MAX))
        .take(
            usize::try_from(window.limit).map_or(LONGEST_WINDOW, |limit| limit.min(LONGEST_WINDOW)),
        )
        .map(|finding| words.row(finding, except.contains(&finding.customer)))
        .collect();
    Ok(CustomersPreview {
        customers: count(findings.len()),
        added: count(of_group(CustomersGroup::New).filter(kept).count()),
        extended: count(extended().count()),
        more_domains: count(extended().map(|finding| finding.domains.len()).sum()),
        groups: (
            size(CustomersGroup::New),
            size(CustomersGroup::Extended),
            size(CustomersGroup::LeftOut),
        ),
        rows,
        mark: mark(&findings),
    })
}

/// Adds the organisations and domains in one step.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `shown` when it would be something else than the preview with this mark showed.
pub async fn import_customers(
    store: &Store,
    profile: ProfileId,
    wanted: CustomersWanted,
    shown: &str,
    now: &str,
) -> Result<Edited> {
    let (shown, now) = (shown.to_owned(), now.to_owned());
    let edited = store
        .transact(move |tx| {
            let world = World::load(tx, profile)?;
            let mut findings = world.plan(wanted.kinds);
            if mark(&findings) != shown {
                return Err(Error::InvalidInput {
                    field: "shown",
                    message:
                        "Customers or organisations changed meanwhile. Look at the preview again."
                            .to_owned(),
                });
            }
            let except: HashSet<CustomerId> = wanted.except.into_iter().collect();
            findings.retain(|finding| !except.contains(&finding.customer));
            carry_out(tx, profile, &world, findings, &now)
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

fn carry_out(
    conn: &Connection,
    profile: ProfileId,
    world: &World,
    findings: Vec<Finding>,
    now: &str,
) -> Result<Edited> {
    let touched: Vec<OrganizationId> = findings
        .iter()
        .filter(|finding| matches!(finding.effect, Effect::Extends(_)))
        .filter_map(Finding::organization)
        .collect();
    let mut draft = Draft::of(conn, profile, touched)?;
    let (mut added, mut extended) = (0_u32, 0_u32);
    for finding in findings {
        match finding.effect {
            Effect::New => {
                let content = new_content(finding);
                draft.added(store::organizations::insert(conn, profile, &content, now)?);
                added += 1;
            }
            Effect::Extends(id) => {
                let old = world.contents.get(&id);
                let mut content = old.cloned().ok_or(Error::NotFound {
                    what: "organisation",
                })?;
                content.domains.extend(finding.domains);
                store::organizations::update(conn, profile, id, &content, now)?;
                extended += 1;
            }
            Effect::Known(_) | Effect::LeftOut(_) => {}
        }
    }
    let what =
        format!("Halo’s customers taken: {added} organisations added, {extended} got domains");
    draft.enter(conn, KIND, what, None, now)
}

fn new_content(finding: Finding) -> OrganizationContent {
    OrganizationContent {
        name: finding.name,
        domains: finding.domains,
        external_id: None,
        tenant_id: None,
        note: None,
        seats: Vec::new(),
        source: SourceKind::HaloCustomers,
        decision: Decision::Open,
        decision_reason: None,
    }
}

/// What the plan is made from.
struct World {
    customers: Vec<domain::Customer>,
    organizations: Vec<domain::Organization>,
    pairs: Vec<(OrganizationId, CustomerId)>,
    contents: HashMap<OrganizationId, OrganizationContent>,
}

impl World {
    fn load(conn: &Connection, profile: ProfileId) -> store::Result<Self> {
        let mut customers = store::customers::all_for_matching(conn, profile)?;
        customers.sort_by_cached_key(|customer| {
            (domain::matching::search_key(&customer.name), customer.id)
        });
        let rows = store::organizations::all(conn, profile)?;
        let organizations = rows
            .iter()
            .map(|row| domain::Organization {
                id: row.id,
                name: row.name.clone(),
                domains: row.domains.clone(),
                external_id: None,
                tenant_id: None,
            })
            .collect();
        let pairs = store::pairs::all(conn, profile)?
            .into_iter()
            .map(|pair| (pair.organization, pair.customer))
            .collect();
        Ok(Self {
            customers,
            organizations,
            pairs,
            contents: rows.iter().map(|row| (row.id, row.content())).collect(),
        })
    }

    fn plan(&self, wanted: Wanted) -> Vec<Finding> {
        let known = Known {
            organizations: &self.organizations,
            pairs: &self.pairs,
        };
        domain_import::plan(&self.customers, known, wanted)
    }

    fn names(self) -> HashMap<OrganizationId, String> {
        let organizations = self.organizations.into_iter();
        organizations
            .map(|organization| (organization.id, organization.name))
            .collect()
    }
}

fn group_of(finding: &Finding) -> CustomersGroup {
    match finding.effect {
        Effect::New => CustomersGroup::New,
        Effect::Extends(_) => CustomersGroup::Extended,
        Effect::Known(_) | Effect::LeftOut(_) => CustomersGroup::LeftOut,
    }
}

/// Two plans with the same mark do the same; for this run of the program only.
fn mark(findings: &[Finding]) -> String {
    let mut hasher = DefaultHasher::new();
    for finding in findings {
        match finding.effect {
            Effect::New => finding.name.hash(&mut hasher),
            Effect::Extends(id) => id.get().hash(&mut hasher),
            Effect::Known(_) | Effect::LeftOut(_) => continue,
        }
        finding.customer.get().hash(&mut hasher);
        finding.domains.hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// Findings in words.
struct Words<'a> {
    names: &'a HashMap<OrganizationId, String>,
}

impl Words<'_> {
    fn row(&self, finding: &Finding, is_excepted: bool) -> CustomersRow {
        let aside = finding.aside.iter();
        CustomersRow {
            customer: finding.customer,
            name: finding.name.clone(),
            organization: finding.organization().map(|id| self.name(id)),
            domains: finding.domains.clone(),
            aside: aside
                .map(|(domain, why)| (domain.clone(), self.aside(*why)))
                .collect(),
            reason: reason(finding.effect).map(str::to_owned),
            is_excepted,
        }
    }

    fn name(&self, id: OrganizationId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    fn aside(&self, why: Aside) -> String {
        match why {
            Aside::Barred => "free mail, or every tenant’s".to_owned(),
            Aside::Shared(customers) => format!("{customers} customers have it"),
            Aside::Held(id) => format!("{} has it", self.name(id)),
        }
    }
}

fn reason(effect: Effect) -> Option<&'static str> {
    Some(match effect {
        Effect::New | Effect::Extends(_) => return None,
        Effect::Known(_) => "Already there with all its domains",
        Effect::LeftOut(LeftOut::Inactive) => "Inactive in Halo",
        Effect::LeftOut(LeftOut::NoDomain) => "No domain of its own",
        Effect::LeftOut(LeftOut::Unclear) => {
            "Several organisations or customers could be meant; map it first"
        }
        Effect::LeftOut(LeftOut::NotWanted) => "Not asked for",
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
