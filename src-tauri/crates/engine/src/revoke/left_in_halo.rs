//! What only the administrator can remove in Halo, each with its tick.

use domain::ProfileId;
use store::profiles::ProfileRow;
use store::recipe_ticks::Tick;

use crate::Engine;
use crate::error::{Error, Result};
use crate::links::HaloPage;
use crate::tags::Tag;

/// One thing to do in Halo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftInHalo {
    /// Stable key, under which the tick is remembered.
    pub key: &'static str,
    /// What to do, one sentence.
    pub act: String,
    /// Why it matters, one sentence.
    pub why: &'static str,
    /// Where to click, from Halo's menu downwards.
    pub path: &'static [&'static str],
    /// The page to open.
    pub page: HaloPage,
    /// Whether it was ticked off.
    pub ticked: bool,
}

const APPLICATION: &str = "revoke.application";
const AGENT: &str = "revoke.agent";
const ROLE: &str = "revoke.role";
/// What each of them is ticked for.
const REMOVED: &str = "removed";
const KEYS: [&str; 3] = [APPLICATION, AGENT, ROLE];

/// In the order in which Halo lets them go: a role in use cannot be deleted.
pub(super) fn of(row: &ProfileRow, ticks: &[Tick]) -> Vec<LeftInHalo> {
    let vendor = &row.vendor_name;
    let application = match &row.client_id {
        Some(id) => format!("Delete the application made for {vendor} (client id {id})."),
        None => format!("Delete the application made for {vendor}."),
    };
    let ticked = |key: &str| ticks.iter().any(|tick| tick.key == key);
    vec![
        LeftInHalo {
            key: APPLICATION,
            act: application,
            why: "As long as it is there, its secret opens Halo to whoever has it.",
            path: &[
                "Configuration",
                "Integrations",
                "HaloPSA API",
                "View Applications",
            ],
            page: HaloPage::Applications,
            ticked: ticked(APPLICATION),
        },
        LeftInHalo {
            key: AGENT,
            act: format!("Deactivate the agent {vendor} API agent."),
            why: "Only if no other application logs in as it.",
            path: &["Configuration", "Teams & Agents", "Agents"],
            page: HaloPage::Agents,
            ticked: ticked(AGENT),
        },
        LeftInHalo {
            key: ROLE,
            act: format!("Delete the role {vendor} API role."),
            why: "Only if no other agent has it.",
            path: &["Configuration", "Teams & Agents", "Roles"],
            page: HaloPage::Teams,
            ticked: ticked(ROLE),
        },
    ]
}

pub(super) fn untick_all(tx: &store::Connection, profile: ProfileId) -> store::Result<()> {
    KEYS.iter()
        .try_for_each(|key| store::recipe_ticks::untick(tx, profile, key))
}

impl Engine {
    /// Remembers that something was removed in Halo.
    ///
    /// # Errors
    /// `NotFound` for a key that is none of the three.
    pub async fn tick_left_in_halo(
        &self,
        profile: ProfileId,
        key: &str,
        ticked: bool,
    ) -> Result<()> {
        let key = *KEYS
            .iter()
            .find(|known| **known == key)
            .ok_or(Error::NotFound {
                what: "There is no such thing to remove.",
            })?;
        let now = self.now();
        self.store
            .write(move |tx| {
                if ticked {
                    store::recipe_ticks::tick(tx, profile, key, REMOVED, &now)
                } else {
                    store::recipe_ticks::untick(tx, profile, key)
                }
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Profiles]);
        Ok(())
    }
}
