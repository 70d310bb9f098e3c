//! What can be rented: films, and who and what is in them.

use crate::LastUpdate;
use rust_decimal::Decimal;

#[derive(erd::Entity)]
#[erd(table = "actor", strict = false)]
pub struct Actor {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub actor_id: i32,
    #[erd(max_len = 45, sql_type(sqlite = "VARCHAR(45)"))]
    pub first_name: String,
    #[erd(
        max_len = 45,
        sql_type(sqlite = "VARCHAR(45)"),
        index(name = "idx_actor_last_name")
    )]
    pub last_name: String,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "category", strict = false)]
pub struct Category {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub category_id: i32,
    #[erd(max_len = 25, sql_type(sqlite = "VARCHAR(25)"))]
    pub name: String,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(table = "language", strict = false)]
pub struct Language {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub language_id: i32,
    #[erd(sql_type = "CHAR(20)", allow(char_n, reason = "true to the original"))]
    pub name: String,
    #[erd(embed)]
    pub changed: LastUpdate,
}

// The age rating of the Motion Picture Association.
#[derive(erd::DbEnum)]
#[erd(name = "mpaa_rating", storage = native)]
pub enum Rating {
    #[erd(value = "G")]
    G,
    #[erd(value = "PG")]
    Pg,
    #[erd(value = "PG-13")]
    Pg13,
    #[erd(value = "R")]
    R,
    #[erd(value = "NC-17")]
    Nc17,
}

#[derive(erd::Entity)]
#[erd(
    table = "film",
    strict = false,
    check(year_check(postgres = "release_year >= 1901 AND release_year <= 2155")),
    check(CHECK_special_rating(sqlite = "rating IN ('G','PG','PG-13','R','NC-17')")),
    check(CHECK_special_features(
        sqlite = "special_features IS NULL OR special_features LIKE '%Trailers%' OR special_features LIKE '%Commentaries%' OR special_features LIKE '%Deleted Scenes%' OR special_features LIKE '%Behind the Scenes%'"
    ))
)]
pub struct Film {
    #[erd(
        primary_key,
        identity,
        allow(narrow_pk, reason = "true to the original"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned")
    )]
    pub film_id: i32,
    #[erd(
        max_len = 255,
        sql_type(sqlite = "VARCHAR(255)"),
        index(name = "idx_title")
    )]
    pub title: String,
    #[erd(sql_type(mysql = "text", mariadb = "text"))]
    pub description: Option<String>,
    #[erd(sql_type(mysql = "year", mariadb = "year"))]
    pub release_year: Option<i32>,
    #[erd(
        references(Language, on_delete = restrict, on_update = cascade, name = "fk_film_language"),
        index(name = "idx_fk_language_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub language_id: i32,
    #[erd(
        references(Language, on_delete = restrict, on_update = cascade, name = "fk_film_language_original"),
        index(name = "idx_fk_original_language_id"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub original_language_id: Option<i32>,
    #[erd(
        sql_type(
            mysql = "tinyint unsigned",
            mariadb = "tinyint unsigned",
            sqlite = "SMALLINT"
        ),
        default = "3"
    )]
    pub rental_duration: i16,
    #[erd(precision(4, 2), sql_type(sqlite = "DECIMAL(4,2)"), default = "4.99")]
    pub rental_rate: Decimal,
    #[erd(sql_type(
        mysql = "smallint unsigned",
        mariadb = "smallint unsigned",
        sqlite = "SMALLINT"
    ))]
    pub length: Option<i16>,
    #[erd(precision(5, 2), sql_type(sqlite = "DECIMAL(5,2)"), default = "19.99")]
    pub replacement_cost: Decimal,
    #[erd(sql_type(sqlite = "VARCHAR(10)"), default = "'G'")]
    pub rating: Option<Rating>,
    #[erd(sql_type(
        mysql = "set('Trailers','Commentaries','Deleted Scenes','Behind the Scenes')",
        mariadb = "set('Trailers','Commentaries','Deleted Scenes','Behind the Scenes')",
        sqlite = "VARCHAR(100)"
    ))]
    pub special_features: Option<Vec<String>>,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(
    table = "film_actor",
    strict = false,
    primary_key(actor_id, film_id),
    junction(Film, Actor)
)]
pub struct FilmActor {
    #[erd(
        references(Actor, on_delete = restrict, on_update = cascade, name = "fk_film_actor_actor"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub actor_id: i32,
    #[erd(
        references(Film, on_delete = restrict, on_update = cascade, name = "fk_film_actor_film"),
        index(name = "idx_fk_film_actor_film"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub film_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}

#[derive(erd::Entity)]
#[erd(
    table = "film_category",
    strict = false,
    primary_key(film_id, category_id),
    junction(Film, Category)
)]
pub struct FilmCategory {
    #[erd(
        references(Film, on_delete = restrict, on_update = cascade, name = "fk_film_category_film"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub film_id: i32,
    #[erd(
        references(Category, on_delete = restrict, on_update = cascade, name = "fk_film_category_category"),
        index(name = "idx_fk_film_category_category"),
        sql_type(mysql = "int unsigned", mariadb = "int unsigned", sqlite = "INT")
    )]
    pub category_id: i32,
    #[erd(embed)]
    pub changed: LastUpdate,
}
