#!/usr/bin/env bash
# kysely-codegen 0.20.0 (kysely 0.29.4), @mikro-orm/entity-generator 6.6.16, PostgreSQL 18.4. A table with INHERITS is
# left out of the generated types and entities without a word, as if it were a partition. And kysely-codegen calls a
# stored generated column `Generated`, as one with a default, so that the types let a value be inserted, which
# PostgreSQL refuses.
# Why it hurts: a partition may be left out, since its rows are reached through its parent with all their columns; an
# inheriting table has columns of its own, and for the code that is checked against the types it does not exist.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js kysely-codegen@0.20.0 kysely@0.29.4 pg@8.16.3 typescript@5.9.3 \
    @mikro-orm/core@6.6.16 @mikro-orm/knex@6.6.16 @mikro-orm/postgresql@6.6.16 @mikro-orm/entity-generator@6.6.16
pgsql postgres <<'SQL'
create table city (id int primary key, name text);
create table capital (state text not null unique, primary key (id)) inherits (city);
create table bill (id int primary key, net int, gross int generated always as (net * 2) stored);
SQL
cd "$T/n"
DATABASE_URL=$PG_URL/postgres npx kysely-codegen --dialect postgres --print >"$T/kysely" 2>/dev/null
cat >entities.mjs <<'JS'
import { MikroORM } from "@mikro-orm/postgresql";
import { EntityGenerator } from "@mikro-orm/entity-generator";
const orm = await MikroORM.init({ clientUrl: process.argv[2], extensions: [EntityGenerator], discovery: { warnWhenNoEntities: false } });
console.log((await orm.entityGenerator.generate({ save: false })).join("\n"));
await orm.close();
JS
node entities.mjs "$PG_URL/postgres" >"$T/mikro"
sed -n '/^export interface [A-Z][a-z]* /,$p' "$T/kysely"
same 'tables of kysely-codegen' 'Bill City' "$(sed -n '/^export interface DB /,$d; s/^export interface \([A-Za-z]*\) .*/\1/p' "$T/kysely" | paste -sd' ')"
same 'entities' 'Bill City' "$(sed -n 's/^export class \([A-Za-z]*\) .*/\1/p' "$T/mikro" | paste -sd' ')"
same 'rows that only the table has' 'Berlin|BE' "$(pgsql postgres <<<"insert into capital values (1, 'Berlin', 'BE') returning name, state")"
has "$T/kysely" 'gross: Generated<number | null>;'
pgsql postgres <<<'insert into bill (id, gross) values (1, 2)' >"$T/said" 2>&1 && changed 'a generated column takes a value'
has "$T/said" 'cannot insert a non-DEFAULT value into column "gross"'
