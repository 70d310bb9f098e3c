//! Reading the catalog of MySQL and MariaDB.

use std::collections::BTreeMap;

use erd_core::schema::{
    Check, Column, Deferrable, ForeignKey, Generated, Identity, Index, IndexKey, IndexKind,
    KeyPart, Maintenance, Order, PrimaryKey, Role, Schema, Sql, Table, Type,
};
use erd_core::{Dialect, Scalar, naming};

use super::{defaults, sql, types};
use crate::bookkeeping::is_bookkeeping;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::token::bare;
use crate::types::{action, target};
use crate::{Described, Error, Kind, Unsupported};

#[derive(Debug, Default)]
struct Reader {
    schema: Schema,
    unsupported: Vec<Unsupported>,
    positions: BTreeMap<String, usize>,
    collations: Vec<String>,
    database: String,
    collation: String,
    mariadb: bool,
}

pub(crate) fn describe(connection: &mut dyn Query) -> Result<Described, Error> {
    let mut reader = Reader::default();
    if let Some(row) = rows(connection, "version", sql::VERSION)?.first_mut() {
        reader.mariadb = row.text()?.contains("MariaDB");
        reader.database = row.opt()?.unwrap_or_default();
        reader.collation = row.text()?;
    }
    if reader.database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    rows(connection, "transaction", sql::timeout(reader.mariadb))?;
    rows(connection, "transaction", sql::BEGIN)?;
    let read = reader.read(connection);
    let end = rows(connection, "transaction", sql::END);
    read?;
    end?;
    reader.unsupported.sort();
    Ok(Described {
        schema: reader.schema,
        serial: Vec::new(),
        unsupported: reader.unsupported,
        dialect: if reader.mariadb {
            Dialect::MariaDb
        } else {
            Dialect::MySql
        },
    })
}

impl Reader {
    fn read(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        for row in rows(connection, "tables", sql::TABLES)? {
            self.table(row)?;
        }
        for row in rows(connection, "columns", sql::COLUMNS)? {
            self.column(row)?;
        }
        for row in rows(connection, "indexes", &sql::indexes(self.mariadb))? {
            self.index(row)?;
        }
        for row in rows(connection, "foreign keys", sql::FOREIGN_KEYS)? {
            self.foreign_key(row)?;
        }
        for row in rows(connection, "checks", sql::checks(self.mariadb))? {
            self.check(row)?;
        }
        for mut row in rows(connection, "other objects", sql::OTHERS)? {
            let kind = match row.text()?.as_str() {
                "trigger" => Kind::Trigger,
                "event" => Kind::Event,
                _ => Kind::Function,
            };
            let table = row.opt()?.map(|t| t + ".").unwrap_or_default();
            let name = row.text()?;
            self.name(kind, format!("{table}{name}"));
        }
        Ok(())
    }

    fn name(&mut self, kind: Kind, object: impl Into<String>) {
        self.unsupported.push(Unsupported::new(kind, object));
    }

    fn table(&mut self, mut row: Row) -> Result<(), Error> {
        let name = row.text()?;
        let kind = row.text()?;
        let engine = row.opt()?.unwrap_or_default();
        let comment = row.opt()?.filter(|c| !c.is_empty());
        let collation = row.opt()?.unwrap_or_default();
        let options = row.opt()?.unwrap_or_default();
        match kind.as_str() {
            "BASE TABLE" | "SYSTEM VERSIONED" => {}
            "SEQUENCE" => {
                self.name(Kind::Sequence, name);
                return Ok(());
            }
            _ => {
                self.name(Kind::View, name);
                return Ok(());
            }
        }
        if is_bookkeeping(&name) {
            return Ok(());
        }
        if !engine.eq_ignore_ascii_case("InnoDB") || kind != "BASE TABLE" {
            self.name(Kind::TableOption, format!("{name}: {engine} {kind}"));
        }
        if options.contains("partitioned") {
            self.name(Kind::Partitioning, name.clone());
        }
        let mut table = Table::new(name.clone());
        table.comment = comment;
        self.positions.insert(name, self.schema.tables.len());
        self.schema.tables.push(table);
        self.collations.push(collation);
        Ok(())
    }

    fn column(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let mut column = Column::new(row.text()?, Type::Unknown);
        let spelled = row.text()?;
        column.nullable = row.flag()?;
        let default = row.opt()?;
        let extra = row.opt()?.unwrap_or_default();
        column.comment = row.opt()?.filter(|c| !c.is_empty());
        let collation = row.opt()?;
        let expression = row.opt()?.filter(|e| !e.is_empty());
        let table = &self.schema.tables[position];
        let enum_name = naming::fit(&format!("{}_{}", table.name, column.name));
        if let Some(ty) = types::apply(&mut column, &spelled, &enum_name) {
            self.schema.enums.push(ty);
        }
        let path = format!("{}.{}", table.name, column.name);
        let lower = extra.to_ascii_lowercase();
        if lower.contains("auto_increment") {
            column.identity = Some(Identity::ByDefault);
        } else if let Some(expression) = expression {
            column.generated = Some(Generated {
                sql: Sql::new(bare(&expression)),
                stored: lower.contains("stored") || lower.contains("persistent"),
            });
        } else {
            column.default = defaults::default(&column, default, &extra, self.mariadb);
        }
        if lower.contains("on update") {
            column.role = Some(Role::UpdatedAt(Maintenance::Trigger));
        }
        if let Some(collation) = collation
            && collation != self.collation
            && !matches!(column.ty, Type::Scalar(Scalar::Json))
        {
            column.collation = Sql::new(collation);
        }
        if lower.contains("invisible") {
            self.name(Kind::InvisibleColumn, path);
        }
        self.schema.tables[position].columns.push(column);
        Ok(())
    }

    fn index(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let table = &mut self.schema.tables[position];
        let name = row.text()?;
        let unique = !row.flag()?;
        let column = row.opt()?.and_then(|c| table.find_column(&c));
        let prefix = row.opt()?.and_then(|n| n.parse().ok());
        let descending = row.opt()?.as_deref() == Some("D");
        let method = row.text()?.to_ascii_lowercase();
        let expression = row.opt()?;
        let hidden = row.flag()?;
        if name == "PRIMARY" {
            let key = table.primary_key.get_or_insert_with(|| {
                PrimaryKey::new(naming::primary_key(&table.name), Vec::new())
            });
            key.columns.extend(column);
            return Ok(());
        }
        let part = match (column, expression) {
            (Some(column), None) => KeyPart::Column(column),
            (_, expression) => KeyPart::Expression(Sql::new(bare(&expression.unwrap_or_default()))),
        };
        if table.indexes.last().is_none_or(|i| i.name != name) {
            let plain_keys = matches!(part, KeyPart::Column(_)) && prefix.is_none();
            let kind = match (unique, plain_keys) {
                (true, true) => IndexKind::UniqueConstraint(Deferrable::No),
                (true, false) => IndexKind::Unique,
                _ => IndexKind::Plain,
            };
            let mut index = Index::new(name.clone(), kind, []);
            index.method = (method != "btree").then_some(method.clone());
            table.indexes.push(index);
            if hidden {
                self.unsupported.push(Unsupported::new(
                    Kind::InvisibleIndex,
                    format!("{}.{name}", table.name),
                ));
            }
        }
        if let Some(index) = table.indexes.last_mut() {
            index.keys.push(IndexKey {
                collation: None,
                part,
                order: if descending { Order::Desc } else { Order::Asc },
                nulls: None,
                opclass: None,
                // A SPATIAL key reports 32 bytes, which is no prefix.
                prefix_len: prefix.filter(|_| method != "spatial"),
            });
        }
        Ok(())
    }

    fn foreign_key(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let column = row.text()?;
        let namespace = row.text()?;
        let other = row.text()?;
        let other_column = row.text()?;
        let (on_delete, on_update) = (action(&row.text()?), action(&row.text()?));
        let first = row.number()? == 1;
        let other = match self.positions.get(&other) {
            Some(other) if namespace == self.database => *other,
            _ => {
                let table = &self.schema.tables[position].name;
                let object = format!("{table}.{name} to {namespace}.{other}");
                self.name(Kind::OtherConstraint, object);
                return Ok(());
            }
        };
        let target_column = self.schema.tables[other]
            .columns
            .iter()
            .find(|c| c.name.eq_ignore_ascii_case(&other_column))
            .map_or(other_column, |c| c.name.clone());
        let table = &mut self.schema.tables[position];
        let column = table.find_column(&column);
        if first {
            table.foreign_keys.push(ForeignKey {
                match_full: false,
                set_columns: Vec::new(),
                enforced: true,
                name,
                columns: Vec::new(),
                target: target(position, other),
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
        if let (Some(key), Some(column)) = (table.foreign_keys.last_mut(), column) {
            key.columns.push(column);
            key.target_columns.push(target_column);
        }
        Ok(())
    }

    fn check(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let clause = row.text()?;
        let of_column = row.text()?.eq_ignore_ascii_case("Column");
        let enforced = row.flag()?;
        let table = &mut self.schema.tables[position];
        let column = if of_column {
            table.find_column(&name)
        } else {
            None
        };
        if let Some(column) = column
            && clause.to_ascii_lowercase().starts_with("json_valid(")
        {
            // MariaDB's JSON is longtext with this check.
            let column = &mut table.columns[column.0];
            column.ty = Type::Scalar(Scalar::Json);
            column.sql_type = Sql::default();
            column.collation = Sql::default();
            return Ok(());
        }
        let name = if of_column {
            naming::check(&table.name, &[&name])
        } else {
            name
        };
        if !enforced {
            let object = format!("{}.{name}", table.name);
            self.unsupported
                .push(Unsupported::new(Kind::ConstraintOption, object));
        }
        table.checks.push(Check {
            no_inherit: false,
            enforced: true,
            name,
            sql: Sql::new(bare(&clause)),
            column,
            validated: true,
        });
        Ok(())
    }
}
