//! Findings as workflow commands of GitHub Actions, which shows them beside the code of a pull request.

use super::Results;
use erd_core::Level;
use std::fmt::Write;

/// One command for each finding that counts ("Workflow commands for GitHub Actions", setting an error message).
pub fn github(results: &Results<'_>) -> String {
    let mut out = String::new();
    for item in results.open() {
        let finding = item.finding;
        let command = match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &item.place {
            properties.push(format!("file={}", property(&place.file)));
            properties.push(format!("line={}", place.line));
            if let Some(span) = place.span {
                properties.push(format!("col={}", span.column));
                // Theirs is the last column, ours the one after it.
                let last = span.end_column.saturating_sub(1).max(span.column);
                properties.push(format!("endColumn={last}"));
            }
        }
        let title = format!("erd[{}] {}", finding.id, finding.slug);
        properties.push(format!("title={}", property(&title)));
        let said = results.said(finding);
        // The title says which rule it is.
        let said = said.strip_prefix(&format!("{title}: ")).unwrap_or(&said);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "::{command} {}::{}", properties.join(","), data(said));
    }
    out
}

/// A message: the runner undoes `%25`, `%0D` and `%0A` in it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: there `:` and `,` mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{results, shop};

    #[test]
    fn a_finding_is_one_line_at_its_place() {
        let (shop, checked) = shop();
        let text = github(&results(&shop, &checked));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("::warning file=src/customers%2C 1.rs,line=7,"));
        assert_eq!(
            lines[1],
            "::error file=src/orders%2C 1.rs,line=7,col=5,endColumn=15,title=erd[F01] fk_without_index::\
             `billing.orders.customer_id` references `customers` and no index starts with it%0A  \
             why:  deleting or updating a row of `customers` scans all of `billing.orders` and holds its locks meanwhile%0A  \
             help: add `#[erd(index)]` to the field, or an index that starts with (customer_id)%0A  \
             note: allow it with `#[erd(allow(fk_without_index, reason = \"...\"))]`; more: `cargo erd explain F01`"
        );
        assert!(lines[2].starts_with("::error title=erd[K01] no_primary_key::"));
        assert!(lines[3].starts_with("::error file=erd.toml,line=2,title="));
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(data("50 %: a,\r\nb"), "50 %25: a,%0D%0Ab");
        assert_eq!(property("C:\\a,b%"), "C%3A\\a%2Cb%25");
    }
}
