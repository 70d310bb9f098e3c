//! Snapshots of large schemas: ten columns a table, a key, an index, a check, and a foreign key to the table before.

use std::fs;
use std::path::{Path, PathBuf};

use erd_core::schema::{
    Action, Check, Column, ColumnId, ForeignKey, Index, IndexKind, PrimaryKey, Schema, Sql, Table,
    TableId, Target, Type,
};
use erd_core::{Dialect, Scalar, naming};

/// What happens to each table, between an old snapshot and a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// In every tenth table a column comes, one goes, and one may be NULL.
    Some,
    Columns,
    Checks,
    Indexes,
    ForeignKeys,
    /// A column becomes of another type, in phases where the engine has them.
    Types,
    Drops,
}

impl Change {
    pub(super) const EACH: [Self; 6] = [
        Self::Columns,
        Self::Checks,
        Self::Indexes,
        Self::ForeignKeys,
        Self::Types,
        Self::Drops,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Some => "some changes",
            Self::Columns => "added columns",
            Self::Checks => "added checks",
            Self::Indexes => "added indexes",
            Self::ForeignKeys => "added foreign keys",
            Self::Types => "types in phases",
            Self::Drops => "dropped tables",
        }
    }

    /// The schema before and after, with so many tables.
    pub(super) fn schemas(self, tables: usize, dialect: Dialect) -> [Schema; 2] {
        let mut old = schema(tables);
        let mut new = old.clone();
        match self {
            Self::Some => some(&mut new),
            Self::Columns => each(&mut new, |table| {
                let mut note = column("note", Scalar::Text);
                note.nullable = true;
                table.columns.push(note);
            }),
            Self::Checks => each(&mut new, |table| {
                let name = format!("{}_more_check", table.name);
                let check = Check::new(name, Sql::new("count_2 >= 0"));
                table.checks.push(check);
            }),
            Self::Indexes => each(&mut new, |table| {
                let name = naming::index(&table.name, &["name_1"]);
                let index = Index::new(name, IndexKind::Plain, [ColumnId(4)]);
                table.indexes.push(index);
            }),
            Self::ForeignKeys => each(&mut old, |table| table.foreign_keys.clear()),
            Self::Types => each(&mut new, |table| {
                // SQLite has one type for all integers.
                table.columns[9].ty = Type::Scalar(match dialect {
                    Dialect::Sqlite => Scalar::F64,
                    _ => Scalar::I64,
                });
            }),
            Self::Drops => new.tables.truncate(tables / 10),
        }
        [old, new]
    }

    /// Writes both as files, and returns their paths.
    pub(super) fn write(
        self,
        tables: usize,
        dialect: Dialect,
        folder: &Path,
    ) -> Result<[PathBuf; 2], String> {
        let [old, new] = self.schemas(tables, dialect);
        Ok([
            write(&old, &folder.join("old.json"))?,
            write(&new, &folder.join("new.json"))?,
        ])
    }
}

/// Writes a snapshot.
pub(super) fn write(schema: &Schema, file: &Path) -> Result<PathBuf, String> {
    let shown = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).map_err(|error| shown(&error))?;
    let text = serde_json::to_string(schema).map_err(|error| shown(&error))?;
    fs::write(file, text).map_err(|error| shown(&error))?;
    Ok(file.to_owned())
}

pub(super) fn schema(tables: usize) -> Schema {
    Schema {
        tables: (0..tables).map(table).collect(),
        ..Schema::default()
    }
}

fn table(number: usize) -> Table {
    let mut table = Table::new(format!("things_{number}"));
    table.columns.push(column("id", Scalar::I64));
    table.columns.push(column("parent_id", Scalar::I64));
    for i in 0..4 {
        table.columns.push(Column {
            // MySQL gives an index no whole text.
            max_len: Some(100),
            ..column(&format!("name_{i}"), Scalar::Text)
        });
        table
            .columns
            .push(column(&format!("count_{i}"), Scalar::I32));
    }
    let (name, id) = (table.name.clone(), ColumnId(0));
    table.primary_key = Some(PrimaryKey::new(naming::primary_key(&name), vec![id]));
    let index = naming::index(&name, &["parent_id", "name_0"]);
    let columns = [ColumnId(1), ColumnId(2)];
    table
        .indexes
        .push(Index::new(index, IndexKind::Plain, columns));
    table.checks.push(Check::new(
        format!("{name}_count_check"),
        Sql::new("count_0 >= 0 AND count_1 < 100"),
    ));
    if number > 0 {
        table.foreign_keys.push(ForeignKey {
            on_delete: Some(Action::Restrict),
            ..ForeignKey::new(
                naming::foreign_key(&name, &["parent_id"]),
                [ColumnId(1)],
                Target::Table(TableId(number - 1)),
                ["id"],
            )
        });
    }
    table
}

fn some(schema: &mut Schema) {
    for table in schema.tables.iter_mut().step_by(10) {
        let mut note = column("note", Scalar::Text);
        note.nullable = true;
        table.columns.push(note);
        table.columns.remove(9);
        table.columns[4].nullable = true;
    }
}

fn each(schema: &mut Schema, change: impl FnMut(&mut Table)) {
    schema.tables.iter_mut().for_each(change);
}

fn column(name: &str, scalar: Scalar) -> Column {
    Column::new(name, Type::Scalar(scalar))
}
