#!/usr/bin/env bash
# SQLAlchemy 2.1.9, Alembic 1.20.1, PostgreSQL 18.4. Reflection keeps DEFERRABLE of a foreign key and drops it
# from a unique constraint, though UniqueConstraint takes the same two arguments. Alembic then finds no difference
# between a deferrable and an immediate unique constraint, while it does for a foreign key.
# Why it hurts: a deferrable unique is there so that `update t set place = place + 1` works. On a table made from
# the reflected model the same statement fails with a duplicate key, depending on the order of the rows.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py alembic==1.20.1 SQLAlchemy==2.1.9 psycopg2-binary==2.9.13
pgsql postgres <<<'create database copy'
pgsql postgres <<<'create table t (place int, constraint t_place unique (place) deferrable initially immediate);
    create table p (id int primary key); create table c (pid int, constraint c_p foreign key (pid) references p deferrable)'
"$PY" - "$PGPORT" >"$T/out" <<'PYTHON'
import sys, sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
url = f"postgresql+psycopg2://postgres@127.0.0.1:{sys.argv[1]}/"
engine, copy = sa.create_engine(url + "postgres"), sa.create_engine(url + "copy")
metadata = sa.MetaData()
metadata.reflect(engine)
metadata.create_all(copy)
(unique,) = [c for c in metadata.tables["t"].constraints if isinstance(c, sa.UniqueConstraint)]
(key,) = metadata.tables["c"].foreign_key_constraints
print("unique:", unique.deferrable, "key:", key.deferrable)
key.deferrable = None
with engine.connect() as connection:
    found = compare_metadata(MigrationContext.configure(connection), metadata)
print("differences:", [change[0] for change in found])
PYTHON
has "$T/out" 'unique: None key: True'
has "$T/out" "differences: ['remove_fk', 'add_fk']"
shift_all='insert into t values (1), (2), (3); update t set place = place + 1; select count(*) from t'
same 'original' 3 "$(pgsql postgres <<<"$shift_all")"
pgsql copy <<<"$shift_all" >"$T/out" 2>&1 && changed 'the copy can be shifted'
has "$T/out" 'duplicate key value violates unique constraint "t_place"'
