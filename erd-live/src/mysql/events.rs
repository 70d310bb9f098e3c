//! Events.

use erd_core::schema::{ObjectKind, SqlObject};

use super::read::Reader;
use super::sql;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, tokens};
use crate::{Error, Kind};

impl Reader {
    pub(super) fn events(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        for mut row in rows(connection, "events", sql::EVENTS)? {
            let name = row.text("name")?;
            self.event(connection, name)?;
        }
        Ok(())
    }

    fn event(&mut self, connection: &mut dyn Query, name: String) -> Result<(), Error> {
        let shown = self.show_create(connection, "EVENT", &name, "Create Event", "EVENT")?;
        let Some((text, mut row)) = shown else {
            return Ok(());
        };
        let mut object = SqlObject::new(ObjectKind::Event, name, "");
        let key = object.key();
        let (mode, zone) = (row.text("sql_mode")?, row.text("time_zone")?);
        let Some(text) = self.usual(&key, &text, &mode) else {
            return Ok(());
        };
        let Some(head) = self.head(&text, &["event"]) else {
            self.name(
                Kind::OtherObject,
                format!("{key}: its text is not known here"),
            );
            return Ok(());
        };
        if zone != self.time_zone {
            // No clause says it: a statement takes the zone of its session.
            self.name(
                Kind::EventOption,
                format!("{}: time zone {zone}", object.name),
            );
        }
        let mut parts = vec!["CREATE".to_owned()];
        parts.extend(head.definer);
        parts.push(without_defaults(&head.rest));
        object.create = vec![erd_core::schema::Sql::new(parts.join(" "))];
        self.push(object);
        Ok(())
    }
}

/// The text without the clauses that say what holds anyway.
fn without_defaults(text: &str) -> String {
    let found = tokens(text, Lexis::Backslashes);
    let body = found.iter().position(|t| t.is("do")).unwrap_or(found.len());
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    let mut at = 2;
    while at < body {
        let is = |offset: usize, word: &str| found.get(at + offset).is_some_and(|t| t.is(word));
        let defaults = if is(0, "on") && is(1, "completion") && is(2, "not") && is(3, "preserve") {
            4
        } else {
            usize::from(is(0, "enable"))
        };
        if defaults > 0 {
            out.push_str(&text[kept..found[at].start]);
            kept = found
                .get(at + defaults)
                .map_or(text.len(), |next| next.start);
        }
        at += defaults.max(1);
    }
    out.push_str(&text[kept..]);
    out
}

#[cfg(test)]
mod tests {
    use super::without_defaults;

    #[test]
    fn only_defaults_go() {
        assert_eq!(
            without_defaults(
                "EVENT `enable` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE ENABLE COMMENT 'enable' DO SET @enable = 1"
            ),
            "EVENT `enable` ON SCHEDULE EVERY 1 DAY COMMENT 'enable' DO SET @enable = 1"
        );
        assert_eq!(
            without_defaults(
                "EVENT `e` ON SCHEDULE AT '2030-01-01' ON COMPLETION PRESERVE DISABLE ON REPLICA DO SELECT 1"
            ),
            "EVENT `e` ON SCHEDULE AT '2030-01-01' ON COMPLETION PRESERVE DISABLE ON REPLICA DO SELECT 1"
        );
    }
}
