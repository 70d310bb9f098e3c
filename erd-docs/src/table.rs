//! `tables/NAME.html`: one table.

use crate::names::Names;
use crate::sections::{self, Ddl};
use crate::{Site, diagram, findings, html};
use erd_core::schema::TableWalker;
use erd_diagram::{Diagram, Selection, View};

pub(crate) fn page(site: &Site<'_>, names: &Names, ddl: &Ddl, table: TableWalker<'_>) -> String {
    let path = table.path();
    let around = Selection::beside(site.schema, table.id());
    let title = format!("{path} and the tables beside it");
    let picture = diagram::picture(site, names, &around, (&title, ""));
    let picture = format!(
        "<div class=\"scroll picture\" tabindex=\"0\" role=\"group\" aria-label=\"Picture\">\n{picture}</div>\n"
    );
    let found = site.findings.iter().filter(|finding| finding.table == path);
    let found: String = found.map(|finding| findings::item(finding, None)).collect();
    let comment = table.comment.as_deref().unwrap_or_default();
    let body = [
        format!("<h1>{}</h1>\n", html::escaped(&path)),
        format!(
            "<p class=\"lead\">{}</p>\n{}",
            html::lines(comment),
            traits(site, table)
        ),
        html::section("columns", "Columns", &sections::columns(site.schema, table)),
        html::section(
            "references",
            "References",
            &sections::references(table, names),
        ),
        html::section(
            "referenced",
            "Referenced by",
            &sections::referenced(table, names),
        ),
        html::section("beside", "The tables beside it", &picture),
        html::section(
            "indexes",
            "Indexes and unique keys",
            &sections::indexes(table),
        ),
        html::section("checks", "Checks", &sections::checks(table)),
        html::section("access", "How it is read", &sections::access(table)),
        html::section(
            "objects",
            "Triggers and policies",
            &sections::objects(site.schema, table),
        ),
        html::section("found", "Findings", &found),
        html::section("ddl", "SQL", &ddl.of(&path)),
    ];
    html::page(site, &path, "../", "table", body.concat())
}

fn traits(site: &Site<'_>, table: TableWalker<'_>) -> String {
    let one = Selection::one(site.schema, table.id());
    let diagram = Diagram::new(&one, &View::default());
    let traits = diagram.entities.iter().flat_map(|entity| &entity.traits);
    let traits = html::joined(traits.map(|t| format!("<li>{}</li>", html::escaped(&t.words()))));
    if traits.is_empty() {
        return traits;
    }
    format!("<ul class=\"traits\">{traits}</ul>\n")
}
