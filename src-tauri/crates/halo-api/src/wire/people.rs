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
        let of_claims = || {
            let named = |claim: &&Claim| claim.kind.rsplit('/').next() == Some("name");
            self.claims
                .iter()
                .find(named)
                .map(|claim| claim.value.as_str())
        };
        of_agent.filter(|name| !name.is_empty()).or_else(of_claims)
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
