//! The window: menu bar, size, last screen, closing, notifications, what it is built of.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::boot;
use crate::ipc::dto::window::{MenuDto, PartDto, ThirdPartyDto};
use crate::ipc::error::AppError;
use crate::window::MainWindow;

/// The desktop shows a line or two; more is a page gone wrong.
const LONGEST_NOTICE: usize = 300;

/// Shows the page's commands in the desktop's menu bar.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_menu_bar(
    window: State<'_, MainWindow>,
    menus: Vec<MenuDto>,
) -> Result<(), AppError> {
    let window = window.inner().clone();
    answer(async move { Ok(tokio::task::spawn_blocking(move || window.show_menus(menus)).await?) })
        .await
}

/// Draws everything larger or smaller, now and at the next start; answers the percentage that was taken.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_zoom(
    engine: State<'_, Engine>,
    window: State<'_, MainWindow>,
    percent: u16,
) -> Result<u16, AppError> {
    let (engine, window) = (engine.inner().clone(), window.inner().clone());
    answer(async move {
        let zoom = engine.set_zoom(percent).await?;
        window.draw_at(zoom);
        Ok(zoom.percent())
    })
    .await
}

/// Remembers which screen is open, by the page's own address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remember_screen(
    engine: State<'_, Engine>,
    address: String,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.remember_screen(address).await
    })
    .await
}

/// Closes the window as its own button does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(window: State<'_, MainWindow>) -> Result<(), AppError> {
    let window = window.inner().clone();
    answer(async move {
        window.close();
        Ok(())
    })
    .await
}

/// Says whether the page has something that was changed and not saved: closing the window then asks first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_unsaved(
    window: State<'_, MainWindow>,
    is_unsaved: bool,
) -> Result<(), AppError> {
    let window = window.inner().clone();
    answer(async move {
        window.set_unsaved(is_unsaved);
        Ok(())
    })
    .await
}

/// Goes on, although somebody pressed close.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_running(window: State<'_, MainWindow>) -> Result<(), AppError> {
    let window = window.inner().clone();
    answer(async move {
        window.keep_running();
        Ok(())
    })
    .await
}

/// Sees what is being written to its end, begins nothing more and closes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_and_close(
    engine: State<'_, Engine>,
    window: State<'_, MainWindow>,
) -> Result<(), AppError> {
    let (engine, window) = (engine.inner().clone(), window.inner().clone());
    answer(async move {
        window.finish_and_close(&engine).await;
        Ok(())
    })
    .await
}

/// Has the desktop tell the end of long work, unless the window is in front anyway.
#[tauri::command]
#[specta::specta]
pub(crate) async fn notify(
    window: State<'_, MainWindow>,
    title: String,
    text: String,
) -> Result<(), AppError> {
    let window = window.inner().clone();
    let short = |words: String| words.chars().take(LONGEST_NOTICE).collect::<String>();
    let (title, text) = (short(title), short(text));
    answer(
        async move { Ok(tokio::task::spawn_blocking(move || window.notify(&title, &text)).await?) },
    )
    .await
}

/// What this Halyard is built of.
#[tauri::command]
#[specta::specta]
pub(crate) async fn built_of() -> Result<Vec<PartDto>, AppError> {
    answer(async move { Ok(boot::built_of()) }).await
}

/// What of others this Halyard is built of, and under which terms.
#[tauri::command]
#[specta::specta]
pub(crate) async fn third_party(window: State<'_, MainWindow>) -> Result<ThirdPartyDto, AppError> {
    let window = window.inner().clone();
    let read =
        answer(async move { Ok(tokio::task::spawn_blocking(move || window.third_party()).await?) });
    read.await?.map_err(|why| AppError::internal().logged(&why))
}

/// Shows the folder of the logs in the desktop's file program.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_log_folder(
    engine: State<'_, Engine>,
    boot: State<'_, boot::Boot>,
) -> Result<(), AppError> {
    let (engine, folder) = (engine.inner().clone(), boot.log_dir().to_owned());
    answer(async move { engine.show_folder(&folder) }).await
}
