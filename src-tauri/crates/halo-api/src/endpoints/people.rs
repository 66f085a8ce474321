//! Teams and agents: `/Team`, `/Agent` (halo-api.md section 3.7).

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::{Agent, AgentDetail, Me, Team};

fn list_teams() -> ApiRequest {
    ApiRequest::get("Team").with("showall", true)
}

fn list_agents() -> ApiRequest {
    ApiRequest::get("Agent")
        .with("includeenabled", true)
        .with("includeapiagents", true)
}

fn get_agent(id: i32) -> ApiRequest {
    ApiRequest::get(format!("Agent/{id}")).with("includedetails", true)
}

fn get_me() -> ApiRequest {
    ApiRequest::get("Agent/me")
}

impl HaloClient {
    /// Lists the teams.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn teams(&self) -> Result<Vec<Team>, Error> {
        self.list(&list_teams(), "teams").await
    }

    /// Lists the agents that may sign in, those for the API too. An agent without a default team
    /// sees none.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn agents(&self) -> Result<Vec<Agent>, Error> {
        self.list(&list_agents(), "agents").await
    }

    /// Reads one agent with what Halo tells of its rights.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such agent; [`Error::Forbidden`] where agents may not be
    /// looked at.
    pub async fn agent(&self, id: i32) -> Result<AgentDetail, Error> {
        self.record(&get_agent(id)).await
    }

    /// Asks who the token acts as.
    ///
    /// # Errors
    /// Whatever stops the request; [`Error::RemoteChanged`] if the answer tells nothing about an
    /// agent, which is no reason to think that the token is bad.
    pub async fn me(&self) -> Result<Me, Error> {
        let request = get_me();
        let value = self.call(&request).await?;
        Me::from_value(&value).ok_or_else(|| Error::RemoteChanged {
            endpoint: request.path,
            detail: "neither an agent nor claims".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_asked_for() {
        insta::assert_snapshot!(list_teams(), @"GET Team?showall=true");
        insta::assert_snapshot!(list_agents(), @"GET Agent?includeenabled=true&includeapiagents=true");
        insta::assert_snapshot!(get_agent(7), @"GET Agent/7?includedetails=true");
        insta::assert_snapshot!(get_me(), @"GET Agent/me");
    }
}
