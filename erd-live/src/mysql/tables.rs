//! Tables and their options.

use erd_core::schema::Table;

use super::read::Reader;
use crate::bookkeeping::is_bookkeeping;
use crate::row::Row;
use crate::{Error, Kind};

impl Reader {
    pub(super) fn table(&mut self, mut row: Row) -> Result<(), Error> {
        let name = row.text()?;
        let kind = row.text()?;
        let engine = row.opt()?.unwrap_or_default();
        let comment = row.opt()?.filter(|c| !c.is_empty());
        let collation = row.opt()?.unwrap_or_default();
        let options = row.opt()?.unwrap_or_default();
        match kind.as_str() {
            "BASE TABLE" | "SYSTEM VERSIONED" => {}
            "SEQUENCE" => {
                self.sequences.push(name);
                return Ok(());
            }
            // Views are read from a catalog of their own.
            "VIEW" | "SYSTEM VIEW" => return Ok(()),
            _ => {
                self.name(Kind::TableOption, format!("{name}: {kind}"));
                return Ok(());
            }
        }
        if is_bookkeeping(&name) {
            return Ok(());
        }
        if engine.is_empty() {
            let why = comment.unwrap_or_default();
            self.name(Kind::TableOption, format!("{name}: not readable: {why}"));
            return Ok(());
        }
        let mut table = Table::new(name.clone());
        table.comment = comment;
        let mut partitioned = false;
        let mut others = Vec::new();
        for option in options.split_whitespace() {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            match key.to_ascii_lowercase().as_str() {
                "partitioned" => partitioned = true,
                "row_format" => table.options.row_format = Some(value.to_ascii_uppercase()),
                // The default of Aria, which the catalog always lists.
                "transactional" if engine == "Aria" && value == "1" => {}
                _ => others.push(option.to_owned()),
            }
        }
        if kind == "SYSTEM VERSIONED" {
            others.push("WITH SYSTEM VERSIONING".to_owned());
        }
        if !engine.eq_ignore_ascii_case("InnoDB") {
            table.options.engine = Some(engine);
        }
        let set = charset(&collation);
        if set != "utf8mb4" && !set.is_empty() {
            table.options.charset = Some(set.to_owned());
        }
        if self.default_collations.get(set) != Some(&collation) && !collation.is_empty() {
            table.options.collation = Some(collation.clone());
        }
        table.options.with = (!others.is_empty()).then(|| others.join(" "));
        self.positions.insert(name, self.schema.tables.len());
        self.schema.tables.push(table);
        self.collations.push(collation);
        self.partitioned.push(partitioned);
        Ok(())
    }
}

/// The character set of a collation, which its name starts with.
pub(super) fn charset(collation: &str) -> &str {
    collation.split('_').next().unwrap_or_default()
}
