//! Our findings beside those of squawk's own linter.
