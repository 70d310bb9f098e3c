//! What columns are for, where the database leaves no doubt.
//!
//! A name alone is a habit. A trigger or ON UPDATE that sets a column to the current time is proof that it is the time of
//! the last change, and an index on the rows where a flag is not set is proof of a soft delete. What keeps the column
//! today goes on keeping it: the role says `by = application`, so that erd makes no second trigger.

use super::super::ident::words;
use erd_core::schema::{
    Column, ColumnId, Maintenance, ObjectKind, ObjectName, Role, Schema, Sql, SqlObject, Table,
    Type, UniqueScope,
};
use erd_core::{Capability, Dialect, Scalar};

/// Names of the time a row was made; with NOT NULL and the current time as default there is no doubt.
const CREATED: &[&str] = &[
    "created_at",
    "created_on",
    "creation_date",
    "create_date",
    "date_created",
    "created_time",
    "create_time",
    "inserted_at",
];

/// Gives columns their roles.
pub(super) fn roles(schema: &mut Schema, dialect: Dialect, notes: &mut Vec<String>) {
    let mut touched = Vec::new();
    for trigger in &schema.objects {
        if trigger.kind == ObjectKind::Trigger
            && let Some(name) = &trigger.table
            && let Some(table) = schema.find_table(name.schema.as_deref(), &name.name)
        {
            let text = text_of(trigger, &schema.objects, dialect);
            let columns = &schema[table].columns;
            let column = columns
                .iter()
                .position(|c| sets_to_now(&text, &c.name, name));
            touched.extend(column.map(|column| (table, column)));
        }
    }
    for (table, column) in touched {
        let column = &mut schema.tables[table.0].columns[column];
        if is_time(column) && !column.nullable {
            column.role = Some(Role::UpdatedAt(Maintenance::Application));
        }
    }
    for table in &mut schema.tables {
        of_table(table, dialect, notes);
    }
}

fn of_table(table: &mut Table, dialect: Dialect, notes: &mut Vec<String>) {
    for column in &mut table.columns {
        without_null(column, dialect);
    }
    for column in &mut table.columns {
        let name = words(&column.name).join("_");
        if column.role.is_some() || !is_time(column) || column.nullable {
            continue;
        }
        let on_update = column.on_update.get(dialect).is_some_and(is_now);
        if on_update {
            column.role = Some(Role::UpdatedAt(Maintenance::Application));
        } else if CREATED.contains(&name.as_str())
            && column.default.get(dialect).is_some_and(is_now)
        {
            column.role = Some(Role::CreatedAt(Maintenance::Default));
        }
    }
    one_each(table);
    if table.soft_delete().is_some() {
        return;
    }
    for i in 0..table.columns.len() {
        let column = &table.columns[i];
        let Some(role) = soft_delete(column, dialect) else {
            continue;
        };
        if table.indexes.iter().any(|index| {
            let predicate = index.predicate.get(dialect);
            predicate.is_some_and(|p| keeps_live_rows(p, &column.name, role))
        }) {
            table.columns[i].role = Some(role);
            scopes(table, ColumnId(i), role, dialect);
            return;
        }
        let at = format!("{}.{}", table.path(), column.name);
        let word = if role == Role::DeletedAt {
            "deleted_at"
        } else {
            "soft_delete"
        };
        notes.push(format!(
            "`{at}` is named like a soft delete, and no index proves it: add `#[erd({word})]` if it is one"
        ));
    }
}

/// A unique key that does not leave deleted rows out speaks of all that ever were.
fn scopes(table: &mut Table, column: ColumnId, role: Role, dialect: Dialect) {
    let name = table[column].name.clone();
    for index in table.indexes.iter_mut().filter(|i| i.is_unique()) {
        let predicate = index.predicate.get(dialect);
        if !predicate.is_some_and(|p| keeps_live_rows(p, &name, role)) {
            index.scope = UniqueScope::Ever;
        }
    }
}

/// A role that every row has a value for is none of a nullable column; what the role would have made is written out.
fn without_null(column: &mut Column, dialect: Dialect) {
    if !column.nullable {
        return;
    }
    match column.role {
        Some(Role::UpdatedAt(by)) => {
            let mysql = dialect.has(Capability::OnUpdate);
            if by == Maintenance::Trigger && mysql && column.on_update.is_empty() {
                column.on_update = Sql::new(moment(column, dialect));
            }
            column.role = None;
        }
        Some(Role::CreatedAt(_) | Role::Version(_) | Role::DeletedFlag) => column.role = None,
        _ => {}
    }
}

/// The current moment with as many digits as the column keeps, as ON UPDATE asks for: six where no type is spelled.
fn moment(column: &Column, dialect: Dialect) -> String {
    let digits = match column.sql_type.get(dialect) {
        None => Some("6"),
        Some(ty) => ty
            .split_once('(')
            .and_then(|(_, rest)| rest.split_once(')'))
            .map(|(digits, _)| digits.trim())
            .filter(|digits| *digits != "0"),
    };
    digits.map_or_else(
        || "CURRENT_TIMESTAMP".to_owned(),
        |digits| format!("CURRENT_TIMESTAMP({digits})"),
    )
}

/// A table has one time of creation and one of change: where several look like it, none is sure.
fn one_each(table: &mut Table) {
    let is = [
        (|role| matches!(role, Role::CreatedAt(_))) as fn(Role) -> bool,
        |role| matches!(role, Role::UpdatedAt(_)),
    ];
    for is in is {
        let found: Vec<ColumnId> = (0..table.columns.len())
            .map(ColumnId)
            .filter(|c| table[*c].role.is_some_and(is))
            .collect();
        if found.len() > 1 {
            for column in found {
                table.columns[column.0].role = None;
            }
        }
    }
}

/// The text of a trigger, and of the function that it calls.
fn text_of(trigger: &SqlObject, objects: &[SqlObject], dialect: Dialect) -> String {
    let statements = |object: &SqlObject| {
        let texts = object.create.iter().filter_map(|sql| sql.get(dialect));
        texts.collect::<Vec<_>>().join("\n")
    };
    let own = squeezed(&statements(trigger));
    // What fires at an insert or a delete alone keeps no time of change.
    let head = own.split(" on ").next().unwrap_or_default();
    if !head.contains(" update") {
        return String::new();
    }
    let mut text = own.clone();
    if let Some(call) = own
        .split("execute function ")
        .nth(1)
        .or_else(|| own.split("execute procedure ").nth(1))
    {
        let called = call.split('(').next().unwrap_or_default().trim();
        for object in objects.iter().filter(|o| o.kind == ObjectKind::Function) {
            let name = ObjectName {
                schema: object.schema.clone(),
                name: object.name.clone(),
            };
            let name = name.to_string().to_lowercase();
            if called.trim_start_matches("public.") == name {
                text.push(' ');
                text.push_str(&squeezed(&statements(object)));
            }
        }
    }
    text
}

/// Whether a trigger's text sets a column of the new row, or of the table, to the current time.
fn sets_to_now(text: &str, column: &str, table: &ObjectName) -> bool {
    let column = column.to_lowercase();
    let starts = [
        format!("new.{column}"),
        format!("new.\"{column}\""),
        format!("new.`{column}`"),
        format!("update {} set {column}", table.name.to_lowercase()),
        format!("update \"{}\" set \"{column}\"", table.name.to_lowercase()),
    ];
    starts.iter().any(|start| {
        text.match_indices(start.as_str()).any(|(at, _)| {
            let rest = text[at + start.len()..].trim_start();
            let value = rest
                .strip_prefix(":=")
                .or_else(|| rest.strip_prefix('='))
                .map(str::trim_start);
            value.is_some_and(starts_with_now)
        })
    })
}

/// Lower case, with one space where there was any.
fn squeezed(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

const NOW: &[&str] = &[
    "now()",
    "current_timestamp",
    "clock_timestamp()",
    "statement_timestamp()",
    "transaction_timestamp()",
    "localtimestamp",
    "datetime('now')",
    "timezone('utc'",
    "unixepoch()",
];

fn starts_with_now(text: &str) -> bool {
    let text = text.trim_start_matches('(');
    NOW.iter().any(|now| text.starts_with(now))
}

fn is_now(expression: &str) -> bool {
    starts_with_now(&squeezed(expression))
}

fn is_time(column: &Column) -> bool {
    matches!(
        column.ty,
        Type::Scalar(Scalar::Timestamp | Scalar::TimestampTz | Scalar::Date)
    )
}

/// The role that a column would have by its name and type. Its own default must be what erd expects, because a role
/// brings one.
fn soft_delete(column: &Column, dialect: Dialect) -> Option<Role> {
    if column.role.is_some() || column.generated.is_some() {
        return None;
    }
    let name = words(&column.name).join("_");
    let default = column.default.get(dialect).map(str::to_lowercase);
    let is_false = default
        .as_deref()
        .is_some_and(|d| matches!(d.trim_matches(['(', ')']), "false" | "0"));
    match name.as_str() {
        "deleted_at" | "deleted_on" | "date_deleted" | "deletion_date"
            if column.nullable && is_time(column) && default.is_none() =>
        {
            Some(Role::DeletedAt)
        }
        "deleted" | "is_deleted"
            if !column.nullable && column.ty == Type::Scalar(Scalar::Bool) && is_false =>
        {
            Some(Role::DeletedFlag)
        }
        _ => None,
    }
}

/// Whether a predicate leaves out the rows that the column marks as deleted.
fn keeps_live_rows(predicate: &str, column: &str, role: Role) -> bool {
    let text = squeezed(predicate).replace(['(', ')', '"', '`'], "");
    let column = column.to_lowercase();
    let wanted = if role == Role::DeletedAt {
        vec![format!("{column} is null")]
    } else {
        vec![
            format!("not {column}"),
            format!("{column} = false"),
            format!("{column} is false"),
            format!("{column} = 0"),
        ]
    };
    let mut parts = text.split(" and ");
    parts.any(|part| wanted.iter().any(|w| part.trim() == w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::{Index, IndexKind};

    fn time(name: &str) -> Column {
        Column::new(name, Type::Scalar(Scalar::TimestampTz))
    }

    fn schema(columns: Vec<Column>, objects: Vec<SqlObject>) -> Schema {
        let mut table = Table::new("orders");
        table.columns = columns;
        Schema {
            tables: vec![table],
            enums: Vec::new(),
            objects,
        }
    }

    fn trigger(sql: &str) -> SqlObject {
        let mut object = SqlObject::new(ObjectKind::Trigger, "touch", sql);
        object.table = Some(ObjectName {
            schema: None,
            name: "orders".to_owned(),
        });
        object
    }

    fn role(schema: &mut Schema, dialect: Dialect, column: usize) -> Option<Role> {
        roles(schema, dialect, &mut Vec::new());
        schema.tables[0].columns[column].role
    }

    const BY_APPLICATION: Option<Role> = Some(Role::UpdatedAt(Maintenance::Application));

    #[test]
    fn an_existing_trigger_proves_the_time_of_change() {
        let touch = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.changed :=\n now();\n RETURN NEW;\nEND $$";
        let call = "CREATE TRIGGER touch BEFORE UPDATE OF a ON orders FOR EACH ROW EXECUTE FUNCTION touch()";
        let function = SqlObject::new(ObjectKind::Function, "touch", touch);
        let mut both = schema(vec![time("changed")], vec![function.clone(), trigger(call)]);
        assert_eq!(role(&mut both, Dialect::Postgres, 0), BY_APPLICATION);
        let insert = call.replace("UPDATE OF a", "INSERT");
        let mut other = schema(vec![time("changed")], vec![function, trigger(&insert)]);
        assert_eq!(role(&mut other, Dialect::Postgres, 0), None);
        let sqlite = "CREATE TRIGGER t AFTER UPDATE ON orders BEGIN UPDATE orders SET changed = DATETIME('NOW') WHERE rowid = new.rowid; END";
        let mut one = schema(vec![time("changed")], vec![trigger(sqlite)]);
        assert_eq!(role(&mut one, Dialect::Sqlite, 0), BY_APPLICATION);
    }

    #[test]
    fn on_update_proves_it_too_and_a_name_does_not() {
        let mut changed = time("last_update");
        changed.on_update = Sql::new("CURRENT_TIMESTAMP");
        let mut both = schema(vec![changed, time("updated_at")], Vec::new());
        assert_eq!(role(&mut both, Dialect::MariaDb, 0), BY_APPLICATION);
        assert_eq!(both.tables[0].columns[1].role, None);
    }

    #[test]
    fn a_soft_delete_is_proved_by_an_index_of_the_living() {
        let mut deleted = time("deleted_at");
        deleted.nullable = true;
        let mut one = schema(vec![deleted], Vec::new());
        let mut notes = Vec::new();
        roles(&mut one, Dialect::Postgres, &mut notes);
        assert_eq!(one.tables[0].columns[0].role, None);
        assert_eq!(notes.len(), 1);
        let mut index = Index::new("i", IndexKind::Plain, [ColumnId(0)]);
        index.predicate = Sql::new("((a > 1) AND (deleted_at IS NULL))");
        one.tables[0].indexes.push(index);
        let key = Index::new("k", IndexKind::Unique, [ColumnId(0)]);
        one.tables[0].indexes.push(key);
        assert_eq!(role(&mut one, Dialect::Postgres, 0), Some(Role::DeletedAt));
        assert_eq!(one.tables[0].indexes[0].scope, UniqueScope::Unstated);
        assert_eq!(one.tables[0].indexes[1].scope, UniqueScope::Ever);
    }
}
