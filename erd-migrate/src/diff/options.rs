//! What a table as a whole is.

use super::normal::Pairing;
use super::{Options, Step, TableChange, TablePair};
use erd_core::Dialect;
use erd_core::schema::Table;
use erd_ddl::expression::statement;

pub(super) fn compare(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let dialect = pairing.dialect;
    let (old, new) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let mut changes = Vec::new();
    let mut differs = |is: bool, change: TableChange| {
        if is {
            changes.push(change);
        }
    };
    let comment = |table: &Table| table.comment.clone().filter(|text| !text.is_empty());
    differs(
        options.comments && dialect != Dialect::Sqlite && comment(old) != comment(new),
        TableChange::Comment,
    );
    let (a, b) = (&old.options, &new.options);
    match dialect {
        Dialect::Postgres => {
            differs(a.unlogged != b.unlogged, TableChange::Unlogged);
            differs(parameters(old) != parameters(new), TableChange::With);
            differs(a.inherits != b.inherits, TableChange::Inherits);
            differs(a.row_security != b.row_security, TableChange::RowSecurity);
        }
        Dialect::MySql | Dialect::MariaDb => {
            let word = |text: &Option<String>, usual: &str| {
                text.as_deref().unwrap_or(usual).to_lowercase()
            };
            differs(
                word(&a.engine, "innodb") != word(&b.engine, "innodb"),
                TableChange::Engine,
            );
            differs(
                word(&a.charset, "utf8mb4") != word(&b.charset, "utf8mb4")
                    || word(&a.collation, "") != word(&b.collation, ""),
                TableChange::Charset,
            );
            differs(
                word(&a.row_format, "") != word(&b.row_format, ""),
                TableChange::RowFormat,
            );
        }
        Dialect::Sqlite => {
            differs(old.strict != new.strict, TableChange::Strict);
            differs(
                a.without_rowid != b.without_rowid,
                TableChange::WithoutRowid,
            );
            differs(
                a.autoincrement != b.autoincrement,
                TableChange::Autoincrement,
            );
        }
    }
    if !changes.is_empty() {
        steps.push(Step::AlterTable {
            table: pair,
            changes,
        });
    }
}

/// Storage parameters, sorted.
fn parameters(table: &Table) -> Vec<String> {
    let text = table.options.with.as_deref().unwrap_or_default();
    sorted_parameters(text)
}

/// Parameters of a WITH list in a form that can be compared.
pub(super) fn sorted_parameters(text: &str) -> Vec<String> {
    let mut all: Vec<_> = text
        .split(',')
        .map(|part| statement(part, Dialect::Postgres).replace('\'', ""))
        .filter(|part| !part.is_empty())
        .collect();
    all.sort();
    all
}
