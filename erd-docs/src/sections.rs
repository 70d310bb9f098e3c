//! The sections of a table's page.

use crate::names::Names;
use crate::{Site, html};
use erd_core::schema::{
    ColumnId, ForeignKeyWalker, Index, IndexKind, KeyPart, Order, Schema, Sql, Table, TableWalker,
};
use erd_diagram::{Diagram, Selection, View};
use std::collections::BTreeMap;

pub(crate) fn columns(schema: &Schema, table: TableWalker<'_>) -> String {
    let diagram = Diagram::new(&Selection::one(schema, table.id()), &View::default());
    let rows = diagram
        .entities
        .iter()
        .flat_map(|entity| &entity.rows)
        .zip(&table.columns)
        .map(|(row, column)| {
            let keys = [
                ("PK", row.primary),
                ("FK", row.foreign),
                ("unique", row.unique.is_some()),
            ];
            let keys: Vec<&str> = keys
                .iter()
                .filter(|(_, holds)| *holds)
                .map(|(key, _)| *key)
                .collect();
            vec![
                html::escaped(&row.name),
                html::code(&row.ty),
                if row.nullable { "NULL" } else { "" }.to_owned(),
                keys.join(", "),
                sql(&column.default),
                html::escaped(&row.values.join(" | ")),
                html::lines(column.comment.as_deref().unwrap_or_default()),
            ]
        });
    let heads = [
        "Column",
        "Type",
        "May be",
        "Key",
        "Default",
        "Values",
        "What it is",
    ];
    html::table("Columns", &heads, &rows.collect::<Vec<_>>())
}

/// The texts of all engines, each once.
fn sql(sql: &Sql) -> String {
    let mut texts: Vec<&str> = sql.texts().collect();
    texts.dedup();
    texts
        .into_iter()
        .map(html::code)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn references(table: TableWalker<'_>, names: &Names) -> String {
    let rows = table
        .foreign_keys()
        .filter_map(|key| Some(relation(key, key.target()?, names)));
    let heads = [
        "Columns",
        "Table",
        "Referenced columns",
        "How many",
        "ON DELETE",
        "ON UPDATE",
    ];
    html::table("References", &heads, &rows.collect::<Vec<_>>())
}

pub(crate) fn referenced(table: TableWalker<'_>, names: &Names) -> String {
    let rows = table.referencing_keys().map(|key| {
        let mut row = relation(key, key.table(), names);
        row.swap(0, 1);
        row
    });
    let heads = [
        "Table",
        "Columns",
        "Referenced columns",
        "How many",
        "ON DELETE",
        "ON UPDATE",
    ];
    html::table("Referenced by", &heads, &rows.collect::<Vec<_>>())
}

fn relation(key: ForeignKeyWalker<'_>, other: TableWalker<'_>, names: &Names) -> Vec<String> {
    let foreign = key.foreign_key();
    let one = if key.is_optional() {
        "at most one"
    } else {
        "exactly one"
    };
    let many = if key.is_one_to_one() {
        "at most one"
    } else {
        "any number"
    };
    let action =
        |action: Option<erd_core::schema::Action>| action.map_or("", |a| a.sql()).to_owned();
    vec![
        html::code(&key.table().column_list(&foreign.columns)),
        format!(
            "<a href=\"{}\">{}</a>",
            names.file(other.id()),
            html::escaped(&other.path())
        ),
        html::code(&foreign.target_columns.join(", ")),
        format!("{many} to {one}"),
        action(foreign.on_delete),
        action(foreign.on_update),
    ]
}

pub(crate) fn indexes(table: TableWalker<'_>) -> String {
    let rows = table.indexes.iter().map(|index| {
        vec![
            html::escaped(&index.name),
            html::code(&keys(&table, index)),
            match index.kind {
                IndexKind::Plain => "",
                IndexKind::Unique => "unique index",
                IndexKind::UniqueConstraint(_) => "unique key",
            }
            .to_owned(),
            html::escaped(index.method.as_deref().unwrap_or("btree")),
            html::code(&table.column_list(&index.include)),
            sql(&index.predicate),
        ]
    });
    let heads = ["Name", "Of", "Kind", "Method", "Also holds", "Only where"];
    html::table("Indexes and unique keys", &heads, &rows.collect::<Vec<_>>())
}

fn keys(table: &Table, index: &Index) -> String {
    let keys = index.keys.iter().map(|key| {
        let part = match &key.part {
            KeyPart::Column(column) => table[*column].name.clone(),
            KeyPart::Expression(sql) => format!("({})", sql.texts().next().unwrap_or_default()),
        };
        match key.order {
            Order::Asc => part,
            Order::Desc => format!("{part} DESC"),
        }
    });
    keys.collect::<Vec<_>>().join(", ")
}

pub(crate) fn checks(table: TableWalker<'_>) -> String {
    let rows = table
        .checks
        .iter()
        .map(|check| vec![html::escaped(&check.name), sql(&check.sql)]);
    html::table("Checks", &["Name", "Condition"], &rows.collect::<Vec<_>>())
}

pub(crate) fn access(table: TableWalker<'_>) -> String {
    let list = |columns: &[ColumnId]| html::code(&table.column_list(columns));
    let rows = table.intent.access.iter().map(|path| {
        let order: Vec<ColumnId> = path.order.iter().map(|(column, _)| *column).collect();
        vec![
            list(&path.by),
            path.range
                .map_or_else(String::new, |column| list(&[column])),
            list(&order),
            if path.limit { "one page" } else { "" }.to_owned(),
        ]
    });
    let heads = ["Compared with =", "Between", "Sorted by", "Reads"];
    html::table("How it is read", &heads, &rows.collect::<Vec<_>>())
}

pub(crate) fn objects(schema: &Schema, table: TableWalker<'_>) -> String {
    let name = table.object_name();
    let of = schema
        .objects
        .iter()
        .filter(|object| object.table.as_ref() == Some(&name));
    let items = of.map(|object| {
        let statements = object.create.iter().filter_map(|sql| sql.texts().next());
        let text = statements.collect::<Vec<_>>().join(";\n");
        format!(
            "<details><summary>{} {}</summary><pre tabindex=\"0\"><code>{}</code></pre></details>\n",
            object.kind.word(),
            html::escaped(&object.name),
            html::lines(&text)
        )
    });
    items.collect()
}

/// The statements of each table, by engine.
pub(crate) struct Ddl(Vec<(&'static str, Result<Tables, String>)>);

/// Statements by the name of their table.
type Tables = BTreeMap<String, String>;

impl Ddl {
    pub(crate) fn new(site: &Site<'_>) -> Self {
        let of_engine = |engine: &erd_core::Engine| {
            let script = erd_ddl::render(site.schema, *engine).map_err(|errors| errors.to_string());
            let tables = script.map(|script| {
                let mut tables = Tables::new();
                for statement in script.statements {
                    if let Some(table) = statement.table {
                        let text = tables.entry(table).or_default();
                        text.push_str(&statement.sql);
                        text.push_str(";\n");
                    }
                }
                tables
            });
            (engine.product.title(), tables)
        };
        Self(site.engines.iter().map(of_engine).collect())
    }

    /// Those of a table.
    pub(crate) fn of(&self, table: &str) -> String {
        let parts = self.0.iter().filter_map(|(engine, tables)| {
            let text = match tables {
                Ok(tables) => tables.get(table)?,
                Err(errors) => errors,
            };
            Some(format!(
                "<details><summary>{engine}</summary><pre tabindex=\"0\"><code>{}</code></pre></details>\n",
                html::lines(text)
            ))
        });
        parts.collect()
    }
}
