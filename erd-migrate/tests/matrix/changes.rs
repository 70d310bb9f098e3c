//! What happens to a table.

use crate::Change;
use crate::definition::Definition;
use crate::definition::Place::{After, Line, Tail};
use erd_core::{Dialect, Family};

pub(crate) fn all(dialect: Dialect) -> Vec<Change> {
    let mut all = columns();
    all.extend(parts());
    all.extend(several());
    if dialect != Dialect::Sqlite {
        all.extend(comments(dialect));
    }
    match dialect.family() {
        Family::MySql => all.extend(family()),
        Family::Postgres => all.extend(postgres()),
        Family::Sqlite => {}
    }
    all
}

fn retype(d: &mut Definition, symbol: &str, from: &str, to: &str) {
    let text = d.text(symbol);
    if !text.is_empty() {
        d.column(symbol, &text.replacen(from, to, 1));
    }
}

fn columns() -> Vec<Change> {
    vec![
        ("a column comes", |d| d.column("x", "int")),
        ("a column with a default comes", |d| {
            d.column("x", "int DEFAULT 7");
        }),
        ("a required column with a default comes", |d| {
            d.column("x", "int NOT NULL DEFAULT 7");
        }),
        ("a text with a default comes", |d| {
            d.column("x", "varchar(9) DEFAULT 'it''s'");
        }),
        ("a stored column comes", |d| {
            d.column("x", "int GENERATED ALWAYS AS ({n} + 1) STORED");
        }),
        ("a column with a clock comes", |d| {
            d.column("x", "timestamp DEFAULT CURRENT_TIMESTAMP");
        }),
        ("a column goes", |d| d.drop("m")),
        ("a required column goes", |d| d.drop("n")),
        ("a text goes", |d| d.drop("s")),
        ("a reference goes", |d| d.drop("q")),
        ("a column is renamed", |d| d.rename("n", "number")),
        ("an indexed column is renamed", |d| d.rename("m", "amount")),
        ("a unique column is renamed", |d| d.rename("s", "label")),
        ("a reference is renamed", |d| d.rename("q", "parent")),
        ("the key is renamed", |d| d.rename("id", "key_of")),
        ("columns change their names", |d| {
            d.rename("n", "m");
            d.rename("m", "n");
        }),
        ("a wider number", |d| retype(d, "n", "int", "bigint")),
        ("a wider indexed number", |d| {
            retype(d, "m", "int", "bigint");
        }),
        ("a wider key", |d| retype(d, "id", "int", "bigint")),
        ("a longer text", |d| retype(d, "s", "(20)", "(40)")),
        ("a number becomes a text", |d| {
            retype(d, "n", "int", "varchar(30)");
        }),
        ("a column takes NULL", |d| {
            retype(d, "n", "NOT NULL", "");
        }),
        ("a column takes no NULL", |d| {
            retype(d, "m", "int", "int NOT NULL");
        }),
        ("a default comes", |d| {
            retype(d, "m", "int", "int DEFAULT 3");
        }),
        ("a default goes", |d| retype(d, "s", "DEFAULT 'x'", "")),
        ("a default changes", |d| retype(d, "s", "'x'", "'y'")),
    ]
}

fn parts() -> Vec<Change> {
    vec![
        ("an index comes", |d| {
            d.put("new", After, "CREATE INDEX things_new ON {t} ({n})");
        }),
        ("a unique index comes", |d| {
            d.put("new", After, "CREATE UNIQUE INDEX things_new ON {t} ({n})");
        }),
        ("a unique index over the key comes", |d| {
            d.put(
                "new",
                After,
                "CREATE UNIQUE INDEX things_new ON {t} ({id}, {n})",
            );
        }),
        ("an index goes", |d| d.remove("ix")),
        ("the index of a reference goes", |d| d.remove("qx")),
        ("the index of a reference changes", |d| {
            d.put("qx", After, "CREATE INDEX things_qx ON {t} ({q}, {n})");
        }),
        ("a unique index of a reference comes", |d| {
            d.put(
                "new",
                After,
                "CREATE UNIQUE INDEX things_new ON {t} ({q}, {id})",
            );
        }),
        ("an index is renamed", |d| {
            d.put("ix", After, "CREATE INDEX things_by_m ON {t} ({m})");
        }),
        ("an index changes", |d| {
            d.put("ix", After, "CREATE INDEX things_ix ON {t} ({m}, {n})");
        }),
        ("an index becomes unique", |d| {
            d.put("ix", After, "CREATE UNIQUE INDEX things_ix ON {t} ({m})");
        }),
        ("an index descends", |d| {
            d.put("ix", After, "CREATE INDEX things_ix ON {t} ({m} DESC)");
        }),
        ("a unique constraint comes", |d| {
            d.put("new", Line, "CONSTRAINT things_new UNIQUE ({n})");
        }),
        ("a unique constraint goes", |d| d.remove("uq")),
        ("a unique constraint is renamed", |d| {
            d.put("uq", Line, "CONSTRAINT things_by_s UNIQUE ({s})");
        }),
        ("a unique constraint changes", |d| {
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
        }),
        ("a check comes", |d| {
            d.put("new", Line, "CONSTRAINT things_new CHECK ({n} > 0)");
        }),
        ("a check goes", |d| d.remove("ck")),
        ("a check is renamed", |d| {
            d.put("ck", Line, "CONSTRAINT things_small CHECK ({m} < 1000)");
        }),
        ("a check changes", |d| {
            d.put("ck", Line, "CONSTRAINT things_ck CHECK ({m} < {n})");
        }),
        ("a foreign key comes", |d| {
            d.put(
                "new",
                Line,
                "CONSTRAINT things_own FOREIGN KEY ({m}) REFERENCES p (id)",
            );
        }),
        ("a foreign key goes", |d| d.remove("fk")),
        ("a foreign key is renamed", |d| {
            d.put(
                "fk",
                Line,
                "CONSTRAINT things_parent FOREIGN KEY ({q}) REFERENCES p (id)",
            );
        }),
        ("a foreign key changes", |d| {
            d.put(
                "fk",
                Line,
                "CONSTRAINT things_fk FOREIGN KEY ({q}) REFERENCES p (id) ON DELETE CASCADE",
            );
        }),
        ("another key", |d| {
            d.put("pk", Line, "CONSTRAINT things_pk PRIMARY KEY ({id}, {n})");
        }),
        ("the key goes", |d| d.remove("pk")),
        ("the table is renamed", |d| d.rename("t", "stuff")),
        ("the table goes", |d| d.drop("t")),
    ]
}

fn several() -> Vec<Change> {
    vec![
        ("renamed and wider", |d| {
            d.rename("n", "number");
            retype(d, "n", "int", "bigint");
        }),
        ("renamed beside another type", |d| {
            d.rename("m", "amount");
            retype(d, "n", "int", "bigint");
        }),
        ("renamed under a new check", |d| {
            d.rename("m", "amount");
            d.put("new", Line, "CONSTRAINT things_new CHECK ({m} > 0)");
        }),
        ("renamed under a new index", |d| {
            d.rename("n", "number");
            d.put("new", After, "CREATE INDEX things_new ON {t} ({n}, {m})");
        }),
        ("a column goes and one comes", |d| {
            d.drop("m");
            d.column("x", "varchar(9)");
        }),
        ("the table and a column are renamed", |d| {
            d.rename("t", "stuff");
            d.rename("n", "number");
        }),
        ("no NULL, under a new unique index", |d| {
            retype(d, "m", "int", "int NOT NULL");
            d.put(
                "new",
                After,
                "CREATE UNIQUE INDEX things_new ON {t} ({m}, {id})",
            );
        }),
        ("wider, with a default and no NULL", |d| {
            d.column("m", "bigint NOT NULL DEFAULT 4");
        }),
        ("a column comes under a unique index", |d| {
            d.column("x", "int");
            d.put(
                "new",
                After,
                "CREATE UNIQUE INDEX things_new ON {t} ({x}, {id})",
            );
        }),
    ]
}

fn postgres() -> Vec<Change> {
    vec![
        ("the key numbers itself", |d| {
            d.column("id", "int GENERATED BY DEFAULT AS IDENTITY");
        }),
        ("the key numbers itself by a sequence", |d| {
            d.column("id", "bigserial NOT NULL");
        }),
        ("the key includes a column", |d| {
            d.put(
                "pk",
                Line,
                "CONSTRAINT things_pk PRIMARY KEY ({id}) INCLUDE ({n})",
            );
        }),
        ("a unique constraint includes a column", |d| {
            d.put(
                "uq",
                Line,
                "CONSTRAINT things_uq UNIQUE ({s}) INCLUDE ({n})",
            );
        }),
        ("a referenced key includes a column", |d| {
            d.put("u", Line, "CONSTRAINT u UNIQUE ({n}) INCLUDE ({m})");
        }),
    ]
}

fn family() -> Vec<Change> {
    vec![
        ("another character set", |d| {
            d.put("set", Tail, "DEFAULT CHARSET=utf8mb3");
        }),
        ("the key numbers itself", |d| {
            d.column("id", "int NOT NULL AUTO_INCREMENT");
        }),
        ("another key, which numbers itself", |d| {
            d.column("n", "int NOT NULL AUTO_INCREMENT");
            d.put("pk", Line, "CONSTRAINT things_pk PRIMARY KEY ({n})");
        }),
        ("the key numbers itself, and is wider", |d| {
            d.column("id", "bigint NOT NULL AUTO_INCREMENT");
        }),
        ("the check at a column changes", |d| {
            retype(d, "n", "> 0", "> 1");
        }),
        ("the check at a column goes", |d| {
            retype(d, "n", "CHECK ({n} > 0)", "");
        }),
        ("the check at a column comes", |d| {
            retype(d, "s", "'x'", "'x' CHECK ({s} <> '')");
        }),
        ("the check at a column changes beside its name", |d| {
            retype(d, "n", "> 0", "> 1");
            d.rename("n", "number");
        }),
        ("a column takes no NULL, under an index on space", |d| {
            retype(d, "g", "point", "point NOT NULL");
            d.put("sx", After, "CREATE SPATIAL INDEX sx ON {t} ({g})");
        }),
        ("a column takes NULL, without its index", |d| {
            retype(d, "g", "NOT NULL", "");
            d.remove("f");
        }),
    ]
}

fn comments(dialect: Dialect) -> Vec<Change> {
    if dialect == Dialect::Postgres {
        vec![
            ("a comment on the table", |d| {
                d.put("said", After, "COMMENT ON TABLE {t} IS 'it''s'");
            }),
            ("a comment on a column", |d| {
                d.put("said", After, "COMMENT ON COLUMN {t}.{n} IS 'it''s'");
            }),
        ]
    } else {
        vec![
            ("a comment on the table", |d| {
                d.put("said", Tail, "COMMENT='it''s'");
            }),
            ("a comment on a column", |d| {
                retype(d, "n", "NOT NULL", "NOT NULL COMMENT 'it''s'");
            }),
        ]
    }
}
