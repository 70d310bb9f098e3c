//! Columns of PostgreSQL.

use erd_core::Scalar;
use erd_core::schema::{Column, ColumnId, Generated, Identity, Schema, Sql, Type};

use super::types::Types;
use super::{PUBLIC, Reader};
use crate::row::Row;
use crate::token::bare;
use crate::{Error, Kind};

impl Reader {
    pub(super) fn column(&mut self, types: &Types, mut row: Row) -> Result<(), Error> {
        let oid = row.number()?;
        let Some(&table) = self.tables.get(&oid) else {
            return Ok(());
        };
        let number = row.number()?;
        let name = row.text()?;
        let (type_oid, modifier, text) = (row.number()?, row.number()?, row.text()?);
        let mut column = Column::new(name, Type::Unknown);
        column.nullable = !row.flag()?;
        let expression = row.opt()?;
        let generated = row.text()?;
        let identity = row.text()?;
        let serial = row.flag()?;
        let odd_sequence = row.flag()?;
        let collation = row.opt()?;
        let namespace = row.opt()?;
        column.comment = row.opt()?;
        if let Some(expression) = expression {
            if generated.is_empty() {
                column.default = Sql::new(expression);
            } else {
                column.generated = Some(Generated {
                    sql: Sql::new(bare(&expression)),
                    stored: generated == "s",
                });
            }
        }
        if let Some(collation) = collation {
            column.collation = Sql::new(match namespace.as_deref() {
                None | Some("pg_catalog" | PUBLIC) if !collation.contains(['.', '"']) => collation,
                namespace => format!(
                    "{}.{}",
                    quote(namespace.unwrap_or("pg_catalog")),
                    quote(&collation)
                ),
            });
        }
        types.apply(&mut column, type_oid, modifier, &text);
        let id = ColumnId(self.schema.tables[table].columns.len());
        column.identity = match identity.as_str() {
            "a" => Some(Identity::Always),
            "d" => Some(Identity::ByDefault),
            _ => None,
        };
        if serial {
            if !column.nullable && is_integer(&column) {
                column.identity = Some(Identity::ByDefault);
                column.default = Sql::default();
                self.serial.push((table, id));
            } else {
                self.name(
                    Kind::Sequence,
                    format!("of {}.{}", self.path(table), column.name),
                );
            }
        }
        if odd_sequence && column.identity.is_some() {
            self.name(
                Kind::SequenceOption,
                format!("{}.{}", self.path(table), column.name),
            );
        }
        self.columns.insert((oid, number), id);
        self.schema.tables[table].columns.push(column);
        Ok(())
    }
}

/// A type that an identity column may have.
fn is_integer(column: &Column) -> bool {
    column.sql_type.is_empty()
        && matches!(
            column.ty,
            Type::Scalar(Scalar::I16 | Scalar::I32 | Scalar::I64)
        )
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Brings the enums into the order of first use and returns the names of those that nothing uses, which leave the schema.
pub(crate) fn sort_enums(schema: &mut Schema) -> Vec<String> {
    let mut all = std::mem::take(&mut schema.enums);
    for column in schema.tables.iter().flat_map(|t| &t.columns) {
        let mut ty = &column.ty;
        while let Type::Array(element) = ty {
            ty = element;
        }
        if let Type::Enum(name) = ty
            && let Some(i) = all.iter().position(|e| e.name == *name)
        {
            schema.enums.push(all.remove(i));
        }
    }
    all.into_iter().map(|e| e.name).collect()
}
