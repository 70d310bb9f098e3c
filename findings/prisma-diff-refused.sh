#!/usr/bin/env bash
# Prisma 7.10.0 (its schema engine), PostgreSQL 18.4. Four changes of a valid model whose generated migration
# PostgreSQL refuses: Int to BigInt of an autoincrement key (SET DATA TYPE BIGSERIAL, which is no type for ALTER);
# autoincrement taken away (DROP SEQUENCE ""); a new enum value that becomes the default (added and used in one
# transaction); and an enum value mapped to a name with an apostrophe, escaped as default but not in CREATE TYPE.
# Why it hurts: `migrate diff --script` between two versions of the model is what goes into the review. Growing the
# key before it overflows and adding a state are everyday changes, and they fail in deployment.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
prisma_engine
cd "$T/n"
printf 'model t {\n  id Int @id @default(autoincrement())\n}\n' >serial.prisma
printf 'model t {\n  id BigInt @id @default(autoincrement())\n}\n' >bigserial.prisma
printf 'model t {\n  id Int @id\n}\n' >plain.prisma
printf 'enum state {\n  old\n}\nmodel t {\n  id Int @id\n  at state @default(old)\n}\n' >one.prisma
printf 'enum state {\n  old\n  fresh\n}\nmodel t {\n  id Int @id\n  at state @default(fresh)\n}\n' >two.prisma
printf 'enum state {\n  mine @map("it%ss")\n}\nmodel t {\n  id Int @id\n  at state @default(mine)\n}\n' "'" >quote.prisma
step() { # step FROM TO LINE-OF-THE-MIGRATION ERROR
    pgsql postgres <<<'drop schema public cascade; create schema public'
    [ "$1" = empty ] || prisma_diff postgresql empty "$1" | pgsql postgres
    prisma_diff postgresql "$1" "$2" >"$T/step.sql"
    has "$T/step.sql" "$3"
    pgsql postgres <"$T/step.sql" >"$T/out" 2>&1 && changed "PostgreSQL accepts the step from $1 to $2"
    has "$T/out" "$4"
}
step serial.prisma bigserial.prisma 'ALTER COLUMN "id" SET DATA TYPE BIGSERIAL' 'type "bigserial" does not exist'
step serial.prisma plain.prisma 'DROP SEQUENCE "";' 'zero-length delimited identifier'
step one.prisma two.prisma "ALTER TABLE \"t\" ALTER COLUMN \"at\" SET DEFAULT 'fresh';" 'unsafe use of new value "fresh" of enum type state'
step empty quote.prisma "CREATE TYPE \"state\" AS ENUM ('it's');" 'syntax error'
