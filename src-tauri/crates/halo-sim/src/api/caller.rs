//! Who calls: the token's scopes and the agent's rights, looked up afresh for every request.

use tokio::time::Instant;

use crate::{
    model::{Access, AgentRights, Granted, LoginType, World},
    server::{Call, Reply},
};

/// The application and the agent it logs in as.
pub(crate) struct Caller {
    pub(crate) client_id: String,
    pub(crate) agent_id: i64,
    pub(crate) agent_name: String,
    pub(crate) rights: AgentRights,
    /// False for an application that logs in as an end user.
    pub(crate) is_agent: bool,
    granted: Granted,
}

impl Caller {
    /// Finds out who calls.
    ///
    /// Unknown and expired tokens get 401, and so does a token whose application or agent has been switched off since.
    pub(crate) fn identify(world: &World, call: &Call) -> Result<Self, Reply> {
        let refusal =
            || Reply::empty(401).header("www-authenticate", "Bearer error=\"invalid_token\"");
        let bearer = call.header("authorization").and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let token = bearer
            .and_then(|token| world.tokens.get(token))
            .ok_or_else(refusal)?;
        let application = world
            .applications
            .iter()
            .find(|app| app.client_id == token.client_id && app.active);
        let is_agent = application.is_some_and(|app| app.login_type == LoginType::Agent);
        let agent = application
            .and_then(|app| world.agents.get(&app.agent_id))
            .filter(|agent| !agent.disabled);
        match agent {
            Some(agent) if token.expires > Instant::now() => Ok(Self {
                client_id: token.client_id.clone(),
                agent_id: agent.id,
                agent_name: agent.name.clone(),
                rights: agent.rights.clone(),
                is_agent,
                granted: token.granted.clone(),
            }),
            _ => Err(refusal()),
        }
    }

    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.granted.has(scope)
    }

    pub(crate) fn is_useless(&self) -> bool {
        self.granted.is_useless()
    }
}

/// Refuses without a word unless the level is reached.
pub(crate) fn needs(level: Access, wanted: Access) -> Result<(), Reply> {
    if level >= wanted {
        Ok(())
    } else {
        Err(Reply::forbidden())
    }
}
