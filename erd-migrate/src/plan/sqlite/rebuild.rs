//! A table made anew: created beside the old one, filled, and put in its place.

use super::transition::{Pair, Transition};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Table};

/// The statements for one table. Foreign keys are off meanwhile.
pub(super) fn table(change: &Transition<'_>, pair: &Pair, all: &mut Vec<String>) {
    let (from, to) = (
        change.present_table(pair.from),
        change.wanted_table(pair.to),
    );
    let beside = format!("erd_new_{}", to.name);
    let mut aside = to.clone();
    aside.name.clone_from(&beside);
    let parts = change.to.with(pair.to, &aside);
    let quote = |name: &str| change.to.quote(name);
    all.extend(parts.create_table(pair.to, |_| false).0.into_iter().take(1));
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (id, column) in to.columns.iter().enumerate().map(|(i, c)| (ColumnId(i), c)) {
        if column.generated.is_some() {
            continue;
        }
        let given = change.value(pair.to, id);
        let value = match (pair.columns.get(&id), given) {
            (Some(from_id), given) => {
                let old = &from[*from_id];
                let name = quote(&old.name);
                let fallback = given.or_else(|| column.default.get(Dialect::Sqlite));
                match fallback {
                    Some(fallback) if old.nullable && !column.nullable => {
                        format!("coalesce({name}, {fallback})")
                    }
                    _ => name,
                }
            }
            (None, Some(given)) => given.to_owned(),
            // The default fills it, or NULL.
            (None, None) => continue,
        };
        names.push(quote(&column.name));
        values.push(value);
    }
    let (old, new) = (quote(&to.name), quote(&beside));
    if let (true, Some(column)) = (
        names.is_empty(),
        to.columns.iter().find(|c| c.generated.is_none()),
    ) {
        // Nothing of the rows stays but that they are there. NULL is a new number in an integer key.
        names.push(quote(&column.name));
        let default = column.default.get(Dialect::Sqlite).unwrap_or("NULL");
        values.push(format!("({default})"));
    }
    if let Some(number) = row_number(from, to) {
        names.insert(0, number.to_owned());
        values.insert(0, number.to_owned());
    }
    all.push(format!(
        "INSERT INTO {new} ({}) SELECT {} FROM {old}",
        names.join(", "),
        values.join(", ")
    ));
    if from.options.autoincrement && to.options.autoincrement {
        let literal = |text: &str| change.to.literal(text);
        all.push(format!(
            "UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = {})) WHERE name = {}",
            literal(&to.name),
            literal(&beside)
        ));
    }
    all.push(format!("DROP TABLE {old}"));
    all.push(format!("ALTER TABLE {new} RENAME TO {old}"));
    // Indexes and triggers, now that the name is free.
    all.extend(
        change
            .to
            .create_table(pair.to, |_| false)
            .0
            .into_iter()
            .skip(1),
    );
}

/// The name of the number that the rows keep; `None` where a column is it, and where there is none. A full text table may know
/// the rows by it.
fn row_number(from: &Table, to: &Table) -> Option<&'static str> {
    let tables = [from, to];
    let has_own = tables.iter().any(|table| {
        let key = table.primary_key.as_ref().map(|key| &key.columns[..]);
        let is_number = |id: &ColumnId| {
            let ty = table[*id].sql_type.get(Dialect::Sqlite).unwrap_or_default();
            ty.eq_ignore_ascii_case("integer")
        };
        table.options.without_rowid || matches!(key, Some([id]) if is_number(id))
    });
    let names = ["rowid", "_rowid_", "oid"];
    let is_free = |name: &&str| {
        let mut columns = tables.iter().flat_map(|table| &table.columns);
        !columns.any(|column| column.name.eq_ignore_ascii_case(name))
    };
    names.into_iter().filter(|_| !has_own).find(is_free)
}

/// The statements with foreign keys off around them. The setting does nothing within a transaction, and the rows must be
/// sound before it ends: a count that is not 0 violates the check, which ends it without a trace.
pub(super) fn without_foreign_keys(statements: Vec<String>) -> Vec<String> {
    let mut all = vec![
        "PRAGMA foreign_keys = OFF".to_owned(),
        "BEGIN IMMEDIATE".to_owned(),
    ];
    all.extend(statements);
    all.extend(
        [
            "CREATE TEMP TABLE \"erd_violations\" (\"rows without a parent\" integer NOT NULL CHECK (\"rows without a parent\" = 0))",
            "INSERT INTO temp.\"erd_violations\" SELECT count(*) FROM pragma_foreign_key_check",
            "DROP TABLE temp.\"erd_violations\"",
            "COMMIT",
            "PRAGMA foreign_keys = ON",
        ]
        .map(str::to_owned),
    );
    all
}
