//! The window itself: where it stands, its menu bar, when it may close, and what the desktop is told about it.
//!
//! What a command of the menu does is the page's to know; what has to be seen to its end, the engine's.

mod closing;
mod menu_bar;
mod place;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use engine::Engine;
use engine::ports::{Settings, Zoom};
use tauri::{AppHandle, Manager, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event;
use tokio::sync::watch;

use crate::adapters::notice;
use crate::front_door::FrontDoor;
use crate::ipc::dto::window::{MenuDto, ThirdPartyDto};
use crate::ipc::events::CloseAsked;

use closing::{Closing, Wanted};
use menu_bar::MenuBar;
use place::{Screen, WindowPlace};

pub(crate) use menu_bar::chosen;

/// Name of the one window.
const MAIN: &str = "main";

/// A window that is being dragged tells its place many times a second; the last one counts.
const SETTLES_AFTER: Duration = Duration::from_millis(500);

/// Longest wait for an item that is being written. Halo is never waited for longer than this, and what was not written
/// stays in the outbox.
const LONGEST_LAST_ITEM: Duration = Duration::from_secs(90);

/// The one window. Cheap to clone.
#[derive(Clone)]
pub(crate) struct MainWindow {
    app: AppHandle,
    door: Arc<FrontDoor>,
    menu_bar: Arc<MenuBar>,
    closing: Arc<Closing>,
    moved: watch::Sender<Option<WindowPlace>>,
}

impl MainWindow {
    /// Opens the window where it stood last, as large as it was and as large as everything in it was drawn.
    ///
    /// # Errors
    /// When the window system refuses it.
    pub(crate) fn open(
        app: &AppHandle,
        door: Arc<FrontDoor>,
        data: &std::path::Path,
        settings: &Settings,
    ) -> tauri::Result<Self> {
        let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
            .title("Halyard")
            .inner_size(1280.0, 800.0)
            .min_inner_size(1024.0, 640.0)
            .data_directory(data.join("webview"))
            .build()?;
        if let Some(place) = settings.window {
            stand(&window, place)?;
        }
        if settings.zoom != Zoom::default() {
            draw_at(&window, settings.zoom)?;
        }
        Ok(Self {
            app: app.clone(),
            door,
            menu_bar: Arc::default(),
            closing: Arc::default(),
            moved: watch::Sender::new(None),
        })
    }

    /// Writes the window's place down whenever it has come to rest, until the program ends.
    pub(crate) fn remember_moves(&self, engine: Engine) {
        let mut moved = self.moved.subscribe();
        tauri::async_runtime::spawn(async move {
            while moved.changed().await.is_ok() {
                tokio::time::sleep(SETTLES_AFTER).await;
                let place = *moved.borrow_and_update();
                let Some(place) = place else { continue };
                if let Err(error) = engine.remember_window(place).await {
                    tracing::warn!(%error, "the window's place was not saved");
                }
            }
        });
    }

    /// The window was moved or given another size.
    pub(crate) fn has_moved(&self) {
        let Some(window) = self.window() else { return };
        // Not inside the `match`: what is lent would be held while it is written to.
        let before = *self.moved.borrow();
        match place_of(&window, before) {
            Ok(None) => {}
            Ok(place) => {
                self.moved.send_replace(place);
            }
            Err(error) => tracing::debug!(%error, "the window's place cannot be told"),
        }
    }

    /// Somebody wants the window closed. `true` keeps it open for now: something is not saved or is being written to
    /// Halo, and the page asks what to do about it, or its last item is being seen to its end.
    pub(crate) fn holds_open(&self, engine: &Engine) -> bool {
        let writing = engine.writing_tasks();
        match self.closing.wanted(!writing.is_empty()) {
            Wanted::Close => false,
            Wanted::AskToSave => {
                self.ask(&CloseAsked::Unsaved);
                true
            }
            Wanted::Ask => {
                self.ask(&CloseAsked::Writing {
                    tasks: writing.iter().map(|task| task.id.into()).collect(),
                });
                true
            }
            Wanted::Stop => {
                let this = self.clone();
                let engine = engine.clone();
                tauri::async_runtime::spawn(async move { this.finish_and_close(&engine).await });
                true
            }
        }
    }

    fn ask(&self, question: &CloseAsked) {
        if let Err(error) = question.emit(&self.app) {
            tracing::warn!(%error, "an event did not reach the page");
        }
    }

    /// The page has something, or no longer, that was changed and not saved; closing asks about it.
    pub(crate) fn set_unsaved(&self, is_unsaved: bool) {
        self.closing.set_unsaved(is_unsaved);
    }

    /// The answer to the question: nothing is stopped, and the next press of close asks again.
    pub(crate) fn keep_running(&self) {
        self.closing.keep_running();
    }

    /// The other answer: what is being written is seen to its end, nothing more is begun, and the window closes.
    pub(crate) async fn finish_and_close(&self, engine: &Engine) {
        let stopped = tokio::time::timeout(LONGEST_LAST_ITEM, engine.stop_writing()).await;
        if stopped.is_err() {
            tracing::warn!("the last item did not come to its end in time");
        }
        self.closing.let_go();
        self.close();
    }

    /// [`Self::finish_and_close`], and the program starts anew.
    pub(crate) async fn start_again(&self, engine: &Engine) {
        self.door.come_back();
        self.finish_and_close(engine).await;
    }

    /// Closes the window as its own button does.
    pub(crate) fn close(&self) {
        if let Some(window) = self.window()
            && let Err(error) = window.close()
        {
            tracing::warn!(%error, "the window could not be closed");
        }
    }

    /// Draws everything larger or smaller.
    pub(crate) fn draw_at(&self, zoom: Zoom) {
        if let Some(window) = self.window()
            && let Err(error) = draw_at(&window, zoom)
        {
            tracing::warn!(%error, "the page could not be drawn at another size");
        }
    }

    /// Shows the menus of the page. Blocking: menus live on the window's own thread.
    pub(crate) fn show_menus(&self, menus: Vec<MenuDto>) {
        if let Err(error) = self.menu_bar.show(&self.app, menus) {
            tracing::warn!(%error, "the menu bar could not be drawn");
        }
    }

    /// Has the desktop say something, unless the window is in front anyway. Blocking.
    pub(crate) fn notify(&self, title: &str, text: &str) {
        let is_in_front = self
            .window()
            .is_some_and(|window| window.is_focused().unwrap_or(false));
        if !is_in_front && let Err(error) = notice::show(title, text) {
            tracing::info!(%error, "the desktop shows no notifications");
        }
    }

    /// The list of what others made, which the page's build has put among its files. Blocking.
    ///
    /// # Errors
    /// When it is not there, or is none.
    pub(crate) fn third_party(&self) -> io::Result<ThirdPartyDto> {
        let resolver = self.app.asset_resolver();
        let list = resolver.get("licences.json".to_owned());
        let list = list.ok_or(io::ErrorKind::NotFound)?;
        Ok(serde_json::from_slice(&list.bytes)?)
    }

    fn window(&self) -> Option<WebviewWindow> {
        self.app.get_webview_window(MAIN)
    }
}

fn draw_at(window: &WebviewWindow, zoom: Zoom) -> tauri::Result<()> {
    window.set_zoom(f64::from(zoom.percent()) / 100.0)
}

/// Puts the window where it stood, as far as the screens of today have room there.
fn stand(window: &WebviewWindow, place: WindowPlace) -> tauri::Result<()> {
    let screens: Vec<_> = window.available_monitors()?.iter().map(screen).collect();
    let fitting = place::on_screens(place, &screens);
    window.set_size(tauri::PhysicalSize::new(fitting.width, fitting.height))?;
    window.set_position(tauri::PhysicalPosition::new(fitting.x, fitting.y))?;
    if fitting.maximized {
        window.maximize()?;
    }
    Ok(())
}

fn screen(monitor: &Monitor) -> Screen {
    let area = monitor.work_area();
    Screen {
        x: area.position.x,
        y: area.position.y,
        width: area.size.width,
        height: area.size.height,
    }
}

/// The place that is worth remembering of the window as it stands, if it is.
fn place_of(
    window: &WebviewWindow,
    before: Option<WindowPlace>,
) -> tauri::Result<Option<WindowPlace>> {
    let (corner, size) = (window.outer_position()?, window.inner_size()?);
    let now = WindowPlace {
        x: corner.x,
        y: corner.y,
        width: size.width,
        height: size.height,
        maximized: window.is_maximized()?,
    };
    Ok(place::to_remember(now, window.is_minimized()?, before))
}
