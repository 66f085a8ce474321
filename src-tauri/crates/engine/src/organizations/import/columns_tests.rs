//! What columns are taken for.

use domain::vendor::preset;

use super::super::separated;
use super::super::table::Width;
use super::*;

fn products(vendor: &str) -> Vec<VendorProduct> {
    preset(vendor).unwrap().products
}

fn table(text: &str, products: &[VendorProduct]) -> Table {
    let lines = separated::lines(text, b',').unwrap();
    Table::new(lines, Width::Strict, None, products).unwrap()
}

fn guessed(text: &str, vendor: &str) -> Vec<ColumnUse> {
    let products = products(vendor);
    guess(&table(text, &products), &products)
}

fn seats(product: &str) -> ColumnUse {
    ColumnUse::Seats {
        product: product.to_owned(),
    }
}

#[test]
fn headings_tell_what_columns_hold() {
    use ColumnUse::{Domains, ExternalId, Ignore, Name, Note, TenantId};
    assert_eq!(
        guessed(
            "External ID,Organisation,Domains,Mailboxes,Archiving,Contact\nO1,Wren,wren.example,3,0,it@wren.example\n",
            "palisade"
        ),
        [
            ExternalId,
            Name,
            Domains,
            seats("Email security"),
            Ignore,
            Ignore
        ]
    );
    assert_eq!(
        guessed(
            "companyName,emailDomain,Microsoft tenant-ID,Email Backup seats,email_archive,Notes\nWren,wren.example,t,1,2,n\n",
            "dropsuite"
        ),
        [
            Name,
            Domains,
            TenantId,
            seats("Email backup"),
            seats("Email archive"),
            Note
        ]
    );
}

#[test]
fn one_field_is_given_to_one_column() {
    use ColumnUse::{Ignore, Name};
    assert_eq!(
        guessed("Customer,Name,Seats,Users\nx,Wren,1,2\n", "palisade"),
        [Ignore, Name, seats("Email security"), Ignore]
    );
    // Several products: nobody can say whose seats these are.
    assert_eq!(guessed("Name,Seats\nWren,1\n", "dropsuite"), [Name, Ignore]);
}

#[test]
fn values_tell_where_headings_do_not() {
    use ColumnUse::{Domains, Ignore, Name};
    assert_eq!(
        guessed(
            "17,Wren Dental,wren.example\n18,Fernhill,fernhill.example\n",
            "palisade"
        ),
        [Ignore, Name, Domains]
    );
    assert_eq!(
        guessed("Firma,Internet\nWren Dental,www.wren.example\n", "palisade"),
        [Name, Domains]
    );
}

#[test]
fn headings_are_told_from_values() {
    let check = |text: &str, expected: bool| {
        let products = products("palisade");
        assert_eq!(table(text, &products).has_header(), expected, "{text:?}");
    };
    check("Name,Domain\nWren,wren.example\n", true);
    check("Firma,Internet\nWren,wren.example\n", true);
    check("Wren,wren.example\nFernhill,fernhill.example\n", false);
    check("Wren Dental\nFernhill\n", false);
    check("Name\n", true);
}

#[test]
fn a_choice_that_cannot_be_imported_is_explained() {
    use ColumnUse::{ExternalId, Ignore, Name};
    let products = products("palisade");
    let refused = |columns: &[ColumnUse]| resolve(columns, &products).unwrap_err();
    assert!(refused(&[Ignore]).contains("holds the name"));
    assert!(refused(&[Name, Name]).contains("Two columns"));
    assert!(refused(&[Name, ExternalId, ExternalId]).contains("external id"));
    assert!(refused(&[Name, seats("Backup")]).contains("Backup"));
    assert!(refused(&[Name, seats("Email security"), seats("email_security")]).contains("seats"));
    let fields = resolve(&[Name, seats("email_security")], &products).unwrap();
    assert_eq!(fields.seats[0].2, "Email security");
}
