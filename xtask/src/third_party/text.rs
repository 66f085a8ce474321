//! A file of terms taken apart: who holds the rights, and the terms themselves, which are the same for many.

/// A file of terms.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Terms {
    /// Lines that name whose it is.
    pub(super) holders: Vec<String>,
    /// The rest.
    pub(super) body: String,
    /// The same for texts that differ in how they are wrapped only.
    pub(super) key: String,
}

/// Takes a text apart.
pub(super) fn taken_apart(text: &str) -> Terms {
    let (holders, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| names_holder(line));
    let body = rest.join("\n").trim().to_owned();
    Terms {
        holders: holders.iter().map(|line| line.trim().to_owned()).collect(),
        key: body
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase(),
        body,
    }
}

/// Terms speak of copyright themselves; whose it is has a year or a sign.
fn names_holder(line: &str) -> bool {
    let line = line.trim();
    let said = line.starts_with("Copyright ") || line.starts_with('©');
    let signs = line.contains("(c)") || line.contains("(C)") || line.contains('©');
    said && (signs || line.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_told_from_terms() {
        for (line, expected) in [
            ("Copyright (c) 2016 Ann", true),
            ("  Copyright 2018-2024 The Authors", true),
            ("Copyright © Meta Platforms", true),
            ("© 2020 Bob", true),
            ("Copyright [yyyy] [name of copyright owner]", false),
            ("copyright license to reproduce, in 2 copies", false),
            ("Copyright notice and this permission notice", false),
        ] {
            assert_eq!(names_holder(line), expected, "{line}");
        }
    }
}
