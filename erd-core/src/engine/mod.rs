//! A database engine is a value: a product, its oldest version, and what that version can do.
//!
//! Code asks for a [`Capability`]; it does not compare products. Only what *is* an engine (its folder of DDL, its reader,
//! a rule about its behaviour) matches on [`Dialect`] or [`Family`].

mod capability;
mod dialect;

pub use capability::{Capability, FACTS, Fact, Since};
pub use dialect::{Dialect, Family, ParseDialectError};

/// A product, and the oldest version of it that has to take the statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The product.
    pub dialect: Dialect,
    /// Its oldest version, as in 10.11; `(0, 0)` where nobody said, which is the oldest that erd supports.
    pub version: (u32, u32),
}

impl Engine {
    /// With a version as `erd.toml` states it: `[10, 11]`, `[14]`, or nothing.
    pub fn new(dialect: Dialect, version: &[u32]) -> Self {
        let part = |i: usize| version.get(i).copied().unwrap_or(0);
        Self {
            dialect,
            version: (part(0), part(1)),
        }
    }

    /// Whether this version can do that.
    pub fn has(self, capability: Capability) -> bool {
        match Fact::of(capability).since(self.dialect) {
            Since::Always => true,
            Since::Never => false,
            Since::Version(major, minor) => self.version >= (major, minor),
        }
    }
}

impl From<Dialect> for Engine {
    fn from(dialect: Dialect) -> Self {
        Self::new(dialect, &[])
    }
}

impl Dialect {
    /// Whether every version that erd supports can do that.
    pub fn has(self, capability: Capability) -> bool {
        Engine::from(self).has(capability)
    }

    /// Whether some version can do that.
    pub fn may_have(self, capability: Capability) -> bool {
        Fact::of(capability).since(self) != Since::Never
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_decides_where_the_fact_has_one() {
        let new = |version: &[u32]| Engine::new(Dialect::Postgres, version);
        assert!(new(&[15]).has(Capability::SecurityInvokerViews));
        assert!(!new(&[14]).has(Capability::SecurityInvokerViews));
        assert!(!Dialect::Postgres.has(Capability::SecurityInvokerViews));
        assert!(Dialect::Postgres.may_have(Capability::SecurityInvokerViews));
        assert!(!Dialect::Sqlite.may_have(Capability::Namespaces));
    }
}
