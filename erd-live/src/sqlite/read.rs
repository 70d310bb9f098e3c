//! Reading the catalog of SQLite: table-valued pragmas joined to `sqlite_schema`, and the text of the statements.

use std::collections::{BTreeMap, BTreeSet};

use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema, Table};

use super::create::{self, Create};
use crate::query::Query;
use crate::row::{Row, rows};
use crate::{Described, Error, Kind, Unsupported};

const OBJECTS: &str = "SELECT type AS type, name AS name, tbl_name AS on_table, sql AS sql FROM sqlite_schema \
     WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

// It works out the columns of every view and of the views below, so it is asked only where there are virtual tables, and
// once.
const SHADOW_TABLES: &str =
    "SELECT name AS name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";

/// What the file keeps for the application beside the schema.
const SETTINGS: &str = "SELECT 'user_version' AS name, user_version AS value, user_version = 0 AS is_usual FROM pragma_user_version \
     UNION ALL SELECT 'application_id', application_id, application_id = 0 FROM pragma_application_id \
     UNION ALL SELECT 'encoding', encoding, encoding = 'UTF-8' FROM pragma_encoding";

// Virtual tables have no root page. Their modules may not be at hand, and a pragma on one would fail.
const COLUMNS: &str = "SELECT s.name AS in_table, x.name AS name, x.type AS type, x.\"notnull\" AS not_null, x.dflt_value AS value, \
     x.pk AS key_place, x.hidden AS hidden \
     FROM sqlite_schema s, pragma_table_xinfo(s.name) x \
     WHERE s.type = 'table' AND s.rootpage > 0 ORDER BY s.name, x.cid";

const FOREIGN_KEYS: &str = "SELECT s.name AS in_table, f.seq AS place, f.\"table\" AS target, f.\"from\" AS name, f.\"to\" AS target_name, \
     f.on_update AS on_update, f.on_delete AS on_delete \
     FROM sqlite_schema s, pragma_foreign_key_list(s.name) f \
     WHERE s.type = 'table' AND s.rootpage > 0 ORDER BY s.name, f.id DESC, f.seq";

const INDEXES: &str = "SELECT s.name AS on_table, i.name AS name, i.\"unique\" AS is_unique, i.origin AS origin, x.cid AS column_number, \
     x.\"desc\" AS descends, x.coll AS collation, o.sql AS sql \
     FROM sqlite_schema s, pragma_index_list(s.name) i, pragma_index_xinfo(i.name) x \
     LEFT JOIN sqlite_schema o ON o.type = 'index' AND o.name = i.name \
     WHERE s.type = 'table' AND s.rootpage > 0 AND x.key ORDER BY s.name, i.seq DESC, x.seqno";

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) schema: Schema,
    pub(super) unsupported: Vec<Unsupported>,
    /// Tables by name in lower case.
    pub(super) positions: BTreeMap<String, usize>,
    /// What the text of each table says.
    pub(super) creates: Vec<Create>,
    /// Views and virtual tables by name in lower case.
    pub(super) relations: BTreeMap<String, (ObjectKind, String)>,
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
    let mut objects = Vec::new();
    for mut row in rows(connection, "settings", SETTINGS)? {
        let (name, value) = (row.text("name")?, row.text("value")?);
        if !row.flag("is_usual")? {
            reader.name(Kind::DatabaseOption, format!("{name} = {value}"));
        }
    }
    let found = rows(connection, "objects", OBJECTS)?;
    let mut virtual_tables = BTreeSet::new();
    for mut row in found {
        let object = Object::read(&mut row)?;
        if object.is_virtual() {
            virtual_tables.insert(object.name.to_lowercase());
        }
        objects.push(object);
    }
    let mut shadows = BTreeSet::new();
    if !virtual_tables.is_empty() {
        for mut row in rows(connection, "shadow tables", SHADOW_TABLES)? {
            shadows.insert(row.text("name")?);
        }
    }
    objects.retain(|o| !o.is_hidden(&virtual_tables, &shadows));
    for object in objects.iter().filter(|o| o.is_table()) {
        reader.table(object);
    }
    for row in rows(connection, "columns", COLUMNS)? {
        reader.column(row)?;
    }
    reader.primary_keys();
    reader.checks();
    let mut keys = Vec::new();
    for row in rows(connection, "foreign keys", FOREIGN_KEYS)? {
        reader.foreign_key(row, &mut keys)?;
    }
    reader.add_foreign_keys(keys);
    let mut last = None;
    for row in rows(connection, "indexes", INDEXES)? {
        reader.index(row, &mut last)?;
    }
    reader.finish_indexes();
    reader.objects(&objects);
    reader.unsupported.sort();
    Ok(Described {
        schema: reader.schema,
        unsupported: reader.unsupported,
        left_out: Vec::new(),
        dialect: Dialect::Sqlite,
        version: Vec::new(),
    })
}

/// A row of `sqlite_schema`.
#[derive(Debug)]
pub(super) struct Object {
    /// `table`, `view`, `trigger` or `index`.
    pub(super) kind: String,
    pub(super) name: String,
    /// The table it is on.
    pub(super) table: String,
    /// Its statement as it was written.
    pub(super) sql: String,
}

/// What FTS and R-Tree call the tables that they keep their data in. A file may be read without the module.
const SHADOWS: [&str; 11] = [
    "content", "data", "idx", "docsize", "config", "segments", "segdir", "stat", "node", "parent",
    "rowid",
];

impl Object {
    fn read(row: &mut Row) -> Result<Self, Error> {
        Ok(Self {
            kind: row.text("type")?,
            name: row.text("name")?,
            table: row.text("on_table")?,
            sql: row.opt("sql")?.unwrap_or_default(),
        })
    }

    pub(super) fn is_virtual(&self) -> bool {
        let mut words = self.sql.split_whitespace();
        self.kind == "table"
            && words
                .nth(1)
                .is_some_and(|w| w.eq_ignore_ascii_case("virtual"))
    }

    fn is_table(&self) -> bool {
        self.kind == "table" && !self.is_virtual()
    }

    /// Whether it is where a virtual table keeps its data.
    fn is_hidden(&self, virtual_tables: &BTreeSet<String>, shadows: &BTreeSet<String>) -> bool {
        let of = self.table.to_lowercase();
        let shadow = of
            .rsplit_once('_')
            .is_some_and(|(table, part)| virtual_tables.contains(table) && SHADOWS.contains(&part));
        shadows.contains(&self.table) || shadow
    }
}

impl Reader {
    pub(super) fn name(&mut self, kind: Kind, object: impl Into<String>) {
        self.unsupported.push(Unsupported::new(kind, object));
    }

    fn table(&mut self, object: &Object) {
        let create = create::parse(&object.sql);
        let mut table = Table::new(object.name.clone());
        table.strict = create.strict;
        table.options.without_rowid = create.without_rowid;
        table.options.autoincrement = create.autoincrement;
        for clause in &create.conflicts {
            self.name(
                Kind::ConflictClause,
                format!("{}: ON CONFLICT {clause}", object.name),
            );
        }
        for (column, name, of) in &create.names {
            let path = format!("{}.{column}", object.name);
            self.name(Kind::ColumnOption, format!("{path}: name {name} of {of}"));
        }
        self.positions
            .insert(object.name.to_lowercase(), self.schema.tables.len());
        self.schema.tables.push(table);
        self.creates.push(create);
    }

    pub(super) fn position(&self, table: &str) -> Option<usize> {
        self.positions.get(&table.to_lowercase()).copied()
    }
}
