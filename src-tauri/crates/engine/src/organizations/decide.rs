//! Decisions about one organisation: map, part, reject, hold, exclude, release.

use domain::{
    CustomerId, Decision, Evidence, LicenceId, OrganizationId, ProfileId, Reason, UNKNOWN_CUSTOMER,
    warning::WarningKind,
};
use store::{
    Connection, Store, customers::CustomerRow, licences::PairLicenceRow,
    organizations::OrganizationRow, pairs::PairRow, rejections::RejectionRow, warnings::WarningRow,
};

use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::forms::find;
use super::licences;
use super::set_aside::{Aside, SetAside, put_aside};
use super::suggestions::refresh;
use super::warnings;

/// What to do with an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Map it to a customer.
    Map {
        /// Which.
        customer: CustomerId,
        /// Even though something speaks against it: the customer is inactive, or mapped to another organisation, which
        /// then loses it, or a warning is raised, which is set aside then.
        confirmed: bool,
    },
    /// Map it to a customer together with the licences that count its seats; for its own customer, choose these licences.
    Connect {
        /// Which customer.
        customer: CustomerId,
        /// A licence of the customer for each product, by the product's key.
        licences: Vec<(String, LicenceId)>,
        /// As for [`Act::Map`].
        confirmed: bool,
    },
    /// Take its pair away.
    Unmap,
    /// Remember that this customer is not the one, and never suggest it again.
    NotThisOne {
        /// Which.
        customer: CustomerId,
    },
    /// Put it off. The reason may be empty.
    Hold(SetAside),
    /// Leave it out. The reason may not be empty.
    Exclude(SetAside),
    /// Take a hold or an exclusion back.
    Release,
    /// Remember that what a warning says of the pair is right.
    SettleWarning {
        /// Which.
        warning: WarningKind,
    },
    /// Raise a warning again that was set aside.
    RaiseWarning {
        /// Which.
        warning: WarningKind,
    },
}

/// Carries a decision out. One that holds already changes nothing and is no conflict, so that a second press is
/// harmless.
///
/// # Errors
/// [`Error::CustomerTaken`], [`Error::CustomerInactive`] and [`Error::PairDoubtful`] unless confirmed;
/// [`Error::InvalidInput`] for Halo's "Unknown", for an exclusion without a reason and for a day that is none;
/// [`Error::NotFound`]; [`Error::Conflict`].
pub async fn decide(
    store: &Store,
    profile: ProfileId,
    id: OrganizationId,
    version: i32,
    act: Act,
    now: &str,
) -> Result<Edited> {
    let now = now.to_owned();
    let edited = store
        .transact(move |tx| {
            let organization = find(tx, profile, id)?;
            let pair = store::pairs::of(tx, profile, id)?;
            let step = Step {
                conn: tx,
                profile,
                organization: &organization,
                pair: pair.as_ref(),
                version,
                now: &now,
            };
            match act {
                Act::Map {
                    customer,
                    confirmed,
                } => step.map(customer, confirmed, None),
                Act::Connect {
                    customer,
                    licences,
                    confirmed,
                } => step.connect(customer, &licences, confirmed),
                Act::Unmap => step.unmap(),
                Act::NotThisOne { customer } => step.reject(customer),
                Act::Hold(aside) => step.set_aside("hold", Decision::Held, &aside.for_hold(&now)?),
                Act::Exclude(aside) => {
                    step.set_aside("exclude", Decision::Excluded, &aside.for_exclusion(&now)?)
                }
                Act::Release => step.release(),
                Act::SettleWarning { warning } => step.settle_warning(warning, true),
                Act::RaiseWarning { warning } => step.settle_warning(warning, false),
            }
        })
        .await?;
    refresh(store, profile).await;
    Ok(edited)
}

/// The names of licences in a sentence.
fn named(licences: &[PairLicenceRow]) -> String {
    match licences {
        [] => "no licence".to_owned(),
        several => several
            .iter()
            .map(|row| row.licence_name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Refuses a customer that is taken or inactive, and a pair that something speaks against.
fn expect_no_doubt(
    customer: &CustomerRow,
    holder: Option<&str>,
    doubts: &[WarningRow],
) -> Result<()> {
    let name = customer.name.clone();
    if !doubts.is_empty() {
        let taken = holder.map(|by| format!("{name} is already mapped to {by}."));
        let inactive = customer
            .inactive
            .then(|| format!("{name} is inactive in Halo."));
        let sentences = doubts.iter().map(|doubt| format!("{}.", doubt.text));
        let all: Vec<String> = taken.into_iter().chain(inactive).chain(sentences).collect();
        return Err(Error::PairDoubtful {
            doubts: all.join(" "),
        });
    }
    match holder {
        Some(by) if customer.inactive => Err(Error::CustomerTaken {
            customer: format!("{name}, which is inactive in Halo,"),
            by: by.to_owned(),
        }),
        Some(by) => Err(Error::CustomerTaken {
            customer: name,
            by: by.to_owned(),
        }),
        None if customer.inactive => Err(Error::CustomerInactive { customer: name }),
        None => Ok(()),
    }
}

/// One decision inside its transaction.
struct Step<'a> {
    conn: &'a Connection,
    profile: ProfileId,
    organization: &'a OrganizationRow,
    pair: Option<&'a PairRow>,
    version: i32,
    now: &'a str,
}

impl Step<'_> {
    fn id(&self) -> OrganizationId {
        self.organization.id
    }

    fn nothing(&self, what: String) -> Edited {
        Edited::nothing(what, Some(self.id()))
    }

    fn draft(&self, other: Option<OrganizationId>) -> Result<Draft> {
        store::organizations::expect_version(self.conn, self.profile, self.id(), self.version)?;
        let touched = std::iter::once(self.id()).chain(other).collect();
        Ok(Draft::of(self.conn, self.profile, touched)?)
    }

    fn enter(&self, draft: Draft, kind: &'static str, what: String) -> Result<Edited> {
        draft.enter(self.conn, kind, what, Some(self.id()), self.now)
    }

    fn put_aside(&self, decision: Decision, aside: &Aside) -> Result<()> {
        put_aside(
            self.conn,
            self.profile,
            self.id(),
            decision,
            aside,
            self.now,
        )
    }

    /// Maps it with licences, or chooses others for the pair there is.
    fn connect(
        &self,
        customer: CustomerId,
        chosen: &[(String, LicenceId)],
        confirmed: bool,
    ) -> Result<Edited> {
        let (conn, name) = (self.conn, &self.organization.name);
        let chosen = licences::checked(conn, self.profile, self.organization, customer, chosen)?;
        let Some(pair) = self.pair.filter(|pair| pair.customer == customer) else {
            return self.map(customer, confirmed, Some(&chosen));
        };
        if store::licences::of_pair(conn, self.id())? == chosen {
            return Ok(self.nothing(format!(
                "{name} is already connected to {}",
                pair.customer_name
            )));
        }
        let draft = self.draft(None)?;
        store::licences::set_for_pair(conn, self.id(), &chosen)?;
        store::organizations::touch(conn, self.profile, self.id(), self.now)?;
        let what = format!("{name} counted by {}", named(&chosen));
        self.enter(draft, "licences", what)
    }

    fn map(
        &self,
        customer: CustomerId,
        confirmed: bool,
        licences: Option<&[PairLicenceRow]>,
    ) -> Result<Edited> {
        let (conn, profile, name) = (self.conn, self.profile, &self.organization.name);
        if customer == UNKNOWN_CUSTOMER {
            return Err(Error::InvalidInput {
                field: "customer",
                message: "“Unknown” stands for no customer in Halo. Nothing can be mapped to it."
                    .to_owned(),
            });
        }
        if let Some(pair) = self.pair.filter(|pair| pair.customer == customer) {
            return Ok(self.nothing(format!(
                "{name} is already mapped to {}",
                pair.customer_name
            )));
        }
        let found = store::customers::get(conn, profile, customer)?
            .ok_or(Error::NotFound { what: "customer" })?;
        let holder = super::taken_by(conn, profile, customer, self.id())?;
        let mut doubts = warnings::open_doubts(conn, profile, self.id(), customer)?;
        doubts.retain(|doubt| doubt.kind != WarningKind::Inactive);
        if !confirmed {
            expect_no_doubt(&found, holder.as_ref().map(|(_, by)| by.as_str()), &doubts)?;
        }
        let draft = self.draft(holder.as_ref().map(|(other, _)| *other))?;
        if let Some((other, _)) = &holder {
            store::pairs::remove(conn, profile, *other)?;
            store::organizations::touch(conn, profile, *other, self.now)?;
        }
        let pair = PairRow {
            organization: self.id(),
            customer,
            customer_name: found.name.clone(),
            accepted_inactive: found.inactive,
            evidence: by_hand(conn, profile, self.id(), customer)?,
            accepted_at: self.now.to_owned(),
        };
        store::pairs::put(conn, profile, &pair)?;
        store::licences::set_for_pair(conn, self.id(), licences.unwrap_or_default())?;
        store::rejections::remove(conn, profile, self.id(), customer)?;
        // Whoever lost the customer fits it as well as before: that was known too.
        let lost = holder.is_some().then_some(WarningKind::TwoOrganizations);
        let kinds = doubts.iter().map(|doubt| doubt.kind).chain(lost);
        warnings::set_aside(conn, self.id(), customer, kinds, self.now)?;
        // A pair ends a hold or an exclusion; parting later leads back to the list of what is to be done.
        self.put_aside(Decision::Open, &Aside::default())?;
        let what = match holder {
            Some((_, by)) => format!("{name} mapped to {}, taken from {by}", found.name),
            None => format!("{name} mapped to {}", found.name),
        };
        let what = match licences {
            Some(licences) if !licences.is_empty() => {
                format!("{what}, counted by {}", named(licences))
            }
            Some(_) | None => what,
        };
        self.enter(draft, "map", what)
    }

    /// Sets a warning of the pair aside, or raises it again.
    fn settle_warning(&self, kind: WarningKind, aside: bool) -> Result<Edited> {
        let name = &self.organization.name;
        let Some(pair) = self.pair else {
            return Ok(self.nothing(format!("{name} is not mapped")));
        };
        let rows = store::warnings::of(self.conn, self.id())?;
        let Some(warning) = rows.into_iter().find(|row| row.kind == kind) else {
            return Ok(self.nothing(format!("{name} no longer has this warning")));
        };
        if warning.set_aside == aside {
            return Ok(self.nothing(format!("Nothing changed for {name}")));
        }
        if aside && !kind.may_be_set_aside() {
            return Err(Error::InvalidInput {
                field: "warning",
                message: "A customer that is gone cannot be right. Part the pair, or map another."
                    .to_owned(),
            });
        }
        let draft = self.draft(None)?;
        if kind == WarningKind::Inactive {
            store::pairs::accept_inactive(self.conn, self.id(), aside)?;
        }
        let what = if aside {
            warnings::set_aside(self.conn, self.id(), pair.customer, [kind], self.now)?;
            format!("{name} is right: {}", warning.text)
        } else {
            store::warnings::bring_back(self.conn, self.id(), pair.customer, kind)?;
            format!("{name} warned of again: {}", warning.text)
        };
        store::organizations::touch(self.conn, self.profile, self.id(), self.now)?;
        let code = if aside { "set_aside" } else { "raise_again" };
        self.enter(draft, code, what)
    }

    fn unmap(&self) -> Result<Edited> {
        let name = &self.organization.name;
        let Some(pair) = self.pair else {
            return Ok(self.nothing(format!("{name} is not mapped")));
        };
        let draft = self.draft(None)?;
        store::pairs::remove(self.conn, self.profile, self.id())?;
        store::organizations::touch(self.conn, self.profile, self.id(), self.now)?;
        let what = format!("{name} parted from {}", pair.customer_name);
        self.enter(draft, "unmap", what)
    }

    fn reject(&self, customer: CustomerId) -> Result<Edited> {
        let (conn, profile, name) = (self.conn, self.profile, &self.organization.name);
        let pair = self.pair.filter(|pair| pair.customer == customer);
        let customer_name = match (store::customers::get(conn, profile, customer)?, pair) {
            (Some(found), _) => found.name,
            (None, Some(pair)) => pair.customer_name.clone(),
            (None, None) => return Err(Error::NotFound { what: "customer" }),
        };
        let known = store::rejections::of(conn, profile, self.id())?;
        if pair.is_none() && known.iter().any(|rejection| rejection.customer == customer) {
            return Ok(self.nothing(format!("{customer_name} is known not to be {name}")));
        }
        let draft = self.draft(None)?;
        if pair.is_some() {
            store::pairs::remove(conn, profile, self.id())?;
        }
        let what = format!("{customer_name} is not {name}");
        let rejection = RejectionRow {
            organization: self.id(),
            customer,
            customer_name,
            rejected_at: self.now.to_owned(),
        };
        store::rejections::add(conn, profile, &rejection)?;
        store::organizations::touch(conn, profile, self.id(), self.now)?;
        self.enter(draft, "not_this_one", what)
    }

    /// Holds or excludes. A pair goes, because it would win over the decision.
    fn set_aside(&self, kind: &'static str, decision: Decision, aside: &Aside) -> Result<Edited> {
        let organization = self.organization;
        let name = &organization.name;
        let done = match decision {
            Decision::Excluded => "excluded",
            Decision::Held | Decision::Open => "held",
        };
        let is_set_aside = organization.decision == decision && self.pair.is_none();
        let review_on = store::reviews::of(self.conn, self.profile, self.id())?;
        if is_set_aside
            && organization.decision_reason == aside.reason
            && review_on == aside.review_on
        {
            return Ok(self.nothing(format!("{name} is already {done}")));
        }
        let draft = self.draft(None)?;
        store::pairs::remove(self.conn, self.profile, self.id())?;
        self.put_aside(decision, aside)?;
        let until = aside.until();
        let what = match self.pair {
            Some(pair) => format!(
                "{name} {done}{until} and parted from {}",
                pair.customer_name
            ),
            None if is_set_aside => format!("{name} still {done}{until}"),
            None => format!("{name} {done}{until}"),
        };
        self.enter(draft, kind, what)
    }

    fn release(&self) -> Result<Edited> {
        let name = &self.organization.name;
        if self.organization.decision == Decision::Open {
            return Ok(self.nothing(format!("{name} is neither held nor excluded")));
        }
        let draft = self.draft(None)?;
        self.put_aside(Decision::Open, &Aside::default())?;
        self.enter(draft, "release", format!("{name} released"))
    }
}

/// The administrator's word for a pair, and what else speaks for it.
pub(super) fn by_hand(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> store::Result<Evidence> {
    let candidates = store::suggestions::of(conn, profile, organization)?;
    let mut evidence = Evidence::by_hand();
    if let Some(candidate) = candidates.into_iter().find(|c| c.customer == customer) {
        let others = candidate.evidence.reasons.into_iter();
        evidence
            .reasons
            .extend(others.filter(|reason| *reason != Reason::Manual));
    }
    Ok(evidence)
}
