//! Tables and their options.

use erd_core::schema::Table;

use super::objects::quote;
use super::read::Reader;
use super::show::{self, Shown};
use crate::query::Query;
use crate::row::{Row, rows};
use crate::{Error, Kind};

impl Reader {
    pub(super) fn table(&mut self, connection: &mut dyn Query, mut row: Row) -> Result<(), Error> {
        let name = row.text("name")?;
        let kind = row.text("type")?;
        let readable = row.opt("engine")?.is_some();
        let comment = row.opt("comment")?.unwrap_or_default();
        let collation = row.opt("collation")?.unwrap_or_default();
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
        if !readable {
            self.name(
                Kind::TableOption,
                format!("{name}: not readable: {comment}"),
            );
            return Ok(());
        }
        let Some(shown) = self.show_table(connection, &name)? else {
            return Ok(());
        };
        let mut table = Table::new(name.clone());
        self.options(&mut table, &shown, &collation);
        self.positions.insert(name, self.schema.tables.len());
        self.schema.tables.push(table);
        self.collations.push(collation);
        self.shown.push(shown);
        Ok(())
    }

    /// What SHOW CREATE TABLE says; `None` where it cannot be read, which is then named.
    fn show_table(
        &mut self,
        connection: &mut dyn Query,
        name: &str,
    ) -> Result<Option<Shown>, Error> {
        let sql = format!("SHOW CREATE TABLE {}", quote(name));
        let text = match rows(connection, "SHOW CREATE", &sql) {
            Ok(mut found) => match found.first_mut() {
                // Of a view that took the table's place in between there is no such column.
                Some(row) => row.opt_if_there("Create Table")?.unwrap_or_default(),
                None => String::new(),
            },
            Err(error) if is_denied(&error) => {
                self.not_visible(&format!("the text of table {name}"), "SELECT");
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let shown = show::parse(&show::clean(&text));
        if shown.is_none() {
            let what = format!("{name}: SHOW CREATE TABLE prints what is not known here");
            self.name(Kind::TableOption, what);
        }
        Ok(shown)
    }

    fn options(&mut self, table: &mut Table, shown: &Shown, collation: &str) {
        let options = &shown.options;
        let aria = options.engine == "Aria";
        table.comment.clone_from(&options.comment);
        table.options.row_format.clone_from(&options.row_format);
        if !options.engine.eq_ignore_ascii_case("InnoDB") && !options.engine.is_empty() {
            table.options.engine = Some(options.engine.clone());
        }
        let set = charset(collation);
        if set != "utf8mb4" && !set.is_empty() {
            table.options.charset = Some(set.to_owned());
        }
        if self.default_collations.get(set).map(String::as_str) != Some(collation)
            && !collation.is_empty()
        {
            table.options.collation = Some(collation.to_owned());
        }
        let mut others = Vec::new();
        for option in &options.others {
            // Aria prints its default; the address of another server may hold a password.
            if aria && option.eq_ignore_ascii_case("PAGE_CHECKSUM=1") {
                continue;
            }
            if option.to_ascii_uppercase().starts_with("CONNECTION") {
                self.name(Kind::TableOption, format!("{}: CONNECTION", table.name));
                continue;
            }
            others.push(option.as_str());
        }
        table.options.with = (!others.is_empty()).then(|| others.join(" "));
        for (kind, what) in &shown.others {
            self.name(*kind, format!("{}{what}", table.name));
        }
    }
}

/// Whether the server refuses to show something to this account (1142, 1227, 1044).
pub(super) fn is_denied(error: &Error) -> bool {
    error.to_string().to_ascii_lowercase().contains("denied")
}

/// The character set of a collation, which its name starts with.
pub(super) fn charset(collation: &str) -> &str {
    collation.split('_').next().unwrap_or_default()
}
