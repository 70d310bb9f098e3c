//! Findings as plain text.

use erd_core::{Finding, Level};
use std::fmt::Write;

/// A list of findings, one block for each, under the name of their table; ends with a line that counts them. Empty where
/// there are none. The order is kept, so findings of one table should follow one another, as
/// [`check_schema`](crate::check_schema) has them.
pub fn text(findings: &[Finding]) -> String {
    let mut out = String::new();
    let mut table = None;
    for finding in findings {
        if table != Some(&finding.table) {
            table = Some(&finding.table);
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{}", finding.table);
        }
        for line in finding.render().lines() {
            let _ = writeln!(out, "  {line}");
        }
        out.push('\n');
    }
    if !findings.is_empty() {
        let count = |level| findings.iter().filter(|f| f.level == level).count();
        let errors = counted(count(Level::Deny), "error");
        let warnings = counted(count(Level::Warn), "warning");
        let _ = writeln!(out, "{errors}, {warnings}");
    }
    out
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_schema;
    use crate::testing::{schema, table};

    #[test]
    fn findings_stand_under_their_table() {
        let found = check_schema(&schema([
            table("logs").columns(["a"]).index(["a"]).index(["a"]),
            table("tags").columns(["name"]),
        ]));
        let text = text(&found);
        let heads: Vec<&str> = text
            .lines()
            .filter(|l| !l.starts_with(' ') && !l.is_empty())
            .collect();
        assert_eq!(heads, ["logs", "tags", "4 errors, 0 warnings"]);
        assert!(text.contains("\n  erd[I03] duplicate_index: "));
        assert!(text.contains("\n    why:  every write"));
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        assert_eq!(text(&[]), "");
    }
}
