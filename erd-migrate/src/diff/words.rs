//! Properties in words.

use super::normal::{column_type, names, table_path};
use super::{ColumnChange, Part, PartChange, TableChange};
use erd_core::property;
use erd_core::schema::{Column, IndexKind, KeyPart, Order, Schema, Sql, Table, TableId, Target};
use erd_core::{Dialect, naming};
use std::fmt::Write as _;

/// What a part is called in a table.
pub(crate) fn part_name(table: &Table, part: Part) -> &str {
    match part {
        Part::PrimaryKey => table.primary_key.as_ref().map_or("", |key| &key.name),
        Part::Index(i) => &table.indexes[i].name,
        Part::Check(i) => &table.checks[i].name,
        Part::Exclusion(i) => &table.exclusions[i].name,
        Part::ForeignKey(i) => &table.foreign_keys[i].name,
    }
}

pub(super) fn part_kind(table: &Table, part: Part) -> &'static str {
    match part {
        Part::PrimaryKey => "primary_key",
        Part::Index(i) if table.indexes[i].is_unique() => "unique",
        Part::Index(_) => "index",
        Part::Check(_) => "check",
        Part::Exclusion(_) => "exclusion",
        Part::ForeignKey(_) => "foreign_key",
    }
}

pub(super) fn part_text(schema: &Schema, id: TableId, part: Part, dialect: Dialect) -> String {
    let table = &schema[id];
    match part {
        Part::PrimaryKey => table.primary_key.as_ref().map_or_else(String::new, |key| {
            format!("({})", names(schema, id, &key.columns))
        }),
        Part::Index(i) => index_text(schema, id, i, dialect),
        Part::Check(i) => sql(&table.checks[i].sql, dialect).to_owned(),
        Part::Exclusion(i) => table.exclusions[i].definition.clone(),
        Part::ForeignKey(i) => {
            let key = &table.foreign_keys[i];
            let target = match &key.target {
                Target::Own => table_path(table),
                Target::Table(target) => table_path(&schema[*target]),
                Target::Path(path) => path.clone(),
            };
            let mut text = format!(
                "({}) to {target}({})",
                names(schema, id, &key.columns),
                key.target_columns.join(", ")
            );
            for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
                if let Some(action) = action {
                    let _ = write!(text, " on {event} {}", action.sql().to_lowercase());
                }
            }
            text
        }
    }
}

fn index_text(schema: &Schema, id: TableId, index: usize, dialect: Dialect) -> String {
    let index = &schema[id].indexes[index];
    let keys: Vec<_> = index
        .keys
        .iter()
        .map(|key| {
            let mut text = match &key.part {
                KeyPart::Column(column) => schema[id][*column].name.clone(),
                KeyPart::Expression(text) => format!("({})", sql(text, dialect)),
            };
            if let Some(length) = key.prefix_len {
                let _ = write!(text, "({length})");
            }
            if key.order == Order::Desc {
                text.push_str(" desc");
            }
            text
        })
        .collect();
    let mut text = format!("({})", keys.join(", "));
    if let Some(method) = &index.method {
        text = format!("{method} {text}");
    }
    if !index.include.is_empty() {
        let _ = write!(text, " include ({})", names(schema, id, &index.include));
    }
    if let Some(predicate) = index.predicate.get(dialect) {
        let _ = write!(text, " where {predicate}");
    }
    match index.kind {
        IndexKind::Plain => text,
        IndexKind::Unique => format!("index {text}"),
        IndexKind::UniqueConstraint(_) => format!("constraint {text}"),
    }
}

pub(super) fn part_property(table: &Table, part: Part, change: PartChange) -> String {
    match (part, change) {
        (Part::Index(_), PartChange::Constraint) => {
            let constraint = part_kind(table, part) == "unique"
                && matches!(part, Part::Index(i) if matches!(
                    table.indexes[i].kind,
                    IndexKind::UniqueConstraint(_)
                ));
            if constraint { "constraint" } else { "index" }.to_owned()
        }
        (Part::Index(i), PartChange::Invisible) => {
            let invisible = table.indexes[i].invisible;
            if invisible { "invisible" } else { "visible" }.to_owned()
        }
        (Part::Index(i), PartChange::Comment) => {
            format!("comment {}", quoted(table.indexes[i].comment.as_deref()))
        }
        (Part::ForeignKey(i), PartChange::Deferrable) => {
            format!("{:?}", table.foreign_keys[i].deferrable)
        }
        (Part::ForeignKey(i), _) => valid(table.foreign_keys[i].validated),
        (Part::Check(i), _) => valid(table.checks[i].validated),
        _ => String::new(),
    }
}

fn valid(validated: bool) -> String {
    if validated { "valid" } else { "not valid" }.to_owned()
}

pub(super) fn quoted(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("{text:?}"))
}

fn sql(text: &Sql, dialect: Dialect) -> &str {
    text.get(dialect).unwrap_or_default()
}

pub(super) fn column_text(column: &Column, dialect: Dialect) -> String {
    let mut text = column_type(column, dialect);
    text.push_str(if column.nullable {
        " null"
    } else {
        " not null"
    });
    if let Some(default) = column.default.get(dialect) {
        let _ = write!(text, " default {default}");
    }
    if let Some(generated) = &column.generated {
        let _ = write!(text, " generated as ({})", sql(&generated.sql, dialect));
    }
    if column.identity.is_some() {
        text.push_str(" identity");
    }
    text
}

pub(super) fn column_property(
    table: &Table,
    column: &Column,
    change: ColumnChange,
    dialect: Dialect,
) -> String {
    let optional = |word: &str, text: Option<&str>| match text {
        Some(text) => format!("{word} {text}"),
        None => format!("no {word}"),
    };
    match change {
        ColumnChange::Type => format!("type {}", column_type(column, dialect)),
        ColumnChange::Collation => optional("collation", column.collation.get(dialect)),
        ColumnChange::Generated => match &column.generated {
            Some(generated) => format!(
                "generated {} as ({})",
                if generated.stored {
                    "stored"
                } else {
                    "virtual"
                },
                sql(&generated.sql, dialect)
            ),
            None => "not generated".to_owned(),
        },
        ColumnChange::Identity => match column.identity {
            Some(identity) => format!("identity {identity:?}").to_lowercase(),
            None => "no identity".to_owned(),
        },
        ColumnChange::Sequence => {
            let sequence = column.sequence.clone().unwrap_or_default();
            let usual = || naming::sequence(&table.name, &column.name);
            let mut text = format!("sequence {}", sequence.name.unwrap_or_else(usual));
            for (word, number) in [
                ("start", sequence.start),
                ("increment", sequence.increment),
                ("min", sequence.min),
                ("max", sequence.max),
                ("cache", sequence.cache),
            ] {
                if let Some(number) = number {
                    let _ = write!(text, " {word} {number}");
                }
            }
            if sequence.cycle {
                text.push_str(" cycle");
            }
            text
        }
        ColumnChange::Default => optional("default", column.default.get(dialect)),
        ColumnChange::Nullable => if column.nullable { "null" } else { "not null" }.to_owned(),
        ColumnChange::OnUpdate => optional("on update", column.on_update.get(dialect)),
        ColumnChange::Invisible => if column.invisible {
            "invisible"
        } else {
            "visible"
        }
        .to_owned(),
        ColumnChange::Storage => optional("storage", column.storage.as_deref()),
        ColumnChange::Property(name) => property::find(property::COLUMN, name)
            .map_or_else(String::new, |property| property.describe(column, dialect)),
        ColumnChange::Comment => format!("comment {}", quoted(column.comment.as_deref())),
    }
}

pub(super) fn table_text(table: &Table, change: TableChange) -> String {
    let options = &table.options;
    let optional = |word: &str, text: Option<&str>| match text {
        Some(text) => format!("{word} {text}"),
        None => format!("usual {word}"),
    };
    let flag = |word: &str, is: bool| {
        if is {
            word.to_owned()
        } else {
            format!("not {word}")
        }
    };
    match change {
        TableChange::Comment => format!("comment {}", quoted(table.comment.as_deref())),
        TableChange::Unlogged => flag("unlogged", options.unlogged),
        TableChange::With => optional("parameters", options.with.as_deref()),
        TableChange::Inherits => {
            let all: Vec<_> = options.inherits.iter().map(ToString::to_string).collect();
            format!("inherits ({})", all.join(", "))
        }
        TableChange::RowSecurity => match options.row_security {
            Some(security) => format!("row security {security:?}").to_lowercase(),
            None => "no row security".to_owned(),
        },
        TableChange::Engine => optional("engine", options.engine.as_deref()),
        TableChange::Charset => format!(
            "{} {}",
            optional("charset", options.charset.as_deref()),
            options.collation.as_deref().unwrap_or_default()
        )
        .trim_end()
        .to_owned(),
        TableChange::RowFormat => optional("row format", options.row_format.as_deref()),
        TableChange::Strict => flag("strict", table.strict),
        TableChange::WithoutRowid => flag("without rowid", options.without_rowid),
        TableChange::Autoincrement => flag("autoincrement", options.autoincrement),
        TableChange::Partition => match &table.intent.partition {
            Some(partition) => format!("partitioned by {:?}", partition.kind).to_lowercase(),
            None => "not partitioned".to_owned(),
        },
    }
}
