#!/usr/bin/env bash
# Alembic 1.20.1, SQLAlchemy 2.1.9, SQLite. A batch operation that makes one column nullable rebuilds the table
# from what SQLAlchemy reflects. What stands at the column is not reflected: `references p on delete cascade`
# loses its action (written as a table constraint it keeps it), COLLATE NOCASE and ON CONFLICT go, and a trigger
# of the table is gone. No warning.
# Why it hurts: deleting a parent used to delete its children and is refused from then on; 'A' and 'a' are
# different keys; what the trigger wrote is not written any more. The migration speaks of a nullable column.
# Alembic's chapter on batch mode speaks of CHECK and of unnamed constraints as left out, not of these.
. "$(dirname "$0")/lib.sh"
py alembic==1.20.1 SQLAlchemy==2.1.9
"$PY" -W error - >"$T/out" <<'PYTHON'
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
def rebuild(*statements):
    with sa.create_engine("sqlite://").begin() as connection:
        connection.execute(sa.text("create table p (id integer primary key)"))
        for statement in statements:
            connection.execute(sa.text(statement))
        with Operations(MigrationContext.configure(connection)).batch_alter_table("t") as batch:
            batch.alter_column("a", nullable=True)
        print([" ".join(row[0].split()) for row in connection.execute(
            sa.text("select sql from sqlite_schema where tbl_name = 't' and sql is not null"))])
rebuild("create table t (a text not null, f integer references p (id) on delete cascade, b text collate nocase)",
        "create trigger log after insert on t begin select 1; end")
rebuild("create table t (a text not null, f integer, foreign key (f) references p (id) on delete cascade)")
PYTHON
has "$T/out" '['"'"'CREATE TABLE "t" ( a TEXT, f INTEGER, b TEXT, FOREIGN KEY(f) REFERENCES p (id) )'"'"']'
has "$T/out" 'FOREIGN KEY(f) REFERENCES p (id) ON DELETE CASCADE'
