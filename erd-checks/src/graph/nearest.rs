//! "Did you mean" during const evaluation: [`erd_core::nearest`] over the fields of an entity.

use erd_core::def::EntityDef;

/// Longest name that is compared.
const LONGEST: usize = 64;

/// The field of `entity` nearest to `word`, when it is near enough to be a slip of the hand.
pub(crate) const fn nearest_field(entity: &EntityDef, word: &str) -> Option<&'static str> {
    let mut best: Option<&'static str> = None;
    let mut best_distance = usize::MAX;
    let mut i = 0;
    while i < entity.columns.len() {
        let field = entity.field(i);
        let longer = if field.len() > word.len() {
            field.len()
        } else {
            word.len()
        };
        if longer <= LONGEST {
            let distance = distance(word.as_bytes(), field.as_bytes());
            if distance <= longer.div_ceil(3) && distance < best_distance {
                best = Some(field);
                best_distance = distance;
            }
        }
        i += 1;
    }
    best
}

/// Edit distance, ignoring ASCII case, with a swap of neighbours counted once. Both are at most [`LONGEST`] long.
const fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    let mut j = 0;
    while j <= b.len() {
        rows[0][j] = j;
        j += 1;
    }
    let mut i = 1;
    while i <= a.len() {
        let (row, above, two_above) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[row][0] = i;
        let mut j = 1;
        while j <= b.len() {
            let same = a[i - 1].eq_ignore_ascii_case(&b[j - 1]);
            let mut best = least(rows[above][j], rows[row][j - 1]) + 1;
            best = least(best, rows[above][j - 1] + if same { 0 } else { 1 });
            if i > 1
                && j > 1
                && a[i - 1].eq_ignore_ascii_case(&b[j - 2])
                && a[i - 2].eq_ignore_ascii_case(&b[j - 1])
            {
                best = least(best, rows[two_above][j - 2] + 1);
            }
            rows[row][j] = best;
            j += 1;
        }
        i += 1;
    }
    rows[a.len() % 3][b.len()]
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::def::{self, ColumnDef, SqlDef, TypeDef};
    use erd_core::schema::{Column, Table, Type};
    use proptest::prelude::*;

    fn entity(fields: &[String]) -> EntityDef {
        let mut table = Table::new("t");
        let columns = fields.iter().map(|field| Column::new(field, Type::Unknown));
        table.columns = columns.collect();
        let unknown = &ColumnDef {
            ty: TypeDef::Named(""),
            nullable: false,
            sql_type: SqlDef::NONE,
        };
        EntityDef {
            names: String::leak(def::texts(&table).0),
            named: Vec::leak(def::named(&table)),
            columns: Vec::leak(vec![unknown; fields.len()]),
            ..EntityDef::BLANK
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_one_for_run_time(
            word in "[a-dA-D_]{0,9}",
            fields in proptest::collection::vec("[a-dA-D_]{0,9}", 0..6),
        ) {
            let expected = erd_core::nearest(&word, fields.iter().map(String::as_str));
            prop_assert_eq!(nearest_field(&entity(&fields), &word), expected);
        }
    }
}
