//! Who acts, on SQLite. A trigger of the file cannot read a table of the session (`lang_createtrigger`, "TEMP Triggers on Non-TEMP
//! Tables"), and a trigger of the session can: so the session has its own, which are made once for a connection.

use crate::Session;
use crate::soft_delete::key::literal;
use diesel::result::Error;
use erd_core::Dialect::Sqlite;

/// Who acts, for a trigger of the session.
const ACTOR: &str = "(SELECT name FROM temp.erd_actor)";

/// Makes the triggers that are not there yet.
pub(super) fn note<C: Session>(connection: &mut C) -> Result<(), Error> {
    in_history(connection)?;
    in_columns(connection)
}

/// One on each history table.
fn in_history<C: Session>(connection: &mut C) -> Result<(), Error> {
    let without = "SELECT name AS text FROM main.sqlite_schema WHERE type = 'table' \
        AND name IN (SELECT m.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c \
            WHERE c.name IN ('operation', 'changed_at', 'actor', 'old_values', 'new_values', 'redacted') \
            GROUP BY m.name HAVING count(*) = 6) \
        AND 'erd_actor of ' || name NOT IN (SELECT name FROM sqlite_temp_schema WHERE type = 'trigger')";
    for table in connection.texts(without)?.into_iter().flatten() {
        let quote = |name: &str| erd_ddl::quote(Sqlite, name);
        let (trigger, table) = (quote(&format!("erd_actor of {table}")), quote(&table));
        connection.run(&format!(
            "CREATE TEMP TRIGGER {trigger} AFTER INSERT ON main.{table} FOR EACH ROW \
             WHEN NEW.actor IS NULL AND EXISTS (SELECT 1 FROM temp.erd_actor) \
             BEGIN UPDATE {table} SET actor = {ACTOR} WHERE id = NEW.id; END"
        ))?;
    }
    Ok(())
}

/// One after each trigger that says which column holds who acts.
fn in_columns<C: Session>(connection: &mut C) -> Result<(), Error> {
    let without = "SELECT name AS text FROM main.sqlite_schema WHERE type = 'trigger' \
        AND instr(sql, '''erd_actor''') > 0 \
        AND 'erd_actor in ' || name NOT IN (SELECT name FROM sqlite_temp_schema WHERE type = 'trigger')";
    for trigger in connection.texts(without)?.into_iter().flatten() {
        let name = literal(&trigger, "text", Sqlite);
        let of = format!(
            "SELECT sql AS text FROM main.sqlite_schema WHERE type = 'trigger' AND name = {name}"
        );
        let sql = connection.texts(&of)?.into_iter().flatten().next();
        let own = format!("erd_actor in {trigger}");
        if let Some(sql) = sql.and_then(|sql| erd_ddl::session_trigger(&sql, &own, ACTOR)) {
            connection.run(&sql)?;
        }
    }
    Ok(())
}
