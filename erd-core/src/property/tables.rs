//! The tables: name, what an engine has none of, how the value is written, who has it, what happens elsewhere, and where
//! the model keeps it.

use super::Lacking::{LeftOut, Refused};
use super::Shape::{Choice, Flag, Names, Number, Own, Share, Text, Word, Words};
use super::slot::{Slot, flag, number, sequence, sql, text, unless};
use super::{Engines, Property, Shape, Value};
use crate::Dialect::{MariaDb, MySql, Postgres, Sqlite};
use crate::schema::{
    Check, Column, ColumnId, ForeignKey, Index, IndexKey, RowSecurity, Sql, TableOptions,
};

const POSTGRES: Engines = &[(Postgres, (0, 0))];
const POSTGRES_15: Engines = &[(Postgres, (15, 0))];
const MYSQL_FAMILY: Engines = &[(MySql, (0, 0)), (MariaDb, (0, 0))];
const SQLITE: Engines = &[(Sqlite, (0, 0))];
/// `WITH (..)` of PostgreSQL, and the options of MySQL and MariaDB that have no property of their own.
const NOT_SQLITE: Engines = &[(Postgres, (0, 0)), (MySql, (0, 0)), (MariaDb, (0, 0))];
/// PostgreSQL 18, "CREATE TABLE"; MySQL 8.0.16, "CHECK Constraints".
const NOT_ENFORCED: Engines = &[(Postgres, (18, 0)), (MySql, (8, 0))];

const STORAGE: &str = "write a strategy, a compression or both: `storage = \"EXTERNAL\"`, `storage = \"MAIN COMPRESSION lz4\"`";

macro_rules! properties {
    ($($(#[$doc:meta])* $table:ident: $of:ty {
        $($name:literal, $what:literal, $shape:expr, $engines:expr, $lacking:expr, $slot:expr;)*
    })*) => {
        $($(#[$doc])*
        pub static $table: &[Property<$of>] = &[$(Property {
            name: $name,
            what: $what,
            shape: $shape,
            engines: $engines,
            lacking: $lacking,
            slot: $slot,
        },)*];)*
    };
}

properties! {
    /// Of columns.
    COLUMN: Column {
        "on_update", "ON UPDATE", Shape::Sql, MYSQL_FAMILY, Refused, sql!(on_update);
        "invisible", "invisible columns", Flag, MYSQL_FAMILY, LeftOut, flag!(invisible);
        "storage", "storage strategies of columns", Words(STORAGE), POSTGRES, LeftOut, text!(storage);
        "statistics", "statistics targets of columns", Number(0, 10_000), POSTGRES, LeftOut, number!(statistics);
        "n_distinct", "stated numbers of distinct values", Share, POSTGRES, LeftOut, text!(n_distinct);
        "name", "sequences with names", Own, POSTGRES, LeftOut, sequence!(name, Text);
        "start", "sequences that begin elsewhere", Own, NOT_SQLITE, Refused, sequence!(start, Number);
        "increment", "sequences with steps of their own", Own, POSTGRES, Refused, sequence!(increment, Number);
        "min", "bounds of sequences", Own, POSTGRES, Refused, sequence!(min, Number);
        "max", "bounds of sequences", Own, POSTGRES, Refused, sequence!(max, Number);
        "cache", "sequences of which a session takes several numbers", Own, POSTGRES, LeftOut, sequence!(cache, Number);
        "cycle", "sequences that start anew", Own, POSTGRES, Refused, Slot {
            get: |column| column.sequence.as_ref().filter(|s| s.cycle).map(|_| Value::Flag),
            set: |column, value| column.sequence.get_or_insert_default().cycle = value == Some(Value::Flag),
        };
    }

    /// Of tables, in `options(..)`.
    TABLE: TableOptions {
        "unlogged", "unlogged tables", Flag, POSTGRES, LeftOut, flag!(unlogged);
        "with", "storage parameters of tables", Text, NOT_SQLITE, LeftOut, text!(with);
        "inherits", "tables that inherit", Names, POSTGRES, LeftOut, Slot {
            get: |options| Some(&options.inherits).filter(|all| !all.is_empty()).cloned().map(Value::Names),
            set: |options, value| match value {
                Some(Value::Names(names)) => options.inherits = names,
                None => options.inherits.clear(),
                Some(_) => {}
            },
        };
        "row_security", "row security", Choice(&["enabled", "forced"]), POSTGRES, LeftOut, Slot {
            get: |options| options.row_security.map(|security| Value::Text(match security {
                RowSecurity::Enabled => "enabled",
                RowSecurity::Forced => "forced",
            }.to_owned())),
            set: |options, value| options.row_security = match value {
                Some(Value::Text(word)) if word == "forced" => Some(RowSecurity::Forced),
                Some(_) => Some(RowSecurity::Enabled),
                None => None,
            },
        };
        "engine", "storage engines", Word, MYSQL_FAMILY, LeftOut, text!(engine);
        "charset", "character sets of tables", Word, MYSQL_FAMILY, LeftOut, text!(charset);
        "collation", "collations of tables", Word, MYSQL_FAMILY, LeftOut, text!(collation);
        "row_format", "row formats", Word, MYSQL_FAMILY, LeftOut, text!(row_format);
        "without_rowid", "tables without rowid", Flag, SQLITE, LeftOut, flag!(without_rowid);
        "autoincrement", "AUTOINCREMENT", Flag, SQLITE, LeftOut, flag!(autoincrement);
    }

    /// Of indexes.
    INDEX: Index {
        "with", "storage parameters of indexes", Text, POSTGRES, Refused, text!(with);
        "nulls_not_distinct", "unique keys in which NULLs count as equal", Flag, POSTGRES_15, Refused, flag!(nulls_not_distinct);
        "invisible", "invisible indexes", Flag, MYSQL_FAMILY, LeftOut, flag!(invisible);
        "comment", "comments of indexes", Text, NOT_SQLITE, LeftOut, text!(comment);
    }

    /// Of the keys of indexes.
    INDEX_KEY: IndexKey {
        "opclass", "operator classes", Text, POSTGRES, Refused, text!(opclass);
        "collate", "collations of index keys", Text, &[(Postgres, (0, 0)), (Sqlite, (0, 0))], Refused, text!(collation);
        "prefix", "prefixes of index keys", Own, MYSQL_FAMILY, Refused, number!(prefix_len);
    }

    /// Of foreign keys.
    FOREIGN_KEY: ForeignKey {
        "match_full", "MATCH FULL", Flag, POSTGRES, Refused, flag!(match_full);
        "set_null", "SET NULL of some columns", Own, POSTGRES_15, Refused, Slot {
            get: |key| (!key.set_columns.is_empty()).then_some(Value::Flag),
            set: |key, value| key.set_columns = value.iter().map(|_| key.columns.first().copied().unwrap_or(ColumnId(0))).collect(),
        };
    }

    /// Of checks.
    CHECK: Check {
        "no_inherit", "checks that are not inherited", Flag, POSTGRES, LeftOut, flag!(no_inherit);
        "not_enforced", "checks that are not enforced", Flag, NOT_ENFORCED, Refused, unless!(enforced);
    }
}
