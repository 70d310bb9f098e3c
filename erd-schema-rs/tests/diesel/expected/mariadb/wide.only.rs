// @generated automatically by Diesel CLI.

diesel::table! {
    circles (id) {
        id -> Integer,
        of_user -> Nullable<Integer>,
    }
}

diesel::table! {
    nicks (id) {
        id -> Integer,
        #[max_length = 40]
        name -> Nullable<Varchar>,
    }
}

diesel::table! {
    notes (id) {
        id -> Integer,
        order_id -> Integer,
        line -> Nullable<Integer>,
    }
}

diesel::table! {
    order_lines (order_id, line) {
        order_id -> Integer,
        line -> Integer,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    orders (id) {
        id -> Integer,
        #[sql_name = "type"]
        type_ -> Text,
        #[sql_name = "table"]
        table_ -> Nullable<Text>,
        #[sql_name = "columns"]
        columns_ -> Nullable<Text>,
        #[sql_name = "is_nullable"]
        is_nullable_ -> Nullable<Text>,
        #[sql_name = "orders"]
        orders_ -> Nullable<Text>,
        #[sql_name = "self"]
        self_ -> Nullable<Text>,
        #[sql_name = "async"]
        async_ -> Nullable<Text>,
        #[sql_name = "two words"]
        two_words -> Nullable<Text>,
        #[sql_name = "a--b"]
        a_b -> Nullable<Text>,
        #[sql_name = "2fa"]
        _2fa -> Nullable<Text>,
        #[sql_name = "naïve"]
        na_ve -> Nullable<Text>,
        #[sql_name = "__hidden"]
        __hidden_ -> Nullable<Text>,
        #[sql_name = r#"quo"te"#]
        quo_te -> Nullable<Text>,
        #[max_length = 1]
        CamelCase -> Nullable<Enum>,
        before_it -> Nullable<Integer>,
    }
}

diesel::table! {
    profiles (user_id) {
        user_id -> Integer,
    }
}

diesel::table! {
    transfers (id) {
        id -> Integer,
        from_order -> Nullable<Integer>,
        to_order -> Nullable<Integer>,
    }
}

diesel::table! {
    trees (id) {
        id -> Integer,
        parent_id -> Nullable<Integer>,
    }
}

diesel::table! {
    types (id) {
        id -> Unsigned<Bigint>,
        t1 -> Tinyint,
        tb -> Bool,
        tbn -> Nullable<Bool>,
        tu -> Nullable<Unsigned<Tinyint>>,
        s -> Nullable<Smallint>,
        su -> Nullable<Unsigned<Smallint>>,
        m -> Nullable<Mediumint>,
        mu -> Unsigned<Mediumint>,
        i -> Integer,
        iu -> Nullable<Unsigned<Integer>>,
        iz -> Nullable<Unsigned<Integer>>,
        b -> Nullable<Bigint>,
        bu -> Unsigned<Bigint>,
        f -> Nullable<Float>,
        fu -> Nullable<Unsigned<Float>>,
        d -> Double,
        du -> Nullable<Unsigned<Double>>,
        r -> Nullable<Double>,
        n -> Decimal,
        nu -> Nullable<Unsigned<Decimal>>,
        #[max_length = 5]
        c -> Nullable<Char>,
        #[max_length = 1]
        c1 -> Nullable<Char>,
        #[max_length = 20]
        v -> Varchar,
        #[max_length = 300]
        v0 -> Nullable<Varchar>,
        #[max_length = 16]
        bi -> Nullable<Binary>,
        #[max_length = 1]
        bi1 -> Nullable<Binary>,
        #[max_length = 40]
        vb -> Varbinary,
        tt -> Nullable<Tinytext>,
        te -> Text,
        mt -> Nullable<Mediumtext>,
        lt -> Nullable<Longtext>,
        tbl -> Nullable<Tinyblob>,
        bl -> Nullable<Blob>,
        mb -> Nullable<Mediumblob>,
        lb -> Nullable<Longblob>,
        #[max_length = 7]
        e -> Enum,
        #[max_length = 8]
        eu -> Nullable<Unsigned<Enum>>,
        #[max_length = 6]
        st -> Nullable<Set>,
        da -> Nullable<Date>,
        ti -> Nullable<Time>,
        ti6 -> Nullable<Time>,
        dt -> Datetime,
        dt6 -> Nullable<Datetime>,
        ts -> Nullable<Timestamp>,
        y -> Nullable<Year>,
        bt -> Nullable<Bit>,
        bt7 -> Nullable<Bit>,
        j -> Nullable<Longtext>,
        g -> Nullable<Geometry>,
        p -> Nullable<Point>,
        poly -> Nullable<Polygon>,
        gen -> Nullable<Integer>,
        gens -> Nullable<Integer>,
        PRIMARY_ -> Nullable<Integer>,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        best_id -> Nullable<Integer>,
        #[max_length = 40]
        name -> Nullable<Varchar>,
    }
}

diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(profiles -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    circles,
    nicks,
    notes,
    order_lines,
    orders,
    profiles,
    transfers,
    trees,
    types,
    users,
);
