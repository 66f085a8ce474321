//! Halo's configuration: ticket types with their details, statuses, SLAs, priorities, teams, and what may stand in the
//! other fields of a ticket.

use domain::halo_config::{Agent, Choice, HaloConfig, Priority, Sla, Status, Team, TicketType};
use domain::{SlaId, StatusId, TeamId, TicketTypeId};
use halo_api::{CategoryLevel, HaloClient, Lookup, LookupValue, StatusQuery};

use super::fields::{Demands, demands, mandatory_fields};

use crate::error::Result;
use crate::tasks::{Meter, TaskHandle};

/// Asks for all of it.
pub(super) async fn read(
    halo: &HaloClient,
    meter: &Meter,
    handle: &mut TaskHandle,
) -> Result<HaloConfig> {
    let (ticket_types, demands) = read_types(halo, meter, handle).await?;
    handle.progress("Reading statuses and priorities", 0, None, meter);
    let all = halo.statuses(&StatusQuery::default()).await?;
    let open = halo
        .statuses(&StatusQuery {
            ticket_type_id: None,
            exclude_closed: true,
        })
        .await?;
    let slas = halo.slas().await?;
    let priorities = halo.priorities(None).await?;
    let teams = halo.teams().await?;
    let categories = unless_forbidden(halo.categories(CategoryLevel::One).await)?;
    let deeper_categories = deeper_categories(halo, &demands).await?;
    handle.progress("Reading agents and request sources", 0, None, meter);
    let agents = unless_forbidden(halo.agents().await)?;
    let outcomes = unless_forbidden(halo.outcomes().await)?;
    let request_sources = lookup(halo, Lookup::RequestSource).await?;
    let impacts = lookup(halo, Lookup::Impact).await?;
    let urgencies = lookup(halo, Lookup::Urgency).await?;
    Ok(HaloConfig {
        ticket_types,
        statuses: learn_closed(&all, &open),
        slas: slas
            .into_iter()
            .map(|sla| Sla {
                id: SlaId::new(sla.id),
                name: sla.name,
            })
            .collect(),
        priorities: priorities
            .into_iter()
            .map(|priority| Priority {
                sla: SlaId::new(priority.sla_id),
                number: priority.priority_id,
                name: priority.name,
                hidden: priority.hidden,
            })
            .collect(),
        teams: teams
            .into_iter()
            .filter(|team| !team.inactive && team.for_tickets != Some(false))
            .map(|team| Team {
                id: TeamId::new(team.id),
                name: team.name,
            })
            .collect(),
        categories: categories
            .into_iter()
            .map(|category| category.name)
            .collect(),
        deeper_categories,
        agents: agents.into_iter().filter_map(as_agent).collect(),
        request_sources,
        impacts,
        urgencies,
        outcomes: outcomes
            .into_iter()
            .map(|outcome| Choice {
                id: outcome.id,
                name: outcome.name,
            })
            .collect(),
    })
}

/// The ticket types with their details, and what else has to be read because of them.
async fn read_types(
    halo: &HaloClient,
    meter: &Meter,
    handle: &mut TaskHandle,
) -> Result<(Vec<TicketType>, Demands)> {
    let listed: Vec<_> = halo
        .ticket_types()
        .await?
        .into_iter()
        .filter(halo_api::TicketType::is_for_tickets)
        .collect();
    let total = u32::try_from(listed.len()).ok();
    let mut details = Vec::with_capacity(listed.len());
    for (done, kind) in listed.into_iter().enumerate() {
        let done = u32::try_from(done).unwrap_or(u32::MAX);
        handle.progress("Reading ticket types", done, total, meter);
        // A type that the agent may not open is still listed; it is kept
        // without details, so that the screen can say why it is greyed.
        let detail = match halo.ticket_type(kind.id).await {
            Ok(detail) => Some(detail),
            Err(halo_api::Error::Forbidden { .. } | halo_api::Error::NotFound { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        details.push((kind, detail));
    }
    let demands = demands(&details);
    // Asked only where a type has such a field and Halo does not say along with it what it is.
    let known = if demands.unknown_fields {
        unless_forbidden(halo.fields().await)?
    } else {
        Vec::new()
    };
    let ticket_types = details.into_iter().map(|(kind, detail)| {
        let fields = mandatory_fields(&kind, detail.as_ref(), &known);
        TicketType {
            mandatory_fields: fields,
            ..as_ticket_type(kind, detail)
        }
    });
    Ok((ticket_types.collect(), demands))
}

/// The categories of the levels that some type asks for. The others are nobody's question.
async fn deeper_categories(
    halo: &HaloClient,
    demands: &Demands,
) -> std::result::Result<[Vec<String>; 3], halo_api::Error> {
    let mut all = [const { Vec::new() }; 3];
    let levels = [
        CategoryLevel::Two,
        CategoryLevel::Three,
        CategoryLevel::Four,
    ];
    for ((names, level), is_wanted) in all.iter_mut().zip(levels).zip(demands.deeper_categories) {
        if is_wanted {
            let listed = unless_forbidden(halo.categories(level).await)?;
            *names = listed.into_iter().map(|category| category.name).collect();
        }
    }
    Ok(all)
}

/// A list that only helps to choose: without the right to read it there is nothing to choose, and the rest goes on.
fn unless_forbidden<T>(
    list: std::result::Result<Vec<T>, halo_api::Error>,
) -> std::result::Result<Vec<T>, halo_api::Error> {
    match list {
        Err(halo_api::Error::Forbidden { .. } | halo_api::Error::NotFound { .. }) => Ok(Vec::new()),
        other => other,
    }
}

async fn lookup(halo: &HaloClient, lookup: Lookup) -> Result<Vec<Choice>> {
    let values = unless_forbidden(halo.lookup(lookup).await)?;
    let in_use = |value: LookupValue| {
        (!value.inactive).then_some(Choice {
            id: value.id,
            name: value.name,
        })
    };
    Ok(values.into_iter().filter_map(in_use).collect())
}

/// Halo's agent for "nobody" (halo-api 3.8).
const UNASSIGNED: i32 = 1;

/// An agent that a person may want the tickets to go to: not one that is there for programs, and not "Unassigned".
fn as_agent(agent: halo_api::Agent) -> Option<Agent> {
    if agent.id == UNASSIGNED || agent.disabled || agent.is_api_agent == Some(true) {
        return None;
    }
    let mut teams: Vec<String> = agent
        .teams
        .into_iter()
        .filter_map(|team| team.team_name)
        .collect();
    if let Some(own) = agent.team.filter(|own| !teams.contains(own)) {
        teams.push(own);
    }
    Some(Agent {
        id: agent.id,
        name: agent.name,
        teams,
    })
}

/// Which statuses close a ticket: those that Halo leaves out when asked for
/// open ones (halo-api 3.5, confidence L). Where the filter leaves out none or
/// all, it was ignored, and nothing is claimed.
fn learn_closed(all: &[halo_api::Status], open: &[halo_api::Status]) -> Vec<Status> {
    let is_open = |status: &halo_api::Status| open.iter().any(|other| other.id == status.id);
    let tickets = all.iter().filter(|status| status.is_for_tickets());
    let (kept, dropped): (Vec<_>, Vec<_>) = tickets.partition(|status| is_open(status));
    let told = !kept.is_empty() && !dropped.is_empty();
    all.iter()
        .map(|status| Status {
            id: StatusId::new(status.id),
            name: status.name.clone(),
            is_ticket: status.is_for_tickets(),
            is_closed: (told && status.is_for_tickets()).then(|| !is_open(status)),
        })
        .collect()
}

fn as_ticket_type(
    kind: halo_api::TicketType,
    detail: Option<halo_api::TicketTypeDetail>,
) -> TicketType {
    let can_create =
        kind.may_create() && detail.as_ref().is_none_or(|d| d.can_create != Some(false));
    TicketType {
        id: TicketTypeId::new(kind.id),
        default_sla: detail
            .as_ref()
            .and_then(|d| d.default_sla)
            .or(kind.default_sla)
            .map(SlaId::new),
        default_priority: detail
            .as_ref()
            .and_then(|d| d.default_priority)
            .or(kind.default_priority),
        initial_status: detail
            .as_ref()
            .and_then(|d| d.initial_status)
            .map(StatusId::new),
        allowed_statuses: detail
            .filter(|d| d.allow_all_statuses != Some(true) && !d.allowed_statuses.is_empty())
            .map(|d| d.allowed_statuses.into_iter().map(StatusId::new).collect()),
        name: kind.name,
        can_create,
        mandatory_fields: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(id: i32, kind: i32) -> halo_api::Status {
        halo_api::Status {
            id,
            name: format!("Status {id}"),
            short_name: None,
            kind: Some(kind),
            sequence: None,
            colour: None,
        }
    }

    #[test]
    fn closed_is_learnt_and_never_assumed() {
        let all = [status(1, 0), status(9, 0), status(12, 3)];
        let learnt = learn_closed(&all, &[status(1, 0), status(12, 3)]);
        let closed: Vec<_> = learnt.iter().map(|s| s.is_closed).collect();
        assert_eq!(closed, [Some(false), Some(true), None]);
        let ignored = learn_closed(&all, &all);
        assert!(ignored.iter().all(|status| status.is_closed.is_none()));
    }
}
