//! Tables for unit tests, written short.

use crate::config::TargetVersion;
use crate::{Config, Rule, check_entity, check_entity_with, check_schema, check_schema_with};
use erd_core::schema::{
    AccessPath, Action, Allow, Column, ColumnId, Deferrable, ForeignKey, Index, IndexKind, Order,
    Partition, PartitionKind, PrimaryKey, Role, Schema, Sql, Table, TableId, Target, Type,
    UniqueScope,
};
use erd_core::{Dialect, Finding, Scalar, Site, naming};

/// Builds a [`Table`]; columns are NOT NULL `i64` until something else is said.
pub(crate) struct Builder(Table);

pub(crate) fn table(name: &str) -> Builder {
    let mut table = Table::new(name);
    "T".clone_into(&mut table.entity);
    Builder(table)
}

impl Builder {
    pub(crate) fn done(self) -> Table {
        self.0
    }

    pub(crate) fn edit(mut self, edit: impl FnOnce(&mut Table)) -> Self {
        edit(&mut self.0);
        self
    }

    pub(crate) fn columns<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        for name in names {
            self.0
                .columns
                .push(Column::new(name, Type::Scalar(Scalar::I64)));
        }
        self
    }

    pub(crate) fn column(mut self, name: &str, edit: impl FnOnce(&mut Column)) -> Self {
        let mut column = Column::new(name, Type::Scalar(Scalar::I64));
        edit(&mut column);
        self.0.columns.push(column);
        self
    }

    pub(crate) fn nullable(self, name: &str) -> Self {
        self.column(name, |c| c.nullable = true)
    }

    pub(crate) fn deleted_at(self) -> Self {
        self.column("deleted_at", |c| {
            c.ty = Type::Scalar(Scalar::TimestampTz);
            c.nullable = true;
            c.role = Some(Role::DeletedAt);
        })
    }

    pub(crate) fn deleted_flag(self) -> Self {
        self.column("is_deleted", |c| {
            c.ty = Type::Scalar(Scalar::Bool);
            c.role = Some(Role::DeletedFlag);
        })
    }

    pub(crate) fn ids<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<ColumnId> {
        let find = |name| self.0.find_column(name).expect("the test names a column");
        names.into_iter().map(find).collect()
    }

    pub(crate) fn primary_key<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let columns = self.ids(names);
        let name = naming::primary_key(&self.0.name);
        self.0.primary_key = Some(PrimaryKey {
            include: Vec::new(),
            deferrable: erd_core::schema::Deferrable::No,
            name,
            columns,
        });
        self
    }

    pub(crate) fn foreign_key<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a str>,
        target: Target,
        target_columns: &[&str],
    ) -> Self {
        let columns = self.ids(names);
        let list: Vec<&str> = columns.iter().map(|c| self.0[*c].name.as_str()).collect();
        let name = naming::foreign_key(&self.0.name, &list);
        self.0.foreign_keys.push(ForeignKey::new(
            name,
            columns,
            target,
            target_columns.iter().copied(),
        ));
        self
    }

    /// A foreign key as a derive sees it.
    pub(crate) fn references<'a>(
        self,
        names: impl IntoIterator<Item = &'a str>,
        path: &str,
    ) -> Self {
        self.foreign_key(names, Target::Path(path.to_owned()), &[])
    }

    /// A resolved foreign key to the table at that position and its column `id`.
    pub(crate) fn points_at<'a>(
        self,
        names: impl IntoIterator<Item = &'a str>,
        table: usize,
    ) -> Self {
        self.foreign_key(names, Target::Table(TableId(table)), &["id"])
    }

    /// A foreign key to the table itself.
    pub(crate) fn points_home<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.foreign_key(names, Target::Own, &["id"])
    }

    pub(crate) fn last_key(mut self, edit: impl FnOnce(&mut ForeignKey)) -> Self {
        edit(
            self.0
                .foreign_keys
                .last_mut()
                .expect("the test adds a foreign key first"),
        );
        self
    }

    pub(crate) fn on_delete(self, action: Action) -> Self {
        self.last_key(|fk| fk.on_delete = Some(action))
    }

    pub(crate) fn index<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.keyed(IndexKind::Plain, names)
    }

    pub(crate) fn unique<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.keyed(IndexKind::UniqueConstraint(Deferrable::No), names)
    }

    fn keyed<'a>(mut self, kind: IndexKind, names: impl IntoIterator<Item = &'a str>) -> Self {
        let columns = self.ids(names);
        let list: Vec<&str> = columns.iter().map(|c| self.0[*c].name.as_str()).collect();
        let name = match kind {
            IndexKind::Plain => naming::index(&self.0.name, &list),
            _ => naming::unique(&self.0.name, &list),
        };
        self.0.indexes.push(Index::new(name, kind, columns));
        self
    }

    pub(crate) fn last_index(mut self, edit: impl FnOnce(&mut Index)) -> Self {
        edit(
            self.0
                .indexes
                .last_mut()
                .expect("the test adds an index first"),
        );
        self
    }

    pub(crate) fn filter(self, sql: &str) -> Self {
        self.last_index(|i| i.predicate = Sql::new(sql))
    }

    pub(crate) fn scope(self, scope: UniqueScope) -> Self {
        self.last_index(|i| i.scope = scope)
    }

    /// An access path: columns compared with `=`, and sort keys such as `at desc`.
    pub(crate) fn access(mut self, by: &[&str], order: &[&str]) -> Self {
        let by = self.ids(by.iter().copied());
        let order = order
            .iter()
            .map(|key| match key.strip_suffix(" desc") {
                Some(name) => (self.ids([name])[0], Order::Desc),
                None => (self.ids([*key])[0], Order::Asc),
            })
            .collect();
        self.0.intent.access.push(AccessPath {
            by,
            range: None,
            contains: Vec::new(),
            order,
            limit: false,
            live: false,
            select: Vec::new(),
        });
        self
    }

    pub(crate) fn last_path(mut self, edit: impl FnOnce(&mut AccessPath)) -> Self {
        edit(
            self.0
                .intent
                .access
                .last_mut()
                .expect("the test adds a path first"),
        );
        self
    }

    pub(crate) fn range(self, name: &str) -> Self {
        let column = self.ids([name])[0];
        self.last_path(|path| path.range = Some(column))
    }

    pub(crate) fn live(self) -> Self {
        self.last_path(|path| path.live = true)
    }

    pub(crate) fn limit(self) -> Self {
        self.last_path(|path| path.limit = true)
    }

    pub(crate) fn select(self, names: &[&str]) -> Self {
        let columns = self.ids(names.iter().copied());
        self.last_path(|path| path.select = columns)
    }

    pub(crate) fn allow(mut self, rule: &str, site: Site) -> Self {
        self.0.allows.push(Allow {
            rule: rule.to_owned(),
            reason: "the test wants it".to_owned(),
            site,
        });
        self
    }
}

pub(crate) fn schema(tables: impl IntoIterator<Item = Builder>) -> Schema {
    Schema {
        objects: Vec::new(),
        tables: tables.into_iter().map(Builder::done).collect(),
        enums: Vec::new(),
    }
}

/// What one rule finds in one entity.
pub(crate) fn of_entity(rule: &Rule, table: Builder) -> Vec<Finding> {
    let mut findings = check_entity(&table.done());
    findings.retain(|f| f.id == rule.id);
    findings
}

/// What one rule finds in a schema.
pub(crate) fn of_schema(rule: &Rule, schema: &Schema) -> Vec<Finding> {
    let mut findings = check_schema(schema);
    findings.retain(|f| f.id == rule.id);
    findings
}

/// A project that names these dialects as its targets.
pub(crate) fn targets(dialects: &[Dialect]) -> Config {
    let target = |dialect: &Dialect| TargetVersion {
        product: (*dialect).into(),
        version: Vec::new(),
        line: 1,
    };
    Config {
        targets: dialects.iter().map(target).collect(),
        ..Config::default()
    }
}

/// What one rule finds in one entity of a project that names its targets.
pub(crate) fn of_entity_on(rule: &Rule, table: Builder, dialects: &[Dialect]) -> Vec<Finding> {
    let mut findings = check_entity_with(&table.done(), &targets(dialects));
    findings.retain(|f| f.id == rule.id);
    findings
}

/// What one rule finds in a schema of a project that names its targets.
pub(crate) fn of_schema_on(rule: &Rule, schema: &Schema, dialects: &[Dialect]) -> Vec<Finding> {
    let mut findings = check_schema_with(schema, &targets(dialects)).findings;
    findings.retain(|f| f.id == rule.id);
    findings
}

/// `events (id, day)`, partitioned by its day into twelve and a catch-all.
pub(crate) fn events(kind: PartitionKind) -> Builder {
    table("events").columns(["id", "day"]).edit(|t| {
        t.intent.partition = Some(Partition {
            over_time: None,
            key: None,
            parts: Vec::new(),
            kind,
            columns: vec![ColumnId(1)],
            count: Some(12),
            default: true,
        });
    })
}

/// An access path by the positions of its columns.
pub(crate) fn read(by: &[usize], range: Option<usize>) -> AccessPath {
    AccessPath {
        contains: Vec::new(),
        by: by.iter().copied().map(ColumnId).collect(),
        range: range.map(ColumnId),
        order: Vec::new(),
        limit: false,
        live: false,
        select: Vec::new(),
    }
}

/// What a rule says of `orders.value` under that type.
pub(crate) fn of_spelling(rule: &'static Rule, sql: &str) -> Vec<Finding> {
    of_entity(
        rule,
        table("orders").column("value", |c| c.sql_type = Sql::new(sql)),
    )
}

/// A rule about the spelling of a type on PostgreSQL: it finds that one, in any case, and neither the others nor the
/// same word on another engine.
pub(crate) fn finds_spelling(rule: &'static Rule, bad: &str, good: [&str; 2]) {
    let found = of_spelling(rule, bad);
    assert_eq!(found.len(), 1, "{bad}");
    assert!(found[0].message.starts_with("`orders.value` "), "{bad}");
    assert_eq!(of_spelling(rule, &bad.to_uppercase()).len(), 1, "{bad}");
    for sql in good {
        assert!(of_spelling(rule, sql).is_empty(), "{sql}");
    }
    assert!(of_entity(rule, table("orders").columns(["value"])).is_empty());
    let other = table("orders").column("value", |c| {
        c.sql_type.by_dialect = vec![(Dialect::Sqlite, bad.to_owned())];
    });
    assert!(of_entity(rule, other).is_empty(), "{bad} on SQLite");
}
