//! What is written comes back as it was.

use crate::each;
use crate::models::{Sample, Shop, State, samples};
use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveTime};
use diesel::prelude::*;

fn highest() -> Sample {
    let day = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");
    let hour = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).expect("an hour");
    Sample {
        id: i32::MAX,
        flag: true,
        tiny: i8::MAX,
        small: i16::MAX,
        big: i64::MAX,
        octet: u8::MAX,
        word: u16::MAX,
        long: u32::MAX,
        longest: u64::MAX,
        real: 1.5e30,
        double: f64::MAX,
        short_text: "it's \"a\\b\" \u{1f980}\r\n".into(),
        text: "\0\u{1}%_".repeat(30_000),
        short_bytes: vec![0, 39, 92, 255],
        bytes: (0..=255).cycle().take(100_000).collect(),
        exact: "-12345678901234.123456"
            .parse::<BigDecimal>()
            .expect("a number"),
        day,
        hour,
        moment: day.and_time(hour),
        document: serde_json::json!({ "a": [1, null, "\\\"'", { "b": true }], "c": 0.5 }),
        state: State::Paid,
        maybe: Some(day.and_time(NaiveTime::MIN)),
        perhaps: Some(serde_json::json!([])),
    }
}

fn lowest() -> Sample {
    let day = NaiveDate::from_ymd_opt(1000, 1, 1).expect("a day");
    Sample {
        id: i32::MIN,
        flag: false,
        tiny: i8::MIN,
        small: i16::MIN,
        big: i64::MIN,
        octet: 0,
        word: 0,
        long: 0,
        longest: 0,
        real: -1.5e-30,
        double: f64::MIN,
        short_text: String::new(),
        text: String::new(),
        short_bytes: Vec::new(),
        bytes: Vec::new(),
        exact: "0.000001".parse().expect("a number"),
        day,
        hour: NaiveTime::MIN,
        moment: day.and_time(NaiveTime::MIN),
        document: serde_json::Value::Null,
        state: State::Open,
        maybe: None,
        perhaps: None,
    }
}

#[test]
fn every_type_comes_back_as_it_was_written() {
    each(|_, connection| {
        erd::diesel::create(connection, &Shop::schema()).expect("the database is empty");
        let written = [lowest(), highest()];
        for sample in &written {
            diesel::insert_into(samples::table)
                .values(sample)
                .execute(connection)
                .expect("every value fits its column");
        }
        let read: Vec<Sample> = samples::table
            .order(samples::id)
            .select(Sample::as_select())
            .load(connection)
            .expect("diesel has every type");
        assert_eq!(read, written);
        // The server compares as Rust does.
        let found = samples::table
            .filter(samples::moment.eq(written[1].moment))
            .filter(samples::exact.eq(&written[1].exact))
            .filter(samples::longest.eq(u64::MAX))
            .filter(samples::short_bytes.eq(&written[1].short_bytes))
            .filter(samples::state.eq(State::Paid))
            .select(samples::id)
            .first::<i32>(connection);
        assert_eq!(found, Ok(i32::MAX));
    });
}
