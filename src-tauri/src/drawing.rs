//! How the page is drawn on Linux.

use std::path::Path;

/// Where a graphics card shows itself: any driver of the kernel, NVIDIA's own, and Windows' beneath a Linux of its own.
const CARDS: [&str; 3] = ["/dev/dri", "/dev/nvidia0", "/dev/dxg"];

/// `WebKit`'s switch. It is read when the first page is made and handed on to the processes that draw; the same setting of
/// one page, changed after that page was made, ends its process (2.50.6).
const INTO_MEMORY: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Has pages drawn straight into memory where there is no graphics card. `WebKit` would have Mesa play one on the processor
/// otherwise, which takes twice the memory. Whoever has set the switch is left to it.
///
/// To be called before anything else: other threads might be reading the environment.
pub(crate) fn without_card_into_memory() {
    let has_card = CARDS.iter().any(|card| Path::new(card).exists());
    if !has_card {
        // Fails for a name with "=" in it, and there is no log yet that could tell.
        let _is_set = glib::setenv(INTO_MEMORY, "1", false);
    }
}
