//! What is sent to create a customer (halo-api.md section 3.1).
//!
//! A name is enough for most tenants; others also demand a site or a first contact, and say so one at a time.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A customer to create. What is `None` is not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// Name.
    pub name: String,
    /// Name of its first site; Halo calls it "Main" by itself.
    pub site_name: Option<String>,
    /// Name of its first contact.
    pub contact_name: Option<String>,
    /// Mail address of its first contact.
    pub contact_email: Option<String>,
}

impl Serialize for NewCustomer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        for (name, value) in [
            ("newclient_sitename", &self.site_name),
            ("newclient_contactname", &self.contact_name),
            ("newclient_contactemail", &self.contact_email),
        ] {
            if let Some(value) = value {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}
