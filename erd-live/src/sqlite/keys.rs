//! Primary keys and checks.

use std::collections::BTreeSet;

use erd_core::naming;
use erd_core::schema::{Check, Column, Identity, PrimaryKey, Sql, Table, Type};
use erd_core::{Scalar, schema::ColumnId};

use super::create::Create;
use super::read::Reader;
use crate::{Kind, Unsupported};

impl Reader {
    pub(super) fn primary_keys(&mut self) {
        for (table, create) in self.schema.tables.iter_mut().zip(&mut self.creates) {
            if create.key_columns.is_empty() {
                continue;
            }
            create.key_columns.sort_by_key(|(order, ..)| *order);
            let columns: Vec<ColumnId> = create.key_columns.iter().map(|(_, id, _)| *id).collect();
            let rowid = is_rowid(table, create);
            if create.key_descends && create.key_columns.len() == 1 && !rowid {
                // Written on the column, `INTEGER PRIMARY KEY DESC` is not the rowid.
                let object = format!("{}: DESC", table.name);
                self.unsupported
                    .push(Unsupported::new(Kind::KeyOption, object));
            }
            if rowid {
                let column = &mut table.columns[columns[0].0];
                column.identity = Some(Identity::ByDefault);
                column.nullable = false;
                column.sql_type = Sql::default();
                column.ty = Type::Scalar(Scalar::I64);
            } else {
                if table.strict || table.options.without_rowid {
                    for column in &columns {
                        table.columns[column.0].nullable = false;
                    }
                }
                if let [(_, column, declared)] = &create.key_columns[..] {
                    keep_from_rowid(&mut table.columns[column.0], declared);
                }
            }
            let name = create.primary_key.clone();
            let name = name.unwrap_or_else(|| naming::primary_key(&table.name));
            table.primary_key = Some(PrimaryKey::new(name, columns));
        }
    }

    /// Checks in the order of the text. Whether one stands in a column or behind all of them makes no difference.
    pub(super) fn checks(&mut self) {
        for (table, create) in self.schema.tables.iter_mut().zip(&self.creates) {
            let written = create.checks.iter().filter_map(|(name, ..)| name.clone());
            let mut taken: BTreeSet<String> = written.collect();
            for (name, sql, column) in &create.checks {
                let columns: Vec<&str> = column.as_deref().into_iter().collect();
                let name = name.clone().unwrap_or_else(|| {
                    free(&mut taken, |n| {
                        let number = n.map(|n| n.to_string());
                        let words: Vec<&str> =
                            columns.iter().copied().chain(number.as_deref()).collect();
                        naming::check(&table.name, &words)
                    })
                });
                table.checks.push(Check::new(name, Sql::new(sql.clone())));
            }
        }
    }
}

/// The default name, or the first one with a number that is not taken: SQLite takes constraints without a name.
pub(super) fn free(taken: &mut BTreeSet<String>, name: impl Fn(Option<u32>) -> String) -> String {
    let mut found = name(None);
    let mut number = 2;
    while !taken.insert(found.clone()) {
        found = name(Some(number));
        number += 1;
    }
    found
}

/// An integer that is the whole key would become the rowid, which numbers rows and takes no NULL; its own word keeps it
/// what it is.
fn keep_from_rowid(column: &mut Column, declared: &str) {
    let integer = matches!(&column.ty, Type::Scalar(scalar) if scalar.integer().is_some());
    if integer && column.sql_type.any.is_none() {
        column.sql_type = Sql::new(declared);
    }
}

/// Whether the key is the rowid: one column of the type INTEGER in just this word.
fn is_rowid(table: &Table, create: &Create) -> bool {
    !table.options.without_rowid
        && !create.key_descends
        && matches!(&create.key_columns[..], [(_, _, declared)] if declared.eq_ignore_ascii_case("INTEGER"))
}
