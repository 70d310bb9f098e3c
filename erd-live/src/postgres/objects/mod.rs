//! Objects of PostgreSQL that erd does not take apart.

mod depends;
mod settings;
mod sql;

use std::collections::BTreeSet;

use erd_core::Dialect;
use erd_core::schema::{EnumType, ObjectKind, ObjectName, SqlObject};

use super::Reader;
use super::tables::default_none;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::{Error, Kind};

pub(super) use depends::Node;

impl Reader {
    /// Reads all objects. `version` is `server_version_num`.
    pub(super) fn objects(
        &mut self,
        connection: &mut dyn Query,
        version: i64,
    ) -> Result<(), Error> {
        let collations = sql::collations(version);
        let settings = settings::settings();
        let queries: [(&'static str, &str); 24] = [
            ("namespaces", sql::NAMESPACES),
            ("extensions", sql::EXTENSIONS),
            ("collations", &collations),
            ("composite types", sql::COMPOSITES),
            ("range types", sql::RANGES),
            ("domains", sql::DOMAINS),
            ("sequences", sql::SEQUENCES),
            ("functions", sql::FUNCTIONS),
            ("aggregates", sql::AGGREGATES),
            ("operators and casts", sql::OPERATORS),
            ("text search configurations", sql::TEXT_SEARCH),
            ("foreign servers", sql::SERVERS),
            ("foreign tables", sql::FOREIGN_TABLES),
            ("views", sql::VIEWS),
            ("other indexes", sql::INDEXES),
            ("constraints of partitions", sql::CONSTRAINTS),
            ("settings", &settings),
            ("statistics", sql::STATISTICS),
            ("rules", sql::RULES),
            ("triggers", sql::TRIGGERS),
            ("event triggers", sql::EVENT_TRIGGERS),
            ("policies", sql::POLICIES),
            ("comments", sql::COMMENTS),
            ("other objects", sql::UNSUPPORTED),
        ];
        for (what, query) in queries {
            for row in rows(connection, what, query)? {
                match what {
                    "comments" => self.comment(row)?,
                    "other objects" => self.unsupported_object(row)?,
                    _ => self.object(row)?,
                }
            }
        }
        Ok(())
    }

    fn object(&mut self, mut row: Row) -> Result<(), Error> {
        let node = (row.text()?, row.number()?);
        if self.made_by_erd.contains(&node) {
            return Ok(());
        }
        let word = row.text()?;
        let namespace = row.opt()?;
        let name = row.text()?;
        let arguments = row.opt()?;
        let table = match (row.opt()?, row.opt()?) {
            (Some(namespace), Some(name)) => Some(ObjectName {
                schema: default_none(namespace),
                name,
            }),
            _ => None,
        };
        let comment = row.opt()?;
        let statement = row.text()?;
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

    /// A comment, with the catalog and oid of what it is on.
    fn comment(&mut self, mut row: Row) -> Result<(), Error> {
        for _ in 0..4 {
            row.opt()?;
        }
        let name = row.text()?;
        for _ in 0..4 {
            row.opt()?;
        }
        let text = erd_ddl::literal(Dialect::Postgres, &row.text()?);
        let owner = (row.text()?, row.number()?);
        let statement = format!("COMMENT ON {name} IS {text}");
        let object = SqlObject::new(ObjectKind::Comment, name.clone(), statement);
        let node = ("pg_description".to_owned(), self.comments);
        self.comments -= 1;
        self.owners.insert(node.clone(), owner.clone());
        self.commented.push((node.clone(), owner));
        self.add_object(node, object);
        Ok(())
    }

    fn unsupported_object(&mut self, mut row: Row) -> Result<(), Error> {
        let what = row.text()?;
        let namespace = row.opt()?.and_then(default_none);
        let name = row.text()?;
        let name = ObjectName {
            schema: namespace,
            name,
        };
        self.name(Kind::OtherObject, format!("{what} {name}"));
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
