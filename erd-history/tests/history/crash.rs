//! A run that is cut off anywhere goes on where it stopped.

use crate::support::{Breaking, Folder, history, written};
use erd_core::Dialect;
use erd_history::run::{Options, State, apply, status};
use erd_history::{Error, Format, Found};
use testkit::Scratch;

#[test]
fn a_cut_anywhere_loses_nothing() {
    for dialect in testkit::dialects() {
        let folder = Folder::new(&format!("crash-{dialect}"));
        let found = written(&folder.0, Format::Diesel, &history(dialect));
        let mut at = 1;
        // Until a run ends before it could be cut.
        while cut(dialect, &found, at, false) | cut(dialect, &found, at, true) {
            at += 1;
        }
        assert!(at > 20, "{dialect}: a run makes only {at} calls");
    }
}

/// Cuts one run, and runs again; returns whether there was anything to cut.
fn cut(dialect: Dialect, found: &[Found], at: usize, after: bool) -> bool {
    let mut database = Scratch::new(dialect);
    let connect = || erd_live::connect(database.url()).expect("the scratch database is there");
    let options = Options::default();
    let mut breaking = Breaking {
        counts: |_| true,
        inner: Some(connect()),
        calls: 0,
        at,
        after,
    };
    let first = apply(&mut breaking, Format::Diesel, found, &options, &mut |_| {});
    let was_cut = breaking.inner.is_none();
    drop(breaking);
    assert_eq!(first.is_err(), was_cut, "{dialect} at {at}: {first:?}");
    let mut connection = connect();
    let place = format!("{dialect}, cut at {at}, after: {after}");
    match apply(
        connection.as_mut(),
        Format::Diesel,
        found,
        &options,
        &mut |_| {},
    ) {
        Ok(_) => {}
        Err(Error::Unknown { .. }) => panic!("{place}: the probes were not asked"),
        Err(error) => panic!("{place}: {error}"),
    }
    let status = status(connection.as_mut(), Format::Diesel, found).expect("the ledger is there");
    assert_eq!(status.count(State::Applied), 3, "{place}: {status:?}");
    drop(connection);
    let rows = database
        .query("SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)")
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    assert_eq!(
        rows,
        [[Some("1".to_owned()), Some("1".to_owned())]],
        "{place}"
    );
    was_cut
}
