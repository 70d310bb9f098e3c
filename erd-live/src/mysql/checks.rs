//! Checks, and what one of them says about a type.

use erd_core::Scalar;
use erd_core::schema::{Check, Sql, Type};

use super::read::Reader;
use crate::token::{Lexis, TokenKind, bare_in, tokens};

impl Reader {
    /// The checks of a table.
    pub(super) fn checks(&mut self, position: usize) {
        let shown = std::mem::take(&mut self.shown[position].checks);
        let checks = shown.into_iter().map(|check| Check {
            enforced: check.enforced,
            ..Check::new(
                check.name,
                Sql::new(bare_in(&check.sql, Lexis::Backslashes)),
            )
        });
        self.schema.tables[position].checks.extend(checks);
    }

    /// A check that stands in a column's definition, which MariaDB calls by the column's name.
    pub(super) fn column_check(&mut self, position: usize, name: &str, sql: &str) {
        let clause = bare_in(sql, Lexis::Backslashes);
        let table = &mut self.schema.tables[position];
        let Some(id) = table.find_column(name) else {
            return;
        };
        if is_json(clause, name) {
            let column = &mut table.columns[id.0];
            let collation = column.collation.any.as_deref();
            let of_table = self.collations[position].as_str();
            // MariaDB's JSON is a longtext with this check, in this collation.
            if column.ty == Type::Scalar(Scalar::Text)
                && column.sql_type.is_empty()
                && column.max_len.is_none()
                && collation.unwrap_or(of_table) == "utf8mb4_bin"
            {
                column.ty = Type::Scalar(Scalar::Json);
                column.collation = Sql::default();
                return;
            }
        }
        table.checks.push(Check {
            column: Some(id),
            ..Check::new(name, Sql::new(clause))
        });
    }
}

/// Whether a condition is `json_valid` of that column and nothing else.
fn is_json(clause: &str, column: &str) -> bool {
    let found = tokens(clause, Lexis::Backslashes);
    matches!(
        &found[..],
        [function, open, argument, close]
            if function.is("json_valid")
                && open.kind == TokenKind::Open
                && close.kind == TokenKind::Close
                && argument.name() == Some(column)
    )
}
