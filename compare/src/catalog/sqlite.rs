//! SQLite: pragmas, and the text of CREATE TABLE for what they leave out.

use testkit::Scratch;

use super::sqlite_text::{Clause, clauses};
use super::{counts, rows};
use crate::item::{Catalog, Kind};

pub(crate) fn read(database: &mut Scratch) -> Result<Catalog, String> {
    let mut catalog = Catalog::default();
    for [version] in rows(database, "SELECT sqlite_version()")? {
        catalog.server = format!("SQLite {version}");
    }
    let sql = "SELECT m.name, m.sql, l.strict, l.wr FROM sqlite_schema m JOIN pragma_table_list(m.name) l
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.schema = 'main' ORDER BY 1";
    for [table, text, strict, without_rowid] in rows(database, sql)? {
        let yes = |flag: &str| if flag == "1" { "yes" } else { "no" }.to_owned();
        let facts = vec![
            ("STRICT", yes(&strict)),
            ("WITHOUT ROWID", yes(&without_rowid)),
        ];
        catalog.push(Kind::Table, &table, "", "", facts);
        let clauses = clauses(&text);
        columns(database, &mut catalog, &table, &text)?;
        foreign_keys(database, &mut catalog, &table, &clauses)?;
        indexes(database, &mut catalog, &table)?;
        for clause in clauses.iter().filter(|clause| clause.keyword == "CHECK") {
            let facts = vec![("expression", clause.body.clone())];
            catalog.push(Kind::Check, &table, &clause.name, &clause.body, facts);
        }
    }
    let count = |kind: &str| format!("SELECT count(*) FROM sqlite_schema WHERE type = '{kind}'");
    counts(
        database,
        &mut catalog,
        &[("triggers", &count("trigger")), ("views", &count("view"))],
    )?;
    Ok(catalog)
}

fn columns(
    database: &mut Scratch,
    catalog: &mut Catalog,
    table: &str,
    text: &str,
) -> Result<(), String> {
    let sql = format!(
        "SELECT name, upper(type), iif(\"notnull\", 'NOT NULL', 'NULL'), dflt_value, pk, hidden
         FROM pragma_table_xinfo({}) ORDER BY cid",
        quoted(table)
    );
    let mut key: Vec<(usize, String)> = Vec::new();
    for [column, ty, null, default, position, hidden] in rows(database, &sql)? {
        if let Ok(position @ 1..) = position.parse() {
            key.push((position, column.clone()));
        }
        let automatic = position == "1" && text.to_uppercase().contains("AUTOINCREMENT");
        let facts = vec![
            ("type", ty),
            ("null", null),
            (
                "default",
                if default == "NULL" {
                    String::new()
                } else {
                    default
                },
            ),
            (
                "numbers",
                if automatic {
                    "AUTOINCREMENT".to_owned()
                } else {
                    String::new()
                },
            ),
            (
                "generated",
                if hidden == "0" {
                    String::new()
                } else {
                    "yes".to_owned()
                },
            ),
        ];
        catalog.push(Kind::Column, table, &column, "", facts);
    }
    key.sort();
    if !key.is_empty() {
        let columns: Vec<String> = key.into_iter().map(|(_, column)| column).collect();
        catalog.push(
            Kind::PrimaryKey,
            table,
            "",
            "",
            vec![("keys", columns.join(", "))],
        );
    }
    Ok(())
}

fn foreign_keys(
    database: &mut Scratch,
    catalog: &mut Catalog,
    table: &str,
    clauses: &[Clause],
) -> Result<(), String> {
    let sql = format!(
        "SELECT group_concat(\"from\", ', '), \"table\", group_concat(coalesce(\"to\", ''), ', '), on_delete, on_update
         FROM (SELECT * FROM pragma_foreign_key_list({}) ORDER BY id DESC, seq) GROUP BY id ORDER BY id DESC",
        quoted(table)
    );
    for [columns, target, target_columns, delete, update] in rows(database, &sql)? {
        // The catalog keeps neither the name nor whether the check can be put off; the text does.
        let clause = clauses
            .iter()
            .find(|clause| clause.keyword == "FOREIGN KEY" && clause.columns() == columns);
        let key = format!("({columns}) -> {target} ({target_columns})");
        let facts = vec![
            ("key", key.clone()),
            ("ON DELETE", delete),
            ("ON UPDATE", update),
            (
                "deferrable",
                clause.map(Clause::deferrable).unwrap_or_default(),
            ),
        ];
        catalog.push(
            Kind::ForeignKey,
            table,
            clause.map_or("", |clause| &clause.name),
            &key,
            facts,
        );
    }
    Ok(())
}

fn indexes(database: &mut Scratch, catalog: &mut Catalog, table: &str) -> Result<(), String> {
    let sql = format!(
        "SELECT l.name, iif(l.\"unique\", 'unique', ''), l.origin,
                (SELECT group_concat(coalesce(x.name, '<expression>') || iif(x.desc, ' DESC', ''), ', ')
                 FROM (SELECT * FROM pragma_index_xinfo(l.name) WHERE key ORDER BY seqno) x),
                iif(l.partial OR EXISTS (SELECT 1 FROM pragma_index_xinfo(l.name) WHERE key AND cid = -2), m.sql, '')
         FROM pragma_index_list({}) l LEFT JOIN sqlite_schema m ON m.name = l.name AND m.type = 'index'
         WHERE l.origin <> 'pk' ORDER BY 1",
        quoted(table)
    );
    for [name, unique, origin, keys, text] in rows(database, &sql)? {
        let facts = vec![
            ("unique", unique.clone()),
            ("keys", keys.clone()),
            ("text", text),
        ];
        let kind = if origin == "u" {
            Kind::Unique
        } else {
            Kind::Index
        };
        let name = if origin == "u" { "" } else { &name };
        catalog.push(kind, table, name, &format!("{unique} {keys}"), facts);
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
