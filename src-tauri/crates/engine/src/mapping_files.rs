//! The engine's face to mappings as a file: adds dialogs and the clock, and tells the page what changed.

use domain::ProfileId;

use crate::Engine;
use crate::error::Result;
use crate::organizations::Selection;
use crate::organizations::mappings::{self, Exported, Format, Imported, MappingPreview, TakeFrom};

impl Engine {
    /// Asks where mappings are to be written with the desktop's own dialog; the name is suggested.
    pub async fn choose_export_file(
        &self,
        profile: ProfileId,
        format: Format,
    ) -> Result<Option<String>> {
        let row = self
            .store
            .read(move |tx| store::profiles::get(tx, profile))
            .await?;
        let name = mappings::suggested_name(&row.name, format, &self.now());
        Ok(self.desktop.choose_export_file(&name).await)
    }

    /// Asks for a file of mappings with the desktop's own dialog.
    pub async fn choose_mappings_file(&self) -> Option<String> {
        self.desktop.choose_mappings_file().await
    }

    /// Writes mappings to a file.
    pub async fn export_mappings(
        &self,
        profile: ProfileId,
        within: Selection,
        format: Format,
        path: String,
        replace: bool,
    ) -> Result<Exported> {
        let (store, now, path) = (&self.store, self.now(), path.into());
        let written =
            mappings::export_mappings(store, profile, within, format, path, replace, &now);
        Ok(written.await?)
    }

    /// Says what importing a file of mappings would do.
    pub async fn preview_mappings(
        &self,
        profile: ProfileId,
        path: String,
    ) -> Result<MappingPreview> {
        Ok(mappings::preview_mappings(&self.store, profile, path.into()).await?)
    }

    /// Makes the pairs of a file of mappings in one step that can be undone.
    pub async fn import_mappings(
        &self,
        profile: ProfileId,
        path: String,
        take_from: TakeFrom,
        expected: &str,
    ) -> Result<Imported> {
        let (store, now, path) = (&self.store, self.now(), path.into());
        let imported =
            mappings::import_mappings(store, profile, path, take_from, expected, &now).await?;
        let edit = self.organizations_changed(profile, imported.edit);
        Ok(Imported { edit, ..imported })
    }
}
