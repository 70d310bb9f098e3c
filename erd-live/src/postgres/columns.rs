//! Columns of PostgreSQL.

use erd_core::Scalar;
use erd_core::naming;
use erd_core::property;
use erd_core::schema::{
    Column, ColumnId, EnumType, Generated, Identity, Schema, Sequence, Sql, Type,
};

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
        let sequence = sequence(&mut row)?;
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
        column.storage = row.opt()?;
        if let Some(collation) = collation {
            column.collation = Sql::new(collation_name(namespace.as_deref(), collation));
        }
        let (is_own, is_inherited) = (row.flag()?, row.flag()?);
        for (name, _) in erd_ddl::postgres_catalog() {
            let stated = row.opt()?;
            if let Some(property) = property::find(property::COLUMN, name) {
                property.read(&mut column, stated);
            }
        }
        types.apply(&mut column, type_oid, modifier, &text);
        column.identity = match identity.as_str() {
            "a" => Some(Identity::Always),
            "d" => Some(Identity::ByDefault),
            _ if serial => Some(Identity::Serial),
            _ => None,
        };
        if serial {
            column.default = Sql::default();
        }
        if let Some((sequence, greatest)) = sequence
            && column.identity.is_some()
        {
            let owner = &self.schema.tables[table];
            if is_of_smaller_bounds(&sequence, greatest, &column) {
                let namespace = owner.schema.as_deref().map(|schema| format!("{schema}."));
                let sequence = sequence.name.as_deref().unwrap_or_default();
                let what = format!(
                    "sequence {}{sequence}: its type, which is larger than its bounds",
                    namespace.unwrap_or_default()
                );
                self.name(Kind::ColumnOption, what);
            }
            let table = &self.schema.tables[table];
            column.sequence = stated(sequence, greatest, &table.name, &column);
        }
        let id = ColumnId(self.schema.tables[table].columns.len());
        self.columns.insert((oid, number), id);
        if is_inherited {
            self.inherited.push((table, id, is_own));
        }
        self.schema.tables[table].columns.push(column);
        Ok(())
    }
}

impl Reader {
    /// Names columns of a child that are its own where CREATE TABLE leaves them to the parent, so that they would go with
    /// the parent's, and the other way round.
    pub(super) fn inherited_columns(&mut self) {
        for (table, column, is_own) in std::mem::take(&mut self.inherited) {
            let child = &self.schema.tables[table];
            let is_left_out = child.options.inherits.iter().any(|parent| {
                let id = self
                    .schema
                    .find_table(parent.schema.as_deref(), &parent.name);
                let parent = id.map(|id| &self.schema[id]);
                let same = parent.and_then(|p| Some(&p[p.find_column(&child[column].name)?]));
                same.is_some_and(|parent| erd_ddl::is_inherited(&child[column], parent))
            });
            if is_own == is_left_out {
                let what = if is_own {
                    "declared here as well as inherited"
                } else {
                    "inherited, and altered here"
                };
                let what = format!("{}.{}: {what}", self.path(table), child[column].name);
                self.name(Kind::ColumnOption, what);
            }
        }
    }
}

/// The sequence of a column with what is not its type's default, and the greatest number of its type.
fn sequence(row: &mut Row) -> Result<Option<(Sequence, i64)>, Error> {
    let name = row.opt()?;
    let mut number =
        || -> Result<Option<i64>, Error> { Ok(row.opt()?.and_then(|text| text.parse().ok())) };
    let sequence = Sequence {
        name: name.clone(),
        start: number()?,
        increment: number()?,
        min: number()?,
        max: number()?,
        cache: number()?,
        cycle: false,
    };
    let greatest = number()?.unwrap_or(i64::MAX);
    let cycle = row.flag()?;
    Ok(name.map(|_| (Sequence { cycle, ..sequence }, greatest)))
}

/// Whether a sequence has the bounds of a smaller integer than its own, and of another one than its column's: the model tells
/// its type by its bounds.
fn is_of_smaller_bounds(sequence: &Sequence, greatest: i64, column: &Column) -> bool {
    let of_types = [i64::from(i16::MAX), i64::from(i32::MAX)];
    let smaller = |max: &i64| *max < greatest && of_types.contains(max);
    let max = sequence.max.filter(smaller);
    max.is_some_and(|max| max != of_column(column))
}

/// The greatest number of a column's type.
fn of_column(column: &Column) -> i64 {
    match &column.ty {
        Type::Scalar(Scalar::I16) => i64::from(i16::MAX),
        Type::Scalar(Scalar::I32) => i64::from(i32::MAX),
        _ => i64::MAX,
    }
}

/// What has to be stated of a sequence; `None` where all of it is what the server itself would make.
fn stated(mut sequence: Sequence, greatest: i64, table: &str, column: &Column) -> Option<Sequence> {
    if sequence.name.as_deref() == Some(&naming::sequence(table, &column.name)) {
        sequence.name = None;
    }
    if sequence.max.is_none()
        && greatest != of_column(column)
        && sequence.increment.is_none_or(|by| by > 0)
    {
        sequence.max = Some(greatest);
    }
    (sequence != Sequence::default()).then_some(sequence)
}

/// A collation as COLLATE takes it: bare where every session finds it.
pub(super) fn collation_name(namespace: Option<&str>, name: String) -> String {
    match namespace {
        None | Some("pg_catalog" | PUBLIC) if !name.contains(['.', '"']) => name,
        namespace => format!(
            "{}.{}",
            quote(namespace.unwrap_or("pg_catalog")),
            quote(&name)
        ),
    }
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Brings the enums into the order of first use and returns those that nothing uses, which leave the schema.
pub(super) fn sort_enums(schema: &mut Schema) -> Vec<EnumType> {
    let mut all = std::mem::take(&mut schema.enums);
    for column in schema.tables.iter().flat_map(|t| &t.columns) {
        let mut ty = &column.ty;
        while let Type::Array(element) = ty {
            ty = element;
        }
        if let Type::Enum(key) = ty
            && let Some(i) = all.iter().position(|e| e.is(key))
        {
            schema.enums.push(all.remove(i));
        }
    }
    all
}
