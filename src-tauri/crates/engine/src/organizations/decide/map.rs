//! Making a pair: what has to be asked first, and who loses the customer or shares it.

use domain::{
    CustomerId, Decision, Evidence, LicenceId, OrganizationId, ProfileId, Reason, UNKNOWN_CUSTOMER,
    warning::WarningKind,
};
use store::{
    Connection, customers::CustomerRow, licences::PairLicenceRow, pairs::PairRow,
    warnings::WarningRow,
};

use super::{Consent, Step};
use crate::organizations::edits::Edited;
use crate::organizations::error::{Error, Result};
use crate::organizations::set_aside::Aside;
use crate::organizations::{licences, others_with, together, warnings};

impl Step<'_> {
    /// Maps it with licences, or chooses others for the pair there is.
    pub(super) fn connect(
        &self,
        customer: CustomerId,
        chosen: &[(String, LicenceId)],
        consent: Consent,
    ) -> Result<Edited> {
        let (conn, name) = (self.conn, &self.organization.name);
        let chosen = licences::checked(conn, self.profile, self.organization, customer, chosen)?;
        let Some(pair) = self.pair.filter(|pair| pair.customer == customer) else {
            return self.map(customer, consent, Some(&chosen));
        };
        if store::licences::of_pair(conn, self.id())? == chosen {
            return Ok(self.nothing(format!(
                "{name} is already connected to {}",
                pair.customer_name
            )));
        }
        let draft = self.draft([])?;
        store::licences::set_for_pair(conn, self.id(), &chosen)?;
        store::organizations::touch(conn, self.profile, self.id(), self.now)?;
        let what = format!("{name} counted by {}", named(&chosen));
        self.enter(draft, "licences", what)
    }

    pub(super) fn map(
        &self,
        customer: CustomerId,
        consent: Consent,
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
        let holders = Holders::of(conn, profile, customer, self.id())?;
        let mut doubts = warnings::open_doubts(conn, profile, self.id(), customer)?;
        doubts.retain(|doubt| doubt.kind != WarningKind::Inactive);
        let losing = match consent {
            Consent::Ask => {
                expect_no_doubt(&found, &holders, &doubts)?;
                self.expect_nothing_sent(&found.name)?;
                &[]
            }
            Consent::TakeOver => holders.ids.as_slice(),
            Consent::Share => {
                holders.expect_sharing_allowed(&found)?;
                &[]
            }
        };
        let draft = self.draft(losing.iter().copied())?;
        for other in losing {
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
        let lost = (!losing.is_empty()).then_some(WarningKind::TwoOrganizations);
        let kinds = doubts.iter().map(|doubt| doubt.kind).chain(lost);
        warnings::set_aside(conn, self.id(), customer, kinds, self.now)?;
        // A pair ends a hold or an exclusion; parting later leads back to the list of what is to be done.
        self.put_aside(Decision::Open, &Aside::default())?;
        let what = match holders.names() {
            Some(by) if losing.is_empty() => {
                format!("{name} mapped to {}, beside {by}", found.name)
            }
            Some(by) => format!("{name} mapped to {}, taken from {by}", found.name),
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
}

impl Step<'_> {
    /// Refuses where the pair would send tickets to Halo. Where something else speaks against it, who says yes to that is
    /// told of the tickets as well.
    fn expect_nothing_sent(&self, customer: &str) -> Result<()> {
        let waiting = store::tickets::waiting_for_pair(self.conn, self.profile)?;
        match waiting.get(&self.id()) {
            Some(tickets) => Err(Error::TicketsWait {
                customer: customer.to_owned(),
                tickets: *tickets,
            }),
            None => Ok(()),
        }
    }
}

/// The other organisations that have a customer.
struct Holders {
    ids: Vec<OrganizationId>,
    names: Vec<String>,
    may_share: bool,
}

impl Holders {
    fn of(
        conn: &Connection,
        profile: ProfileId,
        customer: CustomerId,
        except: OrganizationId,
    ) -> store::Result<Self> {
        let (ids, names) = others_with(conn, profile, customer, except)?
            .into_iter()
            .unzip();
        Ok(Self {
            ids,
            names,
            may_share: store::profiles::may_share(conn, profile)?,
        })
    }

    fn names(&self) -> Option<String> {
        together(&self.names)
    }

    fn expect_sharing_allowed(&self, customer: &CustomerRow) -> Result<()> {
        match self.names() {
            Some(by) if !self.may_share => Err(Error::InvalidInput {
                field: "consent",
                message: format!(
                    "{} is mapped to {by}, and customers are not shared here. Allow it in Settings, or take the customer over.",
                    customer.name
                ),
            }),
            Some(_) | None => Ok(()),
        }
    }
}

/// Refuses a customer that is taken or inactive, and a pair that something speaks against.
fn expect_no_doubt(customer: &CustomerRow, holders: &Holders, doubts: &[WarningRow]) -> Result<()> {
    let name = customer.name.clone();
    let holder = holders.names();
    if !doubts.is_empty() {
        let taken = holder
            .as_ref()
            .map(|by| format!("{name} is already mapped to {by}."));
        let inactive = customer
            .inactive
            .then(|| format!("{name} is inactive in Halo."));
        let sentences = doubts.iter().map(|doubt| format!("{}.", doubt.text));
        let all: Vec<String> = taken.into_iter().chain(inactive).chain(sentences).collect();
        return Err(Error::PairDoubtful {
            doubts: all.join(" "),
            taken: holder.is_some(),
            may_share: holder.is_some() && holders.may_share,
        });
    }
    match holder {
        Some(by) => Err(Error::CustomerTaken {
            customer: if customer.inactive {
                format!("{name}, which is inactive in Halo,")
            } else {
                name
            },
            by,
            may_share: holders.may_share,
        }),
        None if customer.inactive => Err(Error::CustomerInactive { customer: name }),
        None => Ok(()),
    }
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

/// The administrator's word for a pair, and what else speaks for it.
pub(in crate::organizations) fn by_hand(
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
