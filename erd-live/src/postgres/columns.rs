//! Columns of PostgreSQL.

use std::collections::BTreeMap;

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

/// The sequences that number columns, by table and number of the column.
type Sequences = BTreeMap<(i64, i64), Numbers>;

/// A sequence that numbers a column.
struct Numbers {
    /// With what is not its type's default.
    sequence: Sequence,
    /// The greatest number of its type.
    greatest: i64,
    is_serial: bool,
}

impl Reader {
    /// The columns in any order, and the sequences that number some of them.
    pub(super) fn columns(
        &mut self,
        types: &Types,
        columns: Vec<Row>,
        sequences: Vec<Row>,
    ) -> Result<(), Error> {
        let mut numbered = Sequences::new();
        for row in sequences {
            let (at, numbers) = sequence(row)?;
            numbered.insert(at, numbers);
        }
        let mut found = Vec::with_capacity(columns.len());
        for mut row in columns {
            let at = (row.number("table_oid")?, row.number("number")?);
            if let Some(&table) = self.tables.get(&at.0) {
                found.push((at, table, row));
            }
        }
        found.sort_by_key(|(at, ..)| *at);
        for (at, table, row) in found {
            self.column(types, at, table, numbered.remove(&at), row)?;
        }
        Ok(())
    }

    fn column(
        &mut self,
        types: &Types,
        at: (i64, i64),
        table: usize,
        numbers: Option<Numbers>,
        mut row: Row,
    ) -> Result<(), Error> {
        let mut column = Column::new(row.text("name")?, Type::Unknown);
        let (type_oid, modifier) = (row.number("type_oid")?, row.number("type_modifier")?);
        types.apply(&mut column, type_oid, modifier, &row.text("type_text")?);
        column.nullable = !row.flag("not_null")?;
        let expression = row.opt("expression")?;
        let generated = row.text("generated")?;
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
        let is_serial = numbers.as_ref().is_some_and(|numbers| numbers.is_serial);
        column.identity = match row.text("identity")?.as_str() {
            "a" => Some(Identity::Always),
            "d" => Some(Identity::ByDefault),
            _ if is_serial => Some(Identity::Serial),
            _ => None,
        };
        if is_serial {
            column.default = Sql::default();
        }
        let collation = row.opt("collation")?;
        let namespace = row.opt("collation_namespace")?;
        if let Some(collation) = collation {
            column.collation = Sql::new(collation_name(namespace.as_deref(), collation));
        }
        column.storage = row.opt("storage")?;
        let (is_own, is_inherited) = (row.flag("is_own")?, row.flag("is_inherited")?);
        for (name, _) in erd_ddl::postgres_catalog() {
            let stated = row.opt(name)?;
            if let Some(property) = property::find(property::COLUMN, name) {
                property.read(&mut column, stated);
            }
        }
        column.comment = self.comments.remove(&at);
        if let Some(numbers) = numbers
            && column.identity.is_some()
        {
            self.numbered(table, &mut column, numbers);
        }
        let id = ColumnId(self.schema.tables[table].columns.len());
        self.columns.insert(at, id);
        if is_inherited {
            self.inherited.push((table, id, is_own));
        }
        self.schema.tables[table].columns.push(column);
        Ok(())
    }

    /// Gives a column what is to be stated of its sequence.
    fn numbered(&mut self, table: usize, column: &mut Column, numbers: Numbers) {
        let Numbers {
            sequence, greatest, ..
        } = numbers;
        let owner = &self.schema.tables[table];
        if is_of_smaller_bounds(&sequence, greatest, column) {
            let namespace = owner.schema.as_deref().map(|schema| format!("{schema}."));
            let sequence = sequence.name.as_deref().unwrap_or_default();
            let what = format!(
                "sequence {}{sequence}: its type, which is larger than its bounds",
                namespace.unwrap_or_default()
            );
            self.name(Kind::ColumnOption, what);
        }
        let table = &self.schema.tables[table];
        column.sequence = stated(sequence, greatest, &table.name, column).map(Box::new);
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

fn sequence(mut row: Row) -> Result<((i64, i64), Numbers), Error> {
    let at = (row.number("table_oid")?, row.number("number")?);
    let is_serial = row.flag("is_serial")?;
    let sequence = Sequence {
        name: Some(row.text("name")?),
        start: row.opt_number("start")?,
        increment: row.opt_number("increment")?,
        min: row.opt_number("min")?,
        max: row.opt_number("max")?,
        cache: row.opt_number("cache")?,
        cycle: false,
    };
    let greatest = row.number("greatest")?;
    let cycle = row.flag("cycle")?;
    let numbers = Numbers {
        sequence: Sequence { cycle, ..sequence },
        greatest,
        is_serial,
    };
    Ok((at, numbers))
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
