#!/usr/bin/env bash
# Tortoise ORM 1.1.9, PostgreSQL 18.4, SQLite of Python. One migration of two changed fields. On PostgreSQL the change
# of on_delete from CASCADE to SET NULL is a no-op, and `makemigrations` finds nothing more to do: deleting an author
# deletes the books as before. On SQLite the longer name remakes the table author, without its index, and with the
# foreign keys switched on, so that the DROP TABLE in it deletes all books.
# Why it hurts: both runs say OK. SET NULL is chosen to keep rows: on the one engine they go at the next delete, on the
# other at the migration itself.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py tortoise-orm==1.1.9 asyncpg==0.32.0 aiosqlite==0.22.1
cd "$T" && mkdir app && touch app/__init__.py
model() { # model LENGTH ON-DELETE
    cat >app/models.py <<PYTHON
from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model
class Author(Model):
    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=$1)
    born = fields.IntField()
    class Meta:
        table = "author"
        indexes = [Index(fields=("born",), name="author_born")]
class Book(Model):
    id = fields.IntField(primary_key=True)
    author = fields.ForeignKeyField("models.Author", null=True, on_delete=fields.$2)
    class Meta:
        table = "book"
PYTHON
}
cat >conf.py <<PYTHON
apps = {"models": {"models": ["app.models"], "default_connection": "default", "migrations": "app.migrations"}}
PG = {"connections": {"default": "asyncpg://postgres@127.0.0.1:$PGPORT/postgres"}, "apps": apps}
LITE = {"connections": {"default": "sqlite://a.db"}, "apps": apps}
PYTHON
export PYTHONPATH=.
tortoise() { "$T/v/bin/tortoise" -c "conf.$1" "${@:2}" >"$T/said" 2>&1 || changed "tortoise $*: $(tail -3 "$T/said")"; }
lite() { "$PY" -c 'import sqlite3, sys
connection = sqlite3.connect("a.db")
connection.execute("pragma foreign_keys = on")
for row in connection.execute(sys.argv[1]): print(*row)
connection.commit()' "$1"; }
model 10 CASCADE
tortoise PG init
tortoise PG makemigrations
rows="insert into author (name, born) values ('Ann', 1900)"
for target in PG LITE; do tortoise $target upgrade; done
pgsql postgres <<<"$rows; insert into book (author_id) values (1)"
lite "$rows" && lite 'insert into book (author_id) values (1)'
same 'books and indexes of author before, in SQLite' '1 1' "$(lite "select (select count(*) from book),
    (select count(*) from sqlite_master where type = 'index' and tbl_name = 'author')")"
model 20 SET_NULL
tortoise PG makemigrations
for target in PG LITE; do
    tortoise $target sqlmigrate models "$(basename app/migrations/0002*.py .py)"
    cp said $target.sql && cat said
    tortoise $target upgrade
done
has PG.sql '-- (no-op)'
tortoise PG makemigrations
has said 'No changes detected'
same 'action in PostgreSQL (c is CASCADE, n is SET NULL)' c "$(pgsql postgres <<<"select confdeltype from pg_constraint where contype = 'f'")"
same 'books after the author is deleted' 0 "$(pgsql postgres <<<'delete from author; select count(*) from book')"
same 'indexes of author in SQLite' 0 "$(lite "select count(*) from sqlite_master where type = 'index' and tbl_name = 'author'")"
same 'books in SQLite, authors' '0 1' "$(lite 'select (select count(*) from book), (select count(*) from author)')"
