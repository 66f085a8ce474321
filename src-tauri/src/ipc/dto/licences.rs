//! Which software licences a pair uses.

use engine::database::licences::{LicenceRead, LicenceRow};
use engine::organizations::{ConnectionView, ProductView};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::LicenceId;
use super::organizations::CustomerDto;

/// A software licence of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceDto {
    /// Halo's id.
    pub id: LicenceId,
    /// Its name.
    pub name: String,
    /// Halo's count.
    pub seats: Option<i32>,
}

/// What Halo listed for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceReadDto {
    /// Halo has no software licences at all: the module is switched off.
    pub no_module: bool,
    /// When it was asked.
    pub read_at: String,
    /// By name.
    pub licences: Vec<LicenceDto>,
}

/// One of the vendor's products with its licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductLicenceDto {
    /// The product's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Seats of the organisation.
    pub seats: Option<u32>,
    /// The licence that the pair uses.
    pub licence: Option<LicenceId>,
    /// The name it had when it was chosen.
    pub licence_name: Option<String>,
    /// The licence that is probably meant, where none is chosen.
    pub proposed: Option<LicenceId>,
}

/// An organisation and a customer as they are, or would be, connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PairConnectionDto {
    /// The customer.
    pub customer: Option<CustomerDto>,
    /// Whether the two are a pair.
    pub is_pair: bool,
    /// Whether the profile is connected for seats; without, Halo grants nothing about licences.
    pub wants_seats: bool,
    /// The vendor's products; empty for a vendor that counts no seats, and where seats are not wanted.
    pub products: Vec<ProductLicenceDto>,
    /// What Halo listed for the customer; `null` when nobody has asked.
    pub read: Option<LicenceReadDto>,
}

/// A licence chosen for a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChosenLicenceDto {
    /// The product's key.
    pub product: String,
    /// The licence.
    pub licence: LicenceId,
}

impl From<LicenceRow> for LicenceDto {
    fn from(row: LicenceRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            seats: row.seats,
        }
    }
}

impl From<LicenceRead> for LicenceReadDto {
    fn from(read: LicenceRead) -> Self {
        Self {
            no_module: read.no_module,
            read_at: read.read_at,
            licences: read.licences.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ProductView> for ProductLicenceDto {
    fn from(product: ProductView) -> Self {
        let (licence, licence_name) = product.chosen.unzip();
        Self {
            key: product.key,
            name: product.name,
            seats: product.seats,
            licence: licence.map(Into::into),
            licence_name,
            proposed: product.proposed.map(Into::into),
        }
    }
}

impl From<ConnectionView> for PairConnectionDto {
    fn from(view: ConnectionView) -> Self {
        Self {
            customer: view.customer.map(Into::into),
            is_pair: view.is_pair,
            wants_seats: view.wants_seats,
            products: view.products.into_iter().map(Into::into).collect(),
            read: view.read.map(Into::into),
        }
    }
}
