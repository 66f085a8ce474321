//! A vendor's JSON API as a source: a server of the test's own, and everything it can answer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use engine::database::import_recipes;
use engine::domain::{ProfileId, SourceKind};
use engine::halo_api::{HttpSettings, Transport};
use engine::organizations::{
    self, ApiChoice, ApiList, ApiSettings, ColumnUse, GoneAct, Paging, Remaining, SignIn,
};
use engine::ports::VaultError;
use engine::{Error, Wait};
use halo_sim::{Config, Scenario};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::support::Bench;

const KEY: &str = "canary-7c1f";

/// Path, query and the headers that came with it.
type Seen = Vec<(String, Option<String>, Option<String>)>;

type Answers = dyn Fn(&Request) -> Response + Send + Sync;

#[derive(Clone)]
struct Vendor {
    base: String,
    seen: Arc<Mutex<Seen>>,
    answers: Arc<Mutex<Arc<Answers>>>,
}

impl Vendor {
    async fn answering(answers: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let vendor = Self {
            base: format!("http://{}", listener.local_addr().unwrap()),
            seen: Arc::default(),
            answers: Arc::new(Mutex::new(Arc::new(answers))),
        };
        let router = Router::new().fallback(answer).with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        vendor
    }

    /// The same list to everybody with the key.
    async fn listing(list: Value) -> Self {
        Self::answering(move |_| axum::Json(list.clone()).into_response()).await
    }

    fn now_answers(&self, answers: impl Fn(&Request) -> Response + Send + Sync + 'static) {
        *self.answers.lock().unwrap() = Arc::new(answers);
    }

    fn settings(&self) -> ApiSettings {
        ApiSettings {
            url: format!("{}/customers", self.base),
            sign_in: SignIn::Bearer,
            ..ApiSettings::default()
        }
    }

    fn requests(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer(State(vendor): State<Vendor>, request: Request) -> Response {
    let header = |name: &str| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    };
    let path = request.uri().path_and_query().unwrap().to_string();
    vendor
        .seen
        .lock()
        .unwrap()
        .push((path, header("authorization"), header("x-api-key")));
    let answers = vendor.answers.lock().unwrap().clone();
    answers(&request)
}

fn status(code: u16) -> Response {
    axum::http::StatusCode::from_u16(code)
        .unwrap()
        .into_response()
}

fn two() -> Value {
    json!({ "data": { "items": [
        { "id": "V-1", "name": "Wren Dental", "domains": ["wren.example", "wren.org"], "seats": { "email": 12 } },
        { "id": "V-2", "name": "Fernhill", "contacts": [{ "email": "it@fern.example" }] },
    ] } })
}

fn key() -> SecretString {
    KEY.to_owned().into()
}

async fn read(bench: &Bench, profile: ProfileId, settings: ApiSettings) -> engine::Result<ApiList> {
    bench
        .engine
        .read_vendor_api(profile, settings, Some(key()))
        .await
}

/// The sentence that is said.
async fn refusal(bench: &Bench, profile: ProfileId, settings: ApiSettings) -> String {
    match read(bench, profile, settings).await {
        Err(Error::Organizations(organizations::Error::ListSource { message, .. })) => {
            assert!(message.ends_with('.'), "{message}");
            assert!(!message.contains(KEY), "{message}");
            message
        }
        other => panic!("{other:?}"),
    }
}

fn field_of(error: &Error) -> &str {
    match error {
        Error::InvalidInput { field, .. }
        | Error::Organizations(organizations::Error::InvalidInput { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

fn choice(list: &ApiList) -> ApiChoice {
    ApiChoice {
        reading: list.reading.clone(),
        ..ApiChoice::default()
    }
}

async fn names(bench: &Bench, profile: ProfileId) -> Vec<String> {
    let query = organizations::Query {
        filter: engine::database::grid::GridFilter::All,
        limit: 200,
        ..organizations::Query::default()
    };
    let page = bench
        .engine
        .organization_page(profile, query)
        .await
        .unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn a_list_is_read_shown_imported_and_read_again_with_the_kept_key() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::listing(two()).await;
    let list = read(&bench, profile, vendor.settings()).await.unwrap();
    assert_eq!(
        (list.list.as_str(), list.rows, list.pages),
        ("$.data.items", 2, 1)
    );
    let preview = bench
        .engine
        .preview_vendor_list(profile, choice(&list))
        .await
        .unwrap();
    let columns: Vec<(&str, &ColumnUse)> = preview
        .columns
        .iter()
        .map(|column| (column.heading.as_str(), &column.holds))
        .collect();
    assert!(
        columns.contains(&("domains", &ColumnUse::Domains)),
        "{columns:?}"
    );
    assert!(
        columns.contains(&("id", &ColumnUse::ExternalId)),
        "{columns:?}"
    );
    assert!(columns.contains(&("name", &ColumnUse::Name)), "{columns:?}");
    assert_eq!((preview.added, preview.name.as_str()), (2, "127.0.0.1"));
    // Nothing was saved by looking.
    assert_eq!(bench.engine.vendor_api(profile).await.unwrap(), None);
    assert!(bench.vault.entries.lock().unwrap().is_empty());

    let imported = bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await
        .unwrap();
    assert_eq!((imported.added, imported.bad_rows.len()), (2, 0));
    assert_eq!(names(&bench, profile).await, ["Fernhill", "Wren Dental"]);
    let saved = bench.engine.vendor_api(profile).await.unwrap().unwrap();
    assert_eq!(saved.list, "$.data.items");

    // Next month: one is gone; nothing has to be typed.
    vendor.now_answers(|_| {
        axum::Json(json!({ "data": { "items": [{ "id": "V-1", "name": "Wren Dental Group" }] } }))
            .into_response()
    });
    let list = bench
        .engine
        .read_vendor_api(profile, saved, None)
        .await
        .unwrap();
    let preview = bench
        .engine
        .preview_vendor_list(profile, choice(&list))
        .await
        .unwrap();
    assert_eq!((preview.updated, preview.gone.len()), (1, 1));
    let remaining = Remaining {
        act: GoneAct::Delete,
        organizations: vec![preview.gone[0].id],
    };
    bench
        .engine
        .import_vendor_list(profile, choice(&list), Some(remaining))
        .await
        .unwrap();
    assert_eq!(names(&bench, profile).await, ["Wren Dental Group"]);
    let bearer = Some(format!("Bearer {KEY}"));
    assert!(vendor.requests().iter().all(|(_, sent, _)| *sent == bearer));
}

#[tokio::test]
async fn the_key_is_in_the_keychain_and_nowhere_else() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::listing(two()).await;
    let settings = ApiSettings {
        sign_in: SignIn::Header {
            name: "X-API-Key".to_owned(),
        },
        ..vendor.settings()
    };
    let list = read(&bench, profile, settings).await.unwrap();
    assert_eq!(vendor.requests()[0].2.as_deref(), Some(KEY));
    bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await
        .unwrap();
    let kept: Vec<String> = bench
        .vault
        .entries
        .lock()
        .unwrap()
        .values()
        .map(|secret| secret.expose_secret().to_owned())
        .collect();
    assert_eq!(kept, [KEY]);
    let recipe = bench
        .store()
        .read(move |tx| import_recipes::load(tx, profile, SourceKind::Api))
        .await
        .unwrap();
    assert!(!recipe.unwrap().contains(KEY));
    let settings = bench.engine.settings().await;
    assert!(!serde_json::to_string(&settings).unwrap().contains(KEY));
    bench.engine.delete_profile(profile).await.unwrap();
    assert!(bench.vault.entries.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_key_follows_no_redirect_no_link_and_no_changed_address() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let thief = Vendor::listing(two()).await;
    let to = thief.base.clone();
    let vendor = Vendor::answering(move |_| {
        axum::response::Redirect::temporary(&format!("{to}/customers")).into_response()
    })
    .await;
    let said = refusal(&bench, profile, vendor.settings()).await;
    assert!(said.contains("The key does not follow"), "{said}");

    let to = thief.base.clone();
    vendor.now_answers(move |_| {
        axum::Json(json!({ "items": [{ "name": "Wren" }], "next": format!("{to}/customers") }))
            .into_response()
    });
    let linked = ApiSettings {
        paging: Paging::NextLink {
            path: "next".to_owned(),
        },
        ..vendor.settings()
    };
    let said = refusal(&bench, profile, linked).await;
    assert!(said.contains("The key is sent to 127.0.0.1 only"), "{said}");

    vendor.now_answers(|_| axum::Json(json!([{ "name": "Wren" }])).into_response());
    let list = read(&bench, profile, vendor.settings()).await.unwrap();
    bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await
        .unwrap();
    let moved = bench
        .engine
        .read_vendor_api(profile, thief.settings(), None)
        .await;
    assert_eq!(field_of(&moved.unwrap_err()), "secret");
    assert!(thief.requests().is_empty());
}

#[tokio::test]
async fn pages_are_followed_to_the_end_by_link_and_by_number() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::answering(|request| {
        let query = request.uri().query().unwrap_or_default();
        let page: u32 = query
            .split("page=")
            .nth(1)
            .map_or(1, |page| page.parse().unwrap());
        let rows: Vec<Value> = (0..3)
            .map(|row| json!({ "name": format!("{page}-{row}") }))
            .collect();
        let next = (page < 4).then(|| format!("?size=3&page={}", page + 1));
        let rows = if page > 4 { Vec::new() } else { rows };
        axum::Json(json!({ "items": rows, "links": { "next": next } })).into_response()
    })
    .await;
    let linked = ApiSettings {
        url: format!("{}/customers?size=3", vendor.base),
        paging: Paging::NextLink {
            path: "links.next".to_owned(),
        },
        ..vendor.settings()
    };
    let list = read(&bench, profile, linked.clone()).await.unwrap();
    assert_eq!((list.rows, list.pages), (12, 4));
    let numbered = ApiSettings {
        paging: Paging::PageNumber {
            parameter: "page".to_owned(),
            first: 1,
        },
        ..linked
    };
    let list = read(&bench, profile, numbered).await.unwrap();
    assert_eq!((list.rows, list.pages), (12, 5));
    let paths: Vec<String> = vendor
        .requests()
        .into_iter()
        .map(|(path, ..)| path)
        .collect();
    assert_eq!(paths[4], "/customers?size=3&page=1");
    assert_eq!(paths[8], "/customers?size=3&page=5");
}

#[tokio::test]
async fn lists_without_end_are_not_read_for_ever() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::answering(|_| {
        axum::Json(json!({ "items": [{ "name": "Wren" }], "next": "/customers" })).into_response()
    })
    .await;
    let linked = ApiSettings {
        paging: Paging::NextLink {
            path: "next".to_owned(),
        },
        ..vendor.settings()
    };
    let said = refusal(&bench, profile, linked.clone()).await;
    assert!(said.contains("was read already"), "{said}");
    let numbered = ApiSettings {
        paging: Paging::PageNumber {
            parameter: "page".to_owned(),
            first: 0,
        },
        ..vendor.settings()
    };
    let said = refusal(&bench, profile, numbered).await;
    assert!(
        said.contains("page 2 with the same rows as page 1"),
        "{said}"
    );
    assert_eq!(vendor.requests().len(), 3);
    let count = Arc::new(Mutex::new(0));
    vendor.now_answers(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        axum::Json(json!({ "items": [{ "n": *count }], "next": format!("/p/{count}") }))
            .into_response()
    });
    let said = refusal(&bench, profile, linked).await;
    assert!(said.contains("more than 1,000 pages"), "{said}");
}

#[tokio::test]
async fn whatever_is_no_list_has_a_sentence_of_its_own() {
    let transport = Transport::new(HttpSettings {
        max_body_bytes: 100_000,
        headers_timeout: Duration::from_millis(300),
        ..HttpSettings::default()
    });
    let bench = Bench::with_transport(Config::new(Scenario::small()), transport).await;
    let profile = bench.profile().await;
    let vendor = Vendor::listing(two()).await;
    let bodies: [(&'static [u8], &str); 8] = [
        (
            b"<!doctype html><title>Sign in</title>",
            "answered with a web page",
        ),
        (b"", "answered with nothing"),
        (b" \n", "answered with nothing"),
        (b"{\"items\": [{\"name\": \"Caf\xe9\"}]}", "is not in UTF-8"),
        (b"{\"items\": [{\"name\": ", "is not JSON"),
        (b"{\"ok\": true}", "without any list of objects"),
        (b"[1, 2, 3]", "without any list of objects"),
        (b"\"text\"", "without any list of objects"),
    ];
    for (body, said) in bodies {
        vendor.now_answers(move |_| body.into_response());
        let sentence = refusal(&bench, profile, vendor.settings()).await;
        assert!(sentence.contains(said), "{sentence}");
    }
    for (code, said) in [
        (401, "does not accept the key (401)"),
        (403, "does not let it read this list (403)"),
        (404, "has nothing at this address (404)"),
        (429, "takes no more requests at the moment (429)"),
        (500, "is out of order at the moment (500)"),
        (503, "is out of order at the moment (503)"),
        (418, "answered with status 418"),
    ] {
        vendor.now_answers(move |_| status(code));
        let sentence = refusal(&bench, profile, vendor.settings()).await;
        assert!(sentence.contains(said), "{sentence}");
    }
    vendor.now_answers(|_| vec![b' '; 200_000].into_response());
    let sentence = refusal(&bench, profile, vendor.settings()).await;
    assert!(sentence.contains("is larger than"), "{sentence}");
    let nested = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    vendor.now_answers(move |_| nested.clone().into_response());
    let sentence = refusal(&bench, profile, vendor.settings()).await;
    assert!(sentence.contains("is not JSON"), "{sentence}");
    let gone = ApiSettings {
        url: "http://127.0.0.1:1/customers".to_owned(),
        ..vendor.settings()
    };
    let sentence = refusal(&bench, profile, gone).await;
    assert!(
        sentence.contains("No connection to 127.0.0.1"),
        "{sentence}"
    );
    assert!(names(&bench, profile).await.is_empty());
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named_by_field_and_nothing_is_sent() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::listing(two()).await;
    let with = |change: fn(&mut ApiSettings)| {
        let mut settings = vendor.settings();
        change(&mut settings);
        settings
    };
    for (settings, field) in [
        (with(|all| all.url.clear()), "url"),
        (
            with(|all| all.url = "ftp://vendor.example/x".to_owned()),
            "url",
        ),
        (
            with(|all| all.url = "http://vendor.example/x".to_owned()),
            "url",
        ),
        (
            with(|all| all.url = "https://me:pw@vendor.example/x".to_owned()),
            "url",
        ),
        (
            with(|all| all.url = "https://vendor.example/x?api_key=1".to_owned()),
            "url",
        ),
        (
            with(|all| all.url = "https://169.254.169.254/latest".to_owned()),
            "url",
        ),
        (
            with(|all| all.url = "javascript:alert(1)".to_owned()),
            "url",
        ),
        (with(|all| all.list = "a b[".to_owned()), "list"),
        (
            with(|all| {
                all.sign_in = SignIn::Header {
                    name: "X: y".to_owned(),
                }
            }),
            "header",
        ),
        (
            with(|all| {
                all.paging = Paging::NextLink {
                    path: String::new(),
                }
            }),
            "next",
        ),
    ] {
        let refused = read(&bench, profile, settings.clone()).await;
        assert_eq!(field_of(&refused.unwrap_err()), field, "{settings:?}");
    }
    for key in ["", "  ", "two\nlines", "schlüssel", &"x".repeat(3_000)] {
        let key = SecretString::from(key.to_owned());
        let refused = bench
            .engine
            .read_vendor_api(profile, vendor.settings(), Some(key))
            .await;
        assert_eq!(field_of(&refused.unwrap_err()), "secret");
    }
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn a_read_can_be_stopped_and_a_keychain_that_refuses_keeps_the_import_back() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = ApiSettings {
        url: format!("http://{}/", listener.local_addr().unwrap()),
        ..ApiSettings::default()
    };
    let (read_it, ()) = tokio::join!(read(&bench, profile, silent), async {
        let _connection = listener.accept().await.unwrap();
        bench.engine.stop_waiting(Wait::ReadVendorApi(profile));
    });
    assert!(read_it.unwrap_err().is_cancelled());

    let vendor = Vendor::listing(two()).await;
    let list = read(&bench, profile, vendor.settings()).await.unwrap();
    *bench.vault.refuses.lock().unwrap() = Some(VaultError::Locked);
    let refused = bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await;
    assert!(matches!(refused, Err(Error::Vault(VaultError::Locked))));
    assert!(names(&bench, profile).await.is_empty());
    *bench.vault.refuses.lock().unwrap() = None;
    bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await
        .unwrap();
    let late = bench
        .engine
        .import_vendor_list(profile, choice(&list), None)
        .await;
    assert_eq!(field_of(&late.unwrap_err()), "reading");
}

#[tokio::test]
async fn any_field_can_be_named_by_its_path() {
    let bench = Bench::new().await;
    let profile = bench.profile().await;
    let vendor = Vendor::listing(two()).await;
    let list = read(&bench, profile, vendor.settings()).await.unwrap();
    let mut choice = ApiChoice {
        paths: vec!["contacts[0].email".to_owned()],
        ..choice(&list)
    };
    let preview = bench
        .engine
        .preview_vendor_list(profile, choice.clone())
        .await
        .unwrap();
    let mut columns: Vec<ColumnUse> = preview
        .columns
        .iter()
        .map(|column| match column.heading.as_str() {
            "name" => ColumnUse::Name,
            "domains" | "contacts[0].email" => ColumnUse::Domains,
            "seats.email" => ColumnUse::Seats {
                product: "Email security".to_owned(),
            },
            _ => ColumnUse::Ignore,
        })
        .collect();
    choice.columns = Some(std::mem::take(&mut columns));
    let imported = bench
        .engine
        .import_vendor_list(profile, choice, None)
        .await
        .unwrap();
    assert_eq!((imported.added, imported.bad_rows.len()), (2, 0));
    let saved = bench.engine.vendor_api(profile).await.unwrap().unwrap();
    assert_eq!(saved.paths, ["contacts[0].email"]);
    let list = bench
        .engine
        .read_vendor_api(profile, saved, None)
        .await
        .unwrap();
    let again = ApiChoice {
        reading: list.reading,
        paths: vec!["contacts[0].email".to_owned()],
        columns: None,
    };
    let preview = bench
        .engine
        .preview_vendor_list(profile, again)
        .await
        .unwrap();
    assert!(preview.remembered);
    assert_eq!(preview.unchanged, 2);
}
