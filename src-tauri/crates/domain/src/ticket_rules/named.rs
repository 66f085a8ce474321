//! Ticket rules with the names of what they number, so that another Halo can be asked for the same. Looking the names up
//! there is in [`super::resolve`].

use std::collections::BTreeMap;

use super::{RulesOverride, TicketRules};
use crate::halo_config::HaloConfig;
use crate::{SlaId, StatusId, TicketTypeId};

/// Something of Halo as it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number there.
    pub id: i32,
    /// Its name there; `None` when nobody knew it.
    pub name: Option<String>,
}

/// What is sent in a field, as it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedField {
    /// The field's label, where its key is a number of Halo's.
    pub label: Option<String>,
    /// What is sent.
    pub value: String,
    /// What it is called, where that is something else.
    pub name: Option<String>,
}

/// The vendor's status that one of Halo's stands for, as that one was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBack {
    /// The Halo status's name.
    pub name: Option<String>,
    /// The vendor's status.
    pub key: String,
}

/// Rules as one organisation can have them of its own, with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedOwn {
    /// The ticket type.
    pub ticket_type: Option<Named>,
    /// The SLA.
    pub sla: Option<Named>,
    /// The vendor's level key to the priority.
    pub priorities: BTreeMap<String, Named>,
    /// By the key under which it is sent.
    pub field_defaults: BTreeMap<String, NamedField>,
    /// The team, which goes by its name.
    pub team: Option<String>,
    /// The agent.
    pub agent: Option<Named>,
}

/// Everybody's rules, with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedRules {
    /// What an organisation could have of its own too.
    pub shared: NamedOwn,
    /// The vendor's status key to Halo's status.
    pub status_to_halo: BTreeMap<String, Named>,
    /// Halo's status, by its number, to the vendor's.
    pub status_from_halo: BTreeMap<i32, NamedBack>,
    /// The request source.
    pub request_source: Option<Named>,
    /// What notes are made with.
    pub note_outcome: Option<Named>,
    /// Whether Halo may mail end users.
    pub allow_mail: bool,
}

impl NamedRules {
    /// Names everything that this configuration knows.
    pub fn of(rules: &TicketRules, config: &HaloConfig) -> Self {
        let status = |id: StatusId| config.status(id).map(|one| one.name.clone());
        let choice = |id: i32, all: &[crate::halo_config::Choice]| Named {
            id,
            name: all
                .iter()
                .find(|one| one.id == id)
                .map(|one| one.name.clone()),
        };
        Self {
            shared: NamedOwn::name(
                &RulesOverride {
                    ticket_type: rules.ticket_type,
                    sla: rules.sla,
                    priorities: rules.priorities.clone(),
                    team: rules.team.clone(),
                    agent: rules.agent,
                    field_defaults: rules.field_defaults.clone(),
                },
                rules.effective_sla(config),
                config,
            ),
            status_to_halo: rules
                .status_to_halo
                .iter()
                .map(|(key, id)| {
                    let named = Named {
                        id: id.get(),
                        name: status(*id),
                    };
                    (key.clone(), named)
                })
                .collect(),
            status_from_halo: rules
                .status_from_halo
                .iter()
                .map(|(id, key)| {
                    let back = NamedBack {
                        name: status(*id),
                        key: key.clone(),
                    };
                    (id.get(), back)
                })
                .collect(),
            request_source: rules
                .request_source
                .map(|id| choice(id, &config.request_sources)),
            note_outcome: rules.note_outcome.map(|id| choice(id, &config.outcomes)),
            allow_mail: rules.allow_mail,
        }
    }

    /// The rules without the names, as they hold in the Halo whose numbers these are.
    pub fn bare(&self) -> TicketRules {
        let own = self.shared.bare();
        let to_halo = self.status_to_halo.iter();
        let from_halo = self.status_from_halo.iter();
        TicketRules {
            ticket_type: own.ticket_type,
            sla: own.sla,
            priorities: own.priorities,
            field_defaults: own.field_defaults,
            team: own.team,
            agent: own.agent,
            status_to_halo: to_halo
                .map(|(key, one)| (key.clone(), StatusId::new(one.id)))
                .collect(),
            status_from_halo: from_halo
                .map(|(id, back)| (StatusId::new(*id), back.key.clone()))
                .collect(),
            request_source: self.request_source.as_ref().map(|one| one.id),
            note_outcome: self.note_outcome.as_ref().map(|one| one.id),
            allow_mail: self.allow_mail,
        }
    }

    /// How many numbers have no name, so that no other Halo can be asked for them.
    pub fn unnamed(&self) -> usize {
        let nameless = |one: &&Named| one.name.is_none();
        let chosen = [&self.request_source, &self.note_outcome];
        self.shared.unnamed()
            + chosen.into_iter().flatten().filter(nameless).count()
            + self.status_to_halo.values().filter(nameless).count()
            + self
                .status_from_halo
                .values()
                .filter(|back| back.name.is_none())
                .count()
    }
}

impl NamedOwn {
    /// Names everything that this configuration knows of an organisation's own rules.
    pub fn of(own: &RulesOverride, everybody: &TicketRules, config: &HaloConfig) -> Self {
        let sla = everybody
            .for_organization(own, config)
            .effective_sla(config);
        Self::name(own, sla, config)
    }

    /// A priority's number means something only inside its SLA.
    fn name(own: &RulesOverride, sla: Option<SlaId>, config: &HaloConfig) -> Self {
        let priority = |number: i32| {
            let mut all = config.priorities_of(sla?);
            all.find(|one| one.number == number)
                .map(|one| one.name.clone())
        };
        Self {
            ticket_type: own.ticket_type.map(|id| Named {
                id: id.get(),
                name: config.ticket_type(id).map(|one| one.name.clone()),
            }),
            sla: own.sla.map(|id| Named {
                id: id.get(),
                name: config.sla(id).map(|one| one.name.clone()),
            }),
            priorities: own
                .priorities
                .iter()
                .map(|(level, number)| {
                    let named = Named {
                        id: *number,
                        name: priority(*number),
                    };
                    (level.clone(), named)
                })
                .collect(),
            field_defaults: own
                .field_defaults
                .iter()
                .map(|(key, value)| (key.clone(), NamedField::of(key, value, config)))
                .collect(),
            team: own.team.clone(),
            agent: own.agent.map(|id| Named {
                id,
                name: config.agent(id).map(|one| one.name.clone()),
            }),
        }
    }

    /// The rules without the names.
    pub fn bare(&self) -> RulesOverride {
        let id = |one: &Option<Named>| one.as_ref().map(|one| one.id);
        let fields = self.field_defaults.iter();
        RulesOverride {
            ticket_type: id(&self.ticket_type).map(TicketTypeId::new),
            sla: id(&self.sla).map(SlaId::new),
            priorities: self
                .priorities
                .iter()
                .map(|(level, one)| (level.clone(), one.id))
                .collect(),
            team: self.team.clone(),
            agent: id(&self.agent),
            field_defaults: fields
                .map(|(key, field)| (key.clone(), field.value.clone()))
                .collect(),
        }
    }

    /// As [`NamedRules::unnamed`].
    pub fn unnamed(&self) -> usize {
        let nameless = |one: &&Named| one.name.is_none();
        let chosen = [&self.ticket_type, &self.sla, &self.agent];
        let fields = self.field_defaults.iter();
        chosen.into_iter().flatten().filter(nameless).count()
            + self.priorities.values().filter(nameless).count()
            + fields.filter(|(key, field)| field.is_unnamed(key)).count()
    }
}

impl NamedField {
    fn of(key: &str, value: &str, config: &HaloConfig) -> Self {
        let mut demanded = config.demanded_custom_fields();
        let label = demanded
            .find(|(_, field)| field.key() == key)
            .map(|(label, _)| label.to_owned());
        let choices = config.field_choices(key);
        let mut choices = choices.into_iter();
        let name = choices
            .find(|(sent, _)| sent == value)
            .map(|(_, name)| name)
            .filter(|name| name != value);
        Self {
            label,
            value: value.to_owned(),
            name,
        }
    }

    fn is_unnamed(&self, key: &str) -> bool {
        if key.starts_with("customfield_") {
            self.label.is_none()
        } else {
            // What is sent as a category is its name.
            !key.starts_with("category_") && self.name.is_none()
        }
    }
}
