//! Ticket rules: what Halo offers, what was chosen, what Halo would refuse.

use domain::ProfileId;
use domain::halo_config::HaloConfig;
use domain::ticket_rules::{Finding, Proposal, TicketRules, preflight, propose};
use domain::vendor::Vendor;

use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// Everything the form shows.
#[derive(Debug, Clone)]
pub struct RulesForm {
    /// The saved rules, empty when none were saved.
    pub rules: TicketRules,
    /// Rises with every change; 0 when they were never saved.
    pub version: i32,
    /// Whether rules were saved before.
    pub saved: bool,
    /// What Halo offers, as last read.
    pub config: HaloConfig,
    /// When that was.
    pub read_at: Option<String>,
    /// The vendor's vocabulary.
    pub vendor: Vendor,
}

impl Engine {
    /// Everything the form shows.
    pub async fn ticket_rules_form(&self, profile: ProfileId) -> Result<RulesForm> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::ticket_rules::load(tx, profile)?;
                Ok(RulesForm {
                    saved: row.rules.ticket_type.is_some(),
                    rules: row.rules,
                    version: row.version,
                    config: store::halo_config::load(tx, profile)?,
                    read_at: store::halo_config::read_at(tx, profile)?,
                    vendor: store::vendors::load(tx, profile)?,
                })
            })
            .await?)
    }

    /// Says what Halo would refuse, before any ticket exists. Asks the last
    /// snapshot only.
    pub async fn check_ticket_rules(
        &self,
        profile: ProfileId,
        rules: TicketRules,
    ) -> Result<Vec<Finding>> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                Ok(preflight(&rules, &vendor, &config, row.features))
            })
            .await?)
    }

    /// Fills in what the names of levels and statuses settle. Asks the last
    /// snapshot only, and saves nothing.
    pub async fn propose_ticket_rules(
        &self,
        profile: ProfileId,
        rules: TicketRules,
    ) -> Result<Proposal> {
        Ok(self
            .store
            .read(move |tx| {
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                Ok(propose(&rules, &vendor, &config))
            })
            .await?)
    }

    /// Saves the rules as they are, findings and all, and answers their new
    /// version: the form can be finished later.
    ///
    /// # Errors
    /// `Store(Conflict)` when they were changed since `version`.
    pub async fn save_ticket_rules(
        &self,
        profile: ProfileId,
        rules: TicketRules,
        version: i32,
    ) -> Result<i32> {
        let now = self.now();
        let version = self
            .store
            .write(move |tx| store::ticket_rules::save(tx, profile, &rules, version, &now))
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::TicketRules, Tag::Home]);
        Ok(version)
    }

    /// Empties the ticket rules and nothing else.
    pub async fn clear_ticket_rules(&self, profile: ProfileId) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| store::ticket_rules::clear(tx, profile, &now))
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::TicketRules, Tag::Home]);
        Ok(())
    }
}
