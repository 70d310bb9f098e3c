#!/usr/bin/env bash
# sea-query 1.0.2 (crate), MySQL 9.7.4, SQLite 3.54.1. ColumnDef::money() is `money` in PostgreSQL and, for MySQL,
# `decimal` without digits, which MySQL takes as DECIMAL(10,0): cents are rounded away. nulls_not_distinct() on a
# unique index is written for PostgreSQL and left out for MySQL and SQLite, without an error, while an array or
# inet column is refused there.
# Why it hurts: the same Rust code makes a table in each engine and each insert succeeds. In one of them 19.99 is
# stored as 20, and the index that was to allow a single NULL allows any number.
. "$(dirname "$0")/lib.sh"
mkdir -p "$T/c/src"
cat >"$T/c/Cargo.toml" <<'TOML'
[package]
name = "c"
version = "0.0.0"
edition = "2021"
[dependencies]
sea-query = { version = "=1.0.2", default-features = false, features = ["backend-mysql", "backend-postgres", "backend-sqlite"] }
[workspace]
TOML
cat >"$T/c/src/main.rs" <<'RUST'
use sea_query::{ColumnDef, Index, MysqlQueryBuilder, PostgresQueryBuilder, SqliteQueryBuilder, Table};
fn main() {
    let mut table = Table::create();
    table.table("t").col(ColumnDef::new("price").money());
    let mut index = Index::create();
    index.unique().nulls_not_distinct().name("i").table("u").col("a");
    println!("{}", table.to_string(PostgresQueryBuilder));
    println!("{}", table.to_string(MysqlQueryBuilder));
    println!("{}", index.to_string(PostgresQueryBuilder));
    println!("{}", index.to_string(MysqlQueryBuilder));
    println!("{}", index.to_string(SqliteQueryBuilder));
}
RUST
(cd "$T/c" && CARGO_TARGET_DIR="$T/c/target" nice cargo run --quiet) >"$T/out"
mysql 9.7.4-2
py apsw==3.54.1.0
same 'price, PostgreSQL' 'CREATE TABLE "t" ( "price" money )' "$(sed -n 1p "$T/out")"
same 'price, MySQL' 'CREATE TABLE `t` ( `price` decimal )' "$(sed -n 2p "$T/out")"
same 'stored by MySQL' 20 "$( (sed -n '2s/$/;/p' "$T/out"; echo 'insert into t values (19.99); select price from t') | mysql_run)"
same 'index, PostgreSQL' 'CREATE UNIQUE INDEX "i" ON "u" ("a") NULLS NOT DISTINCT' "$(sed -n 3p "$T/out")"
same 'index, MySQL' 'CREATE UNIQUE INDEX `i` ON `u` (`a`)' "$(sed -n 4p "$T/out")"
same 'index, SQLite' 'CREATE UNIQUE INDEX "i" ON "u" ("a")' "$(sed -n 5p "$T/out")"
same 'NULLs that SQLite accepts' 2 "$("$PY" -c 'import sys, apsw
db = apsw.Connection(":memory:")
db.execute("create table u (a int);" + sys.argv[1] + "; insert into u values (null), (null)")
print(*db.execute("select count(*) from u").fetchone())' "$(sed -n 5p "$T/out")")"
