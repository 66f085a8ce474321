//! Addresses of Halo's own pages. The page names a place, never an address.

use domain::ProfileId;
use halo_api::Origin;

use crate::Engine;
use crate::error::{Error, Result};

/// A place in Halo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaloPage {
    /// Halo's start page.
    Home,
    /// Roles in the configuration.
    Teams,
    /// Agents in the configuration.
    Agents,
    /// The API page in the configuration.
    Api,
    /// The API applications in the configuration.
    Applications,
    /// One ticket.
    Ticket(i32),
    /// One customer.
    Customer(i32),
}

impl HaloPage {
    /// Path and query. The ticket's form was seen in a production client
    /// (halo-api section 3.8, confidence M). Of the configuration's pages
    /// those of the API stand in several products' guides (H), those of roles
    /// and agents were seen in use (M); where one has moved, Halo still opens.
    fn path(self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Teams => "/config/agents/roles".to_owned(),
            Self::Agents => "/config/agents/agents".to_owned(),
            Self::Api => "/config/integrations/api".to_owned(),
            Self::Applications => "/config/integrations/api/applications".to_owned(),
            Self::Ticket(id) => format!("/tickets?id={id}&showmenu=true"),
            Self::Customer(id) => format!("/customers?clientid={id}"),
        }
    }
}

impl Engine {
    /// Opens a page of the profile's Halo in the browser.
    pub async fn open_in_halo(&self, profile: ProfileId, page: HaloPage) -> Result<()> {
        let row = self.profile_row(profile).await?;
        let row = if row.is_demo {
            self.revive_demo(row).await?
        } else {
            row
        };
        let base = row.api_base.ok_or(Error::NotConfigured {
            what: "Halo's address has not been found yet.",
        })?;
        let origin = Origin::parse(&base)?.origin;
        self.desktop
            .open_url(&format!("{}{}", origin.as_str(), page.path()))
            .map_err(|reason| Error::Desktop { reason })
    }
}
