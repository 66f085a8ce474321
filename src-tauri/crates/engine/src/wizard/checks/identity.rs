//! "Who we act as".

use domain::recipe::keys;
use halo_api::{AgentDetail, Error};

use super::desk::{Acting, Desk};
use super::finding::{Finding, Right};
use super::words;

pub(super) async fn acting_as(desk: &Desk) -> Result<Finding, Error> {
    Ok(match desk.acting().await? {
        Acting::EndUser => end_user(),
        Acting::Somebody { name } => {
            let meaning = match name {
                Some(name) => format!("{name}. Halo does not show the settings of that agent."),
                None => "Halo does not say which agent the token belongs to.".to_owned(),
            };
            Finding::cannot_tell(meaning)
                .remedy("Compare these with the application and its agent in Halo.")
                .about([keys::APPLICATION_AGENT, keys::AGENT_API_ONLY])
        }
        Acting::Agent(agent) => {
            // Teams matter for tickets only, and only where types can be read.
            let foreign = if desk.wants_tickets() {
                foreign_teams(desk, agent).await?
            } else {
                Vec::new()
            };
            judge(agent, desk.wants_tickets(), &foreign)
        }
    })
}

/// An application that was set to log in as a user.
pub(super) fn end_user() -> Finding {
    Finding::failed(
        "The token belongs to an end user of a customer, who may not do what an agent may.",
    )
    .about([keys::APPLICATION_LOGIN_TYPE])
}

/// Halo gave a token and does not take it.
pub(super) fn switched_off() -> Finding {
    Finding::failed(
        "Halo gives a token and then does not take it: the agent that the application logs in as is switched off.",
    )
    .about([keys::AGENT_ACTIVE])
}

/// Teams that get new tickets by their type, and to which the agent does not belong.
async fn foreign_teams(desk: &Desk, agent: &AgentDetail) -> Result<Vec<String>, Error> {
    let types = match desk.types().await {
        Ok(types) => types,
        Err(Error::Forbidden { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let is_own = |name: &str| {
        let teams = &agent.agent.teams;
        teams
            .iter()
            .any(|team| team.team_name.as_deref() == Some(name))
    };
    let mut foreign: Vec<String> = types
        .creatable()
        .filter_map(|kind| kind.default_team.clone())
        .filter(|team| !is_own(team))
        .collect();
    foreign.sort();
    foreign.dedup();
    Ok(foreign)
}

fn judge(agent: &AgentDetail, wants_tickets: bool, foreign_teams: &[String]) -> Finding {
    let name = match agent.agent.name.as_str() {
        "" => "An agent without a name",
        name => name,
    };
    let mut doubts: Vec<(String, Right)> = Vec::new();
    if agent.agent.is_api_agent == Some(false) {
        doubts.push((
            "it is not an API-only agent, so it uses a licence and a person can log in with it"
                .to_owned(),
            keys::AGENT_API_ONLY.into(),
        ));
    }
    if wants_tickets && agent.agent.team.is_none() {
        doubts.push((
            "it has no default team and cannot list agents".to_owned(),
            keys::AGENT_DEFAULT_TEAM.into(),
        ));
    }
    if !foreign_teams.is_empty() {
        let names: Vec<&str> = foreign_teams.iter().map(String::as_str).collect();
        let teams = words::few(&names);
        doubts.push((
            format!("it does not belong to {teams}, where new tickets of some types go"),
            Right::with_value(keys::AGENT_TEAMS, teams),
        ));
    }
    if doubts.is_empty() {
        return Finding::passed(describe(name, agent));
    }
    let (reasons, rights): (Vec<String>, Vec<Right>) = doubts.into_iter().unzip();
    Finding::warning(format!("{name}: {}.", reasons.join("; "))).about(rights)
}

fn describe(name: &str, agent: &AgentDetail) -> String {
    let mut facts = vec![name.to_owned()];
    if agent.agent.is_api_agent == Some(true) {
        facts.push("API-only".to_owned());
    }
    let teams = u64::try_from(agent.agent.teams.len()).unwrap_or(u64::MAX);
    if teams > 0 {
        facts.push(format!("in {}", words::count(teams, "team", "teams")));
    }
    format!("{}.", facts.join(", "))
}
