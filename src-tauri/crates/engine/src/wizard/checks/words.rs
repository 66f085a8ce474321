//! Small things about sentences.

/// "a", "a and b", "a, b and c".
pub(super) fn and(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "1 site", "153 sites".
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The names that fit into a sentence, and how many more there are.
pub(super) fn few(names: &[&str]) -> String {
    const MOST: usize = 4;
    if names.len() <= MOST {
        return and(names);
    }
    let others = format!("{} more", names.len() - (MOST - 1));
    let mut shown = names[..MOST - 1].to_vec();
    shown.push(&others);
    and(&shown)
}

/// The day of a time as it is stored.
pub(super) fn day(stored: &str) -> &str {
    stored.get(..10).unwrap_or(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(and(&["a"]), "a");
        assert_eq!(and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(few(&["a", "b", "c", "d"]), "a, b, c and d");
        assert_eq!(few(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
        assert_eq!(count(1, "site", "sites"), "1 site");
        assert_eq!(day("2026-11-21T12:00:00Z"), "2026-11-21");
    }
}
