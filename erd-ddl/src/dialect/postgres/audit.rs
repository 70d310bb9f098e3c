//! The log of a table's changes: one function for a table, which reads rows as JSON, so that it needs to know no more of
//! their columns than the key. A column that comes, goes or has another type or name is logged as it is then, by the same
//! function.

use super::POSTGRES;
use super::prologue::Function;
use crate::dialect::Backend;
use crate::render::{At, AuditTrigger, Entry, Log, type_of};
use erd_core::naming;
use erd_core::schema::{AUDIT, AUDIT_TRUNCATE};

/// The triggers. Each is called the same on every table, and follows it to another name.
pub(super) fn triggers(log: &Log<'_>) -> Vec<AuditTrigger> {
    let function = function(log);
    let table = log.of.table_name();
    let trigger = |name: &str, event: &str| AuditTrigger {
        name: name.to_owned(),
        sql: format!(
            "CREATE TRIGGER {}\n{event}\nEXECUTE FUNCTION {}()",
            POSTGRES.quote(name),
            function.path()
        ),
        calls: Some(function.key()),
    };
    vec![
        trigger(
            AUDIT,
            &format!("AFTER INSERT OR DELETE OR UPDATE ON {table}\nFOR EACH ROW"),
        ),
        trigger(
            AUDIT_TRUNCATE,
            &format!("BEFORE TRUNCATE ON {table}\nFOR EACH STATEMENT"),
        ),
    ]
}

/// The function that they call.
pub(super) fn function(log: &Log<'_>) -> Function {
    let literal = |name: &str| POSTGRES.literal(name);
    let hidden: Vec<_> = log.hidden().map(|at| literal(&at.column.name)).collect();
    let hidden = hidden.join(", ");
    let key: Vec<_> = log.key().collect();
    let entry = |operation, row: &str, old: Option<&str>, new: Option<&str>| {
        let shown = |row: &str| {
            if hidden.is_empty() {
                row.to_owned()
            } else {
                format!("{row} - ARRAY[{hidden}]")
            }
        };
        let of_key = |at: &At<'_>| {
            let name = literal(&at.column.name);
            format!("({row} ->> {name})::{}", type_of(at))
        };
        let redacted = old.or(new).filter(|_| !hidden.is_empty()).map(|row| {
            format!(
                "(SELECT jsonb_agg(name) FROM unnest(ARRAY[{hidden}]) AS name WHERE {row} ? name)"
            )
        });
        log.row(&Entry {
            operation,
            key: key.iter().map(of_key).collect(),
            old: old.map(shown),
            new: new.map(shown),
            redacted,
        })
    };
    let into = log.history.table_name();
    let insert = |depth: usize, (names, values): (String, String)| {
        let space = " ".repeat(4 * depth);
        format!("{space}INSERT INTO {into} ({names})\n{space}VALUES ({values});")
    };
    let stays: Vec<_> = key
        .iter()
        .map(|at| {
            let name = literal(&at.column.name);
            format!("old_row ->> {name} = new_row ->> {name}")
        })
        .collect();
    let deleted = || entry("delete", "old_row", Some("old_row"), None);
    let updated = entry("update", "new_row", Some("old_part"), Some("new_part"));
    let body = format!(
        "DECLARE
    old_row jsonb := to_jsonb(OLD);
    new_row jsonb := to_jsonb(NEW);
    old_part jsonb;
    new_part jsonb;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        FOR old_row IN SELECT to_jsonb(t) FROM {table} AS t LOOP
{truncated}
        END LOOP;
        RETURN NULL;
    END IF;
    IF {stays} THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(n.key, n.value)
        INTO old_part, new_part
        FROM jsonb_each(old_row) AS o
        JOIN jsonb_each(new_row) AS n ON n.key = o.key AND n.value <> o.value;
        IF old_part IS NOT NULL THEN
{updated}
        END IF;
        RETURN NULL;
    END IF;
    IF old_row IS NOT NULL THEN
{deleted}
    END IF;
    IF new_row IS NOT NULL THEN
{inserted}
    END IF;
    RETURN NULL;
END",
        table = log.of.table_name(),
        stays = stays.join(" AND "),
        truncated = insert(3, deleted()),
        updated = insert(3, updated),
        deleted = insert(2, deleted()),
        inserted = insert(2, entry("insert", "new_row", None, Some("new_row"))),
    );
    Function {
        schema: log.of.table.schema.clone(),
        name: naming::fit(&format!("erd_audit_{}", log.of.table.name)),
        body,
    }
}
