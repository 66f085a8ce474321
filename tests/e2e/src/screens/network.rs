//! Settings, network: proxy, login, root certificates.

use anyhow::Result;

use crate::page::Page;
use crate::target::{checkbox, field, role};

/// Chooses a proxy by its address; nothing is saved yet.
///
/// # Errors
/// When the fields do not come.
pub async fn use_proxy(page: &Page, address: &str) -> Result<()> {
    page.click(role("radio", "This one")).await?;
    page.fill(field("Proxy address"), address).await
}

/// Types a login for the proxy; nothing is saved yet.
///
/// # Errors
/// When the fields do not come.
pub async fn type_proxy_login(page: &Page, user: &str, password: &str) -> Result<()> {
    page.tick(checkbox("The proxy wants a login"), true).await?;
    page.fill(field("Login name"), user).await?;
    page.fill(field("Login password"), password).await
}

/// Saves the proxy.
///
/// # Errors
/// When it is not saved.
pub async fn save_network(page: &Page) -> Result<()> {
    page.click_button("Save network settings").await?;
    page.expect_text("Network settings saved").await
}

/// Adds a root certificate from a file.
///
/// # Errors
/// When it is not taken.
pub async fn add_root(page: &Page, file: &str, subject: &str) -> Result<()> {
    page.fill(field("Certificate file"), file).await?;
    page.click_button("Add certificate").await?;
    page.within(role("list", "Root certificates"))
        .expect_text(subject)
        .await
}
