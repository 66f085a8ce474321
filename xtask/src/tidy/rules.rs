//! The rules that one file at a time can break.

use std::path::Path;

use super::Finding;

/// A text that a line must not contain, and why. Written in two halves, or this file would break its own rules.
struct Banned {
    text: &'static str,
    reason: &'static str,
}

const EVERYWHERE: &[Banned] = &[
    Banned {
        text: concat!("TO", "DO"),
        reason: "finish it, or open an issue and leave no note here",
    },
    Banned {
        text: concat!("FIX", "ME"),
        reason: "mend it, or open an issue and leave no note here",
    },
    Banned {
        text: concat!("XX", "X"),
        reason: "say what is meant",
    },
    Banned {
        text: concat!("todo", "!("),
        reason: "unfinished code does not go in",
    },
    Banned {
        text: concat!("unimplemented", "!("),
        reason: "unfinished code does not go in",
    },
    Banned {
        text: concat!("danger_accept_", "invalid"),
        reason: "certificates are always checked; a private root certificate is added instead",
    },
    Banned {
        text: concat!("Verified::", "assertion"),
        reason: "only the platform's own verifier says that a certificate is good (docs/adr/0009)",
    },
    Banned {
        text: concat!("data-", "testid"),
        reason: "find the element by its role and name, as its user does",
    },
];

const IN_THE_PAGE: &[Banned] = &[Banned {
    text: concat!("<", "form"),
    reason: "take `components/Form`: WebKitGTK never frees a form of HTML, nor what is in it",
}];

/// Whether the rules apply to a file; pictures and lock files are nobody's writing.
pub(super) fn is_text(path: &str) -> bool {
    ends_in(
        path,
        &[
            "rs", "ts", "tsx", "css", "html", "sql", "toml", "json", "md", "sh",
        ],
    ) && !path.ends_with("package-lock.json")
}

/// Whether its length says something about its writer.
pub(super) fn is_hand_written_code(path: &str) -> bool {
    ends_in(path, &["rs", "ts", "tsx", "css"]) && path != "ui/src/ipc/bindings.ts"
}

fn ends_in(path: &str, endings: &[&str]) -> bool {
    Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.contains(&ending))
}

/// Holds the rules against one file.
pub(super) fn check_file(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if ends_in(path, &["rs"]) && !text.lines().any(|line| line.starts_with("//!")) {
        findings.push(Finding {
            path: path.to_owned(),
            line: None,
            rule: "say in a `//!` at the top what lives here and what deliberately does not"
                .to_owned(),
        });
    }
    let in_the_page = if ends_in(path, &["tsx"]) {
        IN_THE_PAGE
    } else {
        &[]
    };
    for (number, line) in (1..).zip(text.lines()) {
        for banned in EVERYWHERE.iter().chain(in_the_page) {
            if contains_word(line, banned.text) {
                findings.push(Finding {
                    path: path.to_owned(),
                    line: Some(number),
                    rule: format!("`{}`: {}", banned.text, banned.reason),
                });
            }
        }
    }
    findings
}

/// Whether `word` stands in `line` and is not the middle of a longer run of capitals.
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(|beside| beside.is_ascii_uppercase())
    })
}

/// Error codes in the generated bindings (`code: "..."`) that the generated documentation does not name.
pub(super) fn undocumented_codes(bindings: &str, errors: &str) -> Vec<Finding> {
    let mut codes: Vec<_> = bindings
        .split("code: \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
        .into_iter()
        .filter(|code| !errors.contains(&format!("`{code}`")))
        .map(|code| Finding {
            path: "docs/errors.md".to_owned(),
            line: None,
            rule: format!("does not explain `{code}`; run `cargo xtask codegen`"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{check_file, undocumented_codes};

    fn check(path: &str, text: &str, expected: &[&str]) {
        let found: Vec<_> = check_file(path, text)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, start) in found.iter().zip(expected) {
            assert!(found.starts_with(start), "{found}");
        }
    }

    #[test]
    fn a_rust_file_says_what_it_is() {
        check("a.rs", "//! About.\nfn main() {}\n", &[]);
        check("a.rs", "#![allow(missing_docs)]\n//! About.\n", &[]);
        check("a.rs", "fn main() {}\n", &["a.rs: say in a `//!`"]);
        check("a.ts", "export {};\n", &[]);
    }

    #[test]
    fn notes_about_left_over_work_are_found() {
        check("a.ts", concat!("x\n// TO", "DO later\n"), &["a.ts:2: `TO"]);
        check("a.ts", concat!("const OKTO", "DOS = 1;\n"), &[]);
        check("a.css", concat!("/* FIX", "ME */"), &["a.css:1: `FIX"]);
    }

    #[test]
    fn elements_are_found_by_role() {
        check(
            "a.tsx",
            concat!("<b data-", "testid=\"x\">"),
            &["a.tsx:1: `data-"],
        );
    }

    #[test]
    fn forms_are_ours() {
        check("a.tsx", "<Form onSubmit={save}>", &[]);
        let html = concat!("<", "form onSubmit={save}>");
        check("a.tsx", html, &["a.tsx:1: `<"]);
        check("a.md", html, &[]);
    }

    #[test]
    fn every_code_is_explained() {
        let bindings = r#"{ code: "offline" } | { code: "diskFull" } | { code: "offline" }"#;
        assert!(undocumented_codes(bindings, "`offline` `diskFull`").is_empty());
        assert_eq!(undocumented_codes(bindings, "`offline`").len(), 1);
    }
}
