//! A default that changes alone.

use crate::diff::ColumnChange;
use crate::plan::mysql::Place;
use erd_core::Dialect;
use erd_core::schema::Column;

impl Place<'_> {
    /// What sets the default of the old and of the new column where nothing else changes: beside checks for which MODIFY
    /// copies the table, MySQL does that in the dictionary (seen on 9.7.4).
    pub(super) fn sets_default_alone(
        &self,
        columns: [&Column; 2],
        changes: &[ColumnChange],
    ) -> Option<[String; 2]> {
        let dialect = self.context.dialect();
        let alone = self.has_costly_check()
            && changes == [ColumnChange::Default]
            && columns.iter().all(|column| is_plain(column, dialect));
        let name = self.new.quote(&columns[1].name);
        let clause = |column: &Column| match column.default.get(dialect) {
            Some(text) => format!("ALTER COLUMN {name} SET DEFAULT {text}"),
            None if column.nullable => format!("ALTER COLUMN {name} SET DEFAULT NULL"),
            None => format!("ALTER COLUMN {name} DROP DEFAULT"),
        };
        alone.then(|| columns.map(clause))
    }
}

/// Whether a default is a text, a number or nothing.
fn is_plain(column: &Column, dialect: Dialect) -> bool {
    column.default.get(dialect).is_none_or(|text| {
        let text = text.trim();
        let inner = text
            .strip_prefix('\'')
            .and_then(|text| text.strip_suffix('\''));
        inner.is_some_and(|inner| !inner.replace("''", "").contains('\''))
            || text.parse::<f64>().is_ok()
    })
}
