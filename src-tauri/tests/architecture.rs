//! The direction of dependencies, read from Cargo's own metadata.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each of our packages may build on, tests aside.
const ALLOWED: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("halo-api", &[]),
    ("halo-sim", &[]),
    ("store", &["domain"]),
    ("engine", &["domain", "halo-api", "store"]),
    ("halyard", &["engine", "halo-sim"]),
    ("matching-bench", &["domain"]),
    ("private-keyring", &[]),
    ("network-fixtures", &[]),
    ("e2e", &["halo-sim", "network-fixtures", "private-keyring"]),
    ("xtask", &[]),
];

/// What the crates below the shell must be able to do without.
const SHELL_ONLY: [&str; 6] = [
    "tauri",
    "specta",
    "tauri-specta",
    "wry",
    "keyring-core",
    "secret-service",
];

fn dependencies(package: &cargo_metadata::Package) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.clone())
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let ours: BTreeMap<String, BTreeSet<String>> = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| (package.name.to_string(), dependencies(package)))
        .collect();
    let names: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        ours.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        names,
        "a package is not in the list"
    );
    for (name, allowed) in ALLOWED {
        let found: Vec<&str> = ours[name]
            .iter()
            .map(String::as_str)
            .filter(|dependency| names.contains(dependency))
            .collect();
        assert!(
            found.iter().all(|dependency| allowed.contains(dependency)),
            "{name} depends on {found:?}"
        );
    }
}

#[test]
fn the_crates_below_know_no_window() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for package in metadata.workspace_packages() {
        // The shell is the one that knows; the tests' keyring is a real one.
        if matches!(package.name.as_str(), "halyard" | "private-keyring") {
            continue;
        }
        let found = dependencies(package);
        for forbidden in SHELL_ONLY {
            assert!(
                !found.contains(forbidden),
                "{} depends on {forbidden}",
                package.name
            );
        }
    }
}

#[test]
fn the_domain_does_no_input_or_output() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let domain = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name.as_str() == "domain")
        .unwrap();
    for forbidden in ["serde", "tokio", "rusqlite", "reqwest", "jiff", "fs-err"] {
        assert!(
            !dependencies(domain).contains(forbidden),
            "domain depends on {forbidden}"
        );
    }
}

/// Wire types are made in one place; nothing else derives `specta::Type`.
#[test]
fn only_the_border_derives_wire_types() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut offenders = Vec::new();
    let mut folders = vec![root.join("crates"), root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.starts_with(root.join("src/ipc"))
                && fs_err::read_to_string(&path)
                    .unwrap()
                    .contains("specta::Type")
            {
                offenders.push(path);
            }
        }
    }
    assert!(offenders.is_empty(), "{offenders:?}");
}
