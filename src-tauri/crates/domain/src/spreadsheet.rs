//! Cells of a CSV file that a spreadsheet would run as a formula: made harmless when written, as they were when read.
//!
//! Spreadsheets run what begins with `=`, `+`, `-`, `@`, a tab or a carriage return, some of them also behind blanks or
//! behind a line break inside the cell. A leading apostrophe makes text of it. So that nothing changes on the way, text
//! that already begins with apostrophes before such a sign gets one more.

/// The cell as it is written.
pub fn neutralise(cell: &str) -> String {
    each_line(cell, |line, before_return| {
        let is_formula = is_formula(line, before_return);
        let mark = if is_formula { "'" } else { "" };
        format!("{mark}{line}")
    })
}

/// The cell as it was before [`neutralise`].
pub fn restore(cell: &str) -> String {
    each_line(cell, |line, before_return| {
        let bare = line
            .strip_prefix('\'')
            .filter(|bare| is_formula(bare, before_return));
        bare.unwrap_or(line).to_owned()
    })
}

/// Rewrites the lines of a cell; what parts them stays as it is. `change` learns whether the line is the first one and
/// ends with a carriage return.
fn each_line(cell: &str, change: impl Fn(&str, bool) -> String) -> String {
    let mut written = String::with_capacity(cell.len() + 1);
    let mut rest = cell;
    let mut is_first = true;
    loop {
        let end = rest.find(['\n', '\r']);
        let line = &rest[..end.unwrap_or(rest.len())];
        let before_return = is_first && end.is_some_and(|end| rest[end..].starts_with('\r'));
        written.push_str(&change(line, before_return));
        let Some(end) = end else {
            return written;
        };
        // Both signs are one byte long.
        written.push_str(&rest[end..=end]);
        rest = &rest[end + 1..];
        is_first = false;
    }
}

fn is_formula(line: &str, before_return: bool) -> bool {
    let bare = line.trim_start_matches('\'');
    if bare.starts_with('\t') || (bare.is_empty() && before_return) {
        return true;
    }
    let sign = bare.trim_start_matches(is_blank).chars().next();
    sign.is_some_and(|sign| matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// Blanks of every width, and signs that are not seen at all.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        let check = |cell: &str, written: &str| {
            assert_eq!(neutralise(cell), written, "{cell:?}");
            assert_eq!(restore(written), cell, "{cell:?}");
        };
        check("=1+1", "'=1+1");
        check("+49 30 1234", "'+49 30 1234");
        check("-5", "'-5");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r=1", "'\r'=1");
        check("  =1", "'  =1");
        check("\u{a0}=1", "'\u{a0}=1");
        check("\u{200b}=1", "'\u{200b}=1");
        check("Acme\n=1", "Acme\n'=1");
        check("Acme\r\n  @x", "Acme\r\n'  @x");
        check("＝1", "'＝1");
        check("'=1", "''=1");
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for cell in [
            "", "Acme", "a=b", "O'Neill", "'Acme'", "12", "3.5", "x - y", "'",
        ] {
            assert_eq!(neutralise(cell), cell);
            assert_eq!(restore(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_no_line_of_it_is_run(cell in "['=+@\\-\t\r\n \u{a0}a1＝]{0,12}|\\PC{0,20}") {
            let written = neutralise(&cell);
            prop_assert_eq!(restore(&written), cell);
            for line in written.split(['\n', '\r']) {
                let sign = line.trim_start_matches(is_blank).chars().next();
                prop_assert!(!sign.is_some_and(|sign| "=+-@".contains(sign)), "{written:?}");
            }
            prop_assert!(!written.starts_with(['\t', '\r']), "{written:?}");
        }
    }
}
