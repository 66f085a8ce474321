//! A client as plain as can be: a token and three verbs.

use halo_sim::{Credentials, Running};
use reqwest::{Response, StatusCode};
use serde_json::Value;

pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

pub(crate) fn http() -> reqwest::Client {
    // Fails when another test was first, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// The token call, with any part left out or wrong.
pub(crate) async fn ask_token(base: &str, query: &str, form: &[(&str, &str)]) -> Response {
    http()
        .post(format!("{base}/auth/token{query}"))
        .form(form)
        .send()
        .await
        .unwrap()
}

impl Client {
    /// Logs in as the fully entitled application.
    pub(crate) async fn of(halo: &Running) -> Self {
        let own = Credentials {
            client_id: halo.client_id().to_owned(),
            client_secret: halo.client_secret(),
        };
        Self::with(halo, &own, "all").await
    }

    pub(crate) async fn with(halo: &Running, credentials: &Credentials, scope: &str) -> Self {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &credentials.client_id),
            ("client_secret", &credentials.client_secret),
            ("scope", scope),
        ];
        let reply = ask_token(
            halo.base_url(),
            &format!("?tenant={}", halo.tenant()),
            &form,
        )
        .await;
        assert_eq!(reply.status(), StatusCode::OK);
        let token: Value = reply.json().await.unwrap();
        Self {
            http: http(),
            base: halo.base_url().to_owned(),
            token: token["access_token"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) async fn send_get(&self, path: &str) -> reqwest::Result<Response> {
        self.http
            .get(format!("{}/api{path}", self.base))
            .bearer_auth(&self.token)
            .send()
            .await
    }

    /// A GET that succeeds, as JSON.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let reply = self.send_get(path).await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK, "{path}");
        reply.json().await.unwrap()
    }

    pub(crate) async fn get_status(&self, path: &str) -> StatusCode {
        self.send_get(path).await.unwrap().status()
    }

    pub(crate) async fn try_post(&self, path: &str, body: &Value) -> reqwest::Result<Response> {
        let request = self
            .http
            .post(format!("{}/api{path}", self.base))
            .bearer_auth(&self.token);
        request.json(body).send().await
    }

    pub(crate) async fn send_post(&self, path: &str, body: &Value) -> Response {
        self.try_post(path, body).await.unwrap()
    }

    /// A POST that succeeds, as JSON.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let reply = self.send_post(path, &body).await;
        let status = reply.status();
        let text = reply.text().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{path} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// A POST that is refused with 400; gives the body.
    pub(crate) async fn refused(&self, path: &str, body: Value) -> Value {
        let reply = self.send_post(path, &body).await;
        assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
        reply.json().await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Response {
        self.http
            .delete(format!("{}/api{path}", self.base))
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn post_text(&self, path: &str, content_type: &str, body: &str) -> Response {
        let request = self
            .http
            .post(format!("{}/api{path}", self.base))
            .bearer_auth(&self.token);
        request
            .header("content-type", content_type)
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
    }
}

/// The ids of rows.
pub(crate) fn ids(rows: &Value) -> Vec<i64> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_i64().unwrap())
        .collect()
}
