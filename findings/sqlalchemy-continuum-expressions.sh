#!/usr/bin/env bash
# SQLAlchemy-Continuum 2.0.0 and SQLAlchemy-History 2.2.1, SQLAlchemy 2.0.58, SQLite of Python. An attribute that gets
# an SQL expression, `item.stock = Item.stock - 1`, SQLAlchemy's own form for a change without a race, leaves no
# version: the row is updated, a transaction is recorded, the table of versions still says the old stock. With a plain
# attribute changed beside it, the same expression is recorded. And a changed primary key opens the history of the new
# key without closing that of the old one.
# Why it hurts: counters, balances and stocks are what is changed in this way and what a history is kept for. The last
# version, the one without an end, is not what the table holds, and revert() brings back a state that never was.
. "$(dirname "$0")/lib.sh"
cat >run.py <<'PYTHON'
import sys, sqlalchemy as sa
from sqlalchemy.orm import configure_mappers, declarative_base, Session
library = __import__(sys.argv[1])
library.make_versioned(user_cls=None)
Base = declarative_base()
class Item(Base):
    __versioned__ = {}
    __tablename__ = "item"
    id = sa.Column(sa.Integer, primary_key=True)
    stock = sa.Column(sa.Integer)
    name = sa.Column(sa.Text)
configure_mappers()
engine = sa.create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    def show(what):
        session.commit()
        ask = lambda sql: [tuple(row) for row in session.execute(sa.text(sql))]
        print(what, "row", ask("select id, stock, name from item"),
            "versions", ask("select id, stock, name, end_transaction_id is null from item_version order by transaction_id"),
            "transactions", ask('select count(*) from "transaction"')[0][0])
    item = Item(id=1, stock=5, name="a")
    session.add(item), show("insert:")
    item.stock = Item.stock - 1
    show("expression:")
    item.stock, item.name = Item.stock - 1, "b"
    show("with another:")
    item.id = 7
    show("key:")
PYTHON
check() { # check MODULE
    "$PY" run.py "$1" >out
    has out "insert: row [(1, 5, 'a')] versions [(1, 5, 'a', 1)] transactions 1"
    has out "expression: row [(1, 4, 'a')] versions [(1, 5, 'a', 1)] transactions 2"
    has out "with another: row [(1, 3, 'b')] versions [(1, 5, 'a', 0), (1, 3, 'b', 1)] transactions 3"
    has out "key: row [(7, 3, 'b')] versions [(1, 5, 'a', 0), (1, 3, 'b', 1), (7, 3, 'b', 1)] transactions 4"
}
py SQLAlchemy-Continuum==2.0.0 SQLAlchemy-History==2.2.1 SQLAlchemy==2.0.58
check sqlalchemy_continuum
check sqlalchemy_history
