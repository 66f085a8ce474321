//! The hardening switches of the window are set; each assertion fails when one
//! of them is loosened.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::Path;

use serde_json::Value;

fn json(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_json::from_str(&fs_err::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_page_is_closed_to_the_outside() {
    let security = &json("tauri.conf.json")["app"]["security"];
    let csp = security["csp"].as_str().unwrap();
    let directives: Vec<&str> = csp.split(';').map(str::trim).collect();
    for wanted in [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src ipc: http://ipc.localhost",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(directives.contains(&wanted), "{wanted} is missing");
    }
    assert_eq!(directives.len(), 10, "a directive was added: {csp}");
    assert!(!csp.contains("unsafe"), "{csp}");
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["capabilities"], serde_json::json!(["main"]));
    for switch in [
        "dangerousDisableAssetCspModification",
        "devCsp",
        "assetProtocol",
    ] {
        assert!(
            security.get(switch).is_none(),
            "{switch} loosens the policy"
        );
    }
}

#[test]
fn nothing_of_tauri_is_global_and_no_window_is_made_by_configuration() {
    let app = &json("tauri.conf.json")["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"], serde_json::json!([]));
    assert!(json("tauri.conf.json")["build"].get("devUrl").is_none());
}

#[test]
fn the_window_may_only_hear_events() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files: Vec<_> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["main.json"]);
    let capability = json("capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert_eq!(
        capability["permissions"],
        serde_json::json!(["core:event:allow-listen", "core:event:allow-unlisten"])
    );
    assert!(capability.get("remote").is_none());
}

#[test]
fn no_development_tools_in_the_program() {
    let manifest =
        fs_err::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))
            .unwrap();
    assert!(!manifest.contains("devtools"));
}

/// The command line finds the window's data and keychain by the same name.
#[test]
fn window_and_command_line_are_one_program() {
    assert_eq!(json("tauri.conf.json")["identifier"], platform::IDENTIFIER);
}
