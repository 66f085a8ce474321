//! A Tauri window with one line of text: what a web view costs on a machine before a program does anything. `cargo xtask
//! bench` starts it in turn with Halyard.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "bare", WebviewUrl::default())
                .title("Bare window")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!(
            "examples/bare-window/tauri.conf.json"
        ))
}
