//! MySQL and MariaDB: differences are told, and not planned yet.

use super::context::Context;
use super::node::Node;

/// Refuses every step.
pub(super) fn nodes(context: &Context<'_>) -> Vec<Node> {
    for entry in context.diff.entries() {
        context.unsupported(
            entry.path.clone(),
            format!(
                "erd does not plan migrations of {} yet: {entry}",
                context.dialect().title()
            ),
            "write the migration by hand; `cargo erd diff` says what it has to do",
        );
    }
    Vec::new()
}
