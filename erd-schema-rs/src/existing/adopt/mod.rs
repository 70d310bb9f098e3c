//! The types of an existing `schema.rs` in a schema that was read from a database.

use super::parse::{Column as Declared, SchemaRs, Table as DeclaredTable};
use crate::catalog::has_not_null_domain;
use erd_core::schema::{Column, Schema, Sql, TableId, Type};
use erd_core::{Capability, Dialect, Engine, Family, Scalar};
use erd_ddl::DdlErrors;
use std::fmt;

/// Where a `schema.rs` is not what the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Line of the file, from 1; of what the file lacks the line of its table, or 0 where it has no such table.
    pub line: usize,
    /// The table, with the column where one is meant.
    pub path: String,
    /// What differs.
    pub kind: MismatchKind,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MismatchKind {
    /// The file has a table, or a column, that the database has not.
    NotInDatabase,
    /// The database has a table, or a column, that the file has not.
    NotInFile,
    /// The column may be NULL in the database, and not in the file.
    NullInDatabase,
    /// The column may be NULL in the file, and not in the database.
    NullInFile,
    /// The engine's type holds no values of the type in the file, which is this.
    Type(String),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.kind {
            MismatchKind::NotInDatabase => write!(f, "`{path}` is not in the database"),
            MismatchKind::NotInFile => write!(f, "`{path}` is in the database, and not here"),
            MismatchKind::NullInDatabase => {
                write!(
                    f,
                    "`{path}` may be NULL in the database, and is not Nullable here"
                )
            }
            MismatchKind::NullInFile => {
                write!(f, "`{path}` is Nullable here, and NOT NULL in the database")
            }
            MismatchKind::Type(written) => {
                write!(
                    f,
                    "`{path}` is `{written}` here, which the database's type is not"
                )
            }
        }
    }
}

/// Gives the columns of a described schema the types that the file has for them, where the engine's types hold such values: a
/// SQLite `INTEGER` is the i32 that the application reads. The SQL stays what it is, and so does nullability, on which the
/// database decides. What does not fit is returned in the order of the file.
///
/// Fails only where an id of the schema leads nowhere.
pub fn adopt(
    schema: &mut Schema,
    engine: Engine,
    file: &SchemaRs,
) -> Result<Vec<Mismatch>, DdlErrors> {
    let mut mismatches = Vec::new();
    let mut changed = Vec::new();
    let before = erd_ddl::explicit(schema, engine)?.schema;
    let mut found = vec![false; schema.tables.len()];
    for table in &file.tables {
        let Some(id) = find(schema, table) else {
            mismatches.push(mismatch(
                table.line,
                path(table, None),
                MismatchKind::NotInDatabase,
            ));
            continue;
        };
        found[id.0] = true;
        columns(
            schema,
            &before,
            id,
            table,
            engine,
            &mut changed,
            &mut mismatches,
        );
    }
    // A file of one namespace says nothing of the others.
    let namespaces: Vec<&Option<String>> = file.tables.iter().map(|t| &t.schema).collect();
    for (table, found) in schema.tables.iter().zip(found) {
        if !found && namespaces.contains(&&table.schema) {
            mismatches.push(mismatch(0, table.name.clone(), MismatchKind::NotInFile));
        }
    }
    keep_sql(schema, engine, &before, &changed)?;
    Ok(mismatches)
}

fn mismatch(line: usize, path: String, kind: MismatchKind) -> Mismatch {
    Mismatch { line, path, kind }
}

fn path(table: &DeclaredTable, column: Option<&str>) -> String {
    let mut path = table.schema.clone().map_or_else(String::new, |s| s + ".");
    path.push_str(&table.name);
    if let Some(column) = column {
        path.push('.');
        path.push_str(column);
    }
    path
}

fn find(schema: &Schema, table: &DeclaredTable) -> Option<TableId> {
    let namespace = table.schema.as_deref().filter(|name| *name != "public");
    schema.find_table(namespace, &table.name)
}

/// A column whose type changed.
type Changed = (TableId, usize);

fn columns(
    schema: &mut Schema,
    before: &Schema,
    id: TableId,
    declared: &DeclaredTable,
    engine: Engine,
    changed: &mut Vec<Changed>,
    mismatches: &mut Vec<Mismatch>,
) {
    let table = &mut schema.tables[id.0];
    let key = table.primary_key.as_ref();
    let key: Vec<usize> = key.iter().flat_map(|k| &k.columns).map(|c| c.0).collect();
    for declared_column in &declared.columns {
        let path = path(declared, Some(&declared_column.name));
        let mut differs =
            |kind| mismatches.push(mismatch(declared_column.line, path.clone(), kind));
        let Some(position) = table.find_column(&declared_column.name) else {
            if !is_rowid_name(&declared_column.name, engine) || !key.is_empty() {
                differs(MismatchKind::NotInDatabase);
            }
            continue;
        };
        let in_key = key.contains(&position.0);
        let column = &mut table.columns[position.0];
        match (column.nullable, declared_column.ty.nullable) {
            (true, false) => {
                let written_out = &before[id].columns[position.0];
                let by_domain =
                    engine.dialect.is(Family::Postgres) && has_not_null_domain(written_out, before);
                if !by_domain {
                    differs(MismatchKind::NullInDatabase);
                }
            }
            // SQLite shows a key as nullable where nobody wrote NOT NULL, and diesel prints it so.
            (false, true) if !(in_key && engine.dialect.is(Family::Sqlite)) => {
                differs(MismatchKind::NullInFile);
            }
            _ => {}
        }
        match decided(column, declared_column, engine.dialect) {
            Decision::Same => {}
            Decision::Adopt(scalar) => {
                column.ty = Type::Scalar(scalar);
                changed.push((id, position.0));
            }
            Decision::Refuse => differs(MismatchKind::Type(declared_column.written.clone())),
        }
    }
    for column in &table.columns {
        if !declared.columns.iter().any(|c| c.name == column.name) {
            let path = path(declared, Some(&column.name));
            mismatches.push(mismatch(declared.line, path, MismatchKind::NotInFile));
        }
    }
}

/// diesel gives a table without a key the rowid.
fn is_rowid_name(name: &str, engine: Engine) -> bool {
    engine.dialect.is(Family::Sqlite) && ["rowid", "oid", "_rowid_"].contains(&name)
}

enum Decision {
    Same,
    Adopt(Scalar),
    Refuse,
}

fn decided(column: &Column, declared: &Declared, dialect: Dialect) -> Decision {
    // What is no scalar on one of the sides is left as the database has it.
    let (Some(wanted), Type::Scalar(has)) = (declared.ty.scalar, &column.ty) else {
        return Decision::Same;
    };
    let has = *has;
    if wanted == has {
        return Decision::Same;
    }
    let fits = match dialect.family() {
        Family::Sqlite => is_stored_as(has, wanted),
        // diesel has no time with a zone there, and tinyint(1) is what one makes of it; JSON of MariaDB is text.
        Family::MySql => match (has, wanted) {
            (Scalar::TimestampTz, Scalar::Timestamp)
            | (Scalar::Json, Scalar::Text)
            | (Scalar::Uuid, _) => return Decision::Same,
            (Scalar::Bool, Scalar::I8) | (Scalar::I8, Scalar::Bool) => true,
            (Scalar::Text, Scalar::Json) => !dialect.has(Capability::JsonType),
            // MEDIUMINT and YEAR are types of the application's own to diesel.
            _ => false,
        },
        Family::Postgres => false,
    };
    if fits {
        Decision::Adopt(wanted)
    } else {
        Decision::Refuse
    }
}

/// Whether SQLite stores values of `wanted` in a column that holds values of `has`: as integers, as text, as floating-point
/// numbers, as octets.
fn is_stored_as(has: Scalar, wanted: Scalar) -> bool {
    const TEXT: &[Scalar] = &[
        Scalar::Text,
        Scalar::Date,
        Scalar::Time,
        Scalar::Timestamp,
        Scalar::TimestampTz,
        Scalar::Json,
    ];
    const REAL: &[Scalar] = &[Scalar::F32, Scalar::F64, Scalar::Decimal];
    const OCTETS: &[Scalar] = &[Scalar::Bytes, Scalar::Uuid, Scalar::Json];
    let integer = |scalar: Scalar| scalar == Scalar::Bool || scalar.integer().is_some();
    let both = |class: &[Scalar]| class.contains(&has) && class.contains(&wanted);
    (integer(has) && integer(wanted))
        || both(TEXT)
        || both(REAL)
        || both(OCTETS)
        // Times are numbers where the application keeps them so, and NUMERIC takes every number.
        || (has == Scalar::Decimal && integer(wanted))
        || (integer(has) && matches!(wanted, Scalar::Timestamp))
}

/// Spells the SQL type of a changed column, where its new type would make another one of it, or a check.
fn keep_sql(
    schema: &mut Schema,
    engine: Engine,
    before: &Schema,
    changed: &[Changed],
) -> Result<(), DdlErrors> {
    let mut bare = schema.clone();
    for (table, column) in changed {
        bare.tables[table.0].columns[*column].sql_type = Sql::default();
    }
    let after = erd_ddl::explicit(&bare, engine)?.schema;
    for (id, position) in changed {
        let checks = |schema: &Schema| {
            let checks = &schema.tables[id.0].checks;
            let of_it = |check: &&erd_core::schema::Check| {
                check.column.is_some_and(|column| column.0 == *position)
            };
            checks.iter().filter(of_it).count()
        };
        let ty = |schema: &Schema| {
            let column = &schema.tables[id.0].columns[*position];
            column.sql_type.get(engine.dialect).map(str::to_owned)
        };
        let same = ty(before) == ty(&after) && checks(before) == checks(&after);
        schema.tables[id.0].columns[*position].sql_type = match ty(before) {
            Some(text) if !same => Sql::new(text),
            _ => Sql::default(),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests;
