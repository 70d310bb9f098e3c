//! Columns that triggers keep.

use erd_core::naming;
use erd_core::schema::{Column, Maintenance, Role};

use super::Reader;
use super::tables::default_none;
use crate::Error;
use crate::row::Row;

impl Reader {
    /// A BEFORE trigger for each row. One that the DDL makes from the column's role is no object, nor is its function.
    pub(super) fn row_trigger(&mut self, mut row: Row) -> Result<(), Error> {
        let oid = row.number("table_oid")?;
        let Some(&position) = self.tables.get(&oid) else {
            return Ok(());
        };
        let (trigger, name) = (row.number("oid")?, row.text("name")?);
        let function = row.number("function_oid")?;
        let namespace = default_none(row.text("function_namespace")?);
        let function_name = row.text("function")?;
        let body = row.text("body")?;
        let on_update = row.flag("on_update")?;
        let table = &mut self.schema.tables[position];
        let column = made_by_erd(&body).and_then(|column| table.find_column(&column));
        let ours = column.filter(|column| {
            namespace == table.schema && name == naming::trigger(&table.name, &table[*column].name)
        });
        if let Some(column) = ours
            && let Some(role) = role(&function_name, &table[column].name, on_update)
            // The role would bring the default back that somebody took away.
            && (!brings_default(role, &table[column]) || !table[column].default.is_empty())
        {
            table.columns[column.0].role = Some(role);
            self.made_by_erd.insert(("pg_trigger".to_owned(), trigger));
            self.made_by_erd.insert(("pg_proc".to_owned(), function));
            return Ok(());
        }
        // The function that diesel's `diesel_manage_updated_at` installs sets `updated_at` and nothing else.
        let kept = if function_name == "diesel_set_updated_at" {
            Some("updated_at".to_owned())
        } else {
            sets_now(&body)
        };
        if on_update
            && let Some(id) = kept.and_then(|column| table.find_column(&column))
            && table[id].role.is_none()
        {
            // The trigger is an object, so the column's role must not make another.
            table.columns[id.0].role = Some(Role::UpdatedAt(Maintenance::Application));
        }
        Ok(())
    }
}

/// Whether a column of that role has a default that nobody wrote.
const fn brings_default(role: Role, column: &Column) -> bool {
    match role {
        Role::UpdatedAt(_) | Role::UpdatedBy(_) => !column.nullable,
        Role::CreatedAt(_) | Role::Version(_) => true,
        _ => false,
    }
}

/// The role whose trigger calls a function of that name.
fn role(function: &str, column: &str, on_update: bool) -> Option<Role> {
    let touches = ["touch", "touch_utc", "touch_date"]
        .iter()
        .any(|verb| function == naming::fit(&format!("erd_{verb}_{column}")));
    if touches {
        Some(if on_update {
            Role::UpdatedAt(Maintenance::Trigger)
        } else {
            Role::CreatedAt(Maintenance::Trigger)
        })
    } else if function == naming::fit(&format!("erd_actor_{column}")) {
        Some(if on_update {
            Role::UpdatedBy(Maintenance::Trigger)
        } else {
            Role::CreatedBy(Maintenance::Trigger)
        })
    } else if on_update && function == naming::fit(&format!("erd_count_{column}")) {
        Some(Role::Version(Maintenance::Trigger))
    } else {
        None
    }
}

/// The column that a function of erd's sets: its body is one assignment.
fn made_by_erd(body: &str) -> Option<String> {
    let inner = body.trim().strip_prefix("BEGIN\n    NEW.")?;
    let (statement, end) = inner.split_once(";\n")?;
    if end.trim() != "RETURN NEW;\nEND" {
        return None;
    }
    let (column, _) = statement.split_once(" := ")?;
    let tokens = crate::token::tokens(column, crate::token::Lexis::Plain);
    tokens.first()?.name().map(str::to_owned)
}

/// The column that a function sets to the current moment, where it does nothing else.
fn sets_now(body: &str) -> Option<String> {
    let flat: Vec<&str> = body.split_whitespace().collect();
    let flat = flat.join(" ");
    let inner = strip(&flat, "BEGIN NEW.")?;
    let (column, rest) = inner.split_once(['=', ':', ' '])?;
    let rest = rest.trim_start_matches(['=', ':', ' ']);
    let (value, end) = rest.split_once(';')?;
    let value = value.trim().to_ascii_lowercase();
    let now = matches!(
        value.as_str(),
        "now()"
            | "current_timestamp"
            | "transaction_timestamp()"
            | "clock_timestamp()"
            | "(now() at time zone 'utc')"
    );
    let end = end.trim().trim_end_matches(';').to_ascii_lowercase();
    let column = column.trim().trim_matches('"');
    (now && matches!(end.as_str(), "return new; end")).then(|| column.to_owned())
}

fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start
        .eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_only_sets_the_moment_is_understood() {
        for body in [
            "BEGIN\n    NEW.last_update = CURRENT_TIMESTAMP;\n    RETURN NEW;\nEND ",
            "begin new.last_update := now(); return new; end;",
        ] {
            assert_eq!(sets_now(body).as_deref(), Some("last_update"), "{body}");
        }
        for body in [
            "BEGIN NEW.last_update = now(); NEW.n = 1; RETURN NEW; END",
            "BEGIN NEW.last_update = OLD.last_update; RETURN NEW; END",
            "BEGIN RETURN NEW; END",
        ] {
            assert_eq!(sets_now(body), None, "{body}");
        }
    }

    #[test]
    fn erds_own_functions_are_told_from_those_that_look_like_them() {
        let body = "\nBEGIN\n    NEW.\"updated_at\" := CURRENT_TIMESTAMP;\n    RETURN NEW;\nEND\n";
        assert_eq!(made_by_erd(body).as_deref(), Some("updated_at"));
        assert_eq!(
            made_by_erd(&body.replace("RETURN", "NEW.n := 1;\n    RETURN")),
            None
        );
    }
}
