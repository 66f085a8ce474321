//! Servers that speak TLS, and some that only begin to.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use rustls::ServerConfig;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

use crate::certificates::Identity;

/// What stands behind the certificate.
#[derive(Debug, Clone)]
pub enum Behind {
    /// Another server of this computer, without TLS; for the simulator.
    Server(SocketAddr),
    /// One complete HTTP answer to everything.
    Answer(Vec<u8>),
    /// Somebody who takes the request and never answers.
    Silence,
}

impl Behind {
    /// The page that a guest network shows in place of everything.
    pub fn captive_portal() -> Self {
        let page = "<!doctype html><html><head><title>Guest network</title></head><body>\
            <h1>Welcome</h1><form><input name=\"room\"><input type=\"password\" name=\"code\">\
            <button>Sign in</button></form></body></html>";
        Self::page("200 OK", page)
    }

    /// A web page under a status.
    pub fn page(status: &str, html: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
            html.len()
        );
        Self::Answer(answer.into_bytes())
    }
}

/// A server with a certificate, on a port of its own of this computer. Ends when dropped.
#[derive(Debug)]
pub struct TlsServer {
    address: SocketAddr,
    serving: AbortHandle,
}

impl TlsServer {
    /// Starts to serve.
    ///
    /// # Errors
    /// When there is no port, or the key does not belong to the certificate.
    pub async fn start(identity: &Identity, behind: Behind) -> Result<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![identity.certificate.clone()], identity.key.clone_key())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    // A client that hangs up is what most of these tests are about.
                    let _ = Box::pin(serve(acceptor, socket, behind)).await;
                });
            }
        });
        Ok(Self {
            address,
            serving: serving.abort_handle(),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(acceptor: TlsAcceptor, socket: TcpStream, behind: Behind) -> Result<()> {
    let mut client = acceptor.accept(socket).await?;
    match behind {
        Behind::Server(address) => {
            let mut server = TcpStream::connect(address).await?;
            copy_bidirectional(&mut client, &mut server).await?;
        }
        Behind::Answer(answer) => {
            let mut request = vec![0; 16 * 1024];
            if client.read(&mut request).await? > 0 {
                client.write_all(&answer).await?;
                client.shutdown().await?;
            }
        }
        Behind::Silence => {
            let mut request = vec![0; 16 * 1024];
            while client.read(&mut request).await? > 0 {}
        }
    }
    Ok(())
}

/// How a server fails before any certificate is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenHandshake {
    /// It hangs up as soon as it is greeted.
    Cut,
    /// It says that it knows none of the versions offered.
    VersionRefused,
    /// It answers in TLS 1.1.
    Tls11,
    /// It answers in plain HTTP.
    PlainHttp,
}

impl BrokenHandshake {
    /// Starts a server that fails in this way, and goes on until the test's runtime ends.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start(self) -> Result<SocketAddr> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut greeting = vec![0; 16 * 1024];
                    if socket.read(&mut greeting).await.unwrap_or(0) > 0 {
                        let _ = socket.write_all(&self.answer()).await;
                        let _ = socket.shutdown().await;
                    }
                });
            }
        });
        Ok(address)
    }

    fn answer(self) -> Vec<u8> {
        match self {
            Self::Cut => Vec::new(),
            // An alert record: fatal, protocol_version.
            Self::VersionRefused => vec![0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46],
            Self::Tls11 => server_hello_of_tls11(),
            Self::PlainHttp => {
                b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .to_vec()
            }
        }
    }
}

/// A handshake record with a `ServerHello`: version 1.1, a random, no session, a cipher of that time.
fn server_hello_of_tls11() -> Vec<u8> {
    const VERSION: [u8; 2] = [0x03, 0x02];
    const TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: [u8; 2] = [0xc0, 0x13];
    let mut hello = Vec::from(VERSION);
    hello.extend([0x5a; 32]);
    hello.push(0);
    hello.extend(TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA);
    hello.push(0);
    let length = u8::try_from(hello.len()).unwrap_or(u8::MAX);
    let mut record = vec![0x16, VERSION[0], VERSION[1], 0x00, length + 4];
    record.extend([0x02, 0x00, 0x00, length]);
    record.extend(hello);
    record
}
