//! Settings in a small JSON file. Nothing secret is in it.

use std::io;
use std::path::PathBuf;

use async_trait::async_trait;
use engine::ports::{Settings, SettingsStore};

/// `settings.json` in the data folder.
#[derive(Debug, Clone)]
pub(crate) struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Self {
            path: folder.join("settings.json"),
        }
    }

    fn read(&self) -> Settings {
        let text = match fs_err::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%error, "the settings cannot be read; defaults are used");
                }
                return Settings::default();
            }
        };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            let aside = self.path.with_extension("json.broken");
            tracing::warn!(%error, aside = %aside.display(), "the settings are damaged; defaults are used");
            if let Err(error) = fs_err::rename(&self.path, &aside) {
                tracing::warn!(%error, "the damaged settings could not be set aside");
            }
            Settings::default()
        })
    }

    /// To a file beside it first, so that a full disk keeps the old one.
    fn write(&self, settings: &Settings) -> io::Result<()> {
        let text = serde_json::to_string_pretty(settings)?;
        let beside = self.path.with_extension("json.new");
        fs_err::write(&beside, text)?;
        fs_err::rename(&beside, &self.path)
    }
}

#[async_trait]
impl SettingsStore for SettingsFile {
    async fn load(&self) -> Settings {
        let file = self.clone();
        tokio::task::spawn_blocking(move || file.read())
            .await
            .unwrap_or_default()
    }

    async fn save(&self, settings: &Settings) -> io::Result<()> {
        let (file, settings) = (self.clone(), settings.clone());
        tokio::task::spawn_blocking(move || file.write(&settings)).await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::ports::Appearance;

    #[test]
    fn damaged_settings_are_set_aside_and_defaults_used() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path());
        let chosen = Settings {
            appearance: Appearance::Dark,
            ..Settings::default()
        };
        file.write(&chosen).unwrap();
        assert_eq!(file.read(), chosen);
        fs_err::write(&file.path, "{\"appearance\": \"da").unwrap();
        assert_eq!(file.read(), Settings::default());
        assert!(folder.path().join("settings.json.broken").exists());
    }
}
