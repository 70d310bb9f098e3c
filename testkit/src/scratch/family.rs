//! A scratch database on MySQL or MariaDB.

use std::process::Command;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder, Value};

use super::{Answer, Database, bytes_as_text, run_client, unique_name};
use crate::servers;

pub(super) struct Family {
    connection: Conn,
    server: String,
    name: String,
    url: String,
}

impl Family {
    pub(super) fn create(server: &str) -> Result<Self, String> {
        let server = server.to_owned();
        let name = unique_name();
        connect(&server)?
            .query_drop(format!("CREATE DATABASE {name}"))
            .map_err(text)?;
        let url = servers::with_database(&server, &name);
        let connection = connect(&url)?;
        Ok(Self {
            connection,
            server,
            name,
            url,
        })
    }
}

impl Database for Family {
    fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.connection.query_drop(sql).map_err(text)
    }

    fn answer(&mut self, sql: &str) -> Result<Answer, String> {
        let mut result = self.connection.query_iter(sql).map_err(text)?;
        let (mut names, mut rows) = Answer::default();
        if let Some(found) = result.iter() {
            let columns = found.columns();
            let columns = columns.as_ref().iter();
            names = columns.map(|c| c.name_str().into_owned()).collect();
            for row in found {
                let values = row.map_err(text)?.unwrap();
                rows.push(values.into_iter().map(value_as_text).collect());
            }
        }
        Ok((names, rows))
    }

    fn execute_script(&mut self, script: &str) -> Result<(), String> {
        let options = options(&self.url)?;
        let mut command = Command::new(servers::mariadb_client()?);
        // `--no-defaults` counts only in the first place. The password goes through the environment, because other
        // users of the machine can read a command line.
        command.args([
            "--no-defaults",
            "--protocol=tcp",
            "--default-character-set=utf8mb4",
        ]);
        command.arg(format!("--host={}", options.get_ip_or_hostname()));
        command.arg(format!("--port={}", options.get_tcp_port()));
        command.arg(format!("--user={}", options.get_user().unwrap_or_default()));
        command.env("MYSQL_PWD", options.get_pass().unwrap_or_default());
        command.arg(&self.name);
        run_client(&mut command, script)
    }

    fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        // The server itself is thrown away after the run, so a database that stays is no reason to fail a test.
        if let Ok(mut connection) = connect(&self.server) {
            let _ = connection.query_drop(format!("DROP DATABASE IF EXISTS {}", self.name));
        }
    }
}

fn options(url: &str) -> Result<Opts, String> {
    let options = Opts::from_url(url).map_err(|error| format!("{error}"))?;
    // The driver would look for the server's socket, which lies in a folder that only the server may enter.
    Ok(OptsBuilder::from_opts(options).prefer_socket(false).into())
}

fn connect(url: &str) -> Result<Conn, String> {
    Conn::new(options(url)?).map_err(text)
}

fn value_as_text(value: Value) -> Option<String> {
    match value {
        Value::NULL => None,
        Value::Bytes(bytes) => Some(bytes_as_text(bytes)),
        // The text protocol sends bytes only; this keeps the function total.
        other => Some(other.as_sql(true).trim_matches('\'').to_owned()),
    }
}

fn text(error: mysql::Error) -> String {
    match error {
        mysql::Error::MySqlError(error) => {
            format!("ERROR {} ({}): {}", error.code, error.state, error.message)
        }
        error => error.to_string(),
    }
}
