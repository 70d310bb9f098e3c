#!/usr/bin/env bash
# Peewee 4.5.3, SQLite of Python. `migrate(migrator.drop_not_null("author", "name"))`, alone or inside `atomic()`,
# rebuilds the table with foreign keys switched on: the rows of every table with ON DELETE CASCADE are deleted. Only
# the context manager `migrator.migration_context()` switches them off. And the column is NOT NULL as before, because
# the declaration says `not null` in small letters. STRICT is lost by every such step.
# Why it hurts: no error anywhere; a step that only loosens a column empties another table and does not even do what
# it is called.
. "$(dirname "$0")/lib.sh"
py peewee==4.5.3
"$PY" - >"$T/out" <<'PYTHON'
import contextlib
from peewee import SqliteDatabase
from playhouse.migrate import SqliteMigrator, migrate
for way in "plain", "atomic", "migration_context":
    db = SqliteDatabase(f"{way}.db", pragmas={"foreign_keys": 1})
    for statement in ("create table author (id integer primary key, name text not null)",
                      "create table book (id integer primary key, author_id int not null references author (id) on delete cascade)",
                      "create table exact (id integer primary key, n int) strict",
                      "insert into author values (1, 'Ann')", "insert into book values (1, 1)"):
        db.execute_sql(statement)
    migrator = SqliteMigrator(db)
    step = migrator.drop_not_null("author", "name")
    with {"plain": contextlib.nullcontext, "atomic": db.atomic}.get(way, migrator.migration_context)():
        migrate(step)
    print(way, "books:", db.execute_sql("select count(*) from book").fetchone()[0])
    print("NOT NULL of name:", db.execute_sql("select \"notnull\" from pragma_table_info('author') where name = 'name'").fetchone()[0])
    print("strict before:", db.execute_sql("select strict from pragma_table_list('exact')").fetchone()[0])
    migrate(migrator.add_column_default("exact", "n", 3))
    print("strict after:", db.execute_sql("select strict from pragma_table_list('exact')").fetchone()[0])
PYTHON
cat "$T/out"
has "$T/out" 'plain books: 0'
has "$T/out" 'atomic books: 0'
has "$T/out" 'migration_context books: 1'
same 'NOT NULL afterwards' '1 1 1' "$(sed -n 's/NOT NULL of name: //p' "$T/out" | paste -sd' ')"
same 'STRICT before' '1 1 1' "$(sed -n 's/strict before: //p' "$T/out" | paste -sd' ')"
same 'STRICT afterwards' '0 0 0' "$(sed -n 's/strict after: //p' "$T/out" | paste -sd' ')"
