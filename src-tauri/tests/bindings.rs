//! Generated files are what the code would generate now.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::Path;

#[test]
fn generated_files_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (file, text) in halyard::ipc::generated_files().unwrap() {
        let found = fs_err::read_to_string(root.join(file))
            .unwrap_or_default()
            .replace("\r\n", "\n");
        assert!(found == text, "{file} is stale: run `cargo xtask codegen`");
    }
}
