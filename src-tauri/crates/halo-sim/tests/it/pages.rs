//! The pages a person opens.

use halo_sim::{Scenario, Simulator};
use reqwest::StatusCode;

#[tokio::test]
async fn a_ticket_can_be_opened_and_its_text_is_harmless() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let id = halo
        .create_ticket(3, 1, "<script>alert(1)</script>")
        .unwrap();
    halo.add_note(id, "\"><img src=x onerror=alert(1)>");
    for path in [
        format!("/ticket?id={id}"),
        format!("/tickets?id={id}&showmenu=true"),
        "/".to_owned(),
    ] {
        let reply = crate::client::http()
            .get(format!("{}{path}", halo.base_url()))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        let page = reply.text().await.unwrap();
        assert!(
            page.contains("Contoso Ltd") && page.contains("&lt;script&gt;"),
            "{path}"
        );
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{path}"
        );
    }
    halo.delete_ticket(id);
    let reply = crate::client::http()
        .get(format!("{}/ticket?id={id}", halo.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
}
