#!/usr/bin/env bash
# drizzle-kit 0.31.11, PostgreSQL 18.4. A column with the default '{}' (an empty array) is read by `drizzle-kit
# introspect` as the default [""] and written to the baseline migration as '{""}': an array with one empty string.
# A default with elements, {a,b}, comes through right.
# Why it hurts: the two defaults differ for every row that leaves the column out. A team that takes over a
# database this way gets new environments in which "no tags" means "one tag with an empty name", with no error
# anywhere.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3
pgsql postgres <<<"create table t (empty text[] default '{}', two text[] default '{a,b}')"
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1)
has "$T/n/out/schema.ts" 'empty: text().array().default([""])'
has "$T/n/out/schema.ts" 'two: text().array().default(["a", "b"])'
sed -e '/^\/\*/d' -e '/^\*\//d' -e 's/create table "t"/create table "t2"/I' "$T"/n/out/0000*.sql | pgsql postgres
same 'elements that the engine has in the default of the original' 0 \
    "$(pgsql postgres <<<'insert into t default values; select cardinality(empty) from t')"
same 'elements that the generated migration puts in' 1 \
    "$(pgsql postgres <<<'insert into t2 default values; select cardinality(empty) from t2')"
