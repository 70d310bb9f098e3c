#!/usr/bin/env bash
# @liam-hq/cli 0.7.24, PostgreSQL 18.4. The ER diagram that it builds from SQL has one table per name: shop.item takes
# the place of public.item, and the foreign key to the first goes to the second. An int[] column is shown as int4,
# numeric(10,2) as numeric, the defaults 0, false and '' as none. And `references item` without a column list, the
# short form for the primary key, ends the build with no diagram at all.
# Why it hurts: the diagram is made in CI from pg_dump's output to be trusted instead of the SQL. A table that is not
# there is not missed in a picture of two hundred.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @liam-hq/cli@0.7.24
cat >"$T/n/two.sql" <<'SQL'
create table item (id int primary key, price numeric(10,2) default 0, gone boolean default false, note text default '', sizes int[], n int default 5);
create schema shop;
create table shop.item (code text primary key);
create table line (id int primary key, item_id int references public.item (id));
SQL
sed '/shop/d' "$T/n/two.sql" >"$T/n/one.sql"
echo 'create table item (id int primary key); create table line (id int primary key, item_id int references item);' >"$T/n/short.sql"
same 'tables, by PostgreSQL' 3 "$( (cat "$T/n/two.sql"; echo "select count(*) from pg_class where relkind = 'r' and relname in ('item', 'line')") | pgsql postgres)"
build() { (cd "$T/n" && npx liam erd build --input "$1.sql" --format postgres --output-dir "$1"); }
shown() { # shown FILE: the tables with their columns
    python3 -c 'import json, sys
for name, table in json.load(open(sys.argv[1]))["tables"].items():
    print(name, *(f"{c['"'name'"']}:{c['"'type'"']}={c['"'default'"']}" for c in table["columns"].values()))
    for c in table["constraints"].values():
        if c["type"] == "FOREIGN KEY": print("  ", c["columnNames"], "->", c["targetTableName"], c["targetColumnNames"])' "$T/n/$1/schema.json"
}
build two >/dev/null 2>&1
shown two >"$T/two"
cat "$T/two"
same 'tables shown' 2 "$(grep -c '^[a-z]' "$T/two")"
has "$T/two" 'item code:text=None'
has "$T/two" "['item_id'] -> item ['id']"
build one >/dev/null 2>&1
shown one >"$T/one"
cat "$T/one"
has "$T/one" 'item id:int4=None price:numeric=None gone:bool=None note:text=None sizes:int4=None n:int4=5'
build short >"$T/said" 2>&1 || true
has "$T/said" 'Invalid foreign key constraint'
same 'diagram of short.sql' none "$(ls "$T/n/short/schema.json" 2>/dev/null || echo none)"
