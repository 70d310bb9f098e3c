#!/usr/bin/env bash
# PostgreSQL-Audit 0.18.0, SQLAlchemy 2.0.58, PostgreSQL 18.4. Two versioned models, table account in public (column
# password excluded) and table account in the schema shop (column note excluded). The library names a table to its
# function audit_table() without the schema, so that both calls meet public.account: shop.account gets no trigger and
# no history, and the list of excluded columns of the one replaces that of the other. Models with one schema only are
# the control: password stays out.
# Why it hurts: nothing is reported. The audit of shop is empty, and passwords in plain text, excluded by the model,
# are kept in a table that is made never to forget.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py PostgreSQL-Audit==0.18.0 SQLAlchemy==2.0.58 psycopg2-binary==2.9.13
cat >run.py <<'PYTHON'
import sys, sqlalchemy as sa
from sqlalchemy.orm import configure_mappers, declarative_base, Session
from postgresql_audit import versioning_manager
Base = declarative_base()
versioning_manager.init(Base)
class Account(Base):
    __versioned__ = {"exclude": ["password"]}
    __tablename__ = "account"
    id = sa.Column(sa.Integer, primary_key=True)
    password = sa.Column(sa.Text)
if "shop" in sys.argv:
    class ShopAccount(Base):
        __versioned__ = {"exclude": ["note"]}
        __tablename__ = "account"
        __table_args__ = {"schema": "shop"}
        id = sa.Column(sa.Integer, primary_key=True)
        note = sa.Column(sa.Text)
configure_mappers()
engine = sa.create_engine(sys.argv[1])
with engine.begin() as connection:
    connection.execute(sa.text("create extension btree_gist; create schema shop"))
    Base.metadata.tables["transaction"].create(connection)
    Base.metadata.tables["activity"].create(connection)
    Base.metadata.create_all(connection)
with Session(engine) as session:
    session.add(Account(id=1, password="plain text"))
    if "shop" in sys.argv: session.add(ShopAccount(id=2))
    session.commit()
PYTHON
for models in public shop; do
    pgsql postgres <<<"create database $models"
    "$PY" run.py "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/$models" $models
done
history='select schema_name, table_name, verb, changed_data::text from activity order by id'
triggers="select distinct tgrelid::regclass::text from pg_trigger where tgname like 'audit_trigger%' order by 1"
same 'one schema, history' 'public|account|insert|{"id": 1}' "$(pgsql public <<<"$history")"
same 'two schemas, rows in shop.account' 1 "$(pgsql shop <<<'select count(*) from shop.account')"
same 'two schemas, history' 'public|account|insert|{"id": 1, "password": "plain text"}' "$(pgsql shop <<<"$history")"
same 'tables with a trigger' account "$(pgsql shop <<<"$triggers")"
