//! A Halo that pages badly, in sixty ways and more: what is stored is right, or it is the old list and that is said.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use engine::TaskState;
use engine::database::customers;
use engine::domain::ProfileId;
use halo_api::{HttpSettings, Transport};
use halo_sim::{Config, Fault, Scenario};
use serde_json::{Value, json};

use crate::support::Bench;

const CUSTOMERS: usize = 350;

/// A way to page badly: its name and the faults of it.
type Variant = (String, Vec<Fault>);

fn client() -> Fault {
    Fault::get("/Client")
}

fn page(number: u32) -> Fault {
    client().query("page_no", &number.to_string())
}

fn edited(edit: impl Fn(&mut Value) + Send + Sync + 'static) -> Fault {
    client().edit_json(edit)
}

fn rows(reply: &mut Value) -> &mut Vec<Value> {
    reply["clients"].as_array_mut().unwrap()
}

fn named(name: impl Into<String>, fault: Fault) -> Variant {
    (name.into(), vec![fault])
}

/// Halo lists these, whatever the customers are.
type Known = BTreeMap<i64, String>;

struct Trial {
    bench: Bench,
    profile: ProfileId,
}

impl Trial {
    async fn new() -> Self {
        let transport = Transport::new(HttpSettings {
            headers_timeout: Duration::from_hours(100),
            request_timeout: Duration::from_hours(100),
            ..HttpSettings::default()
        });
        let config = Config::new(Scenario::large(CUSTOMERS));
        let bench = Bench::with_transport(config, transport).await;
        // Users are another list.
        bench.halo.fault(Fault::get("/Users").status(403));
        let profile = bench.connected().await;
        Self { bench, profile }
    }

    fn there(&self) -> Known {
        let customers = self.bench.halo.customers();
        customers.into_iter().map(|c| (c.id, c.name)).collect()
    }

    async fn stored(&self) -> Known {
        let profile = self.profile;
        let known = self
            .bench
            .store()
            .read(move |tx| customers::all_for_matching(tx, profile))
            .await;
        let known = known.unwrap().into_iter();
        known.map(|c| (i64::from(c.id.get()), c.name)).collect()
    }

    async fn read(&self) -> TaskState {
        let profile = self.profile;
        self.bench
            .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
            .await
    }

    /// The customers change, then they are read from a Halo that pages badly.
    async fn undergo(&self, number: usize, (name, faults): Variant) -> bool {
        let halo = &self.bench.halo;
        let old = self.stored().await;
        assert_eq!(old, self.there(), "before {name}");
        let number = i64::try_from(number).unwrap();
        assert!(halo.rename_customer(40 + number, &format!("Renamed {number}")));
        assert!(halo.delete_customer(120 + number));
        halo.create_customer(&format!("Created {number}"), "");
        let before = self.there();
        let ids: Vec<_> = faults.into_iter().map(|fault| halo.fault(fault)).collect();
        let end = self.read().await;
        for id in ids {
            halo.remove_fault(id);
        }
        let stored = self.stored().await;
        let after = self.there();
        let taken = match &end {
            TaskState::Done(_) => {
                // Who came meanwhile may be in it or not; who was there all the time is.
                for (id, now) in after.iter().filter(|(id, _)| before.contains_key(id)) {
                    let names = [Some(now), before.get(id)];
                    assert!(
                        names.contains(&stored.get(id)),
                        "{name}: {id} is {:?}",
                        stored.get(id)
                    );
                }
                let invented: Vec<_> = stored
                    .keys()
                    .filter(|id| !before.contains_key(id) && !after.contains_key(id))
                    .collect();
                assert!(invented.is_empty(), "{name}: {invented:?}");
                true
            }
            TaskState::Failed(error) => {
                assert!(
                    stored == old,
                    "{name}: an incomplete list replaced something"
                );
                assert!(error.to_string().ends_with('.'), "{name}: {error}");
                false
            }
            other @ (TaskState::Running(_) | TaskState::Cancelled) => panic!("{name}: {other:?}"),
        };
        let end = self.read().await;
        assert!(matches!(end, TaskState::Done(_)), "after {name}: {end:?}");
        taken
    }

    /// Which of the variants brought the new list, and which left the old one.
    async fn undergo_all(&self, variants: Vec<Variant>) -> (Vec<String>, Vec<String>) {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for (number, variant) in variants.into_iter().enumerate() {
            let name = variant.0.clone();
            if self.undergo(number, variant).await {
                taken.push(name);
            } else {
                refused.push(name);
            }
            self.bench.halo.clear_requests();
        }
        (taken, refused)
    }
}

#[tokio::test]
async fn pages_of_any_length_and_rows_that_move() {
    let mut variants = Vec::new();
    for cap in [3, 7, 30, 50, 99] {
        variants.push(named(format!("pages of {cap}"), client().cap_pages(cap)));
    }
    variants.push(named("the last page for ever", client().repeat_last_page()));
    for number in 1..=4 {
        let short = page(number).cap_pages(60);
        variants.push(named(format!("page {number} is short"), short));
        let missing = page(number).edit_json(|reply| rows(reply).truncate(11));
        variants.push(named(format!("page {number} loses rows"), missing));
        let empty = page(number).edit_json(|reply| rows(reply).clear());
        variants.push(named(format!("page {number} is empty"), empty));
        let deletes = page(number)
            .once()
            .meanwhile_deletes(5)
            .meanwhile_deletes(6)
            .meanwhile_deletes(210);
        variants.push(named(format!("rows go before page {number}"), deletes));
        let creates = page(number)
            .once()
            .meanwhile_creates("Meanwhile")
            .meanwhile_renames(7, "Meanwhile too");
        variants.push(named(format!("rows come before page {number}"), creates));
    }
    for by in [-100, -1, 1, 100] {
        variants.push(named(
            format!("rows shift by {by}"),
            client().shift_pages(by),
        ));
    }
    let total = variants.len();
    let trial = Trial::new().await;
    let (taken, refused) = trial.bench.hurried(trial.undergo_all(variants)).await;
    assert_eq!(taken.len() + refused.len(), total);
    for right in [
        "pages of 3",
        "pages of 99",
        "the last page for ever",
        "rows go before page 2",
    ] {
        assert!(taken.iter().any(|name| name == right), "{right}: {taken:?}");
    }
    for lost in [
        "page 2 loses rows",
        "page 4 loses rows",
        "rows shift by 1",
        "rows shift by 100",
    ] {
        assert!(
            refused.iter().any(|name| name == lost),
            "{lost}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn counts_that_are_wrong() {
    let said = |value: Value| edited(move |reply| reply["record_count"] = value.clone());
    let off_by = |by: i64| {
        edited(move |reply| {
            let count = reply["record_count"].as_i64().unwrap();
            reply["record_count"] = json!(count + by);
        })
    };
    let drifting = |by: i64| {
        let drift = Arc::new(AtomicI64::new(0));
        edited(move |reply| {
            let count = reply["record_count"].as_i64().unwrap();
            reply["record_count"] = json!(count + drift.fetch_add(by, Ordering::SeqCst));
        })
    };
    let mut variants: Vec<Variant> = [
        json!(0),
        json!(1),
        json!(99),
        json!(-5),
        json!(1e12),
        json!("many"),
        json!("350"),
        json!(null),
        json!(2.5),
    ]
    .into_iter()
    .map(|value| named(format!("always {value}"), said(value.clone())))
    .collect();
    variants.push(named(
        "none",
        edited(|reply| {
            reply.as_object_mut().unwrap().remove("record_count");
        }),
    ));
    for by in [-100, -1, 1, 100] {
        variants.push(named(format!("off by {by}"), off_by(by)));
    }
    for by in [-1, 1] {
        variants.push(named(format!("drifting by {by}"), drifting(by)));
    }
    variants.push(named(
        "right on page 2 only",
        edited(|reply| {
            if reply["page_no"] != 2 {
                reply["record_count"] = json!("?");
            }
        }),
    ));
    let total = variants.len();
    let trial = Trial::new().await;
    let (taken, refused) = trial.bench.hurried(trial.undergo_all(variants)).await;
    assert_eq!(taken.len() + refused.len(), total);
    for right in [
        "always 0",
        "always 99",
        "always -5",
        "always \"many\"",
        "none",
        "off by -1",
    ] {
        assert!(taken.iter().any(|name| name == right), "{right}: {taken:?}");
    }
    for unsure in ["always 1000000000000.0", "off by 1", "off by 100"] {
        assert!(
            refused.iter().any(|name| name == unsure),
            "{unsure}: {refused:?}"
        );
    }
}

fn misshapen() -> Vec<Variant> {
    let each_row =
        |change: fn(&mut Value)| edited(move |reply| rows(reply).iter_mut().for_each(change));
    let third = |id: Value| {
        edited(move |reply| {
            if reply["page_no"] == 1 {
                rows(reply)[2]["id"] = id.clone();
            }
        })
    };
    let envelope = |change: fn(Value) -> Value| edited(move |reply| *reply = change(reply.take()));
    vec![
        named(
            "a bare array",
            envelope(|mut reply| reply["clients"].take()),
        ),
        named(
            "another key",
            envelope(
                |mut reply| json!({"record_count": reply["record_count"], "Clients": reply["clients"].take()}),
            ),
        ),
        named(
            "an unknown key",
            envelope(
                |mut reply| json!({"record_count": reply["record_count"], "items": reply["clients"].take()}),
            ),
        ),
        named("null", envelope(|_| Value::Null)),
        named("a word", envelope(|_| json!("clients"))),
        named(
            "an object without a list",
            envelope(|_| json!({"record_count": 350})),
        ),
        named(
            "nested deeply",
            edited(|reply| {
                let mut nested = json!(1);
                for _ in 0..200 {
                    nested = json!([nested]);
                }
                reply["deep"] = nested;
            }),
        ),
        named(
            "ids as texts",
            each_row(|row| row["id"] = json!(row["id"].to_string())),
        ),
        named(
            "ids as doubles",
            each_row(|row| row["id"] = json!(row["id"].as_f64())),
        ),
        named("a row without an id", third(Value::Null)),
        named("an id of words", third(json!("third"))),
        named(
            "an id beyond all numbers",
            third(json!(9_007_199_254_740_993_i64)),
        ),
        named("an id of nobody", third(json!(0))),
        named("an id below nothing", third(json!(-5))),
        named("an id twice on a page", third(json!(2))),
        named("an id of another page", third(json!(340))),
        named(
            "a huge row",
            edited(|reply| rows(reply)[0]["notes"] = json!("x".repeat(1_000_000))),
        ),
        named(
            "a hundred thousand keys",
            edited(|reply| {
                let row = rows(reply)[0].as_object_mut().unwrap();
                row.extend((0..100_000).map(|key| (format!("key{key}"), json!(0))));
            }),
        ),
        named(
            "domains of any kind",
            each_row(|row| {
                row["domain"] = json!(["a@b@c.com", "", "x".repeat(3_000)]);
                row["website"] = json!("javascript:alert(1)");
            }),
        ),
    ]
}

#[tokio::test]
async fn rows_and_envelopes_of_any_shape() {
    let variants = misshapen();
    let total = variants.len();
    let trial = Trial::new().await;
    let (taken, refused) = trial.bench.hurried(trial.undergo_all(variants)).await;
    assert_eq!(taken.len() + refused.len(), total);
    for right in [
        "a bare array",
        "another key",
        "an unknown key",
        "ids as texts",
        "ids as doubles",
    ] {
        assert!(taken.iter().any(|name| name == right), "{right}: {taken:?}");
    }
    for lost in [
        "null",
        "a word",
        "nested deeply",
        "a row without an id",
        "an id of nobody",
        "an id below nothing",
        "an id twice on a page",
    ] {
        assert!(
            refused.iter().any(|name| name == lost),
            "{lost}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn answers_that_fail() {
    let mut variants = Vec::new();
    for number in [1, 2, 4] {
        for status in [400, 403, 404, 500, 503] {
            let fails = page(number).status(status);
            variants.push(named(format!("page {number} is {status}"), fails));
        }
        variants.push(named(
            format!("page {number} is 500 once"),
            page(number).status(500).once(),
        ));
        variants.push(named(
            format!("page {number} is refused"),
            page(number).status(429).times(2),
        ));
        variants.push(named(
            format!("page {number} is a sign-in page"),
            page(number).html(),
        ));
        variants.push(named(
            format!("page {number} is cut"),
            page(number).truncate(200),
        ));
        variants.push(named(
            format!("page {number} breaks once"),
            page(number).cut_after(300).once(),
        ));
        let nothing = page(number).reply(200, "application/json", "");
        variants.push(named(format!("page {number} is nothing"), nothing));
    }
    let total = variants.len();
    let trial = Trial::new().await;
    let (taken, refused) = trial.bench.hurried(trial.undergo_all(variants)).await;
    assert_eq!(taken.len() + refused.len(), total);
    for number in [1, 2, 4] {
        for passing in ["is 500 once", "is refused", "breaks once"] {
            let name = format!("page {number} {passing}");
            assert!(taken.contains(&name), "{name}: {refused:?}");
        }
        for lasting in [
            "is 400",
            "is 403",
            "is 503",
            "is a sign-in page",
            "is cut",
            "is nothing",
        ] {
            let name = format!("page {number} {lasting}");
            assert!(refused.contains(&name), "{name}: {taken:?}");
        }
    }
}
