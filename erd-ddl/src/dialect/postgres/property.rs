//! Properties of columns that ALTER COLUMN sets, and where the catalog has them.

use erd_core::Dialect;
use erd_core::property::{self, COLUMN};
use erd_core::schema::Column;

/// One property, by its name in [`COLUMN`].
struct Clause {
    name: &'static str,
    /// What stands before the value, and behind it.
    set: (&'static str, &'static str),
    reset: &'static str,
    /// The value in `pg_attribute a`; NULL where nothing is stated.
    catalog: &'static str,
}

const CLAUSES: &[Clause] = &[
    Clause {
        name: "statistics",
        set: ("SET STATISTICS ", ""),
        reset: "SET STATISTICS -1",
        // -1 up to PostgreSQL 16, NULL from 17 on.
        catalog: "nullif(a.attstattarget, -1)",
    },
    Clause {
        name: "n_distinct",
        set: ("SET (n_distinct = ", ")"),
        reset: "RESET (n_distinct)",
        catalog: "CASE WHEN a.attoptions IS NOT NULL THEN pg_catalog.substring(\
            pg_catalog.array_to_string(a.attoptions, ' '), '(?:^| )n_distinct=([^ ]*)') END",
    },
];

/// The clauses that bring a column from what another one states to what it states itself.
pub(crate) fn clauses(from: Option<&Column>, to: &Column) -> Vec<String> {
    let value = |column: &Column, name: &str| {
        let property = property::find(COLUMN, name)?;
        let value = property.get(column)?;
        Some(value.text(Dialect::Postgres))
    };
    let changed = CLAUSES.iter().filter_map(|clause| {
        let was = from.and_then(|column| value(column, clause.name));
        match value(to, clause.name) {
            is if is == was => None,
            Some(is) => Some(format!("{}{is}{}", clause.set.0, clause.set.1)),
            None => Some(clause.reset.to_owned()),
        }
    });
    changed.collect()
}

/// Gives a column the properties of another.
pub(super) fn copy(from: &Column, to: &mut Column) {
    let all = CLAUSES.iter();
    for property in all.filter_map(|clause| property::find(COLUMN, clause.name)) {
        property.set(to, property.get(from));
    }
}

/// Names of the properties, and their values as expressions over `pg_attribute a`.
pub(crate) fn catalog() -> impl Iterator<Item = (&'static str, &'static str)> {
    CLAUSES.iter().map(|clause| (clause.name, clause.catalog))
}
