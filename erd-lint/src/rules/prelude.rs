//! What most rules need.

pub(super) use super::locks;
pub(super) use crate::catalog::Table;
pub(super) use crate::context::{Context, Step};
pub(super) use crate::facts::{
    Column, ConstraintKind, DropTarget, Filter, ForeignKey, Generated, Name, Op, OpKind, SqlType,
    View, Volatility,
};
pub(super) use crate::folder::{Migration, Tool, Transaction};
pub(super) use crate::read::read;
pub(super) use crate::report::Report;
pub(super) use crate::rule::{Check, DENY, ON_REQUEST, Rule, WARN, levels};
pub(super) use erd_core::{Capability, Dialect, Level};
