//! Columns.

use erd_core::schema::{Column, Generated, Identity, Maintenance, Next, Role, Sql, Type};
use erd_core::{Scalar, naming};

use super::read::Reader;
use super::show::ShownColumn;
use super::{defaults, types};
use crate::Kind;
use crate::token::{Lexis, TokenKind, bare_in, tokens};

impl Reader {
    /// The columns of a table as SHOW CREATE TABLE has them; their collations are the catalog's.
    pub(super) fn columns(&mut self, position: usize) {
        let shown = std::mem::take(&mut self.shown[position].columns);
        for column in shown {
            self.column(position, column);
        }
    }

    fn column(&mut self, position: usize, shown: ShownColumn) {
        let table = &self.schema.tables[position];
        let key = (table.name.clone(), shown.name.clone());
        let path = format!("{}.{}", key.0, key.1);
        let collation = self.column_collations.remove(&key);
        for option in &shown.others {
            self.name(Kind::ColumnOption, format!("{path}: {option}"));
        }
        if let Some(row) = shown.row {
            self.name(Kind::GeneratedKind, format!("{path}: {row}"));
            return;
        }
        let mut column = Column::new(shown.name, Type::Unknown);
        column.nullable = !shown.not_null;
        column.comment = shown.comment.filter(|c| !c.is_empty());
        column.invisible = shown.invisible;
        let enum_name = self.enum_name(&key.0, &column.name);
        if let Some(ty) = types::apply(&mut column, &shown.ty, &enum_name) {
            self.schema.enums.push(ty);
        }
        if shown.auto_increment {
            column.identity = Some(Identity::ByDefault);
            column.next = Next(Some(self.shown[position].options.next.unwrap_or(1)));
        } else if let Some((sql, stored)) = shown.generated {
            column.generated = Some(Generated {
                sql: Sql::new(bare_in(&sql, Lexis::Backslashes)),
                stored,
            });
        } else if let Some(text) = shown.default {
            let text = self.without_own_database(text);
            column.default = defaults::default(&column, &text, self.mariadb);
        }
        if let Some(clock) = shown.on_update {
            let columns = &self.schema.tables[position].columns;
            let first = !columns.iter().any(|c| c.role.is_some());
            keep_on_update(&mut column, &defaults::clock(&clock), first);
        }
        // A document has the collation of its type.
        let of_type = matches!(column.ty, Type::Scalar(Scalar::Json));
        if let Some(collation) = collation
            && collation != self.collations[position]
            && !of_type
        {
            column.collation = Sql::new(collation);
        }
        let name = column.name.clone();
        self.schema.tables[position].columns.push(column);
        if let Some(check) = shown.check {
            self.column_check(position, &name, &check);
        }
    }

    /// A default that takes the next number of a sequence, whose database MariaDB always names.
    fn without_own_database(&self, text: String) -> String {
        let found = tokens(&text, Lexis::Backslashes);
        let mut calls = found
            .windows(2)
            .filter(|two| two[1].kind == TokenKind::Open)
            .map(|two| &two[0]);
        let sequence =
            calls.any(|name| ["nextval", "lastval", "setval"].iter().any(|f| name.is(f)));
        let bare = self.without_database(&text).filter(|_| sequence);
        bare.unwrap_or(text)
    }

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
