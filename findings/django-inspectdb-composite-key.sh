#!/usr/bin/env bash
# Django 5.2.19, PostgreSQL 18.4. inspectdb reads a foreign key over two columns, (tenant, parent) to parent
# (tenant, id), as a ForeignKey of the first column alone; the second becomes a plain IntegerField. The parent
# itself is read right, with a CompositePrimaryKey.
# Why it hurts: the model says that a child points to a parent by its tenant number. No warning is printed, and
# the relation that is written cannot be one: Django's own system check refuses a ForeignKey to a model with a
# composite key (fields.E347). With a wrong guess removed by hand, the real relation is nowhere in the file.
# Django's documentation says that a ForeignKey to such a model is not supported, not that inspectdb writes one.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py Django==5.2.19
pgsql postgres <<<'create table parent (tenant int, id int, primary key (tenant, id));
create table child (n int primary key, tenant int, parent int, foreign key (tenant, parent) references parent)'
cat >"$T/run.py" <<'PYTHON'
import os, sys, django
from django.conf import settings
sys.path.insert(0, sys.argv[2])
settings.configure(INSTALLED_APPS=sys.argv[3:], DATABASES={"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres",
    "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}})
django.setup()
from django.core.management import call_command
call_command(sys.argv[1])
PYTHON
mkdir "$T/app" && touch "$T/app/__init__.py"
"$PY" "$T/run.py" inspectdb "$T" >"$T/app/models.py"
has "$T/app/models.py" "pk = models.CompositePrimaryKey('tenant', 'id')"
has "$T/app/models.py" "tenant = models.ForeignKey('Parent', models.DO_NOTHING, db_column='tenant'"
has "$T/app/models.py" 'parent = models.IntegerField('
"$PY" "$T/run.py" check "$T" app >"$T/check" 2>&1 || true
has "$T/check" 'fields.E347'
