//! Ticket rules as they stand in the file of a profile, and as they are kept for another Halo: each number of Halo's with its
//! name. Files of version 1 have bare numbers; they are read as numbers whose name nobody knows.

use std::collections::BTreeMap;

use domain::ticket_rules::{Named, NamedBack, NamedField, NamedOwn, NamedRules};
use serde::{Deserialize, Serialize};

/// Ticket rules of everybody.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rules {
    #[serde(flatten)]
    shared: OwnRules,
    /// The vendor's status to Halo's.
    status_to_halo: BTreeMap<String, InHalo>,
    /// Halo's status to the vendor's.
    status_from_halo: BTreeMap<i32, Back>,
    request_source: Option<InHalo>,
    note_outcome: Option<InHalo>,
    allow_mail: bool,
}

/// Ticket rules as one organisation can have them of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct OwnRules {
    ticket_type: Option<InHalo>,
    sla: Option<InHalo>,
    /// The vendor's level to the priority.
    priorities: BTreeMap<String, InHalo>,
    field_defaults: BTreeMap<String, Field>,
    /// Halo wants the name on a ticket, not the number.
    team: Option<String>,
    agent: Option<InHalo>,
}

/// Something of Halo, by number and name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(from = "InHaloForm")]
pub(crate) struct InHalo {
    pub(super) id: i32,
    pub(super) name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum InHaloForm {
    Number(i32),
    Named { id: i32, name: Option<String> },
}

/// The vendor's status that one of Halo's stands for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(from = "BackForm")]
struct Back {
    /// The Halo status's name.
    name: Option<String>,
    /// The vendor's status.
    to: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum BackForm {
    Key(String),
    Named { name: Option<String>, to: String },
}

/// What is sent in a field: alone where that says all.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Field {
    Value(String),
    Named {
        /// The label of a field that the administrator of Halo has made.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        label: Option<String>,
        value: String,
        /// What the value is called.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        name: Option<String>,
    },
}

impl From<InHaloForm> for InHalo {
    fn from(form: InHaloForm) -> Self {
        match form {
            InHaloForm::Number(id) => Self { id, name: None },
            InHaloForm::Named { id, name } => Self { id, name },
        }
    }
}

impl From<BackForm> for Back {
    fn from(form: BackForm) -> Self {
        match form {
            BackForm::Key(to) => Self { name: None, to },
            BackForm::Named { name, to } => Self { name, to },
        }
    }
}

impl From<Named> for InHalo {
    fn from(named: Named) -> Self {
        Self {
            id: named.id,
            name: named.name,
        }
    }
}

impl From<InHalo> for Named {
    fn from(image: InHalo) -> Self {
        Self {
            id: image.id,
            name: image.name,
        }
    }
}

impl From<NamedField> for Field {
    fn from(field: NamedField) -> Self {
        match field {
            NamedField {
                label: None,
                value,
                name: None,
            } => Self::Value(value),
            NamedField { label, value, name } => Self::Named { label, value, name },
        }
    }
}

impl From<Field> for NamedField {
    fn from(image: Field) -> Self {
        let (label, value, name) = match image {
            Field::Value(value) => (None, value, None),
            Field::Named { label, value, name } => (label, value, name),
        };
        Self { label, value, name }
    }
}

impl From<NamedOwn> for OwnRules {
    fn from(own: NamedOwn) -> Self {
        Self {
            ticket_type: own.ticket_type.map(Into::into),
            sla: own.sla.map(Into::into),
            priorities: each(own.priorities),
            field_defaults: each(own.field_defaults),
            team: own.team,
            agent: own.agent.map(Into::into),
        }
    }
}

impl From<OwnRules> for NamedOwn {
    fn from(image: OwnRules) -> Self {
        Self {
            ticket_type: image.ticket_type.map(Into::into),
            sla: image.sla.map(Into::into),
            priorities: each(image.priorities),
            field_defaults: each(image.field_defaults),
            team: image.team,
            agent: image.agent.map(Into::into),
        }
    }
}

impl From<NamedRules> for Rules {
    fn from(rules: NamedRules) -> Self {
        let from_halo = rules.status_from_halo.into_iter();
        Self {
            shared: rules.shared.into(),
            status_to_halo: each(rules.status_to_halo),
            status_from_halo: from_halo
                .map(|(id, NamedBack { name, key })| (id, Back { name, to: key }))
                .collect(),
            request_source: rules.request_source.map(Into::into),
            note_outcome: rules.note_outcome.map(Into::into),
            allow_mail: rules.allow_mail,
        }
    }
}

impl From<Rules> for NamedRules {
    fn from(image: Rules) -> Self {
        let from_halo = image.status_from_halo.into_iter();
        Self {
            shared: image.shared.into(),
            status_to_halo: each(image.status_to_halo),
            status_from_halo: from_halo
                .map(|(id, Back { name, to })| (id, NamedBack { name, key: to }))
                .collect(),
            request_source: image.request_source.map(Into::into),
            note_outcome: image.note_outcome.map(Into::into),
            allow_mail: image.allow_mail,
        }
    }
}

fn each<A, B: From<A>>(all: BTreeMap<String, A>) -> BTreeMap<String, B> {
    all.into_iter()
        .map(|(key, one)| (key, one.into()))
        .collect()
}
