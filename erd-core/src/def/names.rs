//! The names of a table, in one text. Const evaluation reads them for its messages; `resolve` puts them back.
//!
//! In order: the entity, its namespace (empty for none), what has a name in the database (see [`Named`](super::Named)), and
//! for each column its field and its name.

use super::EntityDef;
use crate::codec::{Reader, text};
use crate::schema::Table;

/// Takes the names out of a table.
pub(super) fn take(table: &mut Table) -> String {
    let mut names = String::new();
    each(table, |name| {
        text(name, &mut names);
        name.clear();
    });
    names
}

/// Puts them back; false where there are fewer or more.
pub(crate) fn put(table: &mut Table, names: &str) -> bool {
    let mut reader = Reader::new(names);
    let mut whole = true;
    each(table, |name| match reader.text() {
        Some(text) => name.push_str(text),
        None => whole = false,
    });
    whole && reader.is_empty()
}

fn each(table: &mut Table, mut visit: impl FnMut(&mut String)) {
    let mut none = String::new();
    visit(&mut table.entity);
    visit(table.schema.as_mut().unwrap_or(&mut none));
    visit(&mut table.name);
    let key = table.primary_key.as_mut();
    visit(key.map_or(&mut none, |key| &mut key.name));
    table.indexes.iter_mut().for_each(|i| visit(&mut i.name));
    let keys = table.foreign_keys.iter_mut();
    keys.for_each(|key| visit(&mut key.name));
    table.checks.iter_mut().for_each(|c| visit(&mut c.name));
    for column in &mut table.columns {
        visit(&mut column.field);
        visit(&mut column.name);
    }
}

impl EntityDef {
    /// Name of the struct.
    pub const fn entity(&self) -> &'static str {
        self.name(0)
    }

    /// Namespace; empty for none.
    pub const fn namespace(&self) -> &'static str {
        self.name(1)
    }

    /// Name of the table.
    pub const fn table(&self) -> &'static str {
        self.name(2)
    }

    /// Name of what has one in the database, by number.
    pub const fn name_of(&self, named: usize) -> &'static str {
        self.name(2 + named)
    }

    /// The struct's field that became a column.
    pub const fn field(&self, column: usize) -> &'static str {
        self.name(2 + self.named_count() + 2 * column)
    }

    /// Name of a column.
    pub const fn column_name(&self, column: usize) -> &'static str {
        self.name(3 + self.named_count() + 2 * column)
    }

    /// Position of the column that the struct's field `field` became.
    pub const fn find_field(&self, field: &str) -> Option<usize> {
        let mut names = self.names_from(2 + self.named_count());
        let mut column = 0;
        while let Some(name) = names.text() {
            if crate::text::same(name, field) {
                return Some(column);
            }
            let _ = names.text();
            column += 1;
        }
        None
    }

    const fn name(&self, n: usize) -> &'static str {
        match self.names_from(n).text() {
            Some(name) => name,
            None => "",
        }
    }

    const fn names_from(&self, n: usize) -> Reader<'static> {
        let mut names = Reader::new(self.names);
        let mut i = 0;
        while i < n {
            let _ = names.text();
            i += 1;
        }
        names
    }
}
