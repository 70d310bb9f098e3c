//! Columns.

use erd_core::schema::{Column, Generated, Identity, Maintenance, Role, Sql, Type};
use erd_core::{Scalar, naming};

use super::read::Reader;
use super::{defaults, types};
use crate::row::Row;
use crate::token::bare;
use crate::{Error, Kind};

impl Reader {
    pub(super) fn column(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let mut column = Column::new(row.text()?, Type::Unknown);
        let mut spelled = row.text()?;
        column.nullable = row.flag()?;
        let default = row.opt()?.map(|text| {
            let sequence = text.starts_with("nextval(") || text.starts_with("lastval(");
            let bare = self.without_database(&text).filter(|_| sequence);
            bare.map_or(text, |(bare, _)| bare)
        });
        let extra = row.opt()?.unwrap_or_default();
        column.comment = row.opt()?.filter(|c| !c.is_empty());
        let collation = row.opt()?;
        let expression = row.opt()?.filter(|e| !e.is_empty());
        if let Some(system) = row.opt()? {
            spelled = format!("{spelled} SRID {system}");
        }
        let table = &self.schema.tables[position];
        let enum_name = self.enum_name(&table.name, &column.name);
        let path = format!("{}.{}", table.name, column.name);
        let lower = extra.to_ascii_lowercase();
        if let Some(ty) = types::apply(&mut column, &spelled, &enum_name) {
            self.schema.enums.push(ty);
        }
        if lower.contains("auto_increment") {
            column.identity = Some(Identity::ByDefault);
        } else if let Some(expression) = expression {
            if matches!(expression.as_str(), "ROW START" | "ROW END") {
                self.name(Kind::GeneratedKind, format!("{path}: {expression}"));
                return Ok(());
            }
            column.generated = Some(Generated {
                sql: Sql::new(bare(&defaults::expression(&expression, self.mariadb))),
                stored: lower.contains("stored") || lower.contains("persistent"),
            });
        } else {
            column.default = defaults::default(&column, default, &extra, self.mariadb);
        }
        if let Some((_, clock)) = lower.split_once("on update ") {
            let end = clock.find([' ', ',']).unwrap_or(clock.len());
            let first = !table.columns.iter().any(|c| c.role.is_some());
            keep_on_update(&mut column, &defaults::clock(&clock[..end]), first);
        }
        // A document has the collation of its type.
        let of_type = matches!(column.ty, Type::Scalar(Scalar::Json));
        if let Some(collation) = collation
            && collation != self.collations[position]
            && !of_type
        {
            column.collation = Sql::new(collation);
        }
        column.invisible = lower.contains("invisible");
        if lower.contains("without system versioning") {
            self.name(Kind::ColumnOption, format!("{path}: {extra}"));
        }
        self.schema.tables[position].columns.push(column);
        Ok(())
    }
}

impl Reader {
    /// What the enum of a column is called: `a_b` with `c` and `a` with `b_c` are two.
    fn enum_name(&self, table: &str, column: &str) -> String {
        let plain = format!("{table}_{column}");
        let mut name = naming::fit(&plain);
        let mut number = 1;
        while self.schema.enums.iter().any(|e| e.is(&name)) {
            number += 1;
            name = naming::fit(&format!("{plain}_{number}"));
        }
        name
    }
}

/// ON UPDATE is what an `updated_at` is made of. Where the role would also make a default that is not there, and on a
/// second column, it stays a clause.
fn keep_on_update(column: &mut Column, clock: &str, first: bool) {
    let same = column.default.any.as_deref() == Some(clock);
    if !first || !(same || column.nullable) {
        column.on_update = Sql::new(clock);
        return;
    }
    column.role = Some(Role::UpdatedAt(Maintenance::Trigger));
    if same && !column.nullable {
        // The role makes it.
        column.default = Sql::default();
    }
}
