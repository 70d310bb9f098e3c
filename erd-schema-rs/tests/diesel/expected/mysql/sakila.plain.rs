// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct FilmRatingEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct FilmReleaseYearYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct FilmSpecialFeaturesSet;
}

diesel::table! {
    actor (actor_id) {
        actor_id -> Unsigned<Integer>,
        #[max_length = 45]
        first_name -> Varchar,
        #[max_length = 45]
        last_name -> Varchar,
        last_update -> Timestamp,
    }
}

diesel::table! {
    address (address_id) {
        address_id -> Unsigned<Integer>,
        #[sql_name = "address"]
        #[max_length = 50]
        address_ -> Varchar,
        #[max_length = 50]
        address2 -> Nullable<Varchar>,
        #[max_length = 20]
        district -> Varchar,
        city_id -> Unsigned<Integer>,
        #[max_length = 10]
        postal_code -> Nullable<Varchar>,
        #[max_length = 20]
        phone -> Varchar,
        last_update -> Timestamp,
    }
}

diesel::table! {
    category (category_id) {
        category_id -> Unsigned<Integer>,
        #[max_length = 25]
        name -> Varchar,
        last_update -> Timestamp,
    }
}

diesel::table! {
    city (city_id) {
        city_id -> Unsigned<Integer>,
        #[sql_name = "city"]
        #[max_length = 50]
        city_ -> Varchar,
        country_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    country (country_id) {
        country_id -> Unsigned<Integer>,
        #[sql_name = "country"]
        #[max_length = 50]
        country_ -> Varchar,
        last_update -> Timestamp,
    }
}

diesel::table! {
    customer (customer_id) {
        customer_id -> Unsigned<Integer>,
        store_id -> Unsigned<Integer>,
        #[max_length = 45]
        first_name -> Varchar,
        #[max_length = 45]
        last_name -> Varchar,
        #[max_length = 50]
        email -> Nullable<Varchar>,
        address_id -> Unsigned<Integer>,
        active -> Bool,
        create_date -> Datetime,
        last_update -> Timestamp,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::FilmReleaseYearYear;
    use super::sql_types::FilmRatingEnum;
    use super::sql_types::FilmSpecialFeaturesSet;

    film (film_id) {
        film_id -> Unsigned<Integer>,
        #[max_length = 255]
        title -> Varchar,
        description -> Nullable<Text>,
        release_year -> Nullable<FilmReleaseYearYear>,
        language_id -> Unsigned<Integer>,
        original_language_id -> Nullable<Unsigned<Integer>>,
        rental_duration -> Unsigned<Tinyint>,
        rental_rate -> Decimal,
        length -> Nullable<Unsigned<Smallint>>,
        replacement_cost -> Decimal,
        #[max_length = 5]
        rating -> Nullable<FilmRatingEnum>,
        #[max_length = 54]
        special_features -> Nullable<FilmSpecialFeaturesSet>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    film_actor (actor_id, film_id) {
        actor_id -> Unsigned<Integer>,
        film_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    film_category (film_id, category_id) {
        film_id -> Unsigned<Integer>,
        category_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    inventory (inventory_id) {
        inventory_id -> Unsigned<Integer>,
        film_id -> Unsigned<Integer>,
        store_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    language (language_id) {
        language_id -> Unsigned<Integer>,
        #[max_length = 20]
        name -> Char,
        last_update -> Timestamp,
    }
}

diesel::table! {
    payment (payment_id) {
        payment_id -> Unsigned<Integer>,
        customer_id -> Unsigned<Integer>,
        staff_id -> Unsigned<Integer>,
        rental_id -> Nullable<Integer>,
        amount -> Decimal,
        payment_date -> Datetime,
        last_update -> Timestamp,
    }
}

diesel::table! {
    rental (rental_id) {
        rental_id -> Integer,
        rental_date -> Datetime,
        inventory_id -> Unsigned<Integer>,
        customer_id -> Unsigned<Integer>,
        return_date -> Nullable<Datetime>,
        staff_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    staff (staff_id) {
        staff_id -> Unsigned<Integer>,
        #[max_length = 45]
        first_name -> Varchar,
        #[max_length = 45]
        last_name -> Varchar,
        address_id -> Unsigned<Integer>,
        picture -> Nullable<Mediumblob>,
        #[max_length = 50]
        email -> Nullable<Varchar>,
        store_id -> Unsigned<Integer>,
        active -> Bool,
        #[max_length = 16]
        username -> Varchar,
        #[max_length = 40]
        password -> Nullable<Varchar>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    store (store_id) {
        store_id -> Unsigned<Integer>,
        manager_staff_id -> Nullable<Unsigned<Integer>>,
        address_id -> Unsigned<Integer>,
        last_update -> Timestamp,
    }
}

diesel::joinable!(address -> city (city_id));
diesel::joinable!(city -> country (country_id));
diesel::joinable!(customer -> address (address_id));
diesel::joinable!(customer -> store (store_id));
diesel::joinable!(film_actor -> actor (actor_id));
diesel::joinable!(film_actor -> film (film_id));
diesel::joinable!(film_category -> category (category_id));
diesel::joinable!(film_category -> film (film_id));
diesel::joinable!(inventory -> film (film_id));
diesel::joinable!(inventory -> store (store_id));
diesel::joinable!(payment -> customer (customer_id));
diesel::joinable!(payment -> rental (rental_id));
diesel::joinable!(payment -> staff (staff_id));
diesel::joinable!(rental -> customer (customer_id));
diesel::joinable!(rental -> inventory (inventory_id));
diesel::joinable!(rental -> staff (staff_id));
diesel::joinable!(staff -> address (address_id));
diesel::joinable!(store -> address (address_id));

diesel::allow_tables_to_appear_in_same_query!(
    actor,
    address,
    category,
    city,
    country,
    customer,
    film,
    film_actor,
    film_category,
    inventory,
    language,
    payment,
    rental,
    staff,
    store,
);
