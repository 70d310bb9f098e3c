#!/usr/bin/env bash
# Alembic 1.20.1, SQLAlchemy 2.1.9, PostgreSQL 18.4. A model declares a partitioned table
# (postgresql_partition_by). Once the database has partitions of it, autogenerate proposes to drop each of them:
# reflection lists them as tables, and they are in no model.
# Why it hurts: the proposal is a valid migration that deletes every row, in the case where model and database
# agree. That the parent is partitioned can be written in the model and created from it, so one expects it to be
# known on the way back. What helps is an include_object hook that reads the catalog, which each project writes
# for itself.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py alembic==1.20.1 SQLAlchemy==2.1.9 psycopg2-binary==2.9.13
"$PY" - "$PGPORT" >"$T/out" <<'PYTHON'
import sys, sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
engine = sa.create_engine(f"postgresql+psycopg2://postgres@127.0.0.1:{sys.argv[1]}/postgres")
metadata = sa.MetaData()
sa.Table("logs", metadata, sa.Column("at", sa.Date, nullable=False), postgresql_partition_by="RANGE (at)")
metadata.create_all(engine)
def proposal():
    with engine.connect() as connection:
        return render_python_code(produce_migrations(MigrationContext.configure(connection), metadata).upgrade_ops)
print("without partitions:", "drop_table" in proposal())
with engine.begin() as connection:
    connection.execute(sa.text("create table logs_2020 partition of logs for values from ('2020-01-01') to ('2021-01-01')"))
print(proposal())
PYTHON
has "$T/out" 'without partitions: False'
has "$T/out" "op.drop_table('logs_2020')"
