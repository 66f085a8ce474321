//! The crates in the two programs: what they need to run on this system, not what only builds or tests them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::cmd;

use super::Part;
use crate::project::Project;
use crate::report::OrAdvise as _;

/// The packages that people get.
const PROGRAMS: [&str; 2] = ["halyard", "halyard-cli"];

pub(super) fn of_program(project: &Project) -> Result<Vec<Part>> {
    let sh = &project.sh;
    let version = cmd!(sh, "rustc -vV").quiet().read()?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc says which system it is for")?;
    let metadata = cmd!(
        sh,
        "cargo metadata --format-version 1 --locked --filter-platform {host}"
    )
    .quiet()
    .ignore_stderr()
    .read()
    .or_advise("check that crates.io can be reached, then start this command again")?;
    needed(&serde_json::from_str(&metadata)?)
}

fn needed(metadata: &Value) -> Result<Vec<Part>> {
    let packages: BTreeMap<&str, &Value> = list(&metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let mut open: Vec<&str> = packages
        .iter()
        .filter(|(_, package)| {
            let name = package["name"].as_str();
            PROGRAMS.iter().any(|program| name == Some(*program))
        })
        .map(|(id, _)| *id)
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Some(node) = nodes.get(id)
        {
            let run = list(&node["deps"]).filter(|dep| is_run_with(dep));
            open.extend(run.filter_map(|dep| dep["pkg"].as_str()));
        }
    }
    seen.into_iter()
        .filter_map(|id| packages.get(id))
        // Ours come from no registry.
        .filter(|package| !package["source"].is_null())
        .map(|package| part(package))
        .collect()
}

/// Whether it is there for more than building or testing.
fn is_run_with(dep: &Value) -> bool {
    list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null())
}

fn part(package: &Value) -> Result<Part> {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let manifest = text("manifest_path");
    Ok(Part {
        folder: Path::new(&manifest)
            .parent()
            .context("a package has a manifest")?
            .to_path_buf(),
        name: text("name"),
        version: text("version"),
        licence: text("license"),
    })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_runs_is_needed() {
        let package = |name: &str, source: Value| {
            json!({
                "id": name, "name": name, "version": "1.0.0", "license": "MIT", "source": source,
                "manifest_path": format!("/sources/{name}/Cargo.toml"),
            })
        };
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [
                package("halyard", Value::Null), package("engine", Value::Null),
                package("used", json!("registry")), package("tester", json!("registry")),
                package("builder", json!("registry")), package("stranger", json!("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "halyard", "deps": [dep("engine", Value::Null), dep("builder", json!("build"))] },
                { "id": "engine", "deps": [dep("used", Value::Null), dep("tester", json!("dev"))] },
            ] },
        });
        let parts = needed(&metadata).unwrap();
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["used"]);
        assert_eq!(parts[0].folder, Path::new("/sources/used"));
    }
}
