//! Pages and their parts.

use crate::Site;
pub(crate) use erd_diagram::escaped;
use std::fmt::Display;

/// A text that stays on its lines.
pub(crate) fn lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// A whole page; `up` leads from it to the folder of the site.
pub(crate) fn page(
    site: &Site<'_>,
    title: &str,
    up: &str,
    class: &str,
    main: impl Display,
) -> String {
    let (title, name) = (escaped(title), escaped(site.title));
    let findings = site.findings.len();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} \u{b7} {name}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{up}site.css\">\n\
         <script src=\"{up}site.js\" defer></script>\n</head>\n<body class=\"{class}\">\n\
         <a class=\"skip\" href=\"#main\">Skip to the content</a>\n\
         <header><a class=\"home\" href=\"{up}index.html\">{name}</a>\n<nav aria-label=\"Site\">\
         <a href=\"{up}index.html\">Tables</a><a href=\"{up}findings.html\">Findings <span class=\"count\">{findings}</span></a></nav></header>\n\
         <main id=\"main\">\n{main}</main>\n</body>\n</html>\n"
    )
}

/// A section with a heading; nothing where it would be empty.
pub(crate) fn section(id: &str, title: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{title}</h2>\n{body}</section>\n")
}

/// A table of cells that are HTML already; nothing without rows. Wide ones scroll, also by the keyboard.
pub(crate) fn table(label: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads = joined(
        columns
            .iter()
            .map(|c| format!("<th scope=\"col\">{c}</th>")),
    );
    let rows = rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(place, cell)| match place {
            0 => format!("<th scope=\"row\">{cell}</th>"),
            _ => format!("<td>{cell}</td>"),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    let rows: String = rows.collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table><thead><tr>{heads}</tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n"
    )
}

pub(crate) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<code>{}</code>", escaped(text))
}

/// Parts behind each other.
pub(crate) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().concat()
}
