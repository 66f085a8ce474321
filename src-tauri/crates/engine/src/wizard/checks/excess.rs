//! "More rights than needed".

use domain::recipe::keys;
use halo_api::Error;

use super::desk::{Acting, Desk};
use super::finding::{Finding, Right};
use super::words;

pub(super) async fn excess(desk: &Desk) -> Result<Finding, Error> {
    let wide = match wide_scopes(desk).await? {
        Scopes::Told(wide) => Some(wide),
        Scopes::NotTold => None,
    };
    let acting = desk.acting().await?;
    let mut doubts: Vec<(String, Right)> = Vec::new();
    if let Some(wide) = wide.as_ref().filter(|wide| !wide.is_empty()) {
        let quoted: Vec<String> = wide.iter().map(|scope| format!("“{scope}”")).collect();
        let names: Vec<&str> = quoted.iter().map(String::as_str).collect();
        doubts.push((
            format!("the application also holds {}", words::few(&names)),
            keys::APPLICATION_PERMISSIONS.into(),
        ));
    }
    let agent = acting.agent();
    if agent.is_some_and(|agent| agent.is_administrator == Some(true)) {
        doubts.push((
            "the agent has an administrator's rights".to_owned(),
            keys::AGENT_ROLE.into(),
        ));
    }
    if agent.is_some_and(|agent| agent.can_approve_invoices == Some(true)) {
        doubts.push((
            "the agent may approve invoices".to_owned(),
            keys::AGENT_APPROVE_INVOICES.into(),
        ));
    }
    if !doubts.is_empty() {
        let (reasons, rights): (Vec<String>, Vec<Right>) = doubts.into_iter().unzip();
        return Ok(Finding::warning(format!(
            "Works, but reaches further than it has to: {}.",
            words::and(&reasons.iter().map(String::as_str).collect::<Vec<_>>())
        ))
        .about(rights));
    }
    let knows_agent = match acting {
        Acting::Agent(agent) => agent.is_administrator.is_some(),
        Acting::Somebody { .. } => false,
        Acting::EndUser => true,
    };
    Ok(match (wide.is_some(), knows_agent) {
        (true, true) => Finding::passed("The application and its agent hold what is needed."),
        (true, false) => Finding::cannot_tell(
            "The application holds what is needed. Halo does not show the rights of its agent.",
        )
        .remedy("Make sure that the agent has this role and no other.")
        .about([keys::AGENT_ROLE]),
        (false, _) => {
            Finding::cannot_tell("Halo does not say what else the application was given.")
                .remedy("Compare the application's permissions with this list.")
                .about([keys::APPLICATION_PERMISSIONS])
        }
    })
}

/// What the application was given beyond what is needed.
enum Scopes {
    Told(Vec<String>),
    NotTold,
}

/// With `all` a token gets whatever the application was ticked for; where it may not be asked for, the application has
/// no such right (halo-api section 2, M).
async fn wide_scopes(desk: &Desk) -> Result<Scopes, Error> {
    let grant = match desk.halo().asking_for("all").token().await {
        Ok(grant) => grant,
        Err(Error::InvalidScope { .. }) => return Ok(Scopes::Told(Vec::new())),
        Err(error) => return Err(error),
    };
    if grant.scopes.is_empty() {
        return Ok(Scopes::NotTold);
    }
    let mut needed = domain::recipe::scopes(desk.features);
    needed.extend(domain::recipe::optional_scopes(desk.features));
    let is_needed = |scope: &String| needed.contains(&scope.as_str());
    let wide = grant.scopes.into_iter().filter(|scope| !is_needed(scope));
    Ok(Scopes::Told(wide.collect()))
}
