//! Triggers: the head from the catalog, the body as it was written.

use erd_core::schema::{ObjectKind, ObjectName, SqlObject};

use super::objects::quote;
use super::read::Reader;
use super::sql;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::token::{Lexis, tokens};
use crate::{Error, Kind};

/// Table, moment and key of the trigger before.
type Previous = Option<(ObjectName, String, String)>;

impl Reader {
    pub(super) fn triggers(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        let mut last = None;
        for row in rows(connection, "triggers", sql::TRIGGERS)? {
            self.trigger(connection, row, &mut last)?;
        }
        Ok(())
    }

    fn trigger(
        &mut self,
        connection: &mut dyn Query,
        mut row: Row,
        last: &mut Previous,
    ) -> Result<(), Error> {
        let table = ObjectName {
            schema: None,
            name: row.text("on_table")?,
        };
        let name = row.text("name")?;
        let when = format!("{} {}", row.text("timing")?, row.text("event")?);
        let definer = row.text("definer")?;
        if !self.positions.contains_key(&table.name) {
            return Ok(());
        }
        let column = "SQL Original Statement";
        let shown = self.show_create(connection, "TRIGGER", &name, column, "TRIGGER")?;
        let Some((text, mut row)) = shown else {
            return Ok(());
        };
        let mut object = SqlObject::new(ObjectKind::Trigger, name, "");
        object.table = Some(table.clone());
        let key = object.key();
        let mode = row.text("sql_mode")?;
        let Some(text) = self.usual(&key, &text, &mode) else {
            return Ok(());
        };
        let Some(body) = body(&text) else {
            self.name(
                Kind::OtherObject,
                format!("{key}: its text is not known here"),
            );
            return Ok(());
        };
        let mut parts = vec!["CREATE".to_owned()];
        parts.extend(self.definer(&definer));
        parts.push(format!(
            "TRIGGER {} {when} ON {} FOR EACH ROW {body}",
            quote(&object.name),
            quote(&table.name)
        ));
        object.create = vec![erd_core::schema::Sql::new(parts.join(" "))];
        // Triggers of one event run in the order in which they were made.
        if let Some((of, event, key)) = last.take()
            && of == table
            && event == when
        {
            object.depends_on.push(key);
        }
        *last = Some((table, when, key));
        self.push(object);
        Ok(())
    }
}

/// What follows FOR EACH ROW and the trigger that it comes before or after.
fn body(text: &str) -> Option<&str> {
    let found = tokens(text, Lexis::Backslashes);
    let each = found
        .windows(3)
        .position(|w| w[0].is("for") && w[1].is("each") && w[2].is("row"))?;
    let next = found.get(each + 3)?;
    let order = next.is("follows") || next.is("precedes");
    let last = found.get(each + 2 + 2 * usize::from(order))?;
    Some(text[last.end..].trim_start())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_body_is_as_it_was_written() {
        let text = "CREATE DEFINER=`a`@`%` TRIGGER tr AFTER INSERT ON `for each row` /* x */ FOR EACH ROW\n  FOLLOWS `b` /* y */ SET @x = 'a\\\\b'";
        assert_eq!(super::body(text), Some("/* y */ SET @x = 'a\\\\b'"));
        assert_eq!(super::body("CREATE TRIGGER t"), None);
    }
}
