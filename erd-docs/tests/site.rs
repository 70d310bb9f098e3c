//! The whole site of a small schema with hostile names.

use erd_core::schema::{
    Column, ColumnId, ForeignKey, PrimaryKey, Schema, Table, TableId, Target, Type,
};
use erd_core::{Dialect, Engine, Finding, Level, Scalar, Site as Place};
use erd_docs::{File, Site};

const HOSTILE: &str = "\"><script>alert('1')</script>&\u{202e}🦀";

fn schema() -> Schema {
    let column = |name: &str| Column::new(name, Type::Scalar(Scalar::I64));
    let mut parent = Table::new(HOSTILE);
    parent.comment = Some(HOSTILE.into());
    parent.columns.push(column(HOSTILE));
    parent.columns[0].comment = Some(HOSTILE.into());
    parent.primary_key = Some(PrimaryKey::new("k", vec![ColumnId(0)]));
    let mut child = Table::new("orders");
    child.columns.push(column("parent"));
    let to = Target::Table(TableId(0));
    child
        .foreign_keys
        .push(ForeignKey::new("f", [ColumnId(0)], to, [HOSTILE]));
    Schema {
        tables: vec![parent, child],
        ..Schema::default()
    }
}

fn files() -> Vec<File> {
    let finding = Finding {
        id: "F01",
        slug: "fk_without_index",
        level: Level::Deny,
        path: HOSTILE.into(),
        table: "orders".into(),
        site: Place::Entity,
        message: HOSTILE.into(),
        why: HOSTILE.into(),
        help: vec![HOSTILE.into()],
        edit: None,
        silenceable: true,
    };
    Site {
        title: HOSTILE,
        schema: &schema(),
        findings: &[finding],
        engines: &[
            Engine::from(Dialect::Postgres),
            Engine::from(Dialect::Sqlite),
        ],
    }
    .files()
}

fn is_page(file: &File) -> bool {
    let path = std::path::Path::new(&file.path);
    path.extension().is_some_and(|end| end == "html")
}

#[test]
fn every_link_leads_to_a_file_of_the_site() {
    let files = files();
    assert_eq!(files.len(), 6);
    for file in files.iter().filter(|file| is_page(file)) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let links = file
            .text
            .split(" href=\"")
            .chain(file.text.split(" src=\""))
            .skip(1);
        for link in links.filter_map(|rest| rest.split('"').next()) {
            if link.starts_with(['#', '<']) || link.starts_with("data:") {
                continue;
            }
            let target = match link.strip_prefix("../") {
                Some(up) => up.to_owned(),
                None if folder.is_empty() => link.to_owned(),
                None => format!("{folder}/{link}"),
            };
            assert!(
                files.iter().any(|f| f.path == target),
                "{link} in {}",
                file.path
            );
        }
    }
}

#[test]
fn nothing_is_asked_of_the_network_and_no_name_becomes_markup() {
    for file in files().iter().filter(|file| is_page(file)) {
        assert!(
            !file.text.contains("<script>") && !file.text.contains('\u{202e}'),
            "{}",
            file.path
        );
        let addresses = file.text.replace("http://www.w3.org/2000/svg", "");
        assert!(!addresses.contains("http"), "{}", file.path);
    }
}

#[test]
fn a_table_has_its_columns_relations_findings_and_sql() {
    let files = files();
    let page = files.iter().find(|file| file.path == "tables/orders.html");
    let page = &page.expect("a page").text;
    let words = [
        "<h1>orders</h1>",
        "any number to exactly one",
        "fk_without_index",
        "CREATE TABLE",
        "SQLite",
        "<svg",
    ];
    for word in words {
        assert!(page.contains(word), "{word}");
    }
    assert_eq!(files, self::files(), "the same schema is the same site");
}
