//! A native enum loses values or has them in another order (rule M32): another type stands beside it, with a second form
//! of each column, and both types change their names at the switch (PostgreSQL).

use super::choose::mentions;
use super::shadow::origin;
use crate::diff::{TablePair, by_path, uses_enum};
use crate::{Diff, Step};
use erd_core::naming;
use erd_core::schema::{ColumnId, EnumType, Sql, TableId, Type};
use std::collections::BTreeMap;

/// An enum that another takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Swapped {
    /// What it is called before and after.
    pub(super) key: String,
    schema: Option<String>,
    pub(super) name: String,
    /// The new one while the old one has the name; the old one after that.
    pub(super) shadow: EnumType,
    /// Values that go.
    pub(super) gone: Vec<String>,
    /// Columns of it: in the old table and in the new one.
    pub(super) columns: Vec<(TablePair, ColumnId, ColumnId)>,
}

/// Enums that can be swapped, and by their keys why others cannot.
pub(super) fn choose(diff: &Diff) -> (Vec<Swapped>, BTreeMap<String, String>) {
    let (mut all, mut in_place) = (Vec::new(), BTreeMap::new());
    let olds = by_path(&diff.old);
    for step in &diff.steps {
        let Step::ReplaceEnum { old, new } = step else {
            continue;
        };
        let key = diff.new.enums[*new].key();
        match swapped(diff, &olds, *old, *new) {
            Ok(swapped) => all.push(swapped),
            Err(reason) => {
                in_place.insert(key, reason);
            }
        }
    }
    (all, in_place)
}

/// Or why not; it reads on after "because".
fn swapped(
    diff: &Diff,
    olds: &BTreeMap<String, TableId>,
    old: usize,
    new: usize,
) -> Result<Swapped, String> {
    let (before, after) = (&diff.old.enums[old], &diff.new.enums[new]);
    let key = after.key();
    if after.values.iter().any(|v| !before.values.contains(v)) {
        return Err("it gets values too: add them in a migration before".to_owned());
    }
    let mut columns = Vec::new();
    for (i, table) in diff.new.tables.iter().enumerate() {
        if !table.columns.iter().any(|c| uses_enum(&c.ty, &key)) {
            continue;
        }
        let path = table.path();
        let found = olds.get(&path).copied();
        let texts = table.checks.iter().map(|check| &check.sql);
        let texts = texts.chain(table.indexes.iter().map(|index| &index.predicate));
        let mut texts = texts.flat_map(Sql::texts);
        for (id, column) in table.columns.iter().enumerate() {
            if !uses_enum(&column.ty, &key) {
                continue;
            }
            let (Some(from), Type::Enum(_)) = (found, &column.ty) else {
                return Err(format!(
                    "`{path}.{}` is new, or an array of it",
                    column.name
                ));
            };
            let pair = TablePair {
                old: from,
                new: TableId(i),
            };
            let was = origin(diff, pair, ColumnId(id));
            let Some(was) = was.filter(|c| diff.old[from][*c].ty == column.ty) else {
                return Err(format!(
                    "`{path}.{}` is new, or becomes one of it",
                    column.name
                ));
            };
            if texts.any(|text| casts_to(text, &after.name)) {
                return Err(format!("an expression of `{path}` names it"));
            }
            columns.push((pair, was, ColumnId(id)));
        }
    }
    let all = diff.old.tables.iter().flat_map(|table| &table.columns);
    if all.filter(|c| uses_enum(&c.ty, &key)).count() != columns.len() {
        return Err("a column of it is dropped: drop it in a migration before".to_owned());
    }
    let objects = [&diff.old.objects, &diff.new.objects];
    let object = objects.into_iter().flatten().find(|object| {
        let mut texts = object.create.iter().flat_map(Sql::texts);
        // Arguments are of the type as it is, whatever it is called.
        if object.kind.precedes_tables() {
            texts.any(|text| mentions(text, &after.name))
        } else {
            texts.any(|text| casts_to(text, &after.name))
        }
    });
    if let Some(object) = object {
        return Err(format!("{} names it", object.key()));
    }
    let mut shadow = after.clone();
    shadow.renamed_values.clear();
    shadow.name = naming::fit(&format!("{}_erd", after.name));
    while [&diff.old, &diff.new]
        .iter()
        .any(|s| s.find_enum(&shadow.key()).is_some())
    {
        shadow.name = naming::fit(&format!("{}_", shadow.name));
    }
    let gone = before.values.iter().filter(|v| !after.values.contains(v));
    Ok(Swapped {
        key,
        schema: after.schema.clone(),
        name: after.name.clone(),
        gone: gone.cloned().collect(),
        shadow,
        columns,
    })
}

/// Whether a text casts something to the type.
fn casts_to(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase().replace('"', ""), name.to_lowercase());
    [format!("::{name}"), format!(" as {name}")]
        .iter()
        .any(|cast| text.contains(cast))
}

impl Swapped {
    /// The name of the type that stands beside, quoted.
    pub(super) fn path(&self) -> String {
        self.quoted(&self.shadow.name)
    }

    fn quoted(&self, name: &str) -> String {
        erd_ddl::path(erd_core::Dialect::Postgres, self.schema.as_deref(), name)
    }

    /// The value in the type that stands beside; NULL where it has none.
    pub(super) fn forward(&self, value: &str) -> String {
        let literal = |v: &String| erd_ddl::literal(erd_core::Dialect::Postgres, v);
        let kept: Vec<_> = self.shadow.values.iter().map(literal).collect();
        format!(
            "(CASE WHEN {value}::text IN ({}) THEN {value}::text::{} END)",
            kept.join(", "),
            self.path()
        )
    }

    /// The types change their names; the same again is the way back.
    pub(super) fn statements(&self) -> Vec<String> {
        let between = naming::fit(&format!("{}_erd_swap", self.name));
        let rename = |from: &str, to: &str| {
            let to = erd_ddl::quote(erd_core::Dialect::Postgres, to);
            format!("ALTER TYPE {} RENAME TO {to}", self.quoted(from))
        };
        vec![
            rename(&self.name, &between),
            rename(&self.shadow.name, &self.name),
            rename(&between, &self.shadow.name),
        ]
    }
}
