//! The sequence of a column that moves to another one (PostgreSQL).

use crate::diff::column_type;
use crate::plan::Context;
use crate::plan::postgres::sequence_options;
use erd_core::naming;
use erd_core::schema::{Column, Identity, Table};

/// One way: from a column of one table to a column of the other, which are the same table before and after. Columns are
/// under the names that they have before.
pub(super) struct Move<'a> {
    pub(super) context: &'a Context<'a>,
    /// The table, quoted.
    pub(super) table: &'a str,
    /// The table and its column that is numbered before, and its quoted name then.
    pub(super) from: (&'a Table, &'a Column, &'a str),
    /// The same of the one that is numbered after.
    pub(super) to: (&'a Table, &'a Column, &'a str),
}

impl Move<'_> {
    fn name(table: &Table, column: &Column) -> String {
        let stated = column.sequence.as_ref().and_then(|s| s.name.clone());
        stated.unwrap_or_else(|| naming::sequence(&table.name, &column.name))
    }

    fn path(table: &Table, name: &str) -> String {
        erd_ddl::path(erd_core::Dialect::Postgres, table.schema.as_deref(), name)
    }

    pub(super) fn statements(&self) -> Vec<String> {
        let (before, old, first) = self.from;
        let (after, new, second) = self.to;
        let table = self.table;
        let set = |what: String| format!("ALTER TABLE {table} ALTER COLUMN {what}");
        let literal = |text: &str| erd_ddl::literal(erd_core::Dialect::Postgres, text);
        let (was, is) = (Self::name(before, old), Self::name(after, new));
        let rename = |from: &str| {
            format!(
                "ALTER SEQUENCE {} RENAME TO {}",
                Self::path(before, from),
                erd_ddl::quote(erd_core::Dialect::Postgres, &is)
            )
        };
        let old_path = Self::path(before, &was);
        match new.identity {
            None => Vec::new(),
            Some(Identity::Serial) => {
                let mut all = vec![
                    set(format!("{first} DROP DEFAULT")),
                    format!("ALTER SEQUENCE {old_path} OWNED BY {table}.{second}"),
                    format!(
                        "ALTER SEQUENCE {old_path} AS {}",
                        column_type(new, self.context.dialect())
                    ),
                    set(format!(
                        "{second} SET DEFAULT nextval({}::regclass)",
                        literal(&old_path)
                    )),
                ];
                if was != is {
                    all.push(rename(&was));
                }
                all
            }
            Some(identity) => {
                let how = if identity == Identity::Always {
                    "ALWAYS"
                } else {
                    "BY DEFAULT"
                };
                let own = if was == is {
                    naming::fit(&format!("{is}_erd"))
                } else {
                    is.clone()
                };
                let path = Self::path(after, &own);
                let mut all = vec![set(format!(
                    "{second} ADD GENERATED {how} AS IDENTITY (SEQUENCE NAME {path})"
                ))];
                let plain = Column::new("", new.ty.clone());
                all.extend(
                    sequence_options(&plain, new).map(|o| format!("ALTER SEQUENCE {path} {o}")),
                );
                all.push(format!(
                    "SELECT setval({}, last_value, is_called) FROM {old_path}",
                    literal(&path)
                ));
                all.push(set(format!("{first} DROP IDENTITY")));
                if was == is {
                    all.push(rename(&own));
                }
                all
            }
        }
    }
}
