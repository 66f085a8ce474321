//! Teams, agents and the agent we act as (halo-api.md section 3.7).

use serde_json::Value;

use super::row::{FromRow, Row};

/// A team; a ticket holds its *name*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Not in use any more.
    pub inactive: bool,
    /// Whether it takes tickets (`forrequests`).
    pub for_tickets: Option<bool>,
    /// The department it belongs to.
    pub department_name: Option<String>,
}

impl FromRow for Team {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            inactive: row.yes("inactive"),
            for_tickets: row.flag("forrequests"),
            department_name: row.text("department_name"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// An agent: somebody who works in Halo. 1 is "Unassigned".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Name of the default team.
    pub team: Option<String>,
    /// Whether the agent may not sign in.
    pub disabled: bool,
    /// Whether the agent is for the API only.
    pub is_api_agent: Option<bool>,
    /// The teams the agent is in.
    pub teams: Vec<AgentTeam>,
}

/// A team that an agent is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentTeam {
    /// Id of the team.
    pub team_id: Option<i32>,
    /// Name of the team.
    pub team_name: Option<String>,
}

impl FromRow for Agent {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            email: row.text("email"),
            team: row.text("team"),
            disabled: row.yes("isdisabled"),
            is_api_agent: row.flag("isapiagent"),
            teams: row.rows("teams", |team| {
                Some(AgentTeam {
                    team_id: team.positive("team_id"),
                    team_name: team.text("team_name"),
                })
            }),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// One agent with what Halo tells of its rights. Most rights it keeps under claims whose names are
/// not documented; what is read here was seen on a live instance (confidence M).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentDetail {
    /// The agent.
    pub agent: Agent,
    /// Whether it has an administrator's rights, by itself or by a role.
    pub is_administrator: Option<bool>,
    /// Names of its roles.
    pub roles: Vec<String>,
    /// Whether it may approve invoices.
    pub can_approve_invoices: Option<bool>,
    /// Whether it sees what nobody has taken, in every team it is in.
    pub sees_unassigned: Option<bool>,
    /// Whether it sees what other agents have taken, in every team it is in.
    pub sees_others: Option<bool>,
    /// The customers it is restricted to; empty when it may see all.
    pub only_customers: Vec<i32>,
}

impl FromRow for AgentDetail {
    fn from_row(row: Row<'_>) -> Option<Self> {
        let in_every_team = |name| {
            let told = row.rows("teams", |team| team.flag(name));
            (!told.is_empty()).then(|| told.into_iter().all(|seen| seen))
        };
        let own = super_claims(row);
        let of_roles = row.rows("roles", |role| Some(super_claims(role)));
        let told = row
            .flag("is_admin")
            .into_iter()
            .chain(own)
            .chain(of_roles.into_iter().flatten());
        Some(Self {
            agent: Agent::from_row(row)?,
            is_administrator: told.reduce(|one, other| one || other),
            roles: row.rows("roles", |role| role.text("name")),
            can_approve_invoices: row.flag("can_approve_invoice"),
            sees_unassigned: in_every_team("unassigned_access"),
            sees_others: in_every_team("otheragent_access"),
            only_customers: row.rows("clients", |client| client.positive("client_id")),
        })
    }

    fn id(&self) -> i32 {
        self.agent.id
    }
}

/// The values of the claim `SA`, by which Halo marks administrators.
fn super_claims(row: Row<'_>) -> Vec<bool> {
    row.rows("claims", |claim| {
        let is_it = claim.text("type")?.eq_ignore_ascii_case("SA");
        is_it.then(|| claim.flag("value"))?
    })
}

/// Who the token acts as. Some Halos answer with the agent, others with claims only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The agent.
    pub agent: Option<Agent>,
    /// What the token says about the agent.
    pub claims: Vec<Claim>,
}

/// One thing a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: String,
    /// Its value.
    pub value: String,
}

impl Me {
    /// The name of the agent, wherever it stands.
    pub fn display_name(&self) -> Option<&str> {
        let of_agent = self.agent.as_ref().map(|agent| agent.name.as_str());
        of_agent
            .filter(|name| !name.is_empty())
            .or_else(|| self.claim(&["name"]))
    }

    /// The id of the agent, wherever it stands.
    pub fn agent_id(&self) -> Option<i32> {
        let of_claims = || self.claim(&["agent_id", "agentid"])?.trim().parse().ok();
        self.agent.as_ref().map(|agent| agent.id).or_else(of_claims)
    }

    /// Whether the token acts as an end user of a customer rather than as an agent.
    pub fn is_end_user(&self) -> bool {
        self.agent_id().is_none() && self.claim(&["user_id", "userid"]).is_some()
    }

    /// The value of the first claim with one of these names, whatever stands before the name.
    fn claim(&self, names: &[&str]) -> Option<&str> {
        let is_it = |claim: &&Claim| {
            let name = claim.kind.rsplit('/').next().unwrap_or_default();
            names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
        };
        self.claims
            .iter()
            .find(is_it)
            .map(|claim| claim.value.as_str())
    }

    /// Reads either form; `None` if it is neither.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        let agent = Agent::from_value(value);
        let claims: Vec<Claim> = value
            .get("claims")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .filter_map(|claim| {
                Some(Claim {
                    kind: claim.get("type")?.as_str()?.to_owned(),
                    value: claim.get("value")?.as_str()?.to_owned(),
                })
            })
            .collect();
        (agent.is_some() || !claims.is_empty()).then_some(Self { agent, claims })
    }
}
