//! The HTTP side: connections that can be cut, requests read whole, answers, faults, rate limit, recorder.
//! What the answers say is in `api`.

mod call;
mod door;
mod limiter;
mod pipeline;
mod reply;
mod shared;

pub(crate) use call::Call;
pub(crate) use door::{Door, Scissors};
pub(crate) use pipeline::answer;
pub(crate) use reply::Reply;
pub(crate) use shared::{Settings, Shared};
