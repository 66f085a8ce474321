//! What only a program with a window has behind the engine's ports. Named only in `lib.rs`; the rest is `platform`.

pub(crate) mod demo;
pub(crate) mod desktop;
pub(crate) mod events;
pub(crate) mod notice;
