//! `index.html`: the picture of all tables, and their list.

use crate::names::Names;
use crate::{Site, diagram, html};
use erd_core::schema::TableWalker;
use erd_diagram::Selection;
use std::collections::BTreeMap;

pub(crate) fn page(site: &Site<'_>, names: &Names) -> String {
    let picture = diagram::picture(
        site,
        names,
        &Selection::all(site.schema),
        ("All tables", "tables/"),
    );
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in site.findings {
        *found.entry(finding.table.as_str()).or_default() += 1;
    }
    let mut referenced = vec![0_usize; site.schema.tables.len()];
    for key in site
        .schema
        .walk_tables()
        .flat_map(TableWalker::foreign_keys)
    {
        if let Some(target) = key.target() {
            referenced[target.id().0] += 1;
        }
    }
    let rows = site.schema.walk_tables().map(|table| {
        let path = table.path();
        vec![
            format!(
                "<a href=\"tables/{}\">{}</a>",
                names.file(table.id()),
                html::escaped(&path)
            ),
            html::escaped(table.comment.as_deref().unwrap_or_default()),
            table.columns.len().to_string(),
            table.foreign_keys.len().to_string(),
            referenced[table.id().0].to_string(),
            found.get(path.as_str()).copied().unwrap_or(0).to_string(),
        ]
    });
    let columns = [
        "Table",
        "What it is",
        "Columns",
        "References",
        "Referenced",
        "Findings",
    ];
    let list = html::table("All tables", &columns, &rows.collect::<Vec<_>>());
    let body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n\
         <div class=\"tools\" hidden><label for=\"search\">Find a table</label>\
         <input id=\"search\" type=\"search\" autocomplete=\"off\" placeholder=\"name\" aria-describedby=\"search-help\">\
         <span id=\"search-help\" class=\"quiet\">Enter shows it, Escape shows all</span>\
         <span class=\"zoom\"><button type=\"button\" data-zoom=\"out\" aria-label=\"Smaller\">\u{2212}</button>\
         <button type=\"button\" data-zoom=\"in\" aria-label=\"Larger\">+</button>\
         <button type=\"button\" data-zoom=\"fit\">Fit</button></span>\
         <span id=\"said\" class=\"quiet\" role=\"status\"></span></div>\n\
         <div class=\"canvas\" id=\"canvas\" tabindex=\"0\" role=\"group\" aria-label=\"Picture of all tables\">\n{picture}</div>\n{}",
        html::escaped(site.title),
        summary(site),
        html::section("list", "Tables", &list)
    );
    html::page(site, "Tables", "", "overview", body)
}

fn summary(site: &Site<'_>) -> String {
    let count = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let columns = site.schema.tables.iter().map(|t| t.columns.len()).sum();
    let keys = site
        .schema
        .tables
        .iter()
        .map(|t| t.foreign_keys.len())
        .sum();
    format!(
        "{}, {}, {}, {}.",
        count(site.schema.tables.len(), "table", "tables"),
        count(columns, "column", "columns"),
        count(keys, "foreign key", "foreign keys"),
        count(site.findings.len(), "finding", "findings")
    )
}
