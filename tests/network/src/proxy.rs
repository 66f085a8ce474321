//! A proxy that opens tunnels, as companies have: it looks names up itself, may forbid a host, and
//! may want to know who is there.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

/// One tunnel that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyRequest {
    /// Host and port: `halo.example:443`.
    pub target: String,
    /// Name and password, if they were sent.
    pub login: Option<(String, String)>,
    /// What was answered.
    pub status: u16,
}

/// A proxy on a port of its own of this computer. Ends when dropped, with all its tunnels.
#[derive(Debug)]
pub struct ConnectProxy {
    address: SocketAddr,
    office: Arc<Mutex<Office>>,
    serving: AbortHandle,
    tunnels: Tunnels,
}

/// Those that are open, and some that were.
type Tunnels = Arc<Mutex<JoinSet<()>>>;

#[derive(Debug, Default)]
struct Office {
    hosts: HashMap<String, SocketAddr>,
    forbidden: Vec<String>,
    login: Option<(String, String)>,
    requests: Vec<ProxyRequest>,
}

impl ConnectProxy {
    /// Starts a proxy that knows no host and wants no login.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start() -> Result<Self> {
        Self::serve(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?)
    }

    /// Starts one on a port that was taken before, for programs that are told of it by their
    /// environment. Within a runtime.
    ///
    /// # Errors
    /// When the port cannot be used.
    pub fn on(listener: std::net::TcpListener) -> Result<Self> {
        listener.set_nonblocking(true)?;
        Self::serve(TcpListener::from_std(listener)?)
    }

    fn serve(listener: TcpListener) -> Result<Self> {
        let address = listener.local_addr()?;
        let office: Arc<Mutex<Office>> = Arc::default();
        let tunnels = Tunnels::default();
        let (for_serving, open_tunnels) = (Arc::clone(&office), Arc::clone(&tunnels));
        let serving = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let office = Arc::clone(&for_serving);
                lock(&open_tunnels).spawn(async move {
                    // A client that hangs up is its own business.
                    let _ = serve(socket, &office).await;
                });
            }
        });
        Ok(Self {
            address,
            office,
            serving: serving.abort_handle(),
            tunnels,
        })
    }

    /// Where it listens: `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens: `127.0.0.1:port`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the proxy finds when it looks up `host`, whatever the port.
    pub fn add_host(&self, host: &str, address: SocketAddr) {
        self.office().hosts.insert(host.to_owned(), address);
    }

    /// Answers 403 to everybody who wants to go there.
    pub fn forbid(&self, host: &str) {
        self.office().forbidden.push(host.to_owned());
    }

    /// From now on, answers 407 to everybody who does not say this name and password. Tunnels that
    /// are open end, as when its administrator starts it anew.
    pub fn require_login(&self, user: &str, password: &str) {
        self.office().login = Some((user.to_owned(), password.to_owned()));
        lock(&self.tunnels).abort_all();
    }

    /// Everything that was asked for, in order.
    pub fn requests(&self) -> Vec<ProxyRequest> {
        self.office().requests.clone()
    }

    fn office(&self) -> MutexGuard<'_, Office> {
        lock(&self.office)
    }
}

impl Drop for ConnectProxy {
    fn drop(&mut self) {
        self.serving.abort();
        lock(&self.tunnels).abort_all();
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Verdict {
    Open(SocketAddr),
    LoginNeeded,
    Forbidden,
    UnknownHost,
}

async fn serve(mut client: TcpStream, office: &Mutex<Office>) -> Result<()> {
    let head = read_head(&mut client).await?;
    let target = head
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("CONNECT "))
        .and_then(|rest| rest.split(' ').next())
        .context("a tunnel is asked for")?
        .to_owned();
    let login = head.lines().find_map(login_in);
    let verdict = decide(office, &target, login);
    let refusal = match verdict {
        Verdict::Open(address) => {
            let mut server = TcpStream::connect(address).await?;
            client
                .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                .await?;
            copy_bidirectional(&mut client, &mut server).await?;
            return Ok(());
        }
        Verdict::LoginNeeded => {
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\""
        }
        Verdict::Forbidden => "403 Forbidden",
        Verdict::UnknownHost => "503 Service Unavailable",
    };
    let answer = format!("HTTP/1.1 {refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    client.write_all(answer.as_bytes()).await?;
    client.shutdown().await?;
    Ok(())
}

fn decide(office: &Mutex<Office>, target: &str, login: Option<(String, String)>) -> Verdict {
    let mut office = lock(office);
    let host = target.rsplit_once(':').map_or(target, |(host, _)| host);
    let (verdict, status) = if office.login.is_some() && office.login != login {
        (Verdict::LoginNeeded, 407)
    } else if office.forbidden.iter().any(|forbidden| forbidden == host) {
        (Verdict::Forbidden, 403)
    } else if let Some(address) = office.hosts.get(host) {
        (Verdict::Open(*address), 200)
    } else {
        (Verdict::UnknownHost, 503)
    };
    office.requests.push(ProxyRequest {
        target: target.to_owned(),
        login,
        status,
    });
    verdict
}

async fn read_head(client: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        ensure!(head.len() < 16 * 1024, "the head of the request has no end");
        head.push(client.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn login_in(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    if !name.eq_ignore_ascii_case("proxy-authorization") {
        return None;
    }
    let pair = BASE64_STANDARD
        .decode(value.trim().strip_prefix("Basic ")?)
        .ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}
