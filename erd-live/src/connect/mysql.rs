//! MySQL and MariaDB through their pure Rust driver.

use erd_core::Dialect;
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Value};

use super::{place, without_password};
use crate::query::{Connection, Query, Rows};
use crate::{Described, Error};

pub(crate) struct Session {
    connection: Conn,
    url: String,
    dialect: Dialect,
}

impl Query for Session {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        let failed = |error: mysql::Error| without_password(&self.url, said(&error));
        let mut result = self.connection.query_iter(sql).map_err(failed)?;
        let mut rows = Rows::default();
        if let Some(found) = result.iter() {
            let columns = found.columns();
            let names = columns.as_ref().iter().map(|c| c.name_str().into_owned());
            rows.columns = names.collect();
            for row in found {
                let values = row.map_err(failed)?.unwrap();
                rows.values.push(values.into_iter().map(text).collect());
            }
        }
        Ok(rows)
    }
}

impl Connection for Session {
    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn batch(&mut self, sql: &str) -> Result<(), String> {
        let failed = |error: mysql::Error| without_password(&self.url, said(&error));
        let mut results = self.connection.query_iter(sql).map_err(failed)?;
        // Each statement has a result, and an error comes with its own.
        while let Some(rows) = results.iter() {
            for row in rows {
                row.map_err(failed)?;
            }
        }
        Ok(())
    }
}

pub(super) fn describe(url: &str) -> Result<Described, Error> {
    crate::describe(&mut connect(url)?, erd_core::Dialect::MySql)
}

pub(crate) fn connect(url: &str) -> Result<Session, Error> {
    let failed = |message: String| Error::Connect {
        place: place(url),
        message: without_password(url, message),
    };
    let address = match url.split_once("://") {
        Some((_, rest)) => format!("mysql://{rest}"),
        None => url.to_owned(),
    };
    let options = Opts::from_url(&address).map_err(|error| failed(error.to_string()))?;
    // The server's socket may lie where this process cannot go, and the address names a port.
    let options = OptsBuilder::from_opts(options).prefer_socket(false);
    let mut connection = Conn::new(options).map_err(|error| failed(said(&error)))?;
    let version: Option<String> = connection
        .query_first("SELECT VERSION()")
        .map_err(|error| failed(said(&error)))?;
    let is_mariadb = version.is_some_and(|v| v.to_ascii_lowercase().contains("mariadb"));
    Ok(Session {
        connection,
        url: url.to_owned(),
        dialect: if is_mariadb {
            Dialect::MariaDb
        } else {
            Dialect::MySql
        },
    })
}

/// The server's message, or what the driver's own error is about; the driver would put its type's name around it.
fn said(error: &mysql::Error) -> String {
    match error {
        mysql::Error::MySqlError(error) => {
            format!(
                "{} (error {}, SQLSTATE {})",
                error.message, error.code, error.state
            )
        }
        mysql::Error::IoError(error) => error.to_string(),
        mysql::Error::CodecError(error) => error.to_string(),
        mysql::Error::DriverError(error) => error.to_string(),
        mysql::Error::UrlError(error) => error.to_string(),
        other => other.to_string(),
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::NULL => None,
        Value::Bytes(bytes) => Some(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => hexadecimal(error.as_bytes()),
        }),
        // The text protocol sends bytes only.
        other => Some(other.as_sql(true)),
    }
}

/// Octets that are no text, as [`Query`] says.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    "\\x".to_owned() + &digits.collect::<String>()
}
