//! The demo: Halo's simulator inside the program, on a free loopback port.

use async_trait::async_trait;
use engine::ports::{DemoAccess, DemoHalo};
use halo_sim::{Running, Scenario, Simulator};
use secrecy::SecretString;
use tokio::sync::OnceCell;

/// The MSP itself in the simulator's scenario.
const OWN_CUSTOMER: i32 = 2;

/// Starts with the first use and lives until the program ends.
#[derive(Default)]
pub(crate) struct EmbeddedDemo(OnceCell<Running>);

#[async_trait]
impl DemoHalo for EmbeddedDemo {
    async fn start(&self) -> Result<DemoAccess, String> {
        let halo = self
            .0
            .get_or_try_init(|| Simulator::start(Scenario::msp()))
            .await
            .map_err(|error| format!("The demo Halo could not be started: {error}"))?;
        Ok(DemoAccess {
            base_url: halo.base_url().to_owned(),
            client_id: halo.client_id().to_owned(),
            client_secret: SecretString::from(halo.client_secret()),
            own_customer: OWN_CUSTOMER,
            organizations_csv: halo_sim::demo_organizations_csv(),
        })
    }
}
