//! MySQL and MariaDB through their pure Rust driver.

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Row, Value};

use super::{place, without_password};
use crate::query::{Query, Rows};
use crate::{Described, Error};

struct Connection {
    connection: Conn,
    url: String,
}

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        let rows: Vec<Row> = self
            .connection
            .query(sql)
            .map_err(|error| without_password(&self.url, error.to_string()))?;
        Ok(rows
            .into_iter()
            .map(|row| row.unwrap().into_iter().map(text).collect())
            .collect())
    }
}

pub(super) fn describe(url: &str) -> Result<Described, Error> {
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
    let connection = Conn::new(options).map_err(|error| failed(error.to_string()))?;
    let mut connection = Connection {
        connection,
        url: url.to_owned(),
    };
    crate::mysql::describe(&mut connection)
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::NULL => None,
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        // The text protocol sends bytes only.
        other => Some(other.as_sql(true)),
    }
}
