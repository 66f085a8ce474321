//! One record of a reply, read field by field.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::lenient;

/// The fields of one record; a field that is missing or makes no sense reads as absent.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a>(&'a Map<String, Value>);

/// A record that can be read from a row.
pub(crate) trait FromRow: Sized {
    /// Reads the record; `None` without a usable id.
    fn from_row(row: Row<'_>) -> Option<Self>;

    /// The number by which the record is told from others of its list.
    fn id(&self) -> i32;

    /// Reads the record from a reply.
    fn from_value(value: &Value) -> Option<Self> {
        Self::from_row(Row(value.as_object()?))
    }
}

impl<'a> Row<'a> {
    /// The field as it came.
    pub(super) fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn int(self, name: &str) -> Option<i32> {
        lenient::int(self.value(name)?)
    }

    /// An id that is only one if it is greater than nothing (0 and -1 both mean "none").
    pub(super) fn positive(self, name: &str) -> Option<i32> {
        self.int(name).filter(|n| *n > 0)
    }

    pub(super) fn long(self, name: &str) -> Option<i64> {
        lenient::whole(self.value(name)?)
    }

    pub(super) fn float(self, name: &str) -> Option<f64> {
        lenient::number(self.value(name)?)
    }

    pub(super) fn flag(self, name: &str) -> Option<bool> {
        lenient::flag(self.value(name)?)
    }

    /// A yes or no for which absent means no.
    pub(super) fn yes(self, name: &str) -> bool {
        self.flag(name).unwrap_or(false)
    }

    pub(super) fn text(self, name: &str) -> Option<String> {
        lenient::string(self.value(name)?)
    }

    /// A name, empty when Halo has none.
    pub(super) fn name(self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    pub(super) fn time(self, name: &str) -> Option<Timestamp> {
        lenient::time(self.value(name)?.as_str()?)
    }

    /// Ids that come bare or inside of objects under `key`.
    pub(super) fn ids(self, name: &str, key: &str) -> Vec<i32> {
        self.items(name)
            .filter_map(|item| lenient::int(item.get(key).unwrap_or(item)))
            .collect()
    }

    /// The records of an array that can be read; bare ids and the like are left out.
    pub(super) fn rows<T>(self, name: &str, read: impl Fn(Row<'_>) -> Option<T>) -> Vec<T> {
        self.items(name)
            .filter_map(|item| read(Row(item.as_object()?)))
            .collect()
    }

    /// A record inside of this one.
    pub(super) fn object<T>(self, name: &str, read: impl Fn(Row<'_>) -> Option<T>) -> Option<T> {
        read(Row(self.value(name)?.as_object()?))
    }

    fn items(self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.value(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
    }
}
