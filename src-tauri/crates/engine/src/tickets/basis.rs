//! What a ticket is sent by: its organisation's customer, the rules, and what is in the way.

use domain::halo_config::HaloConfig;
use domain::ticket::{HoldFacts, HoldReason, SendKind, hold, own_customer};
use domain::ticket_rules::{Severity, TicketRules, preflight};
use domain::vendor::Vendor;
use domain::{CustomerId, Features, OrganizationId, ProfileId, StatusId};
use halo_api::NewTicket;
use store::{Transaction, organizations, pairs};

use crate::test_ticket::Basis;

/// What all tickets of a profile are sent by.
pub(super) struct Ground {
    config: HaloConfig,
    vendor: Vendor,
}

/// To whom the tickets of an organisation go now.
pub(super) struct Target {
    /// The customer, or why they go nowhere.
    pub(super) customer: Result<(CustomerId, String), HoldReason>,
    /// The customer that may read of the organisation, also while no new ticket could be made there.
    own: Option<CustomerId>,
    /// What the ticket rules lack, as a sentence.
    pub(super) note: Option<String>,
}

impl Target {
    /// Whether a ticket that stands at this customer in Halo is not the organisation's any more: the pair was changed
    /// since, or somebody moved the ticket. A customer that Halo does not name is not taken for another.
    pub(super) fn is_elsewhere(&self, customer: Option<CustomerId>) -> bool {
        customer.is_some() && customer != self.own
    }

    /// Whose customer reads a write of this kind; a status is nobody's alone, it follows its ticket.
    pub(super) fn reader(&self, kind: SendKind) -> Option<CustomerId> {
        match kind {
            SendKind::Create => self.customer.as_ref().ok().map(|(id, _)| *id),
            SendKind::Note => self.own,
            SendKind::Status => None,
        }
    }
}

impl Ground {
    pub(super) fn load(tx: &Transaction<'_>, profile: ProfileId) -> store::Result<Self> {
        Ok(Self {
            config: store::halo_config::load(tx, profile)?,
            vendor: store::vendors::load(tx, profile)?,
        })
    }

    /// The rules of an organisation's tickets.
    fn rules(
        &self,
        tx: &Transaction<'_>,
        profile: ProfileId,
        organization: OrganizationId,
    ) -> store::Result<TicketRules> {
        store::ticket_rules::effective(tx, profile, organization, &self.config)
    }

    /// Where the tickets of an organisation go.
    pub(super) fn target(
        &self,
        tx: &Transaction<'_>,
        profile: ProfileId,
        organization: OrganizationId,
    ) -> store::Result<Target> {
        let decision = organizations::get(tx, profile, organization)?.map(|row| row.decision);
        let pair = pairs::of(tx, profile, organization)?;
        let customer = match &pair {
            Some(pair) => store::customers::get(tx, profile, pair.customer)?,
            None => None,
        };
        let lacking = self.lacking(&self.rules(tx, profile, organization)?);
        let accepts_inactive = pair.as_ref().is_some_and(|pair| pair.accepted_inactive);
        let target = hold(HoldFacts {
            decision,
            paired: pair.as_ref().map(|pair| pair.customer),
            is_customer_known: customer.is_some(),
            is_customer_inactive: customer.as_ref().is_some_and(|one| one.inactive)
                && !accepts_inactive,
            are_rules_complete: lacking.is_none(),
        });
        Ok(Target {
            own: own_customer(decision, pair.as_ref().map(|pair| pair.customer)).ok(),
            note: lacking.filter(|_| target == Err(HoldReason::Rules)),
            customer: target.map(|id| (id, customer.map(|one| one.name).unwrap_or_default())),
        })
    }

    /// What Halo would refuse, the first of it. What is wrong with the status maps holds no ticket; it holds the status.
    fn lacking(&self, rules: &TicketRules) -> Option<String> {
        let only_tickets = Features {
            tickets: true,
            ..Features::default()
        };
        preflight(rules, &self.vendor, &self.config, only_tickets)
            .into_iter()
            .find(|finding| {
                finding.severity() == Severity::Blocks && !finding.field().starts_with("status")
            })
            .map(|finding| finding.to_string())
    }
}

/// Everything that one ticket is sent by.
pub(super) struct Outgoing {
    pub(super) basis: Basis,
    pub(super) target: Target,
}

/// The words of a ticket.
pub(super) struct Words<'a> {
    /// Our mark.
    pub(super) reference: &'a str,
    /// Subject, without the mark.
    pub(super) summary: &'a str,
    /// Text; where it is empty the subject is sent, since many ticket types demand one (halo-api section 4).
    pub(super) details: &'a str,
}

impl Outgoing {
    /// Reads everything in one look.
    pub(super) fn load(
        tx: &Transaction<'_>,
        profile: ProfileId,
        organization: OrganizationId,
        level: &str,
    ) -> store::Result<Self> {
        let ground = Ground::load(tx, profile)?;
        let target = ground.target(tx, profile, organization)?;
        let rules = ground.rules(tx, profile, organization)?;
        Ok(Self {
            basis: Basis {
                own: store::profiles::get(tx, profile)?.own_customer_id,
                mail: rules.allow_mail,
                rules,
                config: ground.config,
                vendor: ground.vendor,
                customer: target.customer.clone().ok(),
                level: level.to_owned(),
                blocked: target.note.clone().into_iter().collect(),
            },
            target,
        })
    }

    /// The vendor's first open status, which a ticket begins with, and its partner in Halo, where it has one.
    pub(super) fn first_status(&self) -> Option<(&str, StatusId)> {
        let first = self
            .basis
            .vendor
            .statuses
            .iter()
            .find(|status| !status.is_closed)?;
        let partner = self.basis.rules.status_to_halo.get(&first.key)?;
        Some((&first.key, *partner))
    }

    /// Whether the rules take a status here and one in Halo for the same.
    pub(super) fn belong_together(&self, key: &str, status: StatusId) -> bool {
        let rules = &self.basis.rules;
        rules.status_to_halo.get(key) == Some(&status)
            || rules
                .status_from_halo
                .get(&status)
                .is_some_and(|back| back == key)
    }

    /// The ticket with our mark in a field of its own and in the subject, where every build of Halo can search for it
    /// (halo-api section 4, "Linking"). `None` when it has to be held.
    pub(super) fn ticket(&self, words: &Words<'_>) -> Option<NewTicket> {
        let (customer, _) = self.target.customer.as_ref().ok()?;
        let ticket = self.basis.ticket(words.reference)?;
        let details = if words.details.is_empty() {
            words.summary
        } else {
            words.details
        };
        Some(NewTicket {
            summary: format!("[{}] {}", words.reference, words.summary),
            details: Some(details.to_owned()),
            client_id: customer.get(),
            // So that both statuses mean the same from the start.
            status_id: self.first_status().map(|(_, id)| id.get()),
            // Unlike a test, it is for Halo's own rules to sort in.
            skip_rules: false,
            ..ticket
        })
    }
}
