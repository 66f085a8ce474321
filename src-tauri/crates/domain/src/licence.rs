//! Which software licence of a customer counts the seats of which product.

use crate::{LicenceId, matching::search_key};

/// One of the vendor's products at an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductSeats {
    /// The product's key.
    pub key: String,
    /// What is shown.
    pub name: String,
    /// Seats of the organisation, where the vendor says how many.
    pub seats: Option<u32>,
}

/// A software licence of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Halo's id.
    pub id: LicenceId,
    /// Its name; two of one customer may have the same.
    pub name: String,
}

/// Whether a licence has to be chosen before the two count as connected: for each product that has seats, and for one at
/// least where none has. Nothing is asked for that is not there to be chosen.
pub fn needs_more(
    products: &[ProductSeats],
    licences: &[Licence],
    is_chosen: impl Fn(&str) -> bool,
) -> bool {
    if products.is_empty() || licences.is_empty() {
        return false;
    }
    let mut with_seats = products
        .iter()
        .filter(|product| product.seats.is_some_and(|seats| seats > 0))
        .peekable();
    if with_seats.peek().is_none() {
        return !products.iter().any(|product| is_chosen(&product.key));
    }
    with_seats.any(|product| !is_chosen(&product.key))
}

/// The licence that is probably meant: the only one that names the product; where the vendor has one product, the only
/// one that names the vendor. Nothing is guessed between several.
pub fn propose(
    vendor: &str,
    product: &ProductSeats,
    is_only_product: bool,
    licences: &[Licence],
) -> Option<LicenceId> {
    let only = |word: &str| {
        let word = search_key(word);
        let mut named = licences
            .iter()
            .filter(|licence| !word.is_empty() && search_key(&licence.name).contains(&word));
        let first = named.next()?;
        named.next().is_none().then_some(first.id)
    };
    only(&product.name).or_else(|| is_only_product.then(|| only(vendor)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn products(seats: &[(&str, Option<u32>)]) -> Vec<ProductSeats> {
        seats
            .iter()
            .map(|&(name, seats)| ProductSeats {
                key: name.to_lowercase(),
                name: name.to_owned(),
                seats,
            })
            .collect()
    }

    fn licences(names: &[&str]) -> Vec<Licence> {
        (1..)
            .zip(names)
            .map(|(id, name)| Licence {
                id: LicenceId::new(id),
                name: (*name).to_owned(),
            })
            .collect()
    }

    #[test]
    fn every_product_with_seats_asks_for_a_licence() {
        let check = |seats: &[(&str, Option<u32>)], named: &[&str], chosen: &[&str], more: bool| {
            let found = needs_more(&products(seats), &licences(named), |key| {
                chosen.contains(&key)
            });
            assert_eq!(found, more, "{seats:?} {named:?} {chosen:?}");
        };
        let two: &[(&str, Option<u32>)] = &[("Mail", Some(12)), ("Archive", Some(0))];
        check(two, &["Mail"], &[], true);
        check(two, &["Mail"], &["archive"], true);
        check(two, &["Mail"], &["mail"], false);
        // Nothing is known of seats: one licence makes it a connection.
        check(&[("Mail", None), ("Archive", None)], &["Mail"], &[], true);
        check(
            &[("Mail", None), ("Archive", None)],
            &["Mail"],
            &["archive"],
            false,
        );
        // There is nothing to choose, or nothing to choose it for.
        check(two, &[], &[], false);
        check(&[], &["Mail"], &[], false);
    }

    #[test]
    fn only_the_one_that_names_it_is_proposed() {
        let mail = &products(&[("Email backup", Some(3))])[0];
        let check = |is_only: bool, named: &[&str], expected: Option<i32>| {
            let found = propose("Dropsuite", mail, is_only, &licences(named));
            assert_eq!(found, expected.map(LicenceId::new), "{named:?}");
        };
        check(false, &["Office", "Dropsuite EMAIL BACKUP"], Some(2));
        check(false, &["Email backup", "Email backup"], None);
        check(false, &["Office", "Dropsuite"], None);
        check(true, &["Office", "Dropsuite"], Some(2));
        check(true, &["Dropsuite A", "Dropsuite B"], None);
        check(true, &["Office"], None);
    }
}
