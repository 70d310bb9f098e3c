//! Reading the catalog of SQLite: three table-valued pragmas joined to `sqlite_schema`, and the text of the statements.

use std::collections::BTreeMap;

use erd_core::schema::{
    Check, Column, ColumnId, Deferrable, ForeignKey, Generated, Identity, Index, IndexKey,
    IndexKind, KeyPart, Order, PrimaryKey, Schema, Sql, Table, Type,
};
use erd_core::{Dialect, Scalar, naming};

use super::create::{self, Create};
use super::indexes;
use crate::bookkeeping::is_bookkeeping;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::types::{action, target};
use crate::{Described, Error, Kind, Unsupported};

const OBJECTS: &str = "SELECT s.type, s.name, s.tbl_name, s.sql FROM sqlite_schema s \
     WHERE s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR s.type = 'index' ORDER BY s.name";

const COLUMNS: &str = "SELECT s.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden \
     FROM sqlite_schema s, pragma_table_xinfo(s.name) x \
     WHERE s.type = 'table' ORDER BY s.name, x.cid";

const FOREIGN_KEYS: &str = "SELECT s.name, f.id, f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete \
     FROM sqlite_schema s, pragma_foreign_key_list(s.name) f \
     WHERE s.type = 'table' ORDER BY s.name, f.id DESC, f.seq";

const INDEXES: &str = "SELECT s.name, i.name, i.\"unique\", i.origin, x.cid, x.\"desc\", x.coll \
     FROM sqlite_schema s, pragma_index_list(s.name) i, pragma_index_xinfo(i.name) x \
     WHERE s.type = 'table' AND x.key ORDER BY s.name, i.seq DESC, x.seqno";

#[derive(Debug, Default)]
struct Reader {
    schema: Schema,
    unsupported: Vec<Unsupported>,
    positions: BTreeMap<String, usize>,
    creates: Vec<Create>,
    index_sql: BTreeMap<String, String>,
}

pub(crate) fn describe(connection: &mut dyn Query) -> Result<Described, Error> {
    rows(connection, "transaction", "BEGIN")?;
    let described = read(connection);
    let end = rows(connection, "transaction", "ROLLBACK");
    let described = described?;
    end?;
    Ok(described)
}

fn read(connection: &mut dyn Query) -> Result<Described, Error> {
    let mut reader = Reader::default();
    for row in rows(connection, "objects", OBJECTS)? {
        reader.object(row)?;
    }
    let mut keys = BTreeMap::new();
    for row in rows(connection, "columns", COLUMNS)? {
        reader.column(row, &mut keys)?;
    }
    reader.primary_keys(&keys);
    for row in rows(connection, "foreign keys", FOREIGN_KEYS)? {
        reader.foreign_key(row)?;
    }
    reader.name_foreign_keys();
    let mut last = None;
    for row in rows(connection, "indexes", INDEXES)? {
        reader.index(row, &mut last)?;
    }
    reader.unsupported.sort();
    Ok(Described {
        schema: reader.schema,
        serial: Vec::new(),
        unsupported: reader.unsupported,
        dialect: Dialect::Sqlite,
    })
}

impl Reader {
    fn name(&mut self, kind: Kind, object: impl Into<String>) {
        self.unsupported.push(Unsupported::new(kind, object));
    }

    fn object(&mut self, mut row: Row) -> Result<(), Error> {
        let kind = row.text()?;
        let name = row.text()?;
        let table = row.text()?;
        let sql = row.opt()?.unwrap_or_default();
        match kind.as_str() {
            "view" => self.name(Kind::View, name),
            "trigger" => self.name(Kind::Trigger, format!("{table}.{name}")),
            "index" => {
                self.index_sql.insert(name, sql);
            }
            "table" if is_bookkeeping(&name) => {}
            "table" if is_virtual(&sql) => self.name(Kind::VirtualTable, name),
            _ => self.table(name, &sql),
        }
        Ok(())
    }

    fn table(&mut self, name: String, sql: &str) {
        let create = create::parse(sql);
        let marks = [
            (create.without_rowid, Kind::WithoutRowid),
            (create.autoincrement, Kind::Autoincrement),
            (create.conflict, Kind::ConflictClause),
        ];
        for (is, kind) in marks {
            if is {
                self.name(kind, name.clone());
            }
        }
        let mut table = Table::new(name.clone());
        table.strict = create.strict;
        self.positions
            .insert(name.to_lowercase(), self.schema.tables.len());
        self.schema.tables.push(table);
        self.creates.push(create);
    }

    fn position(&self, table: &str) -> Option<usize> {
        self.positions.get(&table.to_lowercase()).copied()
    }

    fn column(
        &mut self,
        mut row: Row,
        keys: &mut BTreeMap<usize, Vec<(i64, ColumnId)>>,
    ) -> Result<(), Error> {
        let Some(table) = self.position(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let declared = row.opt()?.unwrap_or_default();
        let mut column = Column::new(name, Type::Unknown);
        column.nullable = !row.flag()?;
        column.default = row.opt()?.map(Sql::new).unwrap_or_default();
        let key = row.number()?;
        let hidden = row.number()?;
        let lower = column.name.to_lowercase();
        let create = &self.creates[table];
        if let Some(sql) = create.generated.get(&lower) {
            column.generated = Some(Generated {
                sql: Sql::new(sql.clone()),
                stored: hidden == 3,
            });
        }
        if let Some(collation) = create.collations.get(&lower) {
            column.collation = Sql::new(collation.clone());
        }
        // "GENERATED ALWAYS" is part of the type that the pragma reports.
        apply(
            &mut column,
            declared.trim().trim_end_matches("GENERATED ALWAYS").trim(),
        );
        let table_model = &mut self.schema.tables[table];
        let id = ColumnId(table_model.columns.len());
        for (_, sql, of) in &create.checks {
            // A check that names the column alone belongs to it.
            let _ = (sql, of);
        }
        table_model.columns.push(column);
        if key > 0 {
            keys.entry(table).or_default().push((key, id));
        }
        Ok(())
    }

    fn primary_keys(&mut self, keys: &BTreeMap<usize, Vec<(i64, ColumnId)>>) {
        for (position, (table, create)) in
            self.schema.tables.iter_mut().zip(&self.creates).enumerate()
        {
            if let Some(columns) = keys.get(&position) {
                let mut columns = columns.clone();
                columns.sort_by_key(|(order, _)| *order);
                let columns: Vec<ColumnId> = columns.into_iter().map(|(_, id)| id).collect();
                if let [column] = columns[..] {
                    let column = &mut table.columns[column.0];
                    if is_rowid(column) {
                        column.identity = Some(Identity::ByDefault);
                        column.nullable = false;
                        column.sql_type = Sql::default();
                        column.ty = Type::Scalar(Scalar::I64);
                    }
                }
                if table.strict || create.without_rowid {
                    for column in &columns {
                        table.columns[column.0].nullable = false;
                    }
                }
                table.primary_key = Some(PrimaryKey {
                    include: Vec::new(),
                    deferrable: erd_core::schema::Deferrable::No,
                    name: create
                        .primary_key
                        .clone()
                        .unwrap_or_else(|| naming::primary_key(&table.name)),
                    columns,
                });
            }
            for (name, sql, column) in &create.checks {
                let column = column.as_ref().and_then(|c| {
                    let found = table
                        .columns
                        .iter()
                        .position(|other| other.name.eq_ignore_ascii_case(c));
                    found.map(ColumnId)
                });
                let name = name.clone().unwrap_or_else(|| {
                    let columns: Vec<&str> = column
                        .iter()
                        .map(|c| table.columns[c.0].name.as_str())
                        .collect();
                    naming::check(&table.name, &columns)
                });
                table.checks.push(Check {
                    no_inherit: false,
                    enforced: true,
                    name,
                    sql: Sql::new(sql.clone()),
                    column,
                    validated: true,
                });
            }
        }
    }

    fn foreign_key(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(table) = self.position(&row.text()?) else {
            return Ok(());
        };
        row.number()?;
        let sequence = row.number()?;
        let other_name = row.text()?;
        let from = row.text()?;
        let to = row.opt()?;
        let (on_update, on_delete) = (action(&row.text()?), action(&row.text()?));
        let Some(other) = self.position(&other_name) else {
            let name = self.schema.tables[table].name.clone();
            self.name(
                Kind::OtherConstraint,
                format!("{name}.{from} to the missing table {other_name}"),
            );
            return Ok(());
        };
        let position = usize::try_from(sequence).unwrap_or(0);
        let column = find(&self.schema.tables[table], &from);
        let to = if let Some(to) = to {
            find(&self.schema.tables[other], &to)
                .map_or(to, |id| self.schema.tables[other][id].name.clone())
        } else {
            // No columns named: the primary key.
            let other = &self.schema.tables[other];
            let key = other.primary_key.as_ref().map(|k| k.columns.as_slice());
            key.and_then(|k| k.get(position))
                .map_or_else(|| "rowid".to_owned(), |id| other[*id].name.clone())
        };
        let keys = &mut self.schema.tables[table].foreign_keys;
        if sequence == 0 {
            keys.push(ForeignKey {
                match_full: false,
                set_columns: Vec::new(),
                enforced: true,
                name: String::new(),
                columns: Vec::new(),
                target: target(table, other),
                target_columns: Vec::new(),
                on_delete,
                on_update,
                deferrable: Deferrable::No,
                validated: true,
                on_soft_delete: None,
                one_to_one: false,
                loose: None,
            });
        }
        if let (Some(key), Some(column)) = (keys.last_mut(), column) {
            key.columns.push(column);
            key.target_columns.push(to);
        }
        Ok(())
    }

    /// The pragma lists foreign keys in the reverse order of the text, which alone has their names.
    fn name_foreign_keys(&mut self) {
        for (table, create) in self.schema.tables.iter_mut().zip(&self.creates) {
            let complete = table.foreign_keys.len() == create.foreign_keys.len();
            for i in 0..table.foreign_keys.len() {
                let columns: Vec<&str> = table.foreign_keys[i]
                    .columns
                    .iter()
                    .map(|c| table.columns[c.0].name.as_str())
                    .collect();
                let default = naming::foreign_key(&table.name, &columns);
                let written = create.foreign_keys.get(i).filter(|_| complete);
                let key = &mut table.foreign_keys[i];
                key.name = written.and_then(|w| w.0.clone()).unwrap_or(default);
                key.deferrable = written.map_or(Deferrable::No, |w| w.1);
            }
        }
    }

    fn index(&mut self, mut row: Row, last: &mut Option<String>) -> Result<(), Error> {
        let Some(position) = self.position(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let unique = row.flag()?;
        let origin = row.text()?;
        let column = row.number()?;
        let descending = row.flag()?;
        let collation = row.opt()?;
        if origin == "pk" {
            return Ok(());
        }
        let sql = self.index_sql.get(&name).cloned().unwrap_or_default();
        let (texts, predicate) = indexes::parse(&sql);
        let table = &mut self.schema.tables[position];
        if last.as_ref() != Some(&name) {
            *last = Some(name.clone());
            let kind = match (origin.as_str(), unique) {
                ("u", _) => IndexKind::UniqueConstraint(Deferrable::No),
                (_, true) => IndexKind::Unique,
                _ => IndexKind::Plain,
            };
            let mut index = Index::new(name.clone(), kind, []);
            index.predicate = predicate.map(Sql::new).unwrap_or_default();
            table.indexes.push(index);
        }
        let Some(index) = table.indexes.last_mut() else {
            return Ok(());
        };
        let id = usize::try_from(column).ok().map(ColumnId);
        let part = match id {
            Some(id) => KeyPart::Column(id),
            None => KeyPart::Expression(Sql::new(
                texts.get(index.keys.len()).cloned().unwrap_or_default(),
            )),
        };
        let own = id.and_then(|id| {
            self.creates[position]
                .collations
                .get(&table.columns[id.0].name.to_lowercase())
        });
        let own = own.map_or("BINARY", String::as_str);
        let foreign = collation.is_some_and(|c| !c.eq_ignore_ascii_case(own));
        index.keys.push(IndexKey {
            collation: None,
            part,
            order: if descending { Order::Desc } else { Order::Asc },
            nulls: None,
            opclass: None,
            prefix_len: None,
        });
        if origin == "u" {
            let lower: Option<Vec<String>> = index.key_columns().map(|keys| {
                keys.iter()
                    .map(|c| table.columns[c.0].name.to_lowercase())
                    .collect()
            });
            let written = self.creates[position]
                .unique
                .iter()
                .find(|(_, columns)| Some(columns) == lower.as_ref());
            if let Some(lower) = &lower {
                let columns: Vec<&str> = lower.iter().map(String::as_str).collect();
                index.name = written
                    .and_then(|(name, _)| name.clone())
                    .unwrap_or_else(|| naming::unique(&table.name, &columns));
            }
        }
        if foreign && id.is_some() {
            let object = format!("{}.{name}", self.schema.tables[position].name);
            self.name(Kind::IndexCollation, object);
        }
        Ok(())
    }
}

fn is_virtual(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    words.next();
    words
        .next()
        .is_some_and(|w| w.eq_ignore_ascii_case("virtual"))
}

fn find(table: &Table, column: &str) -> Option<ColumnId> {
    let found = |c: &Column| c.name.eq_ignore_ascii_case(column);
    table.columns.iter().position(found).map(ColumnId)
}

/// A column whose values are the rowid, if it alone is the primary key.
fn is_rowid(column: &Column) -> bool {
    column
        .sql_type
        .any
        .as_deref()
        .is_some_and(|t| t.eq_ignore_ascii_case("INTEGER"))
}

/// SQLite knows five storage classes and takes any word for a type ("Datatypes", 3.1). The declared word is kept; the
/// logical type is what the word says where it is unmistakable, and the word itself elsewhere.
fn apply(column: &mut Column, declared: &str) {
    let upper = declared.to_ascii_uppercase();
    let (word, arguments) = match upper.split_once('(') {
        Some((word, rest)) => (word.trim(), rest.trim_end_matches(')').trim()),
        None => (upper.as_str(), ""),
    };
    let scalar = match word {
        "BOOLEAN" | "BOOL" => Scalar::Bool,
        "INTEGER" | "INT8" | "BIGINT" => Scalar::I64,
        "INT" | "INT4" => Scalar::I32,
        "SMALLINT" | "INT2" => Scalar::I16,
        "REAL" | "DOUBLE" | "DOUBLE PRECISION" | "FLOAT" => Scalar::F64,
        "TEXT" | "CLOB" | "VARCHAR" | "CHARACTER VARYING" | "CHAR" | "CHARACTER" | "NVARCHAR" => {
            Scalar::Text
        }
        "BLOB" | "BINARY" | "VARBINARY" => Scalar::Bytes,
        "DATE" => Scalar::Date,
        "TIME" => Scalar::Time,
        "DATETIME" | "TIMESTAMP" => Scalar::Timestamp,
        "TIMESTAMPTZ" => Scalar::TimestampTz,
        "JSON" => Scalar::Json,
        "UUID" => Scalar::Uuid,
        "DECIMAL" | "NUMERIC" => Scalar::Decimal,
        _ => {
            column.ty = Type::Named(declared.to_owned());
            return;
        }
    };
    column.ty = Type::Scalar(scalar);
    // A length binds nothing here, so it is part of the spelling and no bound.
    let _ = arguments;
    column.sql_type = Sql::new(declared);
}
