//! Two triggers for a table. SQLite's see a row when it is written, and write it once more.

use super::{Forms, owner, trigger, trigger_name};
use crate::Diff;
use crate::diff::TablePair;
use erd_core::naming;
use erd_core::schema::SqlObject;

pub(super) fn objects(diff: &Diff, pair: TablePair, forms: &[Forms<'_>]) -> Vec<SqlObject> {
    let table = &diff.old[pair.old];
    let quote = |name: &str| erd_ddl::quote(diff.dialect, name);
    let name = quote(&owner(diff, pair).name);
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    let key = key.map(|c| {
        let column = quote(&table[*c].name);
        format!("{column} = NEW.{column}")
    });
    let row = key.collect::<Vec<_>>().join(" AND ");
    let set = |said: &dyn Fn(&Forms<'_>) -> String| {
        let each = forms.iter().map(|form| {
            let (first, second) = (form.first(), form.second());
            let value = format!(
                "CASE WHEN {} THEN NEW.{second} ELSE NEW.{first} END",
                said(form)
            );
            format!("{first} = {value}, {second} = {value}")
        });
        format!(
            "    UPDATE {name} SET {} WHERE {row};\n",
            each.collect::<Vec<_>>().join(", ")
        )
    };
    let differ = forms
        .iter()
        .map(|form| format!("NEW.{} IS NOT NEW.{}", form.first(), form.second()));
    let columns = forms.iter().flat_map(|form| [form.first(), form.second()]);
    let inserted = set(&|form| format!("NEW.{} IS NOT {}", form.second(), form.default_or_null()));
    let updated = set(&|form| {
        let second = form.second();
        format!("NEW.{second} IS NOT OLD.{second}")
    });
    let stem = trigger_name(table);
    let each = [
        ("insert", "INSERT".to_owned(), inserted),
        (
            "update",
            format!("UPDATE OF {}", columns.collect::<Vec<_>>().join(", ")),
            updated,
        ),
    ];
    let differ = differ.collect::<Vec<_>>().join(" OR ");
    let each = each.into_iter().map(|(word, event, body)| {
        let own = naming::fit(&format!("{stem}_{word}"));
        let sql = format!(
            "CREATE TRIGGER {} AFTER {event} ON {name} WHEN {differ} BEGIN\n{body}END",
            quote(&own)
        );
        trigger(diff, pair, own, sql)
    });
    each.collect()
}
