//! Which licence each product stands for, and everything the head of the screen says.

use domain::ProfileId;
use domain::matching::search_key;
use domain::seats::{LicenceKey, LicenceRule};
use store::Connection;
use store::invoices::InvoiceListRow;
use store::journal::Entry;
use store::seats::{LicenceKindRow, LicenceListRow};

use super::AFTER_SEATS;
use super::emptied::{FoundEmpty, found_empty};
use crate::Engine;
use crate::activity::{Act, LicenceImage};
use crate::error::{Error, Result};

/// More kinds of licences than these are not offered; those of most customers are among them.
const KINDS: u32 = 300;

/// A licence that several customers have, and by what it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceKind {
    /// How it is told, and what it is called.
    pub rule: LicenceRule,
    /// How many customers have one.
    pub customers: u32,
}

/// One of the vendor's products and the licence it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRule {
    /// The product's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The licence.
    pub rule: Option<LicenceRule>,
    /// The only kind of licence that names the product, where none is chosen.
    pub proposed: Option<LicenceKind>,
}

/// What stands above the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatSetup {
    /// Whether the profile is connected for seats; without, Halo grants nothing about licences.
    pub wants_seats: bool,
    /// The last complete read of all licences; `None` when there was none.
    pub read: Option<LicenceListRow>,
    /// Halo listed none since, where there had been some.
    pub found_empty: Option<FoundEmpty>,
    /// The last time that recurring invoices were asked for; `None` when they never were.
    pub invoices: Option<InvoiceListRow>,
    /// The products in the administrator's order.
    pub products: Vec<ProductRule>,
    /// What can be chosen for them.
    pub kinds: Vec<LicenceKind>,
    /// Organisations with seats and without a customer.
    pub unmapped: u32,
    /// Whether any organisation is mapped.
    pub has_pairs: bool,
    /// Since when counts may be written; `None` where they are compared only.
    pub writing_since: Option<String>,
}

impl Engine {
    /// Everything the head of the screen says.
    pub async fn seat_setup(&self, profile: ProfileId) -> Result<SeatSetup> {
        Ok(self
            .store
            .read(move |tx| {
                let vendor = store::vendors::load(tx, profile)?;
                let mut rules = store::seats::rules(tx, profile)?;
                let kinds = kinds(store::seats::kinds(tx, profile, KINDS)?);
                let products = vendor.products.into_iter().map(|product| {
                    let rule = rules.remove(&product.key);
                    ProductRule {
                        proposed: match rule {
                            Some(_) => None,
                            None => proposed(&product.name, &kinds),
                        },
                        key: product.key,
                        name: product.name,
                        rule,
                    }
                });
                Ok(SeatSetup {
                    wants_seats: store::profiles::get(tx, profile)?.features.seats,
                    read: store::seats::last_read(tx, profile)?,
                    found_empty: found_empty(tx, profile)?,
                    invoices: store::invoices::last(tx, profile)?,
                    products: products.collect(),
                    kinds,
                    unmapped: store::seats::unmapped(tx, profile)?,
                    has_pairs: !store::pairs::all(tx, profile)?.is_empty(),
                    writing_since: store::seat_plans::writing_since(tx, profile)?,
                })
            })
            .await?)
    }

    /// Says which licence a product stands for at every customer, or that nothing does.
    ///
    /// # Errors
    /// `InvalidInput` for a product that is no longer counted, an empty name, or a licence that another product stands for.
    pub async fn set_product_licence(
        &self,
        profile: ProfileId,
        product: String,
        rule: Option<LicenceRule>,
    ) -> Result<()> {
        let now = self.now();
        let rule = rule.map(|rule| LicenceRule {
            key: rule.key,
            value: rule.value.trim().to_owned(),
            name: rule.name.trim().to_owned(),
        });
        self.store
            .transact(move |tx| {
                let vendor = store::vendors::load(tx, profile)?;
                if !vendor.products.iter().any(|known| known.key == product) {
                    return Err(refuse("This product is no longer counted for this vendor."));
                }
                if let Some(rule) = &rule {
                    if rule.value.is_empty() || rule.name.is_empty() {
                        return Err(refuse("Give the licence a name."));
                    }
                    let taken = store::seats::rules(tx, profile)?
                        .into_iter()
                        .any(|(key, other)| key != product && is_same(&other, rule));
                    if taken {
                        return Err(refuse("Another product stands for this licence already."));
                    }
                }
                let before = store::seats::rules(tx, profile)?.remove(&product);
                if before == rule {
                    return Ok(());
                }
                store::seats::set_rule(tx, profile, &product, rule.as_ref())?;
                let name = vendor.products.iter().find(|known| known.key == product);
                let name = name.map_or(product.as_str(), |known| known.name.as_str());
                enter_choice(tx, profile, (&product, name), (before, rule), &now)
            })
            .await?;
        self.events.invalidated(Some(profile), &AFTER_SEATS);
        Ok(())
    }
}

/// The line of the journal, with both sides.
fn enter_choice(
    conn: &Connection,
    profile: ProfileId,
    (key, name): (&str, &str),
    (before, after): (Option<LicenceRule>, Option<LicenceRule>),
    now: &str,
) -> Result<()> {
    let words = |rule: &Option<LicenceRule>| rule.as_ref().map(LicenceImage::in_words);
    let (was, is) = (words(&before), words(&after));
    let act = Act::ProductLicence {
        key: key.to_owned(),
        before: before.as_ref().map(LicenceImage::from),
        after: after.as_ref().map(LicenceImage::from),
    };
    let what = if after.is_some() {
        format!("Licence chosen for the product {name}")
    } else {
        format!("No licence stands for the product {name} any more")
    };
    let entry = Entry {
        area: "settings",
        what: &what,
        before: was.as_deref(),
        after: is.as_deref(),
        note: None,
        act: Some(&act.kept()?),
    };
    Ok(store::journal::enter_act(conn, profile, &entry, now)?)
}

fn refuse(message: &str) -> Error {
    Error::InvalidInput {
        field: "licence",
        message: message.to_owned(),
    }
}

fn is_same(a: &LicenceRule, b: &LicenceRule) -> bool {
    a.key == b.key && search_key(&a.value) == search_key(&b.value)
}

/// Each name, and each number of the vendor once: the same one under two names is one kind.
fn kinds(rows: Vec<LicenceKindRow>) -> Vec<LicenceKind> {
    let mut kinds: Vec<LicenceKind> = Vec::new();
    let mut add = |key, value: String, name: String, customers: u32| {
        let rule = LicenceRule { key, value, name };
        let known = kinds.iter_mut().find(|kind| is_same(&kind.rule, &rule));
        match known {
            Some(kind) => kind.customers += customers,
            None => kinds.push(LicenceKind { rule, customers }),
        }
    };
    for row in rows {
        add(
            LicenceKey::Name,
            row.name.clone(),
            row.name.clone(),
            row.customers,
        );
        if let Some(sku) = row.sku {
            add(LicenceKey::Sku, sku, row.name, row.customers);
        }
    }
    kinds
}

/// The only kind that names the product. Nothing is guessed between several.
fn proposed(product: &str, kinds: &[LicenceKind]) -> Option<LicenceKind> {
    let product = search_key(product);
    let mut named = kinds.iter().filter(|kind| {
        kind.rule.key == LicenceKey::Name
            && !product.is_empty()
            && search_key(&kind.rule.name).contains(&product)
    });
    let first = named.next()?;
    named.next().is_none().then(|| first.clone())
}
