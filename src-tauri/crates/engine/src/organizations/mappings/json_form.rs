//! Mappings as JSON, for programs. A later version may add keys; it raises `version` only when an older reader would
//! misunderstand it.

use domain::Evidence;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::line::{Line, MappingFile, Origin, Unreadable, Written, customer_id};
use crate::organizations::error::{Error, Result};
use crate::profile_file;

const FORMAT: &str = "halyard mappings";
const VERSION: u32 = 1;

/// Characters shown of an entry that cannot be read.
const SHOWN: usize = 120;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    exported_at: &'a str,
    profile: &'a str,
    halo: &'a str,
    mappings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    organization: Organization<'a>,
    state: &'static str,
    customer: Option<Customer<'a>>,
    reason: Option<&'a str>,
    look_again_on: Option<&'a str>,
}

#[derive(Serialize)]
struct Organization<'a> {
    name: &'a str,
    external_id: Option<&'a str>,
    domains: &'a [String],
}

#[derive(Serialize)]
struct Customer<'a> {
    id: i32,
    name: &'a str,
    accepted_on: AcceptedOn,
    mapped_at: &'a str,
}

#[derive(Serialize)]
struct AcceptedOn {
    band: &'static str,
    reasons: Vec<&'static str>,
}

impl From<&Evidence> for AcceptedOn {
    fn from(evidence: &Evidence) -> Self {
        Self {
            band: evidence.band.code(),
            reasons: evidence
                .reasons
                .iter()
                .map(|reason| reason.code())
                .collect(),
        }
    }
}

/// The text of a file.
pub(super) fn written(origin: &Origin, lines: &[Written], now: &str) -> Result<String> {
    let document = Document {
        format: FORMAT,
        version: VERSION,
        exported_at: now,
        profile: &origin.profile,
        halo: &origin.halo,
        mappings: lines.iter().map(entry).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)?)
}

fn entry(line: &Written) -> Entry<'_> {
    Entry {
        organization: Organization {
            name: &line.name,
            external_id: line.external_id.as_deref(),
            domains: &line.domains,
        },
        state: line.state.code(),
        customer: line.pair.as_ref().map(|pair| Customer {
            id: pair.customer.get(),
            name: &pair.name,
            accepted_on: (&pair.evidence).into(),
            mapped_at: &pair.accepted_at,
        }),
        reason: line.reason.as_deref(),
        look_again_on: line.review_on.as_deref(),
    }
}

/// What has to be there for a document to be one of ours.
#[derive(Deserialize)]
struct Envelope {
    format: String,
    version: u32,
    #[serde(default)]
    profile: String,
    #[serde(default)]
    halo: String,
    mappings: Vec<Value>,
}

/// Takes a text apart.
///
/// # Errors
/// [`Error::File`] when it is no file of mappings, or one of a later version.
pub(super) fn read(name: &str, text: &str) -> Result<MappingFile> {
    let refuse = |message: String| Error::File { message };
    let envelope: Envelope = serde_json::from_str(text)
        .map_err(|error| refuse(format!("{name} is no file of mappings: {error}.")))?;
    // The file of a profile lists its mappings in the same way, and counts its versions by itself.
    let newest = match envelope.format.as_str() {
        FORMAT => VERSION,
        profile_file::FORMAT => profile_file::VERSION,
        _ => return Err(refuse(format!("{name} is JSON, but no file of mappings."))),
    };
    if envelope.version > newest {
        return Err(refuse(format!(
            "{name} was written by a later version of Halyard. Update this one to read it."
        )));
    }
    let mut file = MappingFile {
        name: name.to_owned(),
        origin: Some(Origin {
            profile: envelope.profile,
            halo: envelope.halo,
        }),
        ..MappingFile::default()
    };
    for (number, value) in (1u32..).zip(&envelope.mappings) {
        match line(number, value) {
            Ok(line) => file.lines.push(line),
            Err(reason) => file.unreadable.push(Unreadable {
                number,
                text: value.to_string().chars().take(SHOWN).collect(),
                reason,
            }),
        }
    }
    Ok(file)
}

fn line(number: u32, value: &Value) -> std::result::Result<Line, String> {
    let organization = &value["organization"];
    let customer = &value["customer"];
    let id = match &customer["id"] {
        Value::Null => None,
        Value::Number(number) => customer_id(&number.to_string())?,
        Value::String(text) => customer_id(text)?,
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            return Err("The id of its customer is not a number.".to_owned());
        }
    };
    let line = Line {
        number,
        organization: text(&organization["name"], "name")?.unwrap_or_default(),
        external_id: text(&organization["external_id"], "external id")?,
        customer_id: id,
        customer: text(&customer["name"], "customer’s name")?,
        aside: None,
    };
    line.set_aside(
        text(&value["state"], "state")?.as_deref(),
        text(&value["reason"], "reason")?,
        text(&value["look_again_on"], "day to look again")?,
    )
}

fn text(value: &Value, what: &str) -> std::result::Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => {
            Ok(Some(text.trim().to_owned()).filter(|trimmed| !trimmed.is_empty()))
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(format!("Its {what} is not a text."))
        }
    }
}
