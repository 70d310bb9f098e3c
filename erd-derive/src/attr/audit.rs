//! Audit columns, soft delete, the optimistic lock and the log of changes: `created_at`, `updated_at`, `created_by(T)`,
//! `audit_log` ...

use super::foreign_key::{reference, reference_of};
use super::intent::retention;
use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, split, unknown};
use erd_core::schema::{AuditBy, AuditLog, Maintenance, Role};
use proc_macro2::{TokenStream, TokenTree};

const MAINTENANCE: &[(&str, Maintenance)] = &[
    ("default", Maintenance::Default),
    ("trigger", Maintenance::Trigger),
    ("application", Maintenance::Application),
];

pub(super) fn created_at(cx: &Ctxt, item: &Item, field: &mut Field) {
    let by = maintenance(cx, item, Maintenance::Default);
    set(cx, item, field, Role::CreatedAt(by));
}

pub(super) fn updated_at(cx: &Ctxt, item: &Item, field: &mut Field) {
    let by = maintenance(cx, item, Maintenance::Trigger);
    set(cx, item, field, Role::UpdatedAt(by));
}

pub(super) fn version(cx: &Ctxt, item: &Item, field: &mut Field) {
    let by = maintenance(cx, item, Maintenance::Application);
    set(cx, item, field, Role::Version(by));
}

pub(super) fn created_by(cx: &Ctxt, item: &Item, field: &mut Field) {
    let by = actor(cx, item, field);
    set(cx, item, field, Role::CreatedBy(by));
}

pub(super) fn updated_by(cx: &Ctxt, item: &Item, field: &mut Field) {
    let by = actor(cx, item, field);
    set(cx, item, field, Role::UpdatedBy(by));
}

pub(super) fn deleted_by(cx: &Ctxt, item: &Item, field: &mut Field) {
    set(cx, item, field, Role::DeletedBy);
    if !matches!(item.value, Value::None) {
        field.foreign_keys.extend(reference(cx, item));
    }
}

pub(super) fn deleted_at(cx: &Ctxt, item: &Item, field: &mut Field) {
    if item.flag(cx) {
        set(cx, item, field, Role::DeletedAt);
    }
}

pub(super) fn soft_delete(cx: &Ctxt, item: &Item, field: &mut Field) {
    if item.flag(cx) {
        set(cx, item, field, Role::DeletedFlag);
    }
}

/// `name`, `name(by = ..)`, `name(Entity, on_delete = set_null, by = ..)`: the reference, and what writes the column.
fn actor(cx: &Ctxt, item: &Item, field: &mut Field) -> Maintenance {
    let mut by = Maintenance::Application;
    if matches!(item.value, Value::None) {
        return by;
    }
    let form = format!("{}(Entity, by = trigger)", item.key());
    let Some(group) = item.list(cx, &form) else {
        return by;
    };
    let (own, of_key): (Vec<_>, Vec<_>) = split(group.stream(), ',').into_iter().partition(says_by);
    for option in own.into_iter().flat_map(|part| items(cx, part)) {
        by = option.word(cx, MAINTENANCE).unwrap_or(by);
    }
    if !of_key.is_empty() {
        field.foreign_keys.extend(reference_of(cx, item, of_key));
    }
    by
}

fn set(cx: &Ctxt, item: &Item, field: &mut Field, role: Role) {
    if field.column.role.is_some() {
        cx.error(item.span(), "a column has one role");
    }
    field.column.role = Some(role);
}

/// Whether a part is `by = ..`; an entity of that name would be followed by nothing or by a `.`.
fn says_by(part: &TokenStream) -> bool {
    let mut tokens = part.clone().into_iter();
    let is_by = matches!(tokens.next(), Some(TokenTree::Ident(word)) if word == "by");
    is_by && matches!(tokens.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=')
}

/// `name` or `name(by = ..)`
fn maintenance(cx: &Ctxt, item: &Item, usual: Maintenance) -> Maintenance {
    if matches!(item.value, Value::None) {
        return usual;
    }
    let form = format!("{}(by = default | trigger | application)", item.key());
    let Some(group) = item.list(cx, &form) else {
        return usual;
    };
    let mut by = usual;
    for option in items(cx, group.stream()) {
        match option.key().as_str() {
            "by" => by = option.word(cx, MAINTENANCE).unwrap_or(usual),
            other => cx.error(option.span(), unknown("option", other, ["by"].into_iter())),
        }
    }
    by
}

const AUDIT_LOG: &[&str] = &["retain", "system_versioned"];

/// `audit_log`, `audit_log(retain("2 years"))`, `audit_log(system_versioned)`
pub(super) fn audit_log(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let mut log = AuditLog {
        by: AuditBy::Triggers,
        retention: None,
    };
    if !matches!(item.value, Value::None) {
        let Some(group) = item.list(cx, "audit_log(retain(\"2 years\"))") else {
            return;
        };
        for option in items(cx, group.stream()) {
            match option.key().as_str() {
                "retain" => log.retention = retention(cx, &option),
                "system_versioned" if option.flag(cx) => log.by = AuditBy::SystemVersioning,
                "system_versioned" => {}
                other => cx.error(
                    option.span(),
                    unknown("option", other, AUDIT_LOG.iter().copied()),
                ),
            }
        }
    }
    if entity.audit.replace((log, item.span())).is_some() {
        cx.error(item.span(), "an entity has one log of its changes");
    }
}
