//! Many instances of an application start at once.

use crate::support::{Folder, history, written};
use erd_history::Format;
use erd_history::run::{Options, apply, status};
use testkit::Scratch;

#[test]
fn one_migrates_and_the_others_wait() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("start-up-{dialect}"));
        let found = written(&folder.0, Format::Diesel, &history(dialect));
        let database = Scratch::new(dialect);
        let url = database.url();
        let start = || {
            let mut connection = erd_live::connect(url).expect("the database is there");
            let connection = connection.as_mut();
            let before = status(connection, Format::Diesel, &found).expect("an answer");
            let options = Options::default();
            let applied = apply(connection, Format::Diesel, &found, &options, &mut |_| {})
                .unwrap_or_else(|error| panic!("{dialect}: {error}"));
            let after = status(connection, Format::Diesel, &found).expect("an answer");
            assert!(after.is_current(), "{dialect}: {after:?}");
            (before.is_current(), applied.len())
        };
        let runs: Vec<(bool, usize)> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
            all.into_iter()
                .map(|one| one.join().expect("no panic"))
                .collect()
        });
        let applied: usize = runs.iter().map(|(_, applied)| applied).sum();
        assert_eq!(applied, 3, "{dialect}: {runs:?}");
        let alone = runs.iter().filter(|(_, applied)| *applied > 0).count();
        assert_eq!(alone, 1, "{dialect}: {runs:?}");
        // A folder of an older release is not what the database has.
        let mut connection = erd_live::connect(url).expect("the database is there");
        let older = status(connection.as_mut(), Format::Diesel, &found[..2]).expect("an answer");
        assert!(!older.is_current(), "{dialect}: {older:?}");
    }
}
