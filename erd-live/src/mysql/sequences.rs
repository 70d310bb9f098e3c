//! Sequences of MariaDB, each of which is a table of one row.

use erd_core::schema::{ObjectKind, SqlObject};

use super::objects::{literal, quote};
use super::read::Reader;
use crate::Error;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, tokens};

impl Reader {
    pub(super) fn read_sequences(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        if self.sequences.is_empty() {
            return Ok(());
        }
        let parts: Vec<String> = self
            .sequences
            .iter()
            .map(|name| {
                format!(
                    "SELECT {} AS name, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM {}",
                    literal(name),
                    quote(name)
                )
            })
            .collect();
        for mut row in rows(connection, "sequences", &parts.join(" UNION ALL "))? {
            let name = row.text("name")?;
            let shown =
                self.show_create(connection, "SEQUENCE", &name, "Create Table", "SELECT")?;
            let [ty, engine] = extras(&shown.map(|(text, _)| text).unwrap_or_default());
            let create = format!(
                "CREATE SEQUENCE {}{ty} START WITH {} MINVALUE {} MAXVALUE {} INCREMENT BY {} CACHE {} {}{engine}",
                quote(&name),
                row.text("start_value")?,
                row.text("minimum_value")?,
                row.text("maximum_value")?,
                row.text("increment")?,
                row.text("cache_size")?,
                if row.flag("cycle_option")? {
                    "CYCLE"
                } else {
                    "NOCYCLE"
                }
            );
            self.push(SqlObject::new(ObjectKind::Sequence, name, create));
        }
        Ok(())
    }
}

/// Its type, which it has from MariaDB 11.5 on, and its engine; empty where they are what goes without saying.
fn extras(shown: &str) -> [String; 2] {
    let found = tokens(shown, Lexis::Backslashes);
    let position = |word: &str| found.iter().position(|t| t.is(word));
    let ty = match (position("as"), position("start")) {
        (Some(from), Some(to)) if from + 1 < to => {
            let ty = shown[found[from].end..found[to].start].trim();
            format!(" AS {ty}")
        }
        _ => String::new(),
    };
    let engine = position("engine").and_then(|at| found.get(at + 2)?.name());
    let engine = engine.filter(|engine| !engine.eq_ignore_ascii_case("InnoDB"));
    let plain = matches!(ty.as_str(), "" | " AS bigint");
    [
        if plain { String::new() } else { ty },
        engine.map_or_else(String::new, |engine| format!(" ENGINE={engine}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::extras;

    #[test]
    fn a_type_and_an_engine_are_said_where_they_are_others() {
        let usual = "CREATE SEQUENCE `as` start with 4 minvalue 1 cache 1000 nocycle ENGINE=InnoDB";
        assert_eq!(extras(usual), ["", ""]);
        let other = "CREATE SEQUENCE `s` as int unsigned start with 4 nocycle ENGINE=Aria";
        assert_eq!(extras(other), [" AS int unsigned", " ENGINE=Aria"]);
    }
}
