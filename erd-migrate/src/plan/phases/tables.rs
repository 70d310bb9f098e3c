//! A table gets another name (rule M15): a view has the old one while an old version of the application runs.

use super::holds_columns;
use crate::diff::{TablePair, folded_table};
use crate::plan::context::hazard;
use crate::plan::middle::rename_made;
use crate::plan::node::Node;
use crate::plan::op::Reverse;
use crate::plan::op_name::{OpKind, OpVerb};
use crate::{Diff, Step};
use erd_core::schema::{ObjectKind, ObjectName, Schema, Sql, SqlObject, Table};
use erd_core::{Capability, Family, naming};
use erd_ddl::expression;
use std::collections::{BTreeMap, BTreeSet};

/// What goes in phases, and by the old path of the others why they do not.
pub(super) fn choose(diff: &Diff) -> (Vec<TablePair>, BTreeMap<String, String>) {
    let (mut chosen, mut in_place) = (Vec::new(), BTreeMap::new());
    let taken = [taken(&diff.old), taken(&diff.new)];
    for step in &diff.steps {
        let Step::RenameTable { table } = step else {
            continue;
        };
        let (old, new) = (&diff.old[table.old], &diff.new[table.new]);
        let fold = |t: &Table| (t.schema.clone(), folded_table(&t.name, diff.dialect));
        if fold(old) == fold(new) {
            continue;
        }
        match obstacle(diff, &taken, old, new) {
            Some(reason) => {
                in_place.insert(old.path(), reason);
            }
            None => chosen.push(*table),
        }
    }
    (chosen, in_place)
}

/// The names that tables and views of a schema have.
fn taken(schema: &Schema) -> BTreeSet<String> {
    let views = schema.objects.iter();
    let views = views.filter(|object| holds_columns(object.kind) && object.table.is_none());
    let views = views.map(|object| full(object.schema.as_deref(), &object.name));
    schema.tables.iter().map(Table::path).chain(views).collect()
}

/// Why a view cannot have the old name; it reads on after "because".
fn obstacle(
    diff: &Diff,
    [old_names, new_names]: &[BTreeSet<String>; 2],
    old: &Table,
    new: &Table,
) -> Option<String> {
    let (was, is) = (old.path(), new.path());
    if !diff.dialect.has(Capability::WritableViews) {
        return Some(format!(
            "{} has no views that take what tables do",
            diff.dialect.title()
        ));
    }
    if new_names.contains(&was) {
        return Some(format!("`{was}` becomes the name of another table or view"));
    }
    if old_names.contains(&is) {
        return Some(format!(
            "`{is}` is the name of another table or view until then"
        ));
    }
    if !diff.dialect.has(Capability::TablesMove) && old.schema != new.schema {
        return Some(format!("`{was}` moves to another database"));
    }
    let invoker = diff.engine.has(Capability::SecurityInvokerViews);
    if old.options.row_security.is_some() && !invoker {
        return Some(format!(
            "rows of `{was}` are seen by right, and views have the rights of who asks from PostgreSQL 15 on: state that version under `[targets]`"
        ));
    }
    None
}

fn full(schema: Option<&str>, name: &str) -> String {
    match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    }
}

/// The old schema with the tables under their new names, and views under the old ones.
pub(super) fn renamed(diff: &Diff, tables: &[TablePair]) -> Schema {
    let mut schema = diff.old.clone();
    let mut names = BTreeMap::new();
    let mut views = Vec::new();
    for pair in tables {
        let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
        let (was, is) = (old.object_name(), new.object_name());
        let table = &mut schema.tables[pair.old.0];
        table.name.clone_from(&new.name);
        table.schema.clone_from(&new.schema);
        rename_made(diff.dialect, table, &old.name);
        table.renamed_from = Some(old.path());
        if old.schema != new.schema && old.schema.is_none() {
            table.renamed_from = Some(format!("public.{}", old.name));
        }
        names.insert(was, is);
        views.push(view(diff, old, new));
    }
    let keys = names.iter();
    let keys: BTreeMap<_, _> = keys
        .map(|(was, is)| (format!("table {was}"), format!("table {is}")))
        .collect();
    for object in &mut schema.objects {
        if let Some(is) = object.table.as_ref().and_then(|was| names.get(was)) {
            object.table = Some(is.clone());
        }
        for key in &mut object.depends_on {
            if let Some(after) = keys.get(key) {
                key.clone_from(after);
            }
        }
    }
    schema.objects.extend(views);
    schema
}

/// Once the renames are done: no hints are left, and what belongs to a table would be made on its new name.
pub(super) fn settle(diff: &Diff, tables: &[TablePair], renamed: &mut Schema) {
    let mut of: BTreeMap<ObjectName, Vec<&mut SqlObject>> = BTreeMap::new();
    let said = |name: &str| expression::words(name, diff.dialect);
    let mut readers = Vec::new();
    for object in &mut renamed.objects {
        if let Some(table) = object.table.clone() {
            of.entry(table).or_default().push(object);
        } else if diff.dialect.is(Family::Postgres)
            && (holds_columns(object.kind)
                || matches!(object.kind, ObjectKind::Statistics | ObjectKind::Comment))
        {
            readers.push(object);
        }
    }
    for pair in tables {
        let new = &diff.new[pair.new];
        renamed.tables[pair.old.0].renamed_from = None;
        let old = &diff.old[pair.old];
        let was = &old.name;
        let anew = |name: &str| {
            let same = folded_table(name, diff.dialect) == folded_table(was, diff.dialect);
            same.then(|| erd_ddl::quote(diff.dialect, &new.name))
        };
        let own = new.object_name();
        // What reads the table follows it, and would read the view if it were made on the old name.
        let key = format!("table {}", new.path());
        let ambiguous = diff.old.tables.iter().flat_map(|table| &table.columns);
        let ambiguous = { ambiguous }.any(|column| column.name == *was);
        let readers = readers
            .iter_mut()
            .filter(|object| !ambiguous && object.depends_on.contains(&key) && object.name != *was);
        let own = of.get_mut(&own).into_iter().flatten();
        for object in own.chain(readers) {
            if object.kind == ObjectKind::Comment {
                let name = said(&expression::renamed(&object.name, diff.dialect, &anew));
                let mut others = diff.new.objects.iter();
                let other = others.find(|o| o.kind == object.kind && said(&o.name) == name);
                let Some(other) = other else { continue };
                object.name.clone_from(&other.name);
            }
            for sql in &mut object.create {
                if let Some(text) = sql.get(diff.dialect) {
                    let mut text = expression::renamed(text, diff.dialect, &anew);
                    if old.schema != new.schema {
                        text = moved(diff, old, new, &text);
                    }
                    sql.by_dialect = vec![(diff.dialect, text)];
                }
            }
        }
    }
}

/// The text with the table, which has its new name there already, in its new namespace.
fn moved(diff: &Diff, old: &Table, new: &Table, text: &str) -> String {
    let quote = |name: &str| erd_ddl::quote(diff.dialect, name);
    let name = quote(&new.name);
    let was = old.schema.as_deref().unwrap_or("public");
    let text = text
        .replace(&format!("{}.{name}", quote(was)), &name)
        .replace(&format!("{was}.{name}"), &name);
    match &new.schema {
        Some(schema) => text.replace(&name, &format!("{}.{name}", quote(schema))),
        None => text,
    }
}

/// The statements of the view, under that name.
fn view_sql(diff: &Diff, old: &Table, new: &Table, name: &str) -> String {
    let quote = |name: &str| erd_ddl::quote(diff.dialect, name);
    let path = |schema, name| erd_ddl::path(diff.dialect, schema, name);
    let columns: Vec<_> = old.columns.iter().map(|c| quote(&c.name)).collect();
    // Who asks needs the rights, and not who made the view.
    let invoker = diff.engine.has(Capability::SecurityInvokerViews);
    let (before, after) = match diff.dialect.family() {
        Family::Postgres if invoker => ("", " WITH (security_invoker = true)"),
        Family::MySql => ("SQL SECURITY INVOKER ", ""),
        Family::Postgres | Family::Sqlite => ("", ""),
    };
    format!(
        "CREATE {before}VIEW {}{after} AS SELECT {} FROM {}",
        path(old.schema.as_deref(), name),
        columns.join(", "),
        path(new.schema.as_deref(), &new.name)
    )
}

fn view(diff: &Diff, old: &Table, new: &Table) -> SqlObject {
    let only = |text: String| Sql {
        any: None,
        by_dialect: vec![(diff.dialect, text)],
    };
    let mut view = SqlObject::new(ObjectKind::View, old.name.clone(), "");
    view.schema.clone_from(&old.schema);
    view.create = vec![only(view_sql(diff, old, new, &old.name))];
    if diff.dialect.is(Family::Postgres) {
        view.create.push(only(rights(diff, old, new)));
    }
    view.depends_on = vec![format!("table {}", new.path())];
    view
}

/// Rights on the table stay with it; the view gets the same (PostgreSQL).
fn rights(diff: &Diff, old: &Table, new: &Table) -> String {
    let path = |table: &Table| erd_ddl::path(diff.dialect, table.schema.as_deref(), &table.name);
    let literal = |text: &str| erd_ddl::literal(diff.dialect, text);
    format!(
        "DO $erd$\nDECLARE\n    given record;\nBEGIN\n    FOR given IN\n        SELECT acl.privilege_type AS what,\n            \
         CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END AS who\n        \
         FROM pg_class, aclexplode(pg_class.relacl) AS acl\n        \
         WHERE pg_class.oid = {}::regclass AND acl.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')\n    \
         LOOP\n        EXECUTE format('GRANT %s ON %s TO %s', given.what, {}, given.who);\n    END LOOP;\nEND\n$erd$",
        literal(&path(new)),
        literal(&path(old))
    )
}

/// On MySQL and MariaDB, the statements after which both names are there, without a moment in which one is not; and those back. A
/// view is made on a table of the new name that is there for a moment, and both change their names in one statement.
fn both_at_once(diff: &Diff, pair: TablePair) -> (Vec<String>, Vec<String>) {
    let (old, new) = (&diff.old[pair.old], &diff.new[pair.new]);
    let path = |name: &str| erd_ddl::path(diff.dialect, old.schema.as_deref(), name);
    let aside = naming::fit(&format!("{}_erd", old.name));
    let (was, is, view) = (path(&old.name), path(&new.name), path(&aside));
    let up = vec![
        format!("CREATE TABLE {is} LIKE {was}"),
        view_sql(diff, old, new, &aside),
        format!("DROP TABLE {is}"),
        format!("RENAME TABLE {was} TO {is}, {view} TO {was}"),
    ];
    let down = vec![
        format!("RENAME TABLE {was} TO {view}, {is} TO {was}"),
        format!("DROP VIEW {view}"),
    ];
    (up, down)
}

/// What the planner says of a rename, with the view in mind; `tables` are those that are renamed, by the old path.
pub(super) fn early(diff: &Diff, tables: &BTreeMap<String, TablePair>, node: &mut Node) {
    let was = &node.op.name.owner;
    let Some(pair) = tables.get(was) else {
        return;
    };
    let family = diff.dialect.is(Family::MySql);
    match node.op.name.kind {
        OpKind::RenameTable => {
            node.op.hazards = vec![hazard(
                "M15",
                format!(
                    "`{was}` is a view from here on: what reads and writes rows works, and what is done to a table as a whole (TRUNCATE, LOCK, COPY) wants the new name"
                ),
            )];
            if family {
                let (up, down) = both_at_once(diff, *pair);
                node.op.statements = up;
                node.op.reverse = Reverse::Statements(down);
            }
        }
        OpKind::Object(OpVerb::Create, ObjectKind::View) if family => {
            node.op.statements.clear();
            node.op.reverse = Reverse::Statements(Vec::new());
        }
        _ => {}
    }
}
