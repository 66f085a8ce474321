//! From an organisation nobody has heard of to a pair with a licence: the two guides' way of connecting one.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Context as _, Result};
use e2e::{button, containing, dialog, field, journey, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

/// Neither Palisade's list nor Halo has it.
const NAME: &str = "Quillfeather Bindery";
const LICENCE: &str = "Palisade Email Security";

#[test]
fn creates_offers_connects_marks_and_unlinks() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::connect_with_seats(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;

        // The pairing is offered as soon as the organisation is there.
        page.click_button("Add").await?;
        let form = page.within(dialog("Add a Palisade organisation"));
        form.fill(field("Name"), NAME).await?;
        form.click_button("Add organisation").await?;
        let connect = dialog(containing("Connect"));
        page.expect(connect.clone()).await?;

        // Halo does not have it: it is made there, once, after the plan was looked at.
        page.within(connect.clone())
            .click_button("Create it in Halo…")
            .await?;
        let create = page.within(dialog("Create a customer in Halo"));
        create.expect_text("What is sent to Halo, once").await?;
        assert!(halo.requests_to("POST", "/Client").is_empty());
        create.click_button("Create in Halo").await?;
        let report = page.within(dialog(containing("is in Halo")));
        report.expect_text("Same").await?;
        assert_eq!(halo.requests_to("POST", "/Client").len(), 1);
        let customer = halo.customer_named(NAME).context("the new customer")?;

        // Somebody sells it a licence in Halo; it is read and chosen.
        halo.add_licence(customer.id, LICENCE, 12);
        report.click_button("Choose its licence…").await?;
        let connect = page.within(connect);
        let licence = field("Licence for Email security");
        connect
            .choose(licence, &format!("{LICENCE}, 12 seats in Halo"))
            .await?;
        connect.click_button("Connect").await?;
        connect.expect_text("is connected to").await?;
        connect.click_button("Done").await?;

        // The green mark stands in the details; unlinking takes both away, and Halo keeps its customer.
        let details = page.within(role("complementary", NAME));
        let marks = details.within(role("list", "Connection"));
        marks.expect_text("Connected").await?;
        marks.expect_text(LICENCE).await?;
        details.click_button("Unlink").await?;
        details
            .expect(button(containing("Connect customer and licence")))
            .await?;
        details.expect_text("stays there").await?;
        assert!(halo.customer_named(NAME).is_some());
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}
