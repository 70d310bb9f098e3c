#!/usr/bin/env bash
# @dbml/cli 6.6.0, PostgreSQL 18.4. `ref: -` is DBML's one-to-one relation. dbml2sql writes a plain foreign key
# for it, without UNIQUE, which is many-to-one. In the other direction a foreign key on a unique column is written
# by sql2dbml as one-to-many (`<`), although the column carries [unique] in the same file.
# Why it hurts: DBML is drawn first and turned into SQL after; the drawing shows at most one profile for a user
# and the database accepts any number. Reading the database back draws yet another relation, so diagram and schema
# never agree.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @dbml/cli@6.6.0
cat >"$T/n/one.dbml" <<'DBML'
Table users {
  id int [pk]
}
Table profiles {
  id int [pk]
  user_id int [ref: - users.id]
}
DBML
echo 'create table users (id int primary key);
create table profiles (id int primary key, user_id int unique references users (id));' >"$T/n/one.sql"
(cd "$T/n" && npx dbml2sql --postgres one.dbml -o out.sql >/dev/null 2>&1 && npx sql2dbml --postgres one.sql -o out.dbml >/dev/null 2>&1)
cat "$T/n/out.sql"
lacks "$T/n/out.sql" UNIQUE
pgsql postgres <"$T/n/out.sql"
same 'profiles of one user' 2 "$(pgsql postgres <<<'
    insert into users values (1); insert into profiles values (1, 1), (2, 1); select count(*) from profiles')"
has "$T/n/out.dbml" '"user_id" int [unique]'
has "$T/n/out.dbml" 'Ref:"users"."id" < "profiles"."user_id"'
