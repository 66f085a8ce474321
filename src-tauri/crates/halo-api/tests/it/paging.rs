//! Long lists: complete, or said to be incomplete.

use halo_api::{
    Completeness, CustomerQuery, HowMany, IncompleteReason, LicenceQuery, SiteQuery, TicketQuery,
    UserQuery,
};
use halo_sim::Fault;
use serde_json::json;

use crate::setup::{client, keeps_the_contract, large, small};

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
        search: None,
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
    assert!(matches!(error, halo_api::Error::NotFound { .. }), "{error}");
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
        matches!(&error, halo_api::Error::RemoteChanged { endpoint, .. } if endpoint == "Client"),
        "{error}"
    );
}
