//! The way of one request: read, recorded, delayed, limited, answered, judged, bent by faults, sent.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Request, State},
    response::Response,
};
use futures_util::stream;
use http::{HeaderValue, StatusCode, header};
use tokio::time::Instant;

use super::{Call, Reply, Scissors, Shared, reply::Payload};
use crate::{api, contract, faults::Plan, recorder::RecordedRequest};

/// Answers one request.
pub(crate) async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let mut call = Call::read(request).await;
    let record = call.record();
    let index = {
        let mut requests = shared.requests();
        requests.push(record.clone());
        requests.len() - 1
    };
    let plan = shared.faults().plan(&call);
    if !plan.delay.is_zero() {
        tokio::time::sleep(plan.delay).await;
    }
    if plan.drop_request {
        scissors.cut();
        return Response::new(Body::empty());
    }

    for deed in &plan.meanwhile {
        deed.happen(&mut shared.world());
    }
    call.forget_query(&plan.ignored);
    let limited = shared.limiter().refusal(Instant::now());
    let mut reply = match (limited, plan.answer.clone()) {
        (Some(refusal), _) => refusal,
        (None, Some(answer)) => answer,
        (None, None) => api::dispatch(&shared, &call, plan.paging),
    };
    judge(&shared, &record, &reply, &plan);
    if plan.drop_reply {
        scissors.cut();
        return Response::new(Body::empty());
    }
    if let Some(recorded) = shared
        .requests()
        .get_mut(index)
        .filter(|recorded| recorded.path == record.path)
    {
        recorded.status = Some(reply.status);
    }

    if let Payload::Json(value) = &mut reply.body {
        for edit in &plan.edits {
            edit(value);
        }
    }
    reply.headers.extend(plan.headers.iter().cloned());
    send(&reply, &plan)
}

/// Compares the request and an answer that no fault has touched with Halo's description.
fn judge(shared: &Shared, request: &RecordedRequest, reply: &Reply, plan: &Plan) {
    let mut found = contract::check_request(request);
    if let (Payload::Json(value), true) = (&reply.body, plan.leaves_answer_alone()) {
        found.extend(contract::check_answer(
            &request.method,
            &request.path,
            reply.status,
            value,
        ));
    }
    if !found.is_empty() {
        shared.violations().extend(found);
    }
}

fn send(reply: &Reply, plan: &Plan) -> Response {
    let (content_type, mut bytes) = reply.bytes();
    if let Some(keep) = plan.truncate {
        bytes.truncate(keep);
    }
    let length = bytes.len();
    let body = match (plan.cut_after, plan.slow) {
        (Some(keep), _) => broken_body(bytes, keep),
        (None, Some((chunk, pause))) => dripping_body(bytes, chunk, pause),
        (None, None) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Some(content_type) = content_type.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(content_type) = &plan.content_type {
        headers.insert(header::CONTENT_TYPE, content_type.clone());
    }
    if plan.cut_after.is_some() || plan.slow.is_some() {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    for (name, value) in &reply.headers {
        headers.insert(name, value.clone());
    }
    response
}

/// Sends the first bytes, then breaks the connection although more was announced.
fn broken_body(mut bytes: Vec<u8>, keep: usize) -> Body {
    bytes.truncate(keep);
    let parts = [
        Ok(Bytes::from(bytes)),
        Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
    ];
    // The pause lets the first bytes leave before the connection is torn down.
    Body::from_stream(stream::unfold(
        parts.into_iter().enumerate(),
        |mut parts| async {
            let (index, part) = parts.next()?;
            if index > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Some((part, parts))
        },
    ))
}

fn dripping_body(bytes: Vec<u8>, chunk: usize, pause: Duration) -> Body {
    Body::from_stream(stream::unfold(
        Bytes::from(bytes),
        move |mut rest| async move {
            if rest.is_empty() {
                return None;
            }
            tokio::time::sleep(pause).await;
            let drip = rest.split_to(chunk.min(rest.len()));
            Some((Ok::<_, io::Error>(drip), rest))
        },
    ))
}
