//! What rules and differences are for programs.

use erd_checks::render::{Item, Results, Silenced, fingerprint};
use erd_json::{
    Allowed, By, Check, CheckSummary, Counts, Difference, Finding, Level, Lint, LintSummary, Phase,
    Place, Verb,
};
use erd_migrate::Entry;

/// What the rules find in a schema.
pub(crate) fn check(results: &Results<'_>) -> Check {
    Check {
        summary: CheckSummary {
            tables: results.count,
            counts: counts(results),
        },
        findings: results.items.iter().map(finding).collect(),
    }
}

/// What the rules find in migrations.
pub(crate) fn lint(results: &Results<'_>) -> Lint {
    Lint {
        summary: LintSummary {
            migrations: results.count,
            counts: counts(results),
        },
        findings: results.items.iter().map(finding).collect(),
    }
}

fn counts(results: &Results<'_>) -> Counts {
    Counts {
        errors: results.count(erd_core::Level::Deny),
        warnings: results.count(erd_core::Level::Warn),
        notes: results.count(erd_core::Level::Allow),
        silenced: results.silenced(),
    }
}

/// A finding.
pub(crate) fn finding(item: &Item<'_>) -> Finding {
    let finding = item.finding;
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Finding {
        id: finding.id.to_owned(),
        rule: finding.slug.to_owned(),
        level: level(finding.level),
        fingerprint: fingerprint(finding),
        path: finding.path.clone(),
        table: said(&finding.table),
        entity: said(item.entity),
        place: item.place.as_ref().map(|place| Place {
            file: place.file.clone(),
            line: place.line,
            column: place.span.map(|span| span.column),
            end_column: place.span.map(|span| span.end_column),
        }),
        message: finding.message.clone(),
        why: finding.why.clone(),
        help: finding.help.clone(),
        can_be_allowed: finding.silenceable,
        silenced: item.silenced.as_ref().map(|silenced| Allowed {
            by: match silenced {
                Silenced::Code(_) => By::Code,
                Silenced::Project(_) => By::Project,
                Silenced::Baseline => By::Baseline,
            },
            reason: silenced.reason().to_owned(),
        }),
    }
}

pub(crate) const fn level(level: erd_core::Level) -> Level {
    match level {
        erd_core::Level::Deny => Level::Deny,
        erd_core::Level::Warn => Level::Warn,
        erd_core::Level::Allow => Level::Allow,
    }
}

pub(crate) const fn phase(phase: erd_migrate::Phase) -> Phase {
    match phase {
        erd_migrate::Phase::Expand => Phase::Expand,
        erd_migrate::Phase::Backfill => Phase::Backfill,
        erd_migrate::Phase::Contract => Phase::Contract,
    }
}

/// The steps of a difference.
pub(crate) fn differences(entries: Vec<Entry>) -> Vec<Difference> {
    let difference = |entry: Entry| Difference {
        verb: match entry.verb {
            erd_migrate::Verb::Add => Verb::Add,
            erd_migrate::Verb::Drop => Verb::Drop,
            erd_migrate::Verb::Change => Verb::Change,
            erd_migrate::Verb::Rename => Verb::Rename,
        },
        kind: entry.kind,
        path: entry.path,
        from: entry.from,
        to: entry.to,
    };
    entries.into_iter().map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::{Schema, Table};

    #[test]
    fn what_is_not_known_is_null() {
        let schema = Schema {
            tables: vec![Table::new("notes")],
            ..Schema::default()
        };
        let config = erd_checks::config::read(
            "[rules]\nno_such = \"deny\"\n[[allow]]\nrule = \"no_primary_key\"\ntarget = \"notes\"\nreason = \"a log\"\n",
        );
        let checked = erd_checks::check_schema_with(&schema, &config.expect("a good file"));
        let place = erd_checks::render::Place {
            file: "erd.toml".to_owned(),
            line: 2,
            span: None,
        };
        let results = Results::new(&schema, &checked, |_, _| None, |_| Some(place.clone()));
        let check = check(&results);
        assert_eq!(
            (check.summary.tables, check.summary.counts.silenced),
            (1, 1)
        );
        let of = |id: &str| check.findings.iter().find(|f| f.id == id);
        let allowed = of("K01").expect("a table without a key");
        assert_eq!(allowed.fingerprint, "K01 notes");
        assert_eq!((&allowed.entity, &allowed.place), (&None, &None));
        let silenced = allowed.silenced.as_ref();
        assert_eq!(silenced.map(|s| s.reason.as_str()), Some("a log"));
        let unknown = of("U02").expect("a rule that does not exist");
        let place = unknown.place.as_ref().expect("a line of the file");
        assert_eq!((place.line, place.column), (2, None));
        assert_eq!(unknown.table, None);
    }
}
