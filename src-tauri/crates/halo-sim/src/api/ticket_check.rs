//! The questions Halo asks before a ticket is written: where it belongs, what is compulsory, which team, which SLA.

use super::{Context, Fields, refusal};
use crate::{
    model::{CustomField, MandatoryField, TicketType, UNASSIGNED_AGENT, UNKNOWN_CUSTOMER},
    server::Reply,
};

/// Where a ticket belongs, by ids.
pub(super) struct Place {
    pub(super) client: i64,
    pub(super) site: i64,
    pub(super) user: i64,
}

/// Works out customer, site and user from what was sent.
///
/// A real user needs its site; without a user the customer's General User is taken, without a customer "Unknown".
pub(super) fn place(cx: &Context<'_>, fields: &Fields) -> Result<Place, Reply> {
    let user_id = fields
        .id("user_id")
        .or_else(|| fields.object_id("userlookup").filter(|id| *id > 0));
    let user = match user_id {
        Some(id) => Some(
            cx.world
                .users
                .get(&id)
                .ok_or_else(|| refusal::foreign_key("USERS", "Uid"))?,
        ),
        None => None,
    };
    let site = match fields.id("site_id") {
        Some(id) => Some(
            cx.world
                .sites
                .get(&id)
                .ok_or_else(|| refusal::foreign_key("SITE", "Ssitenum"))?,
        ),
        None => None,
    };
    if user.is_some() && site.is_none() {
        return Err(refusal::sentence("Please select a Site"));
    }
    let client_id = fields
        .id("client_id")
        .or_else(|| site.map(|site| site.client_id))
        .or_else(|| user.map(|user| user.client_id))
        .unwrap_or(UNKNOWN_CUSTOMER);
    let customer = cx
        .world
        .customers
        .get(&client_id)
        .ok_or_else(|| refusal::foreign_key("AREA", "Aarea"))?;
    if site.is_some_and(|site| site.client_id != client_id)
        || user.is_some_and(|user| user.client_id != client_id)
    {
        return Err(refusal::sentence(
            "The Site or User does not belong to this Customer",
        ));
    }
    if !cx.caller.rights.sees_customer(client_id) {
        return Err(Reply::forbidden());
    }
    Ok(Place {
        client: client_id,
        site: site.map_or(customer.main_site_id, |site| site.id),
        user: user.map_or_else(|| cx.world.general_user(client_id), |user| user.id),
    })
}

/// Complains of the first compulsory field that is missing.
pub(super) fn mandatory(
    kind: &TicketType,
    own: &[CustomField],
    fields: &Fields,
) -> Result<(), Reply> {
    if fields.is_set("_novalidate") {
        return Ok(());
    }
    let missing = kind.mandatory.iter().find(|field| match field {
        MandatoryField::Category(level) => fields.filled(&format!("category_{level}")).is_none(),
        MandatoryField::Impact => fields.id("impact").is_none(),
        MandatoryField::Urgency => fields.id("urgency").is_none(),
        MandatoryField::Details => {
            fields.filled("details").is_none() && fields.filled("details_html").is_none()
        }
        MandatoryField::Custom(id) => !is_custom_filled(own, *id, fields),
    });
    missing.map_or(Ok(()), |field| {
        Err(refusal::sentence(format!(
            "A value must be entered for {}",
            field.label(own)
        )))
    })
}

/// A field of the administrator's own can be sent by its id or by its name.
fn is_custom_filled(own: &[CustomField], id: i64, fields: &Fields) -> bool {
    let name = own
        .iter()
        .find(|field| field.id == id)
        .map(|field| &field.name);
    let sent = fields.list("customfields").into_iter().flatten();
    sent.filter(|field| {
        field["id"].as_i64() == Some(id)
            || field["name"]
                .as_str()
                .is_some_and(|sent| name.is_some_and(|name| name == sent))
    })
    .any(|field| {
        let value = &field["value"];
        !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
    })
}

/// The SLA really in force: the one sent, else the site's, else the type's. A type without an SLA takes only a sent one.
pub(super) fn sla(cx: &Context<'_>, fields: &Fields, kind: &TicketType, site_id: i64) -> i64 {
    let sent = fields.id("sla_id").filter(|id| cx.world.sla(*id).is_some());
    let of_site = cx.world.sites.get(&site_id).map_or(0, |site| site.sla_id);
    sent.unwrap_or(if kind.sla_id > 0 && of_site > 0 {
        of_site
    } else {
        kind.sla_id
    })
}

/// Checks the team and the agent in it.
pub(super) fn assignment(
    cx: &Context<'_>,
    fields: &Fields,
    default_team: &str,
) -> Result<(String, i64), Reply> {
    let team = fields
        .filled("team")
        .unwrap_or_else(|| default_team.to_owned());
    let known = cx
        .world
        .teams
        .iter()
        .find(|row| row.name.eq_ignore_ascii_case(team.trim()));
    let Some(known) = known.filter(|row| row.for_tickets && !row.inactive) else {
        return Err(refusal::sentence(format!(
            "The Team {team} is not valid for this Ticket Type"
        )));
    };
    let agent_id = fields.id("agent_id").unwrap_or(UNASSIGNED_AGENT);
    if agent_id != UNASSIGNED_AGENT {
        let agent = cx
            .world
            .agents
            .get(&agent_id)
            .ok_or_else(|| refusal::foreign_key("UNAME", "Unum"))?;
        let suits = !agent.disabled && agent.teams.contains(&known.name);
        if !suits && !fields.is_set("_agent01_ok") {
            return Err(refusal::sentence(
                "The Agent is not a member of the selected Team",
            ));
        }
    }
    Ok((known.name.clone(), agent_id))
}

/// Refuses a team that the caller's agent does not belong to.
pub(super) fn membership(cx: &Context<'_>, team: &str) -> Result<(), Reply> {
    let agent = cx.world.agents.get(&cx.caller.agent_id);
    if agent.is_some_and(|agent| agent.teams.iter().any(|own| own == team)) {
        return Ok(());
    }
    Err(refusal::sentence(format!(
        "You do not have access to the Team {team}"
    )))
}
