#!/usr/bin/env bash
# sqlparser 0.63.0 (crate), MySQL 9.7.4. MySqlDialect resolves `'a\\b'` to a\b when it parses, and Display writes
# the value back with doubled quotes only: `'a\b'`. To MySQL that is an `a` and a backspace.
# Why it hurts: parse-and-print is how tools quote a default, a comment or a CHECK into a migration. Every
# backslash in a literal, as in a path, a regular expression or LIKE '100\\%', comes out as another string and
# runs without an error. `ParserOptions::with_unescape(false)`, used as the control, keeps the text; it is not the
# default.
. "$(dirname "$0")/lib.sh"
mkdir -p "$T/c/src"
cat >"$T/c/Cargo.toml" <<'TOML'
[package]
name = "c"
version = "0.0.0"
edition = "2021"
[dependencies]
sqlparser = { version = "=0.63.0", default-features = false, features = ["std"] }
[workspace]
TOML
cat >"$T/c/src/main.rs" <<'RUST'
use sqlparser::{dialect::MySqlDialect, parser::{Parser, ParserOptions}};
fn main() {
    let text = r"SELECT 'a\\b'";
    for unescape in [true, false] {
        let options = ParserOptions::new().with_unescape(unescape);
        let parser = Parser::new(&MySqlDialect {}).with_options(options);
        println!("{}", parser.try_with_sql(text).unwrap().parse_statements().unwrap()[0]);
    }
    println!("{}", Parser::parse_sql(&MySqlDialect {}, text).unwrap()[0]);
}
RUST
(cd "$T/c" && CARGO_TARGET_DIR="$T/c/target" nice cargo run --quiet) >"$T/out"
mysql 9.7.4-2
same 'unescape' "SELECT 'a\\b'" "$(sed -n 1p "$T/out")"
same 'no unescape' "SELECT 'a\\\\b'" "$(sed -n 2p "$T/out")"
same 'default' "SELECT 'a\\b'" "$(sed -n 3p "$T/out")"
hex() { sed "s/^SELECT \(.*\)$/select hex(\1)/" | mysql_run; }
same 'bytes of the original' 615C62 "$(sed -n 2p "$T/out" | hex)"
same 'bytes after the round trip' 6108 "$(sed -n 3p "$T/out" | hex)"
