//! Halyard's desktop shell: the composition root.
//!
//! Paths, log, store, keychain, engine and window are put together here and
//! nowhere else. Nothing in this crate decides anything about HaloPSA.

mod adapters;
mod arguments;
pub mod boot;
mod commands;
#[cfg(target_os = "linux")]
mod drawing;
mod front_door;
pub mod ipc;
mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use engine::ports::{Clock, Vault};
use engine::{Engine, Parts};
use platform::{FolderLock, KEYCHAIN_SERVICE, Keychain, SettingsFile, SystemAccount, SystemClock};
use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent};

use adapters::demo::EmbeddedDemo;
use adapters::desktop::TauriDesktop;
use adapters::events::TauriEvents;
use boot::Boot;
use front_door::FrontDoor;
use window::MainWindow;

pub use arguments::Arguments;

/// Name of the plugin in Tauri's errors.
const SINGLE_INSTANCE: &str = "single-instance";

/// What a start leaves for later waits this long: the first picture of the window is worth both processors.
const FIRST_PICTURE: Duration = Duration::from_secs(2);

/// Builds the program around its page and configuration, and runs it until its window is closed.
///
/// # Errors
/// When the window system cannot be reached.
pub fn run(arguments: &Arguments, mut context: tauri::Context) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    drawing::without_card_into_memory();
    let events = ipc::events();
    if let Some(identifier) = arguments.identifier(&context.config().identifier) {
        context.config_mut().identifier = identifier;
    }
    let data_dir = arguments.data_dir.clone();
    let door = Arc::new(FrontDoor::default());
    let shown_at = Arc::clone(&door);
    let at_the_door = Arc::clone(&door);
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(move |app, _, _| {
            at_the_door.knock(|| show_window(app));
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(ipc::invoke_handler())
        .on_menu_event(|app, event| window::chosen(app, &event))
        .setup(move |app| {
            events.mount_events(app);
            set_up(app, data_dir, shown_at)
        })
        .build(context);
    let app = match built {
        // The first program went while this one was asking it for its window.
        Err(tauri::Error::PluginInitialization(plugin, _))
            if plugin == SINGLE_INSTANCE && !front_door::was_started_again() =>
        {
            front_door::start_again();
            return Ok(());
        }
        built => built?,
    };
    app.run(move |app, event| on_event(app, &event, &door));
    Ok(())
}

/// What becomes of the window, and the end of the program in its two steps: the window closes, then everything else.
fn on_event(app: &AppHandle, event: &RunEvent, door: &FrontDoor) {
    if let RunEvent::WindowEvent { event, .. } = event
        && keeps_open(app, event)
    {
        return;
    }
    let closes = matches!(
        event,
        RunEvent::ExitRequested { .. }
            | RunEvent::WindowEvent {
                event: WindowEvent::CloseRequested { .. } | WindowEvent::Destroyed,
                ..
            }
    );
    if closes && door.close() {
        tauri_plugin_single_instance::destroy(app);
    }
    if matches!(event, RunEvent::Exit) {
        if let Some(engine) = app.try_state::<Engine>() {
            engine.close();
        }
        if door.was_knocked_in_vain() {
            front_door::start_again();
        }
    }
}

/// Passes on what happens to the window. `true` when it was to be closed and must not be yet.
fn keeps_open(app: &AppHandle, event: &WindowEvent) -> bool {
    let Some(window) = app.try_state::<MainWindow>() else {
        return false;
    };
    if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
        window.has_moved();
    }
    if let WindowEvent::CloseRequested { api, .. } = event
        && let Some(engine) = app.try_state::<Engine>()
        && window.holds_open(&engine)
    {
        api.prevent_close();
        return true;
    }
    false
}

fn set_up(
    app: &mut App,
    data_dir: Option<PathBuf>,
    door: Arc<FrontDoor>,
) -> Result<(), Box<dyn std::error::Error>> {
    let folder = match data_dir {
        Some(folder) => std::path::absolute(folder)?,
        None => app.path().app_local_data_dir()?,
    };
    let log_dir = folder.join("logs");
    if let Some(writer) = platform::start_log(&log_dir, "halyard") {
        app.manage(writer);
    }
    if let Some(lock) = FolderLock::wait(&folder) {
        app.manage(lock);
    }
    let settings = SettingsFile::in_folder(&folder);
    // Before the database: the web view takes longer to start than a file to open, and does so beside it. What its page
    // asks for is answered by this thread, and so not before everything is in its place.
    let window = MainWindow::open(app.handle(), door, &folder, &settings.load_now())?;
    let (engine, notice) = match start_engine(app.handle(), &folder, settings) {
        Ok((engine, notice)) => {
            app.manage(engine.clone());
            (Ok(engine), notice)
        }
        Err(error) => (Err(boot::open_words(&error)), None),
    };
    if let Ok(engine) = &engine {
        window.remember_moves(engine.clone());
    }
    app.manage(window);
    app.manage(Boot::new(log_dir, engine, notice));
    Ok(())
}

type Started = (Engine, Option<ipc::dto::app::StartupNoticeDto>);

fn start_engine(
    app: &AppHandle,
    folder: &Path,
    settings: SettingsFile,
) -> Result<Started, engine::database::OpenError> {
    let clock = SystemClock;
    let today = clock.now().strftime("%Y-%m-%d").to_string();
    let opened = engine::database::Store::open(folder, &today)?;
    let vault: Arc<dyn Vault> = Arc::new(Keychain::of_this_platform(KEYCHAIN_SERVICE));
    let engine = Engine::new(Parts {
        store: opened.store,
        vault,
        settings: Arc::new(settings),
        events: Arc::new(TauriEvents(app.clone())),
        clock: Arc::new(clock),
        account: Arc::new(SystemAccount),
        demo: Arc::new(EmbeddedDemo::default()),
        desktop: Arc::new(TauriDesktop(app.clone())),
        transport: engine::halo_api::Transport::default(),
        data_dir: folder.to_owned(),
    });
    let tidy = engine.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = tidy.tidy_after_start().await {
            tracing::error!(%error, "what the last run left behind could not be settled");
        }
        // At once: what another program changes from here on is noticed.
        tidy.keep_up_with_others();
        tokio::time::sleep(FIRST_PICTURE).await;
        if let Err(error) = tidy.keep_tickets_moving().await {
            tracing::error!(%error, "what waits to be sent could not be read");
        }
        if let Err(error) = tidy.keep_problems_current().await {
            tracing::error!(%error, "problems could not be looked for");
        }
        tidy.keep_statuses_in_step();
        tidy.keep_backed_up();
    });
    Ok((engine, opened.notice.and_then(boot::notice_words)))
}

/// Brings the window to the front; `false` when there is none.
fn show_window(app: &AppHandle) -> bool {
    let Some(window) = app.get_webview_window("main") else {
        return false;
    };
    for shown in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
    true
}
