//! Triggers, and all objects of PostgreSQL that are no tables.

use super::{PUBLIC, Reader};
use crate::roles::{Recognised, UpdateTrigger, recognise};
use crate::row::Row;
use crate::{Error, Kind};

impl Reader {
    pub(super) fn trigger(&mut self, mut row: Row) -> Result<(), Error> {
        let oid = row.number()?;
        let Some(&table) = self.tables.get(&oid) else {
            return Ok(());
        };
        let name = row.text()?;
        row.text()?;
        let function = row.text()?;
        let before_update_of_row = row.flag()?;
        let some_columns = row.number()? > 0;
        if before_update_of_row && !some_columns {
            let trigger = UpdateTrigger {
                function: &function,
            };
            if recognise(&mut self.schema.tables[table], trigger) == Recognised::Ours {
                return Ok(());
            }
        }
        let path = format!("{}.{name}", self.path(table));
        self.name(Kind::Trigger, path);
        Ok(())
    }

    pub(super) fn other(&mut self, mut row: Row) -> Result<(), Error> {
        let kind = row.text()?;
        let namespace = row.opt()?;
        let name = row.text()?;
        let kind = match kind.as_str() {
            "v" => Kind::View,
            "m" => Kind::MaterializedView,
            "f" => Kind::ForeignTable,
            "c" => Kind::CompositeType,
            "S" => Kind::Sequence,
            "function" => {
                let made_by_erd = ["erd_touch_", "erd_count_"]
                    .iter()
                    .any(|prefix| name.starts_with(prefix));
                if made_by_erd {
                    return Ok(());
                }
                Kind::Function
            }
            "type d" => Kind::Domain,
            "type r" => Kind::RangeType,
            "rule" => Kind::Rule,
            "statistics" => Kind::Statistics,
            "collation" => Kind::Collation,
            "policy" => Kind::Policy,
            "extension" => Kind::Extension,
            _ => Kind::OtherConstraint,
        };
        self.name(
            kind,
            match namespace {
                Some(namespace) if namespace != PUBLIC => format!("{namespace}.{name}"),
                _ => name,
            },
        );
        Ok(())
    }
}
