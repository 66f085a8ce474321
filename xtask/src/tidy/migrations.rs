//! Published migrations never change: a data file that has gone through one cannot go through it again.
//!
//! `xtask/migrations.txt` lists each with git's own hash of it (`git hash-object`), which does not depend on the
//! system's line ends.

use std::collections::BTreeMap;

use anyhow::Result;
use xshell::cmd;

use super::Finding;
use crate::project::Project;

const FOLDER: &str = "src-tauri/crates/store/migrations";
const LIST: &str = "xtask/migrations.txt";

/// Compares the migrations with the list.
pub(super) fn check(project: &Project) -> Result<Vec<Finding>> {
    let sh = &project.sh;
    if !sh.path_exists(FOLDER) {
        return Ok(Vec::new());
    }
    let mut present = BTreeMap::new();
    for path in sh.read_dir(FOLDER)? {
        if path.extension().is_none_or(|ending| ending != "sql") {
            continue;
        }
        let hash = cmd!(sh, "git hash-object {path}").quiet().read()?;
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        present.insert(name, hash);
    }
    Ok(compare(&present, &sh.read_file(LIST)?))
}

/// Finds what differs between the files (name to hash) and the text of the list.
fn compare(present: &BTreeMap<String, String>, list: &str) -> Vec<Finding> {
    let listed: BTreeMap<&str, &str> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
    let finding = |name: &str, rule: String| Finding {
        path: format!("{FOLDER}/{name}"),
        line: None,
        rule,
    };
    let mut findings = Vec::new();
    for (name, hash) in present {
        match listed.get(name.as_str()) {
            Some(known) if known == hash => {}
            Some(_) => findings.push(finding(
                name,
                "a published migration was changed; undo that and write a new one".to_owned(),
            )),
            None => findings.push(finding(
                name,
                format!("is new; add this line to {LIST}:\n{hash}  {name}"),
            )),
        }
    }
    for name in listed.keys().filter(|name| !present.contains_key(**name)) {
        findings.push(finding(
            name,
            "a published migration is gone; bring it back".to_owned(),
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::compare;

    const LIST: &str = "# comment\naaa  0001_first.sql\nbbb  0002_second.sql\n";

    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let present: BTreeMap<_, _> = files
            .iter()
            .map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned()))
            .collect();
        let found: Vec<_> = compare(&present, LIST)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, part) in found.iter().zip(expected) {
            assert!(found.contains(part), "{found}");
        }
    }

    #[test]
    fn equal_files_and_list_are_fine() {
        check(
            &[("0001_first.sql", "aaa"), ("0002_second.sql", "bbb")],
            &[],
        );
    }

    #[test]
    fn changed_new_and_missing_ones_are_found() {
        check(
            &[("0001_first.sql", "other"), ("0003_third.sql", "ccc")],
            &["was changed", "ccc  0003_third.sql", "is gone"],
        );
    }
}
