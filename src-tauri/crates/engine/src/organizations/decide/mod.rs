//! Decisions about one organisation: map, part, reject, hold, exclude, release.

mod map;

use domain::{CustomerId, Decision, LicenceId, OrganizationId, ProfileId, warning::WarningKind};
use store::{
    Connection, Store, organizations::OrganizationRow, pairs::PairRow, rejections::RejectionRow,
};

use super::edits::{Draft, Edited};
use super::error::{Error, Result};
use super::forms::find;
use super::set_aside::{Aside, SetAside, put_aside};
use super::suggestions::refresh;
use super::warnings;

pub(super) use map::by_hand;

/// What was said to what speaks against a pair: an inactive customer, one that others have, warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Nothing yet: the pair is refused, with the reason.
    Ask,
    /// It was seen, and the warnings count as right. Whoever else has the customer loses it.
    TakeOver,
    /// Same, and whoever else has the customer keeps it. Only where customers may be shared.
    Share,
}

/// What to do with an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Map it to a customer.
    Map {
        /// Which.
        customer: CustomerId,
        /// What was said to whatever speaks against it.
        consent: Consent,
    },
    /// Map it to a customer together with the licences that count its seats; for its own customer, choose these licences.
    Connect {
        /// Which customer.
        customer: CustomerId,
        /// A licence of the customer for each product, by the product's key.
        licences: Vec<(String, LicenceId)>,
        /// As for [`Act::Map`].
        consent: Consent,
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
/// [`Error::CustomerTaken`], [`Error::CustomerInactive`],
/// [`Error::TicketsWait`] and [`Error::PairDoubtful`] without a consent;
/// [`Error::InvalidInput`] for Halo's "Unknown", for a customer that may not be shared, for an exclusion without a reason
/// and for a day that is none;
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
                Act::Map { customer, consent } => step.map(customer, consent, None),
                Act::Connect {
                    customer,
                    licences,
                    consent,
                } => step.connect(customer, &licences, consent),
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

    /// `others` are those that are changed along with it.
    fn draft(&self, others: impl IntoIterator<Item = OrganizationId>) -> Result<Draft> {
        store::organizations::expect_version(self.conn, self.profile, self.id(), self.version)?;
        let touched = std::iter::once(self.id()).chain(others).collect();
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
        let draft = self.draft([])?;
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
        let draft = self.draft([])?;
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
        let draft = self.draft([])?;
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
        let draft = self.draft([])?;
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
        let draft = self.draft([])?;
        self.put_aside(Decision::Open, &Aside::default())?;
        self.enter(draft, "release", format!("{name} released"))
    }
}
