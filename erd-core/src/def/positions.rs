//! Positions of columns as bytes, two each: the derive writes them as one literal.

use crate::schema::ColumnId;

/// The bytes of some positions. No engine has a table with more columns than two bytes count.
pub fn positions(columns: &[ColumnId]) -> Vec<u8> {
    let short = |column: &ColumnId| u16::try_from(column.0).unwrap_or(u16::MAX);
    columns
        .iter()
        .flat_map(|c| short(c).to_le_bytes())
        .collect()
}

/// The `i`th position.
pub const fn position(bytes: &[u8], i: usize) -> usize {
    (bytes[2 * i] as usize) | ((bytes[2 * i + 1] as usize) << 8)
}

/// Whether `column` is one of them.
pub const fn holds(bytes: &[u8], column: usize) -> bool {
    let mut i = 0;
    while 2 * i < bytes.len() {
        if position(bytes, i) == column {
            return true;
        }
        i += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_found_again() {
        let bytes = positions(&[ColumnId(3), ColumnId(1_000)]);
        assert_eq!((position(&bytes, 0), position(&bytes, 1)), (3, 1_000));
        assert!(holds(&bytes, 1_000) && !holds(&bytes, 2));
    }
}
