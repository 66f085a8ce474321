//! Ticket rules: what Halo offers, what was chosen, what Halo would refuse.

mod carried;
mod own_rules;
mod saved;

use domain::halo_config::HaloConfig;
use domain::ticket_rules::{
    Finding, Journey, MapFinding, Place, Proposal, RulesOverride, TicketRules, journey,
    map_findings, preflight, preflight_override, propose,
};
use domain::vendor::Vendor;
use domain::{OrganizationId, ProfileId};
use store::rules_overrides::OverrideRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tickets::{could_go, let_go_with_a_yes};

pub use carried::{CarriedOwn, CarriedRules};
pub(crate) use carried::{Keep, keep_for_the_next, known, not_taken};

/// What changes on screen with the rules.
const AFTER_CHANGE: [Tag; 4] = [Tag::TicketRules, Tag::TestTicket, Tag::Tickets, Tag::Home];

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
    /// When all mapping was revoked, as long as it can be brought back.
    pub revoked_at: Option<String>,
    /// Organisations with rules of their own, by name.
    pub overrides: Vec<OverrideRow>,
    /// Rules from another Halo that can be taken over; `None` before this one was read.
    pub carried: Option<CarriedRules>,
}

/// What pre-flight finds about rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesCheck {
    /// About everybody's.
    pub findings: Vec<Finding>,
    /// About those of single organisations, only where there is something: whose, and what.
    pub own: Vec<(OrganizationId, String, Vec<Finding>)>,
}

/// The two status maps, examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapsExamined {
    /// Where a ticket goes from each status of either side, the vendor's first.
    pub journeys: Vec<Journey>,
    /// What is wrong, gravest first.
    pub findings: Vec<MapFinding>,
}

impl Engine {
    /// Everything the form shows.
    pub async fn ticket_rules_form(&self, profile: ProfileId) -> Result<RulesForm> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::ticket_rules::load(tx, profile)?;
                let saved = row.rules.ticket_type.is_some();
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                let read_at = store::halo_config::read_at(tx, profile)?;
                let carried = if read_at.is_some() {
                    carried::offered(tx, profile, &row, (&vendor, &config))?
                } else {
                    None
                };
                Ok(RulesForm {
                    saved,
                    rules: row.rules,
                    version: row.version,
                    config,
                    read_at,
                    vendor,
                    carried,
                    revoked_at: row.revoked_at,
                    overrides: store::rules_overrides::list(tx, profile)?,
                })
            })
            .await?)
    }

    /// Says what Halo would refuse, before any ticket exists: by these rules, and by those that organisations have of
    /// their own on top of them. Asks the last snapshot only.
    pub async fn check_ticket_rules(
        &self,
        profile: ProfileId,
        rules: TicketRules,
    ) -> Result<RulesCheck> {
        Ok(self
            .store
            .read(move |tx| {
                let features = store::profiles::get(tx, profile)?.features;
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                let own = store::rules_overrides::list(tx, profile)?
                    .into_iter()
                    .map(|row| {
                        let found =
                            preflight_override(&rules, &row.own, &vendor, &config, features);
                        (row.organization, row.name, found)
                    })
                    .filter(|(.., found)| !found.is_empty())
                    .collect();
                Ok(RulesCheck {
                    findings: preflight(&rules, &vendor, &config, features),
                    own,
                })
            })
            .await?)
    }

    /// Says what Halo would refuse of one organisation's own rules, as they are being edited.
    pub async fn check_rules_override(
        &self,
        profile: ProfileId,
        own: RulesOverride,
    ) -> Result<Vec<Finding>> {
        Ok(self
            .store
            .read(move |tx| {
                let features = store::profiles::get(tx, profile)?.features;
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                Ok(preflight_override(&rules, &own, &vendor, &config, features))
            })
            .await?)
    }

    /// Saves an organisation's own rules; where nothing differs, it has none afterwards. `version` is 0 for one that had
    /// none. `sends` is a yes to tickets being sent that are held for the rules.
    ///
    /// # Errors
    /// `Organizations(WouldSend)` when tickets would be sent, without a yes to that;
    /// `InvalidInput` while there are no rules for everybody, `NotFound` when the organisation is gone,
    /// `Store(Conflict)` when they were changed since `version`.
    pub async fn save_rules_override(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        own: RulesOverride,
        version: i32,
        sends: bool,
    ) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                let before = could_go(tx, profile)?;
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                if rules.ticket_type.is_none() {
                    return Err(Error::InvalidInput {
                        field: "organization",
                        message: "Save the ticket rules for everybody first.".to_owned(),
                    });
                }
                own_rules::save(tx, profile, organization, &own, version, &now)?;
                let_go_with_a_yes(tx, profile, &before, sends, &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// Takes an organisation's own rules away. Doing it twice changes nothing more. `sends` is as for
    /// [`Engine::save_rules_override`].
    ///
    /// # Errors
    /// `Organizations(WouldSend)` when tickets would be sent, without a yes to that.
    pub async fn remove_rules_override(
        &self,
        profile: ProfileId,
        organization: OrganizationId,
        sends: bool,
    ) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                let before = could_go(tx, profile)?;
                own_rules::remove(tx, profile, organization, &now)?;
                let_go_with_a_yes(tx, profile, &before, sends, &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// Follows both status maps of these rules from every status, and says what is wrong with them.
    pub async fn examine_status_maps(
        &self,
        profile: ProfileId,
        rules: TicketRules,
    ) -> Result<MapsExamined> {
        Ok(self
            .store
            .read(move |tx| {
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                let ours = vendor.statuses.iter().map(|s| Place::Vendor(s.key.clone()));
                let halos = config.statuses.iter().map(|s| Place::Halo(s.id));
                Ok(MapsExamined {
                    journeys: ours
                        .chain(halos)
                        .map(|place| journey(&rules, &place))
                        .collect(),
                    findings: map_findings(&rules, &vendor, &config),
                })
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
    /// version: the form can be finished later. `sends` is a yes to tickets being sent that are held for the rules.
    ///
    /// # Errors
    /// `Store(Conflict)` when they were changed since `version`; `Organizations(WouldSend)` when tickets would be sent,
    /// without a yes to that. Nothing is saved then.
    pub async fn save_ticket_rules(
        &self,
        profile: ProfileId,
        rules: TicketRules,
        version: i32,
        sends: bool,
    ) -> Result<i32> {
        let now = self.now();
        let version = self
            .store
            .transact(move |tx| {
                let before = could_go(tx, profile)?;
                let version = saved::save(tx, profile, &rules, version, &now)?;
                let_go_with_a_yes(tx, profile, &before, sends, &now)?;
                Ok::<_, Error>(version)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(version)
    }

    /// Revokes all ticket mapping: these rules and those of single organisations, and nothing else. They can be brought
    /// back until new ones are saved.
    pub async fn revoke_ticket_rules(&self, profile: ProfileId) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| store::ticket_rules::revoke(tx, profile, &now))
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// Brings revoked rules back. Without any, nothing changes. `sends` is as for [`Engine::save_ticket_rules`].
    ///
    /// # Errors
    /// `Organizations(WouldSend)` when tickets would be sent, without a yes to that.
    pub async fn bring_back_ticket_rules(&self, profile: ProfileId, sends: bool) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                let before = could_go(tx, profile)?;
                store::ticket_rules::bring_back(tx, profile, &now)?;
                let_go_with_a_yes(tx, profile, &before, sends, &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }
}
