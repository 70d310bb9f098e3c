#!/usr/bin/env bash
# sequelize 6.37.8, PostgreSQL 18.4. `sync({ alter: true })` with an unchanged model that has a unique column adds
# a further UNIQUE constraint, and its index, at each run. With a changed model, an index that is now unique, it
# does nothing.
# Why it hurts: it is run at each start of the application; after a hundred starts each insert maintains a hundred
# equal indexes. The second half is the opposite: the rule that the developer has added is not there, and no one
# is told. The first half has been reported for years; the documentation warns of alter in production, not of
# this.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js sequelize@6.37.8 pg@8.16.3
cat >"$T/n/s.js" <<'JS'
const { Sequelize, DataTypes } = require("sequelize");
const database = new Sequelize(process.argv[2], { logging: false });
const sync = (unique) => database.define("t", {
    id: { type: DataTypes.INTEGER, primaryKey: true }, mail: { type: DataTypes.TEXT, unique: true }, code: DataTypes.INTEGER,
}, { freezeTableName: true, timestamps: false, indexes: [{ name: "by_code", fields: ["code"], unique }] }).sync({ alter: true });
(async () => {
    for (const unique of [false, false, false, true]) await sync(unique);
    await database.close();
})();
JS
(cd "$T/n" && node s.js "$PG_URL/postgres")
same 'unique constraints' 't_mail_key t_mail_key1 t_mail_key2 t_mail_key3' \
    "$(pgsql postgres <<<"select conname from pg_constraint where contype = 'u' and conrelid = 't'::regclass order by 1" | xargs)"
same 'the index' 'CREATE INDEX by_code ON public.t USING btree (code)' \
    "$(pgsql postgres <<<"select indexdef from pg_indexes where indexname = 'by_code'")"
