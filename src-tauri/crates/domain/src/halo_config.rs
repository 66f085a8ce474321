//! Halo's configuration as it was last read: ticket types, statuses, SLAs, priorities, teams, agents and what may be
//! chosen in the other fields of a ticket.
//!
//! What Halo's answers look like on the wire is the Halo client's business.

use crate::code::coded_enum;
use crate::{SlaId, StatusId, TeamId, TicketTypeId};

/// Everything of Halo's configuration that ticket rules may refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HaloConfig {
    /// Types for tickets (no opportunities, no projects), in Halo's order.
    pub ticket_types: Vec<TicketType>,
    /// All statuses, those of other areas included; see [`Status::is_ticket`].
    pub statuses: Vec<Status>,
    /// Service level agreements.
    pub slas: Vec<Sla>,
    /// Priorities of all SLAs.
    pub priorities: Vec<Priority>,
    /// Teams that take tickets.
    pub teams: Vec<Team>,
    /// Categories of the first level, as they are sent, for example `Hardware>Server`.
    pub categories: Vec<String>,
    /// Those of the second to fourth level, where a type asks for one of that level.
    pub deeper_categories: [Vec<String>; 3],
    /// Agents who may get tickets.
    pub agents: Vec<Agent>,
    /// What may stand as a ticket's request source.
    pub request_sources: Vec<Choice>,
    /// What may stand as a ticket's impact, gravest first.
    pub impacts: Vec<Choice>,
    /// What may stand as a ticket's urgency, most urgent first.
    pub urgencies: Vec<Choice>,
    /// What a note may be made with.
    pub outcomes: Vec<Choice>,
}

/// One entry of a list that Halo lets choose from; its id is what is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Halo's id.
    pub id: i32,
    /// The name as Halo shows it.
    pub name: String,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Halo's id.
    pub id: i32,
    /// The name as Halo shows it.
    pub name: String,
    /// Names of the teams the agent is in; empty when Halo does not tell.
    pub teams: Vec<String>,
}

impl Agent {
    /// Whether Halo would take the agent together with this team (halo-api.md 4).
    pub fn suits(&self, team: &str) -> bool {
        self.teams.is_empty() || self.teams.iter().any(|own| own.eq_ignore_ascii_case(team))
    }
}

/// A ticket type (halo-api.md 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketType {
    /// Halo's id.
    pub id: TicketTypeId,
    /// The name as Halo shows it.
    pub name: String,
    /// Whether the agent we act as may create such tickets.
    pub can_create: bool,
    /// The SLA that comes with the type. Without one, no priority can be sent (halo-api.md 5).
    pub default_sla: Option<SlaId>,
    /// The priority number Halo takes when none is sent.
    pub default_priority: Option<i32>,
    /// The status a new ticket starts in.
    pub initial_status: Option<StatusId>,
    /// The only statuses this type allows; `None` when it allows all.
    pub allowed_statuses: Option<Vec<StatusId>>,
    /// Fields without which Halo refuses a ticket of this type.
    pub mandatory_fields: Vec<MandatoryField>,
}

/// A field that a ticket type asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandatoryField {
    /// The key under which it is sent, for example `category_1`.
    pub key: String,
    /// The label Halo shows.
    pub label: String,
    /// Whether the type itself fills it in.
    pub has_default: bool,
    /// Set for a field that the administrator of Halo has made.
    pub custom: Option<CustomField>,
}

/// A field that the administrator of Halo has made (halo-api.md 4, "Linking": sent by its id).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// Halo's id.
    pub id: i32,
    /// What may stand in it.
    pub kind: CustomKind,
    /// What may be chosen, where it is chosen.
    pub values: Vec<Choice>,
}

coded_enum! {
    /// What may stand in a field that the administrator of Halo has made.
    pub enum CustomKind {
        /// Any text.
        Text = "text",
        /// One of a list.
        OneOf = "one_of",
        /// Yes or no.
        YesNo = "yes_no",
        /// Something for which no value would suit every ticket, or of which it is not known how it is sent: a date, a
        /// time, several of a list, a table.
        Other = "other",
    }
}

/// A value as it is sent in a field that the administrator of Halo has made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomValue<'a> {
    /// A text.
    Text(&'a str),
    /// Halo's id of the one of a list.
    OneOf(i32),
    /// Yes or no.
    YesNo(bool),
}

impl MandatoryField {
    /// Whether something is sent in it when the rules hold this default.
    pub fn is_filled_by(&self, chosen: &str) -> bool {
        if chosen.trim().is_empty() {
            return false;
        }
        match (self.key.as_str(), &self.custom) {
            (_, Some(custom)) => custom.sent_for(chosen).is_some(),
            ("impact" | "urgency", None) => chosen.parse::<i32>().is_ok(),
            (key, None) => key.starts_with("category_"),
        }
    }
}

impl CustomField {
    /// What is sent for a chosen default; `None` for what cannot stand in it, as after it became another kind of field.
    pub fn sent_for<'a>(&self, chosen: &'a str) -> Option<CustomValue<'a>> {
        match self.kind {
            CustomKind::Text => Some(CustomValue::Text(chosen)),
            CustomKind::OneOf => chosen.parse().ok().map(CustomValue::OneOf),
            CustomKind::YesNo => match chosen {
                "true" => Some(CustomValue::YesNo(true)),
                "false" => Some(CustomValue::YesNo(false)),
                _ => None,
            },
            CustomKind::Other => None,
        }
    }

    /// The key under which rules hold its default.
    pub fn key(&self) -> String {
        format!("customfield_{}", self.id)
    }

    /// What may be chosen: what is sent, and what is shown.
    fn choices(&self) -> Vec<(String, String)> {
        match self.kind {
            CustomKind::OneOf => self
                .values
                .iter()
                .map(|value| (value.id.to_string(), value.name.clone()))
                .collect(),
            CustomKind::YesNo => [("true", "Yes"), ("false", "No")]
                .map(|(value, name)| (value.to_owned(), name.to_owned()))
                .into(),
            CustomKind::Text | CustomKind::Other => Vec::new(),
        }
    }
}

/// A status (halo-api.md 3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Halo's id.
    pub id: StatusId,
    /// The name as Halo shows it.
    pub name: String,
    /// Whether it is a status of tickets, not of orders or approvals.
    pub is_ticket: bool,
    /// Whether a ticket in it counts as closed; `None` when that could not be learnt.
    pub is_closed: Option<bool>,
}

/// A service level agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sla {
    /// Halo's id.
    pub id: SlaId,
    /// The name as Halo shows it.
    pub name: String,
}

/// A priority, which means something only inside its SLA (halo-api.md 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// The SLA it belongs to.
    pub sla: SlaId,
    /// Halo's `priorityid`: the number that goes on a ticket. It recurs in every SLA.
    pub number: i32,
    /// The name as Halo shows it.
    pub name: String,
    /// Whether Halo hides it from choice.
    pub hidden: bool,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Halo's id.
    pub id: TeamId,
    /// The name, which is what a ticket carries (halo-api.md 3.7).
    pub name: String,
}

impl HaloConfig {
    /// The ticket type with this id.
    pub fn ticket_type(&self, id: TicketTypeId) -> Option<&TicketType> {
        self.ticket_types.iter().find(|t| t.id == id)
    }

    /// The status with this id.
    pub fn status(&self, id: StatusId) -> Option<&Status> {
        self.statuses.iter().find(|s| s.id == id)
    }

    /// The SLA with this id.
    pub fn sla(&self, id: SlaId) -> Option<&Sla> {
        self.slas.iter().find(|s| s.id == id)
    }

    /// The agent with this id.
    pub fn agent(&self, id: i32) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == id)
    }

    /// What may stand in one of the fields that a type can ask for: what is sent, and what is shown. Empty when Halo lists
    /// nothing for it, or when tickets are not made with it.
    pub fn field_choices(&self, key: &str) -> Vec<(String, String)> {
        let ids = |choices: &[Choice]| {
            let pair = |choice: &Choice| (choice.id.to_string(), choice.name.clone());
            choices.iter().map(pair).collect()
        };
        let same = |names: &[String]| {
            let pair = |name: &String| (name.clone(), name.clone());
            names.iter().map(pair).collect()
        };
        match key {
            "category_1" => same(&self.categories),
            "category_2" => same(&self.deeper_categories[0]),
            "category_3" => same(&self.deeper_categories[1]),
            "category_4" => same(&self.deeper_categories[2]),
            "impact" => ids(&self.impacts),
            "urgency" => ids(&self.urgencies),
            _ => self
                .custom_field(key)
                .map(CustomField::choices)
                .unwrap_or_default(),
        }
    }

    /// The field of the administrator's own with this key, if any type asks for it.
    pub fn custom_field(&self, key: &str) -> Option<&CustomField> {
        self.demanded_custom_fields()
            .map(|(_, field)| field)
            .find(|field| field.key() == key)
    }

    /// The administrator's own fields that types ask for, with their labels; one that several ask for comes several times.
    pub fn demanded_custom_fields(&self) -> impl Iterator<Item = (&str, &CustomField)> {
        self.ticket_types
            .iter()
            .flat_map(|kind| &kind.mandatory_fields)
            .filter_map(|field| Some((field.label.as_str(), field.custom.as_ref()?)))
    }

    /// Whether any text may stand in a field.
    pub fn takes_text(&self, key: &str) -> bool {
        self.custom_field(key)
            .is_some_and(|field| field.kind == CustomKind::Text)
    }

    /// The priorities of one SLA, hidden ones included.
    pub fn priorities_of(&self, sla: SlaId) -> impl Iterator<Item = &Priority> {
        self.priorities.iter().filter(move |p| p.sla == sla)
    }

    /// The ticket statuses that a type allows.
    pub fn statuses_for<'a>(
        &'a self,
        ticket_type: &'a TicketType,
    ) -> impl Iterator<Item = &'a Status> {
        self.statuses
            .iter()
            .filter(|status| status.is_ticket && ticket_type.allows(status.id))
    }
}

impl TicketType {
    /// Whether tickets of this type may be in this status.
    pub fn allows(&self, status: StatusId) -> bool {
        self.allowed_statuses
            .as_ref()
            .is_none_or(|allowed| allowed.contains(&status))
    }
}
