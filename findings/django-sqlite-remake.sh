#!/usr/bin/env bash
# Django 5.2.19, SQLite. An AlterField that turns an integer into a big integer remakes the table: a new one,
# INSERT .. SELECT, DROP, RENAME. A trigger of the table and an index that is not in the model are gone after it,
# without a word. On PostgreSQL the same migration is ALTER COLUMN TYPE and leaves both alone.
# Why it hurts: the trigger has been made by an earlier RunSQL migration of the same project, which counts as
# applied, so nothing makes it again. Django's notes on SQLite speak of the remake, not of what goes with the old
# table.
. "$(dirname "$0")/lib.sh"
py Django==5.2.19
mkdir -p "$T/app/migrations"
touch "$T/app/__init__.py" "$T/app/migrations/__init__.py" "$T/app/models.py"
cat >"$T/app/migrations/0001_first.py" <<'PYTHON'
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Thing", [("id", models.AutoField(primary_key=True)), ("n", models.IntegerField())]),
        migrations.RunSQL("create trigger counted after insert on app_thing begin select 1; end"),
        migrations.RunSQL("create index by_hand on app_thing (n) where n > 5"),
    ]
PYTHON
cat >"$T/app/migrations/0002_second.py" <<'PYTHON'
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("app", "0001_first")]
    operations = [migrations.AlterField("Thing", "n", models.BigIntegerField())]
PYTHON
"$PY" - "$T" >"$T/out" <<'PYTHON'
import sys, django
from django.conf import settings
sys.path.insert(0, sys.argv[1])
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1] + "/x.db"}},
                   INSTALLED_APPS=["app"], DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()
from django.core.management import call_command
from django.db import connection
for migration in ("0001", "0002"):
    call_command("migrate", "app", migration, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("select name from sqlite_master where tbl_name = 'app_thing' order by name")
        print(migration, *(name for (name,) in cursor.fetchall()))
PYTHON
same 'objects' '0001 app_thing by_hand counted 0002 app_thing' "$(xargs <"$T/out")"
