//! Software licences, whose count is the number of seats (halo-api.md section 7).

use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::row::{FromRow, Row};

/// A software licence of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Licence {
    /// Id.
    pub id: i32,
    /// Name, possibly empty. Two of the same name can belong to one customer.
    pub name: String,
    /// Seats.
    pub count: Option<i64>,
    /// Seats in use, as Halo works them out.
    pub in_use: Option<i64>,
    /// Seats left, as Halo works them out.
    pub available: Option<i64>,
    /// Customer.
    pub client_id: Option<i32>,
    /// Name of the customer.
    pub client_name: Option<String>,
    /// Site, if it belongs to one.
    pub site_id: Option<i32>,
    /// Kind of licence (`type`).
    pub kind: Option<i32>,
    /// Who makes the product.
    pub manufacturer: Option<String>,
    /// Who sells it.
    pub vendor: Option<String>,
    /// State, in free words.
    pub status: Option<String>,
    /// How it is billed, in free words.
    pub billing_cycle: Option<String>,
    /// The product's number.
    pub product_sku: Option<String>,
    /// The product's number at the vendor.
    pub vendor_product_sku: Option<String>,
    /// The product's name in another program.
    pub third_party_product: Option<String>,
    /// Price for the customer.
    pub price: Option<f64>,
    /// Price for the MSP.
    pub purchase_price: Option<f64>,
    /// First day.
    pub start_date: Option<Timestamp>,
    /// Last day.
    pub end_date: Option<Timestamp>,
    /// Whether it is in force.
    pub is_active: Option<bool>,
    /// Whether it was deleted.
    pub deleted: bool,
}

impl FromRow for Licence {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.positive("id")?,
            name: row.name("name"),
            count: row.long("count"),
            in_use: row.long("licences_in_use"),
            available: row.long("licences_available"),
            client_id: row.positive("client_id"),
            client_name: row.text("client_name"),
            site_id: row.positive("site_id"),
            kind: row.int("type"),
            manufacturer: row.text("manufacturer"),
            vendor: row.text("vendor"),
            status: row.text("status"),
            billing_cycle: row.text("billing_cycle"),
            product_sku: row.text("product_sku"),
            vendor_product_sku: row.text("vendor_product_sku"),
            third_party_product: row.text("third_party_product"),
            price: row.float("price"),
            purchase_price: row.float("purchase_price"),
            start_date: row.time("start_date"),
            end_date: row.time("end_date"),
            is_active: row.flag("is_active"),
            deleted: row.yes("deleted"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// The new count of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LicenceCount {
    /// The licence.
    pub id: i32,
    /// Seats.
    pub count: u32,
}

/// A licence to create, for the customer as a whole and not one of its sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLicence {
    /// Whose it is.
    pub customer_id: i32,
    /// Name.
    pub name: String,
    /// Seats.
    pub count: u32,
    /// The product's number at the vendor. What is `None` is not sent.
    pub vendor_product_sku: Option<String>,
}

impl Serialize for NewLicence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("client_id", &self.customer_id)?;
        map.serialize_entry("site_id", &-1)?;
        map.serialize_entry("count", &self.count)?;
        if let Some(sku) = &self.vendor_product_sku {
            map.serialize_entry("vendor_product_sku", sku)?;
        }
        map.end()
    }
}
