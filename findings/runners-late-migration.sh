#!/usr/bin/env bash
# The migrator of drizzle-orm 0.45.4 and postgrator 8.0.0, PostgreSQL 18.4. Migrations 1 and 3 are applied, then 2 is
# merged, the work of another branch. Both keep what has been applied in a table and ask it for the highest only: 2
# is never run, the run succeeds, and both say there is nothing to do. marv 6.0.0 and node-pg-migrate 9.0.0 refuse it
# by name.
# Why it hurts: a new database, the one of CI, gets all three in order and the tests pass. In production table t2 is
# missing, and every later run reports success.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js drizzle-orm@0.45.4 postgrator@8.0.0 marv@6.0.0 marv-pg-driver@5.0.0 node-pg-migrate@9.0.0 pg@8.16.3
cat >"$T/n/migrate.cjs" <<'JS'
const fs = require("fs"), { Client } = require("pg");
const [tool, folder, host, port] = process.argv.slice(2), database = tool, user = "postgres";
const url = `postgresql://${user}@${host}:${port}/${database}`;
const runs = {
    drizzle: async () => {
        const { drizzle } = require("drizzle-orm/node-postgres"), { migrate } = require("drizzle-orm/node-postgres/migrator");
        await migrate(drizzle(url), { migrationsFolder: folder });
    },
    postgrator: async () => {
        const { default: Postgrator } = await import("postgrator"), client = new Client({ connectionString: url });
        await client.connect();
        const options = { migrationPattern: folder + "/*", driver: "pg", database, execQuery: (text) => client.query(text) };
        return (await new Postgrator(options).migrate()).map((one) => one.version);
    },
    marv: async () => {
        const marv = require("marv/api/promise");
        await marv.migrate(await marv.scan(folder), require("marv-pg-driver")({ connection: { host, port: +port, user, database } }));
    },
    pgmigrate: async () => {
        await require("node-pg-migrate").runner({ databaseUrl: url, dir: folder, direction: "up", migrationsTable: "done", log() {} });
    },
};
runs[tool]().then((done) => { console.log("ok", done ?? ""); process.exit(0); }, (error) => { console.log(error.message); process.exit(1); });
JS
write() { # write TOOL NUMBER..: the migrations that the folder holds
    local tool=$1 folder=$T/$1 number file entries=()
    shift
    mkdir -p "$folder/meta"
    for number in "$@"; do
        entries+=("{\"idx\":$number,\"version\":\"7\",\"when\":170000000000$number,\"tag\":\"000${number}_x\",\"breakpoints\":true}")
        case $tool in
            drizzle) file=000${number}_x.sql ;;
            postgrator) file=$number.do.x.sql ;;
            marv) file=$number.x.sql ;;
            pgmigrate) file=170000000000${number}_x.sql ;;
        esac
        echo "create table t$number (a int);" >"$folder/$file"
    done
    if [ "$tool" = drizzle ]; then
        (IFS=, && echo "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[${entries[*]}]}") >"$folder/meta/_journal.json"
    else rmdir "$folder/meta"; fi
}
run() { (cd "$T/n" && node migrate.cjs "$1" "$T/$1" 127.0.0.1 "$PGPORT") || true; }
for tool in drizzle postgrator marv pgmigrate; do
    pgsql postgres <<<"create database $tool"
    write $tool 1 3 && run $tool >"$T/first" && has "$T/first" ok
    write $tool 1 2 3 && run $tool >"$T/second.$tool"
    same "tables of $tool" 't1 t3' "$(pgsql $tool <<<"select relname from pg_class where relname ~ '^t\d$' order by 1" | xargs)"
done
same drizzle 'ok ' "$(cat second.drizzle)"
same postgrator 'ok []' "$(cat second.postgrator)"
has second.marv 'Migration 2 from namespace: default was skipped'
has second.pgmigrate 'Not run migration 1700000000002_x is preceding already run migration 1700000000003_x'
