//! A database engine is a value: a product, its oldest version, and what that version can do. Several products may speak
//! one language, the [`Dialect`].
//!
//! Code asks for a [`Capability`]; it does not compare products. Only what *is* an engine (its folder of DDL, its reader,
//! a rule about its behaviour) matches on [`Dialect`] or [`Family`].

mod capability;
mod cockroachdb;
mod dialect;
mod product;
mod version;

use crate::schema::ObjectKind;
pub use capability::{Capability, FACTS, Fact};
pub use dialect::{Dialect, Family, ParseDialectError};
pub use product::{DdlOnly, First, ParseProductError, Product};
pub use version::{Since, Version, since};

/// A product, and the oldest version of it that has to take the statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The language that it speaks.
    pub dialect: Dialect,
    /// The product.
    pub product: Product,
    /// Its oldest version, as far as it is stated.
    pub version: Version,
}

impl Engine {
    /// With a version as `erd.toml` states it: `[10, 11]`, `[14]`, or nothing.
    pub fn new(product: impl Into<Product>, version: &[u32]) -> Self {
        let product = product.into();
        Self {
            dialect: product.dialect(),
            product,
            version: Version::new(version),
        }
    }

    /// Whether every server that it stands for can do that: to ask before erd does something by itself.
    pub fn has(self, capability: Capability) -> bool {
        match Fact::of(capability).since(self.product) {
            Since::Always => true,
            Since::Never => false,
            Since::From(since) => self.version.is_at_least(since, self.product.oldest()),
        }
    }

    /// Whether some server that it stands for can do that: to ask before something is refused that somebody wrote.
    pub fn may_have(self, capability: Capability) -> bool {
        self.may_be(Fact::of(capability).since(self.product))
    }

    /// Whether some server that it stands for has objects of a kind.
    pub fn may_have_objects(self, kind: ObjectKind) -> bool {
        self.may_be(self.product.objects(kind))
    }

    /// Whether something is so on some server that it stands for.
    pub fn may_be(self, since: Since) -> bool {
        match since {
            Since::Always => true,
            Since::Never => false,
            Since::From(since) => self.version.reaches(since),
        }
    }
}

impl From<Product> for Engine {
    fn from(product: Product) -> Self {
        Self::new(product, &[])
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
        Engine::from(self).may_have(capability)
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
        assert!(!new(&[14]).may_have(Capability::SecurityInvokerViews));
    }

    #[test]
    fn a_version_that_nobody_stated_is_any_that_is_supported() {
        assert!(!Dialect::Postgres.has(Capability::SecurityInvokerViews));
        assert!(Dialect::Postgres.may_have(Capability::SecurityInvokerViews));
        assert!(!Dialect::Sqlite.may_have(Capability::Namespaces));
        // 10.7 is the oldest that is supported, so nothing newer is needed for it; a project may state an older one.
        assert!(Dialect::MariaDb.has(Capability::UuidType));
        assert!(!Engine::new(Dialect::MariaDb, &[10, 6]).may_have(Capability::UuidType));
    }
}
