//! `cargo erd check`: every rule on the schema of a crate.

use crate::cli;
use crate::error::Error;
use crate::output::{self, ERROR, TITLE, WARNING};
use erd_core::schema::{Schema, Source, Table};
use erd_core::{Finding, Level};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &cli::Check) -> Result<ExitCode, Error> {
    let schema = super::schema(&args.subject)?;
    let mut findings = erd_checks::check_schema(&schema);
    findings.retain(|finding| finding.level != Level::Allow);
    let here = std::env::current_dir().unwrap_or_default();
    output::result(&render(&schema, &findings, &here))?;
    output::note(summary(&schema, &findings));
    Ok(ExitCode::from(exit_code(&findings)))
}

/// 1 if a finding would fail the build; warnings are for people.
fn exit_code(findings: &[Finding]) -> u8 {
    u8::from(findings.iter().any(|finding| finding.level == Level::Deny))
}

/// The findings under the entities that they are about.
fn render(schema: &Schema, findings: &[Finding], here: &Path) -> String {
    let mut out = String::new();
    let mut current = None;
    for finding in findings {
        if current != Some(&finding.table) {
            if current.is_some() {
                out.push('\n');
            }
            let _ = writeln!(out, "{TITLE}{}{TITLE:#}", title(schema, finding, here));
            current = Some(&finding.table);
        }
        let (style, word) = match finding.level {
            Level::Deny => (ERROR, "error"),
            Level::Warn | Level::Allow => (WARNING, "warning"),
        };
        let _ = writeln!(
            out,
            "  {style}{word}{style:#}: {}",
            finding.render().replace('\n', "\n  ")
        );
    }
    out
}

/// `Order (orders) at src/lib.rs:12`.
fn title(schema: &Schema, finding: &Finding, here: &Path) -> String {
    let Some(table) = schema.tables.iter().find(|t| path(t) == finding.table) else {
        return String::from("the schema");
    };
    let mut title = match table.entity.as_str() {
        "" => finding.table.clone(),
        entity => format!("{entity} ({})", finding.table),
    };
    if let Some(Source { file, line }) = &table.source {
        let file = Path::new(file);
        let file = file.strip_prefix(here).unwrap_or(file).display();
        let _ = write!(title, " at {file}:{line}");
    }
    title
}

/// How a finding names its table.
fn path(table: &Table) -> String {
    match &table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.clone(),
    }
}

fn summary(schema: &Schema, findings: &[Finding]) -> String {
    let denied = findings.iter().filter(|f| f.level == Level::Deny).count();
    let found = match (denied, findings.len() - denied) {
        (0, 0) => String::from("no findings"),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!("checked {}: {found}", count(schema.tables.len(), "table"))
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Site;

    fn finding(table: &str, level: Level) -> Finding {
        Finding {
            id: "K01",
            slug: "no_primary_key",
            level,
            path: table.into(),
            table: table.into(),
            site: Site::Entity,
            message: format!("`{table}` has no primary key"),
            why: "rows cannot be told apart".into(),
            help: vec!["add one".into()],
            silenceable: false,
        }
    }

    fn schema() -> Schema {
        let mut orders = Table::new("orders");
        orders.entity = "Order".into();
        orders.schema = Some("billing".into());
        orders.source = Some(Source {
            file: "/home/ann/shop/src/lib.rs".into(),
            line: 12,
        });
        Schema {
            tables: vec![orders, Table::new("found")],
            enums: vec![],
        }
    }

    #[test]
    fn findings_stand_under_their_entity_with_its_place() {
        let findings = [
            finding("billing.orders", Level::Deny),
            finding("billing.orders", Level::Warn),
            finding("found", Level::Warn),
            finding("", Level::Warn),
        ];
        let text = render(&schema(), &findings, Path::new("/home/ann/shop"));
        insta::assert_snapshot!(anstream::adapter::strip_str(&text));
    }

    #[test]
    fn only_denied_findings_fail() {
        let (deny, warn) = (finding("found", Level::Deny), finding("found", Level::Warn));
        assert_eq!(exit_code(&[]), 0);
        assert_eq!(exit_code(std::slice::from_ref(&warn)), 0);
        assert_eq!(exit_code(&[warn, deny]), 1);
    }

    #[test]
    fn the_summary_counts_what_there_is() {
        let (deny, warn) = (finding("found", Level::Deny), finding("found", Level::Warn));
        assert_eq!(summary(&schema(), &[]), "checked 2 tables: no findings");
        assert_eq!(
            summary(&schema(), std::slice::from_ref(&deny)),
            "checked 2 tables: 1 error"
        );
        assert_eq!(
            summary(&schema(), &[deny, warn.clone(), warn]),
            "checked 2 tables: 1 error, 2 warnings"
        );
    }
}
