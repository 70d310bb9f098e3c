#!/usr/bin/env bash
# prisma-markdown 4.0.0, @prisma/internals 6.19.0. The ER diagram has no key at all for a table with @@id of two
# columns; of a foreign key over two columns it marks the first; String[] and String are the same; the table of a
# many-to-many relation between a model and itself is missing, with its two relations; the one between two models is
# drawn, with String for its columns of Int.
# Why it hurts: the document is published as the database's reference, generated and so believed. Tables with composite
# keys appear as tables without a key, one of the two columns of a key as data, and followers are nowhere to be found.
. "$(dirname "$0")/lib.sh"
js --ignore-scripts prisma-markdown@4.0.0 @prisma/internals@6.19.0
cat >"$T/n/schema.prisma" <<'PRISMA'
datasource db {
  provider = "postgresql"
  url      = "postgresql://nowhere"
}
model User {
  id        Int    @id
  tags      String[]
  followers User[] @relation("follow")
  following User[] @relation("follow")
  groups    Group[]
}
model Group {
  id    Int    @id
  users User[]
}
model Room {
  house  Int
  number Int
  beds   Bed[]
  @@id([house, number])
}
model Bed {
  id     Int  @id
  number Int
  house  Int
  room   Room @relation(fields: [house, number], references: [house, number])
}
PRISMA
(cd "$T/n" && node -e '
const text = require("fs").readFileSync("schema.prisma", "utf8");
require("@prisma/internals").getDMMF({ datamodel: text }).then((dmmf) => {
    console.error(require("prisma-markdown").PrismaMarkdown.write(dmmf.datamodel, { title: "x" }));
    process.exit(0);
})' 2>"$T/out" >/dev/null)
sed -n '/^erDiagram/,/^```/p' out | tee diagram
entity() { sed -n "/^\"$1\" {/,/^}/p" diagram | sed '1d; $d; s/^ *//; s/$/;/' | xargs; }
same Room 'Int house; Int number;' "$(entity Room)"
same Bed 'Int id PK; Int number; Int house FK;' "$(entity Bed)"
same User 'Int id PK; String tags;' "$(entity User)"
same 'tables of relations' '_GroupToUser' "$(sed -n 's/^"\(_.*\)" {/\1/p' diagram | xargs)"
same _GroupToUser 'String A FK; String B FK;' "$(entity _GroupToUser)"
lacks diagram follow
