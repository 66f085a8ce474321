//! The body of a POST: an array of objects, each field of the type Halo's description gives it. A double where an
//! integer belongs is refused, digits in a string are not; fields nobody knows are dropped without a word.

use std::collections::BTreeMap;

use serde_json::Value;

use super::refusal;
use crate::{
    contract::{Kind, field_kind},
    server::{Call, Reply},
};

/// The fields of one object that were sent and understood.
#[derive(Debug, Default)]
pub(crate) struct Fields(BTreeMap<String, Value>);

/// Reads the rows of a POST.
pub(crate) fn read_rows(call: &Call, schema: &str) -> Result<Vec<Fields>, Reply> {
    let rows = match serde_json::from_slice(&call.body) {
        Ok(Value::Array(rows)) if !rows.is_empty() => rows,
        Ok(Value::Array(_)) => return Err(refusal::sentence("No objects were supplied")),
        Ok(_) => {
            return Err(refusal::model_state(
                "",
                "Cannot deserialize the current JSON object (e.g. {\"name\":\"value\"}) into type \
                 'System.Collections.Generic.List`1' because the type requires a JSON array (e.g. [1,2,3]) to \
                 deserialize correctly. Path '', line 1, position 1.",
            ));
        }
        Err(error) => {
            let text =
                format!("Unexpected character encountered while parsing value. Path '', {error}.");
            return Err(refusal::model_state("", &text));
        }
    };
    rows.iter()
        .enumerate()
        .map(|(index, row)| Fields::read(row, index, schema))
        .collect()
}

impl Fields {
    fn read(row: &Value, index: usize, schema: &str) -> Result<Self, Reply> {
        let Value::Object(row) = row else {
            let text = format!(
                "Error converting value {row} to type '{schema}'. Path '[{index}]', line 1, position 2."
            );
            return Err(refusal::model_state(&format!("[{index}]"), &text));
        };
        let mut fields = BTreeMap::new();
        for (name, value) in row {
            let name = name.to_ascii_lowercase();
            let Some(kind) = field_kind(schema, &name) else {
                continue;
            };
            if let Some(problem) = misfit(kind, value) {
                let place = format!("[{index}].{name}");
                let text = format!(
                    "{problem}. Path '{place}', line 1, position {}.",
                    10 + name.len()
                );
                return Err(refusal::model_state(&place, &text));
            }
            fields.insert(name, value.clone());
        }
        Ok(Self(fields))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A whole number, sent as a number or as digits.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        value
            .as_i64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// An id that means a row: greater than zero.
    pub(crate) fn id(&self, name: &str) -> Option<i64> {
        self.int(name).filter(|id| *id > 0)
    }

    pub(crate) fn double(&self, name: &str) -> Option<f64> {
        let value = self.get(name)?;
        value
            .as_f64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    }

    /// A text that is not blank.
    pub(crate) fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        let value = self.get(name)?;
        value
            .as_bool()
            .or_else(|| Some(value.as_str()?.eq_ignore_ascii_case("true")))
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.flag(name) == Some(true)
    }

    pub(crate) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.get(name)?.as_array()
    }

    pub(crate) fn object_id(&self, name: &str) -> Option<i64> {
        self.get(name)?.get("id")?.as_i64()
    }
}

/// What is wrong with a value, in the words of the JSON reader behind Halo.
fn misfit(kind: &Kind, value: &Value) -> Option<String> {
    let as_text = value.as_str().map(str::trim);
    let fits = value.is_null()
        || match kind {
            Kind::Any => true,
            Kind::Int => value.is_i64() || as_text.is_some_and(|text| text.parse::<i64>().is_ok()),
            Kind::Double => {
                value.is_number() || as_text.is_some_and(|text| text.parse::<f64>().is_ok())
            }
            Kind::Bool => {
                value.is_boolean() || as_text.is_some_and(|text| text.parse::<bool>().is_ok())
            }
            Kind::Text => value.is_string() || value.is_number() || value.is_boolean(),
            Kind::Uuid | Kind::Date => value.is_string(),
            Kind::List(_) => value.is_array(),
            Kind::Object(_) => value.is_object(),
        };
    if fits {
        return None;
    }
    Some(match (kind, value) {
        (Kind::Int, Value::String(text)) => format!("Could not convert string to integer: {text}"),
        (Kind::Int, Value::Number(number)) => {
            format!("Input string '{number}' is not a valid integer")
        }
        (kind, value) => {
            let wanted = match kind {
                Kind::Bool => "System.Boolean",
                Kind::Double => "System.Double",
                Kind::Date => "System.DateTime",
                Kind::Int
                | Kind::Text
                | Kind::Uuid
                | Kind::Any
                | Kind::List(_)
                | Kind::Object(_) => "the field's type",
            };
            format!("Error converting value {value} to type '{wanted}'")
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_double_is_no_integer_but_digits_are() {
        assert!(
            misfit(&Kind::Int, &json!(95.0))
                .unwrap()
                .contains("'95.0' is not a valid integer")
        );
        assert!(
            misfit(&Kind::Int, &json!("abc"))
                .unwrap()
                .contains("Could not convert string to integer: abc")
        );
        assert_eq!(misfit(&Kind::Int, &json!("95")), None);
        assert_eq!(misfit(&Kind::Double, &json!(95)), None);
        assert!(misfit(&Kind::Bool, &json!(1)).is_some());
        assert!(misfit(&Kind::List(Box::new(Kind::Any)), &json!({})).is_some());
    }

    #[test]
    fn unknown_fields_are_dropped() {
        let fields = Fields::read(&json!({"Summary": "x", "nonsense": 1}), 0, "Faults").unwrap();
        assert_eq!(fields.text("summary").as_deref(), Some("x"));
        assert!(fields.get("nonsense").is_none());
    }
}
