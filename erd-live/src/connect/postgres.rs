//! PostgreSQL through its pure Rust driver.

use erd_core::Dialect;
use postgres::error::ErrorPosition;
use postgres::{Client, NoTls, SimpleQueryMessage};

use super::{place, within, without_password};
use crate::query::{Connection, Query, Rows};
use crate::{Described, Error};

pub(crate) struct Session {
    client: Client,
    url: String,
}

impl Query for Session {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        let messages = self
            .client
            .simple_query(sql)
            .map_err(|error| without_password(&self.url, text(&error, sql)))?;
        let mut rows = Rows::default();
        for message in &messages {
            match message {
                SimpleQueryMessage::RowDescription(columns) => {
                    rows.columns = columns.iter().map(|c| c.name().to_owned()).collect();
                }
                SimpleQueryMessage::Row(row) => {
                    let values = (0..row.len()).map(|column| row.get(column).map(str::to_owned));
                    rows.values.push(values.collect());
                }
                _ => {}
            }
        }
        Ok(rows)
    }
}

impl Connection for Session {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn batch(&mut self, sql: &str) -> Result<(), String> {
        self.client
            .batch_execute(sql)
            .map_err(|error| without_password(&self.url, text(&error, sql)))
    }
}

pub(super) fn describe(url: &str) -> Result<Described, Error> {
    crate::describe(&mut connect(url)?, erd_core::Dialect::Postgres)
}

pub(crate) fn connect(url: &str) -> Result<Session, Error> {
    let client = Client::connect(url, NoTls).map_err(|error| Error::Connect {
        place: place(url),
        message: without_password(url, text(&error, "")),
    })?;
    let mut session = Session {
        client,
        url: url.to_owned(),
    };
    crate::version::is_postgres(&mut session)?;
    Ok(session)
}

/// The driver's own message says only "db error", and the reason for a failed connection is its source.
fn text(error: &postgres::Error, sql: &str) -> String {
    if let Some(error) = error.as_db_error() {
        let place = match error.position() {
            // Characters from 1.
            Some(ErrorPosition::Original(position)) => {
                let nth = sql.char_indices().nth(position.saturating_sub(1) as usize);
                nth.map(|(at, _)| within(sql, at)).unwrap_or_default()
            }
            _ => String::new(),
        };
        let mut text = format!(
            "{} (SQLSTATE {}){place}",
            error.message(),
            error.code().code()
        );
        for (word, more) in [("detail", error.detail()), ("hint", error.hint())] {
            if let Some(more) = more {
                text = text + "; " + word + ": " + more;
            }
        }
        return text;
    }
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
