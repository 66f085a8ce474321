//! The npm packages and the built page, each made again only when what it is made from changed.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::report::{OrAdvise as _, say, step};
use crate::third_party;

/// Installs the npm packages unless the lock file is the one they were installed from.
pub(crate) fn install_packages(project: &Project) -> Result<()> {
    let sh = &project.sh;
    let wanted = sh.read_file("ui/package-lock.json")?;
    let stamp = project.path("target/.stamps/npm");
    if sh.path_exists("ui/node_modules")
        && sh
            .read_file(&stamp)
            .is_ok_and(|installed| installed == wanted)
    {
        say("set-up", "npm packages: up to date");
        return Ok(());
    }
    step("set-up", "npm packages: npm ci in ui/", || {
        let _inside = sh.push_dir("ui");
        let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
        cmd!(sh, "{npm} ci --no-audit --no-fund")
            .run()
            .or_advise("check that the npm registry can be reached, then start this command again")
    })?;
    sh.write_file(stamp, wanted)?;
    Ok(())
}

/// Builds the page into `ui/dist`, which the program embeds. Skipped when nothing in `ui/` changed:
/// files written anew would make cargo compile the program again.
pub(crate) fn build_page(project: &Project) -> Result<()> {
    let sh = &project.sh;
    third_party::write(project)?;
    let sources = format!("{:016x}", hash_of_sources(project)?);
    let stamp = project.path("target/.stamps/page");
    if sh.path_exists("ui/dist/index.html")
        && sh.read_file(&stamp).is_ok_and(|built| built == sources)
    {
        say("build", "page: up to date");
        return Ok(());
    }
    step("build", "page: npm run build in ui/", || {
        let _inside = sh.push_dir("ui");
        let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
        cmd!(sh, "{npm} run --silent build")
            .run()
            .or_advise("mend what Vite reports above")
    })?;
    sh.write_file(stamp, sources)?;
    Ok(())
}

/// One number for names and contents of all that the page is built from.
fn hash_of_sources(project: &Project) -> Result<u64> {
    let mut files = Vec::new();
    collect_files(&project.sh, &project.path("ui"), &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        project.sh.read_binary_file(&file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn collect_files(sh: &Shell, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in sh.read_dir(folder)? {
        if entry.ends_with("node_modules") || entry.ends_with("dist") {
            continue;
        }
        if entry.is_dir() {
            collect_files(sh, &entry, found)?;
        } else {
            found.push(entry);
        }
    }
    Ok(())
}
