//! Cases alone: `rules/`, `attr/`, `schema/` and `diesel/`.
