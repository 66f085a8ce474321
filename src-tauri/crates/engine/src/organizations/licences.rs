//! Which software licences a pair uses: what can be chosen, what is chosen, and when the two count as connected.

use domain::{
    CustomerId, LicenceId, OrganizationId, ProfileId,
    licence::{Licence, ProductSeats, needs_more, propose},
    vendor::Vendor,
};
use store::{
    Connection, Store,
    licences::{LicenceRead, LicenceRow, PairLicenceRow},
    organizations::OrganizationRow,
};

use super::CustomerView;
use super::detail::customer_view;
use super::error::{Error, Result};

/// One of the vendor's products with the licence chosen for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    /// The product's key.
    pub key: String,
    /// What is shown.
    pub name: String,
    /// Seats of the organisation.
    pub seats: Option<u32>,
    /// The licence that the pair uses, with its name.
    pub chosen: Option<(LicenceId, String)>,
    /// The licence that is probably meant, where none is chosen.
    pub proposed: Option<LicenceId>,
}

/// An organisation and a customer as they are, or would be, connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionView {
    /// The customer; `None` when none is chosen, or Halo no longer lists it.
    pub customer: Option<CustomerView>,
    /// Whether the two are a pair.
    pub is_pair: bool,
    /// Whether the profile is connected for seats; without, Halo grants nothing about licences.
    pub wants_seats: bool,
    /// The vendor's products; empty for a vendor that counts no seats, and where seats are not wanted.
    pub products: Vec<ProductView>,
    /// What Halo listed for the customer; `None` when nobody has asked.
    pub read: Option<LicenceRead>,
}

/// How an organisation and a customer are, or would be, connected. Without a customer: with the one it is mapped to.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn connection(
    store: &Store,
    profile: ProfileId,
    organization: OrganizationId,
    customer: Option<CustomerId>,
) -> Result<ConnectionView> {
    let found = store
        .read(move |tx| {
            let Some(row) = store::organizations::get(tx, profile, organization)? else {
                return Ok(None);
            };
            Ok(Some(view(tx, profile, &row, customer)?))
        })
        .await?;
    found.ok_or(Error::NotFound {
        what: "organisation",
    })
}

fn view(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
    customer: Option<CustomerId>,
) -> store::Result<ConnectionView> {
    let mapped = store::pairs::of(conn, profile, row.id)?.map(|pair| pair.customer);
    let (wants_seats, vendor) = counted(conn, profile)?;
    let Some(customer) = customer.or(mapped) else {
        return Ok(ConnectionView {
            customer: None,
            is_pair: false,
            wants_seats,
            products: products(&vendor, row, &[], &[]),
            read: None,
        });
    };
    let is_pair = mapped == Some(customer);
    let chosen = if is_pair {
        store::licences::of_pair(conn, row.id)?
    } else {
        Vec::new()
    };
    let read = store::licences::of_customer(conn, profile, customer)?;
    let offered = read.as_ref().map_or(&[][..], |read| &read.licences);
    Ok(ConnectionView {
        customer: customer_view(conn, profile, customer, row.id)?,
        is_pair,
        wants_seats,
        products: products(&vendor, row, &chosen, &as_licences(offered)),
        read,
    })
}

/// Whether seats are wanted, and the vendor with the products that are counted then.
fn counted(conn: &Connection, profile: ProfileId) -> store::Result<(bool, Vendor)> {
    let wants_seats = store::profiles::get(conn, profile)?.features.seats;
    let mut vendor = store::vendors::load(conn, profile)?;
    if !wants_seats {
        vendor.products.clear();
    }
    Ok((wants_seats, vendor))
}

fn products(
    vendor: &Vendor,
    row: &OrganizationRow,
    chosen: &[PairLicenceRow],
    offered: &[Licence],
) -> Vec<ProductView> {
    let all = with_seats(vendor, row);
    let is_only = all.len() == 1;
    all.into_iter()
        .map(|product| {
            let chosen = chosen.iter().find(|row| row.product_key == product.key);
            ProductView {
                proposed: match chosen {
                    Some(_) => None,
                    None => propose(&vendor.name, &product, is_only, offered),
                },
                chosen: chosen.map(|row| (row.licence, row.licence_name.clone())),
                key: product.key,
                name: product.name,
                seats: product.seats,
            }
        })
        .collect()
}

fn with_seats(vendor: &Vendor, row: &OrganizationRow) -> Vec<ProductSeats> {
    let products = vendor.products.iter();
    products
        .map(|product| ProductSeats {
            key: product.key.clone(),
            name: product.name.clone(),
            seats: row
                .seats
                .iter()
                .find(|seat| seat.product_key == product.key)
                .map(|seat| seat.count),
        })
        .collect()
}

fn as_licences(rows: &[LicenceRow]) -> Vec<Licence> {
    rows.iter()
        .map(|row| Licence {
            id: row.id,
            name: row.name.clone(),
        })
        .collect()
}

/// The licences that were chosen, as they are kept: each of the customer's, for one of the vendor's products.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `licences` when one is not the customer's any more, or one is missing.
pub(super) fn checked(
    conn: &Connection,
    profile: ProfileId,
    row: &OrganizationRow,
    customer: CustomerId,
    chosen: &[(String, LicenceId)],
) -> Result<Vec<PairLicenceRow>> {
    let (_, vendor) = counted(conn, profile)?;
    let read = store::licences::of_customer(conn, profile, customer)?;
    let offered = read.map_or_else(Vec::new, |read| read.licences);
    let refuse = |message: &str| Error::InvalidInput {
        field: "licences",
        message: message.to_owned(),
    };
    let mut rows = Vec::with_capacity(chosen.len());
    for (product, licence) in chosen {
        if !vendor.products.iter().any(|known| known.key == *product) {
            return Err(refuse("This product is no longer counted for this vendor."));
        }
        let licence = offered
            .iter()
            .find(|row| row.id == *licence)
            .ok_or_else(|| {
                refuse("This licence is no longer among the customer's. Read them from Halo again.")
            })?;
        rows.push(PairLicenceRow {
            product_key: product.clone(),
            licence: licence.id,
            licence_name: licence.name.clone(),
        });
    }
    rows.sort_by(|a, b| a.product_key.cmp(&b.product_key));
    let is_chosen = |key: &str| rows.iter().any(|row| row.product_key == key);
    if needs_more(&with_seats(&vendor, row), &as_licences(&offered), is_chosen) {
        return Err(refuse("Choose a licence for each product that has seats."));
    }
    Ok(rows)
}
