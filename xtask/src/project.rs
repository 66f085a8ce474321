//! Where the repository is and how programs in it are started.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use xshell::Shell;

/// The repository, with a shell that stands in its root.
pub(crate) struct Project {
    /// Starts programs in the root of the repository.
    pub(crate) sh: Shell,
    /// This very program. Asked once at the start: a build may replace the file later.
    pub(crate) own_program: PathBuf,
    root: PathBuf,
}

impl Project {
    /// Finds the repository that this xtask was compiled in, and has Node trust what the system trusts.
    pub(crate) fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies in a folder of the repository")?
            .to_path_buf();
        let sh = Shell::new()?;
        sh.change_dir(&root);
        // Node brings root certificates of its own; behind a company's proxy only the system's will do.
        // Older versions of Node ignore this.
        sh.set_var("NODE_USE_SYSTEM_CA", "1");
        Ok(Self {
            sh,
            own_program: env::current_exe()?,
            root,
        })
    }

    /// The absolute path of a file or folder given relative to the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Puts a folder in front of `PATH` for everything started from here; the user's own stays as it is.
    pub(crate) fn prefer_programs_in(&self, folder: &Path) -> Result<()> {
        let old = self.sh.var_os("PATH").unwrap_or_default();
        let new =
            env::join_paths(std::iter::once(folder.to_path_buf()).chain(env::split_paths(&old)))?;
        self.sh.set_var("PATH", new);
        Ok(())
    }

    /// The full path of a program on `PATH`. On Windows npm and its kin are `.cmd` files,
    /// which only start when named with their ending.
    pub(crate) fn find_program(&self, name: &str) -> Option<PathBuf> {
        let endings: &[&str] = if cfg!(windows) {
            &["exe", "cmd"]
        } else {
            &[""]
        };
        let path = self.sh.var_os("PATH")?;
        env::split_paths(&path)
            .flat_map(|folder| {
                endings
                    .iter()
                    .map(move |ending| folder.join(name).with_extension(ending))
            })
            .find(|candidate| candidate.is_file())
    }

    /// A program that cargo built with the profile `dev`.
    pub(crate) fn built_program(&self, name: &str) -> PathBuf {
        self.path("target/debug")
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}
