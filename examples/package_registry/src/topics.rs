//! Categories and keywords, and the crates in them.

use crate::Crate;
use chrono::{DateTime, Utc};

#[derive(erd::Entity)]
#[erd(table = "categories")]
pub struct Category {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(unique, sql_type = "varchar")]
    pub category: String,
    #[erd(unique, sql_type = "varchar")]
    pub slug: String,
    #[erd(sql_type = "varchar", default = "''")]
    pub description: String,
    #[erd(default = "0")]
    pub crates_cnt: i32,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(index(using = gist, name = "path_gist_categories_idx"), sql_type = "ltree")]
    pub path: String,
}

#[derive(erd::Entity)]
#[erd(
    table = "crates_categories",
    junction(Crate, Category),
    primary_key(crate_id, category_id)
)]
pub struct CrateCategory {
    #[erd(
        references(Crate, on_delete = cascade, name = "fk_crates_categories_crate_id"),
        index(name = "index_crates_categories_crate_id"),
        allow(redundant_prefix_index, reason = "true to the original, which could drop it")
    )]
    pub crate_id: i32,
    #[erd(
        references(Category, on_delete = cascade, name = "fk_crates_categories_category_id"),
        index(name = "index_crates_categories_category_id")
    )]
    pub category_id: i32,
}

#[derive(erd::Entity)]
#[erd(
    index(expr("lower(keyword)"); name = "index_keywords_lower_keyword"),
    allow(index_key_refused, reason = "PostgreSQL is the registry's only engine")
)]
pub struct Keyword {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original")
    )]
    pub id: i32,
    #[erd(
        unique,
        index(name = "index_keywords_keyword"),
        allow(
            redundant_prefix_index,
            reason = "true to the original, which could drop it"
        )
    )]
    pub keyword: String,
    #[erd(index(name = "index_keywords_crates_cnt"), default = "0")]
    pub crates_cnt: i32,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
}

#[derive(erd::Entity)]
#[erd(
    table = "crates_keywords",
    junction(Crate, Keyword),
    primary_key(crate_id, keyword_id)
)]
pub struct CrateKeyword {
    #[erd(
        references(Crate, on_delete = cascade, name = "fk_crates_keywords_crate_id"),
        index(name = "index_crates_keywords_crate_id"),
        allow(redundant_prefix_index, reason = "true to the original, which could drop it")
    )]
    pub crate_id: i32,
    #[erd(
        references(Keyword, on_delete = no_action, name = "fk_crates_keywords_keyword_id"),
        index(name = "index_crates_keywords_keyword_id")
    )]
    pub keyword_id: i32,
}
