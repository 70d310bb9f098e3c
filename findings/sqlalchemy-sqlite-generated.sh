#!/usr/bin/env bash
# SQLAlchemy 2.1.9, SQLite. The expression of a generated column is cut out of the text of CREATE TABLE. With the
# table on one line, `c int generated always as (b + 1) stored, d int check (d > 0)` is reflected with the
# expression "b + 1) stored, d int check (d > 0"; with the optional words GENERATED ALWAYS left out the expression
# is empty. With each column on a line of its own it is right.
# Why it hurts: SQLite keeps the text as it was written, so the same schema reads differently by its line breaks.
# A table made from the reflected one does not run, and Alembic's batch mode stops on it.
. "$(dirname "$0")/lib.sh"
py SQLAlchemy==2.1.9
"$PY" -W error - >"$T/out" <<'PYTHON'
import sqlalchemy as sa
from sqlalchemy.schema import CreateTable
def reflect(name, text):
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(sa.text(text))
        table = sa.Table("t", sa.MetaData(), autoload_with=connection)
        print(name, repr(str(table.c.c.computed.sqltext)))
        table.drop(connection)
        try:
            connection.execute(CreateTable(table))
            print(name, "can be made again")
        except sa.exc.OperationalError as error:
            print(name, error.orig)
reflect("one line:", "create table t (b int, c int generated always as (b + 1) stored, d int check (d > 0))")
reflect("short:", "create table t (b int, c int as (b + 1) stored, d int)")
reflect("lines:", "create table t (\nb int,\nc int generated always as (b + 1) stored,\nd int check (d > 0)\n)")
PYTHON
has "$T/out" "one line: 'b + 1) stored, d int check (d > 0'"
has "$T/out" 'one line: near '
has "$T/out" "short: ''"
has "$T/out" "lines: 'b + 1'"
has "$T/out" 'lines: can be made again'
