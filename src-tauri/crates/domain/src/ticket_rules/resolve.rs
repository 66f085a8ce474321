//! Rules of one Halo looked up in another: a number is believed where its name agrees, else the one thing of that name is
//! taken, else the choice is left out and said. What is found is a proposal; whether it suits is for pre-flight.

use std::collections::BTreeMap;

use super::named::{Named, NamedField, NamedOwn, NamedRules};
use super::{RulesOverride, TicketRules};
use crate::halo_config::{Choice, CustomKind, HaloConfig};
use crate::vendor::Vendor;
use crate::{SlaId, StatusId, TicketTypeId};

/// Rules as they would be in another Halo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved<Rules> {
    /// What was found.
    pub rules: Rules,
    /// How many choices that is.
    pub found: u32,
    /// What was not, in the order of the form.
    pub conflicts: Vec<Conflict>,
}

/// A choice that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The choice, as the form calls it.
    pub choice: String,
    /// What was chosen, by its name where one is known.
    pub chosen: String,
    /// Why it was left out.
    pub why: Why,
}

/// Why a choice was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is nothing of that name.
    NotThere,
    /// There are so many of that name.
    Several(usize),
    /// Its name is not known.
    Unnamed,
    /// There is no SLA to look for a priority in.
    NoSla,
    /// Another status of the old Halo stands for the same one here.
    Taken,
}

impl Why {
    /// The reason as a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::NotThere => "Halo has nothing of this name here.".to_owned(),
            Self::Several(count) => format!("Halo has {count} of this name here."),
            Self::Unnamed => "Only its number in the other Halo is known.".to_owned(),
            Self::NoSla => "There is no SLA here to look for it in.".to_owned(),
            Self::Taken => "The status of this name leads somewhere else already.".to_owned(),
        }
    }
}

/// Everybody's rules as they would be in the Halo of this configuration.
pub fn resolve(named: &NamedRules, vendor: &Vendor, config: &HaloConfig) -> Resolved<TicketRules> {
    let mut search = Search::new(vendor, config);
    let mut rules = TicketRules {
        allow_mail: named.allow_mail,
        ..TicketRules::default()
    };
    let shared = &named.shared;
    (rules.ticket_type, rules.sla) = search.type_and_sla(shared);
    rules.priorities = search.priorities(shared, rules.effective_sla(config));
    search.statuses(named, &mut rules);
    rules.field_defaults = search.fields(shared);
    (rules.team, rules.agent) = search.team_and_agent(shared);
    rules.request_source = search.choice(
        "Request source",
        named.request_source.as_ref(),
        &config.request_sources,
    );
    rules.note_outcome = search.choice(
        "Notes are made with",
        named.note_outcome.as_ref(),
        &config.outcomes,
    );
    search.done(rules)
}

/// An organisation's own rules as they would be in the Halo of this configuration, beside everybody's there.
pub fn resolve_own(
    named: &NamedOwn,
    everybody: &TicketRules,
    vendor: &Vendor,
    config: &HaloConfig,
) -> Resolved<RulesOverride> {
    let mut search = Search::new(vendor, config);
    let mut own = RulesOverride::default();
    (own.ticket_type, own.sla) = search.type_and_sla(named);
    let sla = everybody
        .for_organization(&own, config)
        .effective_sla(config);
    own.priorities = search.priorities(named, sla);
    own.field_defaults = search.fields(named);
    (own.team, own.agent) = search.team_and_agent(named);
    search.done(own)
}

struct Search<'a> {
    vendor: &'a Vendor,
    config: &'a HaloConfig,
    found: u32,
    conflicts: Vec<Conflict>,
}

impl<'a> Search<'a> {
    fn new(vendor: &'a Vendor, config: &'a HaloConfig) -> Self {
        Self {
            vendor,
            config,
            found: 0,
            conflicts: Vec::new(),
        }
    }

    fn done<Rules>(self, rules: Rules) -> Resolved<Rules> {
        Resolved {
            rules,
            found: self.found,
            conflicts: self.conflicts,
        }
    }

    fn leave_out(&mut self, choice: &str, chosen: &str, why: Why) {
        let conflict = Conflict {
            choice: choice.to_owned(),
            chosen: chosen.to_owned(),
            why,
        };
        // Two statuses of one name that stood for the same are one thing to look for.
        if !self.conflicts.contains(&conflict) {
            self.conflicts.push(conflict);
        }
    }

    /// The one that is meant, among what Halo offers for a choice.
    fn find<Id: Copy>(
        &mut self,
        choice: &str,
        (was, name): (&str, Option<&str>),
        offered: impl IntoIterator<Item = (Id, String, String)>,
    ) -> Option<Id> {
        let Some(name) = name else {
            self.leave_out(choice, was, Why::Unnamed);
            return None;
        };
        let wanted = folded(name);
        let mut same: Vec<(Id, String)> = offered
            .into_iter()
            .filter(|(.., offered)| folded(offered) == wanted)
            .map(|(id, number, _)| (id, number))
            .collect();
        if let Some(at) = same.iter().position(|(_, number)| number == was) {
            same = vec![same.swap_remove(at)];
        }
        if let [(id, _)] = same[..] {
            self.found += 1;
            return Some(id);
        }
        let why = match same.len() {
            0 => Why::NotThere,
            several => Why::Several(several),
        };
        self.leave_out(choice, name, why);
        None
    }

    fn numbered(
        &mut self,
        choice: &str,
        was: &Named,
        offered: impl IntoIterator<Item = (i32, String)>,
    ) -> Option<i32> {
        let offered = offered
            .into_iter()
            .map(|(id, name)| (id, id.to_string(), name));
        self.find(choice, (&was.id.to_string(), was.name.as_deref()), offered)
    }

    fn choice(&mut self, choice: &str, was: Option<&Named>, offered: &[Choice]) -> Option<i32> {
        let offered = offered.iter().map(|one| (one.id, one.name.clone()));
        self.numbered(choice, was?, offered)
    }

    fn type_and_sla(&mut self, own: &NamedOwn) -> (Option<TicketTypeId>, Option<SlaId>) {
        let config = self.config;
        let types = config.ticket_types.iter();
        let types = types.map(|one| (one.id.get(), one.name.clone()));
        let slas = config.slas.iter();
        let slas = slas.map(|one| (one.id.get(), one.name.clone()));
        let kind = own.ticket_type.as_ref();
        let kind = kind.and_then(|was| self.numbered("Ticket type", was, types));
        let sla = own.sla.as_ref();
        let sla = sla.and_then(|was| self.numbered("SLA", was, slas));
        (kind.map(TicketTypeId::new), sla.map(SlaId::new))
    }

    fn priorities(&mut self, own: &NamedOwn, sla: Option<SlaId>) -> BTreeMap<String, i32> {
        let mut found = BTreeMap::new();
        for (level, was) in &own.priorities {
            let mut levels = self.vendor.levels.iter();
            let word = levels.find(|one| one.key == *level);
            let choice = format!("Priority for {}", word.map_or(level, |one| &one.name));
            let Some(sla) = sla else {
                let number = was.id.to_string();
                let chosen = was.name.as_deref().unwrap_or(&number);
                self.leave_out(&choice, chosen, Why::NoSla);
                continue;
            };
            let offered = self.config.priorities_of(sla).filter(|one| !one.hidden);
            let offered = offered.map(|one| (one.number, one.name.clone()));
            if let Some(number) = self.numbered(&choice, was, offered) {
                found.insert(level.clone(), number);
            }
        }
        found
    }

    fn statuses(&mut self, named: &NamedRules, rules: &mut TicketRules) {
        let offered: Vec<(i32, String)> = self
            .config
            .statuses
            .iter()
            .filter(|status| status.is_ticket)
            .map(|status| (status.id.get(), status.name.clone()))
            .collect();
        for (key, was) in &named.status_to_halo {
            let choice = format!("Halo status for {}", self.word(key));
            if let Some(id) = self.numbered(&choice, was, offered.clone()) {
                rules.status_to_halo.insert(key.clone(), StatusId::new(id));
            }
        }
        for (id, back) in &named.status_from_halo {
            let was = Named {
                id: *id,
                name: back.name.clone(),
            };
            let choice = format!("Halo status that stands for {}", self.word(&back.key));
            let Some(id) = self.numbered(&choice, &was, offered.clone()) else {
                continue;
            };
            let lead = rules
                .status_from_halo
                .entry(StatusId::new(id))
                .or_insert_with(|| back.key.clone());
            if *lead != back.key {
                self.found -= 1;
                self.leave_out(
                    &choice,
                    back.name.as_deref().unwrap_or_default(),
                    Why::Taken,
                );
            }
        }
    }

    fn word(&self, key: &str) -> String {
        let mut statuses = self.vendor.statuses.iter();
        let known = statuses.find(|status| status.key == key);
        known.map_or_else(|| key.to_owned(), |status| status.name.clone())
    }

    fn team_and_agent(&mut self, own: &NamedOwn) -> (Option<String>, Option<i32>) {
        let config = self.config;
        let team = own.team.as_ref().and_then(|name| {
            let teams = config.teams.iter();
            let teams = teams.map(|one| (one, one.name.clone(), one.name.clone()));
            let found = self.find("Team", (name, Some(name)), teams)?;
            Some(found.name.clone())
        });
        let agents = config.agents.iter();
        let agents = agents.map(|one| (one.id, one.name.clone()));
        let agent = own.agent.as_ref();
        (
            team,
            agent.and_then(|was| self.numbered("Agent", was, agents)),
        )
    }

    fn fields(&mut self, own: &NamedOwn) -> BTreeMap<String, String> {
        let fields = own.field_defaults.iter();
        fields
            .filter_map(|(key, was)| {
                if key.starts_with("customfield_") {
                    self.custom_field(key, was)
                } else {
                    self.field(key, was)
                }
            })
            .collect()
    }

    /// A field that every Halo has.
    fn field(&mut self, key: &str, was: &NamedField) -> Option<(String, String)> {
        let choice = match key {
            "category_1" => "Category",
            "category_2" => "Category 2",
            "category_3" => "Category 3",
            "category_4" => "Category 4",
            "impact" => "Impact",
            "urgency" => "Urgency",
            other => other,
        };
        let name = if key.starts_with("category_") {
            // Its name is what is sent.
            Some(was.value.as_str())
        } else {
            was.name.as_deref()
        };
        let value = self.value(choice, (&was.value, name), &self.config.field_choices(key))?;
        Some((key.to_owned(), value))
    }

    /// A field of the administrator's own has another number in each Halo, and goes by its label.
    fn custom_field(&mut self, key: &str, was: &NamedField) -> Option<(String, String)> {
        // Several types may ask for one field.
        let offered: BTreeMap<String, (i32, String)> = self
            .config
            .demanded_custom_fields()
            .filter(|(_, field)| field.kind != CustomKind::Other)
            .map(|(label, field)| (field.key(), (field.id, label.to_owned())))
            .collect();
        let offered = offered
            .into_iter()
            .map(|(key, (id, label))| (id, key, label));
        let label = was.label.as_deref();
        let before = self.found;
        let id = self.find(label.unwrap_or(key), (key, label), offered)?;
        // The field and its value are one choice.
        self.found = before;
        let choice = label.unwrap_or(key);
        let key = format!("customfield_{id}");
        let kind = self.config.custom_field(&key)?.kind;
        let value = match kind {
            CustomKind::Text => {
                self.found += 1;
                was.value.clone()
            }
            // Yes and no are called the same everywhere, and are what is sent.
            CustomKind::YesNo | CustomKind::OneOf | CustomKind::Other => {
                let choices = self.config.field_choices(&key);
                self.value(choice, (&was.value, was.name.as_deref()), &choices)?
            }
        };
        Some((key, value))
    }

    fn value(
        &mut self,
        choice: &str,
        was: (&str, Option<&str>),
        offered: &[(String, String)],
    ) -> Option<String> {
        let choices = offered
            .iter()
            .map(|(value, name)| (value, value.clone(), name.clone()));
        self.find(choice, was, choices).cloned()
    }
}

/// Case and blanks around a name make no other one.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
