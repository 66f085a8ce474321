//! What the columns of a file hold: guessed from headings and values, and checked before anything is imported.

use domain::{
    matching::{registrable_domain, search_key},
    vendor::VendorProduct,
};

use super::ColumnUse;
use super::table::Table;

/// Rows looked at when values have to tell.
const SAMPLE: usize = 50;

/// Headings by what they mean, best first; letters and digits only.
const HEADINGS: &[(Plain, &[&str])] = &[
    (
        Plain::ExternalId,
        &[
            "externalid",
            "organisationid",
            "organizationid",
            "orgid",
            "companyid",
            "customerid",
            "clientid",
            "accountid",
            "externalreference",
            "reference",
            "ref",
            "accountnumber",
            "customernumber",
            "id",
            "uuid",
            "guid",
        ],
    ),
    (
        Plain::TenantId,
        &[
            "tenantid",
            "microsofttenantid",
            "microsoft365tenantid",
            "m365tenantid",
            "office365tenantid",
            "azuretenantid",
            "entratenantid",
            "directoryid",
            "azureadid",
        ],
    ),
    (
        Plain::Name,
        &[
            "name",
            "organisationname",
            "organizationname",
            "organisation",
            "organization",
            "orgname",
            "org",
            "companyname",
            "company",
            "customername",
            "customer",
            "clientname",
            "client",
            "accountname",
            "account",
            "businessname",
            "business",
            "displayname",
            "tenantname",
            "tenant",
            "firm",
            "firma",
            "firmenname",
            "kunde",
            "kundenname",
            "nom",
            "societe",
            "empresa",
            "azienda",
        ],
    ),
    (
        Plain::Domains,
        &[
            "domains",
            "domain",
            "domainnames",
            "domainname",
            "primarydomain",
            "maindomain",
            "emaildomains",
            "emaildomain",
            "maildomains",
            "maildomain",
            "websites",
            "website",
            "url",
            "homepage",
            "email",
            "emailaddress",
            "primaryemail",
            "domane",
            "domanen",
            "domaine",
            "domaines",
            "dominio",
        ],
    ),
    (
        Plain::Note,
        &[
            "note",
            "notes",
            "remark",
            "remarks",
            "comment",
            "comments",
            "description",
        ],
    ),
];

/// Words for a number of seats, alone or beside the product's name.
const SEAT_WORDS: &[&str] = &[
    "seats",
    "seat",
    "licences",
    "licenses",
    "licencecount",
    "licensecount",
    "mailboxes",
    "mailboxcount",
    "users",
    "usercount",
    "quantity",
    "qty",
    "count",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Name,
    Domains,
    ExternalId,
    TenantId,
    Note,
}

impl From<Plain> for ColumnUse {
    fn from(plain: Plain) -> Self {
        match plain {
            Plain::Name => Self::Name,
            Plain::Domains => Self::Domains,
            Plain::ExternalId => Self::ExternalId,
            Plain::TenantId => Self::TenantId,
            Plain::Note => Self::Note,
        }
    }
}

/// Where each field is to be found, by the column's place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) name: usize,
    pub(super) domains: Vec<usize>,
    pub(super) external_id: Option<usize>,
    pub(super) tenant_id: Option<usize>,
    pub(super) note: Option<usize>,
    /// Place, product's key, product's name.
    pub(super) seats: Vec<(usize, String, String)>,
}

/// Makes sure that a choice of columns can be imported.
///
/// # Errors
/// What is missing or chosen twice, as a sentence.
pub(super) fn resolve(columns: &[ColumnUse], products: &[VendorProduct]) -> Result<Fields, String> {
    let mut names = Vec::new();
    let mut domains = Vec::new();
    let (mut external_ids, mut tenant_ids, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let mut seats: Vec<(usize, String, String)> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        match column {
            ColumnUse::Ignore => {}
            ColumnUse::Name => names.push(place),
            ColumnUse::Domains => domains.push(place),
            ColumnUse::ExternalId => external_ids.push(place),
            ColumnUse::TenantId => tenant_ids.push(place),
            ColumnUse::Note => notes.push(place),
            ColumnUse::Seats { product } => {
                let known = find_product(product, products)
                    .ok_or_else(|| format!("{product} is not one of the vendor’s products."))?;
                if seats.iter().any(|(_, key, _)| *key == known.key) {
                    return Err(twice(&format!("the seats of {}", known.name)));
                }
                seats.push((place, known.key.clone(), known.name.clone()));
            }
        }
    }
    let name = at_most_one(&names, "the name")?
        .ok_or_else(|| "Choose the column that holds the name.".to_owned())?;
    Ok(Fields {
        name,
        domains,
        external_id: at_most_one(&external_ids, "the external id")?,
        tenant_id: at_most_one(&tenant_ids, "the tenant id")?,
        note: at_most_one(&notes, "the note")?,
        seats,
    })
}

fn at_most_one(places: &[usize], what: &str) -> Result<Option<usize>, String> {
    match places {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(twice(what)),
    }
}

fn twice(what: &str) -> String {
    format!("Two columns hold {what}. Choose one.")
}

/// Whether a cell is a word that headings have.
pub(super) fn is_known_heading(cell: &str, products: &[VendorProduct]) -> bool {
    let heading = squeeze(cell);
    let is_plain = HEADINGS
        .iter()
        .any(|(_, words)| words.contains(&heading.as_str()));
    is_plain || seats_of(&heading, products).is_some()
}

/// A domain, an address or a number: nothing that stands in a heading.
pub(super) fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_number || registrable_domain(cell).is_some()
}

/// What each column probably holds.
pub(super) fn guess(table: &Table, products: &[VendorProduct]) -> Vec<ColumnUse> {
    let mut columns = vec![ColumnUse::Ignore; table.headings.len()];
    if table.has_header() {
        guess_by_heading(&table.headings, products, &mut columns);
    }
    // Only what the headings have left open.
    if !columns.contains(&ColumnUse::Domains) {
        take_first(table, &mut columns, ColumnUse::Domains, |value| {
            registrable_domain(value).is_some()
        });
    }
    if !columns.contains(&ColumnUse::Name) {
        take_first(table, &mut columns, ColumnUse::Name, |value| {
            !is_value(value) && value.chars().any(char::is_alphabetic)
        });
    }
    columns
}

fn guess_by_heading(headings: &[String], products: &[VendorProduct], columns: &mut [ColumnUse]) {
    let headings: Vec<String> = headings.iter().map(|heading| squeeze(heading)).collect();
    for (plain, words) in HEADINGS {
        let place = words
            .iter()
            .find_map(|word| headings.iter().position(|heading| heading == word));
        if let Some(place) = place {
            columns[place] = (*plain).into();
        }
    }
    for (heading, column) in headings.iter().zip(columns.iter_mut()) {
        if *column == ColumnUse::Ignore
            && let Some(product) = seats_of(heading, products)
        {
            *column = ColumnUse::Seats {
                product: product.name.clone(),
            };
        }
    }
    // "Seats" and "Users" side by side: the first one counts, the other is for the administrator to choose.
    for place in 1..columns.len() {
        let (before, after) = columns.split_at_mut(place);
        if matches!(after[0], ColumnUse::Seats { .. }) && before.contains(&after[0]) {
            after[0] = ColumnUse::Ignore;
        }
    }
}

/// The product whose seats a heading announces: by its name or key, or by any word for seats when there is only one.
fn seats_of<'a>(heading: &str, products: &'a [VendorProduct]) -> Option<&'a VendorProduct> {
    let bare = SEAT_WORDS.iter().find_map(|word| {
        let rest = heading
            .strip_suffix(word)
            .or_else(|| heading.strip_prefix(word))?;
        Some(rest)
    });
    match (bare, products) {
        (Some(""), [only]) => Some(only),
        (bare, _) => find_product(heading, products)
            .or_else(|| find_product(bare.filter(|rest| !rest.is_empty())?, products)),
    }
}

fn find_product<'a>(text: &str, products: &'a [VendorProduct]) -> Option<&'a VendorProduct> {
    let wanted = squeeze(text);
    products
        .iter()
        .find(|product| squeeze(&product.key) == wanted || squeeze(&product.name) == wanted)
}

/// Gives the first column that is still open and has mostly fitting values its use.
fn take_first(
    table: &Table,
    columns: &mut [ColumnUse],
    found: ColumnUse,
    fits: impl Fn(&str) -> bool,
) {
    let place = (0..columns.len())
        .filter(|place| columns[*place] == ColumnUse::Ignore)
        .find(|place| {
            let (mut good, mut all) = (0, 0);
            for value in table.values(*place).take(SAMPLE) {
                all += 1;
                good += usize::from(fits(value));
            }
            good * 2 > all
        });
    if let Some(place) = place {
        columns[place] = found;
    }
}

/// Small letters and digits only, so that "External-ID" and "externalId" are one.
pub(super) fn squeeze(text: &str) -> String {
    let mut key = search_key(text);
    key.retain(char::is_alphanumeric);
    key
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
