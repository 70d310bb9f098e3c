//! Tables that only link others.

use erd_core::Schema;
use erd_core::schema::{Role, Table};

/// Marks them: the primary key is two or more foreign keys, side by side, and nothing else is in the row but when and by
/// whom it was made.
pub(super) fn junctions(schema: &mut Schema) {
    for table in &mut schema.tables {
        table.junction = is_junction(table);
    }
}

fn is_junction(table: &Table) -> bool {
    let Some(key) = &table.primary_key else {
        return false;
    };
    let within: Vec<_> = table
        .foreign_keys
        .iter()
        .filter(|fk| fk.columns.iter().all(|c| key.columns.contains(c)))
        .collect();
    let covered: usize = within.iter().map(|fk| fk.columns.len()).sum();
    let disjoint = covered == key.columns.len()
        && key
            .columns
            .iter()
            .all(|c| within.iter().any(|fk| fk.columns.contains(c)));
    let rest = table.columns.iter().enumerate();
    let mut rest = rest.filter(|(i, _)| key.columns.iter().all(|c| c.0 != *i));
    let audit = |role: Option<Role>| {
        matches!(
            role,
            Some(Role::CreatedAt(_) | Role::UpdatedAt(_) | Role::CreatedBy(_) | Role::UpdatedBy(_))
        )
    };
    within.len() >= 2 && disjoint && rest.all(|(_, column)| audit(column.role))
}
