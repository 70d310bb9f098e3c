#!/usr/bin/env bash
# diesel_cli 2.3.14, PostgreSQL 18.4; needs libpq with its headers. `diesel print-schema` goes by names. A foreign key
# that is called as some other table's primary key is called adds its column to the primary key of its own table; and
# a column of the enum `_size` becomes an array of a type `size`, which is not there.
# Why it hurts: schema.rs is what queries are checked against. `find(id)` does not compile on a table whose key is `id`
# alone, no `joinable!` leads to such a table, and a column of the enum is read and written as a list.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
nice cargo install --quiet --locked --debug --version 2.3.14 --no-default-features --features postgres \
    --root "$T/d" --target-dir "$T/target" diesel_cli 2>/dev/null
pgsql postgres <<'SQL'
create type _size as enum ('s', 'l');
create table shop (id int primary key);
create table item (id int primary key, shop_id int not null constraint shop_pkey references shop, size _size not null);
create table part (id int primary key, item_id int not null references item);
SQL
"$T/d/bin/diesel" --database-url "$PG_URL/postgres" print-schema >"$T/schema.rs"
cat "$T/schema.rs"
same 'key of item, the server' 'id' "$(pgsql postgres <<<"select a.attname from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
    where k.conrelid = 'item'::regclass and k.contype = 'p'")"
has "$T/schema.rs" 'item (id, shop_id) {'
has "$T/schema.rs" 'size -> Array<Nullable<Size>>,'
has "$T/schema.rs" '#[diesel(postgres_type(name = "size"))]'
same 'joins to item' "" "$(grep "joinable!(part -> item" "$T/schema.rs" || true)"
