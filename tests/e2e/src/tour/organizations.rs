//! Organisations from the first import to a list with every state in it.

use anyhow::Result;
use halo_sim::{DEMO_CSV_GOOD_LINES, Fault};

use super::{HELD, Walk};
use crate::page::Page;
use crate::screens;
use crate::target::{Target, button, checkbox, containing, dialog, field, link, option, role};
use fantoccini::key::Key;

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    /// Halo being read, which can be stopped from everywhere.
    pub(super) async fn reading(&mut self) -> Result<()> {
        let page = self.page.clone();
        let held = self.halo.fault(Fault::get("/Client").delay(HELD));
        page.click_button("Read Halo again").await?;
        page.expect(button("Cancel")).await?;
        self.stop("home-reading").await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect_heading("Bring in your Palisade organisations")
            .await?;
        self.stop("organisations-reading").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        self.halo.remove_fault(held);
        Ok(())
    }

    pub(super) async fn organizations(&mut self) -> Result<()> {
        self.stop("organisations-empty").await?;
        self.import().await?;
        self.selection().await?;
        self.accept_and_dialogs().await?;
        self.other_sources().await?;
        self.details().await?;
        self.board().await?;
        self.triage().await?;
        self.mappings().await?;
        self.warnings().await?;
        self.connecting().await?;
        self.page.click(link("Home")).await?;
        self.page.expect_text("Decide the rest").await?;
        self.stop("home-middle").await
    }

    async fn import(&mut self) -> Result<()> {
        let page = self.page.clone();
        let source = dialog("Import Palisade organisations");
        page.click_button("Choose a file…").await?;
        page.expect(source.clone()).await?;
        self.stop("import-file").await?;
        let inside = page.within(source);
        let missing = self.app.scratch_file("missing.csv");
        inside
            .fill(field("File"), &missing.display().to_string())
            .await?;
        inside.click_button("Read the file").await?;
        page.expect_text("The file cannot be read").await?;
        self.stop("import-failed").await?;
        inside.click_button("Cancel").await?;

        let file = screens::demo_csv(self.app)?;
        screens::read_csv(&page, &file).await?;
        self.stop("import-preview").await?;
        page.click_button(&format!("Import {DEMO_CSV_GOOD_LINES} organisations"))
            .await?;
        page.expect_text("Nothing was written to Halo").await?;
        self.stop("import-result").await?;
        page.click_button("Review suggestions").await?;
        page.expect(role("grid", "Organisations")).await?;
        self.stop("organisations-suggested").await?;
        screens::show_segment(&page, "To do").await?;
        self.stop("organisations-todo").await
    }

    /// The next list, which has fewer organisations, and Halo's customers as a source.
    async fn other_sources(&mut self) -> Result<()> {
        let page = self.page.clone();
        let fewer = screens::first_lines(self.app, "fewer.csv", 20)?;
        screens::read_csv_again(&page, &fewer).await?;
        page.expect_text("No longer in the list").await?;
        page.click(role("radio", "Exclude")).await?;
        page.expect(checkbox(containing("Exclude "))).await?;
        self.stop("import-gone").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Another file")).await?;
        screens::look_through_customers(&page).await?;
        self.stop("import-customers").await?;
        page.click(role("radio", "The vendor’s API")).await?;
        page.expect(field("Address of the list")).await?;
        page.fill(
            field("Address of the list"),
            "https://api.vendor.example/customers?token=1",
        )
        .await?;
        page.click_button("Read the list").await?;
        page.expect_text("looks like a key").await?;
        self.stop("import-api").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog("Import Palisade organisations"))
            .await
    }

    /// Several rows selected, and words with a meaning in the filter.
    async fn selection(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "Unmapped").await?;
        page.tick(checkbox("Select Ainsley Biotech"), true).await?;
        page.tick(checkbox("Select Beaufort Legal Partners"), true)
            .await?;
        page.expect_text("2 selected").await?;
        self.stop("organisations-selected").await?;
        page.click(button(containing("Clear"))).await?;
        screens::show_segment(&page, "To do").await?;
        page.fill(field("Filter organisations"), "reason:domain care")
            .await?;
        page.expect(role("list", "The filter asks for")).await?;
        self.stop("organisations-terms").await?;
        page.fill(field("Filter organisations"), "").await?;
        page.expect_gone(role("list", "The filter asks for")).await
    }

    /// The same organisations on the board.
    async fn board(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "All").await?;
        screens::open_board(&page).await?;
        self.stop("board-all").await?;
        let left = page.within(screens::board_left());
        let right = page.within(screens::board_right());
        left.click(option(containing("Beaufort Legal Partners")))
            .await?;
        right
            .click(option(containing("Caldera Geothermal")))
            .await?;
        page.expect(Target::any("toolbar")).await?;
        self.stop("board-picked").await?;
        page.press(Key::Escape).await?;
        page.fill(field("Filter organisations"), "no such thing")
            .await?;
        page.expect_text("Nothing matches").await?;
        self.stop("board-filtered").await?;
        page.click_button("Clear the filter").await?;
        screens::show_segment(&page, "Mapped").await?;
        page.within(screens::board_left())
            .click(option(containing("Allerton Engineering")))
            .await?;
        self.stop("board-mapped").await?;
        page.click_button("Show the details").await?;
        page.expect(role("complementary", "Allerton Engineering"))
            .await?;
        self.stop("board-details").await?;
        page.press(Key::Escape).await?;
        page.press(Key::Escape).await?;
        page.expect_gone(role("complementary", "Allerton Engineering"))
            .await?;
        screens::open_view(&page, "Grid").await?;
        page.expect(role("grid", "Organisations")).await
    }

    /// One at a time: at the beginning, its keys, and what stands there when all are gone through.
    async fn triage(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "To do").await?;
        screens::open_view(&page, "Triage").await?;
        screens::expect_at_hand(&page).await?;
        self.stop("triage").await?;
        page.type_text("?").await?;
        page.expect(dialog("Keys of triage")).await?;
        self.stop("triage-keys").await?;
        page.press(Key::Escape).await?;
        page.expect_gone(dialog("Keys of triage")).await?;
        page.fill(field("Filter organisations"), "Beaufort Legal")
            .await?;
        page.expect_text("1 of 1").await?;
        page.click_button("Skip").await?;
        page.expect_heading("That was the last one").await?;
        self.stop("triage-end").await?;
        page.fill(field("Filter organisations"), "").await?;
        screens::open_view(&page, "Grid").await?;
        page.expect(role("grid", "Organisations")).await
    }

    /// The file of mappings: where to, and what it would do when it comes back.
    async fn mappings(&mut self) -> Result<()> {
        let page = self.page.clone();
        let file = self.app.scratch_file("mappings.csv");
        fs_err::write(
            &file,
            "Organisation,Halo customer,Halo customer id\n\
             Allerton Engineering,Caldera Geothermal,\n\
             Beaufort Legal Partners,Caldera Geothermal,\n\
             Nobody at all,Caldera Geothermal,\n",
        )?;
        let path = file.display().to_string();
        screens::open_from_menu(&page, "Export mappings…").await?;
        let export = page.within(dialog("Export mappings"));
        export.expect(field("File")).await?;
        self.stop("mappings-export").await?;
        export.fill(field("File"), &path).await?;
        export.click_button("Export").await?;
        page.expect(button("Replace it")).await?;
        self.stop("mappings-replace").await?;
        export.click_button("Cancel").await?;
        page.expect_gone(dialog("Export mappings")).await?;

        screens::open_from_menu(&page, "Import mappings…").await?;
        let import = page.within(dialog("Import mappings"));
        import.fill(field("File"), &path).await?;
        import.click_button("Read the file").await?;
        let preview = dialog("Import mappings.csv");
        page.expect(preview.clone()).await?;
        self.stop("mappings-preview").await?;
        page.within(preview.clone()).click_button("Cancel").await?;
        page.expect_gone(preview).await
    }

    async fn accept_and_dialogs(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(button(containing("Accept suggestions"))).await?;
        page.expect(button(containing("Map "))).await?;
        self.stop("accept-preview").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog(containing("Accept "))).await?;
        screens::accept_suggestions(&page).await?;
        page.click_button("Add").await?;
        page.expect(dialog("Add a Palisade organisation")).await?;
        self.stop("add-dialog").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog("Add a Palisade organisation"))
            .await?;
        screens::show_segment(&page, "Mapped").await?;
        page.expect(role("row", containing("Allerton Engineering")))
            .await?;
        self.stop("organisations-mapped").await?;
        page.fill(field("Filter organisations"), "no such thing")
            .await?;
        page.expect_text("Nothing matches").await?;
        self.stop("organisations-filtered").await?;
        page.click_button("Clear the filter").await?;
        screens::show_segment(&page, "Excluded").await?;
        page.expect_heading("Nothing is excluded").await?;
        self.stop("organisations-none").await
    }

    async fn details(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "All").await?;
        let details = screens::open_organization(&page, "Allerton Engineering").await?;
        details.expect(button("Part")).await?;
        self.stop("details-mapped").await?;
        details.click_button("Close").await?;

        screens::show_segment(&page, "Unmapped").await?;
        let details = screens::open_organization(&page, "Ainsley Biotech").await?;
        details.expect(button("Hold")).await?;
        self.stop("details-unmapped").await?;
        details
            .fill(field("Search all customers"), "engineering")
            .await?;
        page.expect(option(containing("Allerton Engineering")))
            .await?;
        self.stop("details-search").await?;
        page.click(option(containing("Allerton Engineering")))
            .await?;
        details
            .expect_text("It is mapped to Allerton Engineering already")
            .await?;
        self.stop("details-taken").await?;
        details.click_button("Map").await?;
        page.expect(button("Map all the same")).await?;
        self.stop("taken-confirm").await?;
        page.click_button("Choose another").await?;
        details.click_button("Exclude…").await?;
        page.expect(dialog("Exclude Ainsley Biotech")).await?;
        self.stop("exclude-dialog").await?;
        let excluding = page.within(dialog("Exclude Ainsley Biotech"));
        excluding.fill(field("Reason"), "Left in October").await?;
        excluding.click_button("In 3 months").await?;
        excluding.click_button("Exclude").await?;
        page.expect_gone(dialog("Exclude Ainsley Biotech")).await?;

        screens::show_segment(&page, "Excluded").await?;
        let details = screens::open_organization(&page, "Ainsley Biotech").await?;
        details.expect_text("Left in October").await?;
        self.stop("details-excluded").await?;
        details.unfold("History").await?;
        details.expect_text("Ainsley Biotech excluded").await?;
        self.stop("details-history").await?;
        details.click_button("Close").await?;

        page.fill(field("Filter organisations"), "").await?;
        screens::show_segment(&page, "To do").await?;
        page.expect(role("grid", "Organisations")).await?;
        page.click_button("More").await?;
        page.expect(Target::any("menu")).await?;
        self.stop("organisations-menu").await?;
        page.press(Key::Escape).await?;
        page.expect_gone(Target::any("menu")).await
    }
}
