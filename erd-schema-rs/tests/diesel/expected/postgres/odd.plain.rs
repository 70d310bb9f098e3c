// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Odd Table"]
    Odd_Table (id) {
        id -> Int4,
        #[sql_name = "type"]
        type_ -> Int4,
        #[sql_name = "self"]
        self_ -> Nullable<Int4>,
        #[sql_name = "two words"]
        two_words -> Text,
        #[sql_name = "two-words"]
        two_words -> Nullable<Text>,
        #[sql_name = "Größe"]
        Gr_e -> Nullable<Float4>,
        #[sql_name = "名前"]
        __ -> Nullable<Text>,
        #[sql_name = "2fa"]
        _2fa -> Nullable<Bool>,
        #[sql_name = "??"]
        __ -> Nullable<Uuid>,
        during -> Nullable<Tsrange>,
    }
}

diesel::table! {
    branches (id) {
        tenant_id -> Int4,
        id -> Int4,
        parent_id -> Nullable<Int4>,
        code -> Text,
    }
}

diesel::table! {
    friendships (a, b) {
        a -> Int4,
        b -> Int4,
    }
}

diesel::table! {
    order (id) {
        id -> Int8,
        name -> Text,
    }
}

diesel::table! {
    people (id) {
        id -> Int4,
    }
}

diesel::table! {
    shards (id) {
        id -> Int8,
        #[max_length = 20]
        name -> Varchar,
        lost -> Int8,
    }
}

diesel::table! {
    tenants (id) {
        id -> Int4,
    }
}

diesel::joinable!(branches -> tenants (tenant_id));

diesel::allow_tables_to_appear_in_same_query!(
    Odd_Table,
    branches,
    friendships,
    order,
    people,
    shards,
    tenants,
);
