//! The network as it is in companies: a proxy that wants a login, a Halo with a certificate of the company's own
//! authority, a server that never answers. Each is named where it is met, and mended in the settings.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::net::TcpListener;

use anyhow::{Result, ensure};
use e2e::{
    AppOptions, Fernhill, KEYCHAIN_SERVICE, Page, PrivateKeyring, button, eventually, field,
    heading, journey_with, link, role, run, screens, with_keyring,
};

/// Of nobody, and nowhere but in the keychain.
const PASSWORD: &str = "correct horse &=+%: 7Lr4WbN8sHd3Yp";

#[test]
fn an_own_halo_behind_a_proxy_is_reached_one_obstacle_after_the_other() -> Result<()> {
    // As a desktop tells its programs of the proxy; the port is taken before the program starts.
    let port = TcpListener::bind("127.0.0.1:0")?;
    let proxy = port.local_addr()?;
    let keyring = run(PrivateKeyring::start())?;
    let mut options = with_keyring(&keyring);
    options
        .env
        .push(("HTTPS_PROXY".to_owned(), format!("http://{proxy}").into()));
    journey_with(options, async |app| {
        let fernhill = Fernhill::behind(port).await?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        page.fill(field("Halo address"), Fernhill::HALO).await?;
        find_fails(&page, "The certificate comes from an unknown authority").await?;
        page.expect_text(Fernhill::AUTHORITY).await?;

        page.click_button("Open network settings").await?;
        page.expect_text(&format!("It names {proxy} now")).await?;
        screens::add_root(&page, &fernhill.root_file(app)?, Fernhill::AUTHORITY).await?;

        fernhill.proxy.require_login("ann", PASSWORD);
        page.click_button("Back to the set-up").await?;
        page.expect_value(field("Halo address"), Fernhill::HALO)
            .await?;
        find_fails(&page, "The proxy wants a login").await?;
        page.click_button("Open network settings").await?;
        screens::use_proxy(&page, &fernhill.proxy.url()).await?;
        screens::type_proxy_login(&page, "ann", "a wrong one").await?;
        page.expect_value(field("Halo to ask"), Fernhill::HALO)
            .await?;
        page.click_button("Test the way to Halo").await?;
        page.expect_text("The proxy refuses this login").await?;
        screens::type_proxy_login(&page, "ann", PASSWORD).await?;
        page.click_button("Test the way to Halo").await?;
        page.within(role("region", "What is on the way"))
            .expect_text("Halo answers")
            .await?;
        screens::save_network(&page).await?;
        page.expect_value(field("Login password"), "").await?;

        page.click_button("Back to the set-up").await?;
        screens::find_halo(&page, Fernhill::HALO).await?;
        screens::leave_recipe(&page).await?;
        let halo = &fernhill.halo;
        screens::enter_credentials(&page, halo.client_id(), &halo.client_secret()).await?;
        screens::check_and_finish(&page).await?;
        screens::wait_for_read(&page).await?;

        assert!(keyring.holds(KEYCHAIN_SERVICE, PASSWORD).await?);
        let settings = fs_err::read_to_string(app.data_dir().join("settings.json"))?;
        assert!(settings.contains("\"ann\"") && !settings.contains("horse"));

        // After a start the password can only come from the keychain.
        app.restart().await?;
        let page = app.page()?;
        page.click(link("Home")).await?;
        page.expect(heading("Home")).await?;
        halo.clear_requests();
        page.click_button("Read Halo again").await?;
        // The page says "just now" of the read before the restart as well.
        eventually(format_args!("customers asked for"), async || {
            ensure!(!halo.requests_to("GET", "/Client").is_empty());
            Ok(())
        })
        .await?;
        screens::wait_for_read(&page).await?;

        // The password was changed at the proxy: said on Home as it was in the set-up.
        fernhill.proxy.require_login("ann", "the next one");
        page.click_button("Read Halo again").await?;
        page.expect_text("it refuses the login that was sent")
            .await?;
        page.click_button("Network settings").await?;
        screens::type_proxy_login(&page, "ann", "the next one").await?;
        screens::save_network(&page).await?;
        page.click_button("Try again").await?;
        page.expect_gone(button("Try again")).await
    })
}

#[test]
fn a_server_that_never_answers_is_left_with_cancel() -> Result<()> {
    journey_with(AppOptions::default(), async |app| {
        // Connections are taken by the system, and nobody ever reads from them.
        let silent = TcpListener::bind("127.0.0.1:0")?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        let address = format!("http://{}", silent.local_addr()?);
        page.fill(field("Halo address"), &address).await?;
        page.click_button("Find").await?;
        page.expect_text("where it signs in").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        page.expect_value(field("Halo address"), &address).await?;
        page.expect(button("Find")).await?;

        page.visit("/settings?section=network").await?;
        page.fill(field("Halo to ask"), &address).await?;
        page.click_button("Test the way to Halo").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        page.expect(button("Test the way to Halo")).await
    })
}

async fn find_fails(page: &Page, title: &str) -> Result<()> {
    page.click_button("Find").await?;
    page.expect_text(title).await
}
