//! The operating system behind the engine's ports. Named only in `lib.rs`.

pub(crate) mod clock;
pub(crate) mod demo;
pub(crate) mod desktop;
pub(crate) mod events;
pub(crate) mod notice;
pub(crate) mod settings;
pub(crate) mod vault;
