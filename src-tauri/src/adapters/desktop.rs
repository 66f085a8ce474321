//! Dialogs, browser and file program of the desktop.

use std::path::Path;

use async_trait::async_trait;
use engine::ports::Desktop;
use tauri::{AppHandle, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use tauri_plugin_opener::OpenerExt;

/// The desktop that the window stands on.
pub(crate) struct TauriDesktop(pub(crate) AppHandle);

#[async_trait]
impl Desktop for TauriDesktop {
    async fn choose_list_file(&self) -> Option<String> {
        let dialog = self.0.dialog().file().set_title("Import organisations");
        let lists = ["csv", "txt", "tsv", "xlsx", "xlsm", "xlsb", "xls"];
        chosen(dialog.add_filter("CSV files and workbooks", &lists)).await
    }

    async fn choose_mappings_file(&self) -> Option<String> {
        let dialog = self.0.dialog().file().set_title("Import mappings");
        chosen(dialog.add_filter("Files of mappings", &["csv", "json"])).await
    }

    async fn choose_profile_file(&self) -> Option<String> {
        let dialog = self.0.dialog().file().set_title("Import a profile");
        chosen(dialog.add_filter("Files of profiles", &["json"])).await
    }

    async fn choose_export_file(&self, suggested_name: &str) -> Option<String> {
        let dialog = self.0.dialog().file().set_title("Export mappings");
        let (answer, chosen) = tokio::sync::oneshot::channel();
        dialog.set_file_name(suggested_name).save_file(move |path| {
            // As in `chosen`.
            let _ = answer.send(path);
        });
        let path = chosen.await.ok()??.into_path().ok()?;
        Some(path.to_string_lossy().into_owned())
    }

    async fn choose_certificate_file(&self) -> Option<String> {
        let dialog = self.0.dialog().file().set_title("Add a root certificate");
        chosen(dialog.add_filter("Certificates", &["pem", "crt", "cer", "der"])).await
    }

    fn open_url(&self, url: &str) -> Result<(), String> {
        self.0
            .opener()
            .open_url(url, None::<&str>)
            .map_err(|error| format!("The browser could not be opened: {error}"))
    }

    fn show_folder(&self, path: &Path) -> Result<(), String> {
        self.0
            .opener()
            .open_path(path.to_string_lossy(), None::<&str>)
            .map_err(|error| format!("The folder could not be shown: {error}"))
    }
}

async fn chosen(dialog: FileDialogBuilder<Wry>) -> Option<String> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    dialog.pick_file(move |path| {
        // The page may have gone meanwhile; then nobody waits.
        let _ = answer.send(path);
    });
    let path = chosen.await.ok()??.into_path().ok()?;
    Some(path.to_string_lossy().into_owned())
}
