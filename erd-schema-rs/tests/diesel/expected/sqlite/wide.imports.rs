// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    #[sql_name = "Odd Table"]
    Odd_Table (id) {
        id -> Integer,
        order -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    circles (id) {
        id -> Integer,
        of_user -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    codes (code) {
        code -> Nullable<Text>,
        label -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    islands (id) {
        id -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    labels (id) {
        id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    nicks (id) {
        id -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    notes (id) {
        id -> Integer,
        order_id -> Integer,
        line -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    order_lines (line, order_id) {
        line -> Integer,
        order_id -> Integer,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

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
        CamelCase -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    pair_links (id) {
        id -> Integer,
        text_id -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    pair_texts (id) {
        id -> Integer,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    pairs (a, b) {
        a -> Text,
        b -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    profiles (user_id) {
        user_id -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    strict_keys (a, b) {
        a -> Text,
        b -> Integer,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    stricts (id) {
        id -> Nullable<Integer>,
        a -> Integer,
        b -> Nullable<Float>,
        c -> Nullable<Binary>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    transfers (id) {
        id -> Integer,
        from_order -> Nullable<Integer>,
        to_order -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    trees (id) {
        id -> Integer,
        parent_id -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    types (id) {
        id -> Nullable<Integer>,
        b -> Bool,
        b2 -> Nullable<Bool>,
        ti -> Nullable<Bool>,
        ti1 -> Nullable<Bool>,
        si -> Nullable<SmallInt>,
        i2 -> Nullable<SmallInt>,
        i8 -> Nullable<BigInt>,
        bi -> BigInt,
        ubi -> Nullable<BigInt>,
        i -> Integer,
        i1 -> Nullable<Integer>,
        mi -> Nullable<Integer>,
        iu -> Nullable<Integer>,
        fp -> Nullable<Integer>,
        c -> Nullable<Text>,
        v -> Text,
        nv -> Nullable<Text>,
        cl -> Nullable<Text>,
        t -> Text,
        bst -> Nullable<Text>,
        bl -> Nullable<Binary>,
        bin -> Nullable<Binary>,
        vb -> Nullable<Binary>,
        untyped -> Nullable<Binary>,
        r -> Nullable<Float>,
        f -> Nullable<Float>,
        d -> Nullable<Double>,
        dp -> Nullable<Double>,
        n -> Nullable<Double>,
        n2 -> Nullable<Double>,
        de -> Nullable<Double>,
        da -> Nullable<Date>,
        dt -> Nullable<Timestamp>,
        ts -> Timestamp,
        tm -> Nullable<Time>,
        gen -> Nullable<Integer>,
        gens -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    users (id) {
        id -> Integer,
        best_id -> Nullable<Integer>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    without_key (rowid) {
        rowid -> Integer,
        a -> Nullable<Integer>,
        b -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    without_rowid (oid) {
        oid -> Integer,
        rowid -> Nullable<Text>,
        b -> Nullable<Text>,
    }
}

diesel::joinable!(Odd_Table -> orders (order));
diesel::joinable!(labels -> codes (code));
diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(pair_links -> pair_texts (text_id));
diesel::joinable!(profiles -> users (user_id));
