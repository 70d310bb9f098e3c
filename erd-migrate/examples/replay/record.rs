//! The recorded catalog change of each step, in which renames are told from drops by the identity of the objects.

use erd_core::Schema;
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
pub(crate) struct Record {
    steps: Vec<Step>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Step {
    step: String,
    /// Kinds of change with what they were done to: `["rename_column", "versions.package_id->crate_id"]`.
    #[serde(rename = "det")]
    changes: Vec<(String, String)>,
}

/// `table.old->new`, or `old->new`.
fn rename(text: &str) -> Option<(Option<&str>, &str, &str)> {
    let (old, new) = text.split_once("->")?;
    match old.rsplit_once('.') {
        Some((owner, old)) => Some((Some(owner), old, new)),
        None => Some((None, old, new)),
    }
}

impl Record {
    pub(crate) fn read(path: &str) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
    }

    pub(crate) fn of(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.step == name)
    }
}

impl Step {
    fn all<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s str> {
        let same = self.changes.iter().filter(move |(k, _)| k == kind);
        same.map(|(_, what)| what.as_str())
    }

    fn renames<'s>(
        &'s self,
        kind: &'s str,
    ) -> impl Iterator<Item = (Option<&'s str>, &'s str, &'s str)> {
        self.all(kind).filter_map(rename)
    }

    /// How many tables and columns were renamed, which [`Step::hint`] hints at.
    pub(crate) fn count(&self) -> (usize, usize) {
        let tables = self.renames("rename_table").count();
        (tables, self.renames("rename_column").count())
    }

    /// States the renames in the schema that is wanted.
    pub(crate) fn hint(&self, schema: &mut Schema) {
        for (_, old, new) in self.renames("rename_table") {
            if let Some(table) = schema.tables.iter_mut().find(|t| t.name == new) {
                table.renamed_from = Some(old.to_owned());
            }
        }
        for (owner, old, new) in self.renames("rename_column") {
            let tables = schema.tables.iter_mut();
            for table in tables.filter(|t| Some(t.name.as_str()) == owner) {
                if let Some(column) = table.columns.iter_mut().find(|c| c.name == new) {
                    column.renamed_from = Some(old.to_owned());
                }
            }
        }
        for (owner, old, new) in self.renames("rename_enum_value") {
            let enums = schema.enums.iter_mut();
            for ty in enums.filter(|e| Some(e.name.as_str()) == owner) {
                ty.renamed_values.push((new.to_owned(), old.to_owned()));
            }
        }
    }

    /// Whether the authors too dropped what a planned loss names, as `drop_column:orders.note`.
    pub(crate) fn has_loss(&self, allow: &str) -> bool {
        let (kind, path) = allow.split_once(':').unwrap_or((allow, ""));
        // The record leaves namespaces out.
        let parts: Vec<_> = path.rsplit('.').collect();
        let dropped = |table: &str| self.all("drop_table").any(|t| t == table);
        match (kind, &parts[..]) {
            ("drop_table", [table, ..]) => dropped(table),
            ("drop_column", [column, table, ..]) => {
                // Under the table's new name.
                let renamed = self
                    .renames("rename_table")
                    .find(|(_, old, _)| old == table);
                let table = renamed.map_or(*table, |(_, _, new)| new);
                let path = format!("{table}.{column}");
                dropped(table) || self.all("drop_column").any(|c| c == path)
            }
            ("change_type", [column, table, ..]) => {
                let path = format!("{table}.{column} ");
                self.all("alter_type").any(|c| c.starts_with(&path))
            }
            ("drop_enum_value", _) => self.all("recreate_enum").next().is_some(),
            _ => false,
        }
    }
}
