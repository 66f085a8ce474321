//! Checking ticket rules against Halo's configuration, without asking Halo anything.

use super::{Finding, RulesOverride, StatusPlace, TicketRules, preset};
use crate::{
    Features, StatusId,
    halo_config::{Choice, HaloConfig, TicketType},
    vendor::Vendor,
};

/// What does not hold about one organisation's own rules and holds about everybody's, worst first.
pub fn preflight_override(
    rules: &TicketRules,
    own: &RulesOverride,
    vendor: &Vendor,
    config: &HaloConfig,
    features: Features,
) -> Vec<Finding> {
    let known = preflight(rules, vendor, config, features);
    let effective = rules.for_organization(own, config);
    let mut findings = preflight(&effective, vendor, config, features);
    findings.retain(|finding| !known.contains(finding));
    findings
}

/// Everything about the rules that does not hold, worst first. Empty means that Halo has no reason to refuse.
pub fn preflight(
    rules: &TicketRules,
    vendor: &Vendor,
    config: &HaloConfig,
    features: Features,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ticket_type = check_type(rules, config, &mut findings);
    if let Some(ticket_type) = ticket_type {
        check_priorities(rules, vendor, config, ticket_type, &mut findings);
        check_fields(rules, vendor, config, ticket_type, &mut findings);
    }
    check_assignment(rules, config, &mut findings);
    check_choices(rules, config, &mut findings);
    check_statuses(rules, vendor, config, ticket_type, features, &mut findings);
    // Stable: within one severity the order of the form stays.
    findings.sort_by_key(Finding::severity);
    findings
}

fn check_type<'a>(
    rules: &TicketRules,
    config: &'a HaloConfig,
    findings: &mut Vec<Finding>,
) -> Option<&'a TicketType> {
    let Some(id) = rules.ticket_type else {
        findings.push(Finding::TicketTypeMissing);
        return None;
    };
    let Some(ticket_type) = config.ticket_type(id) else {
        findings.push(Finding::TicketTypeGone { id });
        return None;
    };
    if !ticket_type.can_create {
        findings.push(Finding::TicketTypeNotCreatable {
            id,
            name: ticket_type.name.clone(),
        });
    }
    Some(ticket_type)
}

fn check_priorities(
    rules: &TicketRules,
    vendor: &Vendor,
    config: &HaloConfig,
    ticket_type: &TicketType,
    findings: &mut Vec<Finding>,
) {
    let Some(sla) = rules.sla.or(ticket_type.default_sla) else {
        findings.push(Finding::SlaMissing);
        return;
    };
    if config.sla(sla).is_none() {
        findings.push(Finding::SlaGone { id: sla });
        return;
    }
    for level in &vendor.levels {
        let (name, key) = (level.name.clone(), level.key.clone());
        let Some(&number) = rules.priorities.get(&level.key) else {
            findings.push(Finding::LevelUnmapped { level: name, key });
            continue;
        };
        let found = config
            .priorities_of(sla)
            .find(|priority| priority.number == number);
        match found {
            None => findings.push(Finding::PriorityForeign {
                level: name,
                key,
                priority: number,
            }),
            Some(priority) if priority.hidden => findings.push(Finding::PriorityHidden {
                level: name,
                key,
                priority: number,
                name: priority.name.clone(),
            }),
            Some(_) => {}
        }
    }
}

fn check_fields(
    rules: &TicketRules,
    vendor: &Vendor,
    config: &HaloConfig,
    ticket_type: &TicketType,
    findings: &mut Vec<Finding>,
) {
    for field in &ticket_type.mandatory_fields {
        let key = field.key.as_str();
        let is_filled = field.has_default
            || ALWAYS_SENT.contains(&key)
            || (key == "team" && rules.team.is_some())
            || (key == "priority" && !rules.priorities.is_empty())
            || rules
                .field_defaults
                .get(key)
                .is_some_and(|value| field.is_filled_by(value));
        if is_filled {
            continue;
        }
        let example = preset::field_value(key, vendor, config)
            .or_else(|| {
                config
                    .field_choices(key)
                    .first()
                    .map(|(value, _)| value.clone())
            })
            .map(|value| in_words(key, &value, config));
        findings.push(Finding::MandatoryFieldEmpty {
            key: field.key.clone(),
            label: field.label.clone(),
            can_be_given: matches!(key, "team" | "priority")
                || example.is_some()
                || config.takes_text(key),
            example,
        });
    }
    for (key, value) in &rules.field_defaults {
        let mut mandatory = ticket_type.mandatory_fields.iter();
        let demanded = mandatory.find(|field| field.key == *key);
        let is_sent = match demanded {
            // What cannot be sent at all is said above.
            Some(field) => field.is_filled_by(value),
            // The administrator's own fields are sent to the types that ask for them only.
            None => !key.starts_with("customfield_"),
        };
        let offered = config.field_choices(key);
        // A list that could not be read tells nothing.
        if is_sent && !offered.is_empty() && offered.iter().all(|(other, _)| other != value) {
            findings.push(Finding::FieldValueGone {
                key: key.clone(),
                value: in_words(key, value, config),
                is_demanded: demanded.is_some(),
            });
        }
    }
}

fn in_words(key: &str, value: &str, config: &HaloConfig) -> String {
    let offered = config.field_choices(key);
    let known = offered.into_iter().find(|(other, _)| other == value);
    known.map_or_else(|| value.to_owned(), |(_, name)| name)
}

fn check_assignment(rules: &TicketRules, config: &HaloConfig, findings: &mut Vec<Finding>) {
    if let Some(name) = &rules.team
        && !config.teams.is_empty()
        && !config
            .teams
            .iter()
            .any(|team| team.name.eq_ignore_ascii_case(name))
    {
        findings.push(Finding::TeamGone { name: name.clone() });
    }
    let Some(id) = rules.agent.filter(|_| !config.agents.is_empty()) else {
        return;
    };
    match (config.agent(id), &rules.team) {
        (None, _) => findings.push(Finding::AgentGone { id }),
        (Some(agent), Some(team)) if !agent.suits(team) => {
            findings.push(Finding::AgentNotInTeam {
                agent: agent.name.clone(),
                team: team.clone(),
            });
        }
        (Some(_), _) => {}
    }
}

fn check_choices(rules: &TicketRules, config: &HaloConfig, findings: &mut Vec<Finding>) {
    let gone = |chosen: Option<i32>, offered: &[Choice]| {
        chosen.filter(|id| !offered.is_empty() && offered.iter().all(|other| other.id != *id))
    };
    if let Some(id) = gone(rules.request_source, &config.request_sources) {
        findings.push(Finding::RequestSourceGone { id });
    }
    if let Some(id) = gone(rules.note_outcome, &config.outcomes) {
        findings.push(Finding::NoteOutcomeGone { id });
    }
}

/// Fields that every ticket of ours carries.
const ALWAYS_SENT: &[&str] = &[
    "summary",
    "details",
    "client_id",
    "site_id",
    "user_id",
    "tickettype_id",
];

fn check_statuses(
    rules: &TicketRules,
    vendor: &Vendor,
    config: &HaloConfig,
    ticket_type: Option<&TicketType>,
    features: Features,
    findings: &mut Vec<Finding>,
) {
    // A status that the vendor no longer has is never looked up, so where it led does not matter.
    let mut to_halo = Vec::with_capacity(vendor.statuses.len());
    for status in &vendor.statuses {
        let key = status.key.clone();
        match rules.status_to_halo.get(&key) {
            Some(&id) => to_halo.push((StatusPlace::ToHalo { key }, id)),
            None => findings.push(Finding::VendorStatusUnmapped {
                status: status.name.clone(),
                key,
            }),
        }
    }
    let from_halo = rules
        .status_from_halo
        .keys()
        .map(|&id| (StatusPlace::FromHalo { id }, id));
    findings.extend(
        to_halo
            .into_iter()
            .chain(from_halo)
            .filter_map(|(place, id)| check_status(place, id, config, ticket_type)),
    );
    for (&id, key) in &rules.status_from_halo {
        if vendor.statuses.iter().all(|status| status.key != *key) {
            findings.push(Finding::UnknownVendorStatus {
                id,
                key: key.clone(),
            });
        }
    }
    if features.status && rules.status_from_halo.is_empty() {
        findings.push(Finding::NothingComesBack);
    }
}

fn check_status(
    place: StatusPlace,
    id: StatusId,
    config: &HaloConfig,
    ticket_type: Option<&TicketType>,
) -> Option<Finding> {
    let Some(status) = config.status(id) else {
        return Some(Finding::StatusGone { place, id });
    };
    let name = status.name.clone();
    if !status.is_ticket {
        return Some(Finding::StatusNotForTickets { place, id, name });
    }
    let ticket_type = ticket_type.filter(|ticket_type| !ticket_type.allows(id))?;
    Some(Finding::StatusNotAllowed {
        place,
        id,
        name,
        ticket_type: ticket_type.name.clone(),
    })
}

#[cfg(test)]
#[path = "preflight_tests.rs"]
mod tests;
