//! A Node that Vite can run on: the one on `PATH`, or one of our own below `target/tools`.

use anyhow::{Result, bail};
use xshell::cmd;

use super::system;
use crate::project::Project;
use crate::report::{OrAdvise as _, say};

const WANTED: &str = "^20.19 or >=22.12";

/// Sees to it that `node` and `npm` on this project's `PATH` fit.
pub(crate) fn provide(project: &Project) -> Result<()> {
    if let Some(found) = fitting_version(project) {
        say("set-up", format_args!("Node {found}: fits ({WANTED})"));
        return Ok(());
    }
    let own = project.path("target/tools/node_modules/.bin");
    if project.sh.path_exists(&own) {
        project.prefer_programs_in(&own)?;
        if let Some(found) = fitting_version(project) {
            say(
                "set-up",
                format_args!("Node {found} in target/tools: fits ({WANTED})"),
            );
            return Ok(());
        }
    }
    if project.find_program("npm").is_none() {
        if project.find_program("apt-get").is_none() {
            bail!(
                "no Node {WANTED} with npm was found on PATH.\n\
                 what to do next: install one from https://nodejs.org or with a version manager \
                 (`nvm install 22`, `mise use node@22`), then start this command again"
            );
        }
        system::apt_install(project, &["nodejs", "npm"])?;
        if let Some(found) = fitting_version(project) {
            say(
                "set-up",
                format_args!("Node {found}: installed and fits ({WANTED})"),
            );
            return Ok(());
        }
    }
    let sh = &project.sh;
    say(
        "set-up",
        format_args!(
            "Node on PATH does not fit ({WANTED}): putting one of our own into target/tools"
        ),
    );
    let tools = project.path("target/tools");
    sh.create_dir(&tools)?;
    let npm = project.find_program("npm").unwrap_or_else(|| "npm".into());
    cmd!(
        sh,
        "{npm} install --prefix {tools} --no-audit --no-fund node@22 npm@10"
    )
    .run()
    .or_advise(format_args!(
        "install a Node {WANTED} by hand, then start this command again"
    ))?;
    project.prefer_programs_in(&own)?;
    match fitting_version(project) {
        Some(found) => {
            say(
                "set-up",
                format_args!("Node {found} in target/tools: installed and fits"),
            );
            Ok(())
        }
        None => bail!(
            "the Node in target/tools does not start.\n\
             what to do next: install a Node {WANTED} by hand, then start this command again"
        ),
    }
}

/// The version of `node` on `PATH` when it fits and npm is there too.
fn fitting_version(project: &Project) -> Option<String> {
    project.find_program("npm")?;
    let node = project.find_program("node")?;
    let line = cmd!(project.sh, "{node} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .ok()?;
    fits(&line).then_some(line)
}

/// Whether `v22.12.0` and its kin satisfy [`WANTED`].
fn fits(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next(), numbers.next());
    match (major, minor) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        (_, None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn accepts_what_vite_accepts() {
        for version in [
            "v20.19.0", "v20.20.2", "v22.12.0", "v22.23.3", "v23.0.0", "v24.1.0",
        ] {
            assert!(fits(version), "{version}");
        }
    }

    #[test]
    fn refuses_what_vite_refuses() {
        for version in ["v18.20.4", "v20.18.9", "v21.7.0", "v22.11.0", "", "node"] {
            assert!(!fits(version), "{version}");
        }
    }
}
