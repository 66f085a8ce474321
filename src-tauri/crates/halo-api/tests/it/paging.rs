//! Long lists: complete, or said to be incomplete.

use std::time::Duration;

use halo_api::{
    Completeness, CustomerQuery, Error, HowMany, HttpSettings, IncompleteReason, LicenceQuery,
    SiteQuery, TicketQuery, UserQuery,
};
use halo_sim::Fault;
use serde_json::json;

use crate::setup::{client, client_with, keeps_the_contract, large, quick, small};

fn active(halo: &halo_sim::Running) -> usize {
    halo.customers().iter().filter(|c| !c.inactive).count()
}

fn reason(completeness: Completeness) -> Option<IncompleteReason> {
    match completeness {
        Completeness::Complete => None,
        Completeness::Incomplete { reason, .. } => Some(reason),
    }
}

#[tokio::test]
async fn every_customer_is_read_in_pages_of_a_hundred() {
    let halo = large().await;
    let client = client(&halo);
    let all = client
        .customers(&CustomerQuery::default())
        .read_all()
        .await
        .unwrap();
    assert_eq!(all.completeness, Completeness::Complete);
    assert_eq!(all.items.len(), active(&halo));
    let requests = halo.requests_to("GET", "/Client");
    assert_eq!(requests.len(), all.items.len().div_ceil(100));
    for (request, number) in requests.iter().zip(1..) {
        assert_eq!(request.query("page_size"), Some("100"));
        assert_eq!(request.query("order"), Some("id"));
        assert_eq!(request.query("page_no"), Some(number.to_string().as_str()));
    }
    // One token, and nothing counted twice.
    let sent = u64::try_from(halo.requests().len()).unwrap();
    assert_eq!(client.budget().used(), sent);
    let counted = client.count_customers(&CustomerQuery::default()).await;
    // The list has "Unknown", which is no customer; the count does not.
    assert_eq!(counted.unwrap(), HowMany::Told(all.progress.received - 1));
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn inactive_customers_come_when_asked_for() {
    let halo = small().await;
    assert!(halo.set_customer_active(2, false));
    let client = client(&halo);
    let ids = |query: CustomerQuery| {
        let pager = client.customers(&query);
        async move {
            let all = pager.read_all().await.unwrap();
            all.items.iter().map(|c| c.id).collect::<Vec<_>>()
        }
    };
    assert!(!ids(CustomerQuery::default()).await.contains(&2));
    let everyone = CustomerQuery {
        include_inactive: true,
        ..CustomerQuery::default()
    };
    assert!(ids(everyone).await.contains(&2));
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn the_other_lists_are_read_too() {
    let halo = small().await;
    let client = client(&halo);
    let sites = client
        .sites(&SiteQuery::default())
        .read_all()
        .await
        .unwrap();
    assert!(sites.items.iter().all(|site| site.client_id.is_some()));
    let users = client
        .users(&UserQuery::default())
        .read_all()
        .await
        .unwrap();
    assert!(users.items.iter().any(|user| user.email.is_some()));
    assert!(users.items.iter().all(|user| user.site_id.is_some()));
    let licences = client.licences(&LicenceQuery::default());
    let licences = licences.read_all().await.unwrap();
    assert_eq!(licences.items.len(), halo.licences().len());
    let tickets = client.tickets(&TicketQuery {
        include_names: true,
        ..TicketQuery::default()
    });
    let tickets = tickets.read_all().await.unwrap();
    assert_eq!(tickets.items.len(), halo.tickets().len());
    for list in [
        sites.completeness,
        users.completeness,
        licences.completeness,
        tickets.completeness,
    ] {
        assert_eq!(list, Completeness::Complete);
    }
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn a_repeated_last_page_neither_loops_nor_doubles() {
    let halo = large().await;
    halo.fault(Fault::get("/Client").repeat_last_page());
    // The count is gone as well, so that only the rows can tell.
    halo.fault(Fault::get("/Client").edit_json(|reply| {
        reply.as_object_mut().unwrap().remove("record_count");
    }));
    let list = client(&halo).customers(&CustomerQuery::default());
    let list = list.read_all().await.unwrap();
    assert_eq!(
        reason(list.completeness),
        Some(IncompleteReason::RepeatedPage)
    );
    assert_eq!(list.items.len(), active(&halo));
}

#[tokio::test]
async fn rows_that_move_between_pages_are_noticed() {
    let halo = large().await;
    halo.fault(Fault::get("/Client").shift_pages(1));
    let list = client(&halo).customers(&CustomerQuery::default());
    let list = list.read_all().await.unwrap();
    assert_eq!(
        reason(list.completeness),
        Some(IncompleteReason::FewerThanAnnounced)
    );

    halo.clear_faults();
    halo.fault(Fault::get("/Client").shift_pages(-1));
    let list = client(&halo).customers(&CustomerQuery::default());
    let list = list.read_all().await.unwrap();
    let mut ids: Vec<_> = list.items.iter().map(|c| c.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), list.items.len());
}

#[tokio::test]
async fn a_customer_deleted_while_reading_costs_no_other() {
    let halo = large().await;
    let mut pager = client(&halo).customers(&CustomerQuery::default());
    let mut read = Vec::new();
    let first = pager.next().await.unwrap().unwrap();
    let victim = first.items[5].id;
    read.extend(first.items.iter().map(|c| i64::from(c.id)));
    assert!(halo.delete_customer(i64::from(victim)));
    while let Some(page) = pager.next().await.unwrap() {
        read.extend(page.items.iter().map(|c| i64::from(c.id)));
    }
    assert_eq!(pager.completeness(), Completeness::Complete);
    let missing: Vec<i64> = halo
        .customers()
        .iter()
        .filter(|c| !c.inactive && !read.contains(&c.id))
        .map(|c| c.id)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn a_page_that_fails_can_be_asked_for_again() {
    let halo = large().await;
    let fault = halo.fault(Fault::get("/Client").query("page_no", "3").status(404));
    let mut pager = client(&halo).customers(&CustomerQuery::default());
    let mut read = 0;
    let error = loop {
        match pager.next().await {
            Ok(Some(page)) => read += page.items.len(),
            Ok(None) => panic!("the failure was passed over"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::NotFound { .. }), "{error}");
    assert!(!pager.completeness().is_complete());
    assert_eq!(read, 200);
    halo.remove_fault(fault);
    while let Some(page) = pager.next().await.unwrap() {
        read += page.items.len();
    }
    assert_eq!(pager.completeness(), Completeness::Complete);
    assert_eq!(read, active(&halo));
}

#[tokio::test]
async fn other_shapes_of_a_list_are_read() {
    let halo = small().await;
    let expected = active(&halo);
    let shapes: [fn(&mut serde_json::Value); 4] = [
        |reply| *reply = reply["clients"].take(),
        |reply| *reply = json!({"Clients": reply["clients"].take()}),
        |reply| *reply = json!({"rows": reply["clients"].take(), "page_no": 1}),
        |reply| reply["record_count"] = json!("many"),
    ];
    for shape in shapes {
        halo.clear_faults();
        halo.fault(Fault::get("/Client").edit_json(shape));
        let list = client(&halo).customers(&CustomerQuery::default());
        let list = list.read_all().await.unwrap();
        assert_eq!(list.items.len(), expected);
    }
    halo.clear_faults();
    halo.fault(Fault::get("/Client").edit_json(|reply| *reply = json!({"record_count": 3})));
    let list = client(&halo).customers(&CustomerQuery::default());
    let error = list.read_all().await.unwrap_err();
    assert!(
        matches!(&error, Error::RemoteChanged { endpoint, .. } if endpoint == "Client"),
        "{error}"
    );
}

/// Ids of the customers that came, and whether they are all.
async fn read(halo: &halo_sim::Running, settings: HttpSettings) -> (Vec<i32>, Completeness) {
    let everyone = CustomerQuery {
        include_inactive: true,
        ..CustomerQuery::default()
    };
    let list = client_with(halo, settings).customers(&everyone);
    let list = list.read_all().await.unwrap();
    let ids = list.items.iter().map(|customer| customer.id).collect();
    (ids, list.completeness)
}

fn known(halo: &halo_sim::Running) -> Vec<i32> {
    let customers = halo.customers();
    let ids = customers.iter().map(|customer| customer.id);
    ids.map(|id| i32::try_from(id).unwrap()).collect()
}

#[tokio::test]
async fn four_pages_are_under_way_at_once_and_no_more() {
    let halo = large().await;
    halo.fault(Fault::get("/Client").delay(Duration::from_millis(100)));
    let client = client(&halo);
    client.token().await.unwrap();
    let mut pager = client.customers(&CustomerQuery::default());
    pager.next().await.unwrap();
    assert_eq!(
        halo.requests_to("GET", "/Client").len(),
        1,
        "how many pages there are is told by the first"
    );
    pager.next().await.unwrap();
    let asked = halo.requests_to("GET", "/Client");
    assert_eq!(asked.len(), 5);
    while pager.next().await.unwrap().is_some() {}
    assert!(pager.completeness().is_complete());
    assert_eq!(halo.requests_to("GET", "/Client").len(), 8, "none in vain");
}

#[tokio::test]
async fn customers_deleted_while_pages_are_under_way_cost_no_other_one() {
    for page in ["2", "3", "5", "8"] {
        let halo = large().await;
        let deleted = Fault::get("/Client")
            .query("page_no", page)
            .once()
            .meanwhile_deletes(5)
            .meanwhile_deletes(333);
        halo.fault(deleted);
        let (ids, completeness) = read(&halo, quick()).await;
        assert_eq!(completeness, Completeness::Complete, "page {page}");
        let missing: Vec<i32> = known(&halo)
            .into_iter()
            .filter(|id| !ids.contains(id))
            .collect();
        assert!(missing.is_empty(), "page {page}: {missing:?}");
    }
}

#[tokio::test]
async fn a_page_that_fails_can_be_asked_for_again_and_elsewhere_too() {
    let halo = large().await;
    halo.fault(
        Fault::get("/Client")
            .query("page_no", "4")
            .status(500)
            .times(2),
    );
    let client = client(&halo);
    let query = CustomerQuery {
        include_inactive: true,
        ..CustomerQuery::default()
    };
    let mut pager = client.customers(&query);
    let mut ids = Vec::new();
    let mut broken = false;
    loop {
        match pager.next().await {
            Ok(Some(page)) => ids.extend(page.items.into_iter().map(|customer| customer.id)),
            Ok(None) => break,
            Err(error) => {
                assert!(matches!(
                    error,
                    Error::RemoteUnavailable { status: 500, .. }
                ));
                assert!(!broken, "{error}");
                broken = true;
                assert_eq!(ids.len(), 300);
                let bookmark = pager.bookmark().unwrap().clone();
                assert_eq!(bookmark.pages(), 3);
                pager = client
                    .customers(&query)
                    .resumed(bookmark, ids.iter().copied());
            }
        }
    }
    assert!(broken && pager.completeness().is_complete());
    assert_eq!(ids, known(&halo));
}

#[tokio::test]
async fn rows_that_are_too_large_for_a_page_come_in_smaller_pages() {
    let halo = large().await;
    let heavy = "x".repeat(30_000);
    halo.fault(Fault::get("/Client").edit_json(move |reply| {
        for row in reply["clients"].as_array_mut().unwrap() {
            if row["id"] == 250 {
                row["logo"] = json!(heavy);
            }
        }
    }));
    let settings = HttpSettings {
        max_body_bytes: 75_000,
        ..quick()
    };
    let (ids, completeness) = read(&halo, settings).await;
    assert_eq!((ids, completeness), (known(&halo), Completeness::Complete));
    let smaller = halo.requests_to("GET", "/Client");
    assert!(
        smaller
            .iter()
            .any(|request| request.query("page_size") != Some("100"))
    );
}

#[tokio::test]
async fn changes_are_asked_for_by_the_servers_own_time() {
    let halo = small().await;
    let client = client(&halo);
    let mut pager = client.customers(&CustomerQuery::default());
    assert_eq!(pager.server_time(), None);
    pager.next().await.unwrap();
    let then = pager.server_time().unwrap();
    let changed = |since| {
        let query = CustomerQuery {
            changed_since: Some(since),
            ..CustomerQuery::default()
        };
        let client = client.clone();
        async move { client.customers(&query).read_all().await.unwrap().items }
    };
    assert!(halo.rename_customer(3, "Contoso Group"));
    let names: Vec<String> = changed(then).await.into_iter().map(|c| c.name).collect();
    assert_eq!(names, ["Contoso Group"]);
    let later = then + jiff::SignedDuration::from_hours(24);
    assert!(changed(later).await.is_empty());
    keeps_the_contract(&halo);

    halo.fault(Fault::get("/Client").ignore_query("lastupdatefromdate"));
    assert!(
        changed(later).await.len() > 1,
        "a Halo that does not know the filter"
    );
}
