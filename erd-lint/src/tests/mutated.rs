//! Texts that are nearly statements: whatever a file holds, it is read or said to be unread.

use super::found;
use erd_core::Dialect;

const TEXTS: [&str; 12] = [
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> '') UNIQUE, FOREIGN KEY (a) REFERENCES b (id)) STRICT;",
    "ALTER TABLE `a`.`b` ADD (x int, y varchar(20) DEFAULT 'é,'), DROP KEY k, ALGORITHM=INPLACE, LOCK=NONE;",
    "CREATE TABLE v (id int, d date, PERIOD FOR p (d, e), UNIQUE (id, p WITHOUT OVERLAPS)) WITH SYSTEM VERSIONING;",
    "DELIMITER //\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; END//\nDELIMITER ;\n",
    "/*!40101 SET NAMES utf8mb4 */; LOAD DATA LOCAL INFILE 'x' INTO TABLE orders; DROP INDEX i ON t LOCK=NONE;",
    "\\connect shop\nCOPY t (a, b) FROM stdin;\n1\tx\n\\.\nSELECT 1 \\gset\nSELECT $tag$ ; $tag$;",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT E'a\\'b'; END;",
    "ALTER TYPE state ADD VALUE 'late'; UPDATE orders SET note = 'late' WHERE id IN (1, 2);",
    "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY \"Orders\" (lower(note) COLLATE \"C\" DESC) WHERE total > 1 << 3;",
    "-- +goose Up\nCREATE VIRTUAL TABLE f USING fts5(a, content='t');\n-- +goose Down\nDROP TABLE f;",
    "RENAME TABLE a TO b, c TO d; SET @x := 1; PREPARE s FROM 'SELECT 1'; DO SLEEP(1);",
    "PRAGMA foreign_keys = OFF; INSERT INTO t SELECT * FROM [b] WHERE `c` IS NOT \"d\"; VACUUM INTO 'x';",
];
const PIECES: [&str; 20] = [
    "(",
    ")",
    "'",
    "\"",
    "`",
    "$$",
    ";",
    ",",
    "/*",
    "*/",
    "--",
    "\n",
    "\\",
    "é",
    "\u{a0}",
    "IF EXISTS",
    "SRID",
    "WAIT",
    "UNIQUE (",
    "OR REPLACE",
];

/// Numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[test]
fn no_text_is_too_odd() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..400 {
        let mut text = TEXTS[round % TEXTS.len()].to_owned();
        for _ in 0..=numbers.below(4) {
            match numbers.below(3) {
                0 => {
                    let at = numbers.place(&text);
                    text.insert_str(at, PIECES[numbers.below(PIECES.len())]);
                }
                1 => {
                    for _ in 0..numbers.below(12) {
                        let at = numbers.place(&text);
                        if at < text.len() {
                            text.remove(at);
                        }
                    }
                }
                _ => {
                    let other = TEXTS[numbers.below(TEXTS.len())];
                    let (from, at) = (numbers.place(other), numbers.place(&text));
                    text.insert_str(at, &other[from..]);
                }
            }
        }
        for dialect in Dialect::ALL {
            let script = crate::read::read(&text, dialect);
            let spans = script.statements.iter().map(|statement| &statement.span);
            let ops = script
                .statements
                .iter()
                .flat_map(|statement| &statement.ops);
            let spans = spans.chain(script.problems.iter().map(|problem| &problem.span));
            for span in spans.chain(ops.map(|op| &op.span)) {
                assert!(
                    text.get(span.clone()).is_some(),
                    "{dialect} {span:?}: {text}"
                );
            }
            let _ = found(&text, dialect);
        }
    }
}
