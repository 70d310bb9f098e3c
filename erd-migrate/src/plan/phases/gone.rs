//! What goes with the old form of columns and comes again with the rest: comments, settings and statistics.

use super::expanded::Expanded;
use super::shadow::ShadowColumn;
use crate::Diff;
use erd_core::schema::{ObjectKind, Schema, SqlObject};
use erd_ddl::expression::identifiers;
use std::collections::BTreeSet;

impl Expanded {
    /// A comment or a setting goes with the constraint or the index that it is on, statistics with the old form of a column,
    /// and all of them come again with the rest.
    pub(super) fn uncomment(&self, diff: &Diff, schema: &mut Schema) {
        let waiting = self.waiting.iter();
        let waiting = waiting.map(|part| (part.table, part.wanted.as_str()));
        let keys = self.keys.iter().filter_map(|(table, _)| {
            let key = diff.old[*table].primary_key.as_ref()?;
            Some((*table, key.name.as_str()))
        });
        let gone: Vec<_> = waiting.chain(keys).collect();
        schema.objects.retain(|object| {
            if self.statistics.contains(&object.key()) {
                return false;
            }
            let names = match object.kind {
                ObjectKind::Comment => identifiers(&object.name, diff.dialect),
                ObjectKind::Setting => {
                    let texts = object.create.iter().filter_map(|sql| sql.get(diff.dialect));
                    texts
                        .flat_map(|text| identifiers(text, diff.dialect))
                        .collect()
                }
                _ => Vec::new(),
            };
            let has = |name: &str| names.iter().any(|own| own == name);
            !gone
                .iter()
                .any(|(table, name)| has(name) && (has("index") || has(&diff.old[*table].name)))
        });
    }
}

/// Keys of the statistics objects on the old forms.
pub(super) fn statistics(diff: &Diff, columns: &[ShadowColumn]) -> BTreeSet<String> {
    let objects = diff.old.objects.iter();
    let all = objects.filter(|object| object.kind == ObjectKind::Statistics);
    let all = all.filter(|object| {
        let texts = object.create.iter().filter_map(|sql| sql.get(diff.dialect));
        let names: BTreeSet<_> = texts
            .flat_map(|text| identifiers(text, diff.dialect))
            .collect();
        columns.iter().any(|column| {
            names.contains(&diff.old[column.table.old].name)
                && names.contains(&column.before(diff).name)
        })
    });
    all.map(SqlObject::key).collect()
}
