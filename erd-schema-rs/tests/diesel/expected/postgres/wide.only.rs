// @generated automatically by Diesel CLI.

diesel::table! {
    alarms (id) {
        id -> Int4,
        sensor_id -> Nullable<Int4>,
    }
}

diesel::table! {
    circles (id) {
        id -> Int4,
        of_user -> Nullable<Int4>,
    }
}

diesel::table! {
    cities (id) {
        id -> Int4,
        name -> Nullable<Text>,
        mayor -> Nullable<Text>,
    }
}

diesel::table! {
    key_names (id, owner) {
        id -> Int4,
        owner -> Nullable<Int4>,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    nicks (id) {
        id -> Int4,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    notes (id) {
        id -> Int4,
        order_id -> Int4,
        line -> Nullable<Int4>,
    }
}

diesel::table! {
    order_lines (order_id, line) {
        order_id -> Int4,
        line -> Int4,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    orders (id) {
        id -> Int4,
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
        #[sql_name = "Self"]
        Self_ -> Nullable<Text>,
        #[sql_name = "async"]
        async_ -> Nullable<Text>,
        gen -> Nullable<Text>,
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
        __hidden_ -> Nullable<Text>,
        #[sql_name = r#"quo"te"#]
        quo_te -> Nullable<Text>,
        #[sql_name = "ha#sh"]
        ha_sh -> Nullable<Text>,
        CamelCase -> Nullable<Text>,
    }
}

diesel::table! {
    places (id) {
        id -> Int4,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    profiles (user_id) {
        user_id -> Int4,
    }
}

diesel::table! {
    sensors (id) {
        id -> Int4,
    }
}

diesel::table! {
    transfers (id) {
        id -> Int4,
        from_order -> Nullable<Int4>,
        to_order -> Nullable<Int4>,
    }
}

diesel::table! {
    trees (id) {
        id -> Int4,
        parent_id -> Nullable<Int4>,
    }
}

diesel::table! {
    types (id) {
        id -> Int8,
        small -> Int2,
        int -> Int4,
        big -> Nullable<Int8>,
        ser -> Int4,
        bigser -> Int8,
        r -> Nullable<Float4>,
        d -> Float8,
        n -> Nullable<Numeric>,
        n2 -> Nullable<Numeric>,
        m -> Nullable<Money>,
        b -> Bool,
        t -> Text,
        v -> Nullable<Varchar>,
        #[max_length = 20]
        v20 -> Varchar,
        #[max_length = 1]
        c -> Nullable<Bpchar>,
        #[max_length = 5]
        c5 -> Nullable<Bpchar>,
        c1 -> Nullable<Char>,
        na -> Nullable<Name>,
        ba -> Nullable<Bytea>,
        #[max_length = 1]
        bi -> Nullable<Bit>,
        #[max_length = 3]
        bi3 -> Nullable<Bit>,
        vb -> Nullable<Varbit>,
        #[max_length = 7]
        vb7 -> Nullable<Varbit>,
        da -> Nullable<Date>,
        ti -> Nullable<Time>,
        titz -> Nullable<Timetz>,
        ts -> Nullable<Timestamp>,
        tstz -> Timestamptz,
        iv -> Nullable<Interval>,
        u -> Nullable<Uuid>,
        j -> Nullable<Json>,
        jb -> Jsonb,
        x -> Nullable<Xml>,
        i -> Nullable<Inet>,
        ci -> Nullable<Cidr>,
        ma -> Nullable<Macaddr>,
        ma8 -> Nullable<Macaddr8>,
        p -> Nullable<Point>,
        ln -> Nullable<Line>,
        po -> Nullable<Polygon>,
        tsv -> Nullable<Tsvector>,
        tsq -> Nullable<Tsquery>,
        jp -> Nullable<Jsonpath>,
        o -> Nullable<Oid>,
        ls -> Nullable<PgLsn>,
        rc -> Nullable<Regclass>,
        xi -> Nullable<Xid8>,
        i4r -> Nullable<Int4range>,
        tsr -> Nullable<Tstzrange>,
        i4m -> Nullable<Int4multirange>,
        nm -> Nullable<Nummultirange>,
        ct -> Citext,
        mo -> Mood,
        le -> Nullable<Level>,
        od -> Nullable<OddType>,
        hi -> Nullable<Array<Nullable<Hidden>>>,
        mp -> Nullable<MoneyPair>,
        #[max_length = 254]
        em -> Varchar,
        #[max_length = 254]
        em_null -> Nullable<Varchar>,
        ea -> Email,
        ms -> Nullable<Array<Nullable<Mood>>>,
        ia -> Nullable<Array<Nullable<Int4>>>,
        iaa -> Array<Nullable<Int4>>,
        va -> Nullable<Array<Nullable<Varchar>>>,
        ca -> Nullable<Array<Nullable<Bpchar>>>,
        moa -> Array<Nullable<Mood>>,
        lea -> Nullable<Array<Nullable<Level>>>,
        ema -> Nullable<Array<Nullable<Email>>>,
        tsa -> Nullable<Array<Nullable<Timestamptz>>>,
        gen -> Nullable<Int4>,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
        best_id -> Nullable<Int4>,
        name -> Nullable<Text>,
        #[sql_name = "type"]
        type_ -> Nullable<Int4>,
    }
}

diesel::joinable!(alarms -> sensors (sensor_id));
diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(profiles -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    alarms,
    circles,
    cities,
    key_names,
    nicks,
    notes,
    order_lines,
    orders,
    places,
    profiles,
    sensors,
    transfers,
    trees,
    types,
    users,
);
