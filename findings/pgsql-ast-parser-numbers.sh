#!/usr/bin/env bash
# pgsql-ast-parser 12.0.2 (the parser of pg-mem), PostgreSQL 18.4. Numbers that it accepts and writes otherwise:
# 9007199254740993 becomes 9007199254740992; `1e3` is read as 1 with the column name e3; x'1F', a bit string, becomes
# a cast to a type named x; and the trailing zero of 1.10, which PostgreSQL keeps as the scale, is gone. The operator
# `<> all (array)` becomes a call of a function named "all".
# Why it hurts: the tree says `value: 1, alias: e3` without an error, and what is written from it is valid SQL. A view
# or a data migration that passes through it gives other results: a thousandth of an amount, or the key of another row.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js pgsql-ast-parser@12.0.2
rewritten() { (cd "$T/n" && node -e 'const { parse, toSql } = require("pgsql-ast-parser");
console.log(parse(process.argv[1]).map((s) => toSql.statement(s)).join(";\n"))' "$1"); }
both() { # both SQL BEFORE AFTER
    local after
    after=$(rewritten "$1")
    printf '%s\n' "$after"
    same 'before' "$2" "$(pgsql postgres <<<"$1")"
    same 'after' "$3" "$(pgsql postgres <<<"$after" 2>&1 | tail -1)"
}
both 'select 9007199254740993' 9007199254740993 9007199254740992
both 'select 1e3' 1000 1
both 'select scale(1.10)' 2 1
rewritten "select x'1F'" >"$T/out"
has "$T/out" "(('1F')::x )"
pgsql postgres <"$T/out" >"$T/said" 2>&1 && changed 'the bit string runs now'
has "$T/said" 'type "x" does not exist'
rewritten 'select 1 <> all (array[2, 3])' >"$T/out"
has "$T/out" '"all" ('
pgsql postgres <"$T/out" >"$T/said" 2>&1 && changed '"all" is a function now'
has "$T/said" 'function all(integer[]) does not exist'
