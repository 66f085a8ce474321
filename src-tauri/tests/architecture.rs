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
const ALLOWED: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("halo-api", &[]),
    ("halo-sim", &[]),
    ("store", &["domain"]),
    ("engine", &["domain", "halo-api", "store"]),
    ("platform", &["engine"]),
    ("halyard", &["engine", "halo-sim", "platform"]),
    ("halyard-cli", &["engine", "platform"]),
    ("matching-bench", &["domain"]),
    ("private-keyring", &[]),
    ("network-fixtures", &[]),
    ("e2e", &["halo-sim", "network-fixtures", "private-keyring"]),
    ("xtask", &[]),
];

/// What only the shell may have: everything else, the command line too, works without a window.
const SHELL_ONLY: [&str; 4] = ["tauri", "specta", "tauri-specta", "wry"];

/// What only the keychain's crate may have, beside the tests' own keyring.
const KEYCHAIN_ONLY: [&str; 2] = ["keyring-core", "secret-service"];

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
        let name = package.name.as_str();
        let found = dependencies(package);
        let shell = SHELL_ONLY.iter().filter(|_| name != "halyard");
        let keychain = KEYCHAIN_ONLY
            .iter()
            .filter(|_| !matches!(name, "platform" | "private-keyring"));
        for forbidden in shell.chain(keychain) {
            assert!(!found.contains(*forbidden), "{name} depends on {forbidden}");
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
    let mut folders = vec![root.join("crates"), root.join("src"), root.join("../cli")];
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
