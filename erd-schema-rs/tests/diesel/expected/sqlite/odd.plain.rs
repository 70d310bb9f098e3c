// @generated automatically by Diesel CLI.

diesel::table! {
    actors (id) {
        id -> Nullable<Integer>,
        last_update -> Timestamp,
    }
}

diesel::table! {
    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Integer,
        #[sql_name = "two words"]
        two_words -> Text,
        doubled -> Nullable<Integer>,
    }
}

diesel::table! {
    pairs (a, b) {
        a -> Integer,
        b -> Text,
    }
}

diesel::table! {
    people (id) {
        id -> Nullable<Integer>,
        name -> Nullable<Text>,
        born -> Nullable<Date>,
        note -> Nullable<Binary>,
    }
}

diesel::table! {
    pushes (id) {
        id -> Nullable<BigInt>,
        token_id -> Nullable<Text>,
    }
}

diesel::table! {
    tokens (id) {
        id -> Nullable<Text>,
        hash -> Binary,
        the_name_of_a_column_that_almost_fills_a_line_by_itself -> Nullable<Text>,
    }
}

diesel::joinable!(pushes -> tokens (token_id));

diesel::allow_tables_to_appear_in_same_query!(actors, odd_table, pairs, people, pushes, tokens,);
