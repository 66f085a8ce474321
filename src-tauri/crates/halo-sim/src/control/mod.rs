//! The handle on a running simulator. What a test makes go wrong is in `faults`, what a person does in Halo's own
//! window in `state`, what an administrator does to applications and agents in `access`.

mod access;
mod faults;
mod state;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

pub use access::Credentials;

use crate::{
    Config, Discovery, Product, StartError, identifiers,
    model::Application,
    server::{self, Door, Scissors, Settings, Shared},
};

/// How long open requests may take to end when the simulator stops.
const STOP_LIMIT: Duration = Duration::from_secs(2);

/// Starts simulators.
#[derive(Debug)]
pub struct Simulator;

impl Simulator {
    /// Starts a simulator on the current tokio runtime; it answers when this returns.
    ///
    /// # Errors
    /// When the address cannot be taken or the system gives no random numbers.
    pub async fn start(config: impl Into<Config>) -> Result<Running, StartError> {
        let config: Config = config.into();
        let listen = |source| StartError::Listen {
            address: config.listen,
            source,
        };
        let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let base_url = format!("http://{address}");

        let client_id = config.client_id.map_or_else(identifiers::random_guid, Ok)?;
        let secret = config
            .client_secret
            .map_or_else(identifiers::random_secret, Ok)?;
        let (mut world, main_agent) = config.scenario.into_world();
        world.applications.push(Application::new(
            "Halyard",
            client_id.clone(),
            secret,
            ["all".to_owned()].into(),
            main_agent,
        ));
        let settings = Settings {
            base_url: base_url.clone(),
            tenant: config.tenant.clone(),
            tenant_required: config.tenant_required,
            token_lifetime: config.token_lifetime,
            discovery: Discovery::Full,
            old_build: false,
            product: Product::Psa,
            refuses_aloud: false,
            licence_module: true,
            invoice_list_has_licences: true,
            customer_demands: Vec::new(),
        };
        let shared = Arc::new(Shared::new(world, settings));
        shared.limiter().set(config.rate_limit);

        let stop = CancellationToken::new();
        let service = Router::new()
            .fallback(server::answer)
            .with_state(Arc::clone(&shared))
            .into_make_service_with_connect_info::<Scissors>();
        let serve = axum::serve(Door(listener), service)
            .with_graceful_shutdown(stop.clone().cancelled_owned());
        let task = tokio::spawn(async move {
            if let Err(error) = serve.await {
                tracing::error!(%error, "the simulator's server ended");
            }
        });
        tracing::debug!(%base_url, "the simulator answers");
        Ok(Running {
            shared,
            base_url,
            address,
            tenant: config.tenant,
            client_id,
            main_agent,
            stop,
            task: Some(task),
        })
    }
}

/// A running simulator. Dropping it stops it.
pub struct Running {
    shared: Arc<Shared>,
    base_url: String,
    address: SocketAddr,
    tenant: String,
    client_id: String,
    main_agent: i64,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Running {
    /// `http://127.0.0.1:43127`, without a slash at the end. The API is at `/api`, the authorisation server at `/auth`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// The tenant's name.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Client id of the fully entitled application.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Present secret of the fully entitled application.
    pub fn client_secret(&self) -> String {
        let world = self.shared.world();
        let own = world
            .applications
            .iter()
            .find(|application| application.client_id == self.client_id);
        own.map(|application| application.secret.clone())
            .unwrap_or_default()
    }

    /// The agent that the fully entitled application logs in as.
    pub fn main_agent(&self) -> i64 {
        self.main_agent
    }

    /// Stops the server and waits until its connections are closed.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(mut task) = self.task.take()
            && tokio::time::timeout(STOP_LIMIT, &mut task).await.is_err()
        {
            task.abort();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("base_url", &self.base_url)
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
