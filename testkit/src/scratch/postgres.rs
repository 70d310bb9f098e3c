//! A scratch database on PostgreSQL.

use std::process::Command;

use postgres::{Client, NoTls, SimpleQueryMessage};

use super::{Answer, Database, run_client, unique_name};
use crate::servers;

pub(super) struct Postgres {
    /// `None` only while dropping: the server refuses to drop a database that is in use.
    client: Option<Client>,
    server: String,
    name: String,
    url: String,
}

impl Postgres {
    pub(super) fn create(server: &str) -> Result<Self, String> {
        let server = server.to_owned();
        let name = unique_name();
        // template0, because template1 cannot be copied while anybody looks at it, and tests run side by side.
        connect(&server)?
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0"))
            .map_err(|error| text(&error))?;
        let url = servers::with_database(&server, &name);
        let client = Some(connect(&url)?);
        Ok(Self {
            client,
            server,
            name,
            url,
        })
    }
}

impl Database for Postgres {
    fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.answer(sql).map(drop)
    }

    fn answer(&mut self, sql: &str) -> Result<Answer, String> {
        let client = self.client.as_mut().ok_or("the connection is closed")?;
        let messages = client.simple_query(sql).map_err(|error| text(&error))?;
        let (mut names, mut rows) = Answer::default();
        for message in &messages {
            match message {
                SimpleQueryMessage::RowDescription(columns) => {
                    names = columns.iter().map(|c| c.name().to_owned()).collect();
                }
                SimpleQueryMessage::Row(row) => {
                    let values = (0..row.len()).map(|column| row.get(column).map(str::to_owned));
                    rows.push(values.collect());
                }
                _ => {}
            }
        }
        Ok((names, rows))
    }

    fn execute_script(&mut self, script: &str) -> Result<(), String> {
        let mut command = Command::new("psql");
        command.args([
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--dbname",
            &self.url,
        ]);
        run_client(&mut command, script)
    }

    fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.client.take());
        // The server itself is thrown away after the run, so a database that stays is no reason to fail a test.
        if let Ok(mut client) = connect(&self.server) {
            let _ = client.batch_execute(&format!(
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                self.name
            ));
        }
    }
}

fn connect(url: &str) -> Result<Client, String> {
    Client::connect(url, NoTls).map_err(|error| text(&error))
}

fn text(error: &postgres::Error) -> String {
    let Some(error) = error.as_db_error() else {
        return error.to_string();
    };
    let mut text = format!(
        "{} {}: {}",
        error.severity(),
        error.code().code(),
        error.message()
    );
    for (label, part) in [
        ("detail", error.detail()),
        ("hint", error.hint()),
        ("where", error.where_()),
    ] {
        if let Some(part) = part {
            text = format!("{text}\n  {label}: {part}");
        }
    }
    text
}
