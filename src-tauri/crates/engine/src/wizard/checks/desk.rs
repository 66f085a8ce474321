//! What the checks of one run work with. What several of them ask for is asked once.

use domain::{CustomerId, Features, TicketTypeId};
use halo_api::{
    AgentDetail, CustomerQuery, Error, HaloClient, HowMany, LicenceQuery, Me, TicketQuery,
    TicketType,
};
use tokio::sync::OnceCell;

use super::proofs::Proofs;
use super::sign_in::SignedIn;

/// What is known here, before Halo is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Active customers of the last complete read, and when that was.
    pub(super) customers: Option<(u32, String)>,
    /// The ticket type of the ticket rules.
    pub(super) ticket_type: Option<TicketTypeId>,
    /// What was seen to work.
    pub(super) proofs: Proofs,
}

/// What the checks work with.
pub(super) struct Desk {
    pub(super) signed_in: SignedIn,
    pub(super) features: Features,
    pub(super) known: Known,
    acting: OnceCell<Acting>,
    customers: OnceCell<HowMany>,
    types: OnceCell<Types>,
}

/// Who the token acts as, as far as Halo tells.
#[derive(Debug, Clone)]
pub(super) enum Acting {
    /// An agent, with its settings.
    Agent(Box<AgentDetail>),
    /// An agent whose settings Halo does not show.
    Somebody {
        /// Its name, if that is told.
        name: Option<String>,
    },
    /// An end user of a customer.
    EndUser,
}

impl Acting {
    pub(super) fn agent(&self) -> Option<&AgentDetail> {
        match self {
            Self::Agent(agent) => Some(agent),
            Self::Somebody { .. } | Self::EndUser => None,
        }
    }
}

/// The ticket types for tickets.
#[derive(Debug, Clone)]
pub(super) struct Types {
    /// All there are.
    pub(super) all: Vec<TicketType>,
    /// Those that the agent may use.
    pub(super) usable: Vec<TicketType>,
}

impl Types {
    /// Those that the agent may create tickets of.
    pub(super) fn creatable(&self) -> impl Iterator<Item = &TicketType> {
        self.usable.iter().filter(|kind| kind.may_create())
    }
}

impl Desk {
    pub(super) fn new(signed_in: SignedIn, features: Features, known: Known) -> Self {
        Self {
            signed_in,
            features,
            known,
            acting: OnceCell::new(),
            customers: OnceCell::new(),
            types: OnceCell::new(),
        }
    }

    pub(super) fn halo(&self) -> &HaloClient {
        &self.signed_in.halo
    }

    pub(super) fn wants_tickets(&self) -> bool {
        self.features.tickets || self.features.status
    }

    /// Whether the application has a permission, as far as is known.
    pub(super) fn has_scope(&self, scope: &str) -> bool {
        !self.signed_in.missing.contains(&scope)
            && domain::recipe::scopes(self.features).contains(&scope)
    }

    /// Who the token acts as.
    ///
    /// # Errors
    /// Whatever stops the requests, but for a refusal to show an agent's settings.
    pub(super) async fn acting(&self) -> Result<&Acting, Error> {
        self.acting.get_or_try_init(|| self.ask_who()).await
    }

    async fn ask_who(&self) -> Result<Acting, Error> {
        let me = match self.halo().me().await {
            Ok(me) if me.is_end_user() => return Ok(Acting::EndUser),
            Ok(me) => me,
            Err(Error::Forbidden { .. } | Error::RemoteChanged { .. } | Error::NotFound { .. }) => {
                return Ok(Acting::Somebody { name: None });
            }
            Err(error) => return Err(error),
        };
        let name = me.display_name().map(str::to_owned);
        let Some(id) = self.agent_id(&me).await? else {
            return Ok(Acting::Somebody { name });
        };
        match self.halo().agent(id).await {
            Ok(agent) => Ok(Acting::Agent(Box::new(agent))),
            Err(Error::Forbidden { .. } | Error::RemoteChanged { .. } | Error::NotFound { .. }) => {
                Ok(Acting::Somebody { name })
            }
            Err(error) => Err(error),
        }
    }

    /// The agent's id. The claims that tell it are not documented (halo-api section 3.7, confidence M), so an agent of
    /// the same name will do, if there is exactly one.
    async fn agent_id(&self, me: &Me) -> Result<Option<i32>, Error> {
        if let Some(id) = me.agent_id() {
            return Ok(Some(id));
        }
        let Some(name) = me.display_name() else {
            return Ok(None);
        };
        let agents = match self.halo().agents().await {
            Ok(agents) => agents,
            Err(Error::Forbidden { .. } | Error::RemoteChanged { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut same = agents.iter().filter(|agent| agent.name == name);
        Ok(match (same.next(), same.next()) {
            (Some(agent), None) => Some(agent.id),
            _ => None,
        })
    }

    /// How many active customers can be read.
    pub(super) async fn customers(&self) -> Result<HowMany, Error> {
        let query = CustomerQuery::default();
        let count = || self.halo().count_customers(&query);
        self.customers.get_or_try_init(count).await.copied()
    }

    /// Whether no customer can be read, which explains other empty lists.
    pub(super) async fn sees_no_customer(&self) -> Result<bool, Error> {
        match self.customers().await {
            Ok(found) => Ok(found.is_none()),
            Err(Error::Forbidden { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// The ticket types.
    pub(super) async fn types(&self) -> Result<&Types, Error> {
        let ask = async || {
            let mut all = self.halo().ticket_types().await?;
            let mut usable = self.halo().usable_ticket_types().await?;
            all.retain(TicketType::is_for_tickets);
            usable.retain(TicketType::is_for_tickets);
            Ok(Types { all, usable })
        };
        self.types.get_or_try_init(ask).await
    }

    /// Whether something that belongs to a customer can be read although customers cannot: then the agent may use
    /// customers and only lacks the right to list them. `None` when nothing can be asked.
    pub(super) async fn sees_things_of_customers(&self) -> Result<Option<bool>, Error> {
        let is_customer =
            |id: Option<i32>| id.is_some_and(|id| CustomerId::new(id) != domain::UNKNOWN_CUSTOMER);
        let mut asked = false;
        if self.has_scope("read:tickets") {
            asked = true;
            let page = self.halo().tickets(&TicketQuery::default()).next().await?;
            let rows = page.map(|page| page.items).unwrap_or_default();
            if rows.iter().any(|ticket| is_customer(ticket.client_id)) {
                return Ok(Some(true));
            }
        }
        if self.has_scope("read:softwarelicensing") {
            asked = true;
            let page = self
                .halo()
                .licences(&LicenceQuery::default())
                .next()
                .await?;
            let rows = page.map(|page| page.items).unwrap_or_default();
            if rows.iter().any(|licence| is_customer(licence.client_id)) {
                return Ok(Some(true));
            }
        }
        Ok(asked.then_some(false))
    }
}
