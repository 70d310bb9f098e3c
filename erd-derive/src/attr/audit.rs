//! Audit columns, soft delete, the optimistic lock and the log of changes: `created_at`, `updated_at`, `created_by(T)`,
//! `audit_log` ...

use super::foreign_key::reference;
use super::intent::retention;
use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, unknown};
use erd_core::schema::{AuditBy, AuditLog, Maintenance, Role};

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
    actor(cx, item, field, Role::CreatedBy);
}

pub(super) fn updated_by(cx: &Ctxt, item: &Item, field: &mut Field) {
    actor(cx, item, field, Role::UpdatedBy);
}

pub(super) fn deleted_by(cx: &Ctxt, item: &Item, field: &mut Field) {
    actor(cx, item, field, Role::DeletedBy);
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

fn actor(cx: &Ctxt, item: &Item, field: &mut Field, role: Role) {
    set(cx, item, field, role);
    if !matches!(item.value, Value::None) {
        field.foreign_keys.extend(reference(cx, item));
    }
}

fn set(cx: &Ctxt, item: &Item, field: &mut Field, role: Role) {
    if field.column.role.is_some() {
        cx.error(item.span(), "a column has one role");
    }
    field.column.role = Some(role);
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
