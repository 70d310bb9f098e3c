//! `findings.html`, and the findings of one table.

use crate::names::Names;
use crate::{Site, html};
use erd_core::{Finding, Level};

pub(crate) fn page(site: &Site<'_>, names: &Names) -> String {
    let mut body = "<h1>Findings</h1>\n".to_owned();
    if site.findings.is_empty() {
        body.push_str("<p class=\"lead\">No rule found anything.</p>\n");
    }
    let levels = [
        (Level::Deny, "deny", "Must be mended"),
        (Level::Warn, "warn", "Should be mended"),
        (Level::Allow, "allow", "To know"),
    ];
    for (level, id, title) in levels {
        let found = site
            .findings
            .iter()
            .filter(|finding| finding.level == level);
        let list: String = found
            .map(|finding| item(finding, Some(&page_of(site, names, finding))))
            .collect();
        body.push_str(&html::section(id, title, &list));
    }
    html::page(site, "Findings", "", "findings", body)
}

/// The page of the table that a finding is in.
fn page_of(site: &Site<'_>, names: &Names, finding: &Finding) -> String {
    let table = site
        .schema
        .walk_tables()
        .find(|table| table.path() == finding.table);
    table.map_or_else(String::new, |table| {
        format!("tables/{}", names.file(table.id()))
    })
}

/// A finding with its explanation; `page` is that of its table, where it is not this one.
pub(crate) fn item(finding: &Finding, page: Option<&str>) -> String {
    let level = match finding.level {
        Level::Deny => "deny",
        Level::Warn => "warn",
        Level::Allow => "allow",
    };
    let path = match page {
        Some(page) if !page.is_empty() => {
            format!("<a href=\"{page}\">{}</a>", html::escaped(&finding.path))
        }
        _ => html::escaped(&finding.path),
    };
    let help = html::joined(
        finding
            .help
            .iter()
            .map(|help| format!("<li>{}</li>", ticks(help))),
    );
    format!(
        "<article class=\"finding {level}\"><h3>{path}</h3>\n<p>{}</p>\n<p class=\"quiet\">{}</p>\n<ul>{help}</ul>\n\
         <p class=\"rule\"><span class=\"level\">{level}</span> {} {}</p></article>\n",
        ticks(&finding.message),
        ticks(&finding.why),
        finding.id,
        html::code(finding.slug),
    )
}

/// A text in which what stands between backticks is code.
fn ticks(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let part = |(place, part): (usize, &&str)| match place % 2 {
        1 if place < last => html::code(part),
        1 => format!("`{}", html::escaped(part)),
        _ => html::escaped(part),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(
            ticks("use `a<b>` & c"),
            "use <code>a&lt;b&gt;</code> &amp; c"
        );
        assert_eq!(ticks("one ` alone"), "one ` alone");
        assert_eq!(ticks(""), "");
    }
}
