#!/usr/bin/env bash
# Pony ORM 0.7.20, PostgreSQL 18.4. `user = Required(User)` with `profile = Optional("Profile")` on the other side is
# Pony's one-to-one relation. The table gets an ordinary index on the foreign key, no UNIQUE. Within one session Pony
# refuses a second profile; two sessions at the same time store one each, and both commit. Afterwards user.profile
# ends with `Multiple objects were found`, and a query over users returns one of them twice.
# Why it hurts: two requests at once are the ordinary case of a web application, and a double click is enough. The rule
# is in the model, so nobody looks for it in the database, and the user's page fails for good.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py pony==0.7.20 psycopg2-binary==2.9.13
cat >run.py <<'PYTHON'
import sys, threading
from pony.orm import Database, Optional, Required, commit, db_session, flush, select
db = Database()
class User(db.Entity):
    name = Required(str)
    profile = Optional("Profile")
class Profile(db.Entity):
    user = Required(User)
db.bind("postgres", host="127.0.0.1", port=int(sys.argv[1]), user="postgres", database="postgres")
db.generate_mapping(create_tables=True)
with db_session: User(name="ann"), User(name="bob")
def refused(action):
    try: return action()
    except Exception as error: return f"{type(error).__name__}: {error}"
with db_session: Profile(user=User[2])
with db_session: print("one session:", refused(lambda: Profile(user=User[2])))
both = threading.Barrier(2)
def request():
    with db_session:
        Profile(user=User[1]), flush()
        both.wait()
threads = [threading.Thread(target=request) for _ in range(2)]
[t.start() for t in threads], [t.join() for t in threads]
with db_session: print("two sessions:", db.select("select count(*) from profile where \"user\" = 1"))
with db_session: print("user.profile:", refused(lambda: User[1].profile))
with db_session: print("names:", sorted(row[0] for row in select((u.name, u.profile.id) for u in User)))
PYTHON
"$PY" run.py "$PGPORT" >out
has out 'one session: ConstraintError: Cannot unlink Profile['
has out 'two sessions: [2]'
has out 'user.profile: MultipleObjectsFoundError: Multiple objects were found.'
has out "names: ['ann', 'ann', 'bob']"
same 'unique indexes of profile' profile_pkey "$(pgsql postgres <<<"select indexrelid::regclass::text from pg_index where indrelid = 'profile'::regclass and indisunique")"
