//! Finds out what is behind an address: where the API is, where tokens come from, which tenant
//! (halo-api.md section 1).
//!
//! Asked in the order `authinfo`, `InstanceInfo`, `OpenID` configuration, `{host}/auth/token` and
//! `{host}/token`; these two are only believed if they answer like a token address. Only the two fields of `authinfo`
//! that production clients use are relied on.

#[cfg(test)]
mod tests;

use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::answer;
use crate::error::{Error, HaloMessage, MessageKind, NotHaloAnswer};
use crate::limit::RequestBudget;
use crate::origin::{HostClass, Origin, is_halo_host};
use crate::request::Method;
use crate::token::token_url;
use crate::transport::{self, JsonProblem, Outgoing, Payload, Reply, Transport};
use crate::wire::lenient;

/// What is known about a Halo before anybody has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// The address that was asked.
    pub origin: Origin,
    /// The resource server: `https://acme.halopsa.com/api`.
    pub api_base: Url,
    /// The authorisation server without `/token`.
    pub auth_url: Url,
    /// Name of the tenant; `None` on self-hosted ones.
    pub tenant: Option<String>,
    /// Which question was answered.
    pub found_by: FoundBy,
    /// Who runs it.
    pub hosting: Hosting,
    /// The network that the host really belongs to; `None` where nobody here looked its name up, as behind a proxy.
    pub network: Option<HostClass>,
    /// Name of the product: `Halo PSA`.
    pub app_name: Option<String>,
    /// Version: `2.236.133`.
    pub app_version: Option<String>,
    /// Where agents work.
    pub agent_url: Option<String>,
    /// For a custom domain, the name that Halo itself gives this instance.
    pub original_host: Option<String>,
    /// Requests that finding it took. Halo counts them like all others.
    pub requests: u64,
}

/// How a Halo was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// `api/authinfo`
    AuthInfo,
    /// `api/InstanceInfo`
    InstanceInfo,
    /// `auth/.well-known/openid-configuration`
    OpenIdConfiguration,
    /// `auth/token` or `token` answered like a token address.
    TokenAddress,
}

/// Who runs a Halo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosting {
    /// Halo.
    Hosted,
    /// Its owner.
    SelfHosted,
    /// Not told.
    Unknown,
}

/// Finds out what is behind an address. Nothing secret is sent.
///
/// # Errors
/// [`Error::NotHalo`] if something else answers, [`Error::RedirectRefused`] if the host sends
/// requests elsewhere, and every transport error.
pub async fn discover(
    transport: &Transport,
    origin: &Origin,
    cancel: &CancellationToken,
) -> Result<Discovery, Error> {
    transport.forget_class(origin);
    let probe = Probe {
        transport,
        origin,
        cancel,
        budget: RequestBudget::default(),
    };
    Box::pin(probe.run()).await
}

struct Probe<'a> {
    transport: &'a Transport,
    origin: &'a Origin,
    cancel: &'a CancellationToken,
    budget: RequestBudget,
}

/// What the answer to one question was.
enum Finding {
    Json(Value),
    /// Not an answer of Halo's, but perhaps a hint at what is there instead.
    Else(NotHaloAnswer),
}

impl Probe<'_> {
    async fn run(&self) -> Result<Discovery, Error> {
        let auth_info = self.ask("/api/authinfo").await?;
        // Asked in any case: it also tells product, version and names.
        let instance = match self.ask("/api/InstanceInfo").await {
            Ok(finding) => finding,
            Err(Error::Cancelled) => return Err(Error::Cancelled),
            // A bonus when authinfo has answered; otherwise the reason to stop.
            Err(error) if auth_url(&auth_info).is_none() => return Err(error),
            Err(_) => Finding::Else(NotHaloAnswer::Other),
        };
        if let Some(address) = auth_url(&auth_info) {
            let address = self.check_auth_url(address)?;
            return Ok(self.found(FoundBy::AuthInfo, address, &[&auth_info, &instance]));
        }
        if let Some(address) = auth_url(&instance) {
            let address = self.check_auth_url(address)?;
            return Ok(self.found(FoundBy::InstanceInfo, address, &[&instance]));
        }
        let open_id = self.ask("/auth/.well-known/openid-configuration").await?;
        if let Some(address) = token_endpoint(&open_id) {
            let address = self.check_auth_url(address)?;
            return Ok(self.found(FoundBy::OpenIdConfiguration, address, &[&instance]));
        }
        // The usual place; trials had it on the bare host (halo-api.md section 1).
        for path in ["/auth", "/"] {
            let address = self.origin.url(path);
            if self.answers_like_a_token_address(&address).await? {
                return Ok(self.found(FoundBy::TokenAddress, address, &[&instance]));
            }
        }
        Err(Error::NotHalo {
            host: self.origin.host().to_owned(),
            found: most_telling([&auth_info, &instance, &open_id]),
        })
    }

    async fn ask(&self, path: &str) -> Result<Finding, Error> {
        let reply = self
            .exchange(Method::Get, self.origin.url(path), Payload::None)
            .await?;
        Ok(match reply.status {
            200..=299 => match transport::parse_json(&reply.body, self.max_depth()) {
                Ok(value) => Finding::Json(value),
                Err(JsonProblem::Html) => Finding::Else(answer::web_page_kind(&reply.body)),
                Err(JsonProblem::Empty | JsonProblem::TooDeep | JsonProblem::Invalid) => {
                    Finding::Else(NotHaloAnswer::Other)
                }
            },
            404 | 405 | 410 => Finding::Else(NotHaloAnswer::NotFound),
            407 | 429 | 502..=504 => return Err(self.refusal(path, &reply)),
            _ => Finding::Else(NotHaloAnswer::Other),
        })
    }

    fn refusal(&self, path: &str, reply: &Reply) -> Error {
        let url = self.origin.url(path);
        match answer::read(Method::Get, &url, reply, self.max_depth()) {
            Err(error) => error,
            Ok(_) => Error::NotHalo {
                host: self.origin.host().to_owned(),
                found: NotHaloAnswer::Other,
            },
        }
    }

    /// Asks for a token without saying who we are: an OAuth server refuses in its own words.
    async fn answers_like_a_token_address(&self, auth_url: &Url) -> Result<bool, Error> {
        let form = [("grant_type", "client_credentials")];
        let url = token_url(auth_url, None);
        let reply = self
            .exchange(Method::Post, url, Payload::Form(&form))
            .await?;
        let message = HaloMessage::read(&reply.body);
        Ok(matches!(reply.status, 400 | 401)
            && message.kind == MessageKind::OAuth
            && message.code.is_some())
    }

    async fn exchange(
        &self,
        method: Method,
        url: Url,
        payload: Payload<'_>,
    ) -> Result<Reply, Error> {
        let request = Outgoing {
            method,
            url,
            authorization: None,
            payload,
            repeatable: true,
        };
        self.transport
            .send(&request, &self.budget, self.cancel)
            .await
    }

    fn max_depth(&self) -> usize {
        self.transport.settings().max_json_depth
    }

    /// Whether an address that Halo names may get our secret: https, and never this computer or a
    /// forbidden one behind a host elsewhere.
    fn check_auth_url(&self, address: Url) -> Result<Url, Error> {
        let auth = Origin::of_url(&address)?;
        if auth.is_loopback() && !self.origin.is_loopback() {
            return Err(Error::BlockedAddress {
                host: auth.host().to_owned(),
                reason: crate::origin::BlockReason::NotThisComputer,
            });
        }
        Ok(address)
    }

    fn found(&self, found_by: FoundBy, auth_url: Url, told: &[&Finding]) -> Discovery {
        let text = |name: &str| told.iter().find_map(|finding| text(finding, name));
        let tenant = text("tenant_id");
        let agent_url = text("agent_url");
        let original_host = self.original_host(&auth_url, agent_url.as_deref());
        let own_host = original_host.as_deref().unwrap_or(self.origin.host());
        let hosting = if text("hosted_group").is_some() || is_halo_host(own_host) {
            Hosting::Hosted
        } else if tenant.is_none() {
            Hosting::SelfHosted
        } else {
            Hosting::Unknown
        };
        Discovery {
            origin: self.origin.clone(),
            api_base: self.origin.url("/api"),
            auth_url,
            tenant,
            found_by,
            hosting,
            network: self
                .transport
                .class_of(self.origin)
                .or_else(|| self.origin.certain_class()),
            app_name: text("app_name"),
            app_version: text("app_version"),
            agent_url,
            original_host,
            requests: self.budget.used(),
        }
    }

    fn original_host(&self, auth_url: &Url, agent_url: Option<&str>) -> Option<String> {
        let own = self.origin.host();
        if is_halo_host(own) {
            return None;
        }
        let agent_url = agent_url.and_then(|address| Url::parse(address).ok());
        [Some(auth_url.clone()), agent_url]
            .into_iter()
            .flatten()
            .filter_map(|url| url.host_str().map(str::to_owned))
            .find(|host| host != own && is_halo_host(host))
    }
}

fn auth_url(finding: &Finding) -> Option<Url> {
    let text = text(finding, "auth_url")?;
    let url = Url::parse(text.trim_end_matches('/')).ok()?;
    url.has_host().then_some(without_token(url))
}

fn token_endpoint(finding: &Finding) -> Option<Url> {
    let url = Url::parse(&text(finding, "token_endpoint")?).ok()?;
    // Any OpenID server has this document; Halo's token address ends like this.
    (url.has_host() && url.path().ends_with("/token")).then_some(without_token(url))
}

/// Cuts `/token` off, since it is put on again.
fn without_token(mut url: Url) -> Url {
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/token").unwrap_or(path).to_owned();
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    url
}

fn text(finding: &Finding, name: &str) -> Option<String> {
    match finding {
        Finding::Json(value) => lenient::text(value.get(name)?.as_str()?),
        Finding::Else(_) => None,
    }
}

/// A page says more about what is there than "nothing at this path".
fn most_telling(findings: [&Finding; 3]) -> NotHaloAnswer {
    let kinds = findings.map(|finding| match finding {
        Finding::Json(_) => NotHaloAnswer::OtherJson,
        Finding::Else(kind) => *kind,
    });
    [
        NotHaloAnswer::SignInPage,
        NotHaloAnswer::Html,
        NotHaloAnswer::OtherJson,
        NotHaloAnswer::NotFound,
    ]
    .into_iter()
    .find(|kind| kinds.contains(kind))
    .unwrap_or(NotHaloAnswer::Other)
}
