//! The tables: name, what an engine has none of, how the value is written, the capability that it is, what happens elsewhere, and where
//! the model keeps it.

use super::Lacking::{LeftOut, Refused};
use super::Shape::{Choice, Flag, Names, Number, Own, Share, Text, Word, Words};
use super::slot::{Slot, flag, number, sequence, sql, text, unless};
use super::{Property, Shape, Value};
use crate::Capability;
use crate::schema::{
    Check, Column, ColumnId, ForeignKey, Index, IndexKey, RowSecurity, Sql, TableOptions,
};

const STORAGE: &str = "write a strategy, a compression or both: `storage = \"EXTERNAL\"`, `storage = \"MAIN COMPRESSION lz4\"`";

macro_rules! properties {
    ($($(#[$doc:meta])* $table:ident: $of:ty {
        $($name:literal, $what:literal, $shape:expr, $capability:ident, $lacking:expr, $slot:expr;)*
    })*) => {
        $($(#[$doc])*
        pub static $table: &[Property<$of>] = &[$(Property {
            name: $name,
            what: $what,
            shape: $shape,
            capability: Capability::$capability,
            lacking: $lacking,
            slot: $slot,
        },)*];)*
    };
}

properties! {
    /// Of columns.
    COLUMN: Column {
        "on_update", "ON UPDATE", Shape::Sql, OnUpdate, Refused, sql!(on_update);
        "invisible", "invisible columns", Flag, InvisibleColumns, LeftOut, flag!(invisible);
        "storage", "storage strategies of columns", Words(STORAGE), ColumnStorage, LeftOut, text!(storage);
        "statistics", "statistics targets of columns", Number(0, 10_000), ColumnStatistics, LeftOut, number!(statistics);
        "n_distinct", "stated numbers of distinct values", Share, ColumnStatistics, LeftOut, text!(n_distinct);
        "name", "sequences with names", Own, IdentitySequences, LeftOut, sequence!(name, Text);
        "start", "sequences that begin elsewhere", Own, FirstNumbers, Refused, sequence!(start, Number);
        "increment", "sequences with steps of their own", Own, IdentitySequences, Refused, sequence!(increment, Number);
        "min", "bounds of sequences", Own, IdentitySequences, Refused, sequence!(min, Number);
        "max", "bounds of sequences", Own, IdentitySequences, Refused, sequence!(max, Number);
        "cache", "sequences of which a session takes several numbers", Own, IdentitySequences, LeftOut, sequence!(cache, Number);
        "cycle", "sequences that start anew", Own, IdentitySequences, Refused, Slot {
            get: |column| column.sequence.as_ref().filter(|s| s.cycle).map(|_| Value::Flag),
            set: |column, value| column.sequence.get_or_insert_default().cycle = value == Some(Value::Flag),
        };
    }

    /// Of tables, in `options(..)`.
    TABLE: TableOptions {
        "unlogged", "unlogged tables", Flag, UnloggedTables, LeftOut, flag!(unlogged);
        "with", "storage parameters of tables", Text, TableParameters, LeftOut, text!(with);
        "inherits", "tables that inherit", Names, Inheritance, LeftOut, Slot {
            get: |options| Some(&options.inherits).filter(|all| !all.is_empty()).cloned().map(Value::Names),
            set: |options, value| match value {
                Some(Value::Names(names)) => options.inherits = names,
                None => options.inherits.clear(),
                Some(_) => {}
            },
        };
        "row_security", "row security", Choice(&["enabled", "forced"]), RowSecurity, LeftOut, Slot {
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
        "engine", "storage engines", Word, StorageEngines, LeftOut, text!(engine);
        "charset", "character sets of tables", Word, TableCharsets, LeftOut, text!(charset);
        "collation", "collations of tables", Word, TableCharsets, LeftOut, text!(collation);
        "row_format", "row formats", Word, StorageEngines, LeftOut, text!(row_format);
        "without_rowid", "tables without rowid", Flag, Rowid, LeftOut, flag!(without_rowid);
        "autoincrement", "AUTOINCREMENT", Flag, Rowid, LeftOut, flag!(autoincrement);
    }

    /// Of indexes.
    INDEX: Index {
        "with", "storage parameters of indexes", Text, IndexParameters, Refused, text!(with);
        "nulls_not_distinct", "unique keys in which NULLs count as equal", Flag, NullsNotDistinct, Refused, flag!(nulls_not_distinct);
        "parser", "parsers of full-text indexes", Word, FulltextParsers, LeftOut, text!(parser);
        "invisible", "invisible indexes", Flag, InvisibleIndexes, LeftOut, flag!(invisible);
        "comment", "comments of indexes", Text, Comments, LeftOut, text!(comment);
    }

    /// Of the keys of indexes.
    INDEX_KEY: IndexKey {
        "opclass", "operator classes", Text, OperatorClasses, Refused, text!(opclass);
        "collate", "collations of index keys", Text, KeyCollations, Refused, text!(collation);
        "prefix", "prefixes of index keys", Own, PrefixKeys, Refused, number!(prefix_len);
    }

    /// Of foreign keys.
    FOREIGN_KEY: ForeignKey {
        "match_full", "MATCH FULL", Flag, MatchFull, Refused, flag!(match_full);
        "set_null", "SET NULL of some columns", Own, SetSomeColumns, Refused, Slot {
            get: |key| (!key.set_columns.is_empty()).then_some(Value::Flag),
            set: |key, value| key.set_columns = value.iter().map(|_| key.columns.first().copied().unwrap_or(ColumnId(0))).collect(),
        };
    }

    /// Of checks.
    CHECK: Check {
        "no_inherit", "checks that are not inherited", Flag, Inheritance, LeftOut, flag!(no_inherit);
        "not_enforced", "checks that are not enforced", Flag, UnenforcedChecks, Refused, unless!(enforced);
    }
}
