//! Seats of an organisation, product by product, as they are typed and as they are kept.

use domain::vendor::VendorProduct;
use store::organizations::Seat;

use super::error::{Error, Result};

/// More seats than this are nowhere kept; it is also more than any vendor sells.
const MOST: u32 = i32::MAX.unsigned_abs();

/// A number of seats; `None` for anything but a whole number.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    // `parse` alone would take a sign.
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = digits_only.then(|| text.parse().ok())??;
    (number <= MOST).then_some(number)
}

/// The seats with some counts replaced, in the order in which the store keeps them.
pub(super) fn with_counts(mut seats: Vec<Seat>, counts: Vec<(String, u32)>) -> Vec<Seat> {
    for (product_key, count) in counts {
        seats.retain(|seat| seat.product_key != product_key);
        seats.push(Seat { product_key, count });
    }
    seats.sort_by(|a, b| a.product_key.cmp(&b.product_key));
    seats
}

/// The seats with what was typed in their place: product by name, and a number or nothing. Products that are not among
/// those typed keep their seats.
///
/// # Errors
/// [`Error::InvalidInput`] for the field `seats`.
pub(super) fn typed(
    mut seats: Vec<Seat>,
    typed: &[(String, String)],
    products: &[VendorProduct],
) -> Result<Vec<Seat>> {
    let mut counts = Vec::new();
    for (name, text) in typed {
        let product = products.iter().find(|product| product.name == *name);
        let product = product.ok_or_else(|| invalid(format!("{name} is no longer a product.")))?;
        let text = text.trim();
        seats.retain(|seat| seat.product_key != product.key);
        if !text.is_empty() {
            let count = whole_number(text).ok_or_else(|| {
                invalid(format!(
                    "The seats of {name} are a whole number, such as 25."
                ))
            })?;
            counts.push((product.key.clone(), count));
        }
    }
    Ok(with_counts(seats, counts))
}

fn invalid(message: String) -> Error {
    Error::InvalidInput {
        field: "seats",
        message,
    }
}
