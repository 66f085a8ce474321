//! What Halyard is built from and under which terms, written into the page before it is built: from the lock files and the
//! sources that cargo and npm have fetched for them. What is not there yet is fetched, as the build would do next.

mod crates;
mod packages;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;
use xshell::Shell;

use crate::project::Project;
use crate::report::step;

/// Where the page's build picks it up. Not in the repository: it is another one on each system.
const FILE: &str = "ui/public/licences.json";

/// Beginnings of the names of files that hold terms.
const NAMES: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "COPYRIGHT",
    "NOTICE",
    "UNLICENSE",
];

/// Something of somebody else's that is in the program.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    /// As its author says it, for example `MIT OR Apache-2.0`.
    licence: String,
    /// Where its files are.
    folder: PathBuf,
}

/// Writes the list, unless it is there already as it would be.
///
/// # Errors
/// When the sources are not there and cannot be fetched.
pub(crate) fn write(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let mut parts = crates::of_program(project)?;
    parts.extend(packages::of_page(project)?);
    parts.sort();
    parts.dedup();
    let list = listed(sh, &parts)?;
    let file = project.path(FILE);
    // A file that is written anew has the page built again.
    if sh.read_file(&file).is_ok_and(|there| there == list) {
        return Ok(());
    }
    let what = format!("licences of {} parts", parts.len());
    step("build", &what, || Ok(sh.write_file(&file, &list)?))
}

/// The list as the page reads it: each text once, whoever uses it.
fn listed(sh: &Shell, parts: &[Part]) -> Result<String> {
    let mut numbers = BTreeMap::new();
    let mut texts = Vec::new();
    let mut shown = Vec::new();
    for part in parts {
        let (mut holders, mut used) = (Vec::new(), Vec::new());
        for file in files_of_terms(sh, part)? {
            // A name in another encoding must not stop the build.
            let bytes = sh.read_binary_file(&file)?;
            let terms = text::taken_apart(&String::from_utf8_lossy(&bytes));
            holders.extend(terms.holders);
            let number = *numbers.entry(terms.key).or_insert_with(|| {
                texts.push(terms.body);
                texts.len() - 1
            });
            if !used.contains(&number) {
                used.push(number);
            }
        }
        holders.sort();
        holders.dedup();
        shown.push(json!({
            "name": part.name,
            "version": part.version,
            "licence": part.licence,
            "holders": holders,
            "texts": used,
        }));
    }
    Ok(json!({ "parts": shown, "texts": texts }).to_string())
}

/// The files with the terms that Halyard uses a part under: where its author leaves the choice, the MIT ones.
fn files_of_terms(sh: &Shell, part: &Part) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = sh
        .read_dir(&part.folder)
        .with_context(|| format!("the files of {} {}", part.name, part.version))?
        .into_iter()
        .filter(|path| path.is_file() && NAMES.iter().any(|name| begins(path, name)))
        .collect();
    files.sort();
    let is_choice = part.licence.contains(" OR ") || part.licence.contains('/');
    let is_mit = |path: &PathBuf| has_in_name(path, "MIT");
    if is_choice && files.iter().any(is_mit) {
        files.retain(is_mit);
    }
    Ok(files)
}

fn begins(path: &Path, with: &str) -> bool {
    upper_name(path).starts_with(with)
}

fn has_in_name(path: &Path, part: &str) -> bool {
    upper_name(path).contains(part)
}

fn upper_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files, gone with the test.
    fn folder(sh: &Shell, files: &[(&str, &str)]) -> (xshell::TempDir, PathBuf) {
        let dir = sh.create_temp_dir().unwrap();
        for (name, text) in files {
            sh.write_file(dir.path().join(name), text).unwrap();
        }
        let path = dir.path().to_path_buf();
        (dir, path)
    }

    fn part(name: &str, licence: &str, folder: PathBuf) -> Part {
        Part {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            folder,
        }
    }

    #[test]
    fn a_text_stands_once_with_each_holder_named() {
        let sh = Shell::new().unwrap();
        let mit = "Permission is hereby granted.\n";
        let (_a, a) = folder(
            &sh,
            &[
                ("LICENSE-MIT", &format!("Copyright (c) 2015 Ann\n\n{mit}")),
                ("LICENSE-APACHE", "Apache"),
                ("README.md", "read me"),
            ],
        );
        let (_b, b) = folder(
            &sh,
            &[(
                "license.txt",
                "Copyright 2020 Bob\nPermission is hereby\n  granted.",
            )],
        );
        let (_c, c) = folder(&sh, &[]);
        let parts = [
            part("a", "MIT OR Apache-2.0", a),
            part("b", "MIT", b),
            part("c", "MIT", c),
        ];
        let list: serde_json::Value = serde_json::from_str(&listed(&sh, &parts).unwrap()).unwrap();
        assert_eq!(list["texts"], json!(["Permission is hereby granted."]));
        assert_eq!(
            list["parts"][0]["holders"],
            json!(["Copyright (c) 2015 Ann"])
        );
        assert_eq!(list["parts"][0]["texts"], json!([0]));
        assert_eq!(list["parts"][1]["holders"], json!(["Copyright 2020 Bob"]));
        assert_eq!(list["parts"][1]["texts"], json!([0]));
        assert_eq!(list["parts"][2]["texts"], json!([]));
    }

    #[test]
    fn both_texts_stay_where_both_hold() {
        let sh = Shell::new().unwrap();
        let (_both, both) = folder(&sh, &[("LICENSE-MIT", "one"), ("LICENSE-BSD", "two")]);
        let files = files_of_terms(&sh, &part("both", "MIT AND BSD-3-Clause", both)).unwrap();
        assert_eq!(files.len(), 2);
    }
}
