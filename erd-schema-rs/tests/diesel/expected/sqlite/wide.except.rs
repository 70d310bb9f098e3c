// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Odd Table"]
    Odd_Table (id) {
        id -> Integer,
        order -> Nullable<Integer>,
    }
}

diesel::table! {
    circles (id) {
        id -> Integer,
        of_user -> Nullable<Integer>,
    }
}

diesel::table! {
    codes (code) {
        code -> Nullable<Text>,
        label -> Nullable<Text>,
    }
}

diesel::table! {
    islands (id) {
        id -> Integer,
    }
}

diesel::table! {
    labels (id) {
        id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::table! {
    nicks (id) {
        id -> Integer,
        name -> Nullable<Text>,
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
    pair_links (id) {
        id -> Integer,
        text_id -> Nullable<Integer>,
    }
}

diesel::table! {
    pair_texts (id) {
        id -> Integer,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    pairs (a, b) {
        a -> Text,
        b -> Text,
    }
}

diesel::table! {
    profiles (user_id) {
        user_id -> Integer,
    }
}

diesel::table! {
    strict_keys (a, b) {
        a -> Text,
        b -> Integer,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    stricts (id) {
        id -> Nullable<Integer>,
        a -> Integer,
        b -> Nullable<Float>,
        c -> Nullable<Binary>,
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
    users (id) {
        id -> Integer,
        best_id -> Nullable<Integer>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    without_rowid (oid) {
        oid -> Integer,
        rowid -> Nullable<Text>,
        b -> Nullable<Text>,
    }
}

diesel::joinable!(labels -> codes (code));
diesel::joinable!(pair_links -> pair_texts (text_id));
diesel::joinable!(profiles -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    Odd_Table,
    circles,
    codes,
    islands,
    labels,
    nicks,
    notes,
    pair_links,
    pair_texts,
    pairs,
    profiles,
    strict_keys,
    stricts,
    transfers,
    trees,
    types,
    users,
    without_rowid,
);
