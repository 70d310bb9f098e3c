#!/usr/bin/env bash
# sqlparse 0.6.1, sql-formatter 15.9.0, sqlparser-rs 0.62.0 (as @guanmingchiu/sqlparser-ts), PostgreSQL 18.4. Two
# string literals with a line break between them are one string, as the standard says; on one line they are a
# syntax error. The two formatters put them on one line. sqlparser-rs reads the second as an alias: `SELECT 'a' AS
# 'b'`; node-sql-parser 5.4.0 is the control and reads 'ab'.
# Why it hurts: long comments and defaults are written like this in migrations. A formatter in a commit hook turns
# a file that runs into one that does not, and the parser sees a name where there is a value.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlparse==0.6.1
js sql-formatter@15.9.0 @guanmingchiu/sqlparser-ts@0.62.0 node-sql-parser@5.4.0
printf "create table t (a text default 'a'\n'b')" >"$T/n/table.sql"
pgsql postgres <"$T/n/table.sql"
same 'default, by PostgreSQL' "'ab'::text" "$(pgsql postgres <<<"select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 't'::regclass")"
cat >"$T/n/f.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { format } from "sql-formatter";
import { init, Parser } from "@guanmingchiu/sqlparser-ts";
import node from "node-sql-parser";
await init();
console.log("sql-formatter:", format(readFileSync("table.sql", "utf8"), { language: "postgresql" }).replace(/\s+/g, " "));
const text = "SELECT 'a'\n'b'", parser = new node.Parser(), options = { database: "postgresql" };
console.log("sqlparser-rs:", Parser.format(text, "postgresql"));
console.log("node-sql-parser:", parser.sqlify(parser.astify(text, options), options));
JS
(cd "$T/n" && node f.mjs) >"$T/out"
"$PY" -c 'import sys, sqlparse; print("sqlparse:", sqlparse.format(open(sys.argv[1]).read(), reindent=True))' "$T/n/table.sql" >>"$T/out"
cat "$T/out"
has "$T/out" "sql-formatter: create table t (a text default 'a' 'b')"
has "$T/out" "sqlparse: create table t (a text default 'a' 'b')"
has "$T/out" "sqlparser-rs: SELECT 'a' AS 'b'"
has "$T/out" "node-sql-parser: SELECT 'ab'"
pgsql postgres <<<"create table t2 (a text default 'a' 'b')" >"$T/refused" 2>&1 && changed 'PostgreSQL takes both on one line'
has "$T/refused" "syntax error at or near \"'b'\""
