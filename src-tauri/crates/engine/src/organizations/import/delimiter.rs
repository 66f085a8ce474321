//! Which character parts the cells.

use super::separated::Lines;
use crate::organizations::error::{Error, Result};

/// Every delimiter there is, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Lines looked at.
const SAMPLE: usize = 50;

/// The delimiter that was asked for.
///
/// # Errors
/// [`Error::InvalidInput`] for any other text.
pub(super) fn chosen(text: &str) -> Result<u8> {
    match text.as_bytes() {
        [byte] if DELIMITERS.contains(byte) => Ok(*byte),
        _ => Err(Error::InvalidInput {
            field: "delimiter",
            message: "The delimiter is a comma, a semicolon, a tab or a bar.".to_owned(),
        }),
    }
}

/// The delimiter with which the most lines have the same number of cells, and more than one; of equals the one with
/// more cells. A comma when nothing parts anything.
pub(super) fn guess(text: &str) -> u8 {
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let score = score(text, delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn score(text: &str, delimiter: u8) -> (usize, usize) {
    let widths: Vec<usize> = Lines::new(text, delimiter)
        .take(SAMPLE)
        .map(|line| line.cells.len())
        .collect();
    // Titles above a list have other widths than its rows.
    let mut best = (0, 0);
    for &width in widths.iter().filter(|width| **width > 1) {
        let agreeing = widths.iter().filter(|other| **other == width).count();
        best = best.max((agreeing, width));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        let check = |text: &str, delimiter: u8| {
            assert_eq!(guess(text) as char, delimiter as char, "{text:?}");
        };
        check("Name,Domain\nWren,wren.example\n", b',');
        check("Name;Domains\nWren, Jones;a.example,b.example\n", b';');
        check("Name\tDomain\nWren\twren.example\n", b'\t');
        check("Name|Domain\nWren|wren.example\n", b'|');
        check("Name\nWren\n", b',');
        check(
            "Organisations\nof Wren, Jones\nName;Domain\nWren;wren.example\n",
            b';',
        );
        check(
            "\"Name; full\",Domain\n\"Wren; Dental\",wren.example\n",
            b',',
        );
    }

    #[test]
    fn only_the_four_can_be_chosen() {
        assert!(matches!(chosen("\t"), Ok(b'\t')));
        for other in ["", ",,", "x", "é"] {
            assert!(chosen(other).is_err(), "{other:?}");
        }
    }
}
