//! The text of whole schemas.

use crate::{features, shop::shop};
use erd_core::Dialect;
use erd_ddl::{render, render_drop};

#[test]
fn shop_in_every_dialect() {
    for dialect in Dialect::ALL {
        let script = render(&shop(), dialect).expect("every dialect takes the shop");
        insta::assert_snapshot!(format!("shop_{dialect}"), script);
        let script = render_drop(&shop(), dialect).expect("every dialect takes the shop");
        insta::assert_snapshot!(format!("drop_shop_{dialect}"), script);
    }
}

#[test]
fn what_only_some_dialects_have() {
    for dialect in Dialect::ALL {
        let script = render(&features::of(dialect), dialect).expect("the dialect has it");
        insta::assert_snapshot!(format!("features_{dialect}"), script);
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    for dialect in Dialect::ALL {
        let texts = [(); 2].map(|()| render(&shop(), dialect).expect("renders").to_string());
        assert_eq!(texts[0], texts[1]);
    }
}
