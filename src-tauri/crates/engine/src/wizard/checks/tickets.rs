//! "Tickets": which of them can be read.

use domain::recipe::keys;
use halo_api::{Error, TicketQuery};

use super::desk::Desk;
use super::finding::Finding;
use super::words;

/// Agent 1 stands for nobody (halo-api section 3.8, M).
const NOBODY: i32 = 1;

pub(super) async fn tickets(desk: &Desk) -> Result<Finding, Error> {
    let agent = desk.acting().await?.agent();
    let sees = agent.map(|agent| (agent.sees_unassigned, agent.sees_others));
    let (unassigned, others) = sees.unwrap_or_default();
    let hidden: Vec<(&str, &'static str)> = [
        (unassigned, "of nobody", keys::ROLE_VIEW_UNASSIGNED),
        (others, "of other agents", keys::ROLE_VIEW_OTHERS),
    ]
    .into_iter()
    .filter(|(seen, ..)| *seen == Some(false))
    .map(|(_, words, key)| (words, key))
    .collect();
    if !hidden.is_empty() {
        let (whose, rights): (Vec<&str>, Vec<&'static str>) = hidden.into_iter().unzip();
        let whose = words::and(&whose);
        return Ok(Finding::failed(format!(
            "The agent does not see tickets {whose} in every team it is in."
        ))
        .about(rights));
    }

    let all = desk.halo().count_tickets(&TicketQuery::default()).await?;
    if all.is_none() {
        return none(desk).await;
    }
    if unassigned.is_none() || others.is_none() {
        return by_what_is_there(desk).await;
    }
    Ok(Finding::passed(match all.number() {
        Some(count) => format!("{count} can be read, whoever has them."),
        None => "They can be read, whoever has them.".to_owned(),
    }))
}

async fn none(desk: &Desk) -> Result<Finding, Error> {
    if desk.sees_no_customer().await? {
        return Ok(Finding::skipped(
            "Not run, since no customer can be read, and so no ticket of one.",
        ));
    }
    if desk.types().await?.usable.is_empty() {
        return Ok(Finding::skipped(
            "Not run, since no ticket type may be used, and so no ticket of one is seen.",
        ));
    }
    Ok(Finding::cannot_tell(
        "Halo lists no ticket at all. Either there is none yet, or the agent may see none.",
    )
    .remedy("The test ticket proves it: it is read back.")
    .about([keys::ROLE_TICKETS]))
}

/// Where the agent's settings do not show it: a ticket of nobody and one of somebody else that are seen are proof.
async fn by_what_is_there(desk: &Desk) -> Result<Finding, Error> {
    let of_nobody = TicketQuery {
        agent_id: Some(NOBODY),
        ..TicketQuery::default()
    };
    let nobodys = desk.halo().count_tickets(&of_nobody).await?;
    let all = desk.halo().count_tickets(&TicketQuery::default()).await?;
    let has_others = match (all.number(), nobodys.number()) {
        (Some(all), Some(nobodys)) => all > nobodys,
        _ => false,
    };
    let mut unproven = Vec::new();
    if nobodys.is_none() {
        unproven.push(keys::ROLE_VIEW_UNASSIGNED);
    }
    if !has_others {
        unproven.push(keys::ROLE_VIEW_OTHERS);
    }
    if unproven.is_empty() {
        return Ok(Finding::passed(
            "Those of nobody and those of agents can be read.",
        ));
    }
    Ok(
        Finding::cannot_tell("Tickets can be read, but not of every kind is one there to see.")
            .remedy("It shows as soon as there is such a ticket.")
            .about(unproven),
    )
}
