#!/usr/bin/env bash
# typeorm-model-generator 0.4.6, PostgreSQL 18.4. The columns of every index come out in the order of the
# alphabet: an index over (status, created) is written as ["created", "status"], a primary key over (tenant, id)
# as ["id", "tenant"]. A unique index over (lower(mail), tenant) is written as unique over ["tenant"].
# Why it hurts: the order decides which queries an index serves, so schema synchronisation from the generated
# entities replaces each index by one that the queries were not written for. The last one allows one row per
# tenant.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js typeorm-model-generator@0.4.6
pgsql postgres <<<'create table t (tenant int, id int, status int, created date, mail text, primary key (tenant, id));
create index plain on t (status, created); create unique index mails on t (lower(mail), tenant)'
(cd "$T/n" && npx typeorm-model-generator -h 127.0.0.1 -p "$PGPORT" -d postgres -u postgres -x - -e postgres -o out --noConfig >/dev/null 2>&1)
has "$T/n/out/T.ts" '@Index("plain", ["created", "status"], {})'
has "$T/n/out/T.ts" '@Index("t_pkey", ["id", "tenant"], { unique: true })'
has "$T/n/out/T.ts" '@Index("mails", ["tenant"], { unique: true })'
