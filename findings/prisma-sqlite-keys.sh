#!/usr/bin/env bash
# Prisma 7.10.0 (its schema engine), SQLite of Python. On SQLite `BigInt @id @default(autoincrement())` becomes
# BIGINT PRIMARY KEY, which generates nothing (only INTEGER PRIMARY KEY does), so an insert without the key is
# refused; `Int @id`, without autoincrement in the model, becomes PRIMARY KEY AUTOINCREMENT, and a migration between
# `Int @id` with and without autoincrement is empty.
# Why it hurts: the two models say the opposite of what the tables do. The same model generates keys on PostgreSQL,
# and the table that should take only the keys it is given makes one up for a row whose key was forgotten.
. "$(dirname "$0")/lib.sh"
PY=python3
prisma_engine
cd "$T/n"
printf 'model given {\n  id   Int @id\n  name String\n}\n' >given.prisma
printf 'model given {\n  id   Int @id @default(autoincrement())\n  name String\n}\n' >counted.prisma
printf 'model big {\n  id   BigInt @id @default(autoincrement())\n  name String\n}\n' >big.prisma
sqlite() { "$PY" -c 'import sqlite3, sys
connection = sqlite3.connect(":memory:")
connection.executescript(sys.stdin.read())
try:
    print(*connection.execute(sys.argv[1]).fetchone())
except sqlite3.Error as e:
    print(e)' "$@"; }
for model in given big; do prisma_diff sqlite empty $model.prisma >$model.sql; cat $model.sql; done
has given.sql '"id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT'
has big.sql '"id" BIGINT NOT NULL PRIMARY KEY'
lacks big.sql AUTOINCREMENT
same 'autoincrement in the model' 'NOT NULL constraint failed: big.id' "$(sqlite "insert into big (name) values ('a') returning id" <big.sql)"
same 'no autoincrement in the model' 1 "$(sqlite "insert into given (name) values ('a') returning id" <given.sql)"
same 'migration from the one to the other' '-- This is an empty migration.' "$(prisma_diff sqlite given.prisma counted.prisma)"
