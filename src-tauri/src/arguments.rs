//! The command line. Secrets are never taken from it.

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// What the program was started with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Folder of database, settings and logs, in place of the platform's own.
    pub data_dir: Option<PathBuf>,
}

impl Arguments {
    /// How to call the program.
    pub const HELP: &str = "\
Halyard connects HaloPSA to a vendor's product on this workstation.

Usage: halyard [--data-dir DIR]

  --data-dir DIR  keep database, settings and logs of this run in DIR
  --help          print this text
  --version       print the version
";

    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// A sentence about the first argument that is not known.
    pub fn parse(arguments: Vec<OsString>) -> Result<Self, String> {
        let mut known = pico_args::Arguments::from_vec(arguments);
        let data_dir = known
            .opt_value_from_os_str("--data-dir", |text| {
                if text.is_empty() {
                    Err("the folder's name is empty")
                } else {
                    Ok(PathBuf::from(text))
                }
            })
            .map_err(|error| format!("--data-dir: {error}."))?;
        match known.finish().first() {
            Some(unknown) => Err(format!(
                "There is no argument {}.",
                unknown.to_string_lossy()
            )),
            None => Ok(Self { data_dir }),
        }
    }

    /// The identifier of this run: one instance per data folder, so a folder of
    /// its own gets an identifier of its own.
    pub(crate) fn identifier(&self, program: &str) -> Option<String> {
        let folder = std::path::absolute(self.data_dir.as_ref()?).ok()?;
        let mut hasher = DefaultHasher::new();
        folder.hash(&mut hasher);
        Some(format!("{program}.d{:016x}", hasher.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Arguments, String> {
        Arguments::parse(arguments.iter().map(OsString::from).collect())
    }

    #[test]
    fn each_data_folder_is_an_instance_of_its_own() {
        let identifier = |folder: &str| {
            parse(&["--data-dir", folder])
                .unwrap()
                .identifier("dev.halyard")
        };
        assert_eq!(identifier("/a"), identifier("/a"));
        assert_ne!(identifier("/a"), identifier("/b"));
        assert_eq!(parse(&[]).unwrap().identifier("dev.halyard"), None);
    }

    #[test]
    fn unknown_arguments_are_refused() {
        assert!(parse(&["--data-dir"]).is_err());
        assert!(parse(&["--secret", "x"]).is_err());
        assert!(parse(&["https://acme.halopsa.com"]).is_err());
    }
}
