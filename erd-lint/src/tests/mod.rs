//! Tests on whole histories: a base schema, and what follows it.

mod constraints;
mod edge_cases;
mod mutated;
mod pages;
mod read;
mod squawk;

use crate::folder::{File, Folder, Migration, Tool, Transaction};
use crate::{Linted, Options, lint};
use erd_checks::{Config, config};
use erd_core::{Dialect, Level};
use std::collections::BTreeMap;

const POSTGRES: &str = "
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN amount AS numeric;
CREATE TABLE countries (id integer PRIMARY KEY, name text);
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), note text, country_id integer,
    mood mood, deleted_at timestamptz);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, total numeric(10, 2),
    placed_at timestamp, state text NOT NULL DEFAULT 'new');
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE TABLE accounts (id bigint PRIMARY KEY, email text UNIQUE);
CREATE TABLE logs (id bigint, body text);
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
";

const MYSQL: &str = "
CREATE TABLE countries (id int PRIMARY KEY, name varchar(50));
CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(100) NOT NULL, email varchar(100), note text,
    country_id int, mood enum('good', 'bad'));
CREATE TABLE orders (id int PRIMARY KEY, customer_id bigint NOT NULL, total decimal(10, 2),
    KEY orders_customer_id_idx (customer_id),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE logs (id bigint, body text);
";

const SQLITE: &str = "
CREATE TABLE customers (id integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id) ON DELETE CASCADE, total numeric);
CREATE INDEX orders_total_idx ON orders (total);
";

/// A history after the base schema. `-- next migration` begins another migration and `-- down` its way back; a file that
/// begins with `-- no-transaction` runs outside of one, and one with `-- version N` has that version.
fn history(sql: &str, dialect: Dialect) -> Folder {
    let base = match dialect {
        Dialect::Postgres => POSTGRES,
        Dialect::MySql | Dialect::MariaDb => MYSQL,
        Dialect::Sqlite => SQLITE,
    };
    let mut migrations = vec![migration(1, base)];
    for (number, text) in sql.split("-- next migration\n").enumerate() {
        migrations.push(migration(number + 2, text));
    }
    Folder { migrations }
}

fn migration(number: usize, text: &str) -> Migration {
    let file = |path: String, text: &str| File {
        path: path.into(),
        text: text.to_owned(),
    };
    let (up, down) = match text.split_once("-- down\n") {
        Some((up, down)) => (up, Some(down)),
        None => (text, None),
    };
    let version = up
        .strip_prefix("-- version ")
        .and_then(|rest| rest.lines().next());
    Migration {
        name: format!("{number}_step"),
        version: Some(version.map_or_else(|| number.to_string(), str::to_owned)),
        tool: if down.is_some() {
            Tool::Diesel
        } else {
            Tool::Sqlx
        },
        transaction: if up.starts_with("-- no-transaction") {
            Transaction::Message
        } else {
            Transaction::Tool
        },
        up: file(format!("{number}_step/up.sql"), up),
        down: down.map(|down| file(format!("{number}_step/down.sql"), down)),
    }
}

fn linted(sql: &str, dialect: Dialect, erd_toml: &str) -> Linted {
    let config = config::read(erd_toml).expect("a good file");
    let options = Options {
        dialect,
        config: &config,
        since: Some("1_step"),
        rows: BTreeMap::new(),
    };
    lint(&history(sql, dialect), &options).expect("the base is there")
}

/// The ids of what counts, with their levels.
fn found(sql: &str, dialect: Dialect) -> Vec<(&'static str, Level)> {
    let items = linted(sql, dialect, "").items;
    let open = items.iter().filter(|item| item.silenced.is_none());
    open.map(|item| (item.finding.id, item.finding.level))
        .collect()
}

/// The ids of what counts on PostgreSQL.
fn ids(sql: &str) -> Vec<&'static str> {
    found(sql, Dialect::Postgres)
        .into_iter()
        .map(|(id, _)| id)
        .collect()
}

/// Nothing of the folder is read twice: an empty configuration is the default.
#[test]
fn without_a_file_every_rule_has_its_own_level() {
    assert_eq!(config::read("").ok(), Some(Config::default()));
}
