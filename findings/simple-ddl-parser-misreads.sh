#!/usr/bin/env bash
# simple-ddl-parser 1.13.0. Valid statements that it accepts with silent=False (so that it raises where it does
# not understand) and reads as something else: `add column z int` adds a column named `column` of the type `z int`
# (without the optional word COLUMN it is read right); `(c desc)` is order ASC with nulls 'desc'; `lower(b)` is a
# column named lower; an operator class is a place for NULLs; INCLUDE (a) is a Redshift distkey.
# Why it hurts: code generators, documentation and lineage tools are built on this dictionary. A column that does
# not exist and an index in the wrong direction come through as facts, with the error mode switched on.
. "$(dirname "$0")/lib.sh"
py simple-ddl-parser==1.13.0
postgres 18.4.0-beta.17
cat >"$T/t.sql" <<'SQL'
create table t (a int, b text, c int);
create index i1 on t (c desc);
create index i2 on t (lower(b));
create index i3 on t (b text_pattern_ops);
create unique index i4 on t (c) include (a);
alter table t add column z int;
SQL
same 'columns and indexes, by PostgreSQL' '4|4' "$( (cat "$T/t.sql"; echo "select (select count(*) from pg_attribute
    where attrelid = 't'::regclass and attnum > 0), (select count(*) from pg_indexes where tablename = 't')") | pgsql postgres)"
"$PY" - "$T/t.sql" >"$T/out" <<'PYTHON'
import sys
from simple_ddl_parser import DDLParser
text = open(sys.argv[1]).read()
(table,) = DDLParser(text, silent=False).run()
for index in table["index"]:
    print(index)
print([(column["name"], column["type"]) for column in table["columns"]])
(short,) = DDLParser(text.replace("add column", "add"), silent=False).run()
print("without COLUMN:", [(column["name"], column["type"]) for column in short["columns"]])
PYTHON
has "$T/out" "{'name': 'c', 'order': 'ASC', 'nulls': 'desc'}"
has "$T/out" "{'name': 'lower', 'order': 'ASC', 'nulls': 'LAST', 'length': 'b'}"
has "$T/out" "{'name': 'b', 'order': 'ASC', 'nulls': 'text_pattern_ops'}"
has "$T/out" "'distkey': 'a'"
has "$T/out" "[('a', 'int'), ('b', 'text'), ('c', 'int'), ('column', 'z int')]"
has "$T/out" "without COLUMN: [('a', 'int'), ('b', 'text'), ('c', 'int'), ('z', 'int')]"
