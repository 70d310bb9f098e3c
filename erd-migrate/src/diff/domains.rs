//! Domains: to an expression a value of one is a value of the type beneath it.

use erd_core::schema::{ObjectKind, Schema};
use erd_core::{Dialect, Family};
use erd_ddl::expression::{Word, type_name, words};
use std::collections::BTreeMap;

/// The types beneath domains, by the names of the domains.
#[derive(Debug, Default)]
pub(super) struct Domains(BTreeMap<String, String>);

impl Domains {
    /// The domains of these schemas; only PostgreSQL has them.
    pub(super) fn of(schemas: &[&Schema], dialect: Dialect) -> Self {
        if !dialect.is(Family::Postgres) {
            return Self::default();
        }
        let objects = schemas.iter().flat_map(|schema| &schema.objects);
        let domains = objects.filter(|object| object.kind == ObjectKind::Domain);
        let pairs = domains.filter_map(|domain| {
            let text = domain.create.first()?.get(dialect)?;
            let name = match domain.schema.as_deref() {
                None | Some("public") => domain.name.clone(),
                Some(schema) => format!("{schema}.{}", domain.name),
            };
            Some((
                type_name(&name, dialect),
                type_name(&beneath(text)?, dialect),
            ))
        });
        Self(pairs.collect())
    }

    /// The type beneath a domain, or beneath the domain beneath it; any other type as it is.
    pub(super) fn base<'t>(&'t self, ty: &'t str) -> &'t str {
        let mut base = ty;
        // As many steps as there are domains, should two lead to each other.
        for _ in 0..self.0.len() {
            match self.0.get(base) {
                Some(beneath) => base = beneath,
                None => break,
            }
        }
        base
    }
}

/// What stands behind the name in `CREATE DOMAIN name [AS] type ..`.
fn beneath(text: &str) -> Option<String> {
    let all = words(text, Dialect::Postgres);
    let mut rest = all
        .iter()
        .skip_while(|word| !word.is("domain"))
        .skip(1)
        .peekable();
    rest.next()?;
    while rest.next_if(|word| word.is(".")).is_some() {
        rest.next()?;
    }
    rest.next_if(|word| word.is("as"));
    let ends = [
        "collate",
        "default",
        "constraint",
        "not",
        "null",
        "check",
        ";",
    ];
    let mut out = String::new();
    for word in rest.take_while(|word| !ends.iter().any(|end| word.is(end))) {
        match word {
            Word::Name(name) => {
                if out.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
                    out.push(' ');
                }
                out.push_str(name);
            }
            Word::Mark(mark) => out.push_str(mark),
            Word::Text(_) | Word::Body(_) => return None,
        }
    }
    Some(out).filter(|out| !out.is_empty())
}

#[cfg(test)]
mod tests {
    use super::beneath;

    #[test]
    fn the_type_beneath_a_domain() {
        for (text, ty) in [
            ("CREATE DOMAIN email AS text CHECK (VALUE ~ '@')", "text"),
            (
                "CREATE DOMAIN a.\"b c\" AS character varying(20) COLLATE \"C\" NOT NULL",
                "character varying(20)",
            ),
            ("create domain n numeric(10, 2) default 0", "numeric(10,2)"),
            (
                "CREATE DOMAIN ts AS timestamp(3) with time zone",
                "timestamp(3) with time zone",
            ),
            ("CREATE DOMAIN tags AS text[]", "text[]"),
        ] {
            assert_eq!(beneath(text).as_deref(), Some(ty), "{text}");
        }
        assert_eq!(beneath("CREATE TABLE t (a int)"), None);
    }
}
