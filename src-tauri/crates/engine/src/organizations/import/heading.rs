//! Where the heading of a table is: mostly in its first row, sometimes below a title, sometimes nowhere.

use domain::vendor::VendorProduct;

use super::columns::{is_known_heading, is_value};
use super::table::Line;

/// A heading further down is no heading.
pub(super) const LOOKED_AT: usize = 10;

/// Rows below a heading that are looked at when values have to tell.
const SAMPLE: usize = 50;

/// The place of the heading among the lines.
pub(super) fn find(lines: &[Line], products: &[VendorProduct]) -> Option<usize> {
    let first = lines.first()?;
    if is_heading(lines, products) {
        return Some(0);
    }
    if first.filled() > 1 {
        return None;
    }
    // A title has one cell, or a few; the heading below it is wider than everything above.
    let titles = |place: usize| {
        let width = lines[place].filled();
        width > 1 && lines[..place].iter().all(|line| line.filled() < width)
    };
    let is_known = |line: &Line| {
        line.cells
            .iter()
            .any(|cell| is_known_heading(cell, products))
    };
    (1..lines.len().min(LOOKED_AT)).find(|place| {
        titles(*place) && is_known(&lines[*place]) && is_heading(&lines[*place..], products)
    })
}

/// Whether the first row looks like a heading: it has a word that headings have, or it has no value where the rows
/// below have some.
fn is_heading(lines: &[Line], products: &[VendorProduct]) -> bool {
    let Some((first, rest)) = lines.split_first() else {
        return false;
    };
    if first.cells.iter().any(|cell| is_value(cell)) {
        return false;
    }
    let has_values_below = |place: usize| {
        let below = rest.iter().take(SAMPLE);
        below
            .filter_map(|line| line.cells.get(place))
            .any(|cell| is_value(cell))
    };
    let is_known = |cell: &String| is_known_heading(cell, products);
    // A title above a list has nothing to say about the columns beside its own.
    let is_alone = first.filled() == 1 && rest.iter().take(SAMPLE).any(|line| line.filled() > 1);
    !is_alone && (first.cells.iter().any(is_known) || (0..first.cells.len()).any(has_values_below))
}

#[cfg(test)]
mod tests {
    use domain::vendor::preset;

    use super::super::table::lines_of;
    use super::*;

    #[test]
    fn a_heading_is_found_below_titles_and_not_among_rows() {
        let products = preset("palisade").unwrap().products;
        let check = |rows: &[&[&str]], place: Option<usize>| {
            let lines = lines_of(rows);
            assert_eq!(find(&lines, &products), place, "{rows:?}");
        };
        check(&[], None);
        check(&[&["Name", "Domain"], &["Wren", "wren.example"]], Some(0));
        check(&[&["Firma", "Postfach"], &["Wren", "12"]], Some(0));
        check(&[&["Name"], &["Wren"]], Some(0));
        check(&[&["Wren"], &["Fernhill"]], None);
        check(
            &[&["Wren", "wren.example"], &["Fernhill", "fernhill.example"]],
            None,
        );
        check(
            &[
                &["Organisations"],
                &["Exported 3 November"],
                &["Name", "Domain"],
                &["Wren", "wren.example"],
            ],
            Some(2),
        );
        // A heading that comes again among rows of the same width belongs to a second export.
        check(
            &[
                &["Wren", "wren.example"],
                &["Name", "Domain"],
                &["Fernhill", "fernhill.example"],
            ],
            None,
        );
        check(&[&["Organisations"], &["Wren", "wren.example"]], None);
    }
}
