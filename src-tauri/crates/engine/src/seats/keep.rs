//! The file that is kept of every plan that was confirmed: written when it is, written again with what became of each line
//! when its run ends. It lies in the data folder, in a folder for each connection, and goes with the connection.
//!
//! The plan itself is in the database, and its lines in the journal; the file is for whoever looks without Halyard.

use std::path::PathBuf;

use domain::{ProfileId, SeatPlanId};
use store::seat_plans::{self, SeatPlanRow};
use store::{journal, seat_lines};

use super::plan_file::as_csv;
use crate::Engine;
use crate::error::Result;
use crate::organizations::{Error as FileError, write_whole};

/// Where all of them lie, in the data folder.
const FOLDER: &str = "plans";

impl Engine {
    fn plans_folder(&self, profile: ProfileId) -> PathBuf {
        self.data_dir
            .join(FOLDER)
            .join(format!("connection-{profile}"))
    }

    /// A number is given twice when an old backup takes the place of the database, and a moment is not.
    fn plan_path(&self, profile: ProfileId, plan: &SeatPlanRow) -> Option<PathBuf> {
        let begun = plan.begun_at.as_deref()?.replace(':', "");
        let name = format!("seats-plan-{}-{begun}.csv", plan.id);
        Some(self.plans_folder(profile).join(name))
    }

    /// Keeps a confirmed plan as it stands now. That it cannot be kept stops nothing, and stands in the journal.
    pub(super) async fn keep_seat_plan(&self, profile: ProfileId, plan: SeatPlanId) -> Result<()> {
        let (row, lines, billed_by) = self
            .store
            .read(move |tx| {
                let row = seat_plans::get(tx, profile, plan)?;
                let lines = seat_lines::page(tx, plan, 0, u32::MAX)?;
                Ok((row, lines, store::invoices::by_licence(tx, profile)?))
            })
            .await?;
        let Some(path) = self.plan_path(profile, &row) else {
            return Ok(());
        };
        let work = move || {
            let text = as_csv(&row, &lines, &billed_by)?;
            if let Some(folder) = path.parent() {
                fs_err::create_dir_all(folder).map_err(|error| FileError::NotWritten {
                    message: error.to_string(),
                })?;
            }
            write_whole(&path, &text, true)
        };
        let written = tokio::task::spawn_blocking(work).await?;
        let Err(error) = written else {
            return Ok(());
        };
        tracing::error!(%error, "a plan could not be kept as a file");
        let what = format!("Plan of seats {plan} could not be kept as a file");
        let (why, now) = (error.to_string(), self.now());
        self.store
            .write(move |tx| journal::enter_change(tx, profile, &what, (None, Some(&why)), &now))
            .await?;
        Ok(())
    }

    /// The file of a plan, if it was kept and is still there.
    pub(super) async fn kept_seat_plan(
        &self,
        profile: ProfileId,
        plan: &SeatPlanRow,
    ) -> Option<PathBuf> {
        let path = self.plan_path(profile, plan)?;
        let looked = tokio::task::spawn_blocking(move || path.is_file().then_some(path)).await;
        looked.ok().flatten()
    }

    /// Shows the folder with the files of a connection's plans.
    ///
    /// # Errors
    /// `Desktop` when it cannot be shown.
    pub fn show_plans_folder(&self, profile: ProfileId) -> Result<()> {
        self.show_folder(&self.plans_folder(profile))
    }

    /// Removes the files of a connection's plans, with the connection.
    pub(crate) async fn forget_plan_files(&self, profile: ProfileId) {
        let folder = self.plans_folder(profile);
        let removed = tokio::task::spawn_blocking(move || match fs_err::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        });
        if let Ok(Err(error)) = removed.await {
            tracing::error!(%error, "the files of a connection's plans could not be removed");
        }
    }
}
