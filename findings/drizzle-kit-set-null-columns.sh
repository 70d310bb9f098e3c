#!/usr/bin/env bash
# drizzle-kit 0.31.11, PostgreSQL 18.4. `foreign key (tenant, owner) references users on delete set null (owner)`
# (PostgreSQL 15 and later) is introspected as a plain `ON DELETE set null`, which sets both columns; DEFERRABLE
# is dropped from the same constraint. SQLAlchemy 2.1 keeps the column list, so it can be read from the catalog.
# Why it hurts: the column list exists because tenant is NOT NULL. With the generated migration every delete of an
# owner fails with a not-null violation, at run time and only in the new environments.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3
pgsql postgres <<<'create table users (tenant int, id int, primary key (tenant, id));
create table docs (n int primary key, tenant int not null, owner int, constraint docs_owner foreign key (tenant, owner)
references users on delete set null (owner) deferrable)'
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1)
grep 'ADD CONSTRAINT "docs_owner"' "$T"/n/out/0000*.sql >"$T/key"
cat "$T/key"
has "$T/key" 'ON DELETE set null ON UPDATE no action;'
lacks "$T/key" 'DEFERRABLE'
try='insert into users values (1, 1); insert into docs values (1, 1, 1); delete from users; select tenant, owner from docs'
same 'original' '1|' "$(pgsql postgres <<<"$try")"
pgsql postgres <<<"truncate docs, users; alter table docs drop constraint docs_owner; $(cat "$T/key")"
pgsql postgres <<<"$try" >"$T/after" 2>&1 && changed 'the delete works now'
has "$T/after" 'null value in column "tenant" of relation "docs" violates not-null constraint'
