//! What engines refuse, since which of their versions, and what that makes of a finding.

use crate::report::Report;
use erd_core::{Dialect, Level, Since};

/// An engine that refuses something, and since when.
pub(crate) type Refusal = (Dialect, Since);

/// The targets that refuse what a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    dialects: Vec<Dialect>,
    named: bool,
}

impl Refused {
    /// Deny where the project names a target that refuses it, or all of them do; a warning where it names none, because it may
    /// never run on the one that does.
    pub(crate) fn level(&self) -> Level {
        if self.named || Dialect::ALL.iter().all(|d| self.dialects.contains(d)) {
            Level::Deny
        } else {
            Level::Warn
        }
    }

    /// `MySQL and MariaDB reject` and what.
    pub(crate) fn why(&self, what: &str) -> String {
        let titles: Vec<&str> = self.dialects.iter().map(|d| d.title()).collect();
        match titles.split_last() {
            Some((last, [])) => format!("{last} rejects {what}"),
            Some((last, rest)) => format!("{} and {last} reject {what}", rest.join(", ")),
            None => String::new(),
        }
    }

    /// Whether that engine is one of them.
    pub(crate) fn has(&self, dialect: Dialect) -> bool {
        self.dialects.contains(&dialect)
    }
}

impl Report<'_> {
    /// The targets among these engines, from the version on that is given with each; `None` where there is none.
    pub(crate) fn refused_by(&self, engines: &[Refusal]) -> Option<Refused> {
        let is_one = |(dialect, since): &&Refusal| self.reaches(*dialect, *since);
        let dialects: Vec<Dialect> = engines.iter().filter(is_one).map(|(d, _)| *d).collect();
        let named = self.names_targets();
        (!dialects.is_empty()).then_some(Refused { dialects, named })
    }

    /// The targets that refuse what `fault` finds for them, in all their versions, and what it is for the first of them.
    pub(crate) fn refused_for<T>(
        &self,
        fault: impl Fn(Dialect) -> Option<T>,
    ) -> Option<(Refused, T)> {
        let found = Dialect::ALL.into_iter();
        let found = found.filter_map(|dialect| Some((dialect, fault(dialect)?)));
        let mut found: Vec<(Dialect, T)> = found.collect();
        let engines: Vec<Refusal> = found.iter().map(|(d, _)| (*d, Since::Always)).collect();
        let refused = self.refused_by(&engines)?;
        let first = found.iter().position(|(d, _)| refused.has(*d))?;
        Some((refused, found.swap_remove(first).1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_names_the_engines() {
        let refused = |dialects: &[Dialect], named| Refused {
            dialects: dialects.to_vec(),
            named,
        };
        let one = refused(&[Dialect::MySql], false);
        assert_eq!(one.why("it"), "MySQL rejects it");
        assert_eq!(one.level(), Level::Warn);
        assert_eq!(refused(&[Dialect::MySql], true).level(), Level::Deny);
        let all = refused(&Dialect::ALL, false);
        assert_eq!(all.level(), Level::Deny);
        assert_eq!(
            all.why("it"),
            "PostgreSQL, MySQL, MariaDB and SQLite reject it"
        );
    }
}
