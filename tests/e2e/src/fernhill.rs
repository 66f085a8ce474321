//! Fernhill, a company that runs its own Halo: a certificate of its own authority, and a proxy on the way.

use std::net::TcpListener;

use anyhow::Result;
use halo_sim::{Discovery, Running, Scenario, Simulator};
use network_fixtures::{Authority, Behind, ConnectProxy, Identity, TlsServer, Validity};

use crate::app::App;

/// Everything of the company that a program can meet. Its hosts are known to the proxy alone.
pub struct Fernhill {
    /// The proxy.
    pub proxy: ConnectProxy,
    /// The Halo behind [`Self::HALO`].
    pub halo: Running,
    authority: Authority,
    /// They serve as long as they are held.
    _servers: Vec<TlsServer>,
}

impl Fernhill {
    /// Halo's host.
    pub const HALO: &str = "halo.fernhill.example";
    /// A host whose certificate nobody but itself vouches for.
    pub const SELF_SIGNED: &str = "self-signed.fernhill.example";
    /// A host whose certificate was forgotten.
    pub const EXPIRED: &str = "expired.fernhill.example";
    /// A host that has the certificate of another one.
    pub const WRONG_NAME: &str = "wrong-name.fernhill.example";
    /// A host that shows the sign-in page of a guest network.
    pub const GUEST: &str = "guest.fernhill.example";
    /// The name of the authority.
    pub const AUTHORITY: &str = "Fernhill Root CA";

    /// The company with a proxy that wants no login, on a port of its choice.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn start() -> Result<Self> {
        Self::behind(TcpListener::bind("127.0.0.1:0")?).await
    }

    /// The company with its proxy on a port that was taken before.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn behind(proxy: TcpListener) -> Result<Self> {
        let halo = Simulator::start(Scenario::small()).await?;
        halo.set_discovery(Discovery::Elsewhere(format!("https://{}/auth", Self::HALO)));
        let authority = Authority::new(Self::AUTHORITY)?;
        let proxy = ConnectProxy::on(proxy)?;
        let mut servers = Vec::new();
        let shut = || Behind::page("404 Not Found", "");
        for (host, identity, behind) in [
            (
                Self::HALO,
                authority.certify(Self::HALO, Validity::Now)?,
                Behind::Server(halo.addr()),
            ),
            (
                Self::SELF_SIGNED,
                Identity::self_signed(Self::SELF_SIGNED)?,
                shut(),
            ),
            (
                Self::EXPIRED,
                authority.certify(Self::EXPIRED, Validity::Past)?,
                shut(),
            ),
            (
                Self::WRONG_NAME,
                authority.certify("www.fernhill.example", Validity::Now)?,
                shut(),
            ),
            (
                Self::GUEST,
                authority.certify(Self::GUEST, Validity::Now)?,
                Behind::captive_portal(),
            ),
        ] {
            let server = TlsServer::start(&identity, behind).await?;
            proxy.add_host(host, server.address());
            servers.push(server);
        }
        Ok(Self {
            proxy,
            halo,
            authority,
            _servers: servers,
        })
    }

    /// The authority's certificate as a file that a person was given.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn root_file(&self, app: &App) -> Result<String> {
        let path = app.scratch_file("fernhill-root.crt");
        fs_err::write(&path, self.authority.pem())?;
        Ok(path.display().to_string())
    }

    /// A file that nobody should hand around: with the key of the authority.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn key_file(&self, app: &App) -> Result<String> {
        let path = app.scratch_file("fernhill-root.pem");
        let both = format!("{}{}", self.authority.pem(), self.authority.key_pem());
        fs_err::write(&path, both)?;
        Ok(path.display().to_string())
    }
}
