//! Functions and procedures, put together from the catalog: their own text is not in it.

use std::collections::BTreeMap;

use erd_core::schema::{ObjectKind, SqlObject};

use super::objects::{literal, quote};
use super::read::Reader;
use super::sql;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::{Error, Kind};

/// Parameters and the type that is returned.
#[derive(Debug, Default)]
struct Signature {
    parameters: Vec<String>,
    returns: String,
}

impl Reader {
    pub(super) fn routines(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        for mut row in rows(connection, "routines", sql::OTHER_ROUTINES)? {
            let name = row.text()?;
            self.name(Kind::Function, name);
        }
        let mut signatures: BTreeMap<(String, String), Signature> = BTreeMap::new();
        for mut row in rows(connection, "parameters", sql::PARAMETERS)? {
            let key = (row.text()?, row.text()?);
            let signature = signatures.entry(key.clone()).or_default();
            let position = row.number()?;
            let mode = row.opt()?.unwrap_or_default();
            let name = row.opt()?.unwrap_or_default();
            let mut ty = row.text()?;
            if let (Some(set), Some(collation)) = (row.opt()?, row.opt()?) {
                ty = format!("{ty} CHARSET {set} COLLATE {collation}");
            }
            if position == 0 {
                signature.returns = ty;
            } else {
                // Of a function all are IN, and the word is not allowed there.
                let mode = match mode.as_str() {
                    "OUT" | "INOUT" => format!("{mode} "),
                    _ => String::new(),
                };
                signature
                    .parameters
                    .push(format!("{mode}{} {ty}", quote(&name)));
            }
        }
        let read = rows(connection, "routines", sql::ROUTINES)?;
        for row in read {
            self.routine(row, &mut signatures)?;
        }
        Ok(())
    }

    fn routine(
        &mut self,
        mut row: Row,
        signatures: &mut BTreeMap<(String, String), Signature>,
    ) -> Result<(), Error> {
        let name = row.text()?;
        let ty = row.text()?;
        let body = row.opt()?;
        let deterministic = row.flag()?;
        let access = row.text()?;
        let security = row.text()?;
        let comment = row.opt()?.filter(|c| !c.is_empty());
        let definer = row.text()?;
        let mode = row.opt()?.unwrap_or_default();
        let signature = signatures
            .remove(&(ty.clone(), name.clone()))
            .unwrap_or_default();
        let Some(body) = body else {
            let privilege = if self.mariadb {
                "SELECT ON mysql.proc"
            } else {
                "SHOW_ROUTINE"
            };
            self.not_visible(
                &format!("the text of {} {name}", ty.to_lowercase()),
                privilege,
            );
            return Ok(());
        };
        let function = ty == "FUNCTION";
        // Only an aggregate takes rows one by one.
        let aggregate = function
            && self.mariadb
            && crate::token::tokens(&body, crate::token::Lexis::Plain)
                .windows(4)
                .any(|w| w[0].is("fetch") && w[1].is("group") && w[2].is("next") && w[3].is("row"));
        let mut head = vec!["CREATE".to_owned()];
        head.extend(self.definer(&definer));
        if aggregate {
            head.push("AGGREGATE".to_owned());
        }
        head.push(format!(
            "{ty} {}({})",
            quote(&name),
            signature.parameters.join(", ")
        ));
        if function {
            head.push(format!("RETURNS {}", signature.returns));
        }
        let mut lines = vec![head.join(" ")];
        if deterministic {
            lines.push("    DETERMINISTIC".to_owned());
        }
        if access != "CONTAINS SQL" {
            lines.push(format!("    {access}"));
        }
        if security == "INVOKER" {
            lines.push("    SQL SECURITY INVOKER".to_owned());
        }
        lines.extend(comment.map(|comment| format!("    COMMENT {}", literal(&comment))));
        lines.push(body);
        let create = lines.join("\n");
        let kind = if function {
            ObjectKind::Function
        } else {
            ObjectKind::Procedure
        };
        let object = SqlObject::new(kind, name, create);
        self.check_mode(&object.key(), &mode);
        self.push(object);
        Ok(())
    }
}
