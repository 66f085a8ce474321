//! The simulator as a program: for any Halo client that wants something to talk to.

use std::{io::Write, net::SocketAddr, process::ExitCode, time::Duration};

use halo_sim::{Config, RateLimit, Scenario, Simulator};

const USAGE: &str = "\
Simulates HaloPSA.

halo-sim [--listen ADDRESS] [--scenario msp|small|large] [--customers N] [--tenant NAME]
         [--shared-host] [--client-id ID] [--client-secret SECRET] [--rate-limit N|off]

--listen      address and port, default 127.0.0.1:0 (a free port)
--scenario    msp (default): about 150 customers; small: three; large: --customers of them
--customers   how many customers the large scenario has, default 5000; implies it
--shared-host a token call has to name the tenant; otherwise the host is the tenant's own, and only a
              wrong name is refused
--rate-limit  requests in a rolling 5 minute window, default 300 as Halo; `off` for none

When ready it prints one line of JSON with base_url, tenant, client_id and client_secret. Ctrl-C ends it.
";

#[tokio::main]
async fn main() -> ExitCode {
    let config = match read_arguments() {
        Ok(Some(config)) => config,
        Ok(None) => return say(&mut std::io::stdout(), USAGE, ExitCode::SUCCESS),
        Err(problem) => {
            return say(
                &mut std::io::stderr(),
                &format!("{problem}\n\n{USAGE}"),
                ExitCode::from(2),
            );
        }
    };
    let running = match Simulator::start(config).await {
        Ok(running) => running,
        Err(error) => {
            let cause = std::error::Error::source(&error)
                .map(|cause| format!(": {cause}"))
                .unwrap_or_default();
            return say(
                &mut std::io::stderr(),
                &format!("{error}{cause}\n"),
                ExitCode::FAILURE,
            );
        }
    };
    let ready = serde_json::json!({
        "base_url": running.base_url(),
        "tenant": running.tenant(),
        "client_id": running.client_id(),
        "client_secret": running.client_secret(),
    });
    if say(
        &mut std::io::stdout(),
        &format!("{ready}\n"),
        ExitCode::SUCCESS,
    ) != ExitCode::SUCCESS
    {
        return ExitCode::FAILURE;
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a signal handler there is nothing to wait for; whoever started it ends it.
        std::future::pending::<()>().await;
    }
    running.stop().await;
    ExitCode::SUCCESS
}

/// Writes a text; gives `code`, or failure when nobody can read it.
fn say(to: &mut impl Write, text: &str, code: ExitCode) -> ExitCode {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Reads the command line; `None` asks for help.
fn read_arguments() -> Result<Option<Config>, Box<dyn std::error::Error>> {
    let mut arguments = pico_args::Arguments::from_env();
    if arguments.contains(["-h", "--help"]) {
        return Ok(None);
    }
    let listen: Option<SocketAddr> = arguments.opt_value_from_str("--listen")?;
    let customers: Option<usize> = arguments.opt_value_from_str("--customers")?;
    let name: Option<String> = arguments.opt_value_from_str("--scenario")?;
    let scenario = match (name.as_deref(), customers) {
        (Some("large"), _) | (None, Some(_)) => Scenario::large(customers.unwrap_or(5000)),
        (None | Some("msp"), None) => Scenario::msp(),
        (Some("msp" | "small"), Some(_)) => {
            return Err("--customers goes with --scenario large".into());
        }
        (Some("small"), None) => Scenario::small(),
        (Some(other), _) => return Err(format!("there is no scenario {other:?}").into()),
    };
    let mut config = Config::new(scenario);
    config.listen = listen.unwrap_or(config.listen);
    config.tenant = arguments
        .opt_value_from_str("--tenant")?
        .unwrap_or(config.tenant);
    // Halo's own clients differ on sending it; on the tenant's own host both kinds work.
    config.tenant_required = arguments.contains("--shared-host");
    config.client_id = arguments.opt_value_from_str("--client-id")?;
    config.client_secret = arguments.opt_value_from_str("--client-secret")?;
    let limit: Option<String> = arguments.opt_value_from_str("--rate-limit")?;
    config.rate_limit = match limit.as_deref() {
        None => Some(RateLimit::documented()),
        Some("off") => None,
        Some(number) => {
            let requests = number
                .parse()
                .map_err(|_| format!("--rate-limit takes a number or off, not {number:?}"))?;
            Some(RateLimit {
                requests,
                window: Duration::from_mins(5),
                retry_after: None,
            })
        }
    };
    let rest = arguments.finish();
    if !rest.is_empty() {
        return Err(format!("what is {rest:?}?").into());
    }
    Ok(Some(config))
}
