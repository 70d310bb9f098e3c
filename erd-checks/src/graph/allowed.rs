//! Allows, as const evaluation sees them; only looked at where a check is about to fail.

use erd_core::Site;
use erd_core::def::EntityDef;
use erd_core::text::same;

/// Whether an allow of `rule` with a reason speaks for `site`: the same as
/// [`Table::allows`](erd_core::schema::Table::allows). An allow without a reason is not declared.
pub(crate) const fn allowed(entity: &EntityDef, rule: &str, site: Site) -> bool {
    let allows = entity.extra.allows;
    let mut i = 0;
    while i < allows.len() {
        if same(allows[i].rule, rule) && allows[i].covers(site) {
            return true;
        }
        i += 1;
    }
    false
}
