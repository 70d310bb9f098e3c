//! Objects of PostgreSQL that erd does not take apart.

mod depends;

use std::collections::BTreeSet;

use erd_core::Dialect;
use erd_core::schema::{EnumType, ObjectKind, ObjectName, SqlObject};

use super::Reader;
use super::sql::{Catalog, catalog};
use super::tables::default_none;
use crate::row::Row;
use crate::{Error, Kind};

pub(super) use depends::Node;

/// The queries for objects that erd does not take apart; the server writes their statements. All answer [`COLUMNS`].
pub(super) const QUERIES: [Catalog; 22] = [
    catalog!("namespaces"),
    catalog!("extensions"),
    catalog!("collations"),
    catalog!("composite_types"),
    catalog!("range_types"),
    catalog!("domains"),
    catalog!("sequences"),
    catalog!("functions"),
    catalog!("aggregates"),
    catalog!("operators"),
    catalog!("text_search"),
    catalog!("foreign_servers"),
    catalog!("foreign_tables"),
    catalog!("views"),
    catalog!("indexes"),
    catalog!("constraints"),
    catalog!("settings"),
    catalog!("statistics"),
    catalog!("rules"),
    catalog!("triggers"),
    catalog!("event_triggers"),
    catalog!("policies"),
];

/// Comments on what has no place for one.
pub(super) const COMMENTS: Catalog = catalog!("comments");

/// What is named and not described.
pub(super) const UNSUPPORTED: Catalog = catalog!("unsupported");

/// What the queries answer, of which those that are NULL throughout are left out: the catalog and the oid in it, a
/// [word](ObjectKind::word), a statement. A second row of an object is a second statement; the last two order them.
const COLUMNS: [&str; 12] = [
    "class",
    "oid",
    "kind",
    "namespace",
    "name",
    "arguments",
    "table_namespace",
    "table_name",
    "comment",
    "statement",
    "place",
    "token",
];

impl Reader {
    /// Reads all objects.
    pub(super) fn objects(
        &mut self,
        ask: &mut impl FnMut(Catalog) -> Result<Vec<Row>, Error>,
    ) -> Result<(), Error> {
        for query in QUERIES {
            for row in ask(query)? {
                self.object(row)?;
            }
        }
        for row in ask(COMMENTS)? {
            self.comment(row)?;
        }
        for row in ask(UNSUPPORTED)? {
            self.unsupported_object(row)?;
        }
        Ok(())
    }

    fn object(&mut self, mut row: Row) -> Result<(), Error> {
        row.has_only(&COLUMNS)?;
        let node = (row.text("class")?, row.number("oid")?);
        if self.made_by_erd.contains(&node) {
            return Ok(());
        }
        let word = row.text("kind")?;
        let namespace = row.opt_if_there("namespace")?;
        let name = row.text("name")?;
        let arguments = row.opt_if_there("arguments")?;
        let schema = row.opt_if_there("table_namespace")?;
        let table = row.opt_if_there("table_name")?.map(|name| ObjectName {
            schema: schema.and_then(default_none),
            name,
        });
        let comment = row.opt_if_there("comment")?;
        let statement = row.text("statement")?;
        let statement = statement.trim().trim_end_matches(';');
        if let Some(Node::Object(found)) = self.nodes.get(&node) {
            let sql = erd_core::schema::Sql::new(statement);
            self.schema.objects[*found].create.push(sql);
            return Ok(());
        }
        let Some(kind) = ObjectKind::find(&word) else {
            self.name(Kind::OtherObject, format!("{word} {name}"));
            return Ok(());
        };
        let mut object = SqlObject::new(kind, name, statement);
        object.schema = namespace.and_then(default_none);
        object.arguments = arguments;
        object.table = table;
        object.comment = comment;
        self.add_object(node, object);
        Ok(())
    }

    fn add_object(&mut self, node: (String, i64), object: SqlObject) {
        let position = self.schema.objects.len();
        self.nodes.insert(node, Node::Object(position));
        self.schema.objects.push(object);
    }

    fn comment(&mut self, mut row: Row) -> Result<(), Error> {
        let name = row.text("name")?;
        let text = erd_ddl::literal(Dialect::Postgres, &row.text("text")?);
        let owner = (row.text("owner_class")?, row.number("owner")?);
        let statement = format!("COMMENT ON {name} IS {text}");
        let object = SqlObject::new(ObjectKind::Comment, name.clone(), statement);
        let node = ("pg_description".to_owned(), self.next_comment);
        self.next_comment -= 1;
        self.owners.insert(node.clone(), owner.clone());
        self.commented.push((node.clone(), owner));
        self.add_object(node, object);
        Ok(())
    }

    fn unsupported_object(&mut self, mut row: Row) -> Result<(), Error> {
        let kind = row.text("kind")?;
        let name = ObjectName {
            schema: row.opt("namespace")?.and_then(default_none),
            name: row.text("name")?,
        };
        self.name(Kind::OtherObject, format!("{kind} {name}"));
        Ok(())
    }

    /// An enum type that no column uses.
    pub(super) fn unused_enum(&mut self, oid: i64, ty: EnumType) {
        let statement = erd_ddl::create_enum(&ty);
        let mut object = SqlObject::new(ObjectKind::Type, ty.name, statement);
        object.schema = ty.schema;
        object.comment = ty.comment;
        self.add_object(("pg_type".to_owned(), oid), object);
    }

    /// Sorts the objects and takes out namespaces that go without saying: they have no comment and hold something.
    pub(super) fn finish_objects(&mut self) {
        let mut used = BTreeSet::new();
        for table in &self.schema.tables {
            used.extend(table.schema.clone());
        }
        for ty in &self.schema.enums {
            used.extend(ty.schema.clone());
        }
        for object in &self.schema.objects {
            used.extend(object.schema.clone());
        }
        self.schema.objects.retain(|object| {
            let says_something =
                object.name != super::PUBLIC && !used.contains(object.name.as_str());
            object.kind != ObjectKind::Namespace || object.comment.is_some() || says_something
        });
        let place = |o: &SqlObject| (o.kind, o.schema.clone(), o.name.clone(), o.key());
        self.schema.objects.sort_by_cached_key(place);
    }
}
