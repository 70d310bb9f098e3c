#!/usr/bin/env bash
# Alembic 1.20.1, SQLAlchemy 2.1.9, PostgreSQL 18.4. Autogenerate compares an index by name, columns, order and
# uniqueness. A change of WHERE, INCLUDE, USING or the operator class is no difference, also where the model's
# unique index has lost its condition. SQLAlchemy reflects all four, and NULLS NOT DISTINCT, which is reflected
# beside them, is compared.
# Why it hurts: `alembic check` says that database and models agree. The model forbids a second row with the same
# address, the database goes on accepting it; the index that was changed to GIN or to cover a query stays what it
# was. Alembic's documentation promises basic changes in indexes and does not say that these are not among them.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py alembic==1.20.1 SQLAlchemy==2.1.9 psycopg2-binary==2.9.13
"$PY" - "$PGPORT" >"$T/out" <<'PYTHON'
import sys, sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
engine = sa.create_engine(f"postgresql+psycopg2://postgres@127.0.0.1:{sys.argv[1]}/postgres")
def differences(index, **options):
    with engine.begin() as connection:
        connection.execute(sa.text(f"drop table if exists t; create table t (a text, b int); {index}"))
        metadata = sa.MetaData()
        sa.Table("t", metadata, sa.Column("a", sa.Text), sa.Column("b", sa.Integer), sa.Index("i", "a", **options))
        return len(compare_metadata(MigrationContext.configure(connection), metadata))
print("where gone:", differences("create unique index i on t (a) where b is null", unique=True))
print("where changed:", differences("create index i on t (a) where b = 1", postgresql_where=sa.text("b = 2")))
print("include:", differences("create index i on t (a) include (b)"))
print("method:", differences("create index i on t using hash (a)"))
print("operator class:", differences("create index i on t (a text_pattern_ops)"))
print("control, unique:", differences("create index i on t (a)", unique=True))
print("control, nulls not distinct:", differences("create unique index i on t (a) nulls not distinct", unique=True))
PYTHON
for kind in 'where gone' 'where changed' include method 'operator class'; do has "$T/out" "$kind: 0"; done
has "$T/out" 'control, unique: 2'
has "$T/out" 'control, nulls not distinct: 2'
