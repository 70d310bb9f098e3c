//! Columns and tables in words. Whatever two sides of a change differ in is in them.

use super::normal::column_type;
use super::{ColumnChange, TableChange};
use erd_core::property;
use erd_core::schema::{Column, Partition, PartitionTable, Sql, Table};
use erd_core::{Dialect, naming};
use std::fmt::Write as _;

pub(super) fn quoted(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("{text:?}"))
}

pub(super) fn sql(text: &Sql, dialect: Dialect) -> &str {
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
            Some(partition) => partition_text(table, partition),
            None => "not partitioned".to_owned(),
        },
    }
}

fn partition_text(table: &Table, partition: &Partition) -> String {
    let kind = format!("{:?}", partition.kind).to_lowercase();
    let key = match &partition.key {
        Some(key) => key.clone(),
        None => table.column_list(&partition.columns),
    };
    let mut text = format!("partitioned by {kind} ({key})");
    if let Some(count) = partition.count {
        let _ = write!(text, " into {count}");
    }
    for part in partition.parts.iter().flat_map(PartitionTable::tables) {
        let _ = write!(text, ", {} {}", part.name, part.bounds);
        if let Some(below) = &part.partition {
            let _ = write!(text, " by {}", below.by);
        }
    }
    text
}
