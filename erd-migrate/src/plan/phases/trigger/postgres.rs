//! One function and one trigger for a table.

use super::{Forms, function_name, owner, trigger, trigger_name};
use crate::Diff;
use crate::diff::TablePair;
use erd_core::schema::{ObjectKind, Sql, SqlObject};
use std::fmt::Write as _;

pub(super) fn objects(
    diff: &Diff,
    pair: TablePair,
    forms: &[Forms<'_>],
    rules: &(String, String),
) -> Vec<SqlObject> {
    let table = owner(diff, pair);
    let quote = |name: &str| erd_ddl::quote(diff.dialect, name);
    let path = |name: &str| erd_ddl::path(diff.dialect, table.schema.as_deref(), name);
    let function = function_name(&diff.old[pair.old]);
    let (mut inserted, mut updated) = (String::new(), String::new());
    for form in forms {
        insert(form, &mut inserted);
        update(form, &mut updated);
    }
    for (rule, body) in [(&rules.0, &mut inserted), (&rules.1, &mut updated)] {
        if !rule.is_empty() {
            let _ = write!(body, "        {rule}");
        }
    }
    let declared = if forms.iter().all(Forms::is_total) {
        ""
    } else {
        "DECLARE\n    differs boolean;\n"
    };
    let body = format!(
        "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $erd$\n{declared}BEGIN\n    IF TG_OP = 'INSERT' THEN\n\
         {inserted}    ELSE\n{updated}    END IF;\n    RETURN NEW;\nEND\n$erd$",
        path(&function)
    );
    let mut called = SqlObject::new(ObjectKind::Function, function.clone(), "");
    called.create = vec![Sql {
        any: None,
        by_dialect: vec![(diff.dialect, body)],
    }];
    called.schema.clone_from(&table.schema);
    called.arguments = Some(String::new());
    let name = trigger_name(&diff.old[pair.old]);
    let sql = format!(
        "CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
        quote(&name),
        path(&table.name),
        path(&function)
    );
    let mut trigger = trigger(diff, pair, name, sql);
    trigger.depends_on.push(called.key());
    vec![called, trigger]
}

/// Sets one form from the other. A value that has no other form leaves NULL there: the old version goes on, and the
/// contract phase waits for the value to be repaired.
fn set(form: &Forms<'_>, space: &str) -> String {
    let (first, second) = (form.first(), form.second());
    let value = form.forward(&format!("NEW.{first}"));
    if form.is_total() {
        return format!("{space}NEW.{second} := {value};\n");
    }
    format!(
        "{space}BEGIN\n{space}    NEW.{second} := {value};\n{space}EXCEPTION WHEN data_exception THEN\n\
         {space}    NEW.{second} := NULL;\n{space}END;\n"
    )
}

fn insert(form: &Forms<'_>, out: &mut String) {
    let (first, second) = (form.first(), form.second());
    let space = " ".repeat(12);
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "        IF NEW.{second} IS DISTINCT FROM {} THEN\n{space}NEW.{first} := {};\n        ELSE\n{}        END IF;\n",
        form.default_or_null(),
        form.backward(&format!("NEW.{second}")),
        set(form, &space)
    );
}

/// The first form is left alone where it says what the second does: `01` stays `01` beside 1.
fn update(form: &Forms<'_>, out: &mut String) {
    let (first, second) = (form.first(), form.second());
    let space = " ".repeat(12);
    let other = form.forward(&format!("NEW.{first}"));
    let differs = format!("NEW.{second} IS DISTINCT FROM {other}");
    let take = format!("NEW.{first} := {}", form.backward(&format!("NEW.{second}")));
    let follow = if form.is_total() {
        format!("{space}IF {differs} THEN\n{space}    {take};\n{space}END IF;\n")
    } else {
        format!(
            "{space}BEGIN\n{space}    differs := {differs};\n{space}EXCEPTION WHEN data_exception THEN\n\
             {space}    differs := true;\n{space}END;\n{space}IF differs THEN\n{space}    {take};\n{space}END IF;\n"
        )
    };
    // A row that is not filled yet is, before the check looks at it that refuses it.
    let unfilled = if form.column.is_always_there(form.diff) {
        format!(" OR NEW.{second} IS NULL")
    } else {
        String::new()
    };
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "        IF NEW.{second} IS DISTINCT FROM OLD.{second} THEN\n{follow}        \
         ELSIF NEW.{first} IS DISTINCT FROM OLD.{first}{unfilled} THEN\n{}        END IF;\n",
        set(form, &space)
    );
}
