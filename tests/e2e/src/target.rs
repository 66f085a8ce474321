//! How a test names what it means on the screen: the role and the accessible name, as a screen reader says them.

use std::fmt;

use serde_json::{Value, json};

/// An accessible name, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// This and nothing else (blanks folded).
    Whole(String),
    /// This somewhere in it; for names that carry a count or a date.
    Part(String),
}

/// A name that contains `part`.
pub fn containing(part: &str) -> Name {
    Name::Part(part.to_owned())
}

impl From<&str> for Name {
    fn from(whole: &str) -> Self {
        Self::Whole(whole.to_owned())
    }
}

impl From<&String> for Name {
    fn from(whole: &String) -> Self {
        Self::Whole(whole.clone())
    }
}

/// Something on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    kind: Kind,
    name: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// An element with this ARIA role, explicit or native.
    Role(&'static str),
    /// Something one can fill or choose in, by its label. Not by role: a password field has none.
    Field,
}

/// An element with any role.
pub fn role(role: &'static str, name: impl Into<Name>) -> Target {
    Target {
        kind: Kind::Role(role),
        name: Some(name.into()),
    }
}

/// A button.
pub fn button(name: impl Into<Name>) -> Target {
    role("button", name)
}

/// A link.
pub fn link(name: impl Into<Name>) -> Target {
    role("link", name)
}

/// A heading of any level.
pub fn heading(name: impl Into<Name>) -> Target {
    role("heading", name)
}

/// A tick box.
pub fn checkbox(name: impl Into<Name>) -> Target {
    role("checkbox", name)
}

/// A choice in an open list.
pub fn option(name: impl Into<Name>) -> Target {
    role("option", name)
}

/// A dialog.
pub fn dialog(name: impl Into<Name>) -> Target {
    role("dialog", name)
}

/// A text field, password field, number field or drop-down list, by its label.
pub fn field(label: impl Into<Name>) -> Target {
    Target {
        kind: Kind::Field,
        name: Some(label.into()),
    }
}

impl Target {
    /// Any element of a role, whatever its name.
    pub fn any(role: &'static str) -> Self {
        Self {
            kind: Kind::Role(role),
            name: None,
        }
    }

    /// The form that `find.js` reads.
    pub(crate) fn to_json(&self) -> Value {
        let name = match &self.name {
            None => Value::Null,
            Some(Name::Whole(whole)) => json!({ "whole": whole }),
            Some(Name::Part(part)) => json!({ "part": part }),
        };
        match self.kind {
            Kind::Role(role) => json!({ "role": role, "name": name }),
            Kind::Field => json!({ "role": null, "name": name }),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Role(role) => write!(f, "{role}")?,
            Kind::Field => write!(f, "field")?,
        }
        match &self.name {
            None => Ok(()),
            Some(Name::Whole(whole)) => write!(f, " “{whole}”"),
            Some(Name::Part(part)) => write!(f, " “…{part}…”"),
        }
    }
}
