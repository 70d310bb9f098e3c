//! Two triggers for a table: each is of one event.

use super::super::cast::distinct_forms;
use super::{Forms, owner, trigger, trigger_name};
use crate::Diff;
use crate::diff::TablePair;
use erd_core::naming;
use erd_core::schema::SqlObject;
use std::fmt::Write as _;

pub(super) fn objects(
    diff: &Diff,
    pair: TablePair,
    forms: &[Forms<'_>],
    rules: &(String, String),
) -> Vec<SqlObject> {
    let table = owner(diff, pair);
    let quote = |name: &str| erd_ddl::quote(diff.dialect, name);
    let path = erd_ddl::path(diff.dialect, table.schema.as_deref(), &table.name);
    let stem = trigger_name(&diff.old[pair.old]);
    let write = [insert as fn(&Forms<'_>, &mut String), update];
    let each = [
        ("insert", write[0], &rules.0),
        ("update", write[1], &rules.1),
    ];
    let each = each.into_iter().map(|(event, write, rule)| {
        let mut body = String::new();
        for form in forms {
            write(form, &mut body);
        }
        if !rule.is_empty() {
            let _ = write!(body, "    {rule}");
        }
        let name = naming::fit(&format!("{stem}_{event}"));
        let sql = format!(
            "CREATE TRIGGER {} BEFORE {} ON {path} FOR EACH ROW BEGIN\n{body}END",
            quote(&name),
            event.to_uppercase()
        );
        trigger(diff, pair, name, sql)
    });
    each.collect()
}

/// Sets the second form from the first. A value that has no other form leaves NULL there: the old version goes on, and
/// the contract phase waits for the value to be repaired.
fn set(form: &Forms<'_>) -> String {
    let (first, second) = (form.first(), form.second());
    if form.is_total() {
        return format!("        SET NEW.{second} = NEW.{first};\n");
    }
    format!(
        "        BEGIN\n            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.{second} = NULL;\n            \
         SET NEW.{second} = NEW.{first};\n        END;\n"
    )
}

fn insert(form: &Forms<'_>, out: &mut String) {
    let (first, second) = (form.first(), form.second());
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "    IF NOT (NEW.{second} <=> {}) THEN\n        SET NEW.{first} = NEW.{second};\n    ELSE\n{}    END IF;\n",
        form.default_or_null(),
        set(form)
    );
}

/// The first form is left alone where it says what the second does.
fn update(form: &Forms<'_>, out: &mut String) {
    let (first, second) = (form.first(), form.second());
    let [a, b] = [&first, &second].map(|name| format!("NEW.{name}"));
    let differ = distinct_forms(
        &a,
        &b,
        form.old(),
        &form.column.second(form.diff),
        form.diff.dialect,
    );
    let differ = differ.unwrap_or_else(|| format!("NOT ({b} <=> {a})"));
    let _ = write!(
        out,
        "    IF NOT (NEW.{second} <=> OLD.{second}) THEN\n        \
         IF {differ} THEN\n            SET NEW.{first} = NEW.{second};\n        END IF;\n    \
         ELSEIF NOT (NEW.{first} <=> OLD.{first}) THEN\n{}    END IF;\n",
        set(form)
    );
}
