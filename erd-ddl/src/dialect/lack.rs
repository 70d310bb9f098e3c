//! What a dialect lacks.

use crate::error::Code;
use erd_core::Capability;

/// A feature that a dialect lacks, and what to write instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lack {
    pub(crate) code: Code,
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
    /// What the versions can do that lack it no more.
    pub(crate) until: Option<Capability>,
}

impl Lack {
    /// Of every version.
    pub(crate) const fn new(code: Code, message: &'static str, help: &'static str) -> Self {
        Self {
            code,
            message,
            help,
            until: None,
        }
    }

    /// Of the versions before those that can do something.
    pub(crate) const fn until(self, capability: Capability) -> Self {
        Self {
            until: Some(capability),
            ..self
        }
    }
}
