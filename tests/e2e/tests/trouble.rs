//! What goes wrong outside: each has a clear sentence, loses nothing, and works again once it is mended.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::net::TcpListener;

use anyhow::Result;
use e2e::{Target, button, containing, field, heading, journey, link, role, screens};
use halo_sim::{Config, Discovery, Scenario, Simulator};

#[test]
fn a_wrong_secret_is_named_and_replaced() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        screens::find_halo(&page, halo.base_url()).await?;
        screens::leave_recipe(&page).await?;
        screens::enter_credentials(&page, halo.client_id(), "not-the-secret").await?;
        page.expect_text("Halo does not accept the client id and secret.")
            .await?;
        page.expect(button("Save and finish later")).await?;
        assert_eq!(page.count(&button("Finish")).await?, 0);

        page.click_button("Enter credentials").await?;
        page.expect_value(field("Client id"), halo.client_id())
            .await?;
        screens::enter_credentials(&page, halo.client_id(), &halo.client_secret()).await?;
        screens::check_and_finish(&page).await
    })
}

#[test]
fn a_wrong_address_is_named_and_mended() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;

        // Bound and let go at once: nobody listens there.
        let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        for (address, sentence) in [
            (
                format!("http://{closed}"),
                "Nothing listens at this address",
            ),
            // Without a network, not even that can be found out; both sentences name the host.
            ("https://nothing.invalid".to_owned(), "nothing.invalid"),
            ("not an address".to_owned(), "It should look like"),
        ] {
            page.fill(field("Halo address"), &address).await?;
            page.click_button("Find").await?;
            page.expect_text(sentence).await?;
            page.expect_value(field("Halo address"), &address).await?;
            assert_eq!(
                page.count(&role("region", "What was found")).await?,
                0,
                "{address}"
            );
        }

        halo.set_discovery(Discovery::Html);
        page.fill(field("Halo address"), halo.base_url()).await?;
        page.click_button("Find").await?;
        page.expect_text("A sign-in page answers in Halo’s place")
            .await?;
        page.expect_text("No credentials were sent to it").await?;
        halo.set_discovery(Discovery::Full);
        page.click_button("Try again").await?;
        page.expect(role("region", "What was found")).await?;
        page.click_button("Continue").await?;
        page.expect_heading("Prepare Halo").await
    })
}

#[test]
fn an_offline_halo_costs_nothing_and_is_read_again() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let again = Config {
            listen: halo.addr(),
            client_id: Some(halo.client_id().to_owned()),
            client_secret: Some(halo.client_secret()),
            ..Config::new(Scenario::small())
        };
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;

        halo.stop().await;
        page.click_button("Read Halo again").await?;
        page.expect_text("Halo does not answer.").await?;
        page.expect_text("Local edits are kept; nothing is sent.")
            .await?;

        // Deciding goes on without Halo.
        page.click(role("link", containing("Organisations")))
            .await?;
        page.click_button("Add one…").await?;
        page.fill(field("Name"), "Brand New Organisation").await?;
        page.click_button("Add organisation").await?;
        page.click_button("Later").await?;
        page.expect(role("row", containing("Brand New Organisation")))
            .await?;

        let halo = Simulator::start(again).await?;
        page.click_button("Try again").await?;
        page.expect_no_text("Halo does not answer.").await?;
        page.click(link("Home")).await?;
        page.expect(heading("Home")).await?;
        screens::wait_for_read(&page).await?;
        assert!(!halo.requests_to("GET", "/Client").is_empty());
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect(role("row", containing("Brand New Organisation")))
            .await?;
        assert_eq!(page.count(&Target::any("alert")).await?, 0);
        Ok(())
    })
}
