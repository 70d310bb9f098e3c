//! Tables of MySQL and MariaDB whose character set changes: texts keep their types, and columns with a set of their own keep
//! that, forth and back.

use crate::numbering::goes_on;
use erd_core::Dialect;

const COLUMNS: &str = "id int NOT NULL, a tinytext, b text NOT NULL, c mediumtext, d varchar(40) NOT NULL DEFAULT 'x', \
    e char(3), f enum('x','y') DEFAULT 'x', g set('p','q'), h longtext COMMENT 'all', i varbinary(9), j blob, \
    k varchar(20) GENERATED ALWAYS AS (concat(d, '!')) STORED, PRIMARY KEY (id), UNIQUE KEY (d), KEY (b(9))";
const ROW: &str = "INSERT INTO notes (id, a, b, c, d, e, f, g, h, i, j) \
    VALUES (1, 'ä', 'Größe', 'ß', 'é', 'ü', 'y', 'p,q', 'ñ', 'x', 'y')";
const SUM: &str = "SELECT concat_ws('|', a, b, c, d, e, f, g, h, hex(i), hex(j), k) FROM notes";

#[test]
fn texts_keep_their_types_with_another_character_set() {
    let table =
        |more: &str, set: &str| format!("CREATE TABLE notes ({COLUMNS}{more}) CHARSET={set}");
    let own = ", l varchar(30) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'o', \
        m text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    let longer = ", n text NOT NULL DEFAULT ('n')";
    let mediumtext = |set| table("", set).replace("b text NOT NULL", "b mediumtext");
    let bin = "utf8mb4 COLLATE=utf8mb4_bin";
    for (old, new) in [
        (table("", "latin1"), table("", "utf8mb4")),
        (table(own, "latin1"), table(own, "utf8mb4")),
        // What one column had of its own is the table's then.
        (table(own, "utf8mb3"), table(own, bin)),
        (table(own, "utf8mb4"), table(own, "latin1")),
        (
            table("", "utf8mb4"),
            table("", "utf8mb4 COLLATE=utf8mb4_unicode_ci"),
        ),
        // Beside other changes of the table.
        (table("", "latin1"), table(longer, "utf8mb4")),
        (table(longer, "utf8mb4"), table("", "utf8mb3")),
        (table("", "latin1"), mediumtext("utf8mb4")),
    ] {
        for dialect in [Dialect::MariaDb, Dialect::MySql] {
            let both: [&[&str]; 2] = [&[&old, ROW], &[&new]];
            let held = "ä|Größe|ß|é|ü|y|p,q|ñ|78|79|é!";
            goes_on(dialect, &[false], both, |_| {}, [SUM; 2], [held; 2]);
        }
    }
}
