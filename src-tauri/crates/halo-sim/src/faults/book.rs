//! The faults in force, and what all of them together do to one request.

use std::{sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue};

use super::{Edit, Effect, Fault, FaultId, Meanwhile};
use crate::server::{Call, Reply};

/// How pages are cut wrongly.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PageFault {
    pub(crate) repeat_last: bool,
    pub(crate) shift: i64,
    pub(crate) cap: Option<usize>,
}

/// What all faults together do to one request.
#[derive(Clone, Default)]
pub(crate) struct Plan {
    pub(crate) delay: Duration,
    pub(crate) answer: Option<Reply>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) drop_request: bool,
    pub(crate) drop_reply: bool,
    pub(crate) cut_after: Option<usize>,
    pub(crate) truncate: Option<usize>,
    pub(crate) slow: Option<(usize, Duration)>,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) edits: Vec<Edit>,
    pub(crate) paging: PageFault,
    pub(crate) ignored: Vec<String>,
    pub(crate) meanwhile: Vec<Meanwhile>,
}

impl Plan {
    /// Whether the answer is still Halo's own, so that the contract may judge it.
    pub(crate) fn leaves_answer_alone(&self) -> bool {
        self.answer.is_none()
            && self.edits.is_empty()
            && self.truncate.is_none()
            && self.content_type.is_none()
    }

    fn add(&mut self, effect: &Effect) {
        match effect {
            Effect::Delay(duration) => self.delay += *duration,
            Effect::Answer(reply) => self.answer = Some((**reply).clone()),
            Effect::Header(name, value) => self.headers.push((name.clone(), value.clone())),
            Effect::DropRequest => self.drop_request = true,
            Effect::DropReply => self.drop_reply = true,
            Effect::CutAfter(bytes) => self.cut_after = Some(*bytes),
            Effect::Truncate(bytes) => self.truncate = Some(*bytes),
            Effect::Slow(chunk, pause) => self.slow = Some((*chunk, *pause)),
            Effect::ContentType(value) => self.content_type = Some(value.clone()),
            Effect::EditJson(edit) => self.edits.push(Arc::clone(edit)),
            Effect::RepeatLastPage => self.paging.repeat_last = true,
            Effect::ShiftPages(rows) => self.paging.shift = *rows,
            Effect::CapPages(rows) => self.paging.cap = Some(*rows),
            Effect::IgnoreQuery(name) => self.ignored.push(name.clone()),
            Effect::Meanwhile(deed) => self.meanwhile.push(deed.clone()),
        }
    }
}

/// The faults in force.
#[derive(Default)]
pub(crate) struct FaultBook {
    entries: Vec<Entry>,
    last_id: u64,
}

struct Entry {
    id: FaultId,
    fault: Fault,
    seen: u64,
    hits: u64,
}

impl FaultBook {
    pub(crate) fn add(&mut self, fault: Fault) -> FaultId {
        self.last_id += 1;
        let id = FaultId(self.last_id);
        self.entries.push(Entry {
            id,
            fault,
            seen: 0,
            hits: 0,
        });
        id
    }

    pub(crate) fn remove(&mut self, id: FaultId) {
        self.entries.retain(|entry| entry.id != id);
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(crate) fn hits(&self, id: FaultId) -> u64 {
        self.entries
            .iter()
            .find(|entry| entry.id == id)
            .map_or(0, |entry| entry.hits)
    }

    /// What happens to this request; counts it.
    pub(crate) fn plan(&mut self, call: &Call) -> Plan {
        let mut plan = Plan::default();
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.fault.is_for(call))
        {
            entry.seen += 1;
            let spent = entry.fault.times.is_some_and(|times| entry.hits >= times);
            if entry.seen <= entry.fault.skip || spent || !entry.fault.is_drawn(entry.seen) {
                continue;
            }
            entry.hits += 1;
            for effect in &entry.fault.effects {
                plan.add(effect);
            }
        }
        plan
    }
}
