#!/usr/bin/env bash
# paracelsus 0.15.0, eralchemy 1.7.0, SQLAlchemy 2.1.9. member (user_id, grp_id, primary key of both) is the table of
# a many-to-many relation, follow (a, b, primary key of both) one between users. paracelsus draws every column of a
# composite primary key as if it were unique alone: users ||--o| member. eralchemy draws member right, and follow as
# one-to-one, since both columns refer to the same table. A nullable foreign key (post.editor) is drawn by paracelsus
# as if every post had an editor. And eralchemy finds UNIQUE in the models only: the database that the same models
# create has avatar as one-to-many.
# Why it hurts: the cardinality is what an ER diagram is read for. The drawing says that a user is in one group and
# follows one user; who builds on it writes code for one row where there are many.
. "$(dirname "$0")/lib.sh"
py paracelsus==0.15.0 eralchemy==1.7.0 SQLAlchemy==2.1.9
cat >models.py <<'PYTHON'
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
def refers(to, **options): return mapped_column(ForeignKey(to), **options)
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
class Grp(Base):
    __tablename__ = "grp"
    id: Mapped[int] = mapped_column(primary_key=True)
class Member(Base):
    __tablename__ = "member"
    user_id: Mapped[int] = refers("users.id", primary_key=True)
    grp_id: Mapped[int] = refers("grp.id", primary_key=True)
class Follow(Base):
    __tablename__ = "follow"
    a: Mapped[int] = refers("users.id", primary_key=True)
    b: Mapped[int] = refers("users.id", primary_key=True)
class Avatar(Base):
    __tablename__ = "avatar"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = refers("users.id", unique=True)
class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[int] = refers("users.id")
    editor: Mapped[int | None] = refers("users.id")
PYTHON
cat >draw.py <<'PYTHON'
import models, eralchemy, sqlalchemy
models.Base.metadata.create_all(engine := sqlalchemy.create_engine("sqlite:///d.db"))
eralchemy.render_er(models.Base, "models.er", mode="er")
eralchemy.render_er("sqlite:///d.db", "database.er", mode="er")
with engine.begin() as connection:
    run = lambda sql: connection.execute(sqlalchemy.text(sql))
    run("insert into users (id) values (1), (2), (3)"), run("insert into grp (id) values (1), (2)")
    run("insert into member values (1, 1), (1, 2)"), run("insert into follow values (1, 2), (1, 3)")
    print("groups of user 1:", run("select count(*) from member where user_id = 1").scalar(),
        "followed by user 1:", run("select count(*) from follow where a = 1").scalar())
PYTHON
touch pyproject.toml
PYTHONPATH=. "$T/v/bin/paracelsus" graph models:Base >paracelsus.mmd
same 'the database' 'groups of user 1: 2 followed by user 1: 2' "$("$PY" draw.py 2>"$T/errors")"
relation() { grep -o "$2 [^ ]* $3 : $4\$" "$1" || changed "no relation $2 $3 $4 in $1: $(cat "$1")"; }
same 'paracelsus, user_id of member' 'users ||--o| member : user_id' "$(relation paracelsus.mmd users member user_id)"
same 'paracelsus, grp_id of member' 'grp ||--o| member : grp_id' "$(relation paracelsus.mmd grp member grp_id)"
same 'paracelsus, a of follow' 'users ||--o| follow : a' "$(relation paracelsus.mmd users follow a)"
same 'paracelsus, author (not null)' 'users ||--o{ post : author' "$(relation paracelsus.mmd users post author)"
same 'paracelsus, editor (nullable)' 'users ||--o{ post : editor' "$(relation paracelsus.mmd users post editor)"
for source in models database; do
    has $source.er 'users."id" 1--* member."user_id"'
    has $source.er 'users."id" 1--1 follow."a"'
    has $source.er 'users."id" ?--* post."editor"'
done
has models.er 'users."id" 1--1 avatar."user_id"'
has database.er 'users."id" 1--* avatar."user_id"'
