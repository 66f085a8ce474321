//! The npm packages in the page: what it shows itself with, not what builds or tests it.

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Part;
use crate::project::Project;

pub(super) fn of_page(project: &Project) -> Result<Vec<Part>> {
    let lock = project.sh.read_file("ui/package-lock.json")?;
    let lock: Value = serde_json::from_str(&lock)?;
    let packages = lock["packages"]
        .as_object()
        .context("a lock file lists packages")?;
    Ok(packages
        .iter()
        .filter(|(place, package)| !place.is_empty() && is_shown_with(package))
        .map(|(place, package)| {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            let name = place.rsplit("node_modules/").next().unwrap_or(place);
            Part {
                name: name.to_owned(),
                version: text("version"),
                licence: text("license"),
                folder: project.path("ui").join(place),
            }
        })
        // Those of other systems are not installed.
        .filter(|part| part.folder.is_dir())
        .collect())
}

fn is_shown_with(package: &Value) -> bool {
    ["dev", "devOptional"]
        .iter()
        .all(|kind| package[*kind] != Value::Bool(true))
}
