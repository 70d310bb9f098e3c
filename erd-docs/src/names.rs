//! Files of tables.

use erd_core::Schema;
use erd_core::schema::TableId;
use std::collections::BTreeSet;

/// The name of each table's page.
pub(crate) struct Names(Vec<String>);

impl Names {
    /// Names of letters, digits, `-`, `_` and `.`, of which no two are the same on a file system that takes upper and lower
    /// case for the same.
    pub(crate) fn new(schema: &Schema) -> Self {
        // Names that a browser or a system reads as something else.
        let mut taken = BTreeSet::from([String::new(), ".".to_owned(), "..".to_owned()]);
        let files = schema.tables.iter().map(|table| {
            let fits = |c: char| {
                if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                    c
                } else {
                    '-'
                }
            };
            let stem: String = table.path().chars().map(fits).take(80).collect();
            let stem = stem.trim_start_matches('.').to_owned();
            let numbered = (1..).map(|n| {
                if n == 1 {
                    stem.clone()
                } else {
                    format!("{stem}-{n}")
                }
            });
            let free = numbered
                .map(|name| (name.to_ascii_lowercase(), name))
                .find(|(key, _)| !taken.contains(key));
            let (key, name) = free.unwrap_or_default();
            taken.insert(key);
            format!("{name}.html")
        });
        Self(files.collect())
    }

    /// The name of the file, in the folder `tables`.
    pub(crate) fn file(&self, table: TableId) -> &str {
        &self.0[table.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::Table;

    #[test]
    fn no_two_tables_share_a_file() {
        let tables = ["a b", "a-b", "A-B", "../x", "..", "", "größe"];
        let schema = Schema {
            tables: tables.map(Table::new).into(),
            ..Schema::default()
        };
        let names = Names::new(&schema);
        let files: Vec<_> = (0..tables.len()).map(|i| names.file(TableId(i))).collect();
        assert_eq!(
            files,
            [
                "a-b.html",
                "a-b-2.html",
                "A-B-3.html",
                "-x.html",
                "-2.html",
                "-3.html",
                "gr--e.html"
            ]
        );
    }
}
