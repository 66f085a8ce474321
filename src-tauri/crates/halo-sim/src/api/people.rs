//! `/Team`, `/Agent` and `/Agent/me`: the MSP's own people. What an agent may do shows only in parts of the detail; most
//! of it Halo keeps under claims whose names mean nothing to a reader, and those are left out here.

use serde_json::{Value, json};

use super::{Answer, Context, row_id, rows::like};
use crate::{
    identifiers::row_guid,
    model::{Agent, Team, UNASSIGNED_AGENT},
    server::Reply,
};

/// `GET /Team`: the agent's own team unless `showall=true`.
pub(super) fn teams(cx: &Context<'_>) -> Value {
    let show_all = cx.call.is_set("showall") || cx.caller.rights.see_others_tickets;
    let own = cx.caller.rights.default_team.as_deref();
    let disabled = cx.call.is_set("includedisabled");
    let teams = cx.world.teams.iter();
    teams
        .filter(|team| show_all || own == Some(&team.name))
        .filter(|team| disabled || !team.inactive)
        .map(team_row)
        .collect()
}

/// `GET /Agent`. An API agent without a default team gets an empty list.
pub(super) fn agents(cx: &Context<'_>) -> Value {
    let may_list = cx.caller.rights.default_team.is_some();
    let call = cx.call;
    let search = call.text("search");
    let agents = cx.world.agents.values().filter(|_| may_list);
    agents
        .filter(|agent| {
            if agent.disabled {
                call.is_set("includedisabled")
            } else {
                call.flag("includeenabled") != Some(false)
            }
        })
        .filter(|agent| agent.id != UNASSIGNED_AGENT || call.is_set("includeunassigned"))
        .filter(|agent| !agent.api_only || call.is_set("includeapiagents"))
        .filter(|agent| {
            search.is_none_or(|text| like(&agent.name, text) || like(&agent.email, text))
        })
        .map(|agent| agent_row(cx, agent))
        .collect()
}

/// `GET /Agent/{id}`.
pub(super) fn agent(cx: &Context<'_>, id: &str) -> Answer {
    let agent = cx
        .world
        .agents
        .get(&row_id(id)?)
        .ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(if cx.call.is_set("includedetails") {
        agent_detail(cx, agent)
    } else {
        agent_row(cx, agent)
    }))
}

/// `GET /Agent/me`: claims, not an agent.
pub(super) fn me(cx: &Context<'_>) -> Value {
    if !cx.caller.is_agent {
        return json!({ "claims": [
            { "type": "user_id", "value": "3" },
            { "type": "name", "value": "General User" },
            { "type": "client_id", "value": cx.caller.client_id },
        ]});
    }
    json!({ "claims": [
        { "type": "agent_id", "value": cx.caller.agent_id.to_string() },
        { "type": "name", "value": cx.caller.agent_name },
        { "type": "client_id", "value": cx.caller.client_id },
        { "type": "tenant", "value": cx.settings.tenant },
    ]})
}

fn team_row(team: &Team) -> Value {
    json!({
        "id": team.id,
        "guid": row_guid("team", team.id),
        "intent": "",
        "name": team.name,
        "sequence": team.id,
        "forrequests": team.for_tickets,
        "foropps": false,
        "forprojects": team.for_projects,
        "department_id": 1,
        "department_name": "Support",
        "inactive": team.inactive,
        "agents": [],
        "managers": [],
        "last_modified": null,
        "use": "team",
    })
}

fn agent_detail(cx: &Context<'_>, agent: &Agent) -> Value {
    let rights = &agent.rights;
    let mut detail = agent_row(cx, agent);
    detail["team"] = json!(rights.default_team.as_deref().unwrap_or_default());
    for row in detail["teams"].as_array_mut().into_iter().flatten() {
        row["agent_id"] = json!(agent.id);
        row["unassigned_access"] = json!(rights.see_unassigned_tickets);
        row["otheragent_access"] = json!(rights.see_others_tickets);
    }
    detail["is_admin"] = json!(rights.administrator);
    detail["can_approve_invoice"] = json!(rights.approve_invoices);
    let role = match (rights.administrator, agent.api_only) {
        (true, _) => "Administrator",
        (false, true) => "Integration API role",
        (false, false) => "Standard User",
    };
    detail["roles"] = json!([{
        "id": row_guid("role", agent.id),
        "name": role,
        // "SA": the one claim whose meaning is known.
        "claims": [{ "type": "SA", "value": rights.administrator.to_string() }],
    }]);
    detail["claims"] = json!([]);
    let chosen = rights.customer_ids.iter().filter(|_| !rights.all_customers);
    detail["clients"] = chosen
        .map(|id| {
            json!({
                "agent_id": agent.id,
                "client_id": id,
                "client_name": cx.world.customer_name(*id),
            })
        })
        .collect();
    detail
}

fn agent_row(cx: &Context<'_>, agent: &Agent) -> Value {
    let (first, last) = agent
        .name
        .split_once(' ')
        .unwrap_or((agent.name.as_str(), ""));
    let teams = cx
        .world
        .teams
        .iter()
        .filter(|team| agent.teams.contains(&team.name));
    json!({
        "id": agent.id,
        "name": agent.name,
        "firstname": first,
        "surname": last,
        "initials": agent.name.split(' ').filter_map(|word| word.chars().next()).collect::<String>(),
        "email": agent.email,
        "team": agent.teams.first().map(String::as_str).unwrap_or_default(),
        "teams": teams.map(|team| json!({ "team_id": team.id, "team_name": team.name })).collect::<Vec<_>>(),
        "isdisabled": agent.disabled,
        "is_agent": true,
        "isapiagent": agent.api_only,
        "lastlogindate": "2026-10-01T08:00:00",
        "jobtitle": "",
        "colour": "#8d6bff",
        "use": "agent",
    })
}
