// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "email"))]
    pub struct Email;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "hidden"))]
    pub struct Hidden;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "jsonpath", schema = "pg_catalog"))]
    pub struct Jsonpath;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "level", schema = "audit"))]
    pub struct Level;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "line", schema = "pg_catalog"))]
    pub struct Line;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "money_pair"))]
    pub struct MoneyPair;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "name", schema = "pg_catalog"))]
    pub struct Name;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "Odd Type"))]
    pub struct OddType;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "point", schema = "pg_catalog"))]
    pub struct Point;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "polygon", schema = "pg_catalog"))]
    pub struct Polygon;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regclass", schema = "pg_catalog"))]
    pub struct Regclass;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "timetz", schema = "pg_catalog"))]
    pub struct Timetz;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsquery", schema = "pg_catalog"))]
    pub struct Tsquery;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "varbit", schema = "pg_catalog"))]
    pub struct Varbit;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid8", schema = "pg_catalog"))]
    pub struct Xid8;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xml", schema = "pg_catalog"))]
    pub struct Xml;
}

diesel::table! {
    #[sql_name = "Odd Table"]
    Odd_Table (id) {
        id -> Int4,
        order -> Nullable<Int4>,
    }
}

diesel::table! {
    _half_hidden (id) {
        id -> Int4,
    }
}

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
    friends (id) {
        id -> Int4,
        #[sql_name = "type"]
        type_ -> Nullable<Int4>,
        #[sql_name = "friends"]
        friends_ -> Nullable<Int4>,
    }
}

diesel::table! {
    islands (id) {
        id -> Int4,
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
    late_children (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
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
    readings (id, at) {
        id -> Int4,
        at -> Date,
        order_id -> Nullable<Int4>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    readings_2025 (id, at) {
        id -> Int4,
        at -> Date,
        order_id -> Nullable<Int4>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    readings_rest (id, at) {
        id -> Int4,
        at -> Date,
        order_id -> Nullable<Int4>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    readings_rest_1 (id, at) {
        id -> Int4,
        at -> Date,
        order_id -> Nullable<Int4>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    sensors (id) {
        id -> Int4,
    }
}

diesel::table! {
    sensors_0 (id) {
        id -> Int4,
    }
}

diesel::table! {
    sensors_1 (id) {
        id -> Int4,
    }
}

diesel::table! {
    #[sql_name = "table"]
    table_ (id) {
        id -> Int4,
        odd -> Nullable<Int4>,
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
    use diesel::sql_types::*;
    use super::sql_types::Name;
    use super::sql_types::Varbit;
    use super::sql_types::Timetz;
    use super::sql_types::Xml;
    use super::sql_types::Point;
    use super::sql_types::Line;
    use super::sql_types::Polygon;
    use super::sql_types::Tsvector;
    use super::sql_types::Tsquery;
    use super::sql_types::Jsonpath;
    use super::sql_types::Regclass;
    use super::sql_types::Xid8;
    use super::sql_types::Mood;
    use super::sql_types::Level;
    use super::sql_types::OddType;
    use super::sql_types::Hidden;
    use super::sql_types::MoneyPair;
    use super::sql_types::Email;

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

diesel::joinable!(Odd_Table -> orders (order));
diesel::joinable!(alarms -> sensors (sensor_id));
diesel::joinable!(alarms -> sensors_0 (sensor_id));
diesel::joinable!(alarms -> sensors_1 (sensor_id));
diesel::joinable!(friends -> orders (friends_));
diesel::joinable!(friends -> users (type_));
diesel::joinable!(key_names -> islands (owner));
diesel::joinable!(late_children -> users (user_id));
diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(profiles -> users (user_id));
diesel::joinable!(readings -> orders (order_id));
diesel::joinable!(readings_2025 -> orders (order_id));
diesel::joinable!(readings_rest -> orders (order_id));
diesel::joinable!(readings_rest_1 -> orders (order_id));
diesel::joinable!(table_ -> Odd_Table (odd));

diesel::allow_tables_to_appear_in_same_query!(
    Odd_Table,
    _half_hidden,
    alarms,
    circles,
    cities,
    friends,
    islands,
    key_names,
    late_children,
    nicks,
    notes,
    order_lines,
    orders,
    places,
    profiles,
    readings,
    readings_2025,
    readings_rest,
    readings_rest_1,
    sensors,
    sensors_0,
    sensors_1,
    table_,
    transfers,
    trees,
    types,
    users,
);
