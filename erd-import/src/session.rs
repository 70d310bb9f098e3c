//! What the SQL of an imported schema asks of the session that runs it, because the server's defaults refuse it.

use crate::ToDo;
use erd_core::{Capability, Dialect, Family};

/// One sentence for each setting that somebody had to change before the schema could be made.
pub(crate) fn notes(to_do: &[ToDo], dialect: Dialect) -> Vec<String> {
    if !dialect.is(Family::MySql) {
        return Vec::new();
    }
    let of = |rule: &str| {
        let paths = to_do.iter().filter(|item| item.id == rule);
        let paths: Vec<String> = paths.map(|item| format!("`{}`", item.path)).collect();
        paths.join(", ")
    };
    let mut notes = Vec::new();
    let zero = of("T14");
    if !zero.is_empty() {
        notes.push(format!(
            "a server in its default SQL mode refuses the zero dates that are defaults of {zero} (error 1067): give \
             these columns other defaults, or run the SQL where `SET sql_mode = ''` was run before, which also puts up \
             with values that do not fit"
        ));
    }
    let keys = of("F05");
    if !keys.is_empty() && dialect.may_have(Capability::UniqueTargets) {
        notes.push(format!(
            "MySQL from 8.4 on refuses foreign keys to keys that are not unique (error 6125), here {keys}: make the keys \
             unique, or run the SQL where `SET restrict_fk_on_non_standard_key = OFF` was run before"
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_named_where_the_server_has_it() {
        let item = |id, path: &str| ToDo {
            id,
            slug: "",
            path: path.to_owned(),
            message: String::new(),
            help: Vec::new(),
            allowed: true,
        };
        let to_do = [item("T14", "z.a"), item("F05", "c.p"), item("T14", "z.b")];
        let found = notes(&to_do, Dialect::MySql);
        assert!(found[0].contains("defaults of `z.a`, `z.b` (error 1067)"));
        assert!(found[1].contains("here `c.p`"));
        assert_eq!(notes(&to_do, Dialect::MariaDb).len(), 1);
        assert!(notes(&to_do, Dialect::Postgres).is_empty());
    }
}
