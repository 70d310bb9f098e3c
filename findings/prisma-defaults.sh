#!/usr/bin/env bash
# Prisma 7.10.0 (its schema engine), PostgreSQL 18.4, SQLite of Python. What the model says and what a row gets:
# `DateTime @default("2020-01-01T00:00:00+02:00")` is written as '2020-01-01 00:00:00 +02:00' for TIMESTAMP(3), where
# PostgreSQL drops the offset, so the row is two hours late; on SQLite `Bytes @default("aGk=")`, two bytes, is written
# as the text '6869', four characters, and `Json @default("[1]")`, a list, as DEFAULT [1], which SQLite takes for a
# quoted name and stores as the number 1.
# Why it hurts: the migration runs, and every row that takes the default has another moment or other bytes than the
# one who wrote the model reads there.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
prisma_engine
cat >"$T/n/a.prisma" <<'MODEL'
model a {
  id Int      @id
  at DateTime @default("2020-01-01T00:00:00+02:00")
}
MODEL
cat >"$T/n/b.prisma" <<'MODEL'
model b {
  id  Int   @id
  raw Bytes @default("aGk=")
}
MODEL
cat >"$T/n/c.prisma" <<'MODEL'
model c {
  id   Int  @id
  list Json @default("[1]")
}
MODEL
prisma_diff postgresql empty a.prisma >"$T/a.sql"
cat "$T/a.sql"
pgsql postgres <"$T/a.sql"
same 'moment of the model, in UTC' '2019-12-31 22:00:00' "$(pgsql postgres <<<"select timestamptz '2020-01-01T00:00:00+02:00'::timestamp")"
same 'moment in the row' '2020-01-01 00:00:00' "$(pgsql postgres <<<'insert into a (id) values (1) returning at')"
for model in b c; do prisma_diff sqlite empty $model.prisma >"$T/$model.sql"; cat "$T/$model.sql"; done
sqlite() { "$PY" -c 'import sqlite3, sys
connection = sqlite3.connect(":memory:")
try:
    connection.executescript(open(sys.argv[1]).read())
    print(*connection.execute(sys.argv[2]).fetchone())
except sqlite3.Error as e:
    print(e)' "$@"; }
same 'default of Bytes' 'text 4' "$(sqlite "$T/b.sql" 'insert into b (id) values (1) returning typeof(raw), length(raw)')"
same 'default of Json' 'integer 1' "$(sqlite "$T/c.sql" 'insert into c (id) values (1) returning typeof(list), list')"
