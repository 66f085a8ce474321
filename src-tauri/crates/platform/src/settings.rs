//! Settings in a small JSON file. Nothing secret is in it.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use engine::ports::{Settings, SettingsChange, SettingsStore};

/// `settings.json` in the data folder.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    path: PathBuf,
    /// Held from reading to writing. Only the window changes settings while it is open.
    changing: Arc<Mutex<()>>,
}

impl SettingsFile {
    /// The one of a data folder.
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self {
            path: folder.join("settings.json"),
            changing: Arc::default(),
        }
    }

    /// The settings as last saved, without waiting for another thread: for what the window needs before it is drawn.
    pub fn load_now(&self) -> Settings {
        self.read().unwrap_or_else(|error| {
            tracing::warn!(%error, "the settings cannot be read; defaults are used");
            Settings::default()
        })
    }

    fn read(&self) -> io::Result<Settings> {
        let text = match fs_err::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
            text => text?,
        };
        Ok(serde_json::from_str(&text).unwrap_or_else(|error| {
            let aside = self.path.with_extension("json.broken");
            tracing::warn!(%error, aside = %aside.display(), "the settings are damaged; defaults are used");
            if let Err(error) = fs_err::rename(&self.path, &aside) {
                tracing::warn!(%error, "the damaged settings could not be set aside");
            }
            Settings::default()
        }))
    }

    /// To a file beside it first, so that a full disk keeps the old one.
    fn write(&self, settings: &Settings) -> io::Result<()> {
        let text = serde_json::to_string_pretty(settings)?;
        let beside = self.path.with_extension("json.new");
        fs_err::write(&beside, text)?;
        fs_err::rename(&beside, &self.path)
    }

    fn change(&self, change: SettingsChange) -> io::Result<Settings> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        // What cannot be read now must not be written over with defaults.
        let before = self.read()?;
        let mut settings = before.clone();
        change(&mut settings);
        if settings != before {
            self.write(&settings)?;
        }
        Ok(settings)
    }
}

#[async_trait]
impl SettingsStore for SettingsFile {
    async fn load(&self) -> Settings {
        let file = self.clone();
        tokio::task::spawn_blocking(move || file.load_now())
            .await
            .unwrap_or_else(|error| {
                tracing::warn!(%error, "the settings cannot be read; defaults are used");
                Settings::default()
            })
    }

    async fn update(&self, change: SettingsChange) -> io::Result<Settings> {
        let file = self.clone();
        tokio::task::spawn_blocking(move || file.change(change)).await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::ports::Appearance;

    fn dark(settings: &mut Settings) {
        settings.appearance = Appearance::Dark;
    }

    #[test]
    fn damaged_settings_are_set_aside_and_defaults_used() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path());
        let chosen = file.change(Box::new(dark)).unwrap();
        assert_eq!(chosen.appearance, Appearance::Dark);
        assert_eq!(file.read().unwrap(), chosen);
        fs_err::write(&file.path, "{\"appearance\": \"da").unwrap();
        assert_eq!(file.read().unwrap(), Settings::default());
        assert!(folder.path().join("settings.json.broken").exists());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn changes_at_once_all_stay() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path());
        let mut changing = tokio::task::JoinSet::new();
        for number in 0..50 {
            let file = file.clone();
            changing.spawn(async move {
                let add = move |settings: &mut Settings| {
                    settings.proxy.bypass.push(number.to_string());
                };
                file.update(Box::new(add)).await.unwrap();
            });
        }
        changing.join_all().await;
        assert_eq!(file.load().await.proxy.bypass.len(), 50);
    }

    #[test]
    fn settings_that_cannot_be_read_are_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(folder.path());
        fs_err::create_dir_all(&file.path).unwrap();
        assert!(file.change(Box::new(dark)).is_err());
        assert!(file.path.is_dir());
    }
}
