//! Notifications of the desktop.

/// Shows one. Blocking, for as long as the desktop takes to answer.
///
/// # Errors
/// What the desktop says, or that there is none that shows them.
#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) fn show(title: &str, text: &str) -> zbus::Result<()> {
    use std::collections::HashMap;
    use zbus::zvariant::Value;

    /// What a program of the desktop is called by its launcher.
    const LAUNCHER: &str = "Halyard";

    let bus = zbus::blocking::Connection::session()?;
    let no_actions: [&str; 0] = [];
    let hints = HashMap::from([("desktop-entry", Value::from(LAUNCHER))]);
    // Names and order as in the Desktop Notifications Specification 1.2: replaces nothing, stays as long as the
    // desktop likes.
    bus.call_method(
        Some("org.freedesktop.Notifications"),
        "/org/freedesktop/Notifications",
        Some("org.freedesktop.Notifications"),
        "Notify",
        &(
            "Halyard",
            0_u32,
            LAUNCHER.to_lowercase(),
            title,
            in_plain_words(text),
            no_actions,
            hints,
            -1_i32,
        ),
    )?;
    Ok(())
}

/// Shows one. Blocking, for as long as the desktop takes to answer.
///
/// # Errors
/// What the desktop says.
#[cfg(windows)]
pub(crate) fn show(title: &str, text: &str) -> notify_rust::error::Result<()> {
    notify_rust::Notification::new()
        // The installer's shortcut has the same id, and Halyard's name and icon with it. Without one the notice would come
        // from PowerShell.
        .app_id(platform::IDENTIFIER)
        .summary(title)
        .body(text)
        .show()
        .map(|_| ())
}

/// Shows one. Blocking, for as long as the desktop takes to answer.
///
/// # Errors
/// What the desktop says.
#[cfg(target_os = "macos")]
pub(crate) fn show(title: &str, text: &str) -> notify_rust::error::Result<()> {
    use std::sync::Once;

    static NAMED: Once = Once::new();

    // It can be said once only. Without it the notice would come from the Finder.
    NAMED.call_once(|| {
        if let Err(error) = notify_rust::set_application(platform::IDENTIFIER) {
            tracing::warn!(%error, "notifications do not carry the program's name");
        }
    });
    notify_rust::Notification::new()
        .summary(title)
        .body(text)
        .show()
        .map(|_| ())
}

/// Some desktops read markup in the text; a name from Halo must not become any.
#[cfg(all(unix, not(target_os = "macos")))]
fn in_plain_words(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    #[test]
    fn names_from_halo_are_no_markup() {
        assert_eq!(
            in_plain_words("Marks & <b>Sons</b>"),
            "Marks &amp; &lt;b&gt;Sons&lt;/b&gt;"
        );
    }
}
