//! The way to the network as it is kept in the settings. Passwords are not in it, and root
//! certificates are files of their own.

use serde::{Deserialize, Serialize};

/// Which proxy requests go through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyMode {
    /// The one the system names, if it names one.
    #[default]
    System,
    /// None, whatever the system says.
    None,
    /// The one in the settings.
    This,
}

/// Where the proxy's password is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordPlace {
    /// There is none.
    #[default]
    None,
    /// In the keychain.
    Keychain,
    /// In memory, until the program ends.
    Session,
}

/// The proxy as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProxySettings {
    /// Which one.
    pub mode: ProxyMode,
    /// `http://proxy.example:8080`; empty unless the mode is [`ProxyMode::This`].
    pub address: String,
    /// Name that the proxy is told; empty for no login.
    pub user: String,
    /// Where the password to it is.
    pub password: PasswordPlace,
    /// Hosts, domains and networks that are reached without the proxy.
    pub bypass: Vec<String>,
}
