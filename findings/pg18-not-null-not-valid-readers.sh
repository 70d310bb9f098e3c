#!/usr/bin/env bash
# sqlacodegen 4.0.4, drizzle-kit 0.31.11, kysely-codegen 0.20.0, @supabase/postgres-meta 0.99.0, migra 3.0.1663481299,
# PostgreSQL 18.4. `add constraint a_known not null a not valid` holds for new rows; old ones may have NULL. The catalog
# marks the column attnotnull all the same, and information_schema says is_nullable = 'NO', which by its documentation
# means "known not nullable". All five readers take the column for NOT NULL; none reads convalidated.
# Why it hurts: the generated types promise a text where rows have none. And migra, asked to bring another server to the
# same state, plans SET NOT NULL, which fails on the very rows that NOT VALID was written for.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlacodegen==4.0.4 psycopg2-binary==2.9.13 migra==3.0.1663481299 setuptools==80.9.0
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3 kysely-codegen@0.20.0 kysely@0.28.8 typescript@5.9.3 @supabase/postgres-meta@0.99.0
rows="create table t (id int primary key, a text); insert into t values (1, null), (2, 'x')"
pgsql postgres <<<"$rows; alter table t add constraint a_known not null a not valid"
pgsql postgres <<<'create database other'
pgsql other <<<"$rows"
same 'a is NULL, is_nullable, convalidated' '1|NO|False' "$(pgsql postgres <<<"select (select count(*) from t where a is null),
    (select is_nullable from information_schema.columns where table_name = 't' and column_name = 'a'),
    (select convalidated from pg_constraint where conname = 'a_known')")"
"$T/v/bin/sqlacodegen" "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy"
"$T/v/bin/migra" --unsafe "$PG_URL/other" "$PG_URL/postgres" >"$T/migra" 2>/dev/null || true
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
cat >"$T/n/meta.mjs" <<'JS'
import { PostgresMeta } from "@supabase/postgres-meta";
const meta = new PostgresMeta({ connectionString: process.argv[2], max: 1 });
for (const { name, is_nullable } of (await meta.tables.list()).data[0].columns) console.log(name, is_nullable);
await meta.end();
JS
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1 && node meta.mjs "$PG_URL/postgres" >"$T/meta" &&
    npx kysely-codegen --dialect postgres --url "$PG_URL/postgres" --out-file k.ts >/dev/null 2>&1)
has "$T/alchemy" 'a: Mapped[str] = mapped_column(Text, nullable=False)'
has "$T/n/out/schema.ts" 'a: text().notNull()'
has "$T/n/k.ts" 'a: string;'
has "$T/meta" 'a false'
has "$T/migra" 'alter table "public"."t" alter column "a" set not null;'
lacks "$T/migra" 'valid'
pgsql other <"$T/migra" >"$T/said" 2>&1 && changed "migra's plan runs now"
has "$T/said" 'column "a" of relation "t" contains null values'
