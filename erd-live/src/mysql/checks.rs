//! Checks, and what one of them says about a type.

use erd_core::Scalar;
use erd_core::schema::{Check, Sql, Type};

use super::defaults;
use super::read::Reader;
use crate::Error;
use crate::row::Row;
use crate::token::{TokenKind, bare, tokens};

impl Reader {
    pub(super) fn check(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(&position) = self.positions.get(&row.text()?) else {
            return Ok(());
        };
        let name = row.text()?;
        let clause = bare(&defaults::expression(&row.text()?, self.mariadb));
        // MariaDB calls a check that stands in a column's definition by the column's name.
        let of_column = row.text()?.eq_ignore_ascii_case("Column");
        let enforced = row.flag()?;
        let table = &mut self.schema.tables[position];
        let column = if of_column {
            table.find_column(&name)
        } else {
            None
        };
        if let Some(id) = column
            && is_json(&clause, &name)
        {
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
                return Ok(());
            }
        }
        table.checks.push(Check {
            column,
            enforced,
            ..Check::new(name, Sql::new(clause))
        });
        Ok(())
    }
}

/// Whether a condition is `json_valid` of that column and nothing else.
fn is_json(clause: &str, column: &str) -> bool {
    let found = tokens(clause, crate::token::Lexis::Plain);
    matches!(
        &found[..],
        [function, open, argument, close]
            if function.is("json_valid")
                && open.kind == TokenKind::Open
                && close.kind == TokenKind::Close
                && argument.name() == Some(column)
    )
}
