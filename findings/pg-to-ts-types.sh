#!/usr/bin/env bash
# pg-to-ts 4.1.1, PostgreSQL 18.4. The generated input type demands a value for `id int generated always as
# identity`, which PostgreSQL refuses; of PRIMARY KEY (tenant, number) it reports `primaryKey: 'tenant'`; and a
# column of the type other.status, an enum of another schema, gets the values of the enum public.status.
# Why it hurts: the types are the contract that the application is checked against. Code that compiles is refused
# by the database, code that would run does not compile, and helpers that look up by `primaryKey` find many rows.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js pg-to-ts@4.1.1 typescript@5.9.3
pgsql postgres <<'SQL'
create schema other;
create type status as enum ('on', 'off');
create type other.status as enum ('new', 'paid');
create table bill (id int generated always as identity primary key, state other.status not null);
create table line (tenant int, number int, primary key (tenant, number));
SQL
(cd "$T/n" && npx pg-to-ts generate -c "$PG_URL/postgres" -o types.ts >/dev/null)
sed -i 's|\r||' "$T/n/types.ts"
cat "$T/n/types.ts"
has "$T/n/types.ts" "export type status = 'off' | 'on';"
same 'type of bill.state' '  state: status;' "$(sed -n '/^export interface BillInput/,/^}/p' "$T/n/types.ts" | grep state)"
same 'values of bill.state' '{new,paid}' "$(pgsql postgres <<<'select enum_range(null::other.status)::text')"
same 'key of line' "  primaryKey: 'tenant'," "$(sed -n '/^const line/,/^}/p' "$T/n/types.ts" | grep primaryKey)"
same 'needed for bill' "  requiredForInsert: ['id', 'state']," "$(sed -n '/^const bill/,/^}/p' "$T/n/types.ts" | grep required)"
pgsql postgres <<<"insert into bill (id, state) values (1, 'new')" >"$T/out" 2>&1 && changed 'an identity column takes a value'
has "$T/out" 'cannot insert a non-DEFAULT value into column "id"'
