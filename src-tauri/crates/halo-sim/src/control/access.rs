//! What Halo's administrator does: applications, secrets, agents and their rights, tokens.

use std::time::Duration;

use super::Running;
use crate::{
    Agent, AgentRights, AuthenticationMethod, LoginType, identifiers,
    model::{Application, KNOWN_SCOPES, next_id},
};

/// What an administrator copies from Halo's page for a new application.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Client id, a GUID.
    pub client_id: String,
    /// Client secret, shown once.
    pub client_secret: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// Adds an API-only agent.
    pub fn add_agent(&self, name: &str, rights: AgentRights) -> i64 {
        let mut world = self.shared.world();
        let id = next_id(&world.agents);
        let teams = rights.default_team.iter().cloned().collect();
        let email = format!("agent{id}@northwind-it.example");
        world.agents.insert(
            id,
            Agent {
                id,
                name: name.to_owned(),
                email,
                teams,
                api_only: true,
                disabled: false,
                rights,
            },
        );
        id
    }

    /// Changes what an agent may do, from the next request on. False: no such agent.
    pub fn set_agent_rights(&self, id: i64, rights: AgentRights) -> bool {
        self.edit_agent(id, |agent| agent.rights = rights)
    }

    /// Switches an agent on or off. False: no such agent.
    pub fn set_agent_active(&self, id: i64, active: bool) -> bool {
        self.edit_agent(id, |agent| agent.disabled = !active)
    }

    /// Makes an API-only agent of a person's account, or the other way round. False: no such agent.
    pub fn set_agent_api_only(&self, id: i64, api_only: bool) -> bool {
        self.edit_agent(id, |agent| agent.api_only = api_only)
    }

    /// Puts an agent into these teams and no others. False: no such agent.
    pub fn set_agent_teams(&self, id: i64, teams: &[&str]) -> bool {
        self.edit_agent(id, |agent| {
            agent.teams = teams.iter().map(|&team| team.to_owned()).collect();
        })
    }

    /// Adds an application that logs in as an agent. Scopes that Halo does not know are left out.
    ///
    /// Its credentials are derived from its number: they guard invented data on the loopback address.
    pub fn add_application(&self, name: &str, scopes: &[&str], agent_id: i64) -> Credentials {
        let mut world = self.shared.world();
        let number = i64::try_from(world.applications.len()).unwrap_or(i64::MAX);
        let credentials = Credentials {
            client_id: identifiers::row_guid("application", number),
            client_secret: world.next_secret(),
        };
        world.applications.push(Application::new(
            name,
            credentials.client_id.clone(),
            credentials.client_secret.clone(),
            known(scopes),
            agent_id,
        ));
        credentials
    }

    /// Names of the applications there are.
    pub fn application_names(&self) -> Vec<String> {
        self.shared
            .world()
            .applications
            .iter()
            .map(|application| application.name.clone())
            .collect()
    }

    /// Switches an application on or off. False: no such application.
    pub fn set_application_active(&self, client_id: &str, active: bool) -> bool {
        self.edit_application(client_id, |application| application.active = active)
    }

    /// Ticks other permissions. Tokens handed out keep what they had, as in Halo. False: no such application.
    pub fn set_application_scopes(&self, client_id: &str, scopes: &[&str]) -> bool {
        self.edit_application(client_id, |application| application.scopes = known(scopes))
    }

    /// Chooses the authentication method. False: no such application.
    pub fn set_application_method(&self, client_id: &str, method: AuthenticationMethod) -> bool {
        self.edit_application(client_id, |application| application.method = method)
    }

    /// Chooses the login type. False: no such application.
    pub fn set_application_login_type(&self, client_id: &str, login_type: LoginType) -> bool {
        self.edit_application(client_id, |application| application.login_type = login_type)
    }

    /// Restricts the application to addresses of which the caller's is none, or lifts that. False: no such application.
    pub fn restrict_application_addresses(&self, client_id: &str, restricted: bool) -> bool {
        self.edit_application(client_id, |application| {
            application.for_other_addresses = restricted;
        })
    }

    /// Makes a new secret and gives it; the old one is void, tokens live on. `None`: no such application.
    pub fn change_secret(&self, client_id: &str) -> Option<String> {
        let secret = self.shared.world().next_secret();
        self.edit_application(client_id, |application| {
            application.secret.clone_from(&secret);
        })
        .then_some(secret)
    }

    /// Ends every token handed out.
    pub fn expire_tokens(&self) {
        self.shared.world().tokens.clear();
    }

    /// How long tokens live from now on.
    pub fn set_token_lifetime(&self, lifetime: Duration) {
        self.shared.settings().token_lifetime = lifetime;
    }

    /// How many tokens were handed out.
    pub fn tokens_issued(&self) -> u64 {
        self.shared.world().tokens_issued
    }

    fn edit_agent(&self, id: i64, edit: impl FnOnce(&mut Agent)) -> bool {
        self.shared.world().agents.get_mut(&id).map(edit).is_some()
    }

    fn edit_application(&self, client_id: &str, edit: impl FnOnce(&mut Application)) -> bool {
        let mut world = self.shared.world();
        world
            .applications
            .iter_mut()
            .find(|application| application.client_id == client_id)
            .map(edit)
            .is_some()
    }
}

fn known(scopes: &[&str]) -> std::collections::BTreeSet<String> {
    scopes
        .iter()
        .filter(|scope| KNOWN_SCOPES.contains(scope))
        .map(|scope| (*scope).to_owned())
        .collect()
}
